"""Error reports, as those who own the figures read, answer and pass them on."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.background.outbox import letter_state
from loftet.core.forms import VersionForm
from loftet.core.pages import Column, FormPage, ListPage, PostPage, RecordPage
from loftet.core.saving import reread
from loftet.core.versions import ChangedMeanwhile
from loftet.people.models import Organisation
from loftet.people.pages.base import SignedInPage
from loftet.status.edition import store
from loftet.status.models import ErrorReport
from loftet.status.reports.actions import (
    Reply,
    answer_report,
    hide_report,
    pass_on_report,
    send_answer_again,
    show_report,
)
from loftet.status.reports.filters import ReportFilters
from loftet.status.reports.forms import AnswerForm, PassOnForm
from loftet.status.reports.letters import REPORT_ANSWER
from loftet.status.reports.owners import could_answer
from loftet.status.reports.queries import figure_then, reports_of
from loftet.status.reports.rules import (
    may_answer_report,
    may_read_report,
    may_see_reports,
    may_send_answer_again,
    may_show_report,
)

IDS_OF_SECOND_FORM = "pass_on_%s"


class ReportList(SignedInPage, ListPage):
    """The error reports that are the person's to answer, or about the municipality's figures."""

    rule = may_see_reports
    title = gettext_lazy("Error reports")
    template_name = "status/pages/reports.html"
    filters = ReportFilters
    page_size = 40
    file_name = "loftet-error-reports"
    columns = (
        Column("number", "", lambda row: row.pk),
        Column("received", "", lambda row: row.received.isoformat()),
        Column("place", "", lambda row: row.place.name if row.place else ""),
        Column("indicator", "", lambda row: row.figure),
        Column("text", ""),
        Column("language", "", lambda row: row.language),
        Column("answered", "", lambda row: row.answered and row.answered.isoformat()),
        Column("passed_to", "", lambda row: row.passed_to.name if row.passed_to else ""),
    )

    def get_rows(self) -> QuerySet[ErrorReport]:
        """Return the reports, the newest first."""
        return reports_of(self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return how many reports there are, and how many wait for an answer from the person."""
        waits = Count("pk", filter=Q(answered=None, is_owned=True))
        counts = self.get_rows().order_by().aggregate(in_all=Count("pk"), open=waits)
        return super().get_context(**more) | counts


class ReportFile(ReportList):
    """The list as a file."""

    rule = may_see_reports
    is_file = True


class OnReport(SignedInPage):
    """A page about one report, with the figure as it was in its edition; its forms are answered there."""

    rule = may_answer_report
    template_name = "status/pages/report.html"
    subject: ErrorReport

    def get_subject(self) -> ErrorReport:
        """Return the report that the address names."""
        rows = ErrorReport.objects.select_related(*ErrorReport.lock_with)
        return get_object_or_404(rows, pk=self.kwargs["report"])

    def read_in(self, version: int) -> ErrorReport:
        """Return the report with the version that the person has read."""
        report = copy(self.subject)
        report.version = version
        return report

    def newest(self, form: AnswerForm | PassOnForm) -> int:
        """Return the version that the report has now, and show it as it is now."""
        return reread(self.subject)

    def get_default_url(self) -> str:
        """Return the address of the report."""
        return self.subject.get_absolute_url()

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the report, with a form that was refused in the place of an empty one."""
        row, actor, form = self.subject, self.actor, more.get("form")
        choices = could_answer(row, actor.today)
        initial = {"version": row.version, "language": row.language}
        return super().get_context(**more) | {
            "report": row,
            "figure": figure_then(store(), row),
            "may_answer": bool(may_answer_report(actor, row)),
            "may_show": bool(may_show_report(actor, row)),
            "letter": letter_state(REPORT_ANSWER, row.pk, timezone.now()),
            "may_send_again": bool(may_send_answer_again(actor, row)),
            "choices": choices,
            "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(initial=initial),
            "pass_on_form": form
            if isinstance(form, PassOnForm)
            else PassOnForm(initial=initial, choices=choices, auto_id=IDS_OF_SECOND_FORM),
        }


class ReportPage(OnReport, RecordPage):
    """One report."""

    rule = may_read_report


class ReportAnswer(OnReport, PostPage, FormPage):
    """The form that answers a report."""

    rule = may_answer_report
    form_class = AnswerForm
    success = ""

    def save(self, form: AnswerForm) -> ErrorReport:
        """Answer the report."""
        given = form.cleaned_data
        reply = Reply(given["text"], given["language"], given["shown"])
        report = answer_report(self.read_in(given["version"]), reply, actor=self.actor)
        done = _("The answer is on its way.") if report.reply_to else _("The answer is kept.")
        messages.success(self.request, done)
        return report


class ReportPassOn(OnReport, PostPage, FormPage):
    """The form that passes a report on; the reader goes back to the list."""

    rule = may_answer_report
    form_class = PassOnForm
    success = ""
    success_url = ("reports",)

    def get_form_options(self) -> dict[str, Any]:
        """Return who could answer, and ids of their own: the page has two forms."""
        return {"choices": could_answer(self.subject, self.actor.today), "auto_id": IDS_OF_SECOND_FORM}

    def save(self, form: PassOnForm) -> ErrorReport:
        """Pass the report on."""
        to = get_object_or_404(Organisation, slug=form.cleaned_data["to"])
        report = pass_on_report(self.read_in(form.cleaned_data["version"]), to, actor=self.actor)
        done = _("%(organisation)s is asked to answer.") % {"organisation": to.name}
        messages.success(self.request, done)
        return report


class ReportShow(OnReport, PostPage):
    """The button that shows question and answer beside the figure, or no longer."""

    rule = may_show_report

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show or hide them, and go back to the report."""
        form = VersionForm(request.POST)
        if not form.is_valid():
            return self.answer(422)
        change = show_report if request.POST.get("shown") == "yes" else hide_report
        try:
            change(self.read_in(form.cleaned_data["version"]), actor=self.actor)
        except ChangedMeanwhile:
            messages.info(request, _("Somebody else has changed this since. Look once more."))
        return redirect(self.get_default_url())


class ReportSendAgain(OnReport, PostPage):
    """The button that sends an answer again which the mail server has not taken."""

    rule = may_send_answer_again

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Send it, and go back to the report."""
        send_answer_again(self.subject, actor=self.actor)
        messages.success(request, _("The answer is on its way."))
        return redirect(self.get_default_url())
