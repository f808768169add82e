"""Actions on a contract: signed, changed, and what was promised with what was delivered."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.agreements.actions import record_agreement
from loftet.agreements.models import Agreement
from loftet.contracts.models import Contract, Promise, YearAnswer
from loftet.contracts.queries import people_who_follow
from loftet.contracts.rules import may_answer, may_follow
from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.procurement.actions import acts_for
from loftet.procurement.models import Procurement
from loftet.procurement.rules import STATES, may_sign

IN_CALENDAR = ("supplier", "ends_on", "options_until")


def acts_on(actor: Actor, record: Contract | Promise | YearAnswer) -> str:
    """Return for whom somebody acts on a contract, or on a row of one: that is said of its procurement."""
    contract = record if isinstance(record, Contract) else record.contract
    return acts_for(actor, contract.procurement)


@action("contract.signed", rule=may_sign, creates=True, acting_for=acts_for)
def sign_contract(procurement: Procurement, written: Mapping[str, Any], *, actor: Actor) -> Contract:
    """Create the contract, and put it into the calendar of agreements.

    Raises:
        InvalidInput: when a value is refused, or the days are out of order.
    """
    contract = Contract(procurement=procurement, written=actor.now)
    set_values(contract, written)
    _check(contract, actor)
    contract.agreement = record_agreement(procurement.lead, _for_calendar(contract), actor=actor)
    contract.save()
    STATES.take("sign", procurement)
    procurement.version += 1
    procurement.save()
    return contract


def _check(contract: Contract, actor: Actor) -> None:
    announced = contract.procurement.announced
    if announced is not None and contract.signed_on < announced:
        raise InvalidInput.because(_("It cannot be signed before it was announced."), field="signed_on")
    if contract.signed_on > actor.today:
        raise InvalidInput.because(_("The day is still to come. Write it down then."), field="signed_on")
    if not people_who_follow(contract.procurement, actor).filter(pk=contract.follows_id).exists():
        raise InvalidInput.because(_("Choose somebody who acts for one of the buyers."), field="follows")


def _for_calendar(contract: Contract) -> dict[str, Any]:
    procurement = contract.procurement
    source = procurement.notice or _("Contract of %(day)s") % {"day": f"{contract.signed_on:%d.%m.%Y}"}
    told = {"title": procurement.title, "cpv": procurement.cpv, "source": source}
    return told | {name: getattr(contract, name) for name in IN_CALENDAR}


@action("contract.changed", rule=may_follow, acting_for=acts_on)
def change_contract(contract: Contract, written: Mapping[str, Any], *, actor: Actor) -> Contract:
    """Change a contract, also its place in the calendar of agreements.

    Raises:
        InvalidInput: when a value is refused, or the days are out of order.
    """
    set_values(contract, written)
    _check(contract, actor)
    agreement = Agreement.objects.select_for_update().get(pk=contract.agreement_id)
    set_values(agreement, {name: getattr(contract, name) for name in IN_CALENDAR})
    agreement.version += 1
    agreement.save()
    return contract


@action("contract.promised", rule=may_follow, creates=True, acting_for=acts_on)
def add_promise(contract: Contract, written: Mapping[str, Any], *, actor: Actor) -> Promise:
    """Add what was promised by a day.

    Raises:
        InvalidInput: when a value is refused.
    """
    promise = Promise(contract=contract)
    set_values(promise, written)
    promise.save()
    return promise


@action("contract.answered", rule=may_answer, acting_for=acts_on)
def answer_promise(promise: Promise, written: Mapping[str, Any], *, actor: Actor) -> Promise:
    """Set if a promise holds, what was delivered, and what is done about what is missing.

    Raises:
        InvalidInput: when a value is refused, or nothing is answered.
    """
    set_values(promise, written)
    if not promise.verdict:
        raise InvalidInput.because(_("Say if it holds."), field="verdict")
    promise.answered_on, promise.answered_by = actor.today, actor.person
    return promise
