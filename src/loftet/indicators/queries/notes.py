"""What people have written about figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loftet.indicators.models import ErrorReport, FigureComment


@dataclass(frozen=True, slots=True)
class Comment:
    """What a municipality says of its own figure."""

    text: str
    language: str
    signed: str
    written: date


def comments_of(slug: str) -> dict[str, Comment]:
    """Give the comments of a municipality by indicator. One query."""
    rows = FigureComment.objects.filter(place__slug=slug)
    return {row.indicator: Comment(row.text, row.language, row.signed, row.written.date()) for row in rows}


def open_reports() -> Iterable[ErrorReport]:
    """Give the error reports that nobody has answered, the oldest first."""
    return ErrorReport.objects.filter(answered=None).select_related("place")
