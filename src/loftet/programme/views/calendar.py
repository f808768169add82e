"""The calendar of a cohort, how it is subscribed to, and its year."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.core.calendar import calendar_response
from loftet.core.export import csv_file_response
from loftet.core.saving import CHANGED, KEPT, bound_data, reread, run_button, submit
from loftet.core.verdicts import demand
from loftet.people.access import permissions_of, signed_in
from loftet.programme.actions.calendar import DayPlan, cancel_day, move_day, set_day
from loftet.programme.models import CalendarEntry, Cohort, EntryKind
from loftet.programme.queries.calendar import calendar_page, feed
from loftet.programme.queries.wheel import year_page
from loftet.programme.rules import may_run, works_in
from loftet.programme.views.finding import clerk_of, find_cohort
from loftet.programme.work_forms import DayForm


@require_safe
def show_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the days of a cohort."""
    cohort, permissions = find_cohort(slug), permissions_of(request)
    context = {
        "cohort": cohort,
        "page": calendar_page(cohort, timezone.localdate()),
        "may_run": bool(may_run(permissions, cohort)),
        "works_here": works_in(permissions, cohort),
        "feed": request.build_absolute_uri(reverse("calendar_ics", args=[cohort.slug])),
    }
    return render(request, "programme/calendar.html", context)


@require_safe
def calendar_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the days of a cohort to calendars that subscribe to them."""
    cohort = find_cohort(slug)
    page = request.build_absolute_uri(reverse("cohort_calendar", args=[cohort.slug]))
    return calendar_response(cohort.slug, feed(cohort, page, timezone.localdate()), subscribed=True)


@require_safe
def calendar_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the days of a cohort as a file."""
    cohort = find_cohort(slug)
    page = calendar_page(cohort, timezone.localdate())
    rows = [
        (
            one.day,
            one.begins or "",
            one.ends or "",
            one.kind,
            one.title,
            one.where,
            int(one.cancelled),
            int(one.is_verified),
        )
        for one in (*reversed(page.behind), *page.ahead)
    ]
    header = ("day", "begins", "ends", "kind", "title", "where", "cancelled", "verified")
    return csv_file_response(f"kalender-{cohort.slug}", header, rows)


@require_safe
def show_year(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the year of a cohort, what is next first."""
    cohort = find_cohort(slug)
    page = year_page(cohort, timezone.localdate())
    return render(request, "programme/year.html", {"cohort": cohort, "page": page})


def plan_of(form: DayForm) -> DayPlan:
    """Return what was filled in."""
    given = {name: cell for name, cell in form.cleaned_data.items() if name != "version"}
    return DayPlan(**given | {"kind": EntryKind(given["kind"])})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def set_a_day(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a day in the calendar."""
    cohort = find_cohort(slug)
    demand(may_run(permissions_of(request), cohort))
    form = DayForm(bound_data(request), initial={"version": 0})
    status = submit(form, lambda: set_day(cohort, plan_of(form), clerk=clerk_of(request)))
    if status == KEPT:
        messages.success(request, _("The day is in the calendar, and those who take part are told."))
        return redirect("cohort_calendar", cohort.slug)
    return _form_page(request, cohort, form, None, status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def move_a_day(request: HttpRequest, slug: str, entry: int) -> HttpResponse:
    """Change a day in the calendar."""
    cohort = find_cohort(slug)
    demand(may_run(permissions_of(request), cohort))
    row = find_entry(cohort, entry)
    names = ("kind", "title", "day", "begins", "ends", "where", "link", "version")
    begun = {name: getattr(row, name) for name in names}
    form = DayForm(bound_data(request), initial=begun)

    def save() -> None:
        move_day(row, form.cleaned_data["version"], plan_of(form), clerk=clerk_of(request))

    status = submit(form, save, lambda: reread(row))
    if status == KEPT:
        messages.success(request, _("The day is changed, and those who take part are told."))
        return redirect("cohort_calendar", cohort.slug)
    return _form_page(request, cohort, form, row, status)


def _form_page(
    request: HttpRequest, cohort: Cohort, form: DayForm, row: CalendarEntry | None, status: int
) -> HttpResponse:
    context = {"cohort": cohort, "form": form, "row": row, "newer": status == CHANGED}
    return render(request, "programme/day.html", context, status=status)


def find_entry(cohort: Cohort, entry: int) -> CalendarEntry:
    """Find a day of a cohort."""
    return get_object_or_404(CalendarEntry, pk=entry, cohort=cohort)


@signed_in
@require_POST
def cancel_a_day(request: HttpRequest, slug: str, entry: int) -> HttpResponse:
    """Cancel a day."""
    cohort = find_cohort(slug)
    demand(may_run(permissions_of(request), cohort))
    run_button(
        request,
        lambda version: cancel_day(find_entry(cohort, entry), version, clerk=clerk_of(request)),
        _("The day is cancelled, and those who take part are told."),
        _("Somebody else has changed the day meanwhile. It was not cancelled."),
    )
    return redirect("cohort_calendar", cohort.slug)
