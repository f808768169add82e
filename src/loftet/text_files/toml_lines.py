"""TOML texts with the line of each key, so that a complaint can name it."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from loftet.invalid_input import InvalidInput
from loftet.text_files.rows import read_text

Keys = tuple[str | int, ...]

FAULT = re.compile(r"(?P<cause>.*?) ?\(at (?:line (?P<line>\d+), column \d+|end of document)\)")
HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
ASSIGNMENT = re.compile(r"""^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
DAY = re.compile(r"\s*\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*\.?""")


def read_toml(file: Path) -> dict[str, Any]:
    """Read a small TOML file.

    Raises:
        InvalidInput: when it is missing, cannot be read or is not TOML.
    """
    return parse_toml(read_text(file), file)


def parse_toml(text: str, file: Path, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """Parse a TOML text, or refuse it with the line where it breaks."""
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except tomllib.TOMLDecodeError as error:
        found = FAULT.fullmatch(str(error))
        cause = found["cause"] if found else str(error)
        line = int(found["line"]) if found and found["line"] else text.count("\n") + 1
        cause += _cure(text, line)
        raise InvalidInput.because(f"is not TOML: {cause}", file=file, line=line) from error
    except RecursionError as error:
        raise InvalidInput.because("is not TOML: tables are nested too deep", file=file) from error
    except (ValueError, ArithmeticError) as error:  # a number of thousands of digits
        raise InvalidInput.because(f"is not TOML: {error}", file=file) from error


def _cure(text: str, line: int) -> str:
    """Return in plain words what is wrong with a line, where that is one of the usual slips."""
    written = next(iter(text.splitlines()[line - 1 : line]), "")
    _, _, value = written.partition("=")
    if re.match(r'\s*"[^"]*\\[^"]*"', value):
        return "; a backslash does not stand in quotation marks: write / in paths"
    if DAY.match(value):
        return "; a day is written 2024-01-01"
    if re.match(r'\s*"[^"]*$', value):
        return "; the text has no closing quotation mark"
    return ""


def line_of(text: str, *keys: str) -> int | None:
    """Find the line of a key, given as the tables around it and its own name, or of a table's first mention.

    >>> line_of("[rank]\\nties = 'min'\\n", "rank", "ties")
    2
    >>> line_of("title = 'x'\\nrank.ties = 'min'\\n", "rank")
    2
    """
    lines = (line for known, line in key_lines(text).items() if known[: len(keys)] == keys)
    return min(lines, default=None)


def key_lines(text: str) -> dict[Keys, int]:
    """Find the line on which each key of a TOML text stands.

    >>> key_lines("[a]\\nx = 1\\n[[b]]\\ny = 2\\n[[b]]\\n")
    {('a',): 1, ('a', 'x'): 2, ('b', 0): 3, ('b', 0, 'y'): 4, ('b', 1): 5}
    """
    found: dict[Keys, int] = {}
    counts: dict[Keys, int] = {}
    table: Keys = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            table = _with_positions(_split(header[2]), counts, new=header[1] == "[[")
            found.setdefault(table, number)
        elif assignment := ASSIGNMENT.match(line):
            found.setdefault((*table, *_split(assignment[1])), number)
    return found


def _split(dotted: str) -> Keys:
    return tuple(next(part for part in match if part) for match in KEY.findall(dotted) if any(match))


def _with_positions(keys: Keys, counts: dict[Keys, int], *, new: bool) -> Keys:
    """Write `series.sum` under the third `[[series]]` as series, 2, sum."""
    path: Keys = ()
    for depth, key in enumerate(keys, start=1):
        path = (*path, key)
        if new and depth == len(keys):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
