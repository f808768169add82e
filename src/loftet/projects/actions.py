"""Actions on a project: started, planned, begun, reported on, finished, stopped."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from loftet.background.work import ask_for
from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.core.verdicts import demand
from loftet.effects.baseline import demand_movable
from loftet.funding.schemes import demand_scheme
from loftet.invalid_input import InvalidInput
from loftet.needs.models import Need
from loftet.needs.rules import may_see as need_is_open_to
from loftet.notices.actions.notifications import News, followers, notify
from loftet.notices.models import Reason
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.models import Organisation, User
from loftet.people.queries.organisation import people_of
from loftet.pools.actions import region_of
from loftet.projects.models import (
    ExpectedEffect,
    Money,
    OwnPoint,
    Part,
    Partner,
    Project,
    Signal,
    StatusReport,
)
from loftet.projects.queries import decisions_of
from loftet.projects.readings import WORK, set_baseline
from loftet.projects.rules import (
    ACTS,
    LEADS,
    STATES,
    may_change,
    may_change_part,
    may_expect,
    may_follow_up,
    may_measure,
    may_plan_money,
    may_remove_part,
    may_report,
    may_see,
    may_start,
    may_write_money,
)
from loftet.status.edition import current

ACTS_FOR = acts_by(*LEADS)


def _part_for(actor: Actor, part: Part) -> str:
    if isinstance(part, Money) and part.partner.organisation is not None:
        return actor.permissions.on_behalf_of(part.partner.organisation, *ACTS)
    if isinstance(part, OwnPoint):
        return _partner_for(actor, part.project)
    return ACTS_FOR(actor, part.project)  # type: ignore[attr-defined]


def _partner_for(actor: Actor, project: Project) -> str:
    return actor.permissions.on_behalf_of_any(project.member_keys, *ACTS)


# --- who is told ------------------------------------------------------------------------------------


def _tell(done: Done) -> None:
    """Notify the people of the lead and of the partners, and those who follow the project."""
    project = done.record
    people = set(people_of(project.member_keys, done.actor.today, ACTS))
    _send(done, people, Reason.ROLE)
    _send(done, set(followers(project)) - people, Reason.FOLLOWS)


def _tell_of_risk(done: Done) -> None:
    if done.result.signal == Signal.AT_RISK:
        _tell(done)


def _send(done: Done, to: Iterable[User], reason: Reason) -> None:
    project = done.record
    news = News.about(done.key, project, title=project.title)
    notify(news, to, reason=reason, by=done.actor.user, now=done.actor.now)


# --- the project ------------------------------------------------------------------------------------


@action("project.written", rule=may_start, creates=True, acting_for=ACTS_FOR)
def start_project(
    organisation: Organisation, written: Mapping[str, Any], needs: Sequence[Need] = (), *, actor: Actor
) -> Project:
    """Create a project that the organisation leads; it is its first partner.

    Raises:
        InvalidInput: when a value is refused, or it comes from what the actor may not read.
    """
    project = Project(lead=organisation, written=actor.now, written_by=actor.person)
    project.region = region_of(organisation, actor.today)
    _may_come_from(written, needs, organisation, actor)
    set_values(project, written)
    project.save()
    project.needs.set(needs)
    first = Partner(project=project)
    set_values(first, {"organisation": organisation})
    first.save()
    return project


def _may_come_from(
    written: Mapping[str, Any], needs: Iterable[Need], lead: Organisation, actor: Actor
) -> None:
    earlier = written.get("builds_on")
    if earlier is not None and not may_see(actor, earlier):
        raise InvalidInput.because(_("The project that it builds on is not open to you."), field="builds_on")
    matter = written.get("decision")
    if matter and not decisions_of(lead, actor.permissions).filter(pk=matter.pk).exists():
        raise InvalidInput.because(_("The one that leads has no such matter."), field="decision")
    if not all(need_is_open_to(actor, one) for one in needs):
        raise InvalidInput.because(_("A need that it is made from is not open to you."))


@action("project.changed", rule=may_change, acting_for=ACTS_FOR)
def change_project(project: Project, written: Mapping[str, Any], *, actor: Actor) -> Project:
    """Change what a project is about; when it began stands once it has.

    Raises:
        InvalidInput: when a value is refused, or it would build on what the actor may not read.
    """
    before = project.starts_on
    _may_come_from(written, (), project.lead, actor)
    set_values(project, written)
    if project.begun is not None and project.starts_on != before:
        raise InvalidInput.because(_("The project has begun, so this day stands."), field="starts_on")
    return project


@action("project.begun", rule=STATES.rule_of("begin"), acting_for=ACTS_FOR, notify=_tell)
def begin_project(project: Project, written: Mapping[str, Any], *, actor: Actor) -> Project:
    """Set a project under way: everybody reads of it, and what is expected is frozen with its edition.

    Raises:
        InvalidInput: when a value is refused, the day is to come, or nobody has talked with the employees.
    """
    set_values(project, written)
    if not project.staff:
        raise InvalidInput.because(
            _("Say when and with whom it was talked over, or why it does not touch anybody’s work."),
            field="staff",
        )
    if project.starts_on > actor.today:
        raise InvalidInput.because(_("The day is still to come. Begin it then."), field="starts_on")
    STATES.take("begin", project)
    project.begun = actor.now
    for effect in project.effects.all():
        _freeze(effect, project, actor)
    return project


def _freeze(effect: ExpectedEffect, project: Project, actor: Actor) -> None:
    """Set the newest values of the municipalities, and ask for what the figures say."""
    set_baseline(effect, project, current().edition)
    effect.treated_from, effect.frozen = project.starts_on.year, actor.now
    effect.afterwards = project.starts_on.year < actor.today.year
    effect.version += 1
    effect.save()
    ask_for(WORK, effect.pk)


@action("project.finished", rule=STATES.rule_of("finish"), acting_for=ACTS_FOR, notify=_tell)
def finish_project(project: Project, written: Mapping[str, Any], *, actor: Actor) -> Project:
    """Set a project to be finished, with what came of it.

    Raises:
        InvalidInput: when a value is refused, or nothing is said.
    """
    set_values(project, written)
    if not project.result:
        raise InvalidInput.because(_("Say in a sentence what came of it."), field="result")
    return _end(project, "finish", actor)


@action("project.stopped", rule=STATES.rule_of("stop"), acting_for=ACTS_FOR, notify=_tell)
def stop_project(project: Project, written: Mapping[str, Any], *, actor: Actor) -> Project:
    """Stop a project: an outcome, with what others can learn from it.

    Raises:
        InvalidInput: when a value is refused, or nothing is said.
    """
    set_values(project, written)
    if not project.lesson:
        raise InvalidInput.because(_("Say what was learnt: that is what others can use."), field="lesson")
    return _end(project, "stop", actor)


def _end(project: Project, step: str, actor: Actor) -> Project:
    STATES.take(step, project)
    project.ended = actor.now
    if project.ends_on is None or project.ends_on > actor.today:
        project.ends_on = max(actor.today, project.starts_on)
    return project


# --- its plan ---------------------------------------------------------------------------------------


def _add(project: Project, part: Part, written: Mapping[str, Any]) -> Part:
    part.project = project  # type: ignore[attr-defined]
    set_values(part, written)
    part.save()
    return part


@action("project.planned", rule=may_change, creates=True, acting_for=ACTS_FOR)
def add_part(project: Project, part: Part, written: Mapping[str, Any], *, actor: Actor) -> Part:
    """Add a partner or a milestone to a project.

    Raises:
        InvalidInput: when a value is refused, or a milestone was reached on a day still to come.
    """
    _refuse_day_to_come(part, written, actor)
    return _add(project, part, written)


@action("project.expected", rule=may_expect, creates=True, acting_for=ACTS_FOR)
def add_effect(project: Project, part: ExpectedEffect, written: Mapping[str, Any], *, actor: Actor) -> Part:
    """Add an expected effect, before the project begins.

    Raises:
        InvalidInput: when a value is refused, or the figure is background.
    """
    demand_movable(written)
    return _add(project, part, written)


@action("project.paid", rule=may_plan_money, creates=True, acting_for=_partner_for)
def add_money(project: Project, part: Money, written: Mapping[str, Any], *, actor: Actor) -> Part:
    """Add what a partner gives in a year, written by its own people.

    Raises:
        InvalidInput: when a value is refused.
        NotAllowed: when it is another partner's.
    """
    _own_money(written, actor)
    return _add(project, part, written)


@action("project.measured", rule=may_measure, creates=True, acting_for=_partner_for)
def add_point(project: Project, part: OwnPoint, written: Mapping[str, Any], *, actor: Actor) -> Part:
    """Add a value of the project's own figure.

    Raises:
        InvalidInput: when a value is refused, or its day is still to come.
    """
    _refuse_day_to_come(part, written, actor)
    return _add(project, part, written)


def _refuse_day_to_come(part: Part, written: Mapping[str, Any], actor: Actor) -> None:
    day = written.get(part.happened_on)
    if isinstance(day, date) and day > actor.today:
        raise InvalidInput.because(_("The day is still to come."), field=part.happened_on)


def _own_money(written: Mapping[str, Any], actor: Actor) -> None:
    if (partner := written.get("partner")) is not None:
        demand(may_write_money(actor, partner))


@action("project.followed_up", rule=may_follow_up, creates=True, acting_for=ACTS_FOR)
def add_follow_up(project: Project, part: Part, written: Mapping[str, Any], *, actor: Actor) -> Part:
    """Add a line of the benefit plan, or an application for money.

    Raises:
        InvalidInput: when a value is refused, or there is no such scheme.
    """
    demand_scheme(written)
    return _add(project, part, written)


@action("project.planned", rule=may_change_part, acting_for=_part_for)
def change_part(part: Part, written: Mapping[str, Any], *, actor: Actor) -> Part:
    """Change a row of a plan.

    Raises:
        InvalidInput: when a value is refused.
        NotAllowed: when money would become another partner's.
    """
    if isinstance(part, Money):
        _own_money(written, actor)
    _refuse_day_to_come(part, written, actor)
    if isinstance(part, ExpectedEffect):
        demand_movable(written)
    demand_scheme(written)
    set_values(part, written)
    return part


@action("project.part_removed", rule=may_remove_part, acting_for=_part_for)
def remove_part(part: Part, *, actor: Actor) -> Part:
    """Remove a row of a plan.

    Raises:
        InvalidInput: when it is the partner that leads.
    """
    if isinstance(part, Partner) and part.organisation_id == part.project.lead_id:
        raise InvalidInput.because(_("The one that leads is always a partner."))
    part.delete()
    return part


@action("project.reported", rule=may_report, creates=True, acting_for=ACTS_FOR, notify=_tell_of_risk)
def report_status(project: Project, written: Mapping[str, Any], *, actor: Actor) -> StatusReport:
    """Create a status in three lines; those of a project at risk are notified.

    Raises:
        InvalidInput: when a value is refused.
    """
    report = StatusReport(project=project, when=actor.now, by=actor.person)
    set_values(report, written)
    report.save()
    return report
