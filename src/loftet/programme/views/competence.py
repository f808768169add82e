"""Who can what in the municipalities of a cohort, and where a municipality writes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.core.export import csv_file_response
from loftet.core.saving import CHANGED, KEPT, bound_data, reread, run_button, submit
from loftet.core.verdicts import demand
from loftet.people.access import permissions_of, signed_in
from loftet.people.models import Organisation
from loftet.people.rules import may_see_people
from loftet.programme.actions.competence import (
    Ability,
    add_competence,
    remove_competence,
    revise_competence,
)
from loftet.programme.models import Competence, CompetenceKind
from loftet.programme.queries.competence import competence_map, competences_of, own_people
from loftet.programme.rules import may_edit_competence, may_see_work
from loftet.programme.views.finding import clerk_of, find_cohort
from loftet.programme.work_forms import CompetenceForm


@signed_in
@require_safe
def cohort_competence(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who can what in the municipalities of a cohort."""
    cohort, permissions = find_cohort(slug), permissions_of(request)
    demand(may_see_work(permissions, cohort))
    page = competence_map(cohort, permissions, timezone.localdate())
    return render(request, "programme/competence.html", {"cohort": cohort, "page": page})


@signed_in
@require_safe
def cohort_competence_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the map as a file."""
    cohort, permissions = find_cohort(slug), permissions_of(request)
    demand(may_see_work(permissions, cohort))
    page = competence_map(cohort, permissions, timezone.localdate())
    rows: list[tuple[object, ...]] = []
    for row in page.rows:
        for cell in row.cells:
            begins, helpers = (row.name, cell.kind.value), ", ".join(cell.helpers)
            rows += [(*begins, one.who, one.about, int(one.can_be_lent), "") for one in cell.able]
            rows += [] if cell.able else [(*begins, "", "", "", helpers)]
    header = ("municipality", "competence", "who", "about", "can_be_lent", "could_help")
    return csv_file_response(f"kompetanse-{cohort.slug}", header, rows)


def find_own(slug: str) -> Organisation:
    """Find a municipality by the slug of its organisation."""
    return get_object_or_404(Organisation.objects.select_related("place"), slug=slug)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def own_competence(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show who can what in a municipality, and add to it."""
    found = find_own(organisation)
    demand(may_see_people(permissions_of(request), found))
    demand(may_edit_competence(permissions_of(request), found))
    form = _form(request, found)
    status = submit(form, lambda: add_competence(found, _ability(form), clerk=clerk_of(request)))
    if status == KEPT:
        messages.success(request, _("It is kept."))
        return redirect("own_competence", found.slug)
    lines = competences_of(found, timezone.localdate())
    context = {"organisation": found, "lines": lines, "form": form}
    return render(request, "programme/own_competence.html", context, status=status)


def _form(request: HttpRequest, organisation: Organisation, row: Competence | None = None) -> CompetenceForm:
    begun = (
        {"version": 0}
        if row is None
        else {
            "kind": row.kind,
            "person": row.person_id,
            "function": row.function,
            "about": row.about,
            "can_be_lent": row.can_be_lent,
            "version": row.version,
        }
    )
    people = own_people(organisation, timezone.localdate())
    return CompetenceForm(bound_data(request), initial=begun, people=people)


def _ability(form: CompetenceForm) -> Ability:
    given = {name: cell for name, cell in form.cleaned_data.items() if name != "version"}
    return Ability(**given | {"kind": CompetenceKind(given["kind"])})


def find_competence(organisation: Organisation, competence: int) -> Competence:
    """Find one line of a municipality."""
    rows = Competence.objects.select_related("organisation", "person")
    return get_object_or_404(rows, pk=competence, organisation=organisation)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change_competence(request: HttpRequest, organisation: str, competence: int) -> HttpResponse:
    """Write one line anew."""
    found = find_own(organisation)
    demand(may_edit_competence(permissions_of(request), found))
    row = find_competence(found, competence)
    form = _form(request, found, row)

    def save() -> None:
        revise_competence(row, form.cleaned_data["version"], _ability(form), clerk=clerk_of(request))

    status = submit(form, save, lambda: reread(row))
    if status == KEPT:
        messages.success(request, _("It is kept."))
        return redirect("own_competence", found.slug)
    context = {"organisation": found, "row": row, "form": form, "newer": status == CHANGED}
    return render(request, "programme/change_competence.html", context, status=status)


@signed_in
@require_POST
def remove_a_competence(request: HttpRequest, organisation: str, competence: int) -> HttpResponse:
    """Take one line away."""
    found = find_own(organisation)
    demand(may_edit_competence(permissions_of(request), found))
    row = find_competence(found, competence)
    run_button(
        request,
        lambda version: remove_competence(row, version, clerk=clerk_of(request)),
        _("It is removed."),
        _("Somebody else has changed it meanwhile. It was not removed."),
    )
    return redirect("own_competence", found.slug)
