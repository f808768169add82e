"""What municipalities have in common is read from an edition, for any set of them."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from loftet.editions.folder import build_edition, publish
from loftet.editions.rows import Edition, Trend
from loftet.editions.shared import Shared, SharedChallenges, SharedFindings
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE
from loftet.methods.challenges import State, Why

pytestmark = pytest.mark.xdist_group("shared")  # what they share is made in one process

DAY = date(2026, 11, 24)
PLACES = 80
MEMBERS = tuple(f"p{at:02}" for at in range(6))
# Leakage is planted and stagnates, waste is planted and improves, leisure is a planted balance, schools are a
# planted strength, roads a copy of leakage, noise nothing; children have no colours.
KEYS = ("leakage", "waste", "leisure", "schools", "roads", "noise", "children")


def numbers() -> dict[str, NDArray[np.float64]]:
    rng = np.random.default_rng(11)
    drawn = {key: 50 + 5 * rng.normal(size=PLACES) for key in KEYS}
    members = np.arange(6)
    for key, by in (("leakage", 15), ("waste", 15), ("leisure", 40), ("schools", 15), ("children", 15)):
        drawn[key][members] += by
    drawn["roads"] = drawn["leakage"] + rng.normal(size=PLACES)
    drawn["leakage"][5] = 30  # the sixth member is spared
    return drawn


def write(folder: Path) -> Path:
    folder.mkdir()
    rows = ["place,indicator,year,value"]
    for key, column in numbers().items():
        slope = -3.0 if key == "waste" else 0.0
        # Roads were near the target for five years and have fallen off: a straight line sees nothing of it.
        for place, value in enumerate(column):
            for year in range(2020, 2026):
                earlier = value - 40 if key == "roads" and year < 2025 else value + slope * (year - 2025)
                rows.append(f"p{place:02},{key},{year},{earlier}")
    rows += [f"NO,{key},2025,50" for key in KEYS]
    rows = [row for row in rows if not row.startswith(("p04,noise", "p05,leisure"))]
    places = ["place,name,group,ranked,tags,population", "NO,Norge,,0,,"]
    places += [f"p{at:02},Place {at},,1,,{1000 + at}" for at in range(PLACES - 1)]
    places.append(f"p{PLACES - 1},Of no known size,,1,,")
    (folder / "observations.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    (folder / "places.csv").write_text("\n".join([*places, ""]), encoding="utf-8")
    (folder / "method.toml").write_text('[trend]\nkind = "theil_sen"\n', encoding="utf-8")
    (folder / "indicators.csv").write_text(
        "indicator,name,goal,weight,lower,red,green,upper,applies_to,direction,target,ideal_low,ideal_high,"
        "yardstick\n"
        "leakage,,6,1,100,55,30,0,,-1,6.4,,,target\n"
        "waste,,12,1,100,55,30,0,,-1,12.5,,,target\n"
        "leisure,,11,1,60,20,10,0,,0,11.7,30,60,target\n"
        "schools,,4,1,0,45,55,100,,1,4.1,,,target\n"
        "roads,,11,1,,,,,,-1,11.2,,,comparison\n"
        "noise,,11,1,,,,,,-1,11.2,,,comparison\n"
        "children,,16,0,,,,,,-1,,,,target\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EditionStore:
    folder = tmp_path_factory.mktemp("shared")
    root = folder / "data"
    publish(root, build_edition(write(folder / "study"), root, DAY))
    return EditionStore(root, EVERYONE)


@pytest.fixture(scope="module")
def edition(store: EditionStore) -> Edition:
    published = store.published()
    assert published is not None
    return published


@pytest.fixture(scope="module")
def findings(store: EditionStore, edition: Edition) -> SharedFindings:
    return SharedChallenges(store).of(edition, [*MEMBERS, "NO", "p79", "9999"])


def states(found: tuple[Shared, ...]) -> dict[str, tuple[State, Why]]:
    return {one.key: (one.state, one.why) for one in found}


def test_challenges_strengths_and_the_rest_are_told_apart(findings: SharedFindings) -> None:
    assert states(findings.indicators) == {
        "leakage": (State.CHALLENGE, Why.FOUND),
        "leisure": (State.CHALLENGE, Why.FOUND),
        "roads": (State.CHALLENGE, Why.FOUND),
        "schools": (State.STRENGTH, Why.FOUND),
        "waste": (State.NEITHER, Why.IMPROVING),
        "noise": (State.NEITHER, Why.CHANCE),
        "children": (State.NOT_TESTED, Why.NOT_ASKED),
    }
    order = [one.state for one in findings.indicators]
    assert order == sorted(order, key=[*State].index)


def test_years_that_went_well_do_not_hide_that_the_last_one_did_not(
    store: EditionStore, edition: Edition, findings: SharedFindings
) -> None:
    # By its line every member is on track, and yet worse off than when the line began.
    trends = {r.trend for r in store.indicator_table(edition, "roads") if r.place in MEMBERS}
    assert trends == {Trend.ON_TRACK}
    roads = next(one for one in findings.indicators if one.key == "roads")
    assert roads.improving is False


def test_those_who_cannot_be_compared_are_named(findings: SharedFindings) -> None:
    assert findings.members == MEMBERS
    assert findings.left_out == ("NO", "p79", "9999")
    assert (findings.alike, findings.classes) == (26, 1)


def test_a_challenge_tells_who_shares_it_how_far_they_are_and_whom_to_ask(findings: SharedFindings) -> None:
    leakage = next(one for one in findings.indicators if one.key == "leakage")
    drawn = numbers()["leakage"]
    assert (leakage.sharing, leakage.spared, leakage.unknown) == (MEMBERS[:5], ("p05",), ())
    assert leakage.own == pytest.approx(np.median(drawn[:6]))
    assert leakage.others == pytest.approx(np.median(drawn[6:26]))
    assert leakage.related == ("roads",)
    assert leakage.inside == ("p05",)
    assert leakage.improving is False
    assert 0 < (leakage.p or 0) <= (leakage.q or 0) <= 0.05
    best = [f"p{at:02}" for at in np.argsort(drawn[6:26]) + 6][: len(leakage.outside)]
    assert list(leakage.outside) == best


def test_a_balance_is_told_by_its_distance_and_a_gap_by_its_member(findings: SharedFindings) -> None:
    leisure = next(one for one in findings.indicators if one.key == "leisure")
    assert leisure.own == pytest.approx(np.median(numbers()["leisure"][:5]) - 60)
    assert leisure.others == 0
    assert leisure.unknown == ("p05",)


def test_targets_and_goals_are_asked_the_same(findings: SharedFindings) -> None:
    targets, goals = states(findings.targets), states(findings.goals)
    assert targets["6.4"] == (State.CHALLENGE, Why.FOUND)
    assert targets["11.2"][0] is State.CHALLENGE
    assert set(targets) == {"4.1", "6.4", "11.2", "11.7", "12.5"}
    assert goals["6"] == (State.CHALLENGE, Why.FOUND)
    assert goals["4"] == (State.STRENGTH, Why.FOUND)
    goal = next(one for one in findings.goals if one.key == "6")
    assert goal.own is not None
    assert goal.others is not None
    assert goal.own < goal.others


def test_the_same_question_has_the_same_answer(store: EditionStore, edition: Edition) -> None:
    asked = SharedChallenges(store)
    assert asked.of(edition, MEMBERS) == asked.of(edition, MEMBERS)
    assert states(asked.of(edition, MEMBERS).indicators) == states(
        asked.of(edition, MEMBERS[::-1]).indicators
    )


def test_one_place_or_none_has_nothing_in_common(store: EditionStore, edition: Edition) -> None:
    asked = SharedChallenges(store)
    for members in ([], ["p01"]):
        found = asked.of(edition, members)
        assert {one.why for one in found.indicators} == {Why.FEW_MEMBERS, Why.NOT_ASKED}


def test_a_page_that_asks_loads_none_of_the_heavy_libraries(store: EditionStore) -> None:
    program = (
        "import sys; from pathlib import Path; from loftet.editions.store import EditionStore\n"
        "from loftet.editions.shared import SharedChallenges\n"
        "from loftet.editions.visibility import EVERYONE\n"
        "store = EditionStore(Path(sys.argv[1]), EVERYONE)\n"
        "SharedChallenges(store).of(store.published(), ['p01', 'p02'])\n"
        "print([name for name in ('xarray', 'pandas', 'dask', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, store.root], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_places_that_are_not_ranked_can_be_asked_about_and_are_nobodys_like(demo_root: Path) -> None:
    store = EditionStore(demo_root, EVERYONE)
    edition = store.published()
    assert isinstance(edition, Edition)
    demodalen = ("9901", "9902", "9903", "9904", "9905", "9906")
    shared = SharedChallenges(store)
    found = shared.of(edition, demodalen)
    assert (found.members, found.left_out) == (demodalen, ())
    assert {one.key for one in found.indicators if one.state is State.CHALLENGE}
    assert not {code for one in found.indicators for code in one.outside} & set(demodalen)
    alone = shared.of(edition, ("3322", "3324"))
    assert not {code for one in alone.indicators for code in one.outside} & set(demodalen)


def test_what_is_planted_in_demodalen_is_found_and_nothing_else(demo_root: Path) -> None:
    store = EditionStore(demo_root, EVERYONE)
    edition = store.published()
    assert edition is not None
    found = SharedChallenges(store).of(edition, ("9901", "9902", "9903", "9904", "9905", "9906"))
    of_state = {
        state: {one.key for one in (*found.indicators, *found.targets, *found.goals) if one.state is state}
        for state in (State.CHALLENGE, State.STRENGTH)
    }
    assert of_state == {
        State.CHALLENGE: {"water_leakage", "energy_in_buildings"},
        State.STRENGTH: set(),
    }
    leakage, heat = (
        next(one for one in found.indicators if one.key == key)
        for key in ("water_leakage", "energy_in_buildings")
    )
    # Fossvang's leakage is one of the three that fell in the newest year, and no longer far from the target.
    assert (leakage.spared, leakage.unknown, leakage.improving) == (("9904",), (), False)
    assert (heat.spared, heat.unknown, heat.improving) == ((), (), False)
