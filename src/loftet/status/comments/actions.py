"""The actions on a municipality's comment on a figure: written, changed, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.versions import same_version
from loftet.invalid_input import InvalidInput
from loftet.log.actions import record
from loftet.people.actor import Actor
from loftet.people.models import User
from loftet.places.models import Place
from loftet.status.comments.rules import comments_as, may_comment, may_withdraw_comment
from loftet.status.models import FigureComment

NOT_WRITTEN = 0  # the version of a comment that is not there


@dataclass(frozen=True, slots=True)
class Written:
    """A municipality's words about an indicator, in which language, and the edition in which it was read."""

    edition: str
    indicator: str
    text: str
    language: str


def _details(done: Done) -> Mapping[str, str | int]:
    return _log_details(done.result)


def _log_details(row: FigureComment) -> Mapping[str, str | int]:
    return {"indicator": row.indicator, "version": row.version}


def _on_behalf_of(actor: Actor, comment: FigureComment) -> str:
    return comments_as(actor, comment.place)


@action(
    "comment.written",
    rule=may_comment,
    creates=True,
    locks_parent=True,
    acting_for=comments_as,
    details=_details,
)
def write_comment(place: Place, written: Written, version: int, *, actor: Actor) -> FigureComment:
    """Set what a municipality says of one of its figures; what it said before is replaced.

    `version` is the one that was read, or `NOT_WRITTEN` where there was none. The comment is signed by the
    organisation on whose behalf the person acts.

    Raises:
        ChangedMeanwhile: when somebody else has written since `version` was read.
        InvalidInput: when nothing is said.
    """
    current = _locked(place, written.indicator)
    same_version(current.version if current else NOT_WRITTEN, version)
    signed = comments_as(actor, place)
    return _write(current, place, written, signed, by=actor.user, now=actor.now)


@action("comment.withdrawn", rule=may_withdraw_comment, acting_for=_on_behalf_of, details=_details)
def withdraw_comment(comment: FigureComment, *, actor: Actor) -> FigureComment:
    """Withdraw a comment; something new may be written in its place."""
    comment.withdrawn = actor.now
    return comment


@transaction.atomic
def import_comment(place: Place, written: Written, *, signed: str, now: datetime) -> FigureComment:
    """Set the comment that a municipality has sent to those who run the site; nobody is signed in.

    Raises:
        InvalidInput: when nothing is said.
    """
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    row = _write(_locked(place, written.indicator), place, written, signed, by=None, now=now)
    record("comment.written", row, by=None, acting_for=signed, scope=place.slug, details=_log_details(row))
    return row


def _locked(place: Place, indicator: str) -> FigureComment | None:
    """Return the comment on a figure, locked like its place: two may write, or one write and one withdraw."""
    return FigureComment.objects.select_for_update().filter(place=place, indicator=indicator).first()


def _write(
    current: FigureComment | None,
    place: Place,
    written: Written,
    signed: str,
    *,
    by: User | None,
    now: datetime,
) -> FigureComment:
    if not written.text.strip():
        raise InvalidInput.because(_("A comment has a municipality and a text."), field="text")
    row = current or FigureComment(place=place, indicator=written.indicator, version=NOT_WRITTEN)
    row.text, row.language, row.signed = written.text.strip(), written.language, signed
    row.edition, row.written, row.written_by, row.withdrawn = written.edition, now, by, None
    row.version += 1
    row.save()
    return row
