"""The filters of the list of error reports, in the database."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.status.models import ErrorReport

OPEN, ANSWERED = "apne", "besvarte"


class ReportFilters(Filters):
    """Reports found by words and by whether they have an answer; `reports_of` gives them their `figure`."""

    q = WordsFilter(
        ("figure", "place__name", "text", "passed_to__name"),
        label=_("Words (figure, municipality or what is said)"),
    )
    vis = django_filters.ChoiceFilter(
        label=_("Answered or not"),
        choices=((OPEN, _("Not answered")), (ANSWERED, _("Answered"))),
        empty_label=_("All"),
        method="filter_answered",
    )

    def filter_answered(self, rows: QuerySet[ErrorReport], _name: str, value: str) -> QuerySet[ErrorReport]:
        """Return the reports that have an answer, or those that have none."""
        return rows.filter(answered__isnull=value == OPEN)
