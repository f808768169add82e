"""The word of a goal: one truth for word, picture and order."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from loftet.editions.folder import build_edition, publish
from loftet.editions.rows import GoalReading, GoalWord, GoalWording, MarkKind, Reading, ValueStatus
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE, NO_ONE
from loftet.geography.gazetteer import Gazetteer
from loftet.sources.tables.build import build_study
from loftet.status.composition import composition, counts_in_words, earlier_rule
from tests.parameters import by_night
from tests.status.inversions import count_inversions

GOALS = [str(number) for number in range(1, 18)]


@pytest.fixture(scope="module")
def demo_store(demo_root: Path) -> EditionStore:
    return EditionStore(demo_root, EVERYONE)


@pytest.mark.parametrize("goal", [*GOALS[::6], *by_night(*(one for one in GOALS if one not in GOALS[::6]))])
def test_no_pair_of_places_is_inverted(demo_store: EditionStore, goal: str) -> None:
    edition = demo_store.published()
    assert edition is not None
    found = count_inversions(demo_store, edition, goal)
    assert (found.word, found.order) == (0, 0)
    assert found.comparable > 3_000


def test_no_pair_of_places_in_telemark_is_inverted(
    shared: Path, catalogue: Path, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    recipe, data = catalogue / "recipes" / "telemark.toml", shared / "data" / "telemark"
    build_study(recipe, data, tmp_path / "study", gazetteer)
    publish(tmp_path, build_edition(tmp_path / "study", tmp_path, date(2026, 11, 24)))
    store = EditionStore(tmp_path, EVERYONE)
    edition = store.published()
    assert edition is not None
    found = [count_inversions(store, edition, goal) for goal in GOALS]
    assert sum(one.word + one.order for one in found) == 0
    assert sum(one.comparable for one in found) > 100


def test_no_goal_has_a_word_from_fewer_than_half_of_its_figures(demo_store: EditionStore) -> None:
    edition = demo_store.published()
    assert edition is not None
    said = [one.wording for one in demo_store.every_goal(edition) if one.wording is not None]
    for one in said:
        certain = one.strong + one.weak
        has_word = certain >= 2 and 2 * certain >= certain + one.level + one.unknown
        assert (one.word is not GoalWord.TOO_FEW) is has_word
    assert {one.word for one in said} == set(GoalWord)


def test_an_example_target_is_no_yardstick(demo_store: EditionStore) -> None:
    edition = demo_store.published()
    assert edition is not None
    examples = [one for one in demo_store.indicators(edition, "nb") if one.example_target is not None]
    assert sorted(one.key for one in examples) == ["gigabit_broadband", "greenhouse_gases"]
    kinds = {one.mark for one in demo_store.indicator_table(edition, "greenhouse_gases")}
    assert not any(kind and kind.is_square for kind in kinds)


def test_a_hidden_place_has_neither_marks_nor_words(demo_root: Path) -> None:
    store = EditionStore(demo_root, NO_ONE)
    edition = store.published()
    assert edition is not None
    assert {one.wording for one in store.goal_table(edition, "13")} == {None}
    assert {one.mark for one in store.indicator_table(edition, "greenhouse_gases")} == {None}


@pytest.mark.nightly
def test_an_edition_of_before_marks_keeps_its_words_and_says_so(
    demo_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "loftet.editions.folder.frames_with_marks",
        lambda status: (status.indicator_scores, status.goal_scores),
    )
    monkeypatch.setattr("loftet.editions.stamp.WORD_RULE", 0)
    build_edition(demo_study, tmp_path, date(2026, 11, 24))
    store = EditionStore(tmp_path, EVERYONE)
    (edition,) = store.editions()
    (row,) = (one for one in store.goal_rows(edition, "3324") if one.goal == "13")
    told = composition(row.own, ())
    assert (told.sign.word, told.marks, told.wording) == ("Litt bedre enn midten", (), None)
    assert {one.own.mark for one in store.indicator_rows(edition, "3324", "nb")} == {None}
    assert earlier_rule(edition)


def reading(mark: MarkKind | None) -> Reading:
    """Return a reading with a mark."""
    return Reading("3324", "x", 2025, 1.0, ValueStatus.REPORTED, *(None,) * 7, mark=mark)


def test_marks_are_sorted_from_strong_to_unknown() -> None:
    wording = GoalWording(GoalWord.MIXED, 2, 1, 2, 1, 0.5, 0.5)
    own = GoalReading("3324", "6", 2025, None, None, 1.0, False, None, None, None, wording=wording)
    found = composition(own, [reading(MarkKind(kind)) for kind in ("no", "c0", "un", "t0", "c2", "t3")])
    assert [kind.value for kind in found.marks] == ["t3", "c2", "un", "t0", "c0", "no"]
    assert found.sign.key == "mixed"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "1 sterkt, 4 svake, 1 usikkert, 2 mangler"),
        ("nn", "1 sterkt, 4 svake, 1 usikkert, 2 manglar"),
        ("en", "1 strong, 4 weak, 1 uncertain, 2 missing"),
    ],
)
def test_counts_are_told_in_words(language: str, words: str) -> None:
    with translation.override(language):
        assert counts_in_words(GoalWording(GoalWord.WEAK, 1, 1, 4, 2, 0.2, 0.2)) == words
