"""The page of a municipality, as a reader without JavaScript meets it."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from loftet.editions import memory_cache
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.status.edition import store_in
from loftet.status.municipality.queries import MunicipalityPage, municipality_page
from loftet.status.queries.chosen import PlaceInEdition

Read = Callable[[str], str]
SPACE = "\N{NO-BREAK SPACE}"
GOL = PlaceInEdition("gol", "Gol", "3324", "municipality")
BUSKERUD = "buskerud-fylke"
PEERS = "?" + "&".join(f"sted={slug}" for slug in ("oslo", "hemsedal", "al", "skien"))


@pytest.fixture
def page(small_site: Path, small_store: EditionStore) -> MunicipalityPage:
    edition = small_store.published()
    assert isinstance(edition, Edition)
    with translation.override("nb"):
        return municipality_page(small_store, edition, GOL, link=lambda goal: f"/{goal}/")


def test_the_first_sentence_is_the_answer_without_numbers(small_site: Path, read: Read) -> None:
    assert (
        "Hvordan står det til i Gol? Gol gjør det godt på «Breibånd». "
        "«Energi», unge utenfor og «Lekkasje» bør løftes. Buskerud, Hallingdal "
    ) in read("/kommuner/gol/?lang=nb")


def test_the_strongest_stand_first_and_the_weakest_too_targets_before_comparisons(
    page: MunicipalityPage,
) -> None:
    assert [card.key for card in page.overview.strong] == ["broadband"]
    assert [card.key for card in page.overview.lift] == ["energy", "neet", "leakage"]


def test_a_card_says_its_figure_its_mark_and_what_can_be_done(small_site: Path, read: Read) -> None:
    said = read("/kommuner/gol/?lang=nn")
    assert (
        "Dette må løftast Tydeleg svakt, kan påverkast, og det som er felles i Hallingdal først. "
        f"Energi 220{SPACE}kWh. Måltalet er høgst 100{SPACE}kWh. Det går feil veg. "
        f"Gol 220{SPACE}kWh Midten 220 Måltal 100{SPACE}kWh ← svakare betre → Svært langt frå målet 2024 "
        f"Unge utanfor 14,0{SPACE}%, mot 10,0{SPACE}% i landet. "
        f"Gol 14,0{SPACE}% Landet 10,0 ← svakare betre → Svakare enn dei fleste 2024 "
        f"Kva kan vi gjere? Spør naboen: Hemsedal har 9,0{SPACE}%. Styr med oppfølgingstenesta, "
    ) in said


def test_all_seventeen_goals_stand_in_their_order(page: MunicipalityPage) -> None:
    assert [goal.key for goal in page.overview.goals] == [str(number) for number in range(1, 18)]
    assert {goal.key: goal.word.key for goal in page.overview.goals if goal.measured} == {
        **dict.fromkeys(("1", "4", "5"), "grey"),
        **dict.fromkeys(("3", "6", "7", "8", "9", "11", "12"), "too_few"),
        "14": "not_applicable",
    }


def test_a_phone_folds_the_goals_by_their_words(page: MunicipalityPage) -> None:
    folded = page.overview.goals_by_word
    assert [one.word.key for one in folded] == ["too_few", "grey", "not_applicable"]
    assert sum(len(one.goals) for one in folded) == 17


def test_a_figure_whose_interval_holds_the_limit_is_neither_strong_nor_weak(page: MunicipalityPage) -> None:
    assert "vaccine" not in {card.key for card in (*page.overview.strong, *page.overview.lift)}


def test_the_profile_names_what_stands_out_and_counts_the_sides(page: MunicipalityPage) -> None:
    profile = page.overview.profile
    assert profile is not None
    assert {mark.name for column in profile.columns for mark in column.marks if mark.name} == {
        *("Breibånd", "Energi", "Unge utenfor", "Lekkasje")
    }
    assert profile.finding == (
        "Profilen til Gol: 3 tall på sterk side, 3 på svak side, 1 uten sikker forskjell."
    )


def test_each_kind_of_gap_has_its_word_and_never_a_zero(small_site: Path, client: Client, read: Read) -> None:
    gaps = read("/kommuner/gol/?lang=nb").rpartition("Det vi ikke vet")[2].partition("Hvor tallene")[0]
    assert gaps.strip() == (
        "Disse tallene er ikke på plass. Et hull er ikke et nulltall, og det sier ingenting om hvordan det "
        "går i kommunen. Fattigdom:: Skjult av hensyn til personvernet Poeng:.. Mangler "
        "Fedrekvote:. Kan ikke beregnes Havn: × Gjelder ikke her "
        "Indikatorer: 11 i denne utgaven, 10 som gjelder i Gol, 7 som har tall, "
        "og 7 som teller med i poengene til bærekraftsmålene. "
        "Tallene er fra 2024."
    )
    table = client.get("/kommuner/gol/").content.decode().partition("<table")[2].partition("</table>")[0]
    assert re.findall(r'class="number">0(?:,0)?<', table) == []


def test_the_counts_are_told_apart_and_are_those_of_the_other_pages(demo_site: Path, read: Read) -> None:
    said = read("/kommuner/gol/?lang=nb")
    told = re.search(
        r"Indikatorer: (\d+) i denne utgaven, (\d+) som gjelder i Gol, (\d+) som har tall, "
        r"og (\d+) som teller med i poengene til bærekraftsmålene\. De andre som har tall, er bakgrunn\.",
        said,
    )
    assert told
    every, applying, known, scored = told.groups()
    assert int(scored) < int(known)
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
    with django_assert_max_num_queries(14):
        assert client.get(address).status_code == 200


def test_a_page_asks_the_edition_at_most_eight_questions_of_its_own(
    small_site: Path, client: Client, asked: list[str]
) -> None:
    client.get("/kommuner/gol/")  # what belongs to the whole edition is read once
    counts = []
    for address in ("/kommuner/gol/", f"/kommuner/gol/{PEERS}"):
        asked.clear()
        client.get(address)
        counts.append(len(asked))
    assert counts == [8, 8]


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
    grid = page.partition('<ol class="goal-grid">')[2].partition("</ol>")[0]
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
    assert len(gzip.compress(client.get("/kommuner/gol/").content)) < 30_000


def test_a_page_of_an_edition_in_memory_asks_at_most_nine_questions(
    demo_site: Path, client: Client, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    monkeypatch.setattr(memory_cache, "ENOUGH_QUESTIONS", 1)
    counts = {}
    for place in ("gol", "oslo", "bodo", "utsira"):
        client.get(f"/kommuner/{place}/")  # the country and the county are read once
        asked.clear()
        assert client.get(f"/kommuner/{place}/").status_code == 200
        counts[place] = len(asked)
    assert max(counts.values()) <= 9, counts


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
