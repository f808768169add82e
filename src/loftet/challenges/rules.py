"""Who may make a challenge a region's own; a no always has its reason."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from loftet.challenges.models import Challenge
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.models import RoleKind
from loftet.people.permissions import Permissions
from loftet.places.models import Place

MAY_PICK = (
    RoleKind.FACILITATOR,
    RoleKind.SUSTAINABILITY_COORDINATOR,
    RoleKind.TOP_MANAGEMENT,
    RoleKind.STATISTICS,
)


def may_pick(permissions: Permissions, region: Place, members: Sequence[Place]) -> Verdict:
    """Check whether somebody may pick or report a challenge: in the region's council or in a member of it."""
    if permissions.user is None:
        return Denied(_("Sign in to pick a challenge or to report one."))
    if speaks_through(permissions, region, members) is not None:
        return ALLOWED
    return Denied(
        _(
            "Challenges are picked and reported by facilitators, coordinators, analysts and top management "
            "of the region's council and its municipalities."
        )
    )


def speaks_through(permissions: Permissions, region: Place, members: Sequence[Place]) -> Place | None:
    """Return the place through which somebody speaks for a region: the region itself, or else a member."""
    return next((place for place in (region, *members) if permissions.has(place, *MAY_PICK)), None)


def may_change(permissions: Permissions, challenge: Challenge, members: Sequence[Place]) -> Verdict:
    """Check whether somebody may write about a challenge or withdraw it.

    Whoever may pick, while it stands.
    """
    if challenge.withdrawn is not None:
        return Denied(_("The challenge has been withdrawn."))
    return may_pick(permissions, challenge.region, members)
