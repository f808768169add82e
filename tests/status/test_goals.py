"""The page of the seventeen goals, as a reader without JavaScript meets it."""

import csv
import gzip
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from loftet.editions.rows import Edition, GoalWord
from loftet.status.edition import store
from loftet.status.goals.queries import goals_page
from loftet.status.goals.sentences import across_country, all_goals

Read = Callable[[str], str]
GOALS = "/baerekraftsmal/"


def published(root: Path) -> str:
    return (root / "editions" / "published").read_text().strip()


def test_the_answer_names_goals_at_both_ends() -> None:
    with translation.override("nb"):
        assert all_goals(["God helse", "Livet i havet", "X"], ["Industri, innovasjon"]) == (
            "På god helse og livet i havet står flere kommuner sterkt enn svakt. "
            "På «industri, innovasjon» er det omvendt."
        )
        assert all_goals([], ["X"]) == "Denne utgaven har for få tall til å si hvordan kommunene står."


def test_the_words_of_a_goal_are_counted() -> None:
    words = {GoalWord.STRONG: 60, GoalWord.MIXED: 30, GoalWord.WEAK: 10, GoalWord.TOO_FEW: 1}
    with translation.override("nb"):
        assert across_country(words) == [
            "Av 100 kommuner står 60 mest sterkt og 10 mest svakt. 30 har blandede tall.",
            "For 1 kommune er det for få måltall.",
        ]
        assert across_country({}) == ["Denne utgaven har ingen tall om dette bærekraftsmålet."]


def test_every_municipality_has_one_word_on_each_goal(demo_site: Path) -> None:
    demo_read = store()
    edition = demo_read.published()
    assert isinstance(edition, Edition)
    with translation.override("nb"):
        page = goals_page(demo_read, edition)
    assert [one.goal.key for one in page.goals] == [str(number) for number in range(1, 18)]
    assert {one.strong + one.mixed + one.weak + one.few for one in page.goals} <= set(range(300, 358))


def test_all_seventeen_goals_stand_in_their_order_and_lead_on(small_site: Path, client: Client) -> None:
    edition = published(small_site)
    text = client.get(f"{GOALS}?lang=nb&utgave={edition}").content.decode()
    listed = text.partition('<ol class="goal-cards">')[2].partition("</ol>")[0]
    assert re.findall(r'href="(/[^"]*)"', listed) == [
        f"/baerekraftsmal/{number}/?utgave={edition}" for number in range(1, 18)
    ]


def test_a_goal_says_its_counts_and_when_nothing_is_known(small_site: Path, read: Read) -> None:
    said = read(f"{GOALS}?lang=nn")
    assert "2. Utrydde svolt Ingen tal i denne utgåva" in said
    assert (
        "8. Anstendig arbeid og økonomisk vekst 0 mest sterkt 0 blanda 0 mest svakt 5 for få måltal" in said
    )


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [("klima", ["13"]), ("KLIMAENDRINGANE", ["13"]), ("vatn", ["6"]), ("livet", ["14", "15"]), ("xyz", [])],
)
def test_the_file_is_filtered_by_words(
    small_site: Path, client: Client, wanted: str, kept: list[str]
) -> None:
    rows = csv.DictReader(StringIO(client.get(f"/baerekraftsmal.csv?lang=nn&q={wanted}").content.decode()))
    assert sorted({row["goal"] for row in rows}, key=int) == kept


def test_the_counts_are_downloaded_byte_for_byte(small_site: Path, client: Client) -> None:
    end = f"{published(small_site)},Prøvetall\r\n"
    assert client.get("/baerekraftsmal.csv?lang=nb&q=livet").content.decode() == (
        "goal,goal_name,indicators,word,municipalities,edition,edition_title\r\n"
        f"14,Livet i havet,1,too_few,2,{end}"
        f"15,Livet på land,0,,,{end}"
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
        assert len(gzip.compress(client.get(GOALS).content)) < 30_000
