"""Sums of what suppliers have told, by region: never by firm, and none of fewer than three firms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from loftet.contracts.models import Contract, YearAnswer
from loftet.procurement.models import Share
from loftet.programme.models import Cohort
from loftet.programme.queries.standings import taking_part

FEWEST, YEARS = 3, 3


@dataclass(frozen=True, slots=True)
class YearSums:
    """The sums of a year, in kroner and full-time equivalents, and of how many firms."""

    year: int
    firms: int
    turnover: Decimal
    jobs: Decimal
    abroad: Decimal


def sums_of(cohort: Cohort, today: date) -> list[YearSums]:
    """Return the sums of the years that are closed, the newest first; none of fewer than three firms.

    What everybody reads does not change afterwards, and is the same for all cohorts of who leads: the
    difference of two sums would tell of a firm. What a firm tells counts before what a buyer tells of it; a
    firm without a number is in no sum.
    """
    cohorts = Cohort.objects.filter(lead=cohort.lead_id)
    sums = [
        _sum(year, _answers(cohort, cohorts, year))
        for year in range(today.year - 2, today.year - 2 - YEARS, -1)
    ]
    return [one for one in sums if one.firms >= FEWEST]


def _answers(cohort: Cohort, cohorts: "QuerySet[Cohort]", year: int) -> list[YearAnswer]:
    """Return one answer of each firm that supplied those who took part when the year was closed."""
    members = taking_part(date(year + 1, 12, 31)).filter(cohort__in=cohorts)
    own = [cohort.lead_id, *members.values_list("organisation", flat=True)]
    shared = Share.objects.filter(organisation__in=own).values("procurement")
    contracts = Contract.objects.filter(
        Q(procurement__lead__in=own) | Q(procurement__in=shared),
        begins_on__year__lte=year,
        ends_on__year__gte=year,
    )
    numbers = contracts.exclude(number="").values("number")
    rows = YearAnswer.objects.filter(year=year, number__in=numbers, confirmed__isnull=False)
    return list({one.number: one for one in sorted(rows, key=_weight)}.values())


def _weight(one: YearAnswer) -> tuple[bool, datetime]:
    """Return what is told last and by the firm itself last of all."""
    return one.told_by_id != one.confirmed_by_id, one.told


def _sum(year: int, rows: Sequence[YearAnswer]) -> YearSums:
    def of(name: str) -> Decimal:
        return sum((getattr(one, name) for one in rows), Decimal(0))

    return YearSums(year, len(rows), of("turnover"), of("jobs"), of("abroad"))
