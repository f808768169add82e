"""Rules on who says that a firm is theirs, and who decides; saying so hides nothing of the firm."""

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.people.actor import Actor
from loftet.suppliers.models import Standing, Supplier
from loftet.suppliers.rules import may_vouch

MOST_OPEN = 3  # disputes of one person that nobody has decided on


def may_dispute(actor: Actor, supplier: Supplier) -> Verdict:
    """Check whether the actor may say that others act for their firm."""
    if actor.user is None:
        return Denied(HIDDEN)
    if supplier.state == Standing.CLOSED:
        return Denied(_("The profile is closed, and nobody acts for the firm here."))
    if actor.permissions.has(supplier.organisation):
        return Denied(_("You take part in the firm. Its management decides who else does."))
    if supplier.disputed is not None:
        return Denied(_("Somebody has said so already, and a facilitator looks into it."))
    if Supplier.objects.filter(disputed_by=actor.user).count() >= MOST_OPEN:
        return Denied(_("You have said so of three firms. A facilitator looks into these first."))
    return ALLOWED


def may_decide(actor: Actor, supplier: Supplier) -> Verdict:
    """Check whether the actor may decide who acts for a firm: a facilitator who has no part in it."""
    if supplier.disputed is None:
        return Denied(_("Nobody says that somebody else acts for the firm."))
    if actor.user is not None and supplier.disputed_by_id == actor.user.pk:
        return Denied(_("You have said so yourself. Somebody else decides."))
    return may_vouch(actor, supplier)
