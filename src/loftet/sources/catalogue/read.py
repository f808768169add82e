"""A reader of the catalogue's files, which refuses them with every problem named."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.catalogue import cells
from loftet.sources.catalogue.fields import Fields
from loftet.sources.catalogue.indicator import INDICATOR_COLUMNS, read_indicator
from loftet.sources.catalogue.kpi import KPI_COLUMNS, read_kpi
from loftet.sources.catalogue.record import Catalogue, CatalogueIndicator, Kpi, SdgTarget
from loftet.text_files.rows import Row, nearest, read_rows

GOALS, TARGETS, INDICATORS = "goals.csv", "targets.csv", "indicators.csv"
TEXTS, U4SSC = "indicator_texts.csv", "u4ssc.csv"
TARGET_COLUMNS = ("target", "goal", "name_nb", "name_nn", "name_en")
TEXT_COLUMNS = ("indicator", "name_nb", "name_nn", "name_en", "about_nb", "about_nn", "about_en")

Record = TypeVar("Record")


def read_catalogue(folder: Path) -> Catalogue:
    """Read goals, targets, indicators with their texts, and the U4SSC set.

    Raises:
        InvalidInput: with file, line and column of every cell that cannot be used.
    """
    problems: list[Problem] = []
    goals = tuple(row.cells["goal"] for row in read_rows(folder / GOALS, ("goal",), problems))
    targets = _read(folder / TARGETS, TARGET_COLUMNS, lambda fields: _target(fields, goals), problems)
    indicators = _indicators(folder, {target.key: target for target in targets}, problems)
    kpis = _read(folder / U4SSC, KPI_COLUMNS, lambda fields: read_kpi(fields, goals), problems)
    _check_aliases(folder / U4SSC, kpis, problems)
    if problems:
        raise InvalidInput(problems)
    return Catalogue(folder, goals, targets, indicators, kpis)


def _read(
    file: Path,
    columns: Sequence[str],
    read: Callable[[Fields], Record | None],
    problems: list[Problem],
) -> tuple[Record, ...]:
    rows = read_rows(file, columns, problems)
    _check_once(rows, columns[0], problems)
    records = (read(Fields(row, problems)) for row in rows)
    return tuple(record for record in records if record is not None)


def _check_once(rows: Sequence[Row], column: str, problems: list[Problem]) -> None:
    lines: dict[str, int] = {}
    for row in rows:
        first = lines.setdefault(row.cells[column], row.line)
        if first != row.line:
            problems.append(row.problem(column, f"«{row.cells[column]}» is in line {first} already"))


def _target(fields: Fields, goals: Sequence[str]) -> SdgTarget | None:
    target = SdgTarget(
        fields.take("target", cells.read_target),
        fields.take("goal", cells.read_text),
        fields.words("name", cells.read_name),
    )
    if fields.whole and target.goal not in goals:
        fields.refuse("goal", f"«{target.goal}» is not a goal{nearest(target.goal, goals)}")
    elif fields.whole and target.key.split(".")[0] != target.goal:
        fields.refuse("goal", f"target {target.key} does not belong to goal {target.goal}")
    return target if fields.whole else None


def _indicators(
    folder: Path, targets: Mapping[str, SdgTarget], problems: list[Problem]
) -> tuple[CatalogueIndicator, ...]:
    texts = read_rows(folder / TEXTS, TEXT_COLUMNS, problems)
    _check_once(texts, "indicator", problems)
    by_key = {row.cells["indicator"]: row for row in texts}
    seen: set[str] = set()

    def read(facts: Fields) -> CatalogueIndicator | None:
        key = facts.row.cells["indicator"]
        seen.add(key)
        if not by_key:
            return None  # the texts cannot be read, which is told already
        if key not in by_key:
            facts.refuse("indicator", f"«{key}» has no row in {TEXTS}{nearest(key, list(by_key))}")
            return None
        return read_indicator(facts, Fields(by_key[key], problems), targets)

    indicators = _read(folder / INDICATORS, INDICATOR_COLUMNS, read, problems)
    for key in sorted(by_key.keys() - seen) if seen else ():
        cause = f"«{key}» has no row in {INDICATORS}{nearest(key, sorted(seen))}"
        problems.append(by_key[key].problem("indicator", cause))
    return indicators


def _check_aliases(file: Path, kpis: Sequence[Kpi], problems: list[Problem]) -> None:
    codes = {kpi.code for kpi in kpis}
    for kpi in kpis:
        for alias in codes.intersection(kpi.aliases):
            problems.append(Problem(f"the alias {alias} of {kpi.code} is itself a code", file))
