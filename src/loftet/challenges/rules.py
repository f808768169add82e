"""The rules on making a challenge a region's own; a no always has its reason."""

from django.utils.translation import gettext_lazy as _

from loftet.challenges.models import Challenge
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.places.models import Place
from loftet.places.queries import members_of

MAY_PICK = (
    RoleKind.FACILITATOR,
    RoleKind.SUSTAINABILITY_COORDINATOR,
    RoleKind.TOP_MANAGEMENT,
    RoleKind.STATISTICS,
)


def may_pick(actor: Actor, region: Place) -> Verdict:
    """Check whether an actor may pick or report a challenge: in the region's council or in a member of it."""
    if actor.user is None:
        return Denied(_("Sign in to pick a challenge or to report one."))
    if _speaks_through(actor, region) is not None:
        return ALLOWED
    return Denied(
        _(
            "Challenges are picked and reported by facilitators, coordinators, analysts and top management "
            "of the region's council and its municipalities."
        )
    )


def may_change(actor: Actor, challenge: Challenge) -> Verdict:
    """Check whether an actor may write about a challenge or withdraw it: who may pick, while it stands."""
    if challenge.withdrawn is not None:
        return Denied(_("The challenge has been withdrawn."))
    return may_pick(actor, challenge.region)


def speaks_as(actor: Actor, region: Place) -> str:
    """Return the organisation on whose behalf somebody speaks for a region."""
    place = _speaks_through(actor, region)
    return actor.permissions.on_behalf_of(place, *MAY_PICK) if place else ""


def _speaks_through(actor: Actor, region: Place) -> Place | None:
    """Return the place through which somebody speaks for a region: the region, or else a member of today."""
    if actor.permissions.has(region, *MAY_PICK):
        return region
    members = members_of(region, actor.today)
    return next((place for place in members if actor.permissions.has(place, *MAY_PICK)), None)
