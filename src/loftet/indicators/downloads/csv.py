"""What can be taken home: the figures of a page as CSV, each row with its source and edition."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from django.http import HttpResponse

from loftet.editions.rows import Edition, Indicator, Reading

HEADER = (
    "place",
    "place_name",
    "indicator",
    "indicator_name",
    "goal",
    "unit",
    "year",
    "value",
    "value_low",
    "value_high",
    "status",
    "score",
    "colour",
    "yardstick",
    "trend",
    "source",
    "table",
    "licence",
    "edition",
    "edition_title",
)
Cells = tuple[object, ...]
# A text that begins so is run as a formula when a spreadsheet opens the file.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def reading_cells(name: str, indicator: Indicator, reading: Reading, edition: Edition) -> Cells:
    """Give the cells of one figure; what is not known is an empty cell, and `status` says why."""
    return (
        reading.place,
        _text(name),
        indicator.key,
        _text(indicator.name),
        _text(indicator.goal),
        _text(indicator.unit),
        reading.year,
        _number(reading.value),
        _number(reading.low),
        _number(reading.high),
        reading.status,
        _number(reading.score),
        reading.colour,
        indicator.yardstick,
        reading.trend,
        _text(indicator.source),
        _text(indicator.table),
        _text(indicator.licence),
        edition.id,
        _text(edition.title),
    )


def _text(words: str) -> str:
    """Give a text that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(FORMULA) else words


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def csv_lines(rows: Iterable[Cells]) -> Iterator[str]:
    """Write rows as CSV, one line at a time."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in (HEADER, *rows):
        writer.writerow(["" if cell is None else cell for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def csv_response(name: str, rows: Iterable[Cells], edition: Edition) -> HttpResponse:
    """Answer with a CSV file; made-up figures stay out of the indexes of search engines."""
    response = HttpResponse("".join(csv_lines(rows)), content_type="text/csv; charset=utf-8")
    made_up = "oppdiktede-tall-" if edition.demo else ""
    response.headers["Content-Disposition"] = f'attachment; filename="{made_up}{name}-{edition.id}.csv"'
    if edition.demo:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
