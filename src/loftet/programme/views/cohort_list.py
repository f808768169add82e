"""The list of cohorts, found by words."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column, ListPage
from loftet.core.verdicts import anybody
from loftet.programme.models import Cohort, Partnership
from loftet.programme.queries.cohort import listed_cohorts
from loftet.programme.rules import may_begin_cohort


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
        """Return all cohorts."""
        return listed_cohorts(self.actor.today)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list beside how many cohorts there are, and the partnerships."""
        return super().get_context(**more) | {
            "every": Cohort.objects.count(),
            "partnerships": Partnership.objects.all(),
            "wanted": self.filtered.form["q"].value() or "",
            "may_begin": bool(may_begin_cohort(self.actor.permissions)),
        }


class CohortFile(CohortList):
    """The list as a file."""

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        return self.as_file()
