"""The page of the seventeen goals, as a reader without JavaScript meets it."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.indicators.queries.goals import GoalsPage, goals_page
from loftet.indicators.queries.tallies import Tally

Read = Callable[[str], str]
GOALS = "/baerekraftsmal/"


def published(root: Path) -> str:
    return (root / "editions" / "published").read_text().strip()


@pytest.fixture
def page(small_site: Path, small_store: EditionStore) -> GoalsPage:
    edition = small_store.published()
    assert isinstance(edition, Edition)
    with translation.override("nb"):
        return goals_page(small_store, edition)


def test_the_answer_says_how_many_goals_can_be_judged_in_which_way(small_site: Path, read: Read) -> None:
    assert (
        "Hvordan står kommunene på de 17 bærekraftsmålene? "
        "På 1 av de 17 bærekraftsmålene kan de fleste kommunene holdes mot et måltall. "
        "Flest er nær måltallet på 6. Rent vann og gode sanitærforhold (2 av 3). "
        "På 4 av bærekraftsmålene kan de bare sammenlignes med hverandre. "
        "For 12 av bærekraftsmålene har denne utgaven for få tall. 11 indikatorer, 5 kommuner."
    ) in read(f"{GOALS}?lang=nb")


def test_what_stands_out_is_where_most_are_close_or_far_and_where_least_is_known(page: GoalsPage) -> None:
    assert [(line.goal.key, line.sentence) for line in page.close] == [("6", "2 av 3 kommuner er nær målet.")]
    assert page.far == ()
    assert [(line.goal.key, line.sentence) for line in page.unknown] == [
        (goal, "For lite data for 5 av 5 kommuner.") for goal in ("1", "4", "5")
    ]


def test_a_goal_is_said_by_its_target_or_by_comparison_and_never_by_both(page: GoalsPage) -> None:
    assert {
        one.goal.key: (one.by_target, one.tally, one.findings) for one in page.shown if one.goal.key in "368"
    } == {
        "3": (None, Tally(unknown=4), ()),
        "6": (
            True,
            Tally(close=2, far=1, judged=3, unknown=2),
            ("2 av 3 kommuner er nær målet", "1 av 3 kommuner er langt unna målet"),
        ),
        "8": (
            False,
            Tally(close=2, far=2, judged=5, unknown=0),
            ("Halvparten av kommunene ligger mellom 45 og 55 på skalaen fra 0 til 100",),
        ),
    }


def test_all_seventeen_goals_stand_in_their_order_and_lead_on(small_site: Path, client: Client) -> None:
    edition = published(small_site)
    text = client.get(f"{GOALS}?lang=nb&utgave={edition}").content.decode()
    listed = text.partition('<ol class="goal-list">')[2].partition("</ol>")[0]
    assert re.findall(r'href="([^"]*)"', listed) == [
        f"/baerekraftsmal/{number}/?utgave={edition}" for number in range(1, 18)
    ]


def test_a_goal_says_what_it_is_about_and_when_nothing_is_known(small_site: Path, read: Read) -> None:
    said = read(f"{GOALS}?lang=nn")
    assert "2. Utrydde svolt Sunn mat til alle, og ein matproduksjon som kan vare. Ingen tal i denne" in said
    assert (
        "8. Anstendig arbeid og økonomisk vekst Arbeid til alle som kan jobbe, og eit næringsliv som skaper "
        "verdiar. Halvparten av kommunane ligg mellom 45 og 55 på skalaen frå 0 til 100. "
        "Dei fleste har ikkje noko måltal å haldast mot. 1 indikator."
    ) in said


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [("klima", ["13"]), ("KLIMAENDRINGANE", ["13"]), ("vatn", ["6"]), ("livet", ["14", "15"]), ("xyz", [])],
)
def test_the_list_and_its_file_are_filtered_by_words(
    small_site: Path, client: Client, wanted: str, kept: list[str]
) -> None:
    text = client.get(f"{GOALS}?lang=nn&q={wanted}").content.decode()
    assert re.findall(r'<li class="goal goal-(\d+)">', text) == kept
    assert (f"Ingen berekraftsmål passar til «{wanted}»." in text) is (kept == [])
    rows = csv.DictReader(StringIO(client.get(f"/baerekraftsmal.csv?lang=nn&q={wanted}").content.decode()))
    assert sorted({row["goal"] for row in rows}, key=int) == kept


def test_the_counts_are_downloaded_byte_for_byte(small_site: Path, client: Client) -> None:
    end = f"{published(small_site)},Prøvetall\r\n"
    assert client.get("/baerekraftsmal.csv?lang=nb&q=livet").content.decode() == (
        "goal,goal_name,indicators,applies,yardstick,colour,municipalities,edition,edition_title\r\n"
        f"14,Livet i havet,1,0,,,3,{end}"
        f"14,Livet i havet,1,1,comparison,green,1,{end}"
        f"14,Livet i havet,1,1,comparison,red,1,{end}"
        f"15,Livet på land,0,,,,,{end}"
    )


def test_before_the_first_edition_the_goals_stand_alone(
    serve: Callable[[Path], None], tmp_path: Path, client: Client, read: Read
) -> None:
    serve(tmp_path)
    said = read(f"{GOALS}?lang=nb")
    assert "Her er det ikke publisert noen tall ennå." in said
    assert "17. Samarbeid for å nå målene" in said
    response = client.get("/baerekraftsmal.csv?lang=nb")
    assert response.status_code == 404
    assert "Her er det ikke publisert noen tall ennå." in response.content.decode()


def test_the_page_asks_the_database_nothing_and_is_light(
    demo_site: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(0):
        assert len(client.get(GOALS).content) < 30_000
