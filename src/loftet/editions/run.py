"""The run behind an edition, read from its own record: by which rules, from how much, by which release."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from loftet.editions.stamp import EDITIONS, RECORD
from loftet.methods.rules import Method


@dataclass(frozen=True, slots=True)
class MethodRule:
    """One choice of a method, as `method.toml` writes it: its section, its key and its value."""

    section: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Run:
    """The run that made an edition; `ranked` of `places` are measured, the others are only shown."""

    release: str
    content: str
    method: Method
    rules: tuple[MethodRule, ...]
    places: int
    ranked: int
    indicators: int
    observations: int


def read_run(root: Path, edition_id: str) -> Run:
    """Read the record of an edition; a rule that it does not name has its default."""
    record = json.loads((root / EDITIONS / edition_id / RECORD).read_text(encoding="utf-8"))
    rules = record["method"]
    return Run(
        release=record["loftet"],
        content=record["content_hash"],
        method=Method(
            **{
                part.name: _section(getattr(Method(), part.name), rules.get(part.name, {}))
                for part in fields(Method)
            }
        ),
        rules=tuple(
            MethodRule(section, key, json.dumps(value, ensure_ascii=False))
            for section, keys in rules.items()
            for key, value in keys.items()
        ),
        **{name: record["rows"][name] for name in ("places", "ranked", "indicators", "observations")},
    )


def _section(default: Any, written: Mapping[str, object]) -> Any:
    known = {part.name: getattr(default, part.name) for part in fields(default)}
    return type(default)(**{key: _value(known[key], value) for key, value in written.items() if key in known})


def _value(default: object, written: object) -> object:
    """Return a value of a record as the rules hold it: words of an enum, None for an empty text, tuples."""
    if isinstance(default, StrEnum):
        return type(default)(str(written))
    if isinstance(written, list):
        words = default[0] if isinstance(default, tuple) and default else None
        return tuple(_value(words, one) if isinstance(words, StrEnum) else one for one in written)
    return None if written == "" else written
