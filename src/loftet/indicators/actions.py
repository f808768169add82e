"""What can happen to what people write about figures."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from loftet.indicators.models import ErrorReport, FigureComment
from loftet.indicators.rules import may_report
from loftet.places.models import Place
from loftet.refused import Refused


class TooManyReports(Refused):
    """More reports have come in the last hour than anybody can read."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The figure that somebody writes about: in which edition, of what, where and when."""

    edition: str
    indicator: str
    place: Place | None = None
    year: int | None = None


@transaction.atomic
def report_error(meant: Meant, *, text: str, language: str, reply_to: str, now: datetime) -> ErrorReport:
    """Keep what somebody says is wrong with a figure.

    Raises:
        TooManyReports: when more have come in the last hour than anybody can read.
    """
    if not may_report(now):
        raise TooManyReports.because("too many error reports have come in the last hour")
    return ErrorReport.objects.create(
        place=meant.place,
        indicator=meant.indicator,
        year=meant.year,
        edition=meant.edition,
        text=text,
        language=language,
        reply_to=reply_to,
        received=now,
    )


@transaction.atomic
def comment_on_figure(meant: Meant, *, text: str, language: str, signed: str, now: datetime) -> FigureComment:
    """Let a municipality say something of one of its figures; what it said before is replaced.

    Raises:
        Refused: when there is no municipality or nothing is said.
    """
    if meant.place is None or not text.strip():
        raise Refused.because("a comment has a municipality and a text")
    comment, new = FigureComment.objects.select_for_update().get_or_create(
        place=meant.place,
        indicator=meant.indicator,
        defaults={
            "text": text.strip(),
            "language": language,
            "signed": signed,
            "edition": meant.edition,
            "written": now,
        },
    )
    if not new:
        comment.text, comment.language, comment.signed = text.strip(), language, signed
        comment.edition, comment.written, comment.version = meant.edition, now, comment.version + 1
        comment.save()
    return comment
