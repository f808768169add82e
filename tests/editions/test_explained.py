"""Every score of an edition is the sum of its parts, and so is every change and every gap."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.editions.explained import Explanations
from loftet.editions.folder import build_edition
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE
from loftet.methods.explain import Cause, Part
from tests.property_examples import examples

pytestmark = pytest.mark.xdist_group("explained")  # what they share is made in one process

DAY = date(2026, 11, 24)
EXACT = 1e-9
GOLDEN = Path(__file__).parents[3] / "shared" / "data" / "golden"

WriteStudy = Callable[..., Path]


class Explained:
    """An edition with all that is asked of it."""

    def __init__(self, root: Path, edition_id: str) -> None:
        self.store = EditionStore(root, EVERYONE)
        self.edition: Edition = self.store.edition(edition_id)
        self.explanations = Explanations(self.store)
        self.index = {
            reading.place: reading.score
            for reading in self.store.index(self.edition)
            if reading.score is not None
        }


def total_of(parts: tuple[Part, ...]) -> float:
    return sum(part.points for part in parts)


@pytest.fixture(scope="module", params=["sdr2019", "coinr_asem_missing", "demo"])
def explained(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Explained:
    if request.param == "demo":
        root: Path = request.getfixturevalue("demo_root")
        published = EditionStore(root, EVERYONE).published()
        assert published is not None
        return Explained(root, published.id)
    request.getfixturevalue("shared")
    root = tmp_path_factory.mktemp("golden")
    return Explained(root, build_edition(GOLDEN / request.param, root, DAY))


@pytest.mark.shared
def test_the_parts_of_every_score_add_up_to_it(explained: Explained) -> None:
    assert len(explained.index) > 50
    for place, score in explained.index.items():
        parts = explained.explanations.score(explained.edition, place)
        assert 100 + total_of(parts) == pytest.approx(score, abs=EXACT), place
        # Nothing is left over that no goal answers for.
        assert all(part.goal for part in parts)


@pytest.mark.shared
@settings(max_examples=examples(60), deadline=None)
@given(data=st.data())
def test_the_parts_of_any_gap_add_up_to_it(explained: Explained, data: st.DataObject) -> None:
    place, other = (data.draw(st.sampled_from(sorted(explained.index))) for _ in range(2))
    parts = explained.explanations.gap(explained.edition, place, other)
    assert total_of(parts) == pytest.approx(explained.index[place] - explained.index[other], abs=EXACT)
    assert {part.cause for part in parts} <= {Cause.DATA, Cause.BASKET}


@pytest.mark.shared
@settings(max_examples=examples(60), deadline=None)
@given(data=st.data())
def test_the_parts_of_any_gap_in_a_goal_add_up_to_it(explained: Explained, data: st.DataObject) -> None:
    place, other = (data.draw(st.sampled_from(sorted(explained.index))) for _ in range(2))
    readings = [
        {row.goal: row.own.score for row in explained.store.goal_rows(explained.edition, code, ())}
        for code in (place, other)
    ]
    for goal, own in readings[0].items():
        beside = readings[1].get(goal)
        parts = explained.explanations.goal_gap(explained.edition, place, other, goal)
        if own is not None and beside is not None:
            assert total_of(parts) == pytest.approx(own - beside, abs=EXACT)
        else:
            assert parts == ()


@pytest.mark.shared
def test_the_parts_of_every_change_add_up_to_it(shared: Path, root: Path) -> None:
    before, after = (
        Explained(root, build_edition(shared / "data" / "golden" / name, root, DAY))
        for name in ("coinr_asem", "coinr_asem_missing")
    )
    changes = before.explanations.changes(before.edition, after.edition)
    assert len(changes) > 40
    for place, parts in changes.items():
        moved = (after.index[place] or 0) - (before.index[place] or 0)
        assert total_of(parts) == pytest.approx(moved, abs=EXACT)
    assert {part.cause for parts in changes.values() for part in parts} > {Cause.BASKET}


@pytest.fixture
def change(
    study: Path, root: Path, write_study: WriteStudy
) -> Callable[..., tuple[float, dict[tuple[str, str, str], float]]]:
    """Explain what a changed study does to the index of a place, with what really became of it."""

    def change(
        place: str, *changes: tuple[str, str, str], method: str = ""
    ) -> tuple[float, dict[tuple[str, str, str], float]]:
        changed = write_study(*changes)
        (changed / "method.toml").write_text(method, encoding="utf-8")
        before, after = (Explained(root, build_edition(one, root, DAY)) for one in (study, changed))
        parts = before.explanations.change(before.edition, after.edition, place)
        moved = (after.index[place] or 0) - (before.index[place] or 0)
        assert total_of(parts) == pytest.approx(moved, abs=EXACT)
        doors = {(part.goal, part.indicator, part.cause.value): round(part.points, 6) for part in parts}
        return round(moved, 6), doors

    return change


Change = Callable[..., tuple[float, dict[tuple[str, str, str], float]]]


def test_a_revised_figure_is_the_data_s(change: Change) -> None:
    moved = change("3324", ("observations.csv", "3324,leakage,2024,30", "3324,leakage,2024,15"))
    assert moved == (10.0, {("6", "leakage", "data"): 10.0})


def test_another_goalpost_is_the_bounds(change: Change) -> None:
    moved = change("3324", ("indicators.csv", "leakage,Lekkasje,6,6.4,1,60,", "leakage,Lekkasje,6,6.4,1,85,"))
    assert moved == (4.444444, {("6", "leakage", "bounds"): 4.444444})


def test_another_rule_is_the_method_s(change: Change) -> None:
    moved, doors = change("3324", method='[aggregate]\ngoals = "geometric"\n')
    assert doors == {("", "", "method"): moved}
    assert moved < 0


def test_a_gap_that_was_filled_is_the_basket_s(change: Change) -> None:
    moved, doors = change("3328", ("observations.csv", "3328,leakage,2024,,missing", "3328,leakage,2024,25,"))
    assert doors == {("6", "", "basket"): moved}


def test_several_causes_are_told_apart(change: Change) -> None:
    moved, doors = change(
        "3324",
        ("observations.csv", "3324,leakage,2024,30", "3324,leakage,2024,15"),
        ("indicators.csv", "leakage,Lekkasje,6,6.4,1,60,", "leakage,Lekkasje,6,6.4,1,85,"),
        ("observations.csv", "3324,neet,2024,10,,10,100,,,,,\n", ""),
    )
    assert moved == pytest.approx(sum(doors.values()), abs=1e-5)
    assert set(doors) == {("6", "leakage", "data"), ("6", "leakage", "bounds"), ("8", "", "basket")}


def test_a_place_that_has_grown_is_not_the_one_its_figures_were_of(
    write_study: WriteStudy, root: Path
) -> None:
    columns = ("places.csv", "tags,population\n", "tags,population,area_km2\n")
    rows = [("places.csv", f"{end}\n", f"{end},500\n") for end in ("717710", "2700")]
    rows += [
        ("places.csv", "NO,Norge,,0,,\n", "NO,Norge,,0,,,\n"),
        ("places.csv", "Ål,small,1,inland,\n", "Ål,small,1,inland,,\n"),
    ]
    news = ("observations.csv", "3324,leakage,2024,30", "3324,leakage,2024,15")
    for area, cause in (("533.2", Cause.DATA), ("700", Cause.BORDERS)):
        before = write_study(columns, *rows, ("places.csv", "4986\n", "4986,533\n"))
        after = write_study(columns, *rows, ("places.csv", "4986\n", f"4986,{area}\n"), news)
        old, new = (Explained(root, build_edition(one, root, DAY)) for one in (before, after))
        parts = old.explanations.change(old.edition, new.edition, "3324")
        assert {part.cause for part in parts} == {cause}


def test_a_place_without_an_index_in_one_of_them_is_not_explained(study: Path, root: Path) -> None:
    one = Explained(root, build_edition(study, root, DAY))
    assert one.explanations.change(one.edition, one.edition, "9999") == ()
    assert one.explanations.score(one.edition, "9999") == ()
    assert one.explanations.gap(one.edition, "3324", "9999") == ()
    assert one.explanations.goal_gap(one.edition, "3324", "9999", "6") == ()
    assert one.explanations.changes(one.edition, one.edition) == {}
