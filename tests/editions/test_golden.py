"""Published indices: what the engine computes must agree with what was printed."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from loftet.editions.build import Status, compute_status
from loftet.editions.status import Format, write_status
from loftet.editions.study import read_study

pytestmark = pytest.mark.shared

GOLDEN = Path(__file__).parents[3] / "shared" / "data" / "golden"
KEYS = {
    "indicator_scores": ("place", "indicator"),
    "goal_scores": ("place", "goal"),
    "index": ("place",),
}
WORDS = ("colour", "trend", "rank")


@dataclass(frozen=True, slots=True)
class Run:
    """One line of runs.csv."""

    study: str
    method: str
    year: str
    expected: str


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def runs() -> list[Run]:
    file = GOLDEN / "runs.csv"
    return [Run(**row) for row in rows(file)] if file.is_file() else []


def compute(run: Run) -> Status:
    folder = GOLDEN / run.study
    study = read_study(folder, folder / run.method)
    return compute_status(study, int(run.year) if run.year else None)


def by_key(table: list[dict[str, str]], keys: tuple[str, ...]) -> dict[tuple[str, ...], dict[str, str]]:
    return {tuple(row[key] for key in keys): row for row in table}


def tolerance(allowed: Mapping[str, object], table: str) -> float:
    stated = allowed["score_tol"]
    if isinstance(stated, dict):
        return float(stated[table])
    assert isinstance(stated, int | float)
    return float(stated)


def differs(column: str, published: str, ours: str, tolerated: float) -> bool:
    if published == "none":
        return ours != ""
    if ours == "":
        return True
    if column in ("score", "value", "coverage"):
        return abs(float(published) - float(ours)) > tolerated
    return published != ours


@pytest.mark.parametrize("run", runs(), ids=lambda run: f"{run.study}-{run.expected}")
def test_a_published_index_is_reproduced_within_its_tolerance(run: Run, tmp_path: Path, shared: Path) -> None:
    write_status(compute(run), tmp_path / "out", Format.CSV)
    expected = GOLDEN / run.study / run.expected
    allowed = json.loads((expected / "tolerances.json").read_text(encoding="utf-8"))
    mismatches = dict.fromkeys(("score", *WORDS, "year", "imputed", "coverage"), 0)
    compared = 0
    for table, keys in KEYS.items():
        if not (expected / f"{table}.csv").is_file():
            continue
        ours = by_key(rows(tmp_path / "out" / f"{table}.csv"), keys)
        for row in rows(expected / f"{table}.csv"):
            own = ours.get(tuple(row[key] for key in keys), {})
            for column in row.keys() - set(keys):
                if row[column] == "":
                    continue
                compared += 1
                mismatches[column] += differs(
                    column, row[column], own.get(column, ""), tolerance(allowed, table)
                )
    assert compared > 2000
    permitted = {f"{word}": allowed[f"max_{word}_mismatches"] for word in WORDS}
    assert {name: number for name, number in mismatches.items() if number > permitted.get(name, 0)} == {}
