"""`method.toml` into rules: every key has a default, and an unknown key or value is refused by name."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any

from loftet.editions.method_keys import KEYS, WrongValueError
from loftet.invalid_input import InvalidInput, Problem
from loftet.methods.rules import Method
from loftet.text_files.rows import read_text
from loftet.text_files.toml_lines import line_of, parse_toml

RULES: dict[str, type] = {part.name: type(getattr(Method(), part.name)) for part in fields(Method)}


def read_method(file: Path) -> Method:
    """Read a method; an empty file is the method of the defaults."""
    if not file.is_file():
        raise InvalidInput.because("there is no such file (an empty one would mean all defaults)", file=file)
    text = read_text(file)
    problems: list[Problem] = []
    rules: dict[str, Any] = {}
    for section, keys in parse_toml(text, file).items():
        if cause := _wrong_section(section, keys):
            problems.append(Problem(cause, file, line_of(text, section), section))
            continue
        chosen: dict[str, object] = {}
        for key, value in keys.items():
            try:
                chosen[key] = _reader(section, key)(value)
            except WrongValueError as wrong:
                column = f"{section}.{key}"
                problems.append(Problem(str(wrong), file, line_of(text, section, key), column))
        rules[section] = RULES[section](**chosen)
    if problems:
        raise InvalidInput(problems)
    return Method(**rules)


def _wrong_section(section: str, keys: object) -> str | None:
    if section not in KEYS:
        homes = [f"[{home}]" for home, readers in KEYS.items() if section in readers]
        return f"«{section}» is not a section" + _hint(section, KEYS, homes)
    return None if isinstance(keys, dict) else f"[{section}] must be a section with keys"


def _reader(section: str, key: str) -> Callable[[object], object]:
    readers = KEYS[section]
    if key in readers:
        return readers[key]
    homes = [f"[{home}]" for home, others in KEYS.items() if key in others]
    raise WrongValueError(f"«{key}» is not a key of [{section}]" + _hint(key, readers, homes))


def _hint(word: str, known: Mapping[str, object], homes: list[str]) -> str:
    if homes:
        return f" (it belongs to {' or '.join(homes)})"
    near = get_close_matches(word, known, n=1)
    return f" (is «{near[0]}» meant?)" if near else f"; there are {', '.join(known)}"


def plain(value: object) -> Any:
    """Return a rule as plain values, as TOML and JSON write them; None is ""."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in sorted(value.items())}
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value
