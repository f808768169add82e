"""The list of what is announced on Doffin."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import organisations_written_for
from loftet.announcements.models import CODE_MARK, Announcement, Kind, ReadDays
from loftet.announcements.queries import current, in_calendar
from loftet.core.cpv import CpvFilter
from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column
from loftet.core.verdicts import anybody
from loftet.status.downloads.list_pages import WorkbookListPage


class CodesFilter(CpvFilter):
    """Keep notices of which one CPV code begins so."""

    def __init__(self) -> None:
        super().__init__("codes", "contains")

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the rows with such a code."""
        return super().filter(qs, value and f"{CODE_MARK}{value.strip()}")


class AnnouncementFilters(Filters):
    """Notices found by words, kind and CPV code."""

    q = WordsFilter(("title", "buyer"), label=_("Words"))
    slag = django_filters.ChoiceFilter("kind", label=_("Kind"), empty_label=_("all"), choices=Kind.choices)
    cpv = CodesFilter()


class Announcements(WorkbookListPage):
    """The notices of Doffin that stand: agreements of the region, open competitions, plans of others."""

    rule = anybody
    title = _("Announced on Doffin")
    template_name = "announcements/pages/announcements.html"
    filters = AnnouncementFilters
    file_name = "doffin"
    empty = _("Nothing has been read from Doffin yet.")
    columns = (
        Column("kind", _("Kind")),
        Column("title", _("What")),
        Column("who", _("Who")),
        Column("day", _("Day")),
        Column("supplier", _("Supplier")),
        Column("value", _("Estimated value"), number=True),
        Column("cpv", _("CPV code")),
        Column("doffin", "Doffin"),
    )

    def get_rows(self) -> QuerySet[Announcement]:
        """Return what stands today."""
        return current(self.actor.today)

    def lines(self, rows: Any) -> Any:
        """Return the notices themselves."""
        return list(rows)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, which agreements are in the calendar already, and when Doffin was read."""
        kept = in_calendar(more["lines"])
        own = {one.pk for one in organisations_written_for(self.actor)}
        return super().get_context(in_calendar=kept, own=own, days=ReadDays.objects.first(), **more)
