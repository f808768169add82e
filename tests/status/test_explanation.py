"""Why a goal has its status: parts that add up, what would change the word, each number down to its row."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from loftet.editions.rows import Origin, ValueStatus
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE
from loftet.status.queries.explanation import explanations, summed
from loftet.status.sentences.explanation import better_at, points, worse_beyond, written_at
from tests.status.leakage import LEAKAGE

Read = Callable[[str], str]
S = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


def test_the_parts_of_every_goal_of_the_demo_add_up_to_its_score(demo_root: Path) -> None:
    store = EditionStore(demo_root, EVERYONE)
    edition = store.published()
    assert edition is not None
    off = {}
    for goal in ("1", "6", "12"):
        for one in store.goal_table(edition, goal):
            if one.score is not None:
                parts = explanations(store).goal_score(edition, one.place, goal)
                off[one.place, goal] = abs(sum(summed(parts).values()) - (one.score - 100))
    assert len(off) > 1000
    assert max(off.values()) < 1e-9


def test_the_page_tells_the_parts_of_the_score_and_the_gap_to_the_country(
    small_site: Path, read: Read
) -> None:
    said = read("/kommuner/gol/baerekraftsmal/6/?lang=nb").partition("Poeng for poeng")[2]
    assert said.partition(" Hvor tallene")[0].strip() == (
        "På skalaen fra 0 til 100 har bærekraftsmålet 60,0 poeng. Tabellen viser hva hver indikator trekker "
        "fra 100, og hvor avstanden til andre kommer fra. Delene går opp i summen. "
        "Poeng for poeng Indikator Fra 100 Mot landet Lekkasje −40,0 −10,0 I alt −40,0 −10,0 "
        f"Hvert tall ned til raden i kilden Lekkasje: 30{S}%"
    )


def test_the_nearest_words_and_the_way_to_them_are_in_the_figures_own_unit() -> None:
    assert better_at(LEAKAGE, 30.0, 27.5, "Et stykke igjen") == (
        f"«Et stykke igjen» fra 27,5{S}%: 2,5 prosentpoeng lavere enn nå."
    )
    assert better_at(LEAKAGE, 27.6, 27.5, "Et stykke igjen") == (
        f"«Et stykke igjen» fra 27,5{S}%: 0,1 prosentpoeng lavere enn nå."
    )
    assert worse_beyond(LEAKAGE, 15.0, 20.0, "Et stykke igjen") == (
        f"«Et stykke igjen» over 20{S}%: 5 prosentpoeng høyere enn nå."
    )
    assert worse_beyond(LEAKAGE, 20.0, 20.0, "Et stykke igjen") == (
        f"«Et stykke igjen» så snart tallet er over 20{S}%."
    )


def test_points_have_their_sign_and_nothing_has_none() -> None:
    assert [points(number) for number in (2.34, -2.36, 0.04, -0.04)] == ["+2,3", "−2,4", "0,0", "0,0"]


def test_a_figure_is_led_down_to_its_row() -> None:
    origin = Origin(
        2025, 30.0, ValueStatus.REPORTED, 60.0, 200.0, "SSB", "11787", "2026-06", "2025", "3324", "17"
    )
    assert written_at(origin) == "SSB, tabell «11787», periode 2025, kode 3324, rad 17, versjon 2026-06"


def test_a_goal_without_a_score_is_not_explained(small_site: Path, read: Read) -> None:
    assert "Hvorfor denne statusen" not in read("/kommuner/gol/baerekraftsmal/1/?lang=nb")
