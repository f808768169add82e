"""The notes on figures: the municipality's comment, and error reports with their answers."""

from dataclasses import dataclass

from loftet.indicators.comments.queries import Comment, comments_of
from loftet.indicators.reports.queries import AskedAndAnswered, answers_of


@dataclass(frozen=True, slots=True)
class FigureNotes:
    """The notes on one figure."""

    comment: Comment | None = None
    answers: tuple[AskedAndAnswered, ...] = ()


def notes_of(slug: str) -> dict[str, FigureNotes]:
    """Return the notes on the figures of a place, by indicator. Two queries."""
    comments, answers = comments_of(slug), answers_of(slug)
    return {key: FigureNotes(comments.get(key), tuple(answers.get(key, ()))) for key in {*comments, *answers}}
