"""Hours: written in half a minute, planned for a year, added up for a municipality and for a cohort."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.common.saving import ASKED, KEPT, settle
from loftet.common.verdicts import demand
from loftet.core.export import csv_file_response
from loftet.people.access import acting_of, signed_in
from loftet.people.models import RoleKind
from loftet.programme.actions.hours import Spent, plan_hours, remove_hours, write_hours
from loftet.programme.models import HoursSpent, Participation
from loftet.programme.queries.hours import cohort_hours, hours_page, roles_to_write, years_of
from loftet.programme.rules import may_run, may_see_participation, may_write_hours
from loftet.programme.views.finding import clerk_of, find_cohort, find_participation
from loftet.programme.work_forms import HoursForm, PlanForm

YEAR = "aar"


def wanted_year(request: HttpRequest, years: tuple[int, ...]) -> int:
    """Give the year that an address asks for, or this one.

    Raises:
        Http404: when the cohort has no such year.
    """
    asked = request.GET.get(YEAR, "") or str(timezone.localdate().year)
    if asked not in map(str, years):
        raise Http404(_("The cohort has no hours in that year."))
    return int(asked)


@signed_in
@require_safe
def show_cohort_hours(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is planned and spent in a cohort, to those who run it."""
    cohort, today = find_cohort(slug), timezone.localdate()
    demand(may_run(acting_of(request), cohort))
    page = cohort_hours(cohort, wanted_year(request, years_of(cohort, today)), today)
    return render(request, "programme/cohort_hours.html", {"cohort": cohort, "page": page})


@signed_in
@require_safe
def cohort_hours_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the sums of a cohort as a file."""
    cohort, today = find_cohort(slug), timezone.localdate()
    demand(may_run(acting_of(request), cohort))
    page = cohort_hours(cohort, wanted_year(request, years_of(cohort, today)), today)
    rows = [(one.name, page.year, one.planned, one.spent) for one in page.rows]
    header = ("municipality", "year", "planned", "spent")
    return csv_file_response(f"timer-{cohort.slug}-{page.year}", header, rows)


def comma(hours: Decimal) -> str:
    """Return hours with a decimal comma."""
    return f"{hours:f}".replace(".", ",")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """Show the hours of a municipality, and write more."""
    found = find_participation(slug, organisation)
    demand(may_see_participation(acting_of(request), found))
    if request.method != "POST":
        return _show(request, found)
    demand(may_write_hours(acting_of(request), found))
    form = HoursForm(request.POST, roles=roles_to_write(acting_of(request), found))

    def save() -> None:
        given = form.cleaned_data
        spent = Spent(RoleKind(given["role"]), given["day"], given["hours"], given["note"])
        write_hours(found, spent, clerk=clerk_of(request))
        said = {"hours": comma(spent.hours), "role": spent.role.label}
        messages.success(request, _("%(hours)s hours are kept, as %(role)s.") % said)

    status = settle(form, save)
    if status == KEPT:
        return redirect("hours", slug, organisation)
    return _show(request, found, form=form, status=status)


def _show(
    request: HttpRequest,
    found: Participation,
    *,
    form: HoursForm | None = None,
    plan: PlanForm | None = None,
    status: int = ASKED,
) -> HttpResponse:
    acting, today = acting_of(request), timezone.localdate()
    year = wanted_year(request, years_of(found.cohort, today))
    roles = roles_to_write(acting, found)
    context = {
        "participation": found,
        "cohort": found.cohort,
        "organisation": found.organisation,
        "page": hours_page(found, year, today),
        "may_write": bool(may_write_hours(acting, found)),
        "form": form or HoursForm(initial={"day": today, "role": roles[0].value}, roles=roles),
        "plan": plan or PlanForm(initial={"role": roles[0].value, "version": 0}),
        "planned": plan is not None,
    }
    return render(request, "programme/hours.html", context, status=status)


@signed_in
@require_POST
def plan_some_hours(request: HttpRequest, slug: str, organisation: str, year: int) -> HttpResponse:
    """Plan the hours of a role in a year."""
    found = find_participation(slug, organisation)
    demand(may_write_hours(acting_of(request), found))
    if year not in years_of(found.cohort, timezone.localdate()):
        raise Http404(_("The cohort has no hours in that year."))
    form = PlanForm(request.POST, auto_id="plan_%s")  # the page asks for hours twice

    def save() -> None:
        given, role = form.cleaned_data, RoleKind(form.cleaned_data["role"])
        plan_hours(found, role, year, given["hours"], given["version"], clerk=clerk_of(request))

    def newest() -> int:
        role = RoleKind(form.cleaned_data["role"])
        now = found.hours_planned.filter(role=role, year=year).first()
        if now is None:
            return 0
        said = {"role": role.label, "hours": comma(now.hours), "year": year}
        form.add_error(None, _("%(role)s, %(year)s: %(hours)s hours are planned now.") % said)
        return now.version

    status = settle(form, save, newest)
    if status == KEPT:
        messages.success(request, _("The plan is kept."))
        return redirect("hours", slug, organisation)
    return _show(request, found, plan=form, status=status)


@signed_in
@require_POST
def remove_some_hours(request: HttpRequest, slug: str, organisation: str, hours: int) -> HttpResponse:
    """Take away hours that were written by mistake."""
    found = find_participation(slug, organisation)
    demand(may_write_hours(acting_of(request), found))
    row = get_object_or_404(HoursSpent, pk=hours, participation=found)
    remove_hours(row, clerk=clerk_of(request))
    messages.success(request, _("The hours are removed. The log keeps that they stood there."))
    return redirect("hours", slug, organisation)


@signed_in
@require_safe
def hours_csv(request: HttpRequest, slug: str, organisation: str) -> HttpResponse:
    """Give every hour of a municipality as a file: by role and day, without names."""
    found = find_participation(slug, organisation)
    demand(may_see_participation(acting_of(request), found))
    spent = found.hours_spent.order_by("day", "pk")
    rows = [(one.day, one.role, one.hours, one.note) for one in spent]
    return csv_file_response(f"timer-{slug}-{organisation}", ("day", "role", "hours", "note"), rows)
