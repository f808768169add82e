"""Rows of organisations that wait for somebody, counted in the database and told in one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse

from loftet.core.registry import Task
from loftet.core.words import join_words
from loftet.people.models import short_name


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Rows that wait together: how many, where they are read, for which organisations, by which day."""

    count: int
    address: str
    who: str
    first: date | None

    def as_task(self, words: str, reason: str, due: date | None = None) -> Task:
        """Return it as a task; `words` say its number at `%(count)d`."""
        return Task(words % {"count": self.count}, self.address, self.who, reason, due)


def count_by_organisation(rows: QuerySet[Any], day: str) -> QuerySet[Any]:
    """Return how many rows each organisation has, the only one, and the first day."""
    grouped = rows.order_by().values("organisation__name", "organisation__slug")
    counted: QuerySet[Any] = grouped.annotate(count=Count("pk"), only=Min("pk"), first=Min(day))
    return counted.order_by("organisation__name")


def one_line(found: Sequence[Mapping[str, Any]], every: str, single: str = "") -> WaitingLine | None:
    """Return what was counted as one line; its address is that of the only row, of the owner's, or of all.

    `every` names the page of all, which filters by `hvem`, and `single` that of one row, if it has its own.
    """
    if not found:
        return None
    count = sum(one["count"] for one in found)
    address = reverse(every) if len(found) > 1 else f"{reverse(every)}?hvem={found[0]['organisation__slug']}"
    if count == 1 and single:
        address = reverse(single, args=[found[0]["only"]])
    who = said_together([one["organisation__name"] for one in found])
    first = min((one["first"] for one in found if one["first"]), default=None)
    return WaitingLine(count, address, who, first)


def said_together(names: Sequence[str]) -> str:
    """Return the organisations of one line, several by their short names.

    >>> said_together(["Gol kommune"]), said_together(["Gol kommune", "Ål kommune"])
    ('Gol kommune', 'Gol og Ål')
    """
    return names[0] if len(names) == 1 else join_words([short_name(one) for one in names])
