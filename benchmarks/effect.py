"""The effect of a project on simulated panels: how often it is found falsely, covered, and found.

    python -m benchmarks.effect [--write] [--panels 400] [--seed 1]

A panel has 357 places of drawn size and 12 years, 8 before and 4 after, with 1 to 6 treated places. A place
has a level, a slope, its own share of a common path and noise that hangs together from year to year; the
smaller the place, the larger the noise. Shifts are in standard deviations of a place's noise in one year.
The effect is additive, so an interval covers a shift as often as it covers none.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import conditions, loftet, measure, publish, table
from loftet.methods.effect.compare import Paths
from loftet.methods.effect.measure import measure_path
from loftet.methods.effect.panel import Panel
from loftet.methods.effect.results import Result

Floats = NDArray[np.float64]

PLACES, YEARS, BEFORE, MOST_TREATED = 357, 12, 8, 6
PANELS, SEED = 400, 1
SHIFTS = (0.5, 1.0, 1.5, 2.0, 2.5)
FALSE, LEVEL = 0.05, 0.9


class Kind(StrEnum):
    """The situations: which places are treated, and what places share."""

    ANY = "treated drawn from all"
    SMALL = "treated from the smallest third, noisier than the others"
    DRIFT = "the same, and small places share a drift"
    STAGGERED = "treated drawn from all, each with a start of its own"
    TAILS = "treated drawn from all, noise with heavy tails"
    FEW = "30 places, treated drawn from all"
    SHORT = "3 years before, 1 after"


ALLOWED = {Kind.ANY: 0.075, Kind.SMALL: 0.1, Kind.DRIFT: 0.1}  # false positives at nominal 5 %
COVERED = 0.86  # at nominal 90 %


@dataclass(frozen=True, slots=True)
class Outcome:
    """Shares of the panels: found falsely, covered without and with a shift, not fitted; found by shift."""

    false: float
    covered: float
    covered_shifted: float
    poor: float
    power: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class World:
    """A panel without effect, and the size of a place's noise."""

    panel: Panel
    noise: Floats

    def shifted(self, by: float) -> tuple[Panel, float]:
        """Return the panel with treated places moved by so many standard deviations, and the mean effect."""
        panel, values, moves = self.panel, self.panel.values.copy(), []
        for at in panel.treated:
            values[at, ~panel.before(panel.treated_from[at])] += by * self.noise[at]
            moves.append(by * self.noise[at])
        moved = Panel(panel.places, panel.years, values, panel.treated_from)
        return moved, float(panel.weights @ moves)


def draw(kind: Kind, number: int, seed: int = SEED) -> World:
    """Draw a panel of a kind."""
    rng = np.random.default_rng((seed, list(Kind).index(kind), number))
    places = 30 if kind is Kind.FEW else PLACES
    before, years = (3, 4) if kind is Kind.SHORT else (BEFORE, YEARS)
    people = np.clip(np.exp(rng.normal(np.log(5000), 1.1, places)), 200, 700_000)
    noise = np.sqrt(0.15**2 + 0.5 * 5000 / people)
    common = rng.normal(0, 0.5, years).cumsum()
    values = rng.normal(0, 3, (places, 1)) + np.outer(1 + 0.3 * rng.normal(size=places), common)
    values += np.outer(rng.normal(0, 0.1, places), np.arange(years))
    values += noise[:, None] * _noise(rng, (places, years), heavy=kind is Kind.TAILS)
    small = np.argsort(people)[: places // 3]
    if kind is Kind.DRIFT:
        values[small] += rng.normal(0, 0.25, years).cumsum()
    among = small if kind in {Kind.SMALL, Kind.DRIFT} else np.arange(places)
    treated = rng.choice(among, int(rng.integers(1, MOST_TREATED + 1)), replace=False)
    treated_from = np.full(places, np.inf)
    treated_from[treated] = before
    if kind is Kind.STAGGERED:
        treated_from[treated] = rng.integers(before - 2, before + 3, treated.size)
    names = tuple(f"p{at:03}" for at in range(places))
    return World(Panel(names, np.arange(years), values, treated_from), noise)


def _noise(rng: np.random.Generator, shape: tuple[int, int], *, heavy: bool) -> Floats:
    """Draw noise of standard deviation 1, each year a part of the year before."""
    fresh = rng.standard_t(3, shape) / np.sqrt(3) if heavy else rng.normal(size=shape)
    kept = rng.uniform(0, 0.6)
    for year in range(1, shape[1]):
        fresh[:, year] = kept * fresh[:, year - 1] + np.sqrt(1 - kept**2) * fresh[:, year]
    return np.asarray(fresh)


def answer(panel: Panel) -> Result:
    """Return what the pages' method finds."""
    return measure_path(Paths(panel), LEVEL)


def covers(result: Result, effect: float) -> bool:
    """Check whether the interval holds an effect."""
    low, high = result.pooled.low, result.pooled.high
    return (low is None or low <= effect) and (high is None or effect <= high)


def is_found(result: Result) -> bool:
    """Check whether chance makes so much in at most 5 % of the comparisons."""
    return result.pooled.p is not None and result.pooled.p <= FALSE


def run(kind: Kind, panels: int = PANELS, seed: int = SEED) -> Outcome:
    """Draw many panels of a kind, and count."""
    still, moved = [], []
    for number in range(panels):
        world = draw(kind, number, seed)
        result = answer(world.panel)
        still.append((is_found(result), covers(result, 0.0), bool(result.poor)))
        moved.append(tuple(_moved(world)))
    false, covered, poor = np.mean(still, axis=0)
    found, inside = np.mean(moved, axis=0).T
    return Outcome(float(false), float(covered), float(inside.min()), float(poor), tuple(found.tolist()))


def _moved(world: World) -> Iterator[tuple[bool, bool]]:
    for shift in SHIFTS:
        panel, effect = world.shifted(shift)
        result = answer(panel)
        yield is_found(result), covers(result, effect)


def write_panel(world: World, file: Path) -> None:
    """Write a panel as the command reads it."""
    panel = world.panel
    lines = ["place,year,value,treated_from"]
    for at, place in enumerate(panel.places):
        start = "" if np.isinf(panel.treated_from[at]) else f"{panel.treated_from[at]:.0f}"
        lines += [
            f"{place},{year},{value!r},{start}"
            for year, value in zip(panel.years.tolist(), panel.values[at].tolist(), strict=True)
        ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def command_times() -> Iterator[list[str]]:
    """Measure the whole command on one panel, by method."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "panel.csv"
        for kind in (Kind.ANY, Kind.STAGGERED):
            write_panel(draw(kind, 1), file)
            for method in ("auto", "synthetic", "did"):
                words = ("effect", str(file), "--out", str(Path(name) / "out"), "--method", method)
                cost = measure(loftet(*words), times=3)
                took = f"{cost.wall:.2f} s", f"{cost.processor:.2f} s", f"{cost.memory:,.0f} MB"
                yield [method, "one" if kind is Kind.ANY else "several", *took]


def holds(kind: Kind, outcome: Outcome) -> bool:
    """Check whether the shares of a kind are within what is allowed."""
    covered = min(outcome.covered, outcome.covered_shifted)
    return outcome.false <= ALLOWED.get(kind, max(ALLOWED.values())) and covered >= COVERED


def row(kind: Kind, outcome: Outcome) -> list[str]:
    """Format a line of the table."""
    shares = (outcome.false, outcome.covered, outcome.covered_shifted, outcome.poor)
    power = " · ".join(f"{100 * one:.0f}" for one in outcome.power)
    return [kind, *(f"{100 * one:.1f}" for one in shares), power]


def main() -> None:
    """Run, print, and write when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--panels", type=int, default=PANELS)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    header = [
        "panels",
        "found falsely at nominal 5 %",
        "covered at nominal 90 %",
        "covered, worst shift",
        "poor fit",
        f"found at shifts of {' · '.join(f'{one:g}' for one in SHIFTS)} SD",
    ]
    outcomes = {kind: run(kind, options.panels, options.seed) for kind in Kind}
    lines = [
        "## Effect of a project",
        "",
        f"The pages' method on {options.panels} simulated panels of each kind (seed {options.seed}), in %. "
        f"Unless told otherwise {PLACES} places × {YEARS} years, {BEFORE} before, "
        f"1 to {MOST_TREATED} treated. Panels with a poor fit count like the others.",
        "",
        *table(header, [row(kind, outcome) for kind, outcome in outcomes.items()]),
        "",
        f"One panel of {PLACES} × {YEARS}, whole command:",
        "",
        *table(["method", "starts", "by the clock", "processor", "memory"], list(command_times())),
        "",
        conditions(),
    ]
    publish("effect", lines, write=options.write)
    if missed := [kind for kind, outcome in outcomes.items() if not holds(kind, outcome)]:
        raise SystemExit(f"too many false findings, or too few covered: {', '.join(missed)}")


if __name__ == "__main__":
    main()
