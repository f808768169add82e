"""Panels as CSV text, for tests of `loftet effect`."""

import csv
import io
from collections.abc import Iterable

import numpy as np

HEADER = ("place", "year", "value", "treated_from")
Rows = list[list[str]]


def rows_of(
    places: int = 30,
    years: int = 10,
    treated: dict[int, int] | None = None,
    shift: float = 0.0,
    seed: int = 1,
    unit: float = 1.0,
    level: float = 0.0,
) -> Rows:
    """Return the rows of a made-up panel from 2010 on; `treated` holds the first treated year by position."""
    rng = np.random.default_rng(seed)
    common = rng.normal(0, 0.5, years).cumsum()
    values = rng.normal(0, 3, (places, 1)) + common + 0.5 * rng.normal(size=(places, years))
    starts = {0: 2017} if treated is None else treated
    rows = []
    for place in range(places):
        for year in range(years):
            start = starts.get(place)
            moved = shift if start is not None and 2010 + year >= start else 0.0
            value = level + unit * (values[place, year] + moved)
            rows.append(
                [f"p{place:03}", str(2010 + year), repr(float(value)), "" if start is None else str(start)]
            )
    return rows


def text_of(rows: Iterable[Iterable[str]], header: Iterable[str] = HEADER, end: str = "\n") -> str:
    """Return rows as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator=end)
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()
