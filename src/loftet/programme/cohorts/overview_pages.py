"""The overview of how all municipalities of a cohort stand, as a page and as a file."""

from collections.abc import Sequence
from functools import cached_property

from django.http import HttpRequest, HttpResponse

from loftet.core.export import csv_file_response
from loftet.core.pages import Page
from loftet.people.pages.base import SignedInPage
from loftet.programme.cohorts.overview import Overview, OverviewLine, overview
from loftet.programme.finding import OfCohort
from loftet.programme.rules import may_run

HEADER = (
    *("municipality", "state", "decided", "case_number", "decided_by"),
    *("matter", "planned", "papers_due", "reminded"),
    *("top_management", "business_adviser", "procurement_officer"),
    *("next_meeting", "checklist_done", "checklist_of"),
)
LONGEST_SEARCH = 100


class OverviewPage(SignedInPage, OfCohort, Page):
    """The overview of all, what asks for something first; for those who run the cohort."""

    rule = may_run
    template_name = "programme/pages/overview.html"

    names = {"cohort": "subject", "page": "overview", "wanted": "wanted"}

    @property
    def wanted(self) -> str:
        """Return the words that the list is filtered by."""
        return self.request.GET.get("q", "").strip()[:LONGEST_SEARCH]

    @cached_property
    def overview(self) -> Overview:
        """Return how all stand; the words of the address find some of them."""
        return overview(self.subject, self.wanted, self.actor.today)


class OverviewFile(OverviewPage):
    """The overview as a file."""

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        rows = (cells(one) for one in self.overview.shown)
        return csv_file_response(f"{self.subject.slug}-oversikt", HEADER, rows)


def cells(one: OverviewLine) -> Sequence[object]:
    """Return one municipality as the file has it."""
    standing, matter = one.standing, one.matter
    return (
        one.name,
        standing.state.value,
        standing.decided,
        standing.case_number,
        standing.decided_by,
        matter.text,
        matter.planned.day if matter.planned else None,
        one.papers,
        matter.reminded,
        *(", ".join(named.name for named in who) for who in (one.management, one.advisers, one.buyers)),
        one.meeting.day if one.meeting else None,
        one.progress.done if one.progress else None,
        one.progress.of if one.progress else None,
    )
