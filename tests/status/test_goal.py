"""The page of a goal across the municipalities, as a reader without JavaScript meets it."""

import csv
import gzip
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

Read = Callable[[str], str]
SIX, EIGHT = "/baerekraftsmal/6/", "/baerekraftsmal/8/"
HEAVIEST = 60_000  # bytes packed


def published(root: Path) -> str:
    return (root / "editions" / "published").read_text().strip()


def part(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0].strip()


def table_rows(text: str) -> list[str]:
    body = text.rpartition("<tbody>")[2].partition("</tbody>")[0]
    return [re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", row)).strip() for row in body.split("<tr>")[1:]]


@pytest.mark.parametrize(
    ("goal", "answer"),
    [
        ("6", "6. Rent vann og gode sanitærforhold For 5 kommuner er det for få måltall."),
        ("14", "14. Livet i havet For 2 kommuner er det for få måltall."),
        ("2", "2. Utrydde sult Denne utgaven har ingen tall om dette bærekraftsmålet."),
    ],
)
def test_the_answer_counts_the_words(small_site: Path, read: Read, goal: str, answer: str) -> None:
    assert answer in read(f"/baerekraftsmal/{goal}/?lang=nb")


def test_the_chosen_municipality_is_said_first_by_its_composition(demo_site: Path, read: Read) -> None:
    said = read("/baerekraftsmal/13/?lang=nb&sted=gol")
    assert re.search(r"13\. Stoppe klimaendringene Gol: \w+ \w* ?\(\d sterke, \d svake", said)
    assert "Gol og kommunene rundt" in said


def test_own_region_and_county_stand_open_and_all_are_folded_by_name(demo_site: Path, client: Client) -> None:
    text = client.get("/baerekraftsmal/13/?lang=nb&sted=gol").content.decode()
    table = part(text, '<table class="ds-table goal-table">', "</table>")
    assert re.findall(r'scope="rowgroup"[^>]*>([^<]*)', table) == ["Hallingdal", "Buskerud"]
    names = re.findall(r"/kommuner/([^/]*)/baerekraftsmal/", table)
    assert names[0] == "gol"
    assert len(names) == len(set(names)) == 18
    folded = part(text, '<details class="all-rows">', "</details>")
    every = re.findall(r'baerekraftsmal/13/">([^<]*)', folded)
    assert (len(every), every[:2], every[-1]) == (357, ["Alstahaug", "Alta"], "Åsnes")


def test_rows_that_stand_open_show_their_marks(demo_site: Path, client: Client) -> None:
    text = client.get("/baerekraftsmal/13/?lang=nb&sted=gol").content.decode()
    assert text.count('<svg class="mark-row"') == 18


def test_the_map_leads_to_the_goal_in_each_municipality(demo_site: Path, client: Client) -> None:
    edition = published(demo_site)
    text = client.get(f"{SIX}?lang=nb&sted=gol&utgave={edition}").content.decode()
    links = re.findall(r'<a href="([^"]*)"(?: data-own)?><title>([^<]*)</title><use', text)
    assert len(links) == 357
    assert any(address == f"/kommuner/gol/baerekraftsmal/6/?utgave={edition}" for address, _label in links)
    assert 'class="map-own"' in text
    assert "Kartverket, CC BY 4.0" in text


def test_squares_are_one_press_away(demo_site: Path, client: Client) -> None:
    text = client.get(f"{SIX}?lang=nb&kart=ruter").content.decode()
    assert 'class="tile-map"' in text
    assert 'class="map-frame"' not in text


def test_each_indicator_has_a_strip(demo_site: Path, client: Client) -> None:
    text = client.get(f"{SIX}?lang=nb").content.decode()
    listed = part(text, '<ul class="across-list">', "</ul>").split("<li ")[1:]
    assert len(listed) > 3
    assert sum('<svg class="strip"' in one for one in listed) > 3


def test_a_goal_that_does_not_apply_is_not_grey(small_site: Path, client: Client) -> None:
    assert table_rows(client.get("/baerekraftsmal/14/?lang=nb").content.decode()) == [
        "Gol Gjelder ikke her",
        "Hemsedal Gjelder ikke her",
        "Oslo For få måltall 1–0",
        "Skien For få måltall 0–1",
        "Ål Gjelder ikke her",
    ]


def test_the_file_is_filtered_by_municipality_or_county(small_site: Path, client: Client) -> None:
    rows = csv.DictReader(StringIO(client.get("/baerekraftsmal/6.csv?q=buskerud").content.decode()))
    assert [row["place_name"] for row in rows] == ["Buskerud", "Gol", "Hemsedal", "Ål"]


def test_a_goal_is_downloaded_byte_for_byte(small_site: Path, client: Client) -> None:
    about, end = "14,Livet i havet,2024", f"{published(small_site)},Prøvetall"
    assert client.get("/baerekraftsmal/14.csv?lang=nb").content.decode() == (
        "place,place_name,goal,goal_name,year,score,score_low,score_high,colour,yardstick,coverage,"
        "edition,edition_title,strong,level,weak,unknown,word\r\n"
        f"0301,Oslo,{about},100.0,,,green,comparison,1.0,{end},1,0,0,0,too_few\r\n"
        f"33,Buskerud,{about},,,,,,,{end},,,,,\r\n"
        f"3324,Gol,{about},,,,,,,{end},,,,,\r\n"
        f"3326,Hemsedal,{about},,,,,,,{end},,,,,\r\n"
        f"3328,Ål,{about},,,,,,,{end},,,,,\r\n"
        f"4003,Skien,{about},0.0,,,red,comparison,1.0,{end},0,0,1,0,too_few\r\n"
        f"NO,Norge,{about},,,,,,,{end},,,,,\r\n"
    )


def test_targets_stand_with_the_indicators_that_tell_of_them(demo_site: Path, client: Client) -> None:
    text = client.get("/baerekraftsmal/13/?lang=nb").content.decode()
    listed = part(text, '<ul class="targets">', "</ul>").split("<li>")[1:]
    of = {re.findall(r'"number">([^<]*)<', one)[0]: re.findall(r'href="#([^"]*)"', one) for one in listed}
    assert list(of) == ["13.1", "13.2", "13.3", "13.a", "13.b"]
    assert "climate_plan" in of["13.2"]
    assert of["13.a"] == []


def test_a_gap_is_counted_for_each_indicator(small_site: Path, read: Read) -> None:
    assert "Det vi ikke vet Et hull er ikke et nulltall. Lekkasje: 2 kommuner uten tall" in read(
        f"{SIX}?lang=nb"
    )


@pytest.mark.parametrize("goal", ["0", "18", "06", "13.1", "klima"])
def test_a_number_that_is_no_goal_is_named(small_site: Path, client: Client, goal: str) -> None:
    for address in (f"/baerekraftsmal/{goal}/", f"/baerekraftsmal/{goal}.csv"):
        response = client.get(f"{address}?lang=nb")
        assert response.status_code == 404
        assert f"Det finnes ikke noe bærekraftsmål «{goal}»" in response.content.decode()


def test_before_the_first_edition_the_goal_says_what_it_is_about(
    serve: Callable[[Path], None], tmp_path: Path, client: Client, read: Read
) -> None:
    serve(tmp_path)
    assert "Her er det ikke publisert noen tall ennå. Trygt drikkevann" in read(f"{SIX}?lang=nb")
    assert client.get("/baerekraftsmal/6.csv").status_code == 404


# --- what a page costs ----------------------------------------------------------------------------


def test_a_page_asks_few_questions(
    demo_site: Path,
    client: Client,
    asked: list[str],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(EIGHT)  # what belongs to the whole edition is read once
    asked.clear()
    with django_assert_max_num_queries(2):
        client.get(EIGHT)
    assert len(asked) == 1


@pytest.mark.parametrize("goal", ["3", "11", "13"])
def test_a_page_is_light(demo_site: Path, client: Client, goal: str) -> None:
    for query in ("", "?sted=gol"):
        page = client.get(f"/baerekraftsmal/{goal}/{query}").content
        assert len(gzip.compress(page)) <= HEAVIEST
