"""The forms of a project: a new one on one screen, more of it, its rows, and its status."""

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.challenges.models import About, Challenge
from loftet.challenges.queries import challenge_name
from loftet.core.pages import ButtonPage, CreatePage, EditPage, Page
from loftet.core.registry import add_parameters
from loftet.effects.baseline import movable_figures
from loftet.needs.models import Need
from loftet.people.pages.base import OfOrganisationMixin
from loftet.pools.models import Pool
from loftet.projects.actions import (
    add_effect,
    add_follow_up,
    add_money,
    add_part,
    add_point,
    change_part,
    change_project,
    remove_part,
    report_status,
    start_project,
)
from loftet.projects.forms import (
    ApplicationForm,
    BenefitForm,
    EffectForm,
    MilestoneForm,
    MoneyForm,
    MoreForm,
    PartnerForm,
    PointForm,
    ProjectForm,
    StatusForm,
)
from loftet.projects.models import (
    Application,
    Benefit,
    BenefitKind,
    ExpectedEffect,
    Milestone,
    Money,
    OwnPoint,
    Partner,
    Project,
    StatusReport,
)
from loftet.projects.pages.project import OfProject
from loftet.projects.queries import decisions_of, focus_area_of
from loftet.projects.rules import (
    may_change,
    may_change_part,
    may_expect,
    may_follow_up,
    may_measure,
    may_plan_money,
    may_report,
    may_start,
    may_write_money,
)

CHALLENGE, NEED, EARLIER, SCHEME = "utfordring", "behov", "prosjekt", "ordning"
EFFECT, POOL = "effekt", "felles"
add_parameters((CHALLENGE, NEED, EARLIER, SCHEME, EFFECT, POOL))


class ProjectCreate(OfOrganisationMixin, CreatePage):
    """Start a project, from a challenge, a need, an earlier project, or from nothing."""

    rule = may_start
    title = _("A new project")
    lead = _("One screen is enough. Partners, money and what is to change come afterwards, if you need them.")
    template_name = "projects/pages/form.html"
    button = _("Keep the project")
    success = _("The project is kept. The region and its partners read it until it begins; then everybody.")
    form_class = ProjectForm
    action = start_project
    back_url = ("projects",)

    @cached_property
    def came_from(self) -> dict[str, Any]:
        """Return the challenge, the need and the project that the address names, as far as they are open."""
        needs = Need.objects.visible_to(self.actor).filter(pk=self.key_in_address(NEED))
        need = needs.select_related("challenge").first()
        challenge = Challenge.objects.standing().filter(pk=self.key_in_address(CHALLENGE)).first()
        earlier = Project.objects.visible_to(self.actor).filter(pk=self.key_in_address(EARLIER)).first()
        return {
            "need": need,
            "challenge": challenge or (need.challenge if need else None),
            "earlier": earlier,
        }

    def get_form_options(self) -> dict[str, Any]:
        """Return what is filled in from what the project came from."""
        found: dict[str, Any] = {"starts_on": self.actor.today}
        if one := self.came_from["need"]:
            found |= {"title": one.title, "text": one.effect}
        elif one := self.came_from["earlier"]:
            found |= {"title": one.title, "text": one.text, "kind": one.kind}
        return {"initial": found}

    def save(self, form: Any) -> Project:
        """Create the project, with what it came from and the focus area that this belongs to."""
        origin = self.came_from
        written = dict(form.changes)
        if challenge := origin["challenge"]:
            written |= {"challenge": challenge, "focus_area": focus_area_of(challenge, self.subject)}
        if origin["earlier"]:
            written["builds_on"] = origin["earlier"]
        needs = [origin["need"]] if origin["need"] else []
        return start_project(self.subject, written, needs, actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, and what the project came from."""
        challenge = self.came_from["challenge"]
        return super().get_context(origin=self.came_from, challenge_name=challenge_name(challenge), **more)


class ProjectEdit(OfProject, EditPage):
    """Change what a project is about."""

    rule = may_change
    title = _("Change the project")
    form_class = MoreForm
    action = change_project

    def get_form_options(self) -> dict[str, Any]:
        """Return the record, the projects that it can build on, and the matters that decided on it."""
        rows = Project.objects.visible_to(self.actor).exclude(pk=self.subject.pk).order_by("title")
        matters = decisions_of(self.subject.lead, self.actor.permissions)
        return super().get_form_options() | {"readable": rows, "decisions": matters}


class PartCreate(OfProject, CreatePage):
    """Add a row to a project's plan."""

    button = _("Keep")
    model: ClassVar[type[Any]]
    action: ClassVar[Any] = add_part

    def get_form_options(self) -> dict[str, Any]:
        """Return a row of the project to be filled in."""
        return {"instance": self.model(project=self.subject)} | part_options(self, self.model, self.subject)

    def save(self, form: Any) -> Any:
        """Create the row."""
        written = {name: value for name, value in form.changes.items() if value not in (None, "")}
        return type(self).action(self.subject, self.model(project=self.subject), written, actor=self.actor)


def part_options(page: Page, model: type[Any], project: Project) -> dict[str, Any]:
    """Return what the form of a kind of row needs to know."""
    if model is ExpectedEffect:
        challenge = project.challenge
        first = challenge.key if challenge and challenge.about == About.INDICATOR else ""
        year = (project.ends_on or project.starts_on).year + 1
        return {"indicators": movable_figures(), "initial": {"indicator": first, "by_year": year}}
    if model is Money:
        rows = project.partners.select_related("organisation", "project__lead")
        own = [one.pk for one in rows if may_write_money(page.actor, one)]
        return {"partners": Partner.objects.filter(pk__in=own), "initial": {"year": page.actor.today.year}}
    if model is OwnPoint:
        effects = project.effects.exclude(own_figure="")
        key = page.request.GET.get(EFFECT, "")
        return {"effects": effects, "initial": {"effect": key, "day": page.actor.today}}
    if model is Benefit:
        return {"initial": _promised(page)}
    if model is Application:
        return {"initial": {"scheme": page.request.GET.get(SCHEME, ""), "applicant": project.lead.name}}
    return {}


def _promised(page: Page) -> dict[str, Any]:
    """Return a price to be filled in, of the joint purchase in the address; no price is copied."""
    pool = Pool.objects.visible_to(page.actor).filter(pk=page.key_in_address(POOL)).first()
    return {} if pool is None else {"kind": BenefitKind.PRICE, "what": pool.title, "unit": pool.unit}


class PartnerCreate(PartCreate):
    """Add a partner."""

    rule = may_change
    title = _("Add a partner")
    model = Partner
    form_class = PartnerForm


class MilestoneCreate(PartCreate):
    """Add a milestone."""

    rule = may_change
    title = _("Add a milestone")
    model = Milestone
    form_class = MilestoneForm


class EffectCreate(PartCreate):
    """Add what the project is expected to change."""

    rule = may_expect
    title = _("What is to change?")
    lead = _("Say it before the project begins. Then the figures can answer, and nobody can say it was easy.")
    model = ExpectedEffect
    form_class = EffectForm
    action = add_effect


class PointCreate(PartCreate):
    """Write a value of the project's own figure."""

    rule = may_measure
    title = _("A value of your own figure")
    lead = _("Official figures come late. Your own show it sooner. Write values from before the start, too.")
    model = OwnPoint
    form_class = PointForm
    action = add_point


class MoneyCreate(PartCreate):
    """Write what a partner gives in a year."""

    rule = may_plan_money
    title = _("Who gives what?")
    lead = _(
        "Each partner writes what it gives itself. The one that leads writes for those who are only named."
    )
    model = Money
    form_class = MoneyForm
    action = add_money


class BenefitCreate(PartCreate):
    """Add a line to the benefit plan."""

    rule = may_follow_up
    title = _("A line of the benefit plan")
    lead = _("Three to six lines are enough: what it costs, what it saves, and what becomes better.")
    model = Benefit
    form_class = BenefitForm
    action = add_follow_up


class ApplicationCreate(PartCreate):
    """Add an application for money."""

    rule = may_follow_up
    title = _("An application for money")
    model = Application
    form_class = ApplicationForm
    action = add_follow_up


PARTS: dict[str, tuple[type[Any], type[Any], Any]] = {
    "partner": (Partner, PartnerForm, _("Change a partner")),
    "milepel": (Milestone, MilestoneForm, _("Change a milestone")),
    "effekt": (ExpectedEffect, EffectForm, _("What is to change?")),
    "maling": (OwnPoint, PointForm, _("A value of your own figure")),
    "midlar": (Money, MoneyForm, _("Who gives what?")),
    "gevinst": (Benefit, BenefitForm, _("A line of the benefit plan")),
    "soknad": (Application, ApplicationForm, _("An application for money")),
}


class OfPart(Page):
    """A page about a row of a plan, by its kind and key; those of hidden projects are not there."""

    kwargs: dict[str, Any]

    @property
    def kind(self) -> tuple[type[Any], type[Any], Any]:
        """Return model, form and title of the kind that the address names, or answer 404."""
        if self.kwargs["kind"] not in PARTS:
            raise Http404(gettext("There is no such thing in a project."))
        return PARTS[self.kwargs["kind"]]

    def get_subject(self) -> Any:
        """Return the row, or answer 404."""
        model = self.kind[0]
        self.demand_user()
        rows: QuerySet[Any] = model.objects.select_related(*model.lock_with)
        open_ones = Project.objects.visible_to(self.actor).values("pk")
        keys = {"pk": self.kwargs["id"], "project": self.kwargs["pk"]}
        return get_object_or_404(rows, project__in=open_ones, **keys)


class PartEdit(OfPart, EditPage):
    """Change a row of a plan, or take it out."""

    rule = may_change_part
    template_name = "projects/pages/part.html"
    action = change_part

    def get_title(self) -> Any:
        """Return what is changed."""
        return self.kind[2]

    def get_form(self) -> Any:
        """Return the form of the kind."""
        options = part_options(self, self.kind[0], self.subject.project)
        options.pop("initial", None)
        sent = (self.request.POST,) if self.request.method == "POST" else ()
        return self.kind[1](*sent, instance=self.subject, **options)


class PartRemove(OfPart, ButtonPage):
    """Take a row out of a plan."""

    rule = may_change_part
    action = remove_part
    success = _("It is taken out.")


class StatusCreate(OfProject, CreatePage):
    """Write the status of a project in three lines."""

    rule = may_report
    title = _("Status in three lines")
    lead = _("For the next meeting of the regional council: how it goes, why, and what is needed.")
    button = _("Keep the status")
    success = _("The status is kept.")
    form_class = StatusForm
    action = report_status

    def get_form_options(self) -> dict[str, Any]:
        """Return a status of the project to be filled in."""
        return {"instance": StatusReport(project=self.subject)}
