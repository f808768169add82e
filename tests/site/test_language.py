"""One language for a whole page: the address, then the cookie, then the municipality, then bokmål."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from pytest_django import Settings

from loftet.people.models import RoleKind
from tests.people.partnership import browser_of, hire, small_partnership


def language(client: Client, address: str) -> str:
    """Return the language of a page, which its header and its words agree on."""
    response = client.get(address)
    page = response.content.decode()
    found = re.findall(r'<html lang="(\w\w)"', page)[0]
    word = {"nb": "Hopp til innholdet", "nn": "Hopp til innhaldet", "en": "Skip to the content"}[found]
    assert word in page
    assert response["Content-Language"] == found
    assert {"Cookie", "Accept-Language"} <= set(response["Vary"].split(", "))
    return str(found)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", "nb"),
        ("/kommuner/gol/", "nn"),
        ("/kommuner/hemsedal/", "nn"),
        ("/kommuner/al/", "nn"),
        ("/kommuner/oslo/", "nb"),
        ("/regioner/hallingdal/", "nn"),  # most members have chosen it
        ("/regioner/hallingdal/utfordringer/", "nn"),
        ("/regioner/vestland-fylke/", "nn"),
        ("/regioner/oslo-fylke/", "nb"),
        ("/indikatorer/water_leakage/?sted=gol", "nn"),
        ("/indikatorer/water_leakage/?sted=gol&lang=nb", "nb"),
        ("/sammenlign/?sted=gol&sted=fla", "nb"),  # as many of each
        ("/sammenlign/?sted=gol&sted=oslo", "nn"),  # a neutral one leaves it to the other
        ("/sammenlign/?sted=gol&sted=al&sted=oslo", "nn"),
        ("/sammenlign/?sted=%00&sted=finnes-ikke", "nb"),
        ("/kommuner/oslo/?sted=gol", "nb"),  # the municipality that the page is about decides
        ("/kommuner/gol/?lang=en", "en"),
        ("/kommuner/gol/?lang=nb", "nb"),
        ("/kommuner/gol/?lang=xx", "nn"),
        ("/?lang=../..", "nb"),
    ],
)
def test_a_municipality_is_met_in_its_own_form(
    demo_site: Path, client: Client, address: str, expected: str
) -> None:
    assert language(client, address) == expected


@pytest.mark.parametrize(
    ("asked", "address", "expected"),
    [
        ("nn-NO,nn;q=0.9,nb;q=0.8", "/", "nn"),
        ("nn", "/kommuner/oslo/", "nn"),
        ("en-US,en;q=0.9", "/", "en"),
        ("en-GB,nb;q=0.5", "/kommuner/gol/", "en"),
        ("nb-NO,nb;q=0.9,en;q=0.8", "/", "nb"),
        ("no", "/", "nb"),
        ("se-NO,se;q=0.9", "/", "nb"),
        ("sma,en;q=0.5", "/", "nb"),
        ("de-DE,de;q=0.9,nn;q=0.4", "/", "nn"),
        ("de", "/", "nb"),
        ("nb", "/kommuner/gol/", "nn"),  # as browsers come in Norway: no choice
        ("nn", "/?lang=en", "en"),
        (";;q=,*", "/", "nb"),
    ],
)
def test_a_browser_is_obeyed_on_the_first_visit(
    demo_site: Path, client: Client, asked: str, address: str, expected: str
) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = asked
    assert language(client, address) == expected


def test_what_was_chosen_goes_before_the_browser(demo_site: Path, client: Client) -> None:
    client.get("/?lang=nb")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert language(client, "/") == "nb"


def test_a_page_in_the_form_of_its_place_says_so_once(demo_site: Path, client: Client) -> None:
    said = "Vist på nynorsk, målforma til Gol."
    assert said in client.get("/kommuner/gol/").content.decode()
    assert "Vist på nynorsk" in client.get("/regioner/hallingdal/").content.decode()
    for address in ("/kommuner/gol/?lang=nn", "/kommuner/oslo/", "/"):
        assert "Vist på" not in client.get(address).content.decode()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "nn"
    assert "Vist på" not in client.get("/kommuner/gol/").content.decode()


def test_a_choice_is_kept_over_the_form_of_the_municipality(demo_site: Path, client: Client) -> None:
    assert language(client, "/?lang=en") == "en"
    assert language(client, "/kommuner/gol/") == "en"
    assert language(client, "/kommuner/gol/?lang=nb") == "nb"
    assert language(client, "/kommuner/hemsedal/") == "nb"


def test_a_cookie_of_another_kind_is_no_choice(demo_site: Path, client: Client) -> None:
    client.cookies["language"] = "xx"
    assert language(client, "/kommuner/gol/") == "nn"


def test_the_cookie_is_secure_lasting_and_out_of_reach_of_scripts(
    demo_site: Path, client: Client, settings: Settings
) -> None:
    settings.LANGUAGE_COOKIE_SECURE = True
    cookie = client.get("/?lang=nn").cookies["language"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("nn", 365 * 24 * 3600, "Lax")
    assert cookie["secure"] is True
    assert cookie["httponly"] is True
    assert cookie["path"] == "/"


def test_a_page_that_is_only_read_sets_no_cookie(demo_site: Path, client: Client) -> None:
    for address in ("/", "/kommuner/gol/", "/indikatorer/water_leakage/"):
        assert dict(client.get(address).cookies) == {}


def test_the_whole_page_follows_the_chart_too(demo_site: Path, client: Client) -> None:
    said = {}
    for code in ("nb", "nn", "en"):
        page = client.get(f"/indikatorer/water_leakage/?lang={code}").content.decode()
        drawn = " ".join(re.findall(r"<text[^>]*>(?:<tspan[^>]*>)?([^<]+)<", page))
        said[code] = [word for word in ("Landet", "country") if word in drawn]
    assert said == {"nb": ["Landet"], "nn": ["Landet"], "en": ["country"]}


def test_the_same_page_is_offered_in_each_language(demo_site: Path, client: Client) -> None:
    page = client.get("/kommuner/gol/?sted=al&lang=nn").content.decode()
    links = re.findall(r'href="([^"]*)" lang="(\w\w)" hreflang="\w\w"[^>]*>([^<]+)<', page)
    offered = [
        (f"/kommuner/gol/?sted=al&amp;lang={code}", code, name)
        for code, name in (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"))
    ]
    assert links == offered * 2  # in the header, and in the menu of a phone


def test_numbers_are_written_as_the_language_does(demo_site: Path, client: Client) -> None:
    assert "95,0" in client.get("/kommuner/gol/tall/?lang=nn").content.decode()
    assert "95.0" in client.get("/kommuner/gol/tall/?lang=en").content.decode()


def test_every_address_of_an_organisation_names_it_as_the_choice_of_language_asks() -> None:
    named = re.compile(r"(?:organisasjoner|logg)/<slug:(\w+)>/")
    parts = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver)]
    patterns = [str(one.pattern) for part in parts for one in part.url_patterns]
    found = [match[1] for match in map(named.match, patterns) if match]
    assert len(found) > 10
    assert set(found) == {"organisation"}


@pytest.mark.django_db
def test_the_pages_of_an_organisation_are_in_its_official_form() -> None:
    browser = browser_of(hire("eli@gol.example", small_partnership().gol, RoleKind.TOP_MANAGEMENT))
    for address in ("organisasjoner/gol/", "organisasjoner/gol/inviter/", "logg/gol/"):
        assert language(browser, f"/{address}") == "nn"
