"""The front page: what this is, one search, a way to every municipality."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

Text = Callable[[HttpResponseBase], str]


def hits(client: Client, text: str) -> list[str]:
    """Give the addresses that a search leads to, in their order."""
    page = client.get("/", {"q": text, "lang": "nb"}, headers={"HX-Request": "true"}).content.decode()
    return re.findall(r'href="([^"]*)"', page)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Ål", "/kommuner/al/"),
        ("al", "/kommuner/al/"),
        ("HEMSEDAL", "/kommuner/hemsedal/"),
        ("tromso", "/kommuner/tromso/"),
        ("tromsoe", "/kommuner/tromso/"),
        ("Tromsø", "/kommuner/tromso/"),
        ("kárášjohka", "/kommuner/karasjok/"),
        ("3324", "/kommuner/gol/"),
        ("lekkasje", "/indikatorer/water_leakage/"),
        ("VANNLEDNINGER", "/indikatorer/water_leakage/"),
    ],
)
def test_a_search_forgives_case_accents_and_norwegian_letters(
    demo_site: Path, client: Client, text: str, first: str
) -> None:
    assert hits(client, text)[0] == first


def test_a_region_leads_to_its_municipalities(demo_site: Path, client: Client, text_of: Text) -> None:
    assert hits(client, "hallingdal") == [
        f"/kommuner/{slug}/" for slug in ("fla", "gol", "hemsedal", "hol", "nesbyen", "al")
    ]
    assert "Hallingdal region Flå Gol Hemsedal Hol Nesbyen Ål" in text_of(
        client.get("/?q=hallingdal&lang=nb")
    )


def test_every_hit_leads_to_a_page(demo_site: Path, client: Client) -> None:
    found = [address for word in ("buskerud", "nor", "oslo", "an") for address in hits(client, word)]
    assert found
    assert {address: client.get(address).status_code for address in set(found)} == dict.fromkeys(found, 200)


def test_a_search_that_finds_nothing_says_what_to_do(demo_site: Path, client: Client, text_of: Text) -> None:
    said = text_of(client.get("/", {"q": "<script>", "lang": "nn"}))
    assert "Ingenting heiter «<script>». Prøv med ein del av namnet." in said


def test_the_part_that_is_swapped_is_the_part_of_the_whole_page(demo_site: Path, client: Client) -> None:
    whole = client.get("/?q=gol").content.decode()
    part = client.get("/?q=gol", headers={"HX-Request": "true"})
    assert part.content.decode().strip()
    assert f'<div id="hits" aria-live="polite">{part.content.decode()}</div>' in whole
    assert "HX-Request" in part["Vary"]


def test_every_municipality_is_two_steps_away(demo_site: Path, client: Client) -> None:
    page = client.get("/").content.decode().partition('id="municipalities"')[2]
    assert len(set(re.findall(r'href="/kommuner/([^/"]+)/"', page))) == 357
    assert page.count("<summary>") == 15


def test_the_newest_figures_say_their_year_and_reach(demo_site: Path, client: Client) -> None:
    page = client.get("/?lang=nb").content.decode().partition('<ul class="news">')[2].partition("</ul>")[0]
    notes = re.findall(r'<span class="note">([^<]*)</span>', page)
    assert len(notes) == 6
    assert all(re.fullmatch(r"20\d\d, \d+ kommuner", note) for note in notes)


def test_an_old_edition_is_carried_through_the_front_page(demo_site: Path, client: Client) -> None:
    edition = (demo_site / "editions" / "published").read_text().strip()
    page = client.get(f"/?q=gol&utgave={edition}").content.decode()
    assert f'<input type="hidden" name="utgave" value="{edition}">' in page
    onward = re.findall(r'href="(/(?:kommuner|indikatorer)/[^"]*)"', page)
    assert {address.partition("?")[2] for address in onward} == {f"utgave={edition}"}


def test_a_search_asks_the_database_little(
    demo_site: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(1):
        client.get("/?q=gol", headers={"HX-Request": "true"})
    with django_assert_max_num_queries(4):
        client.get("/?q=hallingdal")


def test_before_places_are_loaded_the_front_page_says_how(
    db: None, tmp_path: Path, settings: Settings, client: Client, text_of: Text
) -> None:
    settings.DATA = tmp_path
    said = text_of(client.get("/?lang=nb"))
    assert "loftet places load" in said
