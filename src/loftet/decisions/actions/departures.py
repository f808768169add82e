"""What leaves the organisation is asked about: «skal dette journalføres?»; the answer is kept."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.core.verdicts import demand
from loftet.decisions.actions.notifications import Attribution, validate_fields, write_in_log
from loftet.decisions.models import Departure, Journalled, Matter
from loftet.decisions.rules import may_hand_out, open_to
from loftet.invalid_input import InvalidInput
from loftet.people.models import User
from loftet.people.queries import permissions_at


@dataclass(frozen=True, slots=True)
class Journal:
    """The answer: journalled under an entry, to be journalled, or not, and then why."""

    journalled: Journalled
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who gets what leaves, and whether it is an organisation or everybody, not a private person."""

    name: str
    is_organisation: bool = False


def keep_departure(
    matter: Matter, journal: Journal, attribution: Attribution, *, what: str, receiver: Receiver
) -> Departure:
    """Record that something left; to be called inside an action that has checked that it may.

    Raises:
        InvalidInput: when the answer does not say under which entry, or why not.
    """
    if journal.journalled != Journalled.WILL_BE and not journal.entry.strip():
        raise InvalidInput.because(
            _("Say under which entry it is journalled, or why it is not."), field="entry"
        )
    row = Departure(
        matter=matter,
        what=what.strip(),
        receiver=receiver.name.strip(),
        to_organisation=receiver.is_organisation,
        when=attribution.now,
        by=attribution.by,
        journalled=journal.journalled,
        entry=journal.entry.strip(),
    )
    validate_fields(row, "what", "receiver", "journalled", "entry")
    row.save()
    write_in_log("matter.left", matter, matter, attribution, journalled=journal.journalled.value)
    return row


@transaction.atomic
def hand_out(
    matter: Matter, journal: Journal, *, what: str, receiver: Receiver, by: User, now: datetime, today: date
) -> Departure:
    """Record that a matter was shared or handed out, and whether it was journalled.

    Raises:
        NotAllowed: when the person may not hand it out.
        InvalidInput: when the answer is not whole.
    """
    who = permissions_at(by, today)
    demand(may_hand_out(who, matter))
    demand(open_to(by, matter))
    attribution = Attribution(by, who.on_behalf_of(matter.organisation), now, today)
    return keep_departure(matter, journal, attribution, what=what, receiver=receiver)
