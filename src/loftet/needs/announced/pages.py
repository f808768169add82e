"""The list of what is announced on Doffin."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column
from loftet.core.verdicts import anybody
from loftet.needs.announced.models import CODE_MARK, Announcement, Kind, ReadDays
from loftet.needs.announced.queries import current, in_calendar
from loftet.needs.queries import organisations_written_for
from loftet.status.downloads.list_pages import WorkbookListPage


class CodesFilter(django_filters.CharFilter):
    """Keep notices of which one CPV code begins so."""

    def __init__(self) -> None:
        widget = forms.TextInput(attrs={"size": 8})
        super().__init__("codes", "contains", label=_("CPV code"), max_length=8, widget=widget)

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
    template_name = "needs/pages/announced.html"
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
