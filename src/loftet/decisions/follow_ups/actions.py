"""Actions of follow-ups: added, changed, done, and not done after all."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.decisions.actions.notifications import validate_fields
from loftet.decisions.models import FollowUp, Matter
from loftet.decisions.rules import may_move, may_plan
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor

WRITTEN = ("text", "responsible", "due")


def _matter(done: Done) -> Matter:
    """Return what the log entry is about: the matter that is followed up."""
    return done.record if isinstance(done.record, Matter) else done.record.matter


@action("follow_up.added", rule=may_plan, creates=True, subject=_matter)
def add_follow_up(matter: Matter, written: Mapping[str, Any], *, actor: Actor) -> FollowUp:
    """Add what is to be done.

    Raises:
        InvalidInput: when it does not say what.
    """
    row = FollowUp(matter=matter)
    _write(row, written)
    row.save()
    return row


@action("follow_up.revised", rule=may_move, subject=_matter)
def revise_follow_up(row: FollowUp, written: Mapping[str, Any], *, actor: Actor) -> FollowUp:
    """Change what is to be done, which is not done, or not after all.

    Raises:
        InvalidInput: when it does not say what.
    """
    _write(row, written)
    row.done = None
    return row


@action("follow_up.done", rule=may_move, subject=_matter)
def finish_follow_up(row: FollowUp, written: Mapping[str, Any], *, actor: Actor) -> FollowUp:
    """Mark it as done today; the day stays if it was done before.

    Raises:
        InvalidInput: when it does not say what.
    """
    _write(row, written)
    row.done = row.done or actor.today
    return row


def _write(row: FollowUp, written: Mapping[str, Any]) -> None:
    row.text, row.responsible = written["text"].strip(), written.get("responsible", "").strip()
    row.due = written.get("due")
    if not row.text:
        raise InvalidInput.because(_("Write what is to be done."), field="text")
    validate_fields(row, "text", "responsible")
