"""The notes on figures: the municipality's own targets and comment, and error reports with their answers."""

from dataclasses import dataclass

from loftet.status.comments.queries import Comment, comments_of
from loftet.status.own_targets import OwnTarget, own_targets_of
from loftet.status.reports.queries import AskedAndAnswered, answers_of


@dataclass(frozen=True, slots=True)
class FigureNotes:
    """The notes on one figure."""

    comment: Comment | None = None
    answers: tuple[AskedAndAnswered, ...] = ()
    targets: tuple[OwnTarget, ...] = ()


def notes_of(slug: str) -> dict[str, FigureNotes]:
    """Return the notes on the figures of a place, by indicator. Three queries."""
    comments, answers, targets = comments_of(slug), answers_of(slug), own_targets_of(slug)
    return {
        key: FigureNotes(comments.get(key), tuple(answers.get(key, ())), tuple(targets.get(key, ())))
        for key in {*comments, *answers, *targets}
    }
