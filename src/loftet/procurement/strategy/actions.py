"""The action on a procurement strategy: written the first time, or changed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.versions import row_or_new, same_version
from loftet.invalid_input import InvalidInput
from loftet.needs.rules import WRITES
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.procurement.models import Strategy
from loftet.procurement.rules import may_write_strategy

ACTS_FOR = acts_by(*WRITES)


@action("strategy.written", rule=may_write_strategy, creates=True, locks_parent=True, acting_for=ACTS_FOR)
def write_strategy(
    organisation: Organisation, written: Mapping[str, Any], version: int, *, actor: Actor
) -> Strategy:
    """Set the strategy of a buyer; `version` is 0 where none was written.

    Raises:
        ChangedMeanwhile: when somebody else has set it since `version` was read.
        InvalidInput: when a value is refused, or it is adopted on a day that is still to come.
    """
    row = row_or_new(Strategy, organisation=organisation)
    same_version(row.version, version)
    set_values(row, written)
    if row.adopted_on > actor.today:
        raise InvalidInput.because(_("The day is still to come. Write it down then."), field="adopted_on")
    row.written, row.written_by = actor.now, actor.person
    row.version += 1
    row.save()
    return row
