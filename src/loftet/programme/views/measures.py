"""What the programme measures of itself in a cohort."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from loftet.core.export import csv_file_response
from loftet.core.saving import CHANGED, KEPT, bound_data, submit
from loftet.core.verdicts import demand
from loftet.people.access import permissions_of, signed_in
from loftet.programme.actions.measures import Stated, Told, state_baseline, tell_reading
from loftet.programme.catalogue import said
from loftet.programme.measures.catalogue import Counted, Measure, measure_of
from loftet.programme.models import Baseline, Cohort
from loftet.programme.queries.measures import MeasuresPage, measures_page
from loftet.programme.rules import may_run
from loftet.programme.templatetags.programme import amount
from loftet.programme.views.finding import clerk_of, find_cohort
from loftet.programme.work_forms import BaselineForm, ReadingForm


@require_safe
def show_measures(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where a cohort began, where it is, and what it means to reach."""
    cohort, today = find_cohort(slug), timezone.localdate()
    page = measures_page(cohort, today)
    context = {
        "cohort": cohort,
        "page": page,
        "answer": answer_of(page),
        "names": {one.measure.key: said(one.measure.name) for one in page.lines},
        "may_run": bool(may_run(permissions_of(request), cohort)),
        "has_begun": cohort.begins <= today,
    }
    return render(request, "programme/measures.html", context)


def answer_of(page: MeasuresPage) -> str:
    """Say how many take part, what it has taken, and how many aims are reached."""
    now = {one.measure.key: one.now.number for one in page.lines if one.is_counted and one.now}
    members = int(now.get("participation", 0))
    said_ = {"count": members, "hours": amount(now.get("hours", Decimal(0)))}
    taken = ngettext(
        "%(count)d municipality takes part, and %(hours)s hours are spent.",
        "%(count)d municipalities take part, and %(hours)s hours are spent.",
        members,
    )
    reached = _("No aim has been set that can be held against a value.")
    if page.with_aim:
        every = {"reached": page.reached, "every": len(page.with_aim)}
        reached = (
            _("%(reached)d of the %(every)d aims that have a value to be held against are reached.") % every
        )
    return f"{taken % said_} {reached}"


@require_safe
def measures_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the measures of a cohort as a file; what is not known is an empty cell."""
    cohort = find_cohort(slug)
    rows = []
    for one in measures_page(cohort, timezone.localdate()).lines:
        began, now = one.baseline, one.now
        rows.append(
            (
                *(one.measure.key, said(one.measure.name), said(one.measure.unit), one.measure.counted.value),
                *((began.value, began.day, began.source, began.aim, began.aim_by) if began else (None,) * 5),
                *((now.number, now.day, now.source) if now else (None,) * 3),
                cohort.lead.name,
            )
        )
    header = (
        *(
            "measure",
            "name",
            "unit",
            "counted",
            "baseline",
            "baseline_day",
            "baseline_source",
            "aim",
            "aim_by",
        ),
        *("now", "now_day", "now_source", "recorded_by"),
    )
    return csv_file_response(f"maling-{cohort.slug}", header, rows)


def wanted_measure(key: str) -> Measure:
    """Find the measure of an address."""
    found = measure_of(key)
    if found is None:
        raise Http404(_("There is no such measure."))
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def state_a_baseline(request: HttpRequest, slug: str, measure: str) -> HttpResponse:
    """State where a cohort began, and its aim."""
    cohort, found = find_cohort(slug), wanted_measure(measure)
    demand(may_run(permissions_of(request), cohort))
    row = cohort.baselines.filter(measure=measure).first()
    form = BaselineForm(bound_data(request), initial=_begun(row, cohort))

    def save() -> None:
        given = dict(form.cleaned_data)
        version = given.pop("version")
        state_baseline(cohort, measure, Stated(**given), version, clerk=clerk_of(request))

    def newest() -> int:
        nonlocal row
        row = cohort.baselines.filter(measure=measure).first()
        return row.version if row else 0

    status = submit(form, save, newest)
    if status == KEPT:
        messages.success(request, _("Where the cohort began is kept."))
        return redirect("cohort_measures", cohort.slug)
    context = {"cohort": cohort, "measure": found, "name": said(found.name), "unit": said(found.unit)}
    context |= {"form": form, "row": row, "newer": status == CHANGED}
    return render(request, "programme/baseline.html", context, status=status)


def _begun(row: Baseline | None, cohort: Cohort) -> Mapping[str, Any]:
    if row is None:
        return {"day": cohort.begins, "version": 0}
    names = ("value", "day", "source", "aim", "aim_by", "version")
    return {name: getattr(row, name) for name in names}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def tell_a_reading(request: HttpRequest, slug: str, measure: str) -> HttpResponse:
    """Tell a value that cannot be counted here."""
    cohort, found, today = find_cohort(slug), wanted_measure(measure), timezone.localdate()
    demand(may_run(permissions_of(request), cohort))
    if found.counted is not Counted.TOLD:
        raise Http404(_("This is counted here, and is not told."))
    form = ReadingForm(bound_data(request), initial={"day": today})

    def save() -> None:
        tell_reading(cohort, measure, Told(**form.cleaned_data), clerk=clerk_of(request))

    status = submit(form, save)
    if status == KEPT:
        messages.success(request, _("The value is kept."))
        return redirect("cohort_measures", cohort.slug)
    context = {"cohort": cohort, "measure": found, "name": said(found.name), "unit": said(found.unit)}
    return render(request, "programme/reading.html", context | {"form": form}, status=status)
