"""Error reports, as those who own the figures read, answer and pass them on."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loftet.core.export import csv_file_response
from loftet.core.forms import PlainForm, VersionForm
from loftet.core.outbox import letter_state
from loftet.core.paging import page_of, wanted_page
from loftet.core.saving import ASKED, KEPT, reread, submit
from loftet.core.verdicts import demand
from loftet.core.versions import ChangedMeanwhile
from loftet.indicators.actions.reports import (
    Reply,
    answer_report,
    pass_on_report,
    send_answer_again,
    show_report,
)
from loftet.indicators.edition import store
from loftet.indicators.forms import AnswerForm, PassOnForm
from loftet.indicators.letters import REPORT_ANSWER
from loftet.indicators.models import ErrorReport
from loftet.indicators.queries.reports import ReportLine, figure_ref_of, figure_then, report_lines
from loftet.indicators.rules import (
    could_answer,
    may_answer_report,
    may_read_report,
    may_see_reports,
    may_send_answer_again,
    may_show_report,
)
from loftet.people.access import permissions_of, signed_in, user_of
from loftet.people.models import Organisation

WORDS, SHOW = "q", "vis"
OPEN, ANSWERED = "apne", "besvarte"
LONGEST_SEARCH, ON_A_PAGE = 100, 40
HEADER = ("number", "received", "place", "indicator", "text", "language", "answered", "passed_to")


def wanted(request: HttpRequest) -> tuple[str, str]:
    """Read the words and the state that are asked for."""
    state = request.GET.get(SHOW, "")
    words = request.GET.get(WORDS, "").strip()[:LONGEST_SEARCH]
    return words, state if state in (OPEN, ANSWERED) else ""


def found_lines(request: HttpRequest) -> tuple[list[ReportLine], list[ReportLine]]:
    """Return every report that the person may read, and those that were asked for."""
    permissions = permissions_of(request)
    demand(may_see_reports(permissions))
    words, state = wanted(request)
    every = report_lines(permissions, timezone.localdate())
    return every, [
        one
        for one in every
        if one.is_found_by(words) and (not state or (one.answered is not None) == (state == ANSWERED))
    ]


@signed_in
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List the error reports that are the person's to answer, or about the municipality's figures."""
    every, found = found_lines(request)
    words, state = wanted(request)
    asked = {name: word for name, word in ((WORDS, words), (SHOW, state)) if word}
    context = {
        "page": page_of(found, wanted_page(request), ON_A_PAGE),
        "in_all": len(every),
        "open": sum(one.answered is None and one.owned for one in every),
        "words": words,
        "state": state,
        "kept": urlencode(asked),
    }
    return render(request, "indicators/reports.html", context)


@signed_in
@require_safe
def reports_csv(request: HttpRequest) -> HttpResponse:
    """Return the reports that were asked for as a file."""
    _every, found = found_lines(request)
    rows = (
        (
            *(one.report, one.received.isoformat(), one.place, one.figure, one.text, one.language),
            *(one.answered and one.answered.isoformat(), one.passed_to),
        )
        for one in found
    )
    return csv_file_response("loftet-error-reports", HEADER, rows)


def find_report(number: int) -> ErrorReport:
    """Find a report."""
    rows = ErrorReport.objects.select_related("place", "passed_to", "reporter")
    return get_object_or_404(rows, pk=number)


@signed_in
@require_safe
def report(request: HttpRequest, report: int) -> HttpResponse:
    """Show a report, with the figure as it was in its edition."""
    row = find_report(report)
    demand(may_read_report(permissions_of(request), row, timezone.localdate()))
    return show_page(request, row)


def show_page(
    request: HttpRequest, row: ErrorReport, form: PlainForm | None = None, status: int = ASKED
) -> HttpResponse:
    """Show the page of a report, with a form that was sent and refused in the place of a new one."""
    permissions, today = permissions_of(request), timezone.localdate()
    choices = could_answer(row, today)
    begun = {"version": row.version, "language": row.language}
    context = {
        "report": row,
        "figure": figure_then(store(), row),
        "may_answer": bool(may_answer_report(permissions, row, today)),
        "may_show": bool(may_show_report(permissions, row, today)),
        "letter": letter_state(REPORT_ANSWER, row.pk, timezone.now()),
        "may_send_again": bool(may_send_answer_again(permissions, row, today)),
        "choices": choices,
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(initial=begun),
        "pass_on_form": form
        if isinstance(form, PassOnForm)
        else PassOnForm(initial=begun, choices=choices, auto_id="pass_on_%s"),
    }
    return render(request, "indicators/report.html", context, status=status)


@signed_in
@require_POST
def answer(request: HttpRequest, report: int) -> HttpResponse:
    """Answer a report."""
    row, today = find_report(report), timezone.localdate()
    demand(may_answer_report(permissions_of(request), row, today))
    form = AnswerForm(request.POST)

    def save() -> None:
        given, now = form.cleaned_data, timezone.now()
        reply, figure_ref = (
            Reply(given["text"], given["language"], given["shown"]),
            figure_ref_of(store(), row),
        )
        answer_report(row, given["version"], reply, figure_ref, by=user_of(request), now=now, today=today)

    status = submit(form, save, lambda: reread(row))
    if status != KEPT:
        return show_page(request, row, form, status)
    messages.success(
        request, _("The answer is kept.") if not row.reply_to else _("The answer is on its way.")
    )
    return redirect("report", row.pk)


@signed_in
@require_POST
def pass_on(request: HttpRequest, report: int) -> HttpResponse:
    """Let somebody else answer a report."""
    row, today = find_report(report), timezone.localdate()
    demand(may_answer_report(permissions_of(request), row, today))
    form = PassOnForm(request.POST, choices=could_answer(row, today), auto_id="pass_on_%s")

    def save() -> None:
        to = get_object_or_404(Organisation, slug=form.cleaned_data["to"])
        version, figure_ref = form.cleaned_data["version"], figure_ref_of(store(), row)
        pass_on_report(row, version, to, figure_ref, by=user_of(request), now=timezone.now(), today=today)
        messages.success(request, _("%(organisation)s is asked to answer.") % {"organisation": to.name})

    status = submit(form, save, lambda: reread(row))
    return redirect("reports") if status == KEPT else show_page(request, row, form, status)


@signed_in
@require_POST
def show(request: HttpRequest, report: int) -> HttpResponse:
    """Show question and answer beside the figure, or no longer."""
    row, today, form = find_report(report), timezone.localdate(), VersionForm(request.POST)
    demand(may_show_report(permissions_of(request), row, today))
    shown = request.POST.get("shown") == "yes"
    if not form.is_valid():
        return show_page(request, row, status=422)
    try:
        show_report(row, form.cleaned_data["version"], shown=shown, by=user_of(request), today=today)
    except ChangedMeanwhile:
        messages.info(request, _("Somebody else has changed this since. Look once more."))
    return redirect("report", row.pk)


@signed_in
@require_POST
def send_again(request: HttpRequest, report: int) -> HttpResponse:
    """Send the answer once more that has not been taken."""
    row = find_report(report)
    send_answer_again(row, by=user_of(request), now=timezone.now(), today=timezone.localdate())
    messages.success(request, _("The answer is on its way."))
    return redirect("report", row.pk)
