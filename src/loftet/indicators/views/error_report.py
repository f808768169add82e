"""«This figure is wrong»: a reader says what, and it is kept until somebody answers."""

from contextlib import suppress
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loftet.core.refusals import log_refusal
from loftet.core.saving import bound_data
from loftet.editions.rows import Edition, Indicator, Reading
from loftet.indicators.actions.reports import Complaint, TooManyReports, report_error
from loftet.indicators.edition import kept_query, store
from loftet.indicators.figure_ref import FigureRef
from loftet.indicators.forms import ErrorReportForm
from loftet.indicators.queries.chosen import in_edition
from loftet.indicators.queries.reports import names_of
from loftet.indicators.views.choosing import CHOOSE
from loftet.indicators.views.finding import find_indicator_page
from loftet.people.access import client_hash_of
from loftet.people.models import User
from loftet.places.models import Place
from loftet.places.queries import may_be_word, place_by_slug

INDICATOR = "indikator"


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure that a report is about; without a place it is the indicator as a whole."""

    edition: Edition
    indicator: Indicator
    place: Place | None
    reading: Reading | None

    @property
    def figure_ref(self) -> FigureRef:
        """Return what a report keeps of it."""
        year = self.reading.year if self.reading else None
        names = names_of(store(), self.edition.id, self.indicator.key)
        return FigureRef(self.edition.id, self.indicator.key, self.place, year, names)


@require_http_methods(["GET", "HEAD", "POST"])
def error_report(request: HttpRequest) -> HttpResponse:
    """Ask what is wrong with a figure, and keep what is said."""
    figure = find_figure(request)
    form = ErrorReportForm(bound_data(request), auto_id="%s")
    status, too_many = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if form.is_from_a_machine:
                return redirect(thanks(request))
            try:
                said = complaint(request, form)
                report_error(figure.figure_ref, said, now=timezone.now(), today=timezone.localdate())
            except TooManyReports as refused:
                log_refusal(refused.denied)
                status, too_many = 429, str(refused.denied.reason)
            else:
                return redirect(thanks(request))
    context = {"form": form, "figure": figure, "too_many": too_many}
    return render(request, "indicators/error_report.html", context, status=status)


def complaint(request: HttpRequest, form: ErrorReportForm) -> Complaint:
    """Return what was said, and by whom if somebody is signed in."""
    reporter = request.user if isinstance(request.user, User) else None
    language = translation.get_language() or "nb"
    said = form.cleaned_data
    return Complaint(said["text"], language, said["reply_to"], reporter, client_hash_of(request))


@require_safe
def error_report_kept(request: HttpRequest) -> HttpResponse:
    """Say that a report has been kept, and what happens to it."""
    figure = None
    with suppress(Http404):
        figure = find_figure(request)
    return render(request, "indicators/error_report_kept.html", {"figure": figure})


def thanks(request: HttpRequest) -> str:
    """Return the address of the page that says thank you, and leads back to the figure."""
    return reverse("error_report_kept") + kept_query(request, INDICATOR, CHOOSE)


def find_figure(request: HttpRequest) -> Figure:
    """Find the figure that the address means, or say what is not there."""
    return figure_at(request, request.GET.get(INDICATOR, ""), request.GET.get(CHOOSE, ""))


def figure_at(request: HttpRequest, key: str, slug: str) -> Figure:
    """Find the figure of an indicator in a place, or say what is not there."""
    reader, edition, indicator = find_indicator_page(request, key)
    if not slug:
        return Figure(edition, indicator, None, None)
    place = place_by_slug(slug) if may_be_word(slug) else None
    here = in_edition([place], edition).get(slug) if place else None
    table = reader.indicator_table(edition, indicator.key) if here else ()
    reading = next((one for one in table if here and one.place == here.code), None)
    if place is None or reading is None:
        raise Http404(_("This edition has no figures for %(place)s.") % {"place": slug})
    return Figure(edition, indicator, place, reading)
