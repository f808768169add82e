"""The page on work of a municipality: figures by theme with reasons, and what is missing."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import read_catalogue
from loftet.status.working_life.queries import FILE, THEMES, read_wanted

ADDRESS = "/kommuner/ovre-demodal/arbeidsliv/"


def headings(page: str) -> list[str]:
    return [one.strip() for one in re.findall(r"<h2[^>]*>([^<]*)</h2>", page)]


def test_the_figures_stand_theme_by_theme_with_their_reasons(
    demo_site: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Client().get(ADDRESS)
    with django_assert_max_num_queries(12):
        page = Client().get(f"{ADDRESS}?lang=nn").content.decode()
    themes = ["Kven har arbeid", "Lærlingar", "Kompetanse", "Sjukefråvær", "Heiltid", "Kvinner og menn"]
    assert headings(page)[:6] == themes
    assert "Viser kor mykje kvinner tener, samanlikna med menn." in page
    assert "/indikatorer/part_time_women/?sted=ovre-demodal" in page


def test_what_no_open_table_tells_is_said_as_missing(demo_site: Path) -> None:
    page = Client().get(f"{ADDRESS}?lang=nb").content.decode()
    assert "<strong>Mangler:</strong> Lærlinger i kommunen. Vi kjenner ingen åpne tall." in page


def test_the_page_of_the_municipality_leads_to_it(demo_site: Path) -> None:
    page = Client().get("/kommuner/ovre-demodal/?lang=nb").content.decode()
    assert f'href="{ADDRESS}"' in page
    assert "Arbeidslivet i Øvre Demodal" in page


def test_every_figure_is_one_of_the_catalogue_and_every_theme_has_one() -> None:
    wanted = read_wanted(settings.CATALOGUE / FILE)
    known = {one.key for one in read_catalogue(settings.CATALOGUE).indicators}
    assert {one.indicator for one in wanted} - known == {""}
    assert list(dict.fromkeys(one.theme for one in wanted)) == list(THEMES)
    assert all(text for one in wanted for text in one.why.values())


def test_a_theme_that_there_is_not_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text("theme,indicator,why_nb,why_nn,why_en,checked\nfritid,,a,b,c,2026-11-30\n")
    with pytest.raises(InvalidInput) as refused:
        read_wanted(file)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.column) == (file, 2, "theme")
