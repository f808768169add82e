"""Shared challenges: how many planted ones are found, how many found ones are false, and what a page waits.

    python -m benchmarks.challenges [--write] [--seeds 200]

357 places of drawn size and centrality, 100 indicators, 6 members, q = 0.05. A planted challenge moves the
members by 2 standard deviations. «Shared structure» lets places of a stratum resemble each other with a
correlation of 0.15; «smooth structure» lets size and centrality explain 15 % of every indicator, which the
strata can only follow in steps.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import conditions, publish, table
from loftet.methods.challenges import FigureField, Rule, State, find_challenges
from loftet.methods.strata import strata

PLACES, INDICATORS, MEMBERS = 357, 100, 6
EFFECT, SHARED = 2.0, 0.15
PLANTED = (0, 1, 5, 10, 20)
SEEDS = 200
RULE = Rule()
# What a page of a region asks: the indicators of the catalogue, and more sets than the rule needs.
PAGE_INDICATORS = 108


class Null(StrEnum):
    """The ways in which places resemble each other where nothing is planted."""

    NOTHING = "nothing shared"
    STRATA = "shared structure"
    SMOOTH = "smooth structure"


@dataclass(frozen=True, slots=True)
class World:
    """Made-up places: their strata, their members, and how bad things are (place × indicator)."""

    strata: NDArray[np.int64]
    members: NDArray[np.int64]
    worse: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The share of planted challenges that was found, and the false discovery rate with twice its error."""

    found: float
    false: float
    error: float


def draw(null: Null, planted: int, together: bool, seed: int, indicators: int = INDICATORS) -> World:
    """Draw a world; the members lie in one stratum, as neighbours often do, or anywhere."""
    rng = np.random.default_rng((seed, planted))
    size = rng.normal(size=PLACES)
    centrality = 0.6 * size + 0.8 * rng.normal(size=PLACES)
    classes = strata(size, centrality)
    worse = rng.normal(size=(PLACES, indicators))
    if null is Null.STRATA:
        common = rng.normal(size=(classes.max() + 1, indicators))[classes]
        worse = np.sqrt(SHARED) * common + np.sqrt(1 - SHARED) * worse
    elif null is Null.SMOOTH:
        common = np.stack([size, centrality], axis=1) @ rng.normal(size=(2, indicators))
        worse = np.sqrt(SHARED) * common / common.std(axis=0) + np.sqrt(1 - SHARED) * worse
    among = np.flatnonzero(classes == rng.integers(classes.max() + 1)) if together else np.arange(PLACES)
    members = rng.choice(among, MEMBERS, replace=False)
    worse[members, :planted] += EFFECT
    return World(classes, members, worse)


def challenged(world: World, rule: Rule) -> NDArray[np.bool_]:
    """Return which indicators are called a challenge; the weaker half of all places is short."""
    short = (world.worse > np.median(world.worse, axis=0)).astype(float)
    field = FigureField(world.worse, short, np.full(world.worse.shape, np.nan))
    findings = find_challenges(field, world.strata, world.members, rule)
    return np.array([finding.state is State.CHALLENGE for finding in findings])


def run(null: Null, planted: int, together: bool, seeds: int, rule: Rule = RULE) -> Outcome:
    """Draw many worlds, and count what is found and what is false."""
    found, false = [], []
    for seed in range(seeds):
        called = challenged(draw(null, planted, together, seed), rule)
        found.append(called[:planted].mean() if planted else np.nan)
        false.append(int(called[planted:].sum()) / max(int(called.sum()), 1))
    error = 2 * float(np.std(false)) / np.sqrt(seeds)
    return Outcome(float(np.mean(found)), float(np.mean(false)), float(error))


def rows(seeds: int) -> list[list[str]]:
    """Run every case."""
    lines = []
    for null in Null:
        for planted in PLANTED:
            for together in (True, False):
                outcome = run(null, planted, together, seeds)
                found = f"{outcome.found:.3f}" if planted else "–"
                rate = f"{outcome.false:.3f} ± {outcome.error:.3f}"
                lines.append([null, str(planted), "one stratum" if together else "anywhere", found, rate])
    return lines


def wait(times: int = 5) -> Sequence[str]:
    """Measure what a page waits, with 5 % of the cells missing."""
    world = draw(Null.STRATA, 10, together=False, seed=1, indicators=PAGE_INDICATORS)
    gaps = np.random.default_rng(1).random(world.worse.shape) < 0.05
    world = World(world.strata, world.members, np.where(gaps, np.nan, world.worse))
    took = []
    for _ in range(times):
        began = time.perf_counter()
        challenged(world, RULE)
        took.append(time.perf_counter() - began)
    return [
        f"{PAGE_INDICATORS} indicators × {PLACES} places × {MEMBERS} members × {RULE.times:,} random sets, "
        f"5 % of the cells missing: {1000 * min(took):.0f} ms."
    ]


def main() -> None:
    """Run, print, and write when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    options = parser.parse_args()
    header = ["what places share", "planted of 100", "members", "found", "false discovery rate"]
    lines = [
        "## Shared challenges",
        "",
        f"{PLACES} places, {INDICATORS} indicators, {MEMBERS} members, effects of {EFFECT:g} standard "
        f"deviations, q = {RULE.level}, {options.seeds} seeds. ± is twice the standard error.",
        "",
        *table(header, rows(options.seeds)),
        "",
        *wait(),
        "",
        conditions(),
    ]
    publish("challenges", lines, write=options.write)


if __name__ == "__main__":
    main()
