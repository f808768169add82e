"""Rules on contracts: everybody reads those of the procurements; the buyers follow them up."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.contracts.models import Contract, Promise
from loftet.core.verdicts import Denied, Verdict
from loftet.people.actor import Actor
from loftet.procurement.models import Procurement
from loftet.procurement.rules import is_inside, leads


def readable(actor: Actor) -> Q:
    """Return the condition on the contracts that somebody may read: those of the procurements."""
    return Q(procurement__in=Procurement.objects.visible_to(actor))


def may_follow(actor: Actor, contract: Contract) -> Verdict:
    """Check whether the actor may change a contract and its promises."""
    return leads(actor, contract.procurement)


def may_answer(actor: Actor, promise: Promise) -> Verdict:
    """Check whether the actor may say if a promise holds: who follows the contract, or the buyer."""
    if promise.due > actor.today:
        return Denied(_("The day is still to come. Answer then."), field="verdict")
    return asks_about(actor, promise.contract)


def asks_about(actor: Actor, contract: Contract) -> Verdict:
    """Check whether the actor asks if the promises of a contract hold."""
    if actor.user is not None and contract.follows_id == actor.user.pk:
        return is_inside(actor, contract.procurement)
    return leads(actor, contract.procurement)
