"""Actions on the yearly figures of a supplier: told by the firm or for it, and confirmed by the buyer."""

from collections.abc import Mapping
from typing import Any

from loftet.contracts.actions import acts_on
from loftet.contracts.models import Contract, YearAnswer
from loftet.contracts.yearly.rules import asked_year, may_confirm_year, may_tell_year, supplies
from loftet.core.actions import action
from loftet.core.versions import row_or_new, save_next_version
from loftet.people.actor import Actor


def _told_for(actor: Actor, contract: Contract) -> str:
    firm = supplies(actor, contract)
    return firm.organisation.name if firm else acts_on(actor, contract)


@action("contract.year_told", rule=may_tell_year, creates=True, acting_for=_told_for)
def tell_year(contract: Contract, written: Mapping[str, Any], version: int, *, actor: Actor) -> YearAnswer:
    """Set the figures of the year before; what the buyer tells, also to mend them, is confirmed at once.

    Raises:
        ChangedMeanwhile: when somebody else has told them since `version` was read; it is 0 for the first.
        InvalidInput: when a figure is refused.
    """
    row = row_or_new(YearAnswer, contract=contract, year=asked_year(actor))
    if supplies(actor, contract) is None:
        row.confirmed, row.confirmed_by = actor.now, actor.person
    stamps = {"told": actor.now, "told_by": actor.person, "number": contract.number}
    return save_next_version(row, version, written, **stamps)


@action("contract.year_confirmed", rule=may_confirm_year, acting_for=acts_on)
def confirm_year(answer: YearAnswer, *, actor: Actor) -> YearAnswer:
    """Set what a firm has told to be confirmed."""
    answer.confirmed, answer.confirmed_by = actor.now, actor.person
    return answer
