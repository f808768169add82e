"""One report: how far it has come, its files, and what is done with it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.export import file_response
from loftet.core.pages import Button, FormPage, HiddenRecordMixin, Link, Page, RecordPage, StepPage
from loftet.core.saving import reread
from loftet.decisions.queries.bodies import council_meetings
from loftet.decisions.queries.matters import decisions_of
from loftet.documents.files import MEDIA_TYPES, PDF, WORD
from loftet.report_content.kinds import ReportKind
from loftet.reports.actions import adopt_report, approve_report, remove_decision, send_report, withdraw_report
from loftet.reports.forms import AdoptForm, SendForm
from loftet.reports.models import PlaceReport, Sending, address_of, page_of
from loftet.reports.queries import (
    has_files,
    newer_edition,
    post_box_of,
    progress,
    sent_letters,
    words_on_screen,
)
from loftet.reports.rules import STATES, may_adopt, may_manage, may_see, may_send
from loftet.reports.sentences import papers_due, standing
from loftet.status.edition import PARAMETER


class OfReport(HiddenRecordMixin, Page):
    """A page about a report; one that is hidden is not there."""

    missing = _("There is no such report.")
    subject_model = PlaceReport
    subject: PlaceReport

    def get_queryset(self) -> QuerySet[Any]:
        """Return the reports of the place that the reader may see."""
        rows = super().get_queryset().filter(place__slug=self.kwargs["place"])
        return rows.select_related("decision__body")


class ReportPage(OfReport, RecordPage):
    """One report: how far it has come, its files, and what can be done with it."""

    rule = may_see
    template_name = "reports/pages/report.html"
    states, step_url = STATES, "place_report_step"

    def get_address_words(self) -> list[object]:
        """Return the place and the key of the report."""
        return [self.subject.place.slug, self.subject.pk]

    def get_buttons(self) -> Iterator[Button]:
        """Return what comes next: approving it, or taking the files home."""
        report = self.subject
        if STATES.may_take("approve", self.actor, report):
            yield Button(STATES.step("approve").words, self.address_to("place_report_step", "approve"))
        if has_files(report):
            for suffix in (WORD, PDF) if report.kind == ReportKind.CASE_PAPER else (PDF, WORD):
                words = _("Download as Word") if suffix == WORD else _("Download as PDF")
                yield self.button_to(words, f"place_report_{suffix}")

    def get_possible_links(self) -> Iterator[Link]:
        """Return where it is sent and adopted, and the steps back."""
        if has_files(self.subject):
            yield Link(_("Send it to the post box"), "place_report_send", may_send, look="link")
        yield Link(_("Record that it was adopted"), "place_report_adopt", may_adopt, look="link")
        yield from super().get_possible_links()

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return how far it has come."""
        report, today = self.subject, self.actor.today
        to_copy = report.kind == ReportKind.CASE_PAPER
        ahead = council_meetings(report.place, today) if to_copy and report.decision_id is None else []
        place_address = reverse(page_of(report.place), args=[report.place.slug])
        is_inside = self.actor.permissions.has(report.place)
        return super().get_context(
            standing=standing(report),
            place_reports=address_of(report.place),
            place_address=place_address,
            figures=f"{place_address}?{PARAMETER}={report.edition}",
            waits=None if has_files(report) or report.fault else progress(report),
            newer=newer_edition(report),
            words=words_on_screen(report),
            to_copy=to_copy,
            papers=papers_due(ahead),
            sendings=sent_letters(report, self.actor.now) if is_inside else (),
            **more,
        )


class ReportStep(OfReport, StepPage):
    """Approve a report, take it back, or remove its decision."""

    rule = may_manage
    states = STATES
    steps = {"approve": approve_report, "reopen": remove_decision, "withdraw": withdraw_report}


class ReportFile(OfReport):
    """A file of a report, to take home."""

    rule = may_see
    suffix = WORD

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file, or lead to the report where it is being made."""
        file = self.subject.file(self.suffix)
        if not has_files(self.subject):
            return redirect(self.subject.get_absolute_url())
        return file_response(file.read_bytes(), MEDIA_TYPES[self.suffix], file.name)


class ReportSend(OfReport, FormPage):
    """Send a report to the post box of the municipality."""

    rule = may_send
    title = _("Send the report to the post box")
    lead = _("The municipality's archive gets it as an e-mail with the files.")
    template_name = "reports/pages/form.html"
    form_class = SendForm
    button = _("Send it")
    success = _("It is on its way.")

    def get_form_options(self) -> dict[str, Any]:
        """Return the post box that was used before, if there is one."""
        return {"initial": {"address": post_box_of(self.subject.place)}}

    def save(self, form: SendForm) -> Sending:
        """Send it."""
        return send_report(self.subject, form.cleaned_data, actor=self.actor)

    def get_default_url(self) -> str:
        """Return the address of the report."""
        return self.subject.get_absolute_url()


class ReportAdopt(OfReport, FormPage):
    """The form by which the decision that adopted a report is recorded."""

    rule = may_adopt
    title = _("Which decision adopted the report?")
    lead = _("The report then stays as it is, also when there are newer figures.")
    template_name = "reports/pages/form.html"
    form_class = AdoptForm
    button = _("Record the decision")

    def get_form_options(self) -> dict[str, Any]:
        """Return the decisions, and the version that is read."""
        return {"decisions": decisions_of(self.subject.place), "initial": {"version": self.subject.version}}

    def save(self, form: AdoptForm) -> PlaceReport:
        """Set the decision."""
        self.subject.version = form.cleaned_data["version"]
        return adopt_report(self.subject, form.cleaned_data["decision"], actor=self.actor)

    def newest(self, _form: AdoptForm) -> int:
        """Return the version that the report has now."""
        return reread(self.subject)
