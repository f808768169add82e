"""The list of persons who were erased, beside the database: a restored backup brings them back.

A line holds the number of a row, when the row was made, and when it was emptied: nothing that names anybody.
The first two together tell the person from another who got the same number after a restore.
"""

import logging
import os
from datetime import datetime
from pathlib import Path

FILE = "erased.csv"
logger = logging.getLogger(__name__)

Line = tuple[int, datetime, datetime]


def add_line(data: Path, number: int, created: datetime, erased: datetime) -> None:
    """Add a person to the list; a list that cannot be written is told of, and stops nobody's erasing."""
    line = f"{number},{created.isoformat()},{erased.isoformat()}\n".encode()
    try:
        descriptor = os.open(data / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as fault:
        logger.error("the list of erased persons was not written: %s", fault.strerror)


def read_lines(data: Path) -> tuple[Line, ...]:
    """Return the persons of the list; a line that is not whole is left out."""
    try:
        content = (data / FILE).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ()
    return tuple(line for text in content.splitlines() if (line := _line(text)) is not None)


def merged(first: bytes, second: bytes) -> bytes:
    """Return two lists as one, each line once."""
    return b"".join(dict.fromkeys(line + b"\n" for line in (first + b"\n" + second).splitlines() if line))


def _line(text: str) -> Line | None:
    cells = text.split(",")
    try:
        return int(cells[0]), datetime.fromisoformat(cells[1]), datetime.fromisoformat(cells[2])
    except (ValueError, IndexError):
        return None
