"""Slides of a municipality and of a region: what they show, and what they leave out."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from loftet.status.presentation.municipality import one_of
from loftet.status.presentation.slides import Slide, without_stop


def titles(client: Client, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 200, address
    found = re.findall(r"<h2[^>]*>(.*?)</h2>", page.content.decode(), flags=re.DOTALL)
    return [unescape(re.sub(r"\s+", " ", one)).strip() for one in found]


def test_a_municipality_has_five_to_eight_slides_that_begin_with_how_it_stands(
    demo_site: Path, client: Client
) -> None:
    found = titles(client, "/kommuner/gol/storskjerm/?lang=nn")
    assert 5 <= len(found) <= 8
    assert found[0].startswith("Gol gjer det godt på ")
    assert found[1:3] == ["Her står vi sterkt", "Dette må løftast"]
    assert found[-1] == "Neste steg"


def test_a_region_has_what_is_shared_the_goals_a_table_a_map_and_what_is_next(
    demo_site: Path, client: Client
) -> None:
    page = client.get("/regioner/hallingdal/storskjerm/?lang=nb").content.decode()
    parts = re.findall(r'class="slide-body slide-(\w+)"', page)
    assert parts == ["shared", "goals", "heat", "map", "next"]
    assert page.count("<tr") == 18  # a header, and seventeen goals


def test_a_region_of_many_leaves_out_what_cannot_be_read_on_a_screen(demo_site: Path, client: Client) -> None:
    page = client.get("/regioner/innlandet-fylke/storskjerm/").content.decode()
    assert re.findall(r'class="slide-body slide-(\w+)"', page) == ["shared", "map", "next"]


def test_slides_lead_to_each_other_and_back_without_a_script(demo_site: Path, client: Client) -> None:
    page = client.get("/kommuner/gol/storskjerm/").content.decode()
    slides = re.findall(r'<section class="slide" id="([^"]+)"', page)
    assert re.findall(r'<a href="#([^"]+)" rel="next">', page) == slides[1:]
    assert re.findall(r'<a href="#([^"]+)" rel="prev">', page) == slides[:-1]
    assert page.count('href="/kommuner/gol/" data-leave') == len(slides)


def test_slides_keep_to_the_edition_of_the_address(published_as: Callable[..., str], client: Client) -> None:
    edition = published_as()
    page = client.get(f"/kommuner/gol/storskjerm/?utgave={edition}").content.decode()
    assert f'href="/kommuner/gol/?utgave={edition}" data-leave' in page
    assert client.get("/kommuner/gol/storskjerm/?utgave=nei").status_code == 404


def test_a_slide_says_that_figures_are_made_up(demo_site: Path, client: Client) -> None:
    page = client.get("/kommuner/gol/storskjerm/?lang=nb").content.decode()
    assert page.count('<span class="slide-made-up">Oppdiktede tall</span>') == page.count("<section")


@pytest.mark.parametrize("address", ["/kommuner/atlantis/storskjerm/", "/regioner/gol/storskjerm/"])
def test_what_is_not_there_has_no_slides(demo_site: Path, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_place_without_figures_says_so(small_site: Path, client: Client) -> None:
    page = client.get("/kommuner/bergen/storskjerm/")
    assert page.status_code == 200
    assert b'class="slide"' not in page.content


def test_a_choice_is_spoken() -> None:
    with translation.override("nn"):
        assert [one_of(names) for names in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b eller c"]


def test_a_heading_has_no_full_stop_and_a_long_one_is_smaller() -> None:
    assert [without_stop(("Gol does well.",), at) for at in (0, 1)] == ["Gol does well", ""]
    assert [Slide("next", "x" * length, "").is_long for length in (52, 53)] == [False, True]
