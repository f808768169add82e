"""The forms of a solution: written in four steps; and where it is in use."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import CreatePage, EditPage, FirstStepPage, HiddenRecordMixin, WritingPage
from loftet.needs.models import Need
from loftet.people.pages.base import OfOrganisationMixin
from loftet.solutions.actions.solutions import change_solution, write_solution
from loftet.solutions.actions.uses import add_use, answer_abroad, change_use
from loftet.solutions.forms import AbroadForm, FirstForm, TagsForm, TermsForm, UseForm, WhatForm
from loftet.solutions.models import Solution, Use
from loftet.solutions.pages.solution import OfSolution
from loftet.solutions.rules import may_answer_abroad, may_change
from loftet.suppliers.rules import may_write

NEED = "behov"  # registered by the pages of needs
STEPS = ("solution_create", "solution_what", "solution_tags", "solution_terms")


class SolutionCreate(OfOrganisationMixin, FirstStepPage):
    """Step 1: what is it, and which problem does it solve?"""

    rule = may_write
    title = _("A new solution")
    template_name = "solutions/pages/form.html"
    button = _("Next: what it does")
    success = _("The draft is kept. Nobody else than your own organisation reads it.")
    form_class = FirstForm
    action = write_solution
    steps, next_step = len(STEPS), STEPS[1]
    back_url = ("solutions",)

    @cached_property
    def need(self) -> Need | None:
        """Return the need that the address says it answers; one that the reader may not see is none."""
        rows = Need.objects.visible_to(self.actor).select_related("organisation")
        return rows.filter(pk=self.key_in_address(NEED)).first()

    def save(self, form: Any) -> Solution:
        """Create the draft, with the codes of the need that it answers."""
        need = self.need
        tags = {"need": need, "cpv": need.cpv, "goals": need.goals, "targets": need.targets} if need else {}
        return write_solution(self.subject, tags | dict(form.changes), actor=self.actor)


class SolutionForm(OfSolution, WritingPage):
    """A step of writing a solution."""

    rule = may_change
    template_name = "solutions/pages/form.html"
    action = change_solution
    steps, record_page = len(STEPS), "solution"


class SolutionWhat(SolutionForm):
    """Step 2: what does it do, and how sure is the effect?"""

    title = _("What does it do?")
    button = _("Next: who finds it")
    form_class = WhatForm
    step, next_step = 2, "solution_tags"


class SolutionTags(SolutionForm):
    """Step 3: by what do others find it?"""

    title = _("How do others find it?")
    lead = _("Goals and codes set your solution beside the needs that it answers.")
    button = _("Next: price and place")
    form_class = TagsForm
    step, next_step = 3, "solution_terms"


class SolutionTerms(SolutionForm):
    """Step 4: price, places and languages."""

    title = _("Price, place and language")
    button = _("See the solution")
    form_class = TermsForm
    step = 4


class UseCreate(OfSolution, CreatePage):
    """Add a place where a solution is in use."""

    rule = may_change
    title = _("Where is it in use?")
    lead = _(
        "The municipality is asked whether it is so. How far a solution has spread is counted from this."
    )
    form_class = UseForm
    action = add_use


class OfUse(HiddenRecordMixin, EditPage):
    """A form about a use; one of a hidden solution is not there."""

    subject_model = Use
    missing = _("There is no such solution.")


class UseEdit(OfUse):
    """Change where a solution is in use."""

    rule = may_change
    title = _("Where is it in use?")
    form_class = UseForm
    action = change_use


class UseAbroad(OfUse):
    """A facilitator answers on a use abroad."""

    rule = may_answer_abroad
    title = _("Is it in use there?")
    button = _("Keep the answer")
    success = _("Thank you. The answer is kept.")
    form_class = AbroadForm
    action = answer_abroad

    def get_lead(self) -> str:
        """Return what is asked about."""
        words = gettext("%(organisation)s says that «%(title)s» is in use in %(place)s since %(year)s.")
        use, what = self.subject, self.subject.solution
        said = {"organisation": what.owner, "title": what, "place": use.where, "year": use.began}
        return words % said
