"""The indicators of a study, taken from the CSV file that lies beside the recipe."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.tables.recipe import SeriesPart
from loftet.sources.tables.toml_record import TomlDocument
from loftet.text_files.rows import Row, nearest, read_rows, read_text

COLUMNS = ("indicator", "name", "goal", "weight", "lower", "red", "green", "upper", "applies_to")
SEMICOLON = ";"
GOALS = frozenset(map(str, range(1, 18)))
BETTER = {"1": "more", "-1": "less"}
DECIMAL_COMMA = re.compile(r"^-?\d+,\d+$", re.ASCII)
PROPOSED_NAME = re.compile(r"^(CHOOSE\b.*|fil\d+(_\w*)?)$")  # as `loftet recipe new` writes it
KEY = re.compile(r"^[A-Za-z][A-Za-z0-9_-]{0,60}$")


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """The rows of the file as they stand, header first, and the indicators in their order."""

    file: Path
    rows: tuple[tuple[str, ...], ...]
    lines: dict[str, int]

    def row(self, indicator: str) -> dict[str, str]:
        """Return the cells of an indicator by column."""
        header, *rows = self.rows
        cells = (dict(zip(header, row, strict=True)) for row in rows)
        return next(one for one in cells if one["indicator"] == indicator)

    def demand_series(self, series: Sequence[SeriesPart], document: TomlDocument) -> None:
        """Refuse indicators without a series, and series without an indicator."""
        made = [one.indicator for one in series]
        problems = [
            Problem(f"the indicator «{key}» has no series in {document.file}", self.file, line, "indicator")
            for key, line in self.lines.items()
            if key not in made
        ]
        problems += [
            document.problem(
                f"the indicator «{key}» is not in {self.file}{nearest(key, list(self.lines))}",
                ("series", position, "indicator"),
            )
            for position, key in enumerate(made)
            if key not in self.lines
        ]
        if problems:
            raise InvalidInput(problems)


def read_indicators(file: Path) -> IndicatorList:
    """Read the indicators' file; its other columns are checked by the reader of the study."""
    problems: list[Problem] = []
    separator = _separator(file)
    rows = read_rows(file, COLUMNS, problems, separator)
    lines: dict[str, int] = {}
    for row in rows:
        key = row.cells["indicator"]
        if not KEY.match(key):
            cause = f"«{key}» is not a key: a letter, then letters, digits, _ or -, at most 61 signs"
            problems.append(row.problem("indicator", cause))
        elif PROPOSED_NAME.match(row.cells["name"]):
            cause = f"«{row.cells['name']}» is still to be named: pages show it to readers"
            problems.append(row.problem("name", cause))
        elif key in lines:
            problems.append(row.problem("indicator", f"«{key}» is in line {lines[key]} already"))
        lines.setdefault(key, row.line)
    numbers = [replace(row, cells=_with_dots(row.cells)) for row in rows] if separator == SEMICOLON else rows
    problems += [problem for row in numbers for problem in _contradictions(row)]
    if not rows and not problems:
        problems.append(Problem("there is no indicator", file))
    if problems:
        raise InvalidInput(problems)
    header = tuple(rows[0].cells)
    return IndicatorList(file, (header, *(tuple(row.cells.values()) for row in numbers)), lines)


def _contradictions(row: Row) -> Iterator[Problem]:
    """Find a goal that the UN does not have, and a direction that bounds or thresholds contradict."""
    goal = row.cells["goal"]
    if goal and goal not in GOALS:
        yield row.problem("goal", f"«{goal}» is no goal: 1 to 17, or empty")
    direction = row.cells.get("direction", "")
    for worst, best in (("lower", "upper"), ("red", "green")):
        try:
            step = float(row.cells[best]) - float(row.cells[worst])
        except ValueError:
            continue
        if direction in BETTER and step * int(direction) < 0:
            yield row.problem(
                "direction",
                f"direction {direction} says {BETTER[direction]} is better, "
                f"and {worst} {row.cells[worst]} with {best} {row.cells[best]} says the opposite",
            )


def _separator(file: Path) -> str:
    """Return the sign between the columns; a spreadsheet in Norwegian saves semicolons and decimal commas."""
    header, _, _ = read_text(file).partition("\n")
    return SEMICOLON if header.count(SEMICOLON) > header.count(",") else ","


def _with_dots(cells: dict[str, str]) -> dict[str, str]:
    """Write decimal commas as dots; a cell that is a text keeps its commas."""
    return {
        name: cell.replace(",", ".") if DECIMAL_COMMA.match(cell) else cell for name, cell in cells.items()
    }
