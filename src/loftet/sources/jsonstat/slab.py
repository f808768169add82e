"""The long array of values, cut out of a document and read piece by piece.

As Python objects five million numbers take 160 MB at once; in pieces they never do. Whatever is unusual
about the array (signs among the numbers, nesting, a fault) is left to the plain way of reading.
"""

import re
from dataclasses import dataclass
from uuid import uuid4

import numpy as np
import orjson

from loftet.sources.jsonstat.cube import Floats

LEAST = 100_000  # bytes; a shorter array is read with the rest of its document
PIECE = 250_000
KEY = b'"value"'
OPENING = re.compile(rb"\s*:\s*\[")
NUMBERS = frozenset({int, float, type(None)})


@dataclass(frozen=True, slots=True)
class Slab:
    """A document without its values, a token where they stood, and the numbers themselves."""

    rest: bytes
    token: str
    numbers: Floats


def cut_values(data: bytes) -> Slab | None:
    """Cut the one array called `value` out of a document; none when that is not plainly possible.

    >>> cut_values(b'{"value": [1, 2]}') is None  # too short to be worth it
    True
    """
    start = _only_opening(data)
    end = data.find(b"]", start) if start else 0
    if end - start < LEAST or (numbers := _numbers(data, start, end)) is None:
        return None
    token = uuid4().hex
    return Slab(data[:start] + f'"{token}"'.encode() + data[end:], token, numbers)


def _only_opening(data: bytes) -> int:
    """Find where the array begins; 0 when there is none, or more than one that may be meant."""
    opening = place = 0
    while (place := data.find(KEY, place)) >= 0:
        place += len(KEY)
        if found := OPENING.match(data, place):
            if opening:
                return 0
            opening = found.end()
    return opening


def _numbers(data: bytes, start: int, end: int) -> Floats | None:
    """Read the numbers between two places; JSON is judged as strictly as in a whole document."""
    numbers = np.empty(data.count(b",", start, end) + 1)
    filled = 0
    while start < end:
        stop = end if end - start <= PIECE else data.find(b",", start + PIECE, end)
        stop = end if stop < 0 else stop
        try:
            piece = orjson.loads(b"[" + data[start:stop] + b"]")
        except orjson.JSONDecodeError:
            return None
        if not NUMBERS.issuperset(set(map(type, piece))) or filled + len(piece) > len(numbers):
            return None
        numbers[filled : filled + len(piece)] = piece
        filled += len(piece)
        start = stop + 1
    # A comma at the very end would leave one number short of the commas.
    return numbers if filled == len(numbers) else None
