"""The sampling data of a study: counts and stated intervals of the values that are used."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from loftet.editions.cells import TableReader
from loftet.editions.study import Study
from loftet.editions.tables import Floats
from loftet.methods.uncertainty.world import Draw, SampledCells

DRAWS = {"binomial": Draw.BINOMIAL, "poisson": Draw.POISSON}


def sampled_cells(study: Study, used_year: Floats) -> Mapping[int, SampledCells]:
    """Return the cells of every indicator that sampling can vary, by its position.

    `used_year` is place × indicator. A value is drawn from its count where the indicator says how (`draw`,
    `per`) and the count fits; else from the interval that its source states.
    """
    rows = study.observations
    table, number = rows.table, len(study.places)
    if not {"count", "value_low", "value_high"} & set(table.columns):
        return {}
    reader = TableReader(table)
    count, denominator, low, high = (
        reader.numbers(name) for name in ("count", "denominator", "value_low", "value_high")
    )
    used = ~np.isnan(rows.value) & (rows.year == used_year[rows.place, rows.indicator])
    kind = _kinds(study, count, denominator, ~np.isnan(low) | ~np.isnan(high))
    below, above = _distances(rows.value, low, high)
    per = TableReader(study.indicators.table).numbers("per")
    chosen = np.flatnonzero(used & (kind != Draw.NONE))
    by_indicator = chosen[np.argsort(rows.indicator[chosen], kind="stable")]
    cuts = np.flatnonzero(np.diff(rows.indicator[by_indicator])) + 1
    found = {}
    for own in np.split(by_indicator, cuts) if by_indicator.size else []:
        kinds = np.zeros(number, dtype=np.int8)
        kinds[rows.place[own]] = kind[own]
        columns = {
            name: _column(part, own, rows.place, number)
            for name, part in (
                ("count", count),
                ("denominator", denominator),
                ("value", rows.value),
                ("below", below),
                ("above", above),
            )
        }
        at = int(rows.indicator[own[0]])
        found[at] = SampledCells(kinds, **columns, per=float(per[at]))
    return found


def _kinds(study: Study, count: Floats, denominator: Floats, stated: NDArray[np.bool_]) -> NDArray[np.int8]:
    indicators = study.indicators
    draw = np.array([DRAWS.get(word, Draw.NONE) for word in indicators.table.column("draw")], dtype=np.int8)
    draw[np.isnan(TableReader(indicators.table).numbers("per"))] = Draw.NONE
    kind = draw[study.observations.indicator]
    countable = ~np.isnan(count) & (denominator > 0) & ((kind != Draw.BINOMIAL) | (count <= denominator))
    return np.where((kind != Draw.NONE) & countable, kind, np.where(stated, Draw.INTERVAL, Draw.NONE)).astype(
        np.int8
    )


def _distances(value: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return the distances to both ends; where one end is not stated, the other stands for it."""
    below, above = np.maximum(value - low, 0), np.maximum(high - value, 0)
    return np.where(np.isnan(below), above, below), np.where(np.isnan(above), below, above)


def _column(cells: Floats, rows: NDArray[np.int64], place: NDArray[np.int64], number: int) -> Floats:
    column = np.full(number, np.nan)
    column[place[rows]] = cells[rows]
    return column
