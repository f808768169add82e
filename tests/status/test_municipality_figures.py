"""All figures of a municipality, as a reader without JavaScript meets them."""

import csv
import gzip
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from loftet.sources.catalogue import read_catalogue

Read = Callable[[str], str]
TALL = "/kommuner/gol/tall/"
BUSKERUD = "buskerud-fylke"
HEAVIEST = 60_000  # packed
PEERS = "?" + "&".join(f"sted={slug}" for slug in ("oslo", "hemsedal", "al", "skien"))
EIGHT = PEERS + "&" + "&".join(f"sted={slug}" for slug in ("bergen", "hol", "nesbyen", "midtre-gauldal"))


def published(root: Path) -> str:
    return (root / "editions" / "published").read_text().strip()


def words(cells: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", cells)).strip()


def row_of(page: str, name: str) -> str:
    return next(row for row in page.split("<tr") if f">{name}</a>" in row and "rowheader" in row)


def test_the_answer_counts_the_sides(small_site: Path, read: Read) -> None:
    assert (
        "Alle tall for Gol 7 av 11 indikatorer har et tall. "
        "3 står på sterk side, 3 på svak side og 1 på ingen av dem."
    ) in read(f"{TALL}?lang=nb")


def test_figures_stand_goal_by_goal_and_each_goal_leads_on(small_site: Path, client: Client) -> None:
    page = client.get(f"{TALL}?lang=nb&sted=al").content.decode()
    bands = re.findall(r'class="band" id="goal-(\d+)"><th[^>]*><a href="([^"]*)">', page)
    assert [goal for goal, _address in bands] == ["1", "3", "4", "5", "6", "7", "8", "9", "11", "12", "14"]
    assert {address for goal, address in bands if goal == "6"} == {"/kommuner/gol/baerekraftsmal/6/?sted=al"}


def test_a_real_zero_is_shown_as_zero(small_site: Path, client: Client) -> None:
    page = client.get("/kommuner/skien/tall/?lang=nb").content.decode()
    assert 'class="own-figure">0</td>' in row_of(page, "Lekkasje")


def test_a_gap_is_a_word_and_never_a_zero(small_site: Path, client: Client) -> None:
    page = client.get(f"{TALL}?lang=nb").content.decode()
    table = page.partition("<table")[2].partition("</table>")[0]
    assert re.findall(r">0(?:,0)?<", table) == []
    assert words(row_of(table, "Fattigdom").partition("</th>")[2]) == (
        ": Skjult av hensyn til personvernet .. Mangler"
    )


def test_places_are_compared_by_address_in_the_order_chosen(small_site: Path, client: Client) -> None:
    page = client.get(f"{TALL}?lang=nb&sted=al&sted=hemsedal&sted=al&sted=gol").content.decode()
    head = re.findall(r'<th role="columnheader"[^>]*>([^<]+)<', page)
    assert head == [
        *("Indikator", "Gol", "År", "Status", "Utvikling"),
        *("Landet", "Ål", "Hemsedal", "Midterste halvdel"),
    ]
    assert words(row_of(page, "Lekkasje").partition("</th>")[2]) == (
        "30 2024 ■ Langt fra målet ✓ I rute 25 : Skjult av hensyn til personvernet 20 (2023) 10–25"
    )


def test_a_chosen_place_can_be_taken_away_again(small_site: Path, client: Client) -> None:
    edition = published(small_site)
    page = client.get(f"{TALL}?sted=al&sted=hemsedal&utgave={edition}").content.decode()
    links = re.findall(r'<a class="ds-link" href="([^"]*)" rel="nofollow">Fjern', page)
    assert links == [f"?sted=hemsedal&amp;utgave={edition}", f"?sted=al&amp;utgave={edition}"]


def test_a_word_that_leads_to_no_place_is_named(small_site: Path, read: Read) -> None:
    said = read(f"{TALL}?lang=nb&sted=atlantis&sted=bergen&sted=%3Cb%3E")
    for word in ("atlantis", "bergen", "<b>"):
        assert f"Denne utgaven har ingen tall for «{word}»." in said


def test_the_country_is_not_offered_twice(small_site: Path, client: Client) -> None:
    page = client.get(f"{TALL}?lang=nb").content.decode()
    assert re.findall(r'<option value="([^"]+)">', page) == ["hemsedal", "oslo", "skien", "al", BUSKERUD]


def test_an_edition_without_the_country_has_no_column_for_it(
    published_as: Callable[..., str], read: Read
) -> None:
    rows = (
        "NO,vaccine,2024,95,,,\nNO,leakage,2024,25,,,\nNO,energy,2024,,suppressed,,\n"
        "NO,neet,2024,10,,,\nNO,broadband,2024,80,,,\nNO,bus,2024,80,,,\nNO,waste,2023,420,,,\n"
    )
    published_as(("places.csv", "NO,Norge,,0,\n", ""), ("observations.csv", rows, ""))
    assert "Indikator Gol År Status Utvikling Midterste halvdel" in read(f"{TALL}?lang=nb")
    assert "Lekkasje 30\N{NO-BREAK SPACE}%. Måltallet er høyst 20\N{NO-BREAK SPACE}%." in read(
        "/kommuner/gol/?lang=nb"
    )


# --- filtered by words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("lekk", ["Lekkasje"]),
        ("LEKK vann", ["Lekkasje"]),
        ("reint vatn", ["Lekkasje"]),
        ("utanfor", ["Unge utanfor"]),
        ("3 helse", ["Vaksine"]),
        ("breiband buss", []),
    ],
)
def test_rows_are_kept_whose_name_explanation_or_goal_holds_every_word(
    small_site: Path, client: Client, wanted: str, names: list[str]
) -> None:
    language = "nb" if "vann" in wanted else "nn"
    address = f"?lang={language}&q={wanted}"
    page = client.get(TALL + address).content.decode()
    assert re.findall(r'<th role="rowheader"><a [^>]*>([^<]*)</a>', page) == names
    table = csv.DictReader(StringIO(client.get(f"/kommuner/gol.csv{address}").content.decode()))
    assert [row["indicator_name"] for row in table] == names
    assert ("Prøv ein del av eit ord." in page) is (names == [])


def test_what_is_downloaded_is_what_is_shown_place_by_place(small_site: Path, client: Client) -> None:
    edition = published(small_site)
    query = f"?utgave={edition}&sted=al&sted=hemsedal&q=lekkasje"
    page = client.get(f"{TALL}{query}&lang=nb").content.decode()
    link = re.findall(r'href="(/kommuner/gol\.csv[^"]*)" download', page)
    assert link == [f"/kommuner/gol.csv{query}".replace("&", "&amp;")]
    rows = csv.DictReader(StringIO(client.get(link[0].replace("&amp;", "&")).content.decode()))
    assert [(row["place_name"], row["value"], row["status"]) for row in rows] == [
        ("Gol", "30.0", "reported"),
        ("Ål", "", "suppressed"),
        ("Hemsedal", "20.0", "reported"),
    ]


# --- addresses, and what a page costs -------------------------------------------------------------


def test_a_municipality_without_figures_says_so(small_site: Path, read: Read) -> None:
    assert f"Det er ingen tall for Bergen i utgave {published(small_site)}." in read(
        "/kommuner/bergen/tall/?lang=nb"
    )


def test_an_old_name_moves_with_the_rest_of_the_address(small_site: Path, client: Client) -> None:
    response = client.get("/kommuner/3041/tall/?sted=al&q=x&utgave=y")
    assert (response.status_code, response["Location"]) == (301, f"{TALL}?sted=al&q=x&utgave=y")
    response = client.get("/kommuner/atlantis/tall/?lang=nn")
    assert response.status_code == 404
    assert "<p>Det finst ingen kommune «atlantis».</p>" in response.content.decode()


@pytest.mark.parametrize("address", [TALL, f"{TALL}{PEERS}"])
def test_the_queries_of_a_page_do_not_grow_with_what_is_compared(
    small_site: Path,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    address: str,
) -> None:
    with django_assert_max_num_queries(6):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("query", ["", PEERS, EIGHT])
def test_every_indicator_beside_eight_places_is_a_page_that_opens_on_a_phone(
    demo_site: Path, client: Client, catalogue: Path, query: str
) -> None:
    page = client.get(TALL + query).content
    indicators = len(read_catalogue(catalogue).indicators)
    assert page.count(b'<th role="rowheader"><a') == indicators
    assert page.count(b"data-of=") == indicators * (2 + query.count("sted="))
    assert len(gzip.compress(page)) <= HEAVIEST
