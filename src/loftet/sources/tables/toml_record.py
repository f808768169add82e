"""TOML read into frozen dataclasses: each key known, each value of its type, each fault with its line."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from loftet.geography.cells import read_date
from loftet.invalid_input import InvalidInput, Problem
from loftet.text_files.rows import nearest, read_text
from loftet.text_files.toml_lines import Keys, key_lines, parse_toml

Record = TypeVar("Record")

PLAIN: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    Decimal: "a number",
    date: "a date",
}


class IsoDay(date):
    """A day that may be written as a TOML date or as text, YYYY-MM-DD."""


class Tally(Decimal):
    """A number of things, or true and false for some and none."""


class Listed(Tally):
    """A number of things, whether there are any, or the list of them."""


class Fault(ValueError):  # noqa: N818 - a verdict on the input
    """A value of the wrong type; the reader knows where it stands."""


@dataclass(frozen=True, slots=True)
class TomlDocument:
    """A TOML file and the line of each of its keys."""

    file: Path
    lines: Mapping[Keys, int]

    def problem(self, cause: str, keys: Keys) -> Problem:
        """Name a fault at a key, or at the nearest table around it."""
        known = (self.lines[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in self.lines)
        return Problem(cause, self.file, next(known, None), dotted(keys) or None)


def read_record(file: Path, kind: type[Record]) -> tuple[Record, TomlDocument]:
    """Read a TOML file as one record."""
    text = read_text(file)
    raw = parse_toml(text, file, Decimal)
    document = TomlDocument(file, key_lines(text))
    reader = _Reader(document, [])
    record = reader.record(kind, raw, ())
    if reader.problems:
        raise InvalidInput(reader.problems)
    return record, document


def dotted(keys: Keys) -> str:
    """Write where a key stands, as a reader of the file would say it.

    >>> dotted(("series", 2, "sum", "absent"))
    'series[3].sum.absent'
    """
    text = ""
    for key in keys:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}"
    return text.lstrip(".")


@dataclass(frozen=True, slots=True)
class _Reader:
    document: TomlDocument
    problems: list[Problem]

    def note(self, cause: str, keys: Keys) -> None:
        """Add a problem at a key."""
        self.problems.append(self.document.problem(cause, keys))

    def record(self, kind: type[Record], raw: Mapping[str, Any], keys: Keys) -> Record:
        """Read a table as a record; faults are noted, and the record is then not to be used."""
        assert is_dataclass(kind)
        hints, names = get_type_hints(kind), [field.name for field in fields(kind)]
        for key in raw:
            if key not in names:
                self.note(f"the key «{key}» is not known here{nearest(key, names)}", (*keys, key))
        values: dict[str, Any] = {}
        for field in fields(kind):
            if field.name in raw:
                values[field.name] = self.value(hints[field.name], raw[field.name], (*keys, field.name))
            elif field.default is MISSING and field.default_factory is MISSING:
                self.note(f"the key «{field.name}» is missing", keys)
                values[field.name] = None
        return kind(**values)

    def value(self, kind: Any, raw: Any, keys: Keys) -> Any:
        """Read one value; a fault is noted and gives nothing."""
        try:
            return self.convert(kind, raw, keys)
        except Fault as fault:
            self.note(str(fault), keys)
            return None

    def convert(self, kind: Any, raw: Any, keys: Keys) -> Any:
        """Convert a TOML value to the type that the record asks for."""
        origin, inner = get_origin(kind), get_args(kind)
        if NoneType in inner:
            return self.convert(next(part for part in inner if part is not NoneType), raw, keys)
        if origin is tuple:
            return self._many(inner[0], raw, keys)
        if origin is Mapping:
            _demand(isinstance(raw, dict), "a table", raw)
            return {key: self.value(inner[1], item, (*keys, key)) for key, item in raw.items()}
        if is_dataclass(kind):
            _demand(isinstance(raw, dict), "a table", raw)
            return self.record(kind, raw, keys)  # type: ignore[arg-type]
        if issubclass(kind, Enum):
            return _choice(kind, raw)
        return _plain(kind, raw)

    def _many(self, kind: Any, raw: Any, keys: Keys) -> tuple[Any, ...]:
        if kind is str and isinstance(raw, str):  # one text stands for a list of one
            return (raw,)
        _demand(isinstance(raw, list), "a list", raw)
        return tuple(self.value(kind, item, (*keys, position)) for position, item in enumerate(raw))


def _plain(kind: type, raw: Any) -> Any:
    if kind is IsoDay:
        return _iso_day(raw)
    if kind is Listed and isinstance(raw, list):
        return Decimal(len(raw))
    if issubclass(kind, Tally):
        return _plain(Decimal, int(raw) if isinstance(raw, bool) else raw)
    if kind is Decimal and isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw)
    _demand(isinstance(raw, kind) and not isinstance(raw, datetime), PLAIN[kind], raw)
    _demand(kind is bool or not isinstance(raw, bool), PLAIN[kind], raw)
    _demand(not isinstance(raw, Decimal) or raw.is_finite(), PLAIN[kind], raw)  # TOML knows nan and inf
    return raw


def _iso_day(raw: Any) -> date:
    if not isinstance(raw, str):
        day: date = _plain(date, raw)
        return day
    try:
        return read_date(raw)
    except ValueError as fault:
        raise Fault(str(fault)) from None


def _choice(kind: type[Enum], raw: Any) -> Enum:
    words = [member.value for member in kind]
    if raw in words:
        return kind(raw)
    raise Fault(f"«{raw}» is not one of {', '.join(words)}{nearest(str(raw), words)}")


def _demand(holds: bool, wanted: str, raw: Any) -> None:
    if not holds:
        raise Fault(f"«{raw}» is not {wanted}")
