"""The rules of procurement as rows of `catalogue/procurement`: amounts, clauses, climate modes, rules."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from loftet.geography.cells import read_date, read_end
from loftet.invalid_input import InvalidInput, Problem
from loftet.methods.procurement.case import Buyer, Mode, Purchase
from loftet.methods.procurement.procedures import QUESTIONS, Procedure
from loftet.methods.procurement.rows import (
    EEA_LOCAL,
    EEA_SPECIAL,
    EEA_WORKS,
    LOWER_SCOPE,
    NATIONAL,
    STATE,
    UTILITIES,
    Amount,
    Clause,
    ClimateMode,
    DatedRow,
    Rule,
    RuleBook,
)
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import Row, nearest, read_rows, read_whole

FOLDER, AMOUNTS = "procurement", "thresholds.csv"
SOURCES = tuple(f"source_{one}" for one in LANGUAGES)
WARNINGS = tuple(f"warning_{one}" for one in LANGUAGES)
CHECKED = (*SOURCES, "url", "status", "checked_at")
PERIOD = ("valid_from", "valid_to")
AMOUNT_COLUMNS = ("valid_from", "amount_nok", "kind", "status", "checked_at")
AMOUNT_KINDS = (LOWER_SCOPE, NATIONAL, EEA_LOCAL, EEA_WORKS, EEA_SPECIAL, STATE, UTILITIES)
CLAUSE_COLUMNS = ("clause", "buyers", "kinds", "amount_nok", "over_months", *PERIOD, *WARNINGS, *CHECKED)
MODE_COLUMNS = (
    *("mode", "least_weight", "lowest_rank", "texts", "must_name", "weak_words", "code"),
    *(*PERIOD, *WARNINGS, *CHECKED),
)
RULE_COLUMNS = ("rule", "scopes", "notices", "value", *PERIOD, *CHECKED)
NAMES = tuple(f"name_{one}" for one in LANGUAGES)
PROCEDURE_COLUMNS = (
    *("procedure", "code", "scopes", "grounds", "must", "speaks_for", "speaks_against"),
    *("weeks_low", "weeks_high", "effort", *NAMES, "valid_from", *CHECKED),
)
ANSWERS = (*QUESTIONS, *(f"!{one}" for one in QUESTIONS))
PRIMARY, STATUSES = "primary", ("primary", "secondary")
ADDRESS = re.compile(r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:no|com|eu|org)\b")

Read = TypeVar("Read", bound=DatedRow)


@cache
def read_rule_book(catalogue: Path, table: Path | None = None) -> RuleBook:
    """Read all rows; a table of amounts of one's own takes the place of the catalogue's.

    Raises:
        InvalidInput: with file and line of every cell that cannot be used.
    """
    folder = catalogue / FOLDER
    return RuleBook(
        read_amounts(table or folder / AMOUNTS),
        _read(folder / "clauses.csv", CLAUSE_COLUMNS, _clause),
        _read(folder / "climate_modes.csv", MODE_COLUMNS, _mode),
        _read(folder / "rules.csv", RULE_COLUMNS, _rule),
    )


@cache
def read_procedures(catalogue: Path) -> tuple[Procedure, ...]:
    """Read the procedures.

    Raises:
        InvalidInput: with file and line of every cell that cannot be used.
    """
    return _read(catalogue / FOLDER / "procedures.csv", PROCEDURE_COLUMNS, _procedure)


@cache
def read_amounts(file: Path) -> tuple[Amount, ...]:
    """Read a table of amounts; a source is in the column `source`, or in one for each language.

    Raises:
        InvalidInput: with file and line of every cell that cannot be used, and of a row that is there twice.
    """
    problems: list[Problem] = []
    rows = read_rows(file, AMOUNT_COLUMNS, problems)
    if rows and "source" not in rows[0].cells and "source_en" not in rows[0].cells:
        problems.append(Problem("the column «source» or «source_en» is missing", file, 1))
    if not rows and not problems:
        problems.append(Problem("the table has no amounts", file))
    found = _kept(rows, _amount, problems)
    seen: dict[tuple[str, object], int] = {}
    for row, one in found:
        before = seen.setdefault((one.kind, one.valid_from), row.line)
        if before != row.line:
            cause = f"«{one.kind}» from {one.valid_from} is there already, on line {before}"
            problems.append(row.problem("kind", cause))
    if problems:
        raise InvalidInput(problems)
    return tuple(one for _, one in found)


def _read(file: Path, columns: Sequence[str], read: Callable[["_Cells"], Read | None]) -> tuple[Read, ...]:
    problems: list[Problem] = []
    found = _kept(read_whole(file, columns), read, problems)
    if problems:
        raise InvalidInput(problems)
    return tuple(one for _, one in found)


def _kept(
    rows: Sequence[Row], read: Callable[["_Cells"], Read | None], problems: list[Problem]
) -> list[tuple[Row, Read]]:
    found = []
    for row in rows:
        before = len(problems)
        one = read(_Cells(row, problems))
        if one is not None and len(problems) == before:
            found.append((row, one))
    return found


class _Cells:
    """The cells of a row, read one by one; what cannot be used is noted."""

    def __init__(self, row: Row, problems: list[Problem]) -> None:
        self.row, self.problems = row, problems

    def text(self, column: str) -> str:
        """Return a cell, or nothing where there is no such column."""
        return self.row.cells.get(column, "")

    def read(self, column: str, parse: Callable[[str], Any]) -> Any:
        """Return a cell as it is parsed, or None with a problem noted."""
        return self.row.take(column, parse, self.problems)

    def words(self, column: str, known: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the words of a cell, each of those that are known."""
        found = tuple(self.text(column).split())
        for word in found:
            if known and word not in known:
                self.problems.append(self.row.problem(column, f"«{word}» is not known{nearest(word, known)}"))
        return found

    def by_language(self, columns: Sequence[str]) -> Mapping[str, str]:
        """Return three cells by language; where there is one alone, it is that of each."""
        alone = self.text(columns[0].partition("_")[0])
        return {one: self.text(column) or alone for one, column in zip(LANGUAGES, columns, strict=True)}

    def dated(self) -> dict[str, Any]:
        """Return period and source of the row."""
        sources = self.by_language(SOURCES)
        return {
            "valid_from": self.read("valid_from", read_date),
            "valid_to": self.read("valid_to", read_end) if "valid_to" in self.row.cells else None,
            "sources": sources,
            "url": self.text("url") or _address(sources["en"]),
            "is_primary": self.read("status", _status) == PRIMARY,
            "checked_at": self.read("checked_at", read_date),
        }


def _amount(cells: _Cells) -> Amount:
    return Amount(kind=cells.read("kind", _kind), amount=cells.read("amount_nok", _kroner), **cells.dated())


def _clause(cells: _Cells) -> Clause:
    return Clause(
        clause=cells.text("clause"),
        buyers=frozenset(cells.words("buyers", list(Buyer))),
        kinds=frozenset(cells.words("kinds", list(Purchase))),
        amount=cells.read("amount_nok", _or_none(_kroner)),
        over_months=cells.read("over_months", _or_none(_number)),
        warnings=cells.by_language(WARNINGS),
        **cells.dated(),
    )


def _mode(cells: _Cells) -> ClimateMode:
    return ClimateMode(
        mode=next(iter(cells.words("mode", list(Mode))), ""),
        least_weight=cells.read("least_weight", _or_none(_number)),
        lowest_rank=cells.read("lowest_rank", _or_none(_whole)),
        texts=cells.words("texts", ("requirements", "justification")),
        must_name=tuple(filter(None, cells.text("must_name").split(";"))),
        weak_words=tuple(filter(None, cells.text("weak_words").split(";"))),
        code=cells.text("code"),
        warnings=cells.by_language(WARNINGS),
        **cells.dated(),
    )


def _rule(cells: _Cells) -> Rule:
    return Rule(
        rule=cells.text("rule"),
        scopes=frozenset(cells.words("scopes")),
        notices=frozenset(cells.words("notices")),
        value=cells.text("value"),
        **cells.dated(),
    )


def _procedure(cells: _Cells) -> Procedure:
    low, high, effort = (cells.read(one, _whole) for one in ("weeks_low", "weeks_high", "effort"))
    return Procedure(
        procedure=cells.text("procedure"),
        code=cells.text("code"),
        scopes=frozenset(cells.words("scopes")),
        grounds=cells.words("grounds", ANSWERS),
        must=cells.words("must", ANSWERS),
        speaks_for=cells.words("speaks_for", ANSWERS),
        speaks_against=cells.words("speaks_against", ANSWERS),
        weeks=(low, high),
        effort=effort,
        names=cells.by_language(NAMES),
        **cells.dated(),
    )


def _kind(text: str) -> str:
    """Return the kind of an amount; one that no rule reads may stand in a table, but no slip of the pen."""
    meant = [] if text in AMOUNT_KINDS else get_close_matches(text, AMOUNT_KINDS, n=1, cutoff=0.85)
    if meant:
        raise ValueError(f"«{text}» is no kind of amount; did you mean «{meant[0]}»?")
    if not text:
        raise ValueError("the kind of amount is missing")
    return text


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(f"«{text}» is not a whole number")
    return int(text)


def _kroner(text: str) -> Decimal:
    if not text.isdecimal() or int(text) == 0:
        raise ValueError(f"«{text}» is not an amount in whole kroner above 0")
    return Decimal(text)


def _number(text: str) -> Decimal:
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        raise ValueError(f"«{text}» is not a number")
    return Decimal(text)


def _or_none(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: parse(text) if text else None


def _status(text: str) -> str:
    if text not in STATUSES:
        raise ValueError(f"«{text}» is not one of {', '.join(STATUSES)}")
    return text


def _address(source: str) -> str:
    """Return the first site that a source names, where the table has no column of addresses."""
    found = ADDRESS.search(source)
    return f"https://{found[0]}" if found else ""
