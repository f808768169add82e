"""The page of a municipality, as a reader without JavaScript meets it."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from loftet.editions import memory_cache
from loftet.editions.rows import Edition, IndicatorRow, Trend
from loftet.editions.store import EditionStore
from loftet.indicators.edition import store_in
from loftet.indicators.queries.chosen import PlaceInEdition
from loftet.indicators.queries.highlights import MOST_LINES, both_ways
from loftet.indicators.queries.municipality import MunicipalityPage, municipality_page

Read = Callable[[str], str]
GOL = PlaceInEdition("gol", "Gol", "3324", "municipality")
BUSKERUD = "buskerud-fylke"
PEERS = "?" + "&".join(f"sted={slug}" for slug in ("oslo", "hemsedal", "al", "skien"))


@pytest.fixture
def page(small_site: Path, small_store: EditionStore) -> MunicipalityPage:
    edition = small_store.published()
    assert isinstance(edition, Edition)
    return municipality_page(small_store, edition, GOL)


def test_the_first_sentence_is_the_answer(small_site: Path, read: Read) -> None:
    assert (
        "Hvordan står det til i Gol? "
        "Gol ligger nær målet på 1 av de 17 bærekraftsmålene, et stykke unna på 1 og langt unna på 2. "
        "Blant de 5 kommunene her står Gol bedre enn de fleste på 1 bærekraftsmål, nær midten på 1 "
        "og svakere enn de fleste på 1. For 9 av målene har vi for lite data. 1 av målene gjelder ikke her. "
        "Svaret bygger på 7 av 11 indikatorer: de som avgjør statusen på bærekraftsmålene. "
        "Tallene er fra 2024. Hull og tvil "
    ) in read("/kommuner/gol/?lang=nb")


def test_the_strongest_stand_first_and_the_weakest_too_targets_before_comparisons(
    page: MunicipalityPage,
) -> None:
    assert [line.key for line in page.highlights.strong] == ["vaccine", "broadband"]
    assert [line.key for line in page.highlights.lift] == ["energy", "neet", "leakage"]
    assert [line.key for line in page.highlights.changing] == ["energy", "leakage", "vaccine"]


def test_a_line_says_its_figure_its_status_and_what_can_be_done(small_site: Path, read: Read) -> None:
    said = read("/kommuner/gol/?lang=nn")
    assert (
        "Dette må løftast "
        "Energi: 220\N{NO-BREAK SPACE}kWh i 2024. "
        "Måltalet er høgst 100\N{NO-BREAK SPACE}kWh. ○ Svært langt att Dette kan kommunen påverke: mykje "
        "Unge utanfor: 14,0\N{NO-BREAK SPACE}% i 2024, mot 10,0\N{NO-BREAK SPACE}% i landet. "
        "Halvparten av kommunane ligg mellom 9,0 og 11,0\N{NO-BREAK SPACE}%. "
        "○ Svakare enn dei fleste Dette kan kommunen påverke: delvis "
        "Lekkasje: 30\N{NO-BREAK SPACE}% i 2024, mot 25\N{NO-BREAK SPACE}% i landet. "
        "Måltalet er høgst 20\N{NO-BREAK SPACE}%. ◑ Langt att Dette kan kommunen påverke: mykje "
        "Dette endrar seg Energi: frå 180\N{NO-BREAK SPACE}kWh i 2020 til 220\N{NO-BREAK SPACE}kWh i 2024. "
        "↘ Går feil veg"
    ) in said


def test_what_gets_better_has_a_line_where_much_gets_worse() -> None:
    def told(*trends: Trend) -> list[Trend | None]:
        rows = [cast(IndicatorRow, SimpleNamespace(own=SimpleNamespace(trend=one))) for one in trends]
        return [row.own.trend for row in both_ways(rows)[:MOST_LINES]]

    worse, better = Trend.WORSENING, Trend.IMPROVING
    assert told(worse, worse, worse, worse, better, better) == [worse, worse, better]
    assert told(worse, worse, worse, worse) == [worse, worse, worse]
    assert told(worse, better, Trend.ON_TRACK) == [worse, better, Trend.ON_TRACK]
    assert told() == []


def test_all_seventeen_goals_stand_in_their_order(page: MunicipalityPage) -> None:
    assert [goal.key for goal in page.goals] == [str(number) for number in range(1, 18)]
    assert {goal.key: goal.status.key for goal in page.goals if goal.measured} == {
        "1": "grey",
        "3": "green",
        "4": "grey",
        "5": "grey",
        "6": "orange",
        "7": "red",
        "8": "red",
        "9": "green",
        "11": "yellow",
        "12": "yellow",
        "14": "not_applicable",
    }


def test_each_kind_of_gap_has_its_word_and_never_a_zero(small_site: Path, client: Client, read: Read) -> None:
    gaps = read("/kommuner/gol/?lang=nb").rpartition("Hull og tvil")[2].partition("Hvor tallene")[0]
    assert gaps.strip() == (
        "Disse tallene er ikke på plass. Et hull er ikke et nulltall, og det sier ingenting om hvordan det "
        "går i kommunen. Fattigdom:: Skjult av hensyn til personvernet Poeng:.. Mangler "
        "Fedrekvote:. Kan ikke beregnes Havn: × Gjelder ikke her "
        "Indikatorer: 11 i denne utgaven, 10 som gjelder i Gol, 7 som har tall, "
        "og 7 som teller med i poengene til bærekraftsmålene. "
        "Statusen på bærekraftsmålene bygger på 7 av indikatorene."
    )
    table = client.get("/kommuner/gol/").content.decode().partition("<table")[2].partition("</table>")[0]
    assert re.findall(r'class="number">0(?:,0)?<', table) == []


def test_the_counts_are_told_apart_and_are_those_of_the_other_pages(demo_site: Path, read: Read) -> None:
    said = read("/kommuner/gol/?lang=nb")
    told = re.search(
        r"Indikatorer: (\d+) i denne utgaven, (\d+) som gjelder i Gol, (\d+) som har tall, "
        r"og (\d+) som teller med i poengene til bærekraftsmålene\. De andre som har tall, er bakgrunn\. "
        r"Statusen på bærekraftsmålene bygger på (\d+) av indikatorene\.",
        said,
    )
    assert told
    every, applying, known, scored, deciding = told.groups()
    assert int(deciding) < int(scored) < int(known)
    assert (
        f"Svaret bygger på {deciding} av {every} indikatorer: de som avgjør statusen på bærekraftsmålene."
        in said
    )
    assert f"{known} av {every} indikatorer har et tall." in read("/kommuner/gol/tall/?lang=nb")
    assert f"Gol har tall for {known} av de {applying} indikatorene som gjelder der." in read(
        "/datagrunnlag/?lang=nb&sted=gol"
    )


def published(root: Path) -> str:
    return (root / "editions" / "published").read_text().strip()


def test_a_municipality_without_figures_says_so(small_site: Path, read: Read) -> None:
    edition = published(small_site)
    assert f"Det er ingen tall for Bergen i utgave {edition}." in read("/kommuner/bergen/?lang=nb")


# --- what a page costs ----------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/kommuner/gol/", f"/kommuner/gol/{PEERS}"])
def test_the_queries_of_a_page_do_not_grow_with_what_is_compared(
    small_site: Path,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    address: str,
) -> None:
    with django_assert_max_num_queries(8):
        assert client.get(address).status_code == 200


def test_a_page_asks_the_edition_at_most_six_questions(
    small_site: Path, client: Client, asked: list[str]
) -> None:
    client.get("/kommuner/gol/")  # what belongs to the whole edition is read once
    counts = []
    for address in ("/kommuner/gol/", f"/kommuner/gol/{PEERS}"):
        asked.clear()
        client.get(address)
        counts.append(len(asked))
    assert counts == [6, 6]


def test_a_page_of_the_demo_is_light(demo_site: Path, client: Client) -> None:
    heavy = {}
    for address in ("/", "/kommuner/gol/" + PEERS, "/indikatorer/water_leakage/"):
        response = client.get(address, headers={"accept-encoding": "gzip"})
        assert response["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in response["Vary"]
        if (sent := len(response.content)) > 30_000:
            heavy[address] = sent
    assert heavy == {}


# --- a hundred indicators -------------------------------------------------------------------------


def test_each_goal_leads_to_its_own_page_and_keeps_what_was_chosen(small_site: Path, client: Client) -> None:
    edition = published(small_site)
    page = client.get(f"/kommuner/gol/?sted=al&utgave={edition}").content.decode()
    grid = page.partition('<ol class="goals">')[2].partition("</ol>")[0]
    assert re.findall(r'href="([^"]*)"', grid) == [
        f"/kommuner/gol/baerekraftsmal/{goal}/?sted=al&amp;utgave={edition}" for goal in range(1, 18)
    ]


def section(page: str, name: str) -> str:
    return page.partition(f'<h2 id="{name}">')[2].partition("<h2")[0]


def test_many_gaps_are_counted_by_kind_and_by_goal(demo_site: Path, client: Client) -> None:
    gaps = section(client.get("/kommuner/utsira/?lang=nb").content.decode(), "gaps")
    every = int(re.findall(r"<p>(\d+) tall er ikke på plass\.", gaps)[0])
    assert every > 8
    kinds = re.findall(r"</i>([^<]*)</span>: (\d+)</li>", gaps)
    assert [word for word, _count in kinds] == [
        *("Mangler", "Skjult av hensyn til personvernet", "Gjelder ikke her")
    ]
    assert sum(int(count) for _word, count in kinds) == every
    goals = re.findall(r'href="/kommuner/utsira/baerekraftsmal/(\d+)/#gaps">[^<]*</a> \((\d+)\)', gaps)
    assert [int(goal) for goal, _count in goals] == sorted(int(goal) for goal, _count in goals)
    assert sum(int(count) for _goal, count in goals) == every
    assert section(client.get("/kommuner/utsira/tall/").content.decode(), "gaps").count("<li>") == every


def test_many_sources_are_counted_by_publisher(demo_site: Path, client: Client) -> None:
    counted = section(client.get("/kommuner/gol/?lang=nb").content.decode(), "sources")
    largest = re.findall(r"<li>Statistisk sentralbyrå \(CC BY 4\.0\): (\d+) tabeller</li>", counted)
    listed = section(client.get("/kommuner/gol/tall/?lang=nb").content.decode(), "sources").split("<li>")
    own = next(line for line in listed if "Statistisk sentralbyrå" in line)
    assert largest == [str(own.count('<a class="ds-link"'))]


def test_the_page_of_a_hundred_indicators_is_short(demo_site: Path, client: Client) -> None:
    assert len(client.get("/kommuner/gol/").content) < 50_000


def test_a_page_of_an_edition_in_memory_asks_at_most_six_questions(
    demo_site: Path, client: Client, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    monkeypatch.setattr(memory_cache, "ENOUGH_QUESTIONS", 1)
    counts = {}
    for place in ("gol", "oslo", "bodo", "utsira"):
        client.get(f"/kommuner/{place}/")  # the country and the county are read once
        asked.clear()
        assert client.get(f"/kommuner/{place}/").status_code == 200
        counts[place] = len(asked)
    assert max(counts.values()) <= 6, counts


@pytest.mark.parametrize(
    "address",
    [
        "/kommuner/gol/",
        "/kommuner/bodo/baerekraftsmal/3/?sted=oslo",
        "/kommuner/utsira/tall/?lang=nn",
        "/baerekraftsmal/6/",
        "/regioner/hallingdal/",
        "/kommuner/gol.csv",
    ],
)
def test_a_page_is_the_same_from_memory_as_from_files(
    demo_site: Path, client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    pages = []
    for enough in (1, 1_000_000):
        monkeypatch.setattr(memory_cache, "ENOUGH_QUESTIONS", enough)
        store_in.cache_clear()
        pages.append(client.get(address).content)
    store_in.cache_clear()
    assert pages[0] == pages[1]
