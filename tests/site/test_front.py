"""The front page: the question, a search, what the newest edition tells, and the ways on."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.parameters import by_night

Text = Callable[[HttpResponseBase], str]


def hits(client: Client, text: str) -> list[str]:
    """Return the addresses that a search leads to, in their order."""
    page = client.get("/sok/", {"q": text, "lang": "nb"}, headers={"HX-Request": "true"}).content.decode()
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
        client.get("/sok/?q=hallingdal&lang=nb", headers={"HX-Request": "true"})
    )


def test_a_target_is_found_by_its_name_and_shown_beside_its_goal(
    demo_site: Path, client: Client, text_of: Text
) -> None:
    assert "1. Utrydde fattigdom bærekraftsmål: delmål 1.1 Utrydde ekstrem fattigdom" in text_of(
        client.get("/sok/?q=ekstrem+fattigdom&lang=nb")
    )


@pytest.mark.parametrize("word", ["oslo", "drikkevann", *by_night("buskerud", "nord-")])
def test_every_hit_leads_to_a_page(demo_site: Path, client: Client, word: str) -> None:
    found = hits(client, word)
    assert found
    assert {address: client.get(address).status_code for address in set(found)} == dict.fromkeys(found, 200)


def test_a_search_that_finds_nothing_says_what_to_do(demo_site: Path, client: Client, text_of: Text) -> None:
    said = text_of(client.get("/sok/", {"q": "<script>", "lang": "nn"}))
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
    said = text_of(client.get("/sok/", {"q": text, "lang": "nn"}))
    assert f"Ingenting heiter «{text}». Meinte du ein av desse?" in said


def test_suggestions_while_typing_are_the_first_hits_of_the_page(demo_site: Path, client: Client) -> None:
    part = client.get("/sok/?q=klima", headers={"HX-Request": "true"})
    whole = client.get("/sok/?q=klima").content.decode()
    assert len(suggested := hits(client, "klima")) > 3
    listed = re.findall(r'<li> <a href="([^"]+)"', whole[whole.index('<ul class="hits">') :])
    assert listed[: len(suggested)] == suggested
    assert "HX-Request" in part["Vary"]


def test_every_municipality_is_one_step_away_on_the_map(demo_site: Path, client: Client) -> None:
    page = client.get("/?lang=nb").content.decode()
    assert len(set(re.findall(r'href="/kommuner/([^/"]+)/"', page))) == 357


def test_the_circle_and_what_stands_around_lead_on(demo_site: Path, client: Client) -> None:
    page = client.get("/").content.decode()
    links = re.findall(r'href="([^"]*)"', page.partition('<ol class="circle">')[2].partition("</ol>")[0])
    assert links == ["/regioner/", "/behov/", "/prosjekt/", "/fatt-til/"]
    around = page.partition("<main")[0] + page.partition("</main>")[2]
    sections = set(re.findall(r'href="(/[a-z]+/)"', around))
    assert sections >= {
        *("/kommuner/", "/baerekraftsmal/", "/indikatorer/", "/regioner/", "/kull/"),
        *("/datagrunnlag/", "/metode/", "/om/", "/personvern/", "/tilgjengelighet/", "/nytt/"),
    }
    assert {address: client.get(address).status_code for address in sections} == dict.fromkeys(sections, 200)


def test_the_front_page_tells_three_findings_and_shows_a_profile_and_a_region(
    demo_site: Path, client: Client, text_of: Text
) -> None:
    answer = client.get("/?lang=nn")
    page, said = answer.content.decode(), text_of(answer)
    assert page.count('class="ds-card finding-card"') == 3
    assert "Tre funn i dei nyaste tala" in said
    assert "Seks kommunar i Hallingdal løftar det same" in said
    assert re.search(r"<h2>Jo fleire innbyggjarar, desto lågare klimagassutslepp per innbyggjar</h2>", page)
    assert 'class="profile profile-small"' in page
    assert len(re.findall(r'<li class="goal-\d+">', page)) == 17


def test_what_waits_for_somebody_comes_before_the_question(demo_site: Path, client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'id="waiting"' not in page


def test_where_each_municipality_is_goes_to_the_browser_and_nothing_comes_back(
    demo_site: Path, client: Client, project: Path
) -> None:
    answer = client.get("/kommuner/midtpunkt.json")
    places = {slug: (east, north) for slug, _name, east, north in answer.json()["places"]}
    assert len(places) == 357
    assert places["oslo"] == (10.74, 59.981)
    script = (project / "src/loftet/site/static/loftet/front.js").read_text("utf-8")
    assert re.findall(r"fetch\(([^)]*)\)", script) == ["box.dataset.near"]


def test_an_address_of_before_leads_to_the_search(demo_site: Path, client: Client) -> None:
    assert client.get("/?q=gol&lang=nn").headers["Location"] == "/sok/?q=gol&lang=nn"


def test_an_old_edition_is_carried_through_the_front_page(demo_site: Path, client: Client) -> None:
    edition = (demo_site / "editions" / "published").read_text().strip()
    page = client.get(f"/?utgave={edition}").content.decode()
    assert f'<input type="hidden" name="utgave" value="{edition}">' in page
    onward = re.findall(r'href="(/(?:kommuner|indikatorer|regioner)/[^"]*)"', page)
    kept = {address.partition("#")[0].partition("?")[2] for address in onward}
    assert kept == {f"utgave={edition}"}


def test_a_search_asks_the_database_little(
    demo_site: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):
        client.get("/sok/?q=gol", headers={"HX-Request": "true"})
    with django_assert_max_num_queries(4):
        client.get("/sok/?q=klima+hallingdal")


def test_before_places_are_loaded_the_front_page_is_whole(
    db: None, tmp_path: Path, settings: Settings, client: Client, text_of: Text
) -> None:
    settings.DATA = tmp_path
    said = text_of(client.get("/?lang=nb"))
    assert "Hvordan står det til i kommunen din?" in said
    assert "De 17 bærekraftsmålene" in said
