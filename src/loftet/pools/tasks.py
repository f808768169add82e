"""Tasks that pools give people: one line for a person, however many organisations the person buys for."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.people.models import Organisation, RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, ActiveRole
from loftet.pools.models import Certainty, Pledge, State
from loftet.pools.proposals import Proposal, names, proposals_of
from loftet.pools.rules import COORDINATES, SIGNS

BUYS = (RoleKind.PROCUREMENT_OFFICER, RoleKind.BUSINESS_ADVISER)


def pool_tasks(actor: Actor) -> TaskReads:
    """Return one line: pledges that are to be confirmed, or else what could be bought together.

    Pledges are told of to those who may sign, and proposals to an organisation's own people: of a
    municipality to those who buy, of a council or a county to those who coordinate.
    """
    roles = [one for one in actor.permissions.roles if one.organisation_kind in SPEAKS_FOR_ITS_PLACE]
    signs = [one.organisation for one in roles if one.kind in SIGNS]
    own = [one.organisation for one in roles if not one.by_delegation and _looks(one)]
    if not (signs or own):
        return ()
    looks = Organisation.objects.filter(pk__in=own).select_related("place").order_by("name")
    pledges, organisations = yield [_to_be_confirmed(actor, signs), looks]
    if pledges:
        return [_confirm(pledges)]
    if not organisations:
        return ()
    proposed = yield from proposals_of(actor, organisations)
    return [_look(one, found) for one, found in proposed if found][:1]


def _look(organisation: Organisation, found: Sequence[Proposal]) -> Task:
    words = ngettext(
        "Look at %(count)d joint purchase that is proposed",
        "Look at %(count)d joint purchases that are proposed",
        len(found),
    )
    address, why = reverse("pools"), found[0].sentence
    return Task(words % {"count": len(found)}, address, organisation.name, why, can_wait=True)


def _looks(role: ActiveRole) -> bool:
    """Check whether somebody looks at proposals: who buys for a municipality, or coordinates a region."""
    if role.organisation_kind in COORDINATES:
        return role.kind == RoleKind.FACILITATOR
    return role.kind in BUYS


def _to_be_confirmed(actor: Actor, organisations: list[int]) -> QuerySet[Pledge]:
    """Return the pledges that are not committed and can still be, the first day first."""
    rows = Pledge.objects.filter(
        organisation__in=organisations,
        withdrawn=None,
        certainty=Certainty.INTENTION,
        pool__state=State.OPEN,
        pool__joins_until__gte=actor.today,
    )
    rows = rows.select_related("pool", "organisation")
    return rows.order_by("pool__joins_until", "organisation__name", "pk")


def _confirm(pledges: list[Pledge]) -> Task:
    first, pools = pledges[0], {one.pool_id for one in pledges}
    who = {one.organisation_id: one.organisation for one in pledges}
    words = _("Commit %(name)s") % {"name": names(who.values())}
    address = first.pool.get_absolute_url() if len(pools) == 1 else reverse("pools")
    return Task(words, address, first.organisation.name, first.pool.title, first.pool.joins_until)
