"""Phases: which are and were open, opened and closed by those who run the cohort; ticks of municipalities."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from loftet.core.actions import Rule
from loftet.core.pages import ButtonPage, FormPage, PostPage
from loftet.core.verdicts import anybody
from loftet.invalid_input import InvalidInput
from loftet.people.pages.base import SignedInPage
from loftet.programme.catalogue import phases as every_phase
from loftet.programme.catalogue import said
from loftet.programme.finding import OfCohort, OfParticipation
from loftet.programme.models import PhaseRun
from loftet.programme.participation.queries import participations
from loftet.programme.phases.actions import close_phase, open_phase, tick, untick
from loftet.programme.phases.forms import PhaseForm
from loftet.programme.phases.queries import runs_of_cohort
from loftet.programme.rules import may_open, may_open_page, may_run

LONGEST_NOTE = 400


class PhasesPage(OfCohort, FormPage):
    """The phases of a cohort: what each is about, which are open, which were; who runs it opens one."""

    rule: ClassVar[Rule] = anybody
    template_name = "programme/pages/phases.html"
    form_class = PhaseForm
    success = _("The phase is open. Those who have something to do in it are told.")
    http_method_names = ["get", "head", "options"]

    def get_form_options(self) -> dict[str, Any]:
        """Return the phases, and the municipalities of the cohort."""
        own = participations().filter(cohort=self.subject)
        invited = own.values_list("organisation__slug", "organisation__name")
        phases = [(one.key, said(one.name)) for one in every_phase()]
        every = ("", _("all municipalities of the cohort"))
        return {"choices": {"phase": phases, "municipality": [every, *invited]}}

    def save(self, form: PhaseForm) -> PhaseRun:
        """Open a phase for all, or for one municipality."""
        given = form.cleaned_data
        only = participations().filter(cohort=self.subject, organisation__slug=given["municipality"]).first()
        return open_phase(self.subject, given["phase"], given["note"], only, actor=self.actor)

    def newest(self, form: PhaseForm) -> str:
        """Return nothing: that the phase is open already is shown with its field."""
        return ""

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the phases, and the form for those who may open one."""
        if not may_open(self.actor, self.subject):
            more["form"] = None
        rows = runs_of_cohort(self.subject, open_only=False)
        return super().get_context(
            catalogue=[(said(one.name), said(one.about)) for one in every_phase()],
            open_phases=[one for one in rows if one.closed is None],
            closed_phases=[one for one in rows if one.closed is not None],
            may_run=bool(may_run(self.actor, self.subject)),
            **more,
        )


class PhaseOpen(SignedInPage, PostPage, PhasesPage):
    """The form on the page of the phases."""

    rule: ClassVar[Rule] = may_open


class PhaseClose(SignedInPage, ButtonPage):
    """Close a phase; what was ticked off in it stays."""

    rule = may_run
    action = close_phase
    success = _("The phase is closed. What was ticked off in it stays.")
    model = PhaseRun
    lookup = {"pk": "run", "cohort__slug": "slug"}


class TickOff(SignedInPage, OfParticipation, PostPage):
    """Mark something on a checklist as ticked off, or undo it."""

    rule = may_open_page

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Mark it, and go back to the checklist."""
        found, sent = self.subject, request.POST
        row = get_object_or_404(PhaseRun, pk=self.kwargs["run"], cohort=found.cohort)
        item, note = sent.get("item", ""), sent.get("note", "")[:LONGEST_NOTE]
        try:
            if sent.get("back"):
                untick(row, found, item, actor=self.actor)
            else:
                tick(row, found, item, note, actor=self.actor)
        except InvalidInput as refused:
            messages.error(request, str(refused))
        return redirect(f"{found.get_absolute_url()}#{row.phase}")
