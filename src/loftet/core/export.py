"""Files to take home; lists as CSV, plain or as a Norwegian spreadsheet reads them, with no formula run."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from itertools import chain

from django.http import HttpResponse
from django.utils.http import content_disposition_header

Cells = Sequence[object]
# A text that begins so is run as a formula when a spreadsheet opens the file.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Style:
    """The format of a CSV file; `begins` comes before everything, `decimal` between whole and parts."""

    begins: str
    separator: str
    decimal: str
    line_end: str = "\r\n"


PLAIN = Style("", ",", ".")
# Excel and Calc in Norwegian part columns at semicolons, and know UTF-8 by the byte-order mark alone.
NORWEGIAN = Style("\ufeff", ";", ",")


def csv_lines(rows: Iterable[Cells], header: Sequence[str], style: Style = PLAIN) -> Iterator[str]:
    """Write rows as CSV, one line at a time.

    >>> list(csv_lines([("3324", "=Gol", -30.5, None)], ("code", "name", "value", "low"), NORWEGIAN))
    ['\\ufeffcode;name;value;low\\r\\n', "3324;'=Gol;-30,5;\\r\\n"]
    """
    return _lines(([written(cell, style) for cell in row] for row in chain([header], rows)), style)


def unguarded_lines(rows: Iterable[Cells]) -> Iterator[str]:
    """Write rows as CSV for a program that reads them as they are, one line at a time.

    >>> list(unguarded_lines([("3324", "=Gol", -30.5, None)]))
    ['3324,=Gol,-30.5,\\r\\n']
    """
    return _lines(rows, PLAIN)


def _lines(rows: Iterable[Cells], style: Style) -> Iterator[str]:
    buffer = StringIO(style.begins)
    buffer.seek(len(style.begins))
    writer = csv.writer(buffer, delimiter=style.separator, lineterminator=style.line_end)
    for row in rows:
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def written(cell: object, style: Style = PLAIN) -> str:
    """Return a cell as text: a number with the decimals of the style, and no text that a spreadsheet runs.

    >>> from decimal import Decimal
    >>> [written(cell, NORWEGIAN) for cell in (Decimal("-1.50"), -3, "-2.5", "=1+1", "-x", None)]
    ['-1,50', '-3', '-2.5', "'=1+1", "'-x", '']
    """
    if cell is None:
        return ""
    if isinstance(cell, float | Decimal):
        digits = repr(cell) if isinstance(cell, float) else f"{cell:f}"
        return digits.replace(".", style.decimal)
    words = str(cell)
    return f"'{words}" if words.startswith(FORMULA) and not NUMBER.fullmatch(words) else words


def csv_file_response(name: str, header: Sequence[str], rows: Iterable[Cells]) -> HttpResponse:
    """Return a list as a file for a Norwegian spreadsheet; numbers in `rows` are numbers, not texts."""
    text = "".join(csv_lines(rows, header, NORWEGIAN))
    return file_response(text, "text/csv; charset=utf-8", f"{name}.csv")


def file_response(
    content: bytes | str, content_type: str, name: str, *, attachment: bool = True
) -> HttpResponse:
    """Return a file with the name by which it is saved; it may have letters that are not in ASCII."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(attachment, name) or ""
    return response
