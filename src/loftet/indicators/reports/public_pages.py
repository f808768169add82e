"""«This figure is wrong»: a reader says what, and it is kept until somebody answers."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from loftet.core.pages import FormPage, Page
from loftet.core.refusals import log_refusal
from loftet.core.verdicts import anybody
from loftet.indicators.edition import kept_query
from loftet.indicators.figure_ref import FigureRef
from loftet.indicators.models import ErrorReport
from loftet.indicators.reports.actions import Complaint, TooManyReports, report_error
from loftet.indicators.reports.forms import ErrorReportForm
from loftet.indicators.views.choosing import CHOOSE
from loftet.indicators.views.finding import Figure, find_figure
from loftet.people.access import client_hash_of

INDICATOR = "indikator"


def figure_of_address(request: HttpRequest) -> Figure:
    """Find the figure that the query names, or say what is not there."""
    return find_figure(request, request.GET.get(INDICATOR, ""), request.GET.get(CHOOSE, ""))


class ErrorReportCreate(FormPage):
    """The form that asks what is wrong with a figure."""

    rule = anybody
    template_name = "indicators/pages/error_report.html"
    form_class = ErrorReportForm
    success = ""
    subject: Figure

    def get_subject(self) -> Figure:
        """Return the figure."""
        return figure_of_address(self.request)

    def get_form_options(self) -> dict[str, Any]:
        """Return the ids that the template writes."""
        return {"auto_id": "%s"}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the figure beside the form."""
        return super().get_context(figure=self.subject, **more)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Create the report, or show the form again; too many reports are answered 429."""
        try:
            return super().post(request, *args, **kwargs)
        except TooManyReports as refused:
            log_refusal(refused.denied)
            return self.answer(429, form=self.get_form(), too_many=str(refused.denied.reason))

    def save(self, form: ErrorReportForm) -> ErrorReport | None:
        """Create the report; what a machine sends is thanked for, and not kept."""
        if form.is_from_a_machine:
            return None
        given, found = form.cleaned_data, self.subject
        language = translation.get_language() or "nb"
        complaint = Complaint(given["text"], language, given["reply_to"], client_hash_of(self.request))
        year = found.reading.year if found.reading else None
        figure = FigureRef(found.edition.id, found.indicator.key, found.place, year)
        return report_error(figure, complaint, actor=self.actor)

    def get_success_url(self) -> str:
        """Return the address of the page that says thank you, and leads back to the figure."""
        return reverse("error_report_kept") + kept_query(self.request, INDICATOR, CHOOSE)


class ErrorReportKept(Page):
    """The page that says that a report has been kept, and what happens to it."""

    rule = anybody
    template_name = "indicators/pages/error_report_kept.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the thanks; a figure that is no longer there is left out."""
        figure = None
        with suppress(Http404):
            figure = figure_of_address(request)
        return self.answer(figure=figure)
