"""The observations of a study: values with their status, in the order of place, indicator and year."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from loftet.editions.cells import MOST_COUNTED, TableReader, rows_where
from loftet.editions.indicators import Indicators
from loftet.editions.places import Places
from loftet.editions.tables import Floats, Table
from loftet.invalid_input import Problem

OBSERVATION_COLUMNS = ("place", "indicator", "year", "value")


class ObservationStatus(IntEnum):
    """The status of a value; arrays carry the number, tables the word. 0 = there is no row."""

    REPORTED = 1
    MISSING = 2
    NOT_POSSIBLE = 3
    SUPPRESSED = 4
    NOT_APPLICABLE = 5
    PRELIMINARY = 6
    ESTIMATED = 7
    IMPUTED = 8

    @property
    def word(self) -> str:
        """Return the word that tables print."""
        return self.name.lower()


STATUSES = {"": ObservationStatus.REPORTED} | {status.word: status for status in ObservationStatus}
NUMBERS = {word: int(status) for word, status in STATUSES.items()}  # what numpy reads at once
WITH_VALUE = (
    ObservationStatus.REPORTED,
    ObservationStatus.PRELIMINARY,
    ObservationStatus.ESTIMATED,
    ObservationStatus.IMPUTED,
)


@dataclass(frozen=True, slots=True)
class Observations:
    """One row per place, indicator and year: positions of both, and the value (NaN = none)."""

    place: NDArray[np.int64]
    indicator: NDArray[np.int64]
    year: NDArray[np.int64]
    value: Floats
    status: NDArray[np.int8]
    table: Table

    def __len__(self) -> int:
        return len(self.value)


def read_observations(
    table: Table, places: Places, indicators: Indicators
) -> tuple[Observations, list[Problem]]:
    """Read and check the observations."""
    reader = TableReader(table)
    place = reader.positions("place", places.positions(), "place")
    indicator = reader.positions("indicator", indicators.positions(), "indicator")
    year = np.nan_to_num(reader.years("year", needed=True)).astype(np.int64)
    value = reader.numbers("value")
    status = np.array(reader.words("status", NUMBERS), dtype=np.int8)
    _check_intervals(reader)
    for row in rows_where(~np.isnan(value) & ~np.isin(status, WITH_VALUE)):
        word = ObservationStatus(status[row]).word
        reader.refuse(f"there is a value next to the status «{word}»", row, "value")
    order = np.lexsort((year, indicator, place))
    sound = (place >= 0) & (indicator >= 0) & (year > 0)
    _check_twice(reader, np.stack([place, indicator, year])[:, order], order, sound)
    if not (np.diff(order) == 1).all():
        table = table.in_order(order.tolist())
    observations = Observations(
        place[order], indicator[order], year[order], value[order], status[order], table
    )
    return observations, reader.problems


def _check_intervals(reader: TableReader) -> None:
    for name in ("count", "denominator"):
        if name in reader.table.columns:
            reader.numbers(name, least=0, most=MOST_COUNTED)
    if {"value_low", "value_high"} & set(reader.table.columns):
        low, high = reader.numbers("value_low"), reader.numbers("value_high")
        for row in rows_where(low > high):
            reader.refuse("value_high is below value_low", row, "value_high")


def _check_twice(
    reader: TableReader, keys: NDArray[np.int64], order: NDArray[np.int64], sound: NDArray[np.bool_]
) -> None:
    same = (keys[:, 1:] == keys[:, :-1]).all(axis=0) & sound[order[1:]]
    for at in rows_where(same):
        first, second = sorted((int(order[at]), int(order[at + 1])))
        line = reader.table.line_of(first)
        reader.refuse(f"place, indicator and year are on line {line} already", second, "year")
