"""Actions on notes: written by the buyer or the organiser, confirmed by the firm."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.invalid_input import InvalidInput
from loftet.meetings.rules import acts_for_row
from loftet.meetings.telling import tell_of_all
from loftet.one_to_one.models import Held, Talk
from loftet.one_to_one.rules import may_confirm, may_write_note
from loftet.people.actor import Actor

NOTED = "team_noted"


@action("one_to_one.noted", rule=may_write_note, acting_for=acts_for_row)
def write_note(talk: Talk, written: Mapping[str, Any], *, actor: Actor) -> Talk:
    """Write the note of a meeting; the firm is asked to confirm it, again after each change.

    Raises:
        InvalidInput: when a value is refused, or a meeting that was held has no note.
    """
    set_values(talk, written)
    if talk.held == Held.HELD and not talk.note:
        raise InvalidInput.because(_("Write what was said, in a few sentences."), field="note")
    talk.written, talk.written_by, talk.confirmed = actor.now, actor.person, None
    if talk.held == Held.HELD:
        tell_of_all(talk.wish.firm, NOTED, actor.now)
    return talk


@action("one_to_one.confirmed", rule=may_confirm)
def confirm_note(talk: Talk, *, actor: Actor) -> Talk:
    """Mark a note as confirmed by the firm."""
    talk.confirmed = actor.now
    return talk
