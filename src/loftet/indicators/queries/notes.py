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


@dataclass(frozen=True, slots=True)
class AskedAndAnswered:
    """An error report and its answer, which whoever owns the figure lets all read."""

    text: str
    language: str
    answer: str
    answer_language: str
    answered_for: str
    answered: date


@dataclass(frozen=True, slots=True)
class FigureNotes:
    """What stands beside one figure."""

    comment: Comment | None = None
    answers: tuple[AskedAndAnswered, ...] = ()


def notes_of(slug: str) -> dict[str, FigureNotes]:
    """Return what stands beside the figures of a place, by indicator. Two queries."""
    comments, answers = comments_of(slug), answers_of(slug)
    return {key: FigureNotes(comments.get(key), tuple(answers.get(key, ()))) for key in {*comments, *answers}}


def comments_of(slug: str) -> dict[str, Comment]:
    """Return the comments of a municipality by indicator. One query."""
    rows = FigureComment.objects.standing().filter(place__slug=slug)
    return {row.indicator: Comment(row.text, row.language, row.signed, row.written.date()) for row in rows}


def comment_on(slug: str, indicator: str) -> FigureComment | None:
    """Return the comment on a figure, also one that has been withdrawn."""
    return FigureComment.objects.select_related("place").filter(place__slug=slug, indicator=indicator).first()


def answers_of(slug: str) -> dict[str, list[AskedAndAnswered]]:
    """Return the questions and answers that are shown beside the figures of a place. One query."""
    found: dict[str, list[AskedAndAnswered]] = {}
    for row in ErrorReport.objects.filter(place__slug=slug, shown=True, answered__isnull=False):
        assert row.answered is not None
        found.setdefault(row.indicator, []).append(
            AskedAndAnswered(
                row.text,
                row.language,
                row.answer,
                row.answer_language,
                row.answered_for,
                row.answered.date(),
            )
        )
    return found


def open_reports() -> Iterable[ErrorReport]:
    """Return the error reports that nobody has answered, the oldest first."""
    return ErrorReport.objects.filter(answered=None).select_related("place")
