"""«This figure is wrong», or this page: a reader says what, and it is kept until somebody answers."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse

from loftet.core.pages import FormPage, Page
from loftet.core.refusals import log_refusal
from loftet.core.verdicts import anybody
from loftet.core.words import page_language
from loftet.editions.rows import Indicator
from loftet.people.access import client_hash_of
from loftet.places.models import Place
from loftet.status.edition import edition_of, kept_query, store
from loftet.status.figure_ref import FigureRef
from loftet.status.goal_names import Goal, goals
from loftet.status.models import LONGEST_ADDRESS, ErrorReport
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.reports.actions import Complaint, TooManyReports, report_error
from loftet.status.reports.forms import ErrorReportForm
from loftet.status.views.choosing import CHOOSE, choices
from loftet.status.views.finding import Figure, codes_of, find_figure, find_place

INDICATOR, PAGE = "indikator", "adresse"
CHOOSE_FIGURE = "status/pages/error_report_choose.html"


@dataclass(frozen=True, slots=True)
class WrongPage:
    """A page that somebody says is wrong: its address, and the place that it is about, if it is about one."""

    address: str
    place: Place | None


def page_of_address(request: HttpRequest) -> WrongPage | None:
    """Find the page that the query names; None where it names none of ours, or a figure."""
    address = request.GET.get(PAGE, "")
    if request.GET.get(INDICATOR) or not address.startswith("/") or len(address) > LONGEST_ADDRESS:
        return None
    try:
        words = resolve(address).kwargs
    except Resolver404:
        return None
    return WrongPage(address, find_place(str(words.get("place", ""))))


def figure_of_address(request: HttpRequest) -> Figure:
    """Find the figure that the query names, or say what is not there."""
    return find_figure(request, request.GET.get(INDICATOR, ""), request.GET.get(CHOOSE, ""))


def is_named(request: HttpRequest) -> bool:
    """Check whether the address names a figure or a page."""
    return bool(request.GET.get(INDICATOR) or request.GET.get(PAGE))


def indicators_to_choose(request: HttpRequest) -> list[tuple[Goal, list[Indicator]]]:
    """Return the indicators of the edition under their goals."""
    edition = edition_of(request)
    language = page_language()
    every = store().indicators(edition, language) if edition else ()
    groups = [(goal, [one for one in every if one.goal == goal.key]) for goal in goals()]
    return [(goal, found) for goal, found in groups if found]


def places_to_choose(request: HttpRequest) -> list[PlaceInEdition]:
    """Return the places that the edition holds, in Norwegian order."""
    edition = edition_of(request)
    return choices(edition, codes_of(store(), edition), set()) if edition else []


class ErrorReportCreate(FormPage):
    """The form that asks what is wrong with a figure."""

    rule = anybody
    template_name = "status/pages/error_report.html"
    form_class = ErrorReportForm
    success = ""
    subject: Figure | WrongPage | None

    def get_subject(self) -> Figure | WrongPage | None:
        """Return the page that is wrong, or the figure; None where the address names neither."""
        if self.request.method != "POST" and not is_named(self.request):
            return None
        return page_of_address(self.request) or figure_of_address(self.request)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show the form, or ask first which figure it is about."""
        if self.subject is None:
            known = {"groups": indicators_to_choose(request), "places": places_to_choose(request)}
            return render(request, CHOOSE_FIGURE, self.get_context(**known))
        return super().get(request, *args, **kwargs)

    def get_form_options(self) -> dict[str, Any]:
        """Return the ids that the template writes."""
        return {"auto_id": "%s"}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the figure, or the page, beside the form."""
        subject = self.subject
        found = {"wrong_page": subject} if isinstance(subject, WrongPage) else {"figure": subject}
        return super().get_context(**found, **more)

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
        given = form.cleaned_data
        language = page_language()
        complaint = Complaint(given["text"], language, given["reply_to"], client_hash_of(self.request))
        return report_error(self._what(self.subject), complaint, actor=self.actor)

    def _what(self, found: Figure | WrongPage | None) -> FigureRef:
        assert found is not None
        if isinstance(found, WrongPage):
            edition = edition_of(self.request)
            return FigureRef(edition.id if edition else "", "", found.place, page=found.address)
        year = found.reading.year if found.reading else None
        return FigureRef(found.edition.id, found.indicator.key, found.place, year)

    def get_success_url(self) -> str:
        """Return the address of the page that says thank you, and leads back to the figure."""
        return reverse("error_report_kept") + kept_query(self.request, INDICATOR, CHOOSE, PAGE)


class ErrorReportKept(Page):
    """The page that says that a report has been kept, and what happens to it."""

    rule = anybody
    template_name = "status/pages/error_report_kept.html"

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the thanks; a figure that is no longer there is left out."""
        figure, page = None, page_of_address(request)
        with suppress(Http404):
            figure = None if page else figure_of_address(request)
        return self.answer(figure=figure, wrong_page=page)
