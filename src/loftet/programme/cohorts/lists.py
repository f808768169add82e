"""The list of cohorts, found by words, and the page of a partnership."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column, ListPage, Page
from loftet.core.pages.base import RecordMixin
from loftet.core.verdicts import anybody
from loftet.programme.cohorts.queries import listed_cohorts, shown_cohorts
from loftet.programme.models import Cohort, Partnership
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
