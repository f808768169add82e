"""Larger and larger arrays: time and memory from 1 to 300 million cells, in blocks of places.

    python -m benchmarks.scale [--write] [--most 300] [--scheduler local-threads | local-processes | ADDRESS]

Figures are made up block by block, so no file is read and the whole cube is never held. Every block gives its
newest values; bounds are taken from all places at once; then every block gives the score of each year, the
two-point trend, indicator scores, goals and index. The functions are those of `loftet status`. The peer is
the trial of November 2026 on 2 cores: 60 million cells in 2.7 s on Dask threads, DuckDB SQL 14–18 s for 270
million long rows.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from benchmarks.report import conditions, measure, publish, table
from loftet.editions.arrays import Arrays
from loftet.editions.growth import PLACES_AT_ONCE, Growth, judge_of
from loftet.editions.workers import workers_of
from loftet.methods.aggregate import by_goal, weighted_mean
from loftet.methods.bounds import Bounds, data_bounds, stated_or_data
from loftet.methods.colour import stated_thresholds
from loftet.methods.normalise import ScoreField, normalise
from loftet.methods.rank import rank
from loftet.methods.rules import Mean, Method
from loftet.methods.values import used_values

YEARS = np.arange(2006, 2021)
# Millions of cells: places and indicators, with 15 years.
SIZES = {
    1: (667, 100),
    3: (2000, 100),
    10: (6667, 100),
    30: (20_000, 100),
    100: (33_334, 200),
    300: (100_000, 200),
}
GOALS = 17


@dataclass(frozen=True, slots=True)
class Block:
    """Some of the places: from which on, how many, and of how many indicators."""

    begin: int
    places: int
    indicators: int

    def values(self) -> xr.DataArray:
        """Draw the block's figures; the same block has the same figures."""
        generator = np.random.Generator(np.random.SFC64([7, self.begin]))
        cube = generator.random((self.places, self.indicators, len(YEARS)))
        cube[cube < 0.03] = np.nan
        cube *= 100
        return xr.DataArray(cube, {"year": YEARS}, ("place", "indicator", "year"))


def of_indicators(number: int, value: float) -> xr.DataArray:
    """Return the same number for every indicator."""
    return xr.DataArray(np.full(number, value), dims="indicator")


def newest(block: Block) -> NDArray[np.float64]:
    """Return the newest values of a block."""
    found: NDArray[np.float64] = used_values(block.values(), 2020).value.values
    return found


def status_of(
    block: Block, judge: Callable[[xr.DataArray], Growth], bounds: Bounds, membership: xr.DataArray
) -> tuple[int, NDArray[np.float64]]:
    """Classify and score a block; return how many trends are known, and the index."""
    values, number = block.values(), block.indicators
    grown = judge(values)
    ranked = xr.DataArray(np.ones(block.places, dtype=bool), dims="place")
    field = ScoreField(of_indicators(number, 1), bounds, ranked)
    scores = normalise(used_values(values, 2020).value, field, Method().normalise)
    goals = by_goal(scores, of_indicators(number, 1), membership, Mean.ARITHMETIC)
    index = weighted_mean(goals, xr.DataArray(np.ones(GOALS), dims="goal"), Mean.ARITHMETIC, "goal")
    return int((grown.trend > 0).sum()), index.values


def run(millions: int, scheduler: str | None) -> None:
    """Compute the status of so many million cells."""
    places, number = SIZES[millions]
    blocks = [
        Block(begin, min(PLACES_AT_ONCE, places - begin), number)
        for begin in range(0, places, PLACES_AT_ONCE)
    ]
    membership = xr.DataArray(
        np.arange(number) % GOALS == np.arange(GOALS)[:, None], dims=("goal", "indicator")
    )
    none, everyone = of_indicators(number, np.nan), xr.DataArray(np.ones(places, dtype=bool), dims="place")
    with workers_of(scheduler) as workers:
        x = xr.DataArray(np.concatenate(workers(newest, blocks)), dims=("place", "indicator"))
        one = of_indicators(number, 1)
        bounds = stated_or_data(Bounds(none, none), data_bounds(x, one, everyone, Method().bounds), one)
        thresholds = stated_thresholds(of_indicators(number, 30), of_indicators(number, 70))
        judge = judge_of(limits(none), bounds, thresholds, Method(), 2020)
        work = partial(status_of, judge=judge, bounds=bounds, membership=membership)
        done = workers(work, blocks)
    index = xr.DataArray(np.concatenate([own for _, own in done]), dims="place")
    ranks = rank(index, everyone, Method().rank.ties)
    print(f"{sum(known for known, _ in done)} trends, best place {int(np.nanargmin(ranks.values))}")


def limits(none: xr.DataArray) -> Arrays:
    """Return the arrays of a study without balances and without limits to its trends."""
    empty: dict[str, Any] = dict.fromkeys(Arrays.__slots__, none)
    return Arrays(**(empty | {"stated": Bounds(none, none)}))


def main() -> None:
    """Measure every size in a process of its own, print, and write when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--most", type=int, default=300, help="millions of cells (%(default)s)")
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--scheduler")
    parser.add_argument("--only", type=int, choices=SIZES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        run(options.only, options.scheduler)
        return
    rows = []
    for millions, (places, number) in SIZES.items():
        if millions > options.most:
            break
        words = [sys.executable, "-m", "benchmarks.scale", "--only", str(millions)]
        if options.scheduler:
            words += ["--scheduler", options.scheduler]
        cost = measure(words, times=options.times)
        size = f"{places:,} × {number} × {len(YEARS)}"
        rows.append(
            [f"{millions}", size, f"{cost.wall:.1f} s", f"{cost.processor:.1f} s", f"{cost.memory:,.0f} MB"]
        )
    header = ["million cells", "places × indicators × years", "by the clock", "processor", "memory"]
    lines = ["## Larger and larger", "", *ABOUT, "", *table(header, rows), "", conditions()]
    publish("scale", lines, write=options.write)


ABOUT = (
    "Scores of every year, two-point trends, bounds from the data, goals, index and ranks, in blocks of",
    "2,000 places; figures are made up block by block. Targets: 300 million cells in 30 s, never above 4 GB.",
    "Peers: 60 million cells in 2.7 s in a trial on Dask threads; DuckDB SQL 14–18 s for 270 million rows.",
)

if __name__ == "__main__":
    main()
