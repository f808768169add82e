"""Queries of suppliers: those that somebody may read, and those that wait for a facilitator."""

from django.db.models import Q, QuerySet, Value

from loftet.core.ordering import first
from loftet.core.registry import call_all
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.rules import facilitator_roles
from loftet.suppliers.hooks import OFFERS
from loftet.suppliers.models import IS_CONFIRMED_FIRST, Standing, Supplier
from loftet.suppliers.rules import WRITES, suppliers_read_by, vouched_by


def suppliers_in_order(actor: Actor) -> QuerySet[Supplier]:
    """Return the suppliers that somebody may read; a facilitator reads those that wait in the region."""
    seen = suppliers_read_by(actor.permissions)
    if facilitator_roles(actor.permissions):
        seen |= Q(pk__in=waiting_suppliers(actor).values("pk"))
    rows = Supplier.objects.filter(seen).select_related("organisation__place")
    rows = rows.annotate(published=sum(call_all(OFFERS, actor.today), Value(0)))
    return rows.order_by(first(Q(state=Standing.UNCONFIRMED)), "organisation__name", "pk")


def waiting_suppliers(actor: Actor) -> QuerySet[Supplier]:
    """Return the firms that wait for the actor to confirm them."""
    rows = Supplier.objects.filter(state=Standing.UNCONFIRMED, trouble="").order_by()
    return rows.filter(vouched_by(actor.permissions, actor.today))


def organisations_offering(actor: Actor) -> list[Organisation]:
    """Return the organisations for which somebody writes what they offer, firms before municipalities."""
    found = actor.permissions.acted_for(*WRITES)
    return sorted(found, key=lambda one: (one.kind not in IS_CONFIRMED_FIRST, one.name))
