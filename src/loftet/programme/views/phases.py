"""Phases: which are and were open, opened and closed by whoever runs the cohort; ticks of municipalities."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loftet.core.verdicts import demand
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.people.access import permissions_of, signed_in, user_of
from loftet.programme.actions.phases import close_phase, open_phase, tick, untick
from loftet.programme.catalogue import phases as every_phase
from loftet.programme.catalogue import said
from loftet.programme.forms import PhaseForm
from loftet.programme.models import Cohort, PhaseRun
from loftet.programme.queries.participation import participations
from loftet.programme.queries.phases import runs_of_cohort
from loftet.programme.rules import may_open, may_run, may_see_participation, open_to
from loftet.programme.views.finding import clerk_of, find_cohort, find_participation

LONGEST_NOTE = 400


def phase_form(found: Cohort, data: object = None) -> PhaseForm:
    """Return the form that opens a phase."""
    rows = participations().filter(cohort=found)
    return PhaseForm(
        data,
        phases=[(one.key, said(one.name)) for one in every_phase()],
        municipalities=[(one.organisation.slug, one.organisation.name) for one in rows],
    )


@require_safe
def phases(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the phases of a cohort: what each is about, which are open, which were."""
    return show(request, find_cohort(slug), None)


def show(request: HttpRequest, found: Cohort, form: PhaseForm | None, status: int = 200) -> HttpResponse:
    """Show the phases, with the form for those who run the cohort."""
    permissions = permissions_of(request)
    runs = may_run(permissions, found)
    opens = bool(runs and may_open(found, timezone.localdate()))
    rows = runs_of_cohort(found, open_only=False)
    context = {
        "cohort": found,
        "catalogue": [(said(one.name), said(one.about)) for one in every_phase()],
        "open_phases": [one for one in rows if one.closed is None],
        "closed_phases": [one for one in rows if one.closed is not None],
        "may_run": bool(runs),
        "form": (form or phase_form(found)) if opens else None,
    }
    return render(request, "programme/pages/phases.html", context, status=status)


@signed_in
@require_POST
def open_a_phase(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a phase for all, or for one municipality."""
    found = find_cohort(slug)
    demand(may_run(permissions_of(request), found))
    form = phase_form(found, request.POST)
    if not form.is_valid():
        return show(request, found, form, 422)
    given = form.cleaned_data
    only = find_participation(slug, given["municipality"]) if given["municipality"] else None
    try:
        open_phase(found, given["phase"], given["note"], only, clerk=clerk_of(request))
    except InvalidInput as refused:
        form.add_error("phase", str(refused))
        return show(request, found, form, 409)
    messages.success(request, _("The phase is open. Those who have something to do in it are told."))
    return redirect("phases", slug)


@signed_in
@require_POST
def close_a_phase(request: HttpRequest, slug: str, run: int) -> HttpResponse:
    """Close a phase; what was ticked off in it stays."""
    found = find_cohort(slug)
    row = get_object_or_404(PhaseRun, pk=run, cohort=found)
    demand(may_run(permissions_of(request), found))
    version = request.POST.get("version", "")
    try:
        close_phase(row, int(version) if version.isdecimal() else 0, clerk=clerk_of(request))
    except ChangedMeanwhile as changed:
        messages.error(request, str(changed.problems[0]))
        return show(request, found, None, 409)
    messages.success(request, _("The phase is closed. What was ticked off in it stays."))
    return redirect("phases", slug)


@signed_in
@require_POST
def tick_off(request: HttpRequest, slug: str, organisation: str, run: int) -> HttpResponse:
    """Mark something on a checklist as ticked off, or undo it."""
    found = find_participation(slug, organisation)
    demand(may_see_participation(permissions_of(request), found))
    demand(open_to(user_of(request), found))
    row = get_object_or_404(PhaseRun, pk=run, cohort=found.cohort)
    item, clerk = request.POST.get("item", ""), clerk_of(request)
    if request.POST.get("back"):
        untick(row, found, item, clerk=clerk)
    else:
        try:
            tick(row, found, item, request.POST.get("note", "")[:LONGEST_NOTE], clerk=clerk)
        except InvalidInput as refused:
            messages.error(request, str(refused))
    return redirect(reverse("participation", args=[slug, organisation]) + f"#{row.phase}")
