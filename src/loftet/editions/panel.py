"""The years of a study as plain series, ready for pooling and projecting."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loftet.editions.cells import TableReader
from loftet.editions.frames import Floats
from loftet.editions.observations import ObservationStatus as ValueStatus
from loftet.editions.periods import years_covered
from loftet.editions.study import Study
from loftet.methods.transform import WHOLE, bounded

Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SeriesPanel:
    """Every series that has a value up to a year: whose it is, and its years since the last break.

    By series: `place`, `indicator` and `span` (the years that a value covers). By series × year: `cells` (raw
    values) and `hidden` (suppressed). By indicator: `kind` and `whole` tell how it is bounded.
    """

    place: Codes
    indicator: Codes
    span: Codes
    years: Floats
    cells: Floats
    hidden: Flags
    kind: NDArray[np.int8]
    whole: Floats

    def __len__(self) -> int:
        return len(self.place)


def panel_of(study: Study, year: int) -> SeriesPanel:
    """Build the series of a study up to a year; values from before `series_from` are another series."""
    rows = study.observations
    there = rows.year <= year
    years, at_year = np.unique(rows.year[there], return_inverse=True)
    shape = (len(study.places) * len(study.indicators), len(years))
    flat = rows.place[there] * len(study.indicators) + rows.indicator[there]
    whole_cells, whole_hidden = np.full(shape, np.nan), np.zeros(shape, dtype=bool)
    whole_cells[flat, at_year] = rows.value[there]
    whole_hidden[flat, at_year] = rows.status[there] == ValueStatus.SUPPRESSED
    begins = np.tile(TableReader(study.indicators.table).years("series_from"), len(study.places))
    before = years < begins[:, None]
    whole_cells[before], whole_hidden[before] = np.nan, False
    series = np.flatnonzero((~np.isnan(whole_cells) | whole_hidden).any(axis=1))
    place, indicator = np.divmod(series, len(study.indicators))
    whole = whole_of(study)
    values = whole_cells.reshape(len(study.places), len(study.indicators), len(years))
    return SeriesPanel(
        place,
        indicator,
        span=spans(study)[indicator],
        years=years.astype(float),
        cells=whole_cells[series],
        hidden=whole_hidden[series],
        kind=bounded(values, whole),
        whole=whole,
    )


def whole_of(study: Study) -> Floats:
    """Return the whole of each indicator's shares: 100 for per cent; NaN where it is no share."""
    table = study.indicators.table
    units = np.array([WHOLE.get(unit, np.nan) for unit in table.column("unit")], dtype=float)
    counted = np.array([draw == "binomial" for draw in table.column("draw")], dtype=bool)
    return np.where(counted, TableReader(table).numbers("per"), units)


def spans(study: Study) -> Codes:
    """Return how many years each indicator's values cover: as most of its periods say, else one."""
    covered = {period: years_covered(period) for period in set(study.observations.table.column("period"))}
    result = np.ones(len(study.indicators), dtype=np.int64)
    if set(covered.values()) <= {1}:
        return result
    counts: dict[int, Counter[int]] = {}
    periods = study.observations.table.column("period")
    for indicator, period in zip(study.observations.indicator.tolist(), periods, strict=True):
        counts.setdefault(indicator, Counter())[covered[period]] += 1
    for indicator, found in counts.items():
        # Where two spans are as common, the longer one is the careful choice.
        result[indicator] = max(found, key=lambda span: (found[span], span))
    return result
