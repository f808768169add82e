"""Parts that solutions show on pages of earlier apps: of a need, an organisation, a supplier."""

from django.http import HttpRequest
from django.utils import timezone

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.needs.models import Need, State
from loftet.people.models import Organisation
from loftet.solutions.models import Solution
from loftet.solutions.queries import answers_to, home_of
from loftet.suppliers.models import IS_CONFIRMED_FIRST, Supplier
from loftet.suppliers.queries import organisations_offering
from loftet.suppliers.rules import WRITES, may_edit_supplier

MOST_SHOWN = 50  # solutions of a supplier


def on_need(request: HttpRequest, subject: Need) -> Panel | None:
    """Show which solutions answer a need, and the link by which one more is written, or a firm begins."""
    if subject.state != State.OPEN or subject.is_expired:
        return None
    actor = actor_of(request)
    solutions = answers_to(subject, timezone.localdate())
    offers = [one for one in organisations_offering(actor) if one.kind in IS_CONFIRMED_FIRST][:3]
    is_stranger = actor.user is None
    if not (solutions or offers or is_stranger):
        return None
    context = {"solutions": solutions, "offers": offers, "need": subject, "is_stranger": is_stranger}
    return Panel("solutions/parts/on_need.html", context)


def on_organisation(request: HttpRequest, subject: Organisation) -> Panel | None:
    """Show an organisation's own people what it offers, which needs match, and what runs out."""
    actor = actor_of(request)
    if not actor.permissions.has(subject, *WRITES):
        return None
    home = home_of(subject, actor)
    if not (home["needs_profile"] or home["published"] or home["drafts"]):
        return None
    return Panel("solutions/parts/on_organisation.html", {"home": home})


def on_supplier(request: HttpRequest, subject: Supplier) -> Panel:
    """Show what a supplier offers, and the link by which its people write one more."""
    actor = actor_of(request)
    rows = Solution.objects.visible_to(actor).filter(organisation=subject.organisation)
    context = {
        "organisation": subject.organisation,
        "solutions": rows.select_related("organisation").order_by("-evidence", "-rung", "pk")[:MOST_SHOWN],
        "may_write": bool(may_edit_supplier(actor, subject)),
    }
    return Panel("solutions/parts/on_supplier.html", context)
