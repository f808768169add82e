"""The list of cohorts, the page of a partnership, and the overview of how all in a cohort stand."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from loftet.core.export import csv_file_response
from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column, ListPage, Page
from loftet.core.pages.base import RecordMixin
from loftet.core.verdicts import anybody
from loftet.people.pages.base import SignedInPage
from loftet.programme.cohorts.overview import Overview, OverviewLine, overview
from loftet.programme.cohorts.queries import listed_cohorts, shown_cohorts
from loftet.programme.finding import OfCohort
from loftet.programme.models import Cohort, Partnership
from loftet.programme.rules import may_begin_cohort, may_run

HEADER = (
    *("municipality", "state", "decided", "case_number", "decided_by"),
    *("matter", "planned", "papers_due", "reminded"),
    *("top_management", "business_adviser", "procurement_officer"),
    *("next_meeting", "checklist_done", "checklist_of"),
)
LONGEST_SEARCH = 100


class CohortFilters(Filters):
    """Cohorts found by words."""

    q = WordsFilter(
        ("name", "partnership__name", "region__name", "lead__name"),
        label=_("Find a cohort, a region or a partnership"),
    )


class CohortList(ListPage):
    """All cohorts, the newest first."""

    rule = anybody
    title = _("Cohorts")
    template_name = "programme/pages/cohorts.html"
    filters = CohortFilters
    file_name = "kull"
    columns = (
        Column("cohort", _("cohort"), lambda one: one.name),
        Column("partnership", _("partnership")),
        Column("region", _("region")),
        Column("lead", _("who leads it")),
        Column("begins", _("begins")),
        Column("ends", _("ends")),
        Column("invited", _("invited")),
        Column("take_part", _("takes part")),
    )

    def get_rows(self) -> QuerySet[Cohort]:
        """Return all cohorts that the reader may know of."""
        return listed_cohorts(self.actor.today, self.actor.permissions)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list beside how many cohorts there are, and the partnerships."""
        return super().get_context(**more) | {
            "every": shown_cohorts(self.actor.permissions).count(),
            "partnerships": Partnership.objects.all(),
            "wanted": self.filtered.form["q"].value() or "",
            "may_begin": bool(may_begin_cohort(self.actor)),
        }


class PartnershipPage(RecordMixin, Page):
    """The page of a partnership: its members and its cohorts."""

    rule = anybody
    template_name = "programme/pages/partnership.html"
    model = Partnership
    lookup = {"slug": "slug"}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return its members and cohorts, and how many municipalities take part in all of them."""
        today = self.actor.today
        members = self.subject.members.on(today).select_related("organisation")
        cohorts = list(listed_cohorts(today).filter(partnership=self.subject))
        page = {
            "partnership": self.subject,
            "members": [row.organisation for row in members],
            "cohorts": cohorts,
            "take_part": sum(one.take_part for one in cohorts),
        }
        return super().get_context(**more) | {"page": page}


class OverviewPage(SignedInPage, OfCohort, Page):
    """The overview of all, what asks for something first; for those who run the cohort."""

    rule = may_run
    template_name = "programme/pages/overview.html"

    context_names = {"cohort": "subject", "page": "overview", "wanted": "wanted"}

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
