"""The matters of an organisation as a list: found by words and by how they stand, 50 at a time."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.actor import actor_of
from loftet.core.export import csv_file_response
from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import ListPage
from loftet.core.verdicts import anybody
from loftet.decisions.models import Matter
from loftet.decisions.queries.matters import MatterRow, visible
from loftet.decisions.queries.standing import Stands, standing_as, standing_of, with_treatments
from loftet.decisions.rules import may_write
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.pages.base import OfOrganisationMixin

HEADER = ("title", "case_number", "state", "stands", "sentence", "outcome", "day", "decision_number")
CHUNK = 2_000


class MatterFilters(Filters):
    """Matters found by words of title and number, and by how they stand."""

    q = WordsFilter(("title", "case_number"), label=_("Find a matter by its title or number"))
    tilstand = django_filters.ChoiceFilter(
        label=_("How it stands"),
        choices=Stands.choices,
        empty_label=_("all"),
        method="filter_stands",
    )

    def filter_stands(self, rows: QuerySet[Matter], _name: str, stands: str) -> QuerySet[Matter]:
        """Return the matters that stand so today."""
        assert self.request is not None
        return standing_as(rows, actor_of(self.request).today, [stands])


class MatterList(OfOrganisationMixin, ListPage):
    """The matters that the reader may see, the newest first."""

    rule = anybody
    template_name = "decisions/pages/matters.html"
    filters = MatterFilters
    columns = ()
    actor: Actor
    subject: Organisation

    def get_title(self) -> str:
        """Return whose matters they are."""
        return gettext("Matters of %(name)s") % {"name": self.subject.name}

    def get_rows(self) -> QuerySet[Matter]:
        """Return the matters, with what their standing is read from."""
        return with_treatments(visible(self.subject, self.actor.permissions))

    @cached_property
    def may_write(self) -> bool:
        """Check whether the reader may write a matter."""
        return bool(may_write(self.actor, self.subject))

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the rows of the page with how they stand."""
        matters = [self.with_standing(one) for one in more["rows"]]
        return super().get_context(**more) | {"organisation": self.subject, "matters": matters}

    def with_standing(self, matter: Matter) -> MatterRow:
        """Return a matter with how it stands today."""
        return MatterRow(matter, standing_of(matter, self.actor.today))

    def as_file(self) -> HttpResponse:
        """Return the whole list as a file."""
        rows = (self.with_standing(one) for one in self.filtered.qs.iterator(chunk_size=CHUNK))
        return csv_file_response(f"{self.subject.slug}-matters", HEADER, map(_cells, rows))


def _cells(row: MatterRow) -> tuple[object, ...]:
    one, standing = row.matter, row.standing
    by = standing.treatment
    return (
        *(one.title, one.case_number, one.state, standing.stands.value, standing.sentence),
        *((by.outcome, by.day, by.case_number) if by is not None else ("", "", "")),
    )
