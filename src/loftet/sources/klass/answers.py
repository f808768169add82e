"""Answers of KLASS, JSON or CSV, as records; an answer that is something else is refused with its place."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import TypeVar

import orjson

from loftet.geography.cells import read_date
from loftet.invalid_input import InvalidInput, Problem
from loftet.text_files.rows import nearest, numbered_records

CSV_ENCODING = "iso-8859-1"
SEPARATOR = ";"
NOT_PLACES = frozenset({"9999", "99"})  # «Uoppgitt»: figures that no place is known for
PAGE = re.compile(rb"^\s*<", re.ASCII)
ZIP_OR_OLD_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
Record = TypeVar("Record")


class Classification(IntEnum):
    """The classifications that are read, by their number in KLASS."""

    COUNTIES = 104
    KOSTRA_GROUPS = 112
    MUNICIPALITIES = 131
    KOSTRA_REGIONS = 231


CODE = {
    Classification.COUNTIES: (re.compile(r"^\d{2}$", re.ASCII), "two digits"),
    Classification.MUNICIPALITIES: (re.compile(r"^\d{4}$", re.ASCII), "four digits"),
    Classification.KOSTRA_GROUPS: (re.compile(r"^[A-Z]{2,5}\d{0,2}$", re.ASCII), "a code such as EKG01"),
    Classification.KOSTRA_REGIONS: (re.compile(r"^[A-Z0-9]{2,8}$", re.ASCII), "a code such as EAK or 3324"),
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code that is valid on the day asked for; the dates are given by some answers only."""

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class CodeChange:
    """One line of what changed; an empty old code is a beginning, an empty new one an end."""

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    occurred: date


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A code of one classification that goes with a code of another."""

    source_code: str
    source_name: str
    target_code: str
    target_name: str


def read_codes(data: bytes, kind: Classification, file: str | Path) -> tuple[Code, ...]:
    """Read the answer to `codesAt`; «Uoppgitt» is left out, for it is no place.

    Raises:
        InvalidInput: when the answer is not one of KLASS, or a code or a date in it is none.
    """

    def read(cells: _Cells) -> Code:
        start, end = cells.day("validFrom"), cells.day("validTo")
        if start and end and end <= start:
            cells.fault("validTo", f"the end {end} is not after the start {start}")
        return Code(cells.code("code", kind), cells.text("name"), start, end)

    found = _records(data, "codes", ("code", "name"), read, file)
    _demand_once([one.code for one in found], file)
    return tuple(one for one in found if one.code not in NOT_PLACES)


def read_changes(data: bytes, kind: Classification, file: str | Path) -> tuple[CodeChange, ...]:
    """Read the answer to `changes`.

    Raises:
        InvalidInput: when the answer is not one of KLASS, or a code or a date in it is none.
    """

    def read(cells: _Cells) -> CodeChange:
        old, new = cells.code("oldCode", kind, empty=True), cells.code("newCode", kind, empty=True)
        if not old and not new:
            cells.fault("newCode", "neither an old nor a new code is given")
        day = cells.day("changeOccurred")
        if day is None and not cells.text("changeOccurred"):
            cells.fault("changeOccurred", "the day of the change is empty")
        return CodeChange(old, cells.text("oldName"), new, cells.text("newName"), day or date.min)

    wanted = ("oldCode", "oldName", "newCode", "newName", "changeOccurred")
    found = _records(data, "codeChanges", wanted, read, file)
    return tuple(one for one in found if not NOT_PLACES & {one.old_code, one.new_code})


def read_correspondence(data: bytes, file: str | Path) -> tuple[Correspondence, ...]:
    """Read the answer to `correspondsAt`.

    Raises:
        InvalidInput: when the answer is not one of KLASS.
    """

    def read(cells: _Cells) -> Correspondence:
        names = ("sourceCode", "sourceName", "targetCode", "targetName")
        return Correspondence(*(cells.text(name) for name in names))

    return _records(data, "correspondenceItems", ("sourceCode", "targetCode"), read, file)


def _demand_once(codes: Sequence[str], file: str | Path) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise InvalidInput.because(f"the code {twice[0]} stands twice in the answer", file=file)


# --- one record -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cells:
    """The fields of one record, which remembers where it stands."""

    file: str | Path
    line: int | None
    where: str
    fields: Mapping[str, object]
    problems: list[Problem]

    def fault(self, field: str, cause: str) -> None:
        self.problems.append(Problem(cause, self.file, self.line, f"{self.where}{field}"))

    def text(self, field: str) -> str:
        value = self.fields.get(field)
        if value is not None and not isinstance(value, str):
            self.fault(field, f"«{value}» is not a text; codes and names are")
            return ""
        return unicodedata.normalize("NFC", value or "").strip()

    def code(self, field: str, kind: Classification, *, empty: bool = False) -> str:
        before = len(self.problems)
        told = self.text(field)
        pattern, words = CODE[kind]
        if not (empty and not told) and not pattern.match(told) and len(self.problems) == before:
            self.fault(field, f"«{told}» is not a code of {kind}: {words}")
        return told

    def day(self, field: str) -> date | None:
        told = self.text(field)
        try:
            return read_date(told) if told else None
        except ValueError as fault:
            self.fault(field, str(fault))
            return None


# --- the document ---------------------------------------------------------------------------------


def _records(
    data: bytes, key: str, wanted: Sequence[str], read: Callable[[_Cells], Record], file: str | Path
) -> tuple[Record, ...]:
    _demand_text(data, file)
    problems: list[Problem] = []
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    cells = _json(data, key, file, problems) if begins in (b"{", b"[") else _csv(data, wanted, file, problems)
    found = tuple(read(one) for one in cells)
    if problems:
        raise InvalidInput(problems)
    return found


def _demand_text(data: bytes, file: str | Path) -> None:
    if not data.strip():
        raise InvalidInput.because("the answer is empty", file=file)
    if PAGE.match(data):
        raise InvalidInput.because(
            "the answer is a web page or XML, where JSON or CSV was asked for", file=file
        )
    if data.startswith(ZIP_OR_OLD_EXCEL):
        raise InvalidInput.because("the file is a workbook, not JSON or CSV", file=file)


def _json(data: bytes, key: str, file: str | Path, problems: list[Problem]) -> Iterator[_Cells]:
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as fault:
        line = data[: fault.pos].count(b"\n") + 1
        raise InvalidInput.because(
            f"the answer is not whole JSON: {fault.msg}", file=file, line=line
        ) from None
    held = document.get(key) if isinstance(document, dict) else None
    if not isinstance(held, list):
        keys = list(document) if isinstance(document, dict) else []
        raise InvalidInput.because(f"the answer has no list «{key}»{nearest(key, keys)}", file=file)
    for position, one in enumerate(held):
        where = f"{key}[{position}]"
        if isinstance(one, dict):
            yield _Cells(file, None, f"{where}.", one, problems)
        else:
            problems.append(Problem(f"«{where}» is not an object", file))


def _csv(data: bytes, wanted: Sequence[str], file: str | Path, problems: list[Problem]) -> Iterator[_Cells]:
    """Read rows; KLASS leaves empty cells at the end of a row out, and the header names them all."""
    records = numbered_records(_decode(data), file, SEPARATOR)
    _line, header = next(records, (1, []))
    missing = [name for name in wanted if name not in header]
    if missing:
        cause = f"the column «{missing[0]}» is missing{nearest(missing[0], header)}"
        raise InvalidInput.because(cause, file=file, line=1)
    for line, cells in records:
        if len(cells) > len(header):
            problems.append(Problem(f"the row has {len(cells)} cells, the header {len(header)}", file, line))
        elif cells:
            yield _Cells(file, line, "", dict(zip(header, cells, strict=False)), problems)


def _decode(data: bytes) -> str:
    """Read UTF-8 where it says so by a mark or by being it beyond ASCII; KLASS sends ISO-8859-1."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(CSV_ENCODING)
