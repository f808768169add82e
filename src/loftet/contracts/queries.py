"""Queries of contracts: that of a procurement, who can follow it up, and how many of its promises hold."""

from collections.abc import Iterable

from django.db.models import QuerySet

from loftet.contracts.models import Contract, Promise, Verdict
from loftet.people.actor import Actor
from loftet.people.models import Role, User
from loftet.pools.rules import LEADS
from loftet.procurement.models import Procurement


def contract_of(procurement: Procurement) -> Contract | None:
    """Return the contract of a procurement; None before one is written."""
    found: Contract | None = getattr(procurement, "contract", None)
    return found


def people_who_follow(procurement: Procurement, actor: Actor) -> QuerySet[User]:
    """Return those who can follow up a contract: who acts for one of the buyers today."""
    buyers = [procurement.lead_id, *procurement.shares.values_list("organisation", flat=True)]
    roles = Role.objects.on(actor.today).filter(organisation__in=buyers, kind__in=LEADS)
    return User.objects.filter(pk__in=roles.values("user")).order_by("name", "email")


def kept_of(promises: Iterable[Promise]) -> tuple[int, int]:
    """Return how many of some promises hold, and of how many that is answered."""
    answered = [one.verdict for one in promises if one.verdict]
    return answered.count(Verdict.KEPT), len(answered)
