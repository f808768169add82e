"""The front page: what this is, one search, a way to every municipality."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from loftet.indicators.queries.front import search_goals

Text = Callable[[HttpResponseBase], str]


def hits(client: Client, text: str) -> list[str]:
    """Return the addresses that a search leads to, in their order."""
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
        ("vannlekkasje", "/indikatorer/water_leakage/"),
        ("Rent vann", "/baerekraftsmal/6/"),
        ("mål 6", "/baerekraftsmal/6/"),
        ("Delmål 6.4", "/baerekraftsmal/6/"),
        ("14.", "/baerekraftsmal/14/"),
        ("buskerud", "/regioner/buskerud-fylke/"),
    ],
)
def test_a_search_forgives_case_accents_and_norwegian_letters(
    demo_site: Path, client: Client, text: str, first: str
) -> None:
    assert hits(client, text)[0] == first


def test_a_region_leads_to_its_own_page_and_to_its_municipalities(
    demo_site: Path, client: Client, text_of: Text
) -> None:
    assert hits(client, "hallingdal") == [
        "/regioner/hallingdal/",
        *(f"/kommuner/{slug}/" for slug in ("fla", "gol", "hemsedal", "hol", "nesbyen", "al")),
    ]
    assert "Hallingdal region Flå Gol Hemsedal Hol Nesbyen Ål" in text_of(
        client.get("/?q=hallingdal&lang=nb")
    )


def test_a_number_is_that_of_a_goal_or_a_target_and_not_a_part_of_one() -> None:
    with translation.override("nb"):
        assert [hit.goal.key for hit in search_goals("3")] == ["3"]
        (hit,) = search_goals("sdg 6")
        assert (hit.goal.key, hit.targets) == ("6", ())
        (hit,) = search_goals("delmål 6.4")
        assert (hit.goal.key, [target.key for target in hit.targets]) == ("6", ["6.4"])
        assert len(search_goals("bærekraftsmål")) == 17
        assert search_goals("...") == ()


def test_a_target_is_found_by_its_name_and_shown_beside_its_goal(
    demo_site: Path, client: Client, text_of: Text
) -> None:
    assert "1. Utrydde fattigdom bærekraftsmål: delmål 1.1 Utrydde ekstrem fattigdom" in text_of(
        client.get("/?q=ekstrem+fattigdom&lang=nb")
    )


def test_every_hit_leads_to_a_page(demo_site: Path, client: Client) -> None:
    found = [
        address for word in ("buskerud", "nord-", "oslo", "drikkevann") for address in hits(client, word)
    ]
    assert found
    assert {address: client.get(address).status_code for address in set(found)} == dict.fromkeys(found, 200)


def test_a_search_that_finds_nothing_says_what_to_do(demo_site: Path, client: Client, text_of: Text) -> None:
    said = text_of(client.get("/", {"q": "<script>", "lang": "nn"}))
    assert "Ingenting heiter «<script>». Prøv med ein del av namnet." in said


def test_two_letters_are_a_word_and_not_a_part_of_one(demo_site: Path, client: Client) -> None:
    assert not any(address.startswith("/baerekraftsmal/") for address in hits(client, "al"))
    assert "/baerekraftsmal/13/" in hits(client, "klima")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Lilehamer", "/kommuner/lillehammer/"),
        ("Nessbyen", "/kommuner/nesbyen/"),
        ("hallingdl", "/regioner/hallingdal/"),
        ("Kristiandsand", "/kommuner/kristiansand/"),
        ("Øvstre Demodal", "/kommuner/ovre-demodal/"),
    ],
)
def test_a_name_that_is_spelled_wrong_leads_to_what_may_be_meant(
    demo_site: Path, client: Client, text_of: Text, text: str, first: str
) -> None:
    assert hits(client, text)[0] == first
    said = text_of(client.get("/", {"q": text, "lang": "nn"}))
    assert f"Ingenting heiter «{text}». Meinte du ein av desse?" in said


def test_the_part_that_is_swapped_is_the_part_of_the_whole_page(demo_site: Path, client: Client) -> None:
    whole = client.get("/?q=gol").content.decode()
    part = client.get("/?q=gol", headers={"HX-Request": "true"})
    assert part.content.decode().strip()
    assert f'<div id="hits" aria-live="polite">{part.content.decode()}</div>' in whole
    assert "HX-Request" in part["Vary"]


def test_every_municipality_is_one_step_away_on_the_map_and_two_by_the_list(
    demo_site: Path, client: Client
) -> None:
    page = client.get("/?lang=nb").content.decode()
    assert len(set(re.findall(r'href="/kommuner/([^/"]+)/"', page))) == 357
    assert '<a class="ds-link" href="/kommuner/">Se alle de 357 kommunene, fylke for fylke</a>' in page


def test_the_links_and_the_sections_lead_on(demo_site: Path, client: Client) -> None:
    page = client.get("/").content.decode()
    links = re.findall(r'href="([^"]*)"', page.partition('<ol class="circle">')[2].partition("</ol>")[0])
    assert links == [
        "/kommuner/",
        "/baerekraftsmal/",
        "/regioner/",
        "/sammenlign/",
        "/indikatorer/",
        "/datagrunnlag/",
    ]
    around = page.partition("<main")[0] + page.partition("</main>")[2]
    sections = set(re.findall(r'href="(/[a-z]+/)"', around))
    assert sections == {
        *("/kommuner/", "/baerekraftsmal/", "/indikatorer/", "/regioner/", "/sammenlign/", "/kull/"),
        *("/datagrunnlag/", "/metode/", "/om/", "/personvern/", "/tilgjengelighet/", "/nytt/"),
    }
    assert {address: client.get(address).status_code for address in sections} == dict.fromkeys(sections, 200)


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
