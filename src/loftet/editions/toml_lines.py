"""TOML files with the line of each key, so that a complaint can name it."""

import re
import tomllib
from pathlib import Path
from typing import Any

from loftet.refused import Refused

PLACE = re.compile(r"(?P<cause>.*?) ?\(at (?:line (?P<line>\d+), column \d+|end of document)\)")
SECTION = re.compile(r"\s*\[\s*(?P<name>[^\[\]]+?)\s*\]\s*(?:#.*)?$")


def read_toml(text: str, file: Path) -> dict[str, Any]:
    """Parse a TOML text, or refuse it with the line where it breaks."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = PLACE.fullmatch(str(error))
        cause = found["cause"] if found else str(error)
        line = int(found["line"]) if found and found["line"] else text.count("\n") + 1
        raise Refused.because(f"is not TOML: {cause}", file=file, line=line) from error


def line_of(text: str, section: str, key: str = "") -> int | None:
    """Find the line of a key in a section ("" = before the first), or of the section's header.

    >>> line_of("[rank]\\nties = 'min'\\n", "rank", "ties")
    2
    >>> line_of("rank.ties = 'min'\\n", "rank", "ties")
    1
    """
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := SECTION.match(line):
            current = header["name"].strip("\"'")
            if not key and current.split(".")[0].strip() == section:
                return number
            if key and [part.strip() for part in current.split(".")] == [section, key]:
                return number
        elif _assigns(line, current, section, key):
            return number
    return None


def _assigns(line: str, current: str, section: str, key: str) -> bool:
    left = line.partition("=")[0]
    path = [part.strip().strip("\"'") for part in left.split(".")]
    whole = ([current] if current else []) + path
    wanted = [part for part in (section, key) if part]
    return "=" in line and whole[: len(wanted)] == wanted
