"""A study: places, indicators, observations and the method, read from a folder and checked as a whole."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from loftet.editions.about import About, read_about
from loftet.editions.content import content_hash
from loftet.editions.indicators import INDICATOR_COLUMNS, Indicators, read_indicators
from loftet.editions.method import read_method
from loftet.editions.method_fit import unfit
from loftet.editions.observations import OBSERVATION_COLUMNS, Observations, read_observations
from loftet.editions.places import PLACE_COLUMNS, Places, read_places
from loftet.editions.tables import Table, find_table, read_table
from loftet.invalid_input import InvalidInput, Problem
from loftet.methods.rules import Method

__all__ = ["Study", "Table", "read_study"]

Part = TypeVar("Part")


@dataclass(frozen=True)
class Study:
    """All that a status mapping needs. The rows of all three tables are in the order of their keys."""

    folder: Path
    method: Method
    about: About
    places: Places
    indicators: Indicators
    observations: Observations

    @cached_property
    def content_hash(self) -> str:
        """Return the SHA-256 of the content: the same in whatever order, encoding or format the files are."""
        tables = (self.places.table, self.indicators.table, self.observations.table)
        return content_hash(tables, self.method, self.about)


@dataclass(frozen=True, slots=True)
class _Attempts:
    """A reader of part after part, which collects problems until the end."""

    problems: list[Problem] = field(default_factory=list)

    def __call__(self, read: Callable[[], Part]) -> Part | None:
        try:
            return read()
        except InvalidInput as refused:
            self.problems.extend(refused.problems)
            return None

    def kept(self, part: tuple[Part, list[Problem]]) -> Part:
        self.problems.extend(sorted(part[1], key=lambda problem: problem.line or 0))
        return part[0]


def read_study(folder: Path, method: Path | None = None) -> Study:
    """Read a study, with its own method or the one in another file; refuse it with all that is wrong."""
    if not folder.is_dir():
        raise InvalidInput.because("there is no such folder", file=folder)
    attempt = _Attempts()
    method_file = method or folder / "method.toml"
    rules = attempt(partial(read_method, method_file))
    about = attempt(partial(read_about, folder / "about.toml"))
    tables = [
        attempt(partial(_table, folder, name, columns))
        for name, columns in (
            ("places", PLACE_COLUMNS),
            ("indicators", INDICATOR_COLUMNS),
            ("observations", OBSERVATION_COLUMNS),
        )
    ]
    places = None if tables[0] is None else attempt.kept(read_places(tables[0]))
    indicators = None if tables[1] is None else attempt.kept(read_indicators(tables[1]))
    observations = None
    if places is not None and indicators is not None:
        if tables[2] is not None:
            observations = attempt.kept(read_observations(tables[2], places, indicators))
        if rules is not None:
            attempt.problems.extend(unfit(rules, method_file, places, indicators))
    if attempt.problems:
        raise InvalidInput(attempt.problems)
    # Nothing is absent without a problem that says so.
    assert rules is not None
    assert about is not None
    assert places is not None
    assert indicators is not None
    assert observations is not None
    return Study(folder, rules, about, places, indicators, observations)


def _table(folder: Path, name: str, columns: tuple[str, ...]) -> Table:
    return read_table(find_table(folder, name), columns)
