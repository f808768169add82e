"""The pages of experiences: the list, one of them, its form and buttons, and where it helped."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import (
    Button,
    ButtonPage,
    Column,
    CreatePage,
    EditPage,
    FormPage,
    HiddenRecordMixin,
    Link,
    RecordPage,
    StepPage,
)
from loftet.core.registry import add_parameters
from loftet.core.states import StateTag
from loftet.core.verdicts import anybody
from loftet.learning.actions import (
    change_experience,
    confirm_experience,
    publish_experience,
    say_helped,
    take_back_help,
    unpublish_experience,
    write_experience,
)
from loftet.learning.filters import ExperienceFilters
from loftet.learning.forms import ExperienceForm, HelpForm
from loftet.learning.models import Experience, Help, Outcome, State
from loftet.learning.origins import ORIGINS, filled_from, origin_of
from loftet.learning.queries import (
    experiences_in_order,
    guided_cohort,
    indicator_choices,
    indicator_of,
    organisations_writing,
    ties_read_by,
)
from loftet.learning.rules import (
    STATES,
    is_told_by,
    may_change,
    may_confirm,
    may_say_helped,
    may_take_back,
    may_write,
    sees_contact,
)
from loftet.learning.tasks import is_due
from loftet.people.pages.base import OfOrganisationMixin
from loftet.status.downloads.list_pages import WorkbookListPage

OUTCOMES = {
    Outcome.WORKED: ("closed", "check"),
    Outcome.PARTLY: ("open", "equal"),
    Outcome.FAILED: ("stopped", "x"),
}
add_parameters(ORIGINS)


def outcome_tag(experience: Experience) -> StateTag:
    """Return how it went, or that it is a draft, as pages show it."""
    if experience.state == State.DRAFT:
        return StateTag("draft", str(experience.get_state_display()), "pencil")
    key, icon = OUTCOMES[Outcome(experience.outcome)]
    return StateTag(key, str(experience.get_outcome_display()), icon)


class ExperienceList(WorkbookListPage):
    """The experiences that the reader may see: one's own drafts first, then what was confirmed last."""

    rule = anybody
    title = _("Who has done this?")
    template_name = "learning/pages/experiences.html"
    filters = ExperienceFilters
    file_name = "erfaringer"
    empty = _("Nobody has written of an experience yet.")
    columns = (
        Column("title", _("What was done"), link=True),
        Column("organisation", _("Who")),
        Column("outcome", _("How it went")),
        Column("done", _("In short")),
        Column("effect", _("What came of it")),
        Column("failed", _("What did not work")),
        Column("cost", _("Cost")),
        Column("indicator", _("Figure")),
        Column("helped", _("Helped"), lambda one: one.help_count, number=True),
        Column("confirmed_on", _("Confirmed")),
    )

    def get_rows(self) -> QuerySet[Experience]:
        """Return the experiences in their order."""
        return experiences_in_order(self.actor).annotate(help_count=Count("helped"))

    def lines(self, rows: Any) -> Any:
        """Return the experiences: the page shows fewer columns than the file."""
        today = self.actor.today
        return [(one, outcome_tag(one), one.is_old(today)) for one in rows]

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, and for whom the reader may write."""
        return super().get_context(writes_for=organisations_writing(self.actor), **more)


class OfExperience(HiddenRecordMixin):
    """A page about an experience; one that is hidden is not there."""

    missing = _("There is no such experience.")
    subject_model = Experience


class ExperiencePage(OfExperience, RecordPage):
    """One experience: how it went, what failed, whom to ring, and whom it helped."""

    rule = anybody
    template_name = "learning/pages/experience.html"
    states, step_url = STATES, "experience_step"
    links = (Link(_("Change the experience"), "experience_edit", may_change),)

    @property
    def tag(self) -> StateTag:
        """Return how it went."""
        return outcome_tag(self.subject)

    def get_buttons(self) -> Iterable[Button]:
        """Return what can be done: publish or confirm one's own, or say that it helped."""
        one, actor = self.subject, self.actor
        if STATES.may_take("publish", actor, one):
            yield Button(_("Publish"), self.address_to("experience_step", "publish"))
        elif may_confirm(actor, one) and is_due(one, actor.today):
            yield Button(_("It still holds"), self.address_to("experience_confirm"))
        if may_say_helped(actor, one):
            yield self.button_to(_("This helped us"), "experience_help", filled=not self.may(may_change))

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the experience with what it is tied to, and whom it helped."""
        one, actor = self.subject, self.actor
        helped = list(one.helped.select_related("organisation"))
        return super().get_context(**more) | {
            "ties": ties_read_by(one, actor),
            "indicator": indicator_of(one),
            "is_old": one.is_old(actor.today),
            "sees_contact": sees_contact(actor),
            "cohort": guided_cohort(actor) if one.is_public else None,
            "helped": [(row, bool(may_take_back(actor, row))) for row in helped],
        }


class ExperienceCreate(OfOrganisationMixin, CreatePage):
    """Write an experience, from a project, a contract, a need, a solution, or from nothing."""

    rule = may_write
    title = _("An experience to share")
    lead = _("Half a page, five minutes. What did not work is as welcome as what did.")
    template_name = "learning/pages/form.html"
    button = _("Keep the draft")
    success = _("The draft is kept. Read it through, and publish it.")
    form_class = ExperienceForm
    action = write_experience
    back_url = ("experiences",)

    @cached_property
    def origin(self) -> Any:
        """Return what the address says that it is written from, where the organisation can tell of it."""
        keys = {name: self.key_in_address(name) for name in ORIGINS}
        found = origin_of(keys, self.actor)
        return {name: one for name, one in found.items() if is_told_by(self.subject, one)}

    def get_form_options(self) -> dict[str, Any]:
        """Return what is filled in."""
        return {"initial": filled_from(self.origin), "indicators": indicator_choices()}

    def save(self, form: Any) -> Experience:
        """Create the draft, tied to what it is written from."""
        return write_experience(self.subject, {**form.changes, **self.origin}, actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, and what it is written from."""
        return super().get_context(origin=next(iter(self.origin.values()), None), **more)


class ExperienceEdit(OfExperience, EditPage):
    """Change an experience."""

    rule = may_change
    title = _("Change the experience")
    template_name = "learning/pages/form.html"
    form_class = ExperienceForm
    action = change_experience

    def get_form_options(self) -> dict[str, Any]:
        """Return the record, and the figures to choose from."""
        return super().get_form_options() | {"indicators": indicator_choices()}


class ExperienceStep(OfExperience, StepPage):
    """Publish an experience, or take it back to draft."""

    rule = may_change
    states = STATES
    steps = {"publish": publish_experience, "unpublish": unpublish_experience}
    done = {
        "publish": _("It is published. In a year you are asked if it still holds."),
        "unpublish": _("It is a draft again. Only your own organisation sees it."),
    }


class ExperienceConfirm(OfExperience, ButtonPage):
    """Record that an experience still holds."""

    rule = may_confirm
    action = confirm_experience
    success = _("It is confirmed today. You are asked again in a year.")


class ExperienceHelp(OfExperience, FormPage):
    """Record that an experience helped one's organisation, and where."""

    rule = may_say_helped
    title = _("This helped us")
    lead = _("The one who wrote it reads this. So do others who wonder if it is worth a call.")
    template_name = "learning/pages/form.html"
    form_class = HelpForm
    button = _("Tell them")
    success = _("It is told. Thank you on their behalf.")

    def get_form_options(self) -> dict[str, Any]:
        """Return the organisations to choose from."""
        own = self.subject.organisation_id
        return {"organisations": [one for one in organisations_writing(self.actor) if one.pk != own]}

    def save(self, form: Any) -> Help:
        """Record it."""
        written = form.cleaned_data
        return say_helped(self.subject, written["organisation"], written["used_in"], actor=self.actor)


class HelpRemove(ButtonPage):
    """Take back that an experience helped."""

    rule = may_take_back
    model = Help
    action = take_back_help
    success = _("It is taken back.")

    def get_subject(self) -> Help:
        """Return the row of the experience, or answer 404."""
        key, experience = self.kwargs["helped"], self.kwargs["experience"]
        found: Help = get_object_or_404(self.get_queryset(), pk=key, experience=experience)
        return found
