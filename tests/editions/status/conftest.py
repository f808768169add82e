"""Small studies for tests: a few places and indicators, and what the engine makes of them."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from loftet.editions.build import Status, compute_status
from loftet.editions.frames import Frame
from loftet.editions.study import Study, read_study

Row = Mapping[str, object]

PLACE = {"name": "", "group": "", "ranked": 1, "tags": ""}
INDICATOR = {
    "indicator": "x",
    "name": "",
    "goal": "1",
    "weight": 1,
    "lower": 0,
    "red": "",
    "green": "",
    "upper": 100,
    "applies_to": "",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, asked row by row; the cells are as CSV prints them."""

    status: Status

    def indicator(self, place: str, indicator: str = "x") -> dict[str, str]:
        return _row(self.status.indicator_scores, place=place, indicator=indicator)

    def goal(self, place: str, goal: str = "1") -> dict[str, str]:
        return _row(self.status.goal_scores, place=place, goal=goal)

    def index(self, place: str) -> dict[str, str]:
        return _row(self.status.index, place=place)

    def column(self, name: str, indicator: str = "x") -> list[str]:
        """Return one column of an indicator, in the order of the places."""
        return [self.indicator(place, indicator)[name] for place in self.status.study.places.codes]


def _row(frame: Frame, **key: str) -> dict[str, str]:
    columns = {name: column.printed() for name, column in frame.columns.items()}
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    (found,) = [row for row in rows if all(row[name] == cell for name, cell in key.items())]
    return found


def _write(file: Path, rows: Sequence[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def make_study(tmp_path: Path) -> Callable[..., Study]:
    """Write and read a study: indicators as changes to a plain one, observations as tuples."""

    def make(
        indicators: Iterable[Row],
        observations: Iterable[Sequence[object]],
        places: Iterable[Row] | None = None,
        method: str = "",
    ) -> Study:
        rows = [
            dict(zip(("place", "indicator", "year", "value", "status"), row, strict=False))
            for row in observations
        ]
        if places is None:
            places = [{"place": place} for place in sorted({str(row["place"]) for row in rows})]
        _write(tmp_path / "places.csv", [{"place": row["place"], **PLACE, **row} for row in places])
        _write(tmp_path / "indicators.csv", [{**INDICATOR, **row} for row in indicators])
        _write(tmp_path / "observations.csv", rows)
        (tmp_path / "method.toml").write_text(method, encoding="utf-8")
        return read_study(tmp_path)

    return make


@pytest.fixture
def ask(make_study: Callable[..., Study]) -> Callable[..., Answer]:
    """Make a study and compute its status; observations may be plain values of x by place in 2020."""

    def answer(
        indicators: Iterable[Row],
        observations: Iterable[Sequence[object]] | Mapping[str, object],
        *,
        year: int | None = None,
        **others: Any,
    ) -> Answer:
        if isinstance(observations, Mapping):
            observations = [(place, "x", 2020, value) for place, value in observations.items()]
        return Answer(compute_status(make_study(indicators, observations, **others), year))

    return answer
