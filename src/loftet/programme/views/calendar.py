"""The calendar of a cohort, how it is subscribed to, and its year."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.common.csv_file import csv_answer
from loftet.common.verdicts import demand
from loftet.common.versions import ChangedMeanwhile
from loftet.people.access import acting_of, signed_in
from loftet.programme.actions.calendar import DayPlan, cancel_day, move_day, set_day
from loftet.programme.models import CalendarEntry, Cohort, EntryKind
from loftet.programme.queries.calendar import calendar_page, feed
from loftet.programme.queries.wheel import year_page
from loftet.programme.rules import may_run, works_in
from loftet.programme.views.finding import clerk_of, find_cohort
from loftet.programme.work_forms import DayForm, VersionForm
from loftet.refused import Refused


@require_safe
def show_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the days of a cohort."""
    cohort, acting = find_cohort(slug), acting_of(request)
    context = {
        "cohort": cohort,
        "page": calendar_page(cohort, timezone.localdate()),
        "may_run": bool(may_run(acting, cohort)),
        "works_here": works_in(acting, cohort),
        "feed": request.build_absolute_uri(reverse("calendar_ics", args=[cohort.slug])),
    }
    return render(request, "programme/calendar.html", context)


@require_safe
def calendar_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the days of a cohort to calendars that subscribe to them."""
    cohort = find_cohort(slug)
    page = request.build_absolute_uri(reverse("cohort_calendar", args=[cohort.slug]))
    response = HttpResponse(
        feed(cohort, page, timezone.localdate()), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'inline; filename="{cohort.slug}.ics"'
    return response


@require_safe
def calendar_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the days of a cohort as a file."""
    cohort = find_cohort(slug)
    page = calendar_page(cohort, timezone.localdate())
    rows = [
        (one.day, one.begins or "", one.ends or "", one.kind, one.title, one.where, int(one.cancelled))
        for one in (*reversed(page.behind), *page.ahead)
    ]
    return csv_answer(
        f"kalender-{cohort.slug}", ("day", "begins", "ends", "kind", "title", "where", "cancelled"), rows
    )


@require_safe
def show_year(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the year of a cohort, what is next first."""
    cohort = find_cohort(slug)
    page = year_page(cohort, timezone.localdate())
    return render(request, "programme/year.html", {"cohort": cohort, "page": page})


def plan_of(form: DayForm) -> DayPlan:
    """Give what was filled in."""
    given = {name: cell for name, cell in form.cleaned_data.items() if name != "version"}
    return DayPlan(**given | {"kind": EntryKind(given["kind"])})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def set_a_day(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a day in the calendar."""
    cohort = find_cohort(slug)
    demand(may_run(acting_of(request), cohort))
    form = DayForm(request.POST if request.method == "POST" else None, initial={"version": 0})
    if request.method == "POST" and form.is_valid():
        try:
            set_day(cohort, plan_of(form), clerk=clerk_of(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The day is in the calendar, and those who take part are told."))
            return redirect("cohort_calendar", cohort.slug)
    return _form_page(request, cohort, form, None, 422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def move_a_day(request: HttpRequest, slug: str, entry: int) -> HttpResponse:
    """Change a day in the calendar."""
    cohort = find_cohort(slug)
    demand(may_run(acting_of(request), cohort))
    row, status = find_entry(cohort, entry), 200
    names = ("kind", "title", "day", "begins", "ends", "where", "link", "version")
    begun = {name: getattr(row, name) for name in names}
    form = DayForm(request.POST if request.method == "POST" else None, initial=begun)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                move_day(row, form.cleaned_data["version"], plan_of(form), clerk=clerk_of(request))
            except ChangedMeanwhile as changed:
                row, status = find_entry(cohort, entry), 409
                form.add_error(None, str(changed))
                form.data = {**{name: form.data[name] for name in form.data}, "version": str(row.version)}
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("The day is changed, and those who take part are told."))
                return redirect("cohort_calendar", cohort.slug)
    return _form_page(request, cohort, form, row, status)


def _form_page(
    request: HttpRequest, cohort: Cohort, form: DayForm, row: CalendarEntry | None, status: int
) -> HttpResponse:
    context = {"cohort": cohort, "form": form, "row": row, "newer": status == 409}
    return render(request, "programme/day.html", context, status=status)


def find_entry(cohort: Cohort, entry: int) -> CalendarEntry:
    """Find a day of a cohort."""
    return get_object_or_404(CalendarEntry, pk=entry, cohort=cohort)


@signed_in
@require_POST
def cancel_a_day(request: HttpRequest, slug: str, entry: int) -> HttpResponse:
    """Cancel a day."""
    cohort = find_cohort(slug)
    demand(may_run(acting_of(request), cohort))
    form = VersionForm(request.POST)
    if form.is_valid():
        try:
            cancel_day(find_entry(cohort, entry), form.cleaned_data["version"], clerk=clerk_of(request))
        except ChangedMeanwhile:
            messages.info(request, _("Somebody else has changed the day meanwhile. It was not cancelled."))
        else:
            messages.success(request, _("The day is cancelled, and those who take part are told."))
    return redirect("cohort_calendar", cohort.slug)
