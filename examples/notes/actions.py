"""Actions on notes."""

from collections.abc import Mapping
from typing import Any

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.notices.actions.notifications import notify_roles
from loftet.people.actor import Actor
from loftet.people.models import Organisation

from .models import Note
from .rules import STATES, may_change, may_write


@action("note.written", rule=may_write, creates=True)
def write_note(organisation: Organisation, written: Mapping[str, Any], *, actor: Actor) -> Note:
    """Create a draft."""
    note = Note(organisation=organisation, written_by=actor.person)
    set_values(note, written)
    note.save()
    return note


@action("note.revised", rule=may_change)
def revise_note(note: Note, written: Mapping[str, Any], *, actor: Actor) -> Note:
    """Change a draft."""
    set_values(note, written)
    return note


@action("note.published", rule=STATES.rule_of("publish"), notify=notify_roles())
def publish_note(note: Note, *, actor: Actor) -> Note:
    """Publish a note, and tell the people of the organisation."""
    STATES.take("publish", note)
    return note


@action("note.withdrawn", rule=STATES.rule_of("withdraw"))
def withdraw_note(note: Note, *, actor: Actor) -> Note:
    """Withdraw a published note."""
    STATES.take("withdraw", note)
    return note
