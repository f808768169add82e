"""One project: its page, its steps, and the calendar of its days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.challenges.queries import challenge_name
from loftet.core.calendar import CalendarEvent, calendar_file, calendar_response
from loftet.core.pages import Button, EditPage, HiddenRecordMixin, Link, Page, RecordPage
from loftet.core.registry import call_all
from loftet.core.states import StateTag
from loftet.core.threads import NextStep, Stop, Thread
from loftet.effects.cards import EffectCard, cards_of
from loftet.funding.schemes import scheme_of
from loftet.pools.models import Pool
from loftet.projects.actions import begin_project, finish_project, stop_project
from loftet.projects.forms import BeginForm, FinishForm, StopForm
from loftet.projects.hooks import WAYS
from loftet.projects.models import (
    Application,
    ExpectedEffect,
    Milestone,
    MoneyKind,
    Project,
    State,
    StatusReport,
)
from loftet.projects.picture import timeline
from loftet.projects.queries import (
    benefits_read_by,
    bought_together,
    decision_of,
    meetings_with_minutes,
    money_totals,
    origins_of,
)
from loftet.projects.rules import (
    STATES,
    may_ask_reading,
    may_change,
    may_expect,
    may_follow_up,
    may_measure,
    may_plan_money,
    may_report,
    may_see,
    sees_money,
)
from loftet.projects.sentences import headline, state_tag
from loftet.projects.tasks import status_due_on


class OfProject(HiddenRecordMixin, Page):
    """A page about a project; one that is hidden is not there."""

    missing = _("There is no such project.")
    subject_model = Project
    form_template = "projects/pages/form.html"


class ProjectPage(OfProject, RecordPage):
    """One project: how it goes, what was expected and what the figures say, its plan and its partners."""

    rule = may_see
    template_name = "projects/pages/project.html"
    spot = "project"

    @cached_property
    def cards(self) -> list[EffectCard[ExpectedEffect]]:
        """Return the expected effects with their answers."""
        return cards_of(self.subject.effects.prefetch_related("results", "points"))

    @cached_property
    def report(self) -> StatusReport | None:
        """Return the newest status."""
        newest: StatusReport | None = self.subject.reports.first()
        return newest

    def get_title(self) -> Any:
        """Return how the project goes and what the figures say."""
        return headline(self.subject, self.tag, self.cards)

    @property
    def tag(self) -> StateTag:
        """Return how the project goes: its word, its colour and its icon."""
        signal, today = self.report.signal if self.report else None, self.actor.today
        is_late = any(one.is_late(today) for one in self.milestones)
        return state_tag(self.subject, signal, is_late=is_late)

    def get_buttons(self) -> Iterable[Button]:
        """Return what can be done now."""
        project, actor = self.subject, self.actor
        if self.may(may_expect) and not self.cards:
            yield self.button_to(_("Say what is to change"), "project_effect_create")
        if self.may(may_report) and self.status_due:
            yield self.button_to(_("Write status"), "project_status")
        if STATES.may_take("begin", actor, project):
            yield self.button_to(_("Begin the project"), "project_begin")
        if STATES.may_take("finish", actor, project):
            if not self.status_due:
                yield self.button_to(_("Write status"), "project_status")
            yield self.button_to(_("Finish the project"), "project_finish")
        yield from chain.from_iterable(call_all(WAYS, project, actor))

    @cached_property
    def bought(self) -> Sequence[Pool]:
        """Return the joint purchases whose prices can be written into the benefit plan."""
        return bought_together(self.subject, self.actor)

    def get_possible_links(self) -> Iterable[Link]:
        """Return what is changed in a project that is not over, and how it is stopped."""
        benefit, price = "project_benefit_create", gettext("Write the price that «%(name)s» promised")
        yield Link(_("Change the project"), "project_edit", may_change)
        if self.cards:
            yield Link(_("Say what more is to change"), "project_effect_create", may_expect)
        yield Link(_("Add a milestone"), "project_milestone_create", may_change)
        yield Link(_("Add to the benefit plan"), benefit, may_change)
        for one in self.bought:
            yield Link(price % {"name": one.title}, benefit, may_change, query=f"?felles={one.pk}")
        yield Link.of_step(STATES, "stop", "project_stop", has_form=True)

    @cached_property
    def status_due(self) -> date | None:
        """Return the day of the council's meeting before which a status is to be written; None if none is."""
        return status_due_on(self.subject, self.actor.today)

    @cached_property
    def milestones(self) -> Sequence[Milestone]:
        """Return the milestones, the first one first."""
        return list(self.subject.milestones.all())

    def get_next(self) -> NextStep | None:
        """Return what the reader is to do, or what the project reaches next; nothing when it is over."""
        project, actor = self.subject, self.actor
        if project.is_over:
            return None
        if self.may(may_expect) and not self.cards:
            return NextStep(_("Say which figure the project is to move"), project.starts_on)
        if self.may(may_report) and self.status_due:
            return NextStep(_("Write status in three lines, for the regional council"), self.status_due)
        if STATES.may_take("begin", actor, project):
            return NextStep(_("Begin the project, and freeze what you expect"), project.starts_on)
        who = project.lead.name
        if project.state == State.PLANNED:
            return NextStep(_("The project begins"), project.starts_on, who, is_yours=False)
        open_ones = [one for one in self.milestones if one.done_on is None]
        if open_ones:
            first = min(open_ones, key=lambda one: one.due)
            words = _("Milestone: %(title)s") % {"title": first.title}
            return NextStep(words, first.due, who, is_yours=False)
        return NextStep(
            _("The project is finished, and says what was learnt"), project.ends_on, who, is_yours=False
        )

    def get_thread(self) -> Thread:
        """Return what the project came from, and the projects that build on it."""
        project, origins, before = self.subject, origins_of(self.subject, self.actor), []
        if area := project.focus_area:
            before.append(Stop(_("Focus area"), str(area), area.get_absolute_url()))
        if project.challenge:
            address = project.challenge.get_absolute_url()
            before.append(Stop(_("Challenge"), challenge_name(project.challenge), address))
        before += [Stop(_("Need"), one.title, one.get_absolute_url()) for one in origins.needs]
        if origins.earlier:
            before.append(Stop(_("Project"), origins.earlier.title, origins.earlier.get_absolute_url()))
        after = [Stop(_("Project"), one.title, one.get_absolute_url()) for one in origins.later]
        return Thread(_("This project"), before, after, "" if project.is_over else _("Experience"))

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the project as its reader may see it: what each partner gives is for those who take part."""
        project, actor = self.subject, self.actor
        in_it = bool(sees_money(actor, project))
        applications = list(project.applications.all())
        return super().get_context(**more) | {
            "report": self.report,
            "reports": list(project.reports.all()[1:6]),
            "cards": self.cards,
            "timeline": timeline(project, self.milestones, actor.today),
            "partners": list(project.partners.select_related("organisation")),
            "totals": money_totals(project),
            "money": list(project.money.select_related("partner__organisation")) if in_it else [],
            "hours": MoneyKind.HOURS,
            "benefits": benefits_read_by(project, actor),
            "applications": [(one, scheme_of(one.scheme)) for one in applications if not _reports(one)],
            "due": [(one, scheme_of(one.scheme)) for one in applications if _reports(one)],
            "decision": decision_of(project, actor),
            "minutes": meetings_with_minutes(project, actor),
            "may_change": bool(self.may(may_change)),
            "may_expect": bool(self.may(may_expect)),
            "may_pay": bool(may_plan_money(actor, project)),
            "may_measure": bool(may_measure(actor, project)),
            "may_ask_reading": bool(may_ask_reading(actor, project)),
            "may_follow_up": bool(may_follow_up(actor, project)),
        }


def _reports(one: Application) -> bool:
    """Check whether a report on an application is still to be sent: that is never folded."""
    return one.report_due is not None and one.reported_on is None


class StepForm(OfProject, EditPage):
    """A step that asks for something first."""


class ProjectBegin(StepForm):
    """Begin a project: what is expected is frozen."""

    rule = STATES.rule_of("begin")
    title = _("Begin the project")
    lead = _("Everybody reads of it from then on. What you expect is frozen, with today’s figures.")
    button = _("Begin the project")
    success = _("The project has begun. What you expect is frozen.")
    form_class = BeginForm
    action = begin_project

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, and what is frozen."""
        return super().get_context(cards=cards_of(self.subject.effects.prefetch_related("results")), **more)


class ProjectFinish(StepForm):
    """Finish a project."""

    rule = STATES.rule_of("finish")
    title = _("Finish the project")
    lead = _("The figures are still read when new ones come.")
    button = _("Finish the project")
    success = _("The project is finished.")
    form_class = FinishForm
    action = finish_project


class ProjectStop(StepForm):
    """Stop a project: an outcome, with its lesson."""

    rule = STATES.rule_of("stop")
    title = _("Stop the project")
    lead = _("Stopping is an outcome, too. Say what was learnt, so that others need not learn it again.")
    button = _("Stop the project")
    success = _("The project is stopped. Its page says what was learnt.")
    danger = True
    form_class = StopForm
    action = stop_project


class ProjectCalendar(OfProject):
    """The days of a project as a calendar file: milestones, measuring, and deadlines that are verified."""

    rule = may_see

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        project = self.subject
        page = request.build_absolute_uri(project.get_absolute_url())
        file = calendar_file(project.title, self._events(request.get_host(), page))
        return calendar_response(f"prosjekt-{project.pk}", file)

    def _events(self, host: str, page: str) -> Iterator[CalendarEvent]:
        project = self.subject
        days = [
            (f"milestone-{one.pk}", one.title, one.due) for one in project.milestones.filter(done_on=None)
        ]
        days += [
            (f"measure-{one.pk}", gettext("Measure: %(name)s") % {"name": one.indicator}, one.measured_on)
            for one in project.effects.exclude(measured_on=None)
        ]
        for one in project.applications.all():
            scheme = scheme_of(one.scheme)
            if scheme and (day := scheme.known_deadline(self.actor.today)):
                days.append(
                    (f"deadline-{one.pk}", gettext("Deadline: %(name)s") % {"name": scheme.name}, day)
                )
            if one.report_due and not one.reported_on:
                name = scheme.name if scheme else one.scheme
                days.append(
                    (f"report-{one.pk}", gettext("Report to %(name)s") % {"name": name}, one.report_due)
                )
        for key, title, day in days:
            yield CalendarEvent(
                f"{key}@{host}", title, project.begun or project.written, day, address=page, is_busy=False
            )
