"""Outlines as they lie in the data folder, with where they came from; what a page reads."""

from dataclasses import dataclass
from pathlib import Path

import orjson

from loftet.geography.outlines import Outlines

FILE = "outlines.json"


@dataclass(frozen=True, slots=True)
class KeptOutlines:
    """Outlines, their source and their terms."""

    outlines: Outlines
    source: str
    licence: str


def read_kept(data: Path) -> KeptOutlines | None:
    """Read the outlines in the data folder; none before they are fetched."""
    file = data / FILE
    if not file.is_file():
        return None
    kept = orjson.loads(file.read_bytes())
    drawn = Outlines(kept["width"], kept["height"], kept["paths"])
    return KeptOutlines(drawn, kept["source"], kept["licence"])
