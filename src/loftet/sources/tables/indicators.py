"""The indicators of a study, taken from the CSV file that lies beside the recipe."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loftet.geography.rows import nearest, read_rows
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.tables.recipe import SeriesPart
from loftet.sources.tables.toml_record import TomlDocument

COLUMNS = ("indicator", "name", "goal", "weight", "lower", "red", "green", "upper", "applies_to")
KEY = re.compile(r"^[A-Za-z][A-Za-z0-9_-]{0,60}$")


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """The rows of the file as they stand, header first, and the indicators in their order."""

    file: Path
    rows: tuple[tuple[str, ...], ...]
    lines: dict[str, int]

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
    rows = read_rows(file, COLUMNS, problems)
    lines: dict[str, int] = {}
    for row in rows:
        key = row.cells["indicator"]
        if not KEY.match(key):
            cause = f"«{key}» is not a key: a letter, then letters, digits, _ or -, at most 61 signs"
            problems.append(row.problem("indicator", cause))
        elif key in lines:
            problems.append(row.problem("indicator", f"«{key}» is in line {lines[key]} already"))
        lines.setdefault(key, row.line)
    if not rows and not problems:
        problems.append(Problem("there is no indicator", file))
    if problems:
        raise InvalidInput(problems)
    header = tuple(rows[0].cells)
    return IndicatorList(file, (header, *(tuple(row.cells.values()) for row in rows)), lines)
