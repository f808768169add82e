"""Departures of a case from the organisation: «skal dette journalføres?»; the answer is kept."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.decisions.actions.notifications import validate_fields, write_in_log
from loftet.decisions.models import Departure, Matter
from loftet.decisions.rules import may_hand_matter_out
from loftet.invalid_input import InvalidInput
from loftet.openness.journal import Journalled
from loftet.people.acting import acts_by
from loftet.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Journal:
    """The answer: journalled under an entry, to be journalled, or not, and then why."""

    journalled: Journalled
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Receiver:
    """The receiver of what leaves, and whether it is an organisation or everybody, not a private person."""

    name: str
    is_organisation: bool = False


def keep_departure(
    matter: Matter, journal: Journal, actor: Actor, *, what: str, receiver: Receiver
) -> Departure:
    """Record that something left; to be called inside an action that has checked that it may.

    Raises:
        InvalidInput: when the answer does not say under which entry, or why not.
    """
    row = _departed(matter, journal, actor, what, receiver)
    write_in_log("matter.left", matter, actor, journalled=journal.journalled.value)
    return row


def _departed(matter: Matter, journal: Journal, actor: Actor, what: str, receiver: Receiver) -> Departure:
    if journal.journalled != Journalled.WILL_BE and not journal.entry.strip():
        raise InvalidInput.because(
            _("Say under which entry it is journalled, or why it is not."), field="entry"
        )
    row = Departure(
        matter=matter,
        what=what.strip(),
        receiver=receiver.name.strip(),
        to_organisation=receiver.is_organisation,
        when=actor.now,
        by=actor.person,
        journalled=journal.journalled,
        entry=journal.entry.strip(),
    )
    validate_fields(row, "what", "receiver", "journalled", "entry")
    row.save()
    return row


@action(
    "matter.left",
    rule=may_hand_matter_out,
    creates=True,
    subject=lambda done: done.record,
    details=lambda done: {"journalled": str(done.result.journalled)},
    acting_for=acts_by(),
)
def hand_out(matter: Matter, journal: Journal, *, what: str, receiver: Receiver, actor: Actor) -> Departure:
    """Record that a matter was shared or handed out, and whether it was journalled.

    Raises:
        InvalidInput: when the answer is not whole.
    """
    return _departed(matter, journal, actor, what, receiver)
