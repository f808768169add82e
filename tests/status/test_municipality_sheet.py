"""A municipality on one sheet of paper, without JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

Read = Callable[[str], str]
SHEET = "/kommuner/gol/ark/"


def part(text: str, begin: str, end: str) -> str:
    """Return what stands from some words and until some others."""
    return text[text.index(begin) : text.index(end, text.index(begin))].strip()


def test_the_sheet_answers_as_the_page_of_the_municipality_does(small_site: Path, read: Read) -> None:
    page, sheet = read("/kommuner/gol/?lang=nn"), read(f"{SHEET}?lang=nn")
    answer = part(page, "Gol gjer det godt", "Buskerud")
    assert f"Gol og berekraftsmåla på eitt ark {answer} " in sheet
    assert "6. Reint vatn og gode sanitærforhold For få måltal 0–1" in sheet
    assert "Unge utanfor: 14,0\N{NO-BREAK SPACE}%, mot 10,0\N{NO-BREAK SPACE}% i landet. Svakare" in sheet


def test_the_sheet_has_the_profile_with_names(small_site: Path, client: Client) -> None:
    page = client.get(SHEET).content.decode()
    assert page.count('<svg class="profile profile-sheet"') == 1
    assert page.count('class="profile-name halo"') == 4


def test_what_is_not_there_and_where_it_comes_from_is_said(small_site: Path, read: Read) -> None:
    said = part(read(f"{SHEET}?lang=nb"), "Felles, usikkert", "Hvordan står det")
    assert "tall er ikke på plass: Mangler " in said
    assert ("Et hull er ikke et nulltall. Tallene er fra 2024.") in said
    assert "Hvert tall med år og kilde: http://testserver/kommuner/gol/?utgave=2026-11-24-" in said


def test_what_is_shared_with_the_neighbours_is_named(demo_site: Path, read: Read) -> None:
    assert "Felles med de andre kommunene i Hallingdal: Nedbygd natur og jord; " in read(f"{SHEET}?lang=nb")


@pytest.mark.parametrize(
    ("address", "status"), [("/kommuner/3324/ark/", 301), ("/kommuner/atlantis/ark/", 404)]
)
def test_the_sheet_is_found_as_the_municipality_is(
    small_site: Path, client: Client, address: str, status: int
) -> None:
    assert client.get(address).status_code == status


def test_a_sheet_of_an_edition_without_the_municipality_says_so(small_site: Path, read: Read) -> None:
    assert "Det er ingen tall for Bergen i utgave " in read("/kommuner/bergen/ark/?lang=nb")


def test_the_queries_are_as_few_as_those_of_the_page(
    small_site: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        assert client.get(SHEET).status_code == 200
