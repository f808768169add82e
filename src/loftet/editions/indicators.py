"""The indicators of a study: what they belong to, their bounds and thresholds, and which way is better."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loftet.editions.applies import applies_to_problem
from loftet.editions.cells import TableReader, rows_where
from loftet.editions.tables import Floats, Table
from loftet.invalid_input import Problem
from loftet.methods.verdicts import Yardstick

INDICATOR_COLUMNS = ("indicator", "name", "goal", "weight", "lower", "red", "green", "upper", "applies_to")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
YARDSTICKS = {"": Yardstick.TARGET} | {word.value: word for word in Yardstick}
DRAWS = {"": "", "binomial": "binomial", "poisson": "poisson"}


@dataclass(frozen=True, slots=True)
class Indicators:
    """The indicators in the order of their keys; empty numbers are NaN.

    `direction` is 1 where more of the scored quantity is better and −1 where less is; where `balance` holds,
    that quantity is the distance from `ideal_low` to `ideal_high`, and the bounds are in its units.
    """

    keys: tuple[str, ...]
    goals: tuple[str, ...]
    weight: Floats
    lower: Floats
    red: Floats
    green: Floats
    upper: Floats
    direction: NDArray[np.int64]
    balance: NDArray[np.bool_]
    ideal_low: Floats
    ideal_high: Floats
    comparison: NDArray[np.bool_]
    trend_from: Floats
    trend_to: Floats
    applies_to: tuple[str, ...]
    table: Table

    def __len__(self) -> int:
        return len(self.keys)

    def positions(self) -> Mapping[str, int]:
        """Return the position of each key."""
        return {key: at for at, key in enumerate(self.keys)}

    def goal_order(self) -> tuple[str, ...]:
        """Return the goals, numbered ones in the order of their numbers, before the others."""
        return tuple(sorted({goal for goal in self.goals if goal}, key=_natural))


def _natural(goal: str) -> tuple[bool, int, str]:
    number = goal.isascii() and goal.isdigit()
    return (not number, int(goal) if number else 0, goal)


def read_indicators(table: Table) -> tuple[Indicators, list[Problem]]:
    """Read and check the indicators."""
    reader = TableReader(table)
    keys = reader.keys("indicator", _wrong_key)
    table = table.in_order(sorted(range(len(keys)), key=keys.__getitem__))
    reader = TableReader(table, reader.problems)
    if not keys:
        reader.problems.append(Problem("holds no indicators", table.file))
    _check_words(reader)
    numbers = {name: reader.numbers(name) for name in ("lower", "red", "green", "upper")}
    ideal = {name: reader.numbers(name) for name in ("ideal_low", "ideal_high")}
    trend = {name: reader.years(name) for name in ("trend_from", "trend_to")}
    comparison = [word is Yardstick.COMPARISON for word in reader.words("yardstick", YARDSTICKS)]
    wanted = _wanted_directions(reader)
    _check_bounds(reader, numbers["lower"], numbers["upper"], wanted)
    _check_ideal(reader, ideal["ideal_low"], ideal["ideal_high"], wanted)
    _check_comparison(reader, comparison)
    for row in rows_where(trend["trend_from"] > trend["trend_to"]):
        reader.refuse("the trend ends before it begins", row, "trend_to")
    indicators = Indicators(
        keys=table.column("indicator"),
        goals=table.column("goal"),
        weight=reader.numbers("weight", least=0, needed=True),
        direction=_directions(reader, wanted, **numbers),
        balance=wanted == 0,
        comparison=np.array(comparison, dtype=bool),
        applies_to=table.column("applies_to"),
        table=table,
        **numbers,
        **ideal,
        **trend,
    )
    return indicators, reader.problems


def _wrong_key(cell: str) -> str | None:
    if not cell:
        return "a key is missing"
    if KEY.fullmatch(cell):
        return None
    return f"«{cell}» is not an indicator key (a letter, then at most 60 letters, digits, _ or -)"


def _check_words(reader: TableReader) -> None:
    reader.words("draw", DRAWS)
    per = reader.numbers("per")
    for row in rows_where(per <= 0):
        reader.refuse("must be above 0", row, "per")
    for row, cell in enumerate(reader.table.column("goal")):
        if cell != cell.strip():
            reader.refuse(f"«{cell}» has spaces around it", row, "goal")
    for row, cell in enumerate(reader.table.column("applies_to")):
        if cause := applies_to_problem(cell):
            reader.refuse(cause, row, "applies_to")


def _wanted_directions(reader: TableReader) -> Floats:
    wanted = reader.numbers("direction")
    for row in rows_where(~np.isnan(wanted) & ~np.isin(wanted, (-1, 0, 1))):
        cell = reader.table.column("direction")[row]
        reader.refuse(f"«{cell}» is not a direction: 1, -1 or 0", row, "direction")
    return wanted


def _check_bounds(reader: TableReader, lower: Floats, upper: Floats, wanted: Floats) -> None:
    for row in rows_where(lower == upper):
        reader.refuse(f"lower and upper are equal ({lower[row]:g})", row, "upper")
    for row in rows_where((wanted == 0) & (lower < upper)):
        cause = "upper is above lower, but of a balance (direction 0) the smallest distance is best"
        reader.refuse(cause, row, "upper")


def _check_ideal(reader: TableReader, low: Floats, high: Floats, wanted: Floats) -> None:
    missing = np.isnan(low) | np.isnan(high)
    for row in rows_where((wanted == 0) & missing):
        reader.refuse("direction 0 needs ideal_low and ideal_high", row, "direction")
    for row in rows_where((wanted != 0) & ~(np.isnan(low) & np.isnan(high))):
        reader.refuse("an ideal range is for direction 0 only", row, "ideal_low")
    for row in rows_where(low > high):
        reader.refuse("ideal_high is below ideal_low", row, "ideal_high")


def _check_comparison(reader: TableReader, comparison: list[bool]) -> None:
    for name in ("red", "green"):
        for row, cell in enumerate(reader.table.column(name)):
            if comparison[row] and cell:
                reader.refuse(
                    f"must be empty: with the yardstick comparison, {name} is a quartile", row, name
                )


def _directions(
    reader: TableReader, wanted: Floats, *, lower: Floats, red: Floats, green: Floats, upper: Floats
) -> NDArray[np.int64]:
    """Read the direction off the bounds, else from its own column, else off the thresholds."""
    direction = np.sign(upper - lower)
    direction = np.where(np.isnan(direction), np.where(wanted == 0, -1, wanted), direction)
    direction = np.where(np.isnan(direction), np.sign(green - red), direction)
    unknown = np.isnan(direction) | ((direction == 0) & (lower != upper))
    for row in rows_where(unknown):
        key = reader.table.column("indicator")[row]
        cure = "Give direction (1 more, -1 less), both bounds, or red and green"
        reader.refuse(f"which way is better for «{key}»? {cure}", row, "direction")
    return np.where(unknown, 1, direction).astype(np.int64)
