"""The task that proposals give people: one line, however many organisations a person buys for."""

from django.urls import reverse
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.people.models import Organisation, RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, ActiveRole
from loftet.pool_proposals.proposals import proposals_of
from loftet.pools.rules import COORDINATES
from loftet.pools.tasks import to_be_committed

BUYS = (RoleKind.PROCUREMENT_OFFICER, RoleKind.BUSINESS_ADVISER)


def proposals_to_look_at(actor: Actor) -> TaskReads:
    """Return one line on what could be bought together; none while the person has pledges to commit.

    An organisation's own people are told: of a municipality those who buy, of a council or a county those
    who coordinate.
    """
    own = [one.organisation for one in actor.permissions.roles if not one.by_delegation and _looks(one)]
    if not own:
        return ()
    looks = Organisation.objects.filter(pk__in=own).select_related("place").order_by("name")
    pledges, organisations = yield [to_be_committed(actor), looks]
    if pledges or not organisations:
        return ()
    proposed = yield from proposals_of(actor, organisations)
    for organisation, found in proposed:
        if found:
            words = ngettext(
                "Look at %(count)d joint purchase that is proposed",
                "Look at %(count)d joint purchases that are proposed",
                len(found),
            )
            told, why = words % {"count": len(found)}, found[0].sentence
            return [Task(told, reverse("pools"), organisation.name, why, can_wait=True)]
    return ()


def _looks(role: ActiveRole) -> bool:
    """Check whether somebody looks at proposals: who buys for a municipality, or coordinates a region."""
    if role.organisation_kind in COORDINATES:
        return role.kind == RoleKind.FACILITATOR
    return role.organisation_kind in SPEAKS_FOR_ITS_PLACE and role.kind in BUYS
