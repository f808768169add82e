"""What can happen to a municipality's comment on a figure: written, changed, withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from loftet.core.verdicts import demand
from loftet.core.versions import ChangedMeanwhile, same_version
from loftet.indicators.figure_ref import FigureRef
from loftet.indicators.models import FigureComment
from loftet.indicators.rules import COMMENTS, may_comment, may_withdraw_comment
from loftet.invalid_input import InvalidInput
from loftet.log.actions import record
from loftet.people.models import User
from loftet.people.queries import permissions_at
from loftet.places.models import Place

NOT_WRITTEN = 0  # the version of a comment that is not there


@dataclass(frozen=True, slots=True)
class Said:
    """What a municipality says, and in which language."""

    text: str
    language: str


def comment_on_figure(
    figure_ref: FigureRef, said: Said, version: int, *, by: User, now: datetime, today: date
) -> FigureComment:
    """Let a municipality say something of one of its figures; what it said before is replaced.

    `version` is the one that was read, or `NOT_WRITTEN` where there was none. It is signed by the
    organisation on whose behalf the person acts.

    Raises:
        NotAllowed: when the person may not speak for the municipality.
        ChangedMeanwhile: when somebody else has written since.
        InvalidInput: when there is no municipality or nothing is said.
    """
    place = _checked(figure_ref, said.text)
    who = permissions_at(by, today)
    demand(may_comment(who, place))
    signed = who.on_behalf_of(place, *COMMENTS)
    try:
        with transaction.atomic():
            current = _current(figure_ref)
            same_version(current.version if current else NOT_WRITTEN, version)
            return _write(current, figure_ref, said, signed, by=by, now=now)
    except IntegrityError as written:  # two write the first comment at once
        raise ChangedMeanwhile.because(
            _("Somebody else has changed this since you opened it. What you wrote still stands below.")
        ) from written


@transaction.atomic
def put_in_comment(figure_ref: FigureRef, said: Said, *, signed: str, now: datetime) -> FigureComment:
    """Keep a comment that a municipality has sent to whoever runs the site.

    Raises:
        InvalidInput: when there is no municipality or nothing is said.
    """
    _checked(figure_ref, said.text)
    return _write(_current(figure_ref), figure_ref, said, signed, by=None, now=now)


@transaction.atomic
def withdraw_comment(
    comment: FigureComment, version: int, *, by: User, now: datetime, today: date
) -> FigureComment:
    """Take a comment away; something new may be written in its place.

    Raises:
        NotAllowed: when the person may not speak for the municipality, or it is withdrawn already.
        ChangedMeanwhile: when somebody else has written since `version` was read.
    """
    row = FigureComment.objects.select_for_update().select_related("place").get(pk=comment.pk)
    who = permissions_at(by, today)
    demand(may_withdraw_comment(who, row))
    same_version(row.version, version)
    row.withdrawn = now
    row.version += 1
    row.save(update_fields=["withdrawn", "version"])
    _note("comment.withdrawn", row, by=by, signed=who.on_behalf_of(row.place, *COMMENTS))
    return row


def _checked(figure_ref: FigureRef, text: str) -> Place:
    if figure_ref.place is None or not text.strip():
        raise InvalidInput.because(_("A comment has a municipality and a text."), field="text")
    return figure_ref.place


def _current(figure_ref: FigureRef) -> FigureComment | None:
    rows = FigureComment.objects.select_for_update().filter(
        place=figure_ref.place, indicator=figure_ref.indicator
    )
    return rows.first()


def _write(
    current: FigureComment | None,
    figure_ref: FigureRef,
    said: Said,
    signed: str,
    *,
    by: User | None,
    now: datetime,
) -> FigureComment:
    assert figure_ref.place is not None
    row = current or FigureComment(
        place=figure_ref.place, indicator=figure_ref.indicator, version=NOT_WRITTEN
    )
    row.text, row.language, row.signed = said.text.strip(), said.language, signed
    row.edition, row.written, row.written_by, row.withdrawn = figure_ref.edition, now, by, None
    row.version += 1
    row.save()
    _note("comment.written", row, by=by, signed=signed)
    return row


def _note(action: str, row: FigureComment, *, by: User | None, signed: str) -> None:
    details = {"indicator": row.indicator, "version": row.version}
    record(action, row, by=by, acting_for=signed, scope=row.place.slug, details=details)
