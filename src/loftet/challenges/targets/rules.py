"""Rules of recording and withdrawing the targets of a municipality; a denial has its reason."""

from django.utils.translation import gettext_lazy as _

from loftet.challenges.choosing.rules import CHOOSES
from loftet.challenges.targets.models import AdoptedTarget
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.geography.place import Kind
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.places.models import Place

WORKS = (*CHOOSES, RoleKind.EDITOR)


def may_work_for(actor: Actor, place: Place) -> Verdict:
    """Check whether an actor may record what a municipality has decided of its indicators."""
    if place.kind != Kind.MUNICIPALITY:
        return Denied(_("Only municipalities adopt targets here."))
    if actor.permissions.has(place, *WORKS):
        return ALLOWED
    return Denied(
        _(
            "This is done by coordinators, planners, advisers, analysts, editors and top management of "
            "the municipality itself."
        )
    )


def may_withdraw(actor: Actor, target: AdoptedTarget) -> Verdict:
    """Check whether a target may be withdrawn: by who may record it, once."""
    if target.withdrawn_on is not None:
        return Denied(_("The target has been withdrawn."))
    return may_work_for(actor, target.place)


def works_as(actor: Actor, place: Place) -> str:
    """Return the organisation on whose behalf somebody works for a municipality."""
    return actor.permissions.on_behalf_of(place, *WORKS)
