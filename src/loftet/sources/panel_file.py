"""A panel as a CSV file: read and checked, or refused with every fault, its line and its cause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np

from loftet.invalid_input import InvalidInput, Problem
from loftet.methods.effect.panel import NEVER, Panel
from loftet.text_files.rows import Row, read_rows

COLUMNS = ("place", "year", "value", "treated_from")
YEAR = re.compile(r"-?\d{1,6}(\.0+)?")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
DONORS = 2
TOO_LARGE = 1e100  # whose square can still be added up
SHOWN_YEARS = 5


class Incomplete(StrEnum):
    """The choice for places that lack a year: all is refused, or the place is left out."""

    REFUSE = "refuse"
    DROP = "drop"


@dataclass(slots=True)
class PlaceRows:
    """The rows of one place: value and line by year, and the year from which it is treated."""

    place: str
    first: Row
    treated_from: float
    values: dict[int, float] = field(default_factory=dict)
    lines: dict[int, Row] = field(default_factory=dict)

    @property
    def is_treated(self) -> bool:
        """Check whether the place is ever treated."""
        return self.treated_from != NEVER


@dataclass(frozen=True, slots=True)
class ReadPanel:
    """A panel, and the places that were left out because they lack years."""

    panel: Panel
    left_out: tuple[str, ...]


def read_panel(file: Path, incomplete: Incomplete, years_before: int) -> ReadPanel:
    """Read a panel; places and years are sorted, other columns are ignored, an empty value is a gap.

    A year for which no place has a value is no year of the panel.

    Raises:
        InvalidInput: with every fault that was found: cells that cannot be read, two rows for a place and
            year, two starts of a place, places that lack a year, too few years before a start, too few or no
            places of a kind, values that never change.
    """
    places = _read(file)
    years = sorted({year for one in places.values() for year in one.values})
    lacking = {one.place: _lacks(one, years) for one in places.values()}
    left_out = tuple(sorted(place for place, lacks in lacking.items() if lacks))
    if left_out and incomplete is Incomplete.REFUSE:
        raise InvalidInput(_gap(places[place], lacking[place]) for place in _by_line(places, left_out))
    kept = [places[place] for place in sorted(places) if not lacking[place]]
    problems = [problem for one in kept for problem in _too_early(one, years, years_before)]
    problems = problems or list(_panel_faults(file, kept, len(left_out)))
    if problems:
        raise InvalidInput(sorted(problems, key=lambda problem: problem.line or 0))
    panel = Panel(
        tuple(one.place for one in kept),
        np.array(years, dtype=np.int64),
        np.array([[one.values[year] for year in years] for one in kept]),
        np.array([one.treated_from for one in kept]),
    )
    return ReadPanel(panel, left_out)


def _read(file: Path) -> dict[str, PlaceRows]:
    problems: list[Problem] = []
    rows = read_rows(file, COLUMNS, problems)
    places: dict[str, PlaceRows] = {}
    for row in rows:
        _add(row, places, problems)
    if not problems and not places:
        problems.append(Problem("the file has no rows", file))
    if problems:
        raise InvalidInput(problems)
    return places


def _add(row: Row, places: dict[str, PlaceRows], problems: list[Problem]) -> None:
    place = row.cells["place"]
    year = row.take("year", _year, problems)
    value = row.take("value", _value, problems)
    start = row.take("treated_from", _start, problems)
    if not place:
        problems.append(row.problem("place", "a place is missing"))
    if not place or year is None or start is None:
        return
    one = places.setdefault(place, PlaceRows(place, row, start))
    if start != one.treated_from:
        cause = f"«{place}» is {_words(one.treated_from)} in line {one.first.line}, and {_words(start)} here"
        problems.append(row.problem("treated_from", cause))
    if year in one.lines:
        cause = f"«{place}» has a row for {year} already, in line {one.lines[year].line}"
        problems.append(row.problem("year", cause))
    one.lines[year] = row
    if value is not None:
        one.values[year] = value


def _words(start: float) -> str:
    return "never treated" if start == NEVER else f"treated from {start:.0f}"


def _year(cell: str) -> int:
    if not YEAR.fullmatch(cell):
        raise ValueError(f"«{cell}» is not a year" if cell else "a year is missing")
    return int(float(cell))


def _start(cell: str) -> float:
    return float(_year(cell)) if cell else NEVER


def _value(cell: str) -> float | None:
    if not cell:
        return None
    if NUMBER.fullmatch(cell) and abs(number := float(cell)) < TOO_LARGE:
        return number
    comma = " (decimals follow a dot)" if DECIMAL_COMMA.fullmatch(cell) else ""
    raise ValueError(f"«{cell}» is not a number{comma}")


def _lacks(one: PlaceRows, years: Sequence[int]) -> list[int]:
    return [year for year in years if year not in one.values]


def _by_line(places: dict[str, PlaceRows], names: Sequence[str]) -> list[str]:
    return sorted(names, key=lambda name: places[name].first.line)


def _gap(one: PlaceRows, lacks: Sequence[int]) -> Problem:
    shown = ", ".join(map(str, lacks[:SHOWN_YEARS])) + (" …" if len(lacks) > SHOWN_YEARS else "")
    empty = next((one.lines[year] for year in lacks if year in one.lines), None)
    cause = f"«{one.place}» has no value for {shown}; --incomplete drop leaves such places out"
    return (empty or one.first).problem("value" if empty else "year", cause)


def _too_early(one: PlaceRows, years: Sequence[int], needed: int) -> Iterator[Problem]:
    if not one.is_treated:
        return
    before = sum(year < one.treated_from for year in years)
    if not before:
        cause = f"«{one.place}» is treated in the first year ({years[0]}) or before: there is no time before"
        yield one.first.problem("treated_from", cause)
    elif before < needed:
        years_before = f"{before} {'year' if before == 1 else 'years'}"
        cause = f"«{one.place}» has {years_before} before {one.treated_from:.0f}; {needed} are needed"
        yield one.first.problem("treated_from", cause + (" (--method did needs 1)" if needed > 1 else ""))


def _panel_faults(file: Path, kept: Sequence[PlaceRows], left_out: int) -> Iterator[Problem]:
    never = [one for one in kept if not one.is_treated]
    rest = f" (left out, for want of years: {left_out})" if left_out else ""
    if len(never) == len(kept):
        yield Problem(f"no place is treated{rest}", file, 1, "treated_from")
    elif not never:
        yield Problem(f"all places are treated: none is left to compare with{rest}", file, 1, "treated_from")
    elif len(never) < DONORS:
        cause = f"only «{never[0].place}» is never treated; two places are needed to compare with{rest}"
        yield never[0].first.problem("treated_from", cause)
    elif not any(_changes(one) for one in kept):
        yield kept[0].first.problem("value", "the outcome is constant: no place's value ever changes")
    else:
        for one in (one for one in kept if one.is_treated and not _changes(one)):
            cause = f"the outcome is constant: the value of «{one.place}» never changes"
            yield one.first.problem("value", cause)


def _changes(one: PlaceRows) -> bool:
    return len(set(one.values.values())) > 1
