"""Queries of projects: what somebody may read, in which order, where a project came from, and its money."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from loftet.challenges.models import Challenge, FocusArea
from loftet.core.ordering import first
from loftet.decisions.models import Matter
from loftet.decisions.queries.matters import visible
from loftet.effects.cards import indicators_now
from loftet.meetings.models import Event
from loftet.minutes.rules import may_read as may_read_minutes
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, Permissions
from loftet.pools.models import Pool
from loftet.pools.rules import sees_costs
from loftet.projects.models import (
    Benefit,
    BenefitKind,
    EffectResult,
    Milestone,
    MoneyKind,
    Project,
    State,
    StatusReport,
)
from loftet.projects.rules import LEADS, reads_prices

MOST_POOLS, MOST_MEETINGS = 2, 5


def projects_in_order(actor: Actor) -> QuerySet[Project]:
    """Return them as a list shows them: one's own first, then those under way, planned, and over."""
    own, number = actor.permissions.held_in(), IntegerField()
    rank = Case(
        When(state=State.RUNNING, then=Value(0)),
        When(state=State.PLANNED, then=Value(1)),
        default=Value(2),
        output_field=number,
    )
    rows = Project.objects.visible_to(actor).select_related("lead", "challenge").annotate(rank=rank)
    results = EffectResult.objects.filter(effect__project=OuterRef("pk"))
    if shown := indicators_now():  # of a figure that is no longer shown, nothing is said
        results = results.filter(effect__indicator__in=shown)
    rows = rows.annotate(
        partner_count=Subquery(_counted(), output_field=number),
        signal=Subquery(StatusReport.objects.filter(project=OuterRef("pk")).values("signal")[:1]),
        is_late=Exists(Milestone.objects.late(actor.today).filter(project=OuterRef("pk"))),
        answer=Subquery(results.order_by("-computed").values("answer")[:1]),
    )
    owned = [first(Q(lead__in=own))] if own else []
    return rows.order_by(*owned, "rank", "-starts_on", "-pk")


def _counted() -> QuerySet[Project, Any]:
    rows = Project.objects.filter(pk=OuterRef("pk")).order_by()
    return rows.values("pk").annotate(count=Count("partners")).values("count")


def organisations_led_for(actor: Actor) -> list[Organisation]:
    """Return the organisations that somebody starts projects for: one's own before those by delegation."""
    return actor.permissions.acted_for(*LEADS, among=SPEAKS_FOR_ITS_PLACE)


def focus_area_of(challenge: Challenge, organisation: Organisation) -> FocusArea | None:
    """Return the focus area that builds on a challenge and that an organisation's place has joined."""
    rows = FocusArea.objects.filter(challenges=challenge, ended_on=None)
    of_place = rows.filter(members=organisation.place_id) | rows.filter(region=organisation.place_id)
    return of_place.distinct().order_by("-began_on").first()


@dataclass(frozen=True, slots=True)
class Origins:
    """The origin of a project, as far as its reader may see it, and the projects that build on it."""

    needs: tuple[Need, ...]
    earlier: Project | None
    later: tuple[Project, ...]


def origins_of(project: Project, actor: Actor) -> Origins:
    """Return what a project came from and what it became."""
    readable_ones = Project.objects.visible_to(actor)
    earlier = project.builds_on
    shown = earlier is not None and readable_ones.filter(pk=earlier.pk).exists()
    needs = Need.objects.visible_to(actor).filter(projects=project).select_related("organisation")
    return Origins(
        tuple(needs), earlier if shown else None, tuple(readable_ones.filter(builds_on=project)[:10])
    )


def decisions_of(lead: Organisation, permissions: Permissions) -> QuerySet[Matter]:
    """Return the matters of the one that leads a project, as far as somebody may read them."""
    return visible(lead, permissions).order_by("-pk")


def decision_of(project: Project, actor: Actor) -> Matter | None:
    """Return the matter in which a project was decided, where the reader may read it."""
    if project.decision_id is None:
        return None
    return decisions_of(project.lead, actor.permissions).filter(pk=project.decision_id).first()


@dataclass(frozen=True, slots=True)
class MoneyTotal:
    """The sum of one kind over all partners and years: planned, and used so far."""

    kind: MoneyKind
    planned: Decimal
    used: Decimal


def money_totals(project: Project) -> list[MoneyTotal]:
    """Return the sums of a project by kind, in hours or kroner; a kind without rows is left out."""
    found: dict[str, list[Decimal]] = {}
    for one in project.money.all():
        total = found.setdefault(one.kind, [Decimal(0), Decimal(0)])
        total[0] += one.planned
        total[1] += one.used or Decimal(0)
    return [MoneyTotal(kind, *found[kind]) for kind in MoneyKind if kind in found]


def benefits_read_by(project: Project, actor: Actor) -> list[Benefit]:
    """Return the benefits of a project; the prices of a joint purchase only for those who may read them."""
    rows = list(project.benefits.all())
    prices = [one for one in rows if one.kind == BenefitKind.PRICE]
    if not prices or reads_prices(actor, project):
        return rows
    return [one for one in rows if one not in prices]


def bought_together(project: Project, actor: Actor) -> list[Pool]:
    """Return the joint purchases of a project's needs whose buyers are settled and whose prices are seen."""
    rows = Pool.objects.visible_to(actor).filter(needs__in=project.needs.all(), frozen__isnull=False)
    return [one for one in rows.distinct() if sees_costs(actor, one)][:MOST_POOLS]


def meetings_with_minutes(project: Project, actor: Actor) -> list[Event]:
    """Return the newest meetings of a project whose approved minutes the reader may read.

    They are those of its partners that were about its needs or its challenge.
    """
    if actor.user is None:
        return []
    about = Q(needs__in=project.needs.all())
    if project.challenge_id:
        about |= Q(challenges=project.challenge_id)
    partners = project.partners.values("organisation")
    rows = Event.objects.filter(about, organisation__in=partners, minutes__approved__isnull=False)
    newest = rows.select_related("organisation").distinct().order_by("-day", "-pk")[:MOST_MEETINGS]
    return [one for one in newest if may_read_minutes(actor, one)]
