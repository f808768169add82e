"""Coverage of projections: made again from every earlier year of real series.

    python -m benchmarks.coverage --data FOLDER [--write]

FOLDER holds `telemark` (raw files, read by catalogue/recipes/telemark.toml) and `golden/sdr2019` (a study).
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import table
from loftet.editions.panel import SeriesPanel, panel_of
from loftet.editions.study import read_study
from loftet.geography.gazetteer import load_gazetteer
from loftet.methods.exact import exact_share_interval
from loftet.methods.projection import fit, project
from loftet.methods.rolling import HORIZONS, Errors, rolling_errors, widening, widening_at
from loftet.methods.series import apart, newest
from loftet.methods.transform import to_line
from loftet.sources.tables import build_study

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "reference" / "coverage.md"
BEYOND = (4, 5)
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tested:
    """A set of real series, and every projection of them that can be checked.

    By error: `held` as the interval stood, `held_wider` when made wider by what its own year knew, `factor`.
    """

    name: str
    panel: SeriesPanel
    keys: tuple[str, ...]
    errors: Errors
    held: Flags
    held_wider: Flags
    factor: Floats

    def separate(self) -> Flags:
        """Select projections that do not overlap: every so many years as they look ahead, from the newest."""
        errors = self.errors
        step = np.maximum(errors.horizon, self.panel.span[errors.series])
        last = newest(self.panel.cells, self.panel.years)[1][errors.series].astype(int)
        separate: Flags = (last - errors.origin - errors.horizon) % step == 0
        return separate


def tested(name: str, folder: Path) -> Tested:
    """Project every series of a study from each of its years."""
    study = read_study(folder)
    panel = panel_of(study, int(study.observations.year.max()))
    line, number = on_line(panel), len(study.indicators)
    errors = rolling_errors(line, panel.years, panel.span, panel.indicator, (*HORIZONS, *BEYOND))
    factor = np.empty(len(errors))
    for origin in np.unique(errors.origin):
        # What that year could know: projections whose year had come.
        known = errors.where((errors.origin + errors.horizon <= origin) & (errors.horizon <= HORIZONS[-1]))
        now = errors.origin == origin
        own = widening(known, number)[errors.group[now]]
        factor[now] = widening_at(own, errors.horizon[now].astype(float))
    keys = study.indicators.keys
    return Tested(name, panel, keys, errors, errors.ratio <= 1, errors.ratio <= factor, factor)


def on_line(panel: SeriesPanel) -> Floats:
    """Convert the cells of a panel to the scale of lines."""
    kind, whole = panel.kind[panel.indicator], panel.whole[panel.indicator]
    return to_line(panel.cells, kind[:, None], whole[:, None])


def share(held: Flags) -> str:
    """Write how many held, with its exact interval at 95 %."""
    low, high = exact_share_interval(int(held.sum()), len(held))
    return f"{100 * held.mean():.1f} ({100 * low:.1f}–{100 * high:.1f})"


def rows_of(one: Tested) -> Iterator[list[str]]:
    """Return the rows of the main table for one set of series."""
    errors, separate = one.errors, one.separate()
    horizons: list[tuple[str, tuple[int, ...]]] = [
        ("**1–3**", HORIZONS),
        *((str(at), (at,)) for at in (*HORIZONS, *BEYOND)),
    ]
    for name, chosen in horizons:
        own = separate & np.isin(errors.horizon, chosen)
        if not own.any():
            continue
        places = len(np.unique(errors.series[own]))
        yield [
            one.name,
            name,
            f"{own.sum():,}",
            f"{places:,}",
            share(one.held[own]),
            share(one.held_wider[own]),
            f"{np.median(one.factor[own]):.2f}",
        ]


def by_indicator(one: Tested) -> Iterator[list[str]]:
    """Return a row for each indicator, one to three years ahead."""
    errors, separate = one.errors, one.separate()
    for at, key in enumerate(one.keys):
        own = separate & (errors.group == at) & (errors.horizon <= HORIZONS[-1])
        spans = one.panel.span[one.panel.indicator == at]
        span = str(spans[0]) if spans.size else "–"
        if own.any():
            yield [key, span, f"{own.sum():,}", share(one.held[own]), share(one.held_wider[own])]
        else:
            yield [key, span, "0", "–", "–"]


def misses(one: Tested) -> Iterator[list[str]]:
    """Compare how far projections miss: with what is sure of the pace, with all of it, and with none."""
    panel, line = one.panel, on_line(one.panel)
    found: dict[int, list[tuple[NDArray[np.int64], Floats]]] = {at: [] for at in (*HORIZONS, *BEYOND)}
    for at in range(4, len(panel.years) - 1):
        known = panel.years[: at + 1]
        rows = np.flatnonzero(~np.isnan(line[:, at]))
        one_fit = fit(apart(line[rows, : at + 1], known, panel.span[rows]), known, panel.indicator[rows])
        for horizon, parts in found.items():
            came = np.flatnonzero(panel.years == known[-1] + horizon)
            if came.size:
                ahead = np.full(len(rows), float(horizon))
                middle = project(one_fit, ahead, np.ones(len(rows))).middle
                guesses = np.stack([middle, one_fit.last + one_fit.pace * ahead, one_fit.last])
                off = np.abs(line[rows, came[0]] - guesses)
                kept = ~np.isnan(off).any(axis=0) & (panel.span[rows] <= horizon)
                parts.append((panel.indicator[rows[kept]], off[:, kept]))
    for horizon, parts in found.items():
        group = np.concatenate([own for own, _ in parts])
        off = np.concatenate([part for _, part in parts], axis=1)
        means = [off[:, group == at].mean(axis=1) for at in np.unique(group)]
        ratios = np.array([mean[:2] / mean[2] for mean in means if mean[2] > 0])
        yield [one.name, str(horizon), str(len(ratios)), *(f"{ratio:.2f}" for ratio in ratios.mean(axis=0))]


def page(sets: list[Tested]) -> str:
    """Write the page."""
    telemark = sets[0]
    held = ("held as it stood, %", "held when widened, %")
    main = ["series", "years ahead", "projections", "series used", *held, "median factor"]
    indicator = ["indicator", "years a value covers", "projections", *held]
    missed = ["series", "years ahead", "indicators", "what is sure of the pace", "all of the pace"]
    parts = (
        INTRO,
        *table(main, [row for one in sets for row in rows_of(one)]),
        READING,
        *table(indicator, list(by_indicator(telemark))),
        PACE,
        *table(missed, [row for one in sets for row in misses(one)]),
        END,
    )
    return "\n".join(parts)


INTRO = """# How often projections hold

A projection carries the newest value on with what is sure of its pace, and gives an interval that should hold
the value 95 times in 100 ([methods](methods.md), `projection` and `rolling`). This page tells how often it
did. From each earlier year of a series the projection is made again by what was known then, and compared
with what came. Values that cover several years are used at intervals so long that no two share a year, and
a value is compared only when its period does not overlap the one it was projected from.

- **Telemark**: 17 municipalities, the county and the country, 18 indicators of health, school, water, power
  and emissions, 2009–2025. These are series as a small Norwegian municipality has them.
- **SDR 2019**: 193 countries and the indicators of the Sustainable Development Report 2019, 2000–2019. Many
  are modelled and smooth, which is hard on intervals that are read off the steps from year to year.

«Held as it stood» is the interval without any widening. «When widened» multiplies it by the factor that the
projections known *in that year* had needed, for the same indicator where there were 50 of them, else for all
together, else by a fixed factor (what Telemark's own needed). That is what an edition does with its own
figures, and it never makes an interval narrower. In brackets: the exact binomial interval at 95 %. It takes
the projections for independent; municipalities share their years, so it is rather too short. Test periods
do not overlap: two years ahead every second year counts, three years ahead every third.
"""
READING = """
Projections 4 and 5 years ahead are further than factors are measured at; there the factor goes on growing as
it did from one to three years. An edition of 2025 looks five years ahead to 2030.

## Telemark, indicator by indicator, one to three years ahead
"""
PACE = """
An indicator without projections has fewer than five separate values before the newest, or values that cover
more years than three: of those nothing is projected, and pages say so.

## Why only what is sure of the pace

Mean error beside that of no change at all (1.00 = no better, no worse), averaged over indicators.
The rule and its three quarters were chosen by this table, from a handful of others.
"""
END = """
This page is written by `python -m benchmarks.coverage --data FOLDER --write`; do not edit it.
"""


def main() -> None:
    """Run every set, print, and write when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    written = page([telemark(options.data), tested("SDR 2019", options.data / "golden" / "sdr2019")])
    print(written)
    if options.write:
        PAGE.write_text(written, encoding="utf-8")


def telemark(data: Path) -> Tested:
    """Build the study of Telemark from its raw files, and test it."""
    gazetteer = load_gazetteer(PROJECT / "catalogue" / "places")
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "study"
        build_study(PROJECT / "catalogue" / "recipes" / "telemark.toml", data / "telemark", out, gazetteer)
        return tested("Telemark", out)


if __name__ == "__main__":
    main()
