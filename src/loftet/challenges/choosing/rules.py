"""The rules on a municipality's choice of indicators: who chooses, and who reads a draft."""

from django.utils.translation import gettext_lazy as _

from loftet.challenges.choosing.models import IndicatorSet
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.geography.place import Kind
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.people.rules import role_rule
from loftet.places.models import Place

CHOOSES = (
    RoleKind.FACILITATOR,
    RoleKind.SUSTAINABILITY_COORDINATOR,
    RoleKind.TOP_MANAGEMENT,
    RoleKind.STATISTICS,
    RoleKind.PLANNER,
    RoleKind.BUSINESS_ADVISER,
)


# Who may choose the indicators of a municipality.
may_choose = role_rule(
    (Kind.MUNICIPALITY,),
    _("Only municipalities choose indicators here."),
    CHOOSES,
    _(
        "Indicators are chosen by coordinators, planners, advisers, analysts and top management of the "
        "municipality, or by somebody whom it has let act on its behalf."
    ),
)


def may_change(actor: Actor, chosen: IndicatorSet) -> Verdict:
    """Check whether an actor may change, show, hide or adopt a set."""
    return may_choose(actor, chosen.place)


def may_see(actor: Actor, place: Place) -> Verdict:
    """Check whether a municipality's set is shown: one that is published to all, a draft to its own people.

    The answer is the same for a hidden draft and for no set at all.
    """
    if actor.permissions.has(place) or IndicatorSet.objects.published().filter(place=place).exists():
        return ALLOWED
    return Denied(_("The municipality has not shown which indicators it has chosen."))


def chooses_as(actor: Actor, place: Place) -> str:
    """Return the organisation on whose behalf somebody chooses for a municipality."""
    return actor.permissions.on_behalf_of(place, *CHOOSES)
