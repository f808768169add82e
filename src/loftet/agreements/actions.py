"""Agreements are put into the calendar, and changed."""

from collections.abc import Mapping
from typing import Any

from loftet.agreements.models import Agreement
from loftet.agreements.rules import WRITES, may_change_agreement, may_record
from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.models import Organisation

ACTS_FOR = acts_by(*WRITES)


@action("agreement.recorded", rule=may_record, creates=True, acting_for=ACTS_FOR)
def record_agreement(organisation: Organisation, written: Mapping[str, Any], *, actor: Actor) -> Agreement:
    """Create an agreement in the calendar.

    Raises:
        InvalidInput: when a value is refused.
    """
    row = Agreement(organisation=organisation, recorded_by=actor.person)
    set_values(row, written)
    row.save()
    return row


@action("agreement.changed", rule=may_change_agreement, acting_for=ACTS_FOR)
def change_agreement(agreement: Agreement, written: Mapping[str, Any], *, actor: Actor) -> Agreement:
    """Change an agreement in the calendar.

    Raises:
        InvalidInput: when a value is refused.
    """
    set_values(agreement, written)
    return agreement
