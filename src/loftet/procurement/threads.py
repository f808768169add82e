"""The thread around a procurement: what is behind it, the dialogue with firms, its contract, and projects."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.threads import Phase, Stop
from loftet.meetings.models import Event
from loftet.meetings.queries import dialogues_read_by
from loftet.meetings.sentences import dialogue_stops
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.pools.models import Pool
from loftet.procurement.models import Procurement, State
from loftet.projects.models import Project

MOST_SHOWN = 5


def needs_behind(procurement: Procurement) -> Q | None:
    """Return the condition on the needs that a procurement answers, its own and those of its pool, if any."""
    if procurement.pool_id is not None:
        return Q(pools=procurement.pool_id) | Q(pk=procurement.need_id or 0)
    return Q(pk=procurement.need_id) if procurement.need_id is not None else None


def came_from(procurement: Procurement, actor: Actor) -> list[Stop]:
    """Return the needs, the joint purchase and the dialogues behind it, as far as somebody may read them."""
    behind = needs_behind(procurement)
    if behind is None:
        return []
    keys = Need.objects.filter(behind).order_by().values("pk")
    needs = Need.objects.visible_to(actor).filter(pk__in=keys).select_related("organisation").order_by("pk")
    stops = [
        Stop(_("Need"), one.title, one.get_absolute_url(), one.organisation.name)
        for one in needs[:MOST_SHOWN]
    ]
    about = Q(needs__in=keys) | Q(pools=procurement.pool_id or 0)
    told = dialogue_stops(dialogues_read_by(actor, about)[:MOST_SHOWN])
    return stops + pools_of([procurement], actor) + told


def pools_of(procurements: Iterable[Procurement], actor: Actor) -> list[Stop]:
    """Return the joint purchases behind some procurements, as far as somebody may read them; one query."""
    keys = {one.pool_id for one in procurements if one.pool_id is not None}
    rows = Pool.objects.visible_to(actor).filter(pk__in=keys).order_by("pk") if keys else ()
    return [Stop(_("Joint purchase"), one.title, one.get_absolute_url()) for one in rows]


def became(procurement: Procurement) -> list[Stop]:
    """Return a procurement and its contract, where it has one; everybody may read a contract."""
    found = [Stop(_("Procurement"), procurement.title, procurement.get_absolute_url())]
    if contract := procurement.signed_contract:
        found.append(Stop(_("Contract"), contract.supplier, contract.get_absolute_url(), phase=Phase.AGREED))
    return found


def projects_of(procurements: Iterable[Procurement], actor: Actor) -> list[Stop]:
    """Return the projects that answer the same needs as some procurements; one query."""
    rows = projects_beside(procurements, actor)[:MOST_SHOWN]
    return [Stop(_("Project"), one.title, one.get_absolute_url(), phase=Phase.CARRIED_OUT) for one in rows]


def projects_beside(procurements: Iterable[Procurement], actor: Actor) -> QuerySet[Project]:
    """Return the projects of the needs behind some procurements that somebody may read."""
    conditions = [one for one in map(needs_behind, procurements) if one is not None]
    if not conditions:
        return Project.objects.none()
    keys = Need.objects.filter(reduce(or_, conditions)).order_by().values("pk")
    linked = Project.objects.filter(needs__in=keys).order_by().values("pk")
    return Project.objects.visible_to(actor).filter(pk__in=linked).order_by("pk")


def pools_for(needs: QuerySet[Need, Any]) -> QuerySet[Pool, Any]:
    """Return the keys of the joint purchases of some needs, given by their keys."""
    return Pool.objects.filter(needs__in=needs).order_by().values("pk")


def bought_for(needs: QuerySet[Need, Any], pools: QuerySet[Pool, Any], actor: Actor) -> QuerySet[Procurement]:
    """Return the procurements of needs or joint purchases, given by their keys, that somebody may read."""
    rows = Procurement.objects.visible_to(actor).filter(Q(need__in=needs) | Q(pool__in=pools))
    return rows.exclude(state=State.STOPPED).select_related("contract").order_by("pk")


def bought_after(event: Event, actor: Actor) -> QuerySet[Procurement]:
    """Return the procurements of what a market dialogue is about that somebody may read."""
    return bought_for(event.needs.order_by().values("pk"), event.pools.order_by().values("pk"), actor)


def dialogues_for(project: Project, actor: Actor) -> list[Stop]:
    """Return the market dialogues about the needs of a project, also by joint purchases."""
    needs = project.needs.order_by().values("pk")
    found = dialogues_read_by(actor, Q(needs__in=needs) | Q(pools__in=pools_for(needs)))
    return dialogue_stops(found[:MOST_SHOWN])


def bought_for_need(need: Need) -> Q:
    """Return the condition on the procurements of a need, also by a joint purchase."""
    return Q(need=need) | Q(pool__in=Pool.objects.filter(needs=need).order_by().values("pk"))


def bought_for_project(project: Project, actor: Actor) -> QuerySet[Procurement]:
    """Return the procurements of a project's needs that somebody may read, also by joint purchases."""
    needs = project.needs.order_by().values("pk")
    return bought_for(needs, pools_for(needs), actor)
