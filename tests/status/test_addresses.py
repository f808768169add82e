"""Addresses that lead elsewhere, to several places, to old figures or to none."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

Read = Callable[[str], str]
INDICATOR, PLACE, FRONT = "/indikatorer/leakage/", "/kommuner/gol/", "/"


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("3324", "gol"),
        ("3041", "gol"),
        ("Gol", "gol"),
        ("Kárášjohka", "karasjok"),
        ("guovdageaidnu", "kautokeino"),
        ("Ål", "al"),
        ("GOL", "gol"),
    ],
)
def test_codes_and_other_names_lead_to_the_one_address(
    small_site: Path, client: Client, word: str, slug: str
) -> None:
    response = client.get(f"/kommuner/{word}/?sted=al&utgave=x")
    assert (response.status_code, response["Location"]) == (301, f"/kommuner/{slug}/?sted=al&utgave=x")


@pytest.mark.parametrize("slug", ["gol", "kautokeino", "heroy-nordland", "al"])
def test_a_place_stays_at_its_own_address(small_site: Path, client: Client, slug: str) -> None:
    assert client.get(f"/kommuner/{slug}/").status_code == 200


def test_a_file_moves_with_its_page(small_site: Path, client: Client) -> None:
    response = client.get("/kommuner/3041.csv?utgave=x")
    assert (response.status_code, response["Location"]) == (301, "/kommuner/gol.csv?utgave=x")


def test_an_ambiguous_name_lists_its_candidates(small_site: Path, client: Client) -> None:
    response = client.get("/kommuner/heroy/?lang=nb")
    page = response.content.decode()
    assert response.status_code == 300
    assert "Hvilken «heroy» mener du?" in page
    assert re.findall(
        r'href="(/kommuner/[^"]*)"', page.partition('class="hits"')[2].partition("</main>")[0]
    ) == [
        "/kommuner/heroy-more-og-romsdal/",
        "/kommuner/heroy-nordland/",
    ]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/kommuner/atlantis/?lang=nn", "Det finst ingen kommune «atlantis»."),
        ("/kommuner/buskerud/?lang=nn", "Det finst ingen kommune «buskerud»."),
        ("/indikatorer/nothing/?lang=nn", "Denne utgåva har ingen indikator «nothing»."),
        ("/indikatorer/nothing.csv?lang=nn", "Denne utgåva har ingen indikator «nothing»."),
        ("/kommuner/bergen.csv?lang=nn", "Denne utgåva har ingen tal for Bergen."),
        ("/kommuner/gol/?utgave=2020-01-01-00000000", "Det finst inga utgåve «2020-01-01-00000000»."),
        ("/indikatorer/leakage/?lang=nn&utgave=../..", "Det finst inga utgåve «../..»."),
        ("/?lang=nn&utgave=", "Det finst inga utgåve «»."),
    ],
)
def test_what_is_not_there_is_said_in_the_language_of_the_page(
    small_site: Path, client: Client, address: str, reason: str
) -> None:
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 404
    assert '<html lang="nn"' in page
    assert "Denne sida finst ikkje" in page
    assert f"<p>{reason}</p>" in page


def test_an_address_of_no_page_does_not_show_the_inside_of_the_site(small_site: Path, client: Client) -> None:
    response = client.get("/finnes/ikke/")
    assert response.status_code == 404
    assert "tried" not in response.content.decode()
    assert "Denne siden finnes ikke" in response.content.decode()


def test_an_old_edition_is_read_and_named(
    published_as: Callable[..., str], client: Client, read: Read
) -> None:
    old = published_as()
    new = published_as(
        ("observations.csv", "3324,leakage,2024,30,", "3324,leakage,2024,12,"), day=date(2026, 12, 1)
    )
    leakage = "Lekkasje {}\N{NO-BREAK SPACE}%"
    assert leakage.format(12) in read("/kommuner/gol/?lang=nb")
    page = client.get(f"/kommuner/gol/?lang=nb&utgave={old}").content.decode()
    assert leakage.format(30) in read(f"/kommuner/gol/?lang=nb&utgave={old}")
    assert f"Denne siden viser utgave {old}, som ikke er den som er publisert nå." in page
    assert '<a class="ds-link" href="/kommuner/gol/?lang=nb">Se tallene som er publisert</a>' in page
    links = re.findall(r'href="(/indikatorer/leakage/[^"]*)"', page)
    assert links
    assert {f"/indikatorer/leakage/?sted=gol&amp;utgave={old}"} == set(links)
    assert (
        "som ikke er den som er publisert" not in client.get(f"/kommuner/gol/?utgave={new}").content.decode()
    )


@pytest.mark.parametrize("address", [FRONT, PLACE])
def test_before_the_first_edition_the_pages_say_what_would_stand_there(
    serve: Callable[[Path], None], tmp_path: Path, client: Client, address: str
) -> None:
    serve(tmp_path)
    page = client.get(f"{address}?lang=nb")
    assert page.status_code == 200
    assert ("Her er det ikke publisert noen tall ennå." in page.content.decode()) is (address == PLACE)
    assert client.get(INDICATOR).status_code == 404
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize("damage", ["file", "stamp"])
def test_a_site_whose_only_edition_is_damaged_says_so_and_is_closed_to_robots(
    published_as: Callable[..., str], tmp_path: Path, client: Client, damage: str
) -> None:
    edition = published_as()
    folder = tmp_path / "data" / "editions"
    if damage == "file":
        (folder / edition / "observations.parquet").unlink()
    else:
        (folder / edition / "about.toml").write_text("no toml = ")
    fault = "Dei publiserte tala er skadde"
    for address in (FRONT, PLACE, INDICATOR):
        assert fault in client.get(f"{address}?lang=nn").content.decode(), address
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_only_reading_is_allowed(small_site: Path, client: Client) -> None:
    for address in (FRONT, PLACE, INDICATOR, "/kommuner/gol.csv", "/robots.txt"):
        assert client.post(address).status_code == 405, address
