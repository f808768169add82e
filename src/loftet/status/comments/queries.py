"""Queries of municipalities' comments on their figures."""

from dataclasses import dataclass
from datetime import date

from loftet.places.models import Place
from loftet.status.models import FigureComment


@dataclass(frozen=True, slots=True)
class Comment:
    """A municipality's comment on its own figure."""

    text: str
    language: str
    signed: str
    written: date


def comments_of(slug: str) -> dict[str, Comment]:
    """Return the comments of a municipality by indicator. One query."""
    rows = FigureComment.objects.standing().filter(place__slug=slug)
    return {row.indicator: Comment(row.text, row.language, row.signed, row.written.date()) for row in rows}


def comment_on(place: Place, indicator: str) -> FigureComment | None:
    """Return the comment on a figure, also one that has been withdrawn."""
    rows = FigureComment.objects.select_related(*FigureComment.lock_with)
    return rows.filter(place=place, indicator=indicator).first()
