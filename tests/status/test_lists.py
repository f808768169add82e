"""The lists of municipalities and of indicators: filtered in words, shared by address, exported whole."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

Read = Callable[[str], str]


def table_rows(client: Client, address: str) -> list[str]:
    """Return the rows of the tables of a page as they are read, without those that head a group."""
    page = client.get(address).content.decode().partition("<main")[2]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.S)
    read = [re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", row)).strip() for row in rows if "<td" in row]
    return [row.replace("\N{NO-BREAK SPACE}", " ") for row in read]


def csv_rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(client.get(address).content.decode())))


# --- municipalities -------------------------------------------------------------------------------


def test_the_list_says_how_many_there_are_and_of_whom_least_is_known(small_site: Path, read: Read) -> None:
    assert (
        "Kommunene Her er 357 kommuner i 15 fylker. Minst halvparten av dem har tall for 4 eller flere av de "
        "11 indikatorene. Ål har færrest: 3 av de 10 som gjelder der."
    ) in read("/kommuner/?lang=nb")


def test_each_municipality_stands_with_its_inhabitants_and_what_is_known(
    small_site: Path, client: Client
) -> None:
    assert table_rows(client, "/kommuner/?lang=nn&q=hemsedal") == ["Hemsedal 2 666 4 av 10 4 av 10"]
    assert table_rows(client, "/kommuner/?lang=nn&q=4203") == ["Arendal 46 355 Ikkje i denne utgåva"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ål", ["Ål", "Alta", "Alvdal", "Ålesund", "Alstahaug", "Alver"]),
        ("al BUSK", ["Ål"]),
        ("aal buskerud", ["Ål"]),
        ("3324", ["Gol"]),
        ("Kárášjohka", ["Karasjok"]),
        ("tromsoe", ["Tromsø"]),
        ("TRØGSTAD", []),
        ("-", []),
    ],
)
def test_the_filter_forgives_letters_and_case_and_knows_counties_codes_and_other_names(
    small_site: Path, client: Client, words: str, found: list[str]
) -> None:
    page = client.get("/kommuner/", {"q": words, "lang": "nb"}).content.decode()
    assert re.findall(r'<tr><th scope="row"><a href="[^"]*">([^<]*)<', page) == found
    assert (f"Ingen kommune og ikke noe fylke heter «{words}»." in page) is (found == [])


def test_a_county_leads_to_its_own_page_and_every_municipality_is_there(
    small_site: Path, client: Client
) -> None:
    page = client.get("/kommuner/").content.decode()
    assert len(set(re.findall(r'href="/kommuner/([^/"?]+)/"', page))) == 357
    folds = page.split('<details class="about-figures">')[1:]
    assert len(folds) == 15
    assert all('href="/regioner/' in one for one in folds)
    assert len(page) < 150_000


def test_the_file_holds_the_rows_that_the_page_shows(small_site: Path, client: Client) -> None:
    address = re.findall(
        r'href="(/kommuner\.csv[^"]*)"', client.get("/kommuner/?q=hallingdal gol").content.decode()
    )
    assert address == ["/kommuner.csv?q=hallingdal+gol"]
    (row,) = csv_rows(client, "/kommuner.csv?q=gol")
    edition = (small_site / "editions" / "published").read_text().strip()
    assert row == {
        "place": "3324",
        "place_name": "Gol",
        "county": "Buskerud",
        "made_up": "0",
        "population": "4986",
        "population_date": "2024-01-01",
        "indicators_with_figure": "7",
        "missing": "1",
        "suppressed": "1",
        "not_possible": "1",
        "not_applicable": "1",
        "goals_with_status": "7",
        "goals_that_apply": "10",
        "edition": edition,
        "edition_title": "Prøvetall",
    }
    assert len(csv_rows(client, "/kommuner.csv")) == 357


def test_made_up_municipalities_stand_apart_and_count_in_nothing(
    demo_site: Path, client: Client, read: Read
) -> None:
    page = client.get("/kommuner/?lang=nb").content.decode()
    real, _heading, made_up = page.partition('id="made-up"')
    names = re.findall(r'<tr><th scope="row"><a href="[^"]*">([^<]*)<', made_up)
    assert len(names) == 6
    assert "Her er 357 kommuner i 15 fylker." in page
    assert not [name for name in names if f">{name}<" in real]
    assert {row["made_up"] for row in csv_rows(client, "/kommuner.csv") if row["place_name"] in names} == {
        "1"
    }


def test_the_list_asks_the_database_once(
    small_site: Path, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get("/kommuner/")
    with django_assert_num_queries(0):
        client.get("/indikatorer/")


# --- indicators -----------------------------------------------------------------------------------


def test_the_answer_counts_the_two_kinds_of_yardstick_in_two_clauses(small_site: Path, read: Read) -> None:
    assert (
        "Indikatorene Denne utgaven har 11 indikatorer. 4 måles mot et måltall. "
        "7 kan bare sammenlignes med andre kommuner."
    ) in read("/indikatorer/?lang=nb")


def test_a_background_figure_counts_among_the_indicators_and_in_no_status(
    published_as: Callable[..., str], read: Read
) -> None:
    published_as(("indicators.csv", "waste,Avfall,12,1,", "waste,Avfall,12,0,"))
    assert (
        "Denne utgåva har 11 indikatorar. 4 blir målte mot eit måltal. 6 kan berre samanliknast med andre "
        "kommunar. 1 av dei er bakgrunn og tel ikkje i nokon status."
    ) in read("/indikatorer/?lang=nn")


def test_an_indicator_stands_with_year_yardstick_reach_influence_and_quality(
    small_site: Path, client: Client
) -> None:
    assert table_rows(client, "/indikatorer/?lang=nb&maal=6") == ["Lekkasje % 2024 et måltall 3 av 5 Mye"]
    assert table_rows(client, "/indikatorer/?lang=nb&q=havn") == ["Havn % 2024 de andre 2 av 2 Delvis"]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("q=LEKK", ["leakage"]),
        ("q=vann", ["leakage"]),
        ("maal=12", ["waste"]),
        ("paavirkning=little", ["quota"]),
        ("maalestokk=target", ["vaccine", "leakage", "energy", "bus"]),
        ("maalestokk=target&paavirkning=much", ["vaccine", "leakage", "energy"]),
        ("dekning=mest", ["neet", "broadband", "waste", "harbour"]),
        ("kvalitet=1", []),
        ("maal=6&q=avfall", []),
    ],
)
def test_page_and_file_hold_the_same_indicators(
    small_site: Path, client: Client, query: str, keys: list[str]
) -> None:
    page = client.get(f"/indikatorer/?{query}&lang=nb").content.decode()
    assert re.findall(r'scope="row"><a href="/indikatorer/([^/"]+)/', page) == keys
    assert [row["indicator"] for row in csv_rows(client, f"/indikatorer.csv?{query}")] == keys
    assert f'href="/indikatorer.csv?{query.replace("&", "&amp;")}"' in page or "&" in query


def test_what_is_shown_is_said_in_words(small_site: Path, read: Read) -> None:
    said = read("/indikatorer/?lang=nb&maal=6&paavirkning=much&maalestokk=target&dekning=mest&q=lekk")
    assert (
        "Viser 0 av 11 indikatorer: med «lekk», under 6. Rent vann og gode sanitærforhold, som kommunen kan "
        "påvirke mye, som måles mot et måltall og med tall for minst ni av ti kommuner."
    ) in said
    assert "Ingen indikator passer til alt dette." in said
    assert "Viser alle de 11 indikatorene." in read("/indikatorer/?lang=nb&maal=99&paavirkning=x&kvalitet=7")


def test_the_whole_list_is_closed_and_tells_how_to_choose(small_site: Path, client: Client) -> None:
    page = client.get("/indikatorer/?lang=nb").content.decode()
    assert page.count('<details class="ds-details">') == 11
    assert page.index("Slik velger kommunen 10–25 indikatorer å følge") < page.index('id="all"')
    counts = dict(re.findall(r'href="/indikatorer/\?(\w+=\w+)#all" ?>(\d+)', page))
    assert counts == {
        "paavirkning=much": "3",
        "paavirkning=partly": "6",
        "kvalitet=1": "0",
        "dekning=mest": "4",
        "maalestokk=target": "4",
    }
    chosen = client.get("/indikatorer/?maal=6&lang=nb").content.decode()
    assert chosen.count('<details class="ds-details" open>') == 1


def test_the_lists_of_the_demo_are_light(demo_site: Path, client: Client) -> None:
    sizes = {
        address: len(client.get(address).content)
        for address in ("/", "/kommuner/", "/indikatorer/", "/datagrunnlag/", "/datagrunnlag/?sted=gol")
    }
    assert {address: size for address, size in sizes.items() if size > 150_000} == {}


@pytest.mark.parametrize("address", ["/kommuner/", "/indikatorer/", "/datagrunnlag/", "/metode/"])
def test_before_the_first_edition_the_lists_say_so(
    serve: Callable[[Path], None], tmp_path: Path, client: Client, address: str
) -> None:
    serve(tmp_path)
    page = client.get(f"{address}?lang=nb")
    assert page.status_code == 200
    assert "Her er det ikke publisert noen tall ennå." in page.content.decode()
    if address != "/metode/":
        assert client.get(f"{address.rstrip('/')}.csv").status_code == 404


@pytest.mark.parametrize("address", ["/kommuner/", "/indikatorer/", "/datagrunnlag/", "/metode/", "/om/"])
def test_an_old_edition_is_carried_on(small_site: Path, client: Client, address: str) -> None:
    edition = (small_site / "editions" / "published").read_text().strip()
    page = client.get(f"{address}?utgave={edition}").content.decode()
    onward = re.findall(r'href="(/(?:kommuner|indikatorer|datagrunnlag|metode)[^"#]*)', page)
    assert onward
    assert [one for one in onward if f"utgave={edition}" not in one and "lang=" not in one] == []
