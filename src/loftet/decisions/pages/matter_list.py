"""The matters of an organisation as a list: found by words and by how they stand, 50 at a time."""

from collections.abc import Iterable
from functools import cached_property
from itertools import starmap

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
from loftet.decisions.queries.matters import visible
from loftet.decisions.queries.standing import Standing, Stands, standing_as, standing_of, with_treatments
from loftet.decisions.rules import may_write
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.pages.base import OfOrganisationMixin

HEADER = ("title", "case_number", "state", "stands", "sentence", "outcome", "day", "decision_number")


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
    context_names = {"organisation": "subject"}
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

    def lines(self, rows: Iterable[Matter]) -> list[tuple[Matter, Standing]]:
        """Return the matters, each with how it stands today."""
        return [(one, standing_of(one, self.actor.today)) for one in rows]

    def as_file(self) -> HttpResponse:
        """Return the whole list as a file."""
        rows = self.lines(self.rows_of_file())
        return csv_file_response(f"{self.subject.slug}-matters", HEADER, starmap(_cells, rows))


def _cells(one: Matter, standing: Standing) -> tuple[object, ...]:
    by = standing.treatment
    return (
        *(one.title, one.case_number, one.state, standing.stands.value, standing.sentence),
        *((by.outcome, by.day, by.case_number) if by is not None else ("", "", "")),
    )
