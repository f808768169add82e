"""Rules on projects: who reads, who leads, who writes which money, and the way from planned to over."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import WRITES
from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, reached_places
from loftet.people.rules import facilitator_roles, role_rule
from loftet.pools.models import Pool
from loftet.pools.rules import stands_apart
from loftet.projects.models import (
    Benefit,
    BenefitKind,
    ExpectedEffect,
    Money,
    OwnPoint,
    Part,
    Partner,
    Project,
    State,
)

LEADS = (*WRITES, RoleKind.SUSTAINABILITY_COORDINATOR, RoleKind.FACILITATOR)
ACTS = (*LEADS, RoleKind.EDITOR)  # a firm's or a research institution's own people, too


def readable(actor: Actor) -> Q:
    """Return the condition on the projects that somebody may read: the one place where that is said."""
    seen = Q(begun__isnull=False)
    if own := actor.permissions.held_in():
        seen |= Q(lead__in=own) | Q(pk__in=Partner.objects.filter(organisation__in=own).values("project"))
    if places := actor.permissions.once(reached_places):
        seen |= Q(region__in=places)
    return seen


def may_see(actor: Actor, project: Project) -> Verdict:
    """Check whether a project is open to somebody, as `readable` says it of many."""
    if project.is_public or Project.objects.visible_to(actor).filter(pk=project.pk).exists():
        return ALLOWED
    return Denied(_("The project is not open to you."))


# Who may start a project that an organisation leads.
may_start = role_rule(
    SPEAKS_FOR_ITS_PLACE,
    _("Projects are led by municipalities, counties and regional councils here."),
    LEADS,
    _("Projects are started by those who plan, buy, advise or manage in the organisation."),
)


def leads(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor acts for the organisation that leads."""
    if actor.permissions.has(project.lead, *LEADS):
        return ALLOWED
    return Denied(_("Those who act for the organisation that leads the project do this."))


def takes_part(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor acts for the lead or for a partner."""
    if leads(actor, project):
        return ALLOWED
    own = actor.permissions.held_in(*ACTS)
    if own and project.partners.filter(organisation__in=own).exists():
        return ALLOWED
    return Denied(_("This is for those who take part in the project."))


def sees_money(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor may see what each partner gives; everybody reads the sums of what is public."""
    return takes_part(actor, project)


def reads_prices(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor may read what a joint purchase promised: who takes part, and stands apart.

    A firm that takes part would read what its rivals ask for.
    """
    pools = Pool.objects.filter(needs__in=project.needs.all()).distinct()
    denied = (one for one in (stands_apart(actor, about) for about in (project, *pools)) if not one)
    return takes_part(actor, project) and next(denied, ALLOWED)


def may_change(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor may change a project: the lead, until it is over."""
    if project.is_over:
        return Denied(_("The project is over, and stands as it is."))
    return leads(actor, project)


def may_plan_money(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor may write what some partner gives; `may_write_money` asks of which."""
    if project.is_over:
        return Denied(_("The project is over, and stands as it is."))
    return takes_part(actor, project)


def may_write_money(actor: Actor, partner: Partner) -> Verdict:
    """Check whether the actor may write what a partner gives: its own people, or the lead for a named one."""
    if partner.organisation is None:
        return leads(actor, partner.project)
    if actor.permissions.has(partner.organisation, *ACTS):
        return ALLOWED
    return Denied(_("What a partner gives is written by its own people."), field="partner")


def may_follow_up(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor may write of benefits and grants: the lead, also after the end."""
    if project.state == State.STOPPED:
        return Denied(_("The project was stopped, and stands as it is."))
    return leads(actor, project)


def may_expect(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor may say what a project is expected to change: only before it begins."""
    if project.begun is not None:
        return Denied(_("What is expected is said before the project begins, and stands."))
    return may_change(actor, project)


def may_measure(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor may write values of the project's own figures: who takes part, to the end."""
    if project.state == State.STOPPED:
        return Denied(_("The project was stopped, and stands as it is."))
    return takes_part(actor, project)


def may_ask_reading(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor may ask others for readings: a coordinator who takes part, or leads."""
    if not facilitator_roles(actor.permissions):
        return Denied(_("A coordinator asks others for readings."))
    return may_measure(actor, project)


def may_change_part(actor: Actor, part: Part) -> Verdict:
    """Check whether the actor may change a row of a plan."""
    project: Project = part.project  # type: ignore[attr-defined]
    if isinstance(part, Money):
        return may_plan_money(actor, project) and may_write_money(actor, part.partner)
    if isinstance(part, OwnPoint):
        return may_measure(actor, project)
    if isinstance(part, ExpectedEffect):
        return may_expect(actor, project)
    if isinstance(part, Benefit) and part.kind == BenefitKind.PRICE:
        return may_follow_up(actor, project) and reads_prices(actor, project)
    if part.anchor in ("benefits", "funding"):
        return may_follow_up(actor, project)
    return may_change(actor, project)


def may_remove_part(actor: Actor, part: Part) -> Verdict:
    """Check whether the actor may take a row out of a plan: a partner only without money."""
    if isinstance(part, Partner) and part.money.exists():
        return Denied(_("What the partner gives is written in the plan. Take that out first."))
    return may_change_part(actor, part)


def may_report(actor: Actor, project: Project) -> Verdict:
    """Check whether the actor may say how a project goes: while it is under way."""
    if project.state != State.RUNNING:
        return Denied(_("Status is written of projects that are under way."))
    return leads(actor, project)


STATES = States(
    State.PLANNED,
    Step("begin", (State.PLANNED,), State.RUNNING, may_change, _("Begin the project")),
    Step("finish", (State.RUNNING,), State.FINISHED, may_change, _("Finish the project")),
    Step(
        "stop", (State.PLANNED, State.RUNNING), State.STOPPED, may_change, _("Stop the project"), danger=True
    ),
)
