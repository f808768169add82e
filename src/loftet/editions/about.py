"""A study's description of itself: `about.toml`, optional."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from loftet.invalid_input import InvalidInput, Problem
from loftet.text_files.rows import read_text
from loftet.text_files.toml_lines import line_of, parse_toml

TEXTS = ("title", "publisher", "licence")


@dataclass(frozen=True, slots=True)
class About:
    """Title, publisher, licence; whether the figures are made up; when the place codes are valid.

    `others` holds the keys that only pages know; they travel unchanged.
    """

    title: str = ""
    publisher: str = ""
    licence: str = ""
    demo: bool = False
    codes_at: date | None = None
    others: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def read_about(file: Path) -> About:
    """Read `about.toml`; a study without it says nothing about itself."""
    if not file.exists():
        return About()
    text = read_text(file)
    tree = parse_toml(text, file)
    if problems := list(_problems(tree, text, file)):
        raise InvalidInput(problems)
    known = {key: tree[key] for key in (*TEXTS, "demo", "codes_at") if key in tree}
    others = {key: value for key, value in tree.items() if key not in known}
    return About(**known, others=MappingProxyType(others))


def _problems(tree: Mapping[str, Any], text: str, file: Path) -> list[Problem]:
    wrong = [(key, "must be a text") for key in TEXTS if not isinstance(tree.get(key, ""), str)]
    if not isinstance(tree.get("demo", False), bool):
        wrong.append(("demo", "must be true or false"))
    when = tree.get("codes_at", date.min)
    if not isinstance(when, date) or isinstance(when, datetime):
        wrong.append(("codes_at", "must be a date such as 2024-01-01"))
    return [Problem(cause, file, line_of(text, key), key) for key, cause in wrong]
