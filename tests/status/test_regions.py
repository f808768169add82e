"""The list of regions and counties, as a reader without JavaScript meets it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from loftet.status.region.list_queries import regions_page

Read = Callable[[str], str]


def published(root: Path) -> str:
    return (root / "editions" / "published").read_text().strip()


def test_the_first_sentence_counts_what_is_here(small_site: Path, read: Read) -> None:
    assert read("/regioner/?lang=nn").startswith(
        "Framside Regionar Kva har kommunar felles? Vel ein region eller eit fylke for å sjå kva kommunane "
        "der deler, og kvar dei er ulike. 1 region 15 fylke 357 kommunar"
    )


def test_regions_stand_before_counties_and_each_leads_to_its_page(small_site: Path, client: Client) -> None:
    page = client.get("/regioner/").content.decode()
    links = re.findall(r'<h3><a class="ds-link" href="([^"]*)">([^<]*)', page)
    assert links[:2] == [
        ("/regioner/hallingdal/", "Hallingdal"),
        ("/regioner/agder-fylke/", "Agder"),
    ]
    assert len(links) == 16


def test_members_are_those_of_the_day_of_the_editions_codes(db: None, small_site: Path) -> None:
    def members(day: date) -> dict[str, int]:
        page = regions_page(day)
        return {one.place.slug: len(one.members) for one in (*page.regions, *page.counties)}

    before, after = members(date(2023, 12, 31)), members(date(2024, 1, 1))
    assert (before["viken-fylke"], "buskerud-fylke" in before) == (51, False)
    assert (after["buskerud-fylke"], "viken-fylke" in after) == (18, False)
    assert "viken" not in after  # a programme may work with it, but it is no place of today


@pytest.mark.parametrize(
    ("wanted", "slugs"),
    [
        ("gol", ["hallingdal", "buskerud-fylke"]),
        ("hemse", ["hallingdal", "buskerud-fylke"]),
        ("Årdal", ["vestland-fylke"]),
        ("ardal", ["vestland-fylke"]),
        ("HALLING", ["hallingdal"]),
        ("møre og romsdal", ["more-og-romsdal-fylke"]),
        ("nordlánnda", ["nordland-fylke"]),
        ("atlantis", []),
        ("!", []),
    ],
)
def test_words_keep_the_regions_that_bear_them_or_hold_who_does(
    small_site: Path, wanted: str, slugs: list[str]
) -> None:
    page = regions_page(date(2024, 1, 1), wanted)
    assert [one.place.slug for one in (*page.regions, *page.counties)] == slugs


def test_a_word_that_fits_nothing_is_said(small_site: Path, read: Read) -> None:
    assert "Ingen region, fylke eller kommune heter «atlantis». Prøv en del av navnet." in read(
        "/regioner/?lang=nb&q=atlantis"
    )
    assert "2 regioner og fylker passer til «gol»." in read("/regioner/?lang=nb&q=gol")


def test_the_member_that_was_looked_for_stands_by_itself(
    small_site: Path, read: Read, client: Client
) -> None:
    assert "Hallingdal Hemsedal 6 kommuner Flå" in read("/regioner/?lang=nb&q=hemsedal")
    assert "<details open>" not in client.get("/regioner/?q=hemsedal").content.decode()
    assert client.get("/regioner/?q=hallingdal").content.decode().count("<details open>") == 1


def test_what_the_demo_has_made_up_is_shown_and_called_so(demo_site: Path, read: Read) -> None:
    said = read("/regioner/?lang=nb")
    assert "2 regioner 15 fylker 357 kommuner" in said
    assert said.partition("Vis Regioner ")[2].startswith("Demodalen (oppdiktet) 6 kommuner Bjørkevoll")


def test_the_list_is_taken_home_as_it_is_shown(small_site: Path, client: Client) -> None:
    edition = published(small_site)
    page = client.get(f"/regioner/?q=hallingdal&utgave={edition}").content.decode()
    address = f"/regioner.csv?utgave={edition}&amp;q=hallingdal"
    assert f'href="{address}" download' in page
    rows = client.get(address.replace("&amp;", "&")).content.decode().splitlines()
    assert rows[:2] == [
        "region,region_name,kind,municipality,municipality_name,valid_on",
        "hallingdal,Hallingdal,region,fla,Flå,2024-01-01",
    ]
    assert len(rows) == 7


def test_the_list_costs_few_queries(
    small_site: Path, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        assert client.get("/regioner/").status_code == 200


def test_before_the_first_edition_the_list_is_that_of_today(
    serve: Callable[[Path], None], tmp_path: Path, client: Client, read: Read
) -> None:
    serve(tmp_path)
    assert "1 region 15 fylker 357 kommuner" in read("/regioner/?lang=nb")
    assert client.get("/regioner.csv").status_code == 404
