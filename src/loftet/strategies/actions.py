"""The action on a procurement strategy: written the first time, or changed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.agreements.rules import WRITES
from loftet.core.actions import action
from loftet.core.versions import row_or_new, save_next_version
from loftet.invalid_input import InvalidInput
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.strategies.models import Strategy
from loftet.strategies.rules import may_write_strategy

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
    if written["adopted_on"] > actor.today:
        raise InvalidInput.because(_("The day is still to come. Write it down then."), field="adopted_on")
    row = row_or_new(Strategy, organisation=organisation)
    return save_next_version(row, version, written, written=actor.now, written_by=actor.person)
