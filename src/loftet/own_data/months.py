"""A year out of a column for each month: what counts of them a person has chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from loftet.own_data.choices import LAST, MEAN
from loftet.own_data.figures import Figure
from loftet.sources.tables.recipe import MissingMark, PeriodKind

Figures = Sequence[Figure]


def of_years(months: Iterable[Figure], what: str) -> tuple[list[Figure], tuple[str, ...]]:
    """Return one figure for each year out of those of its months, and the years that lack a month.

    `LAST` is the last month with a figure, written as that month; `MEAN` and `SUM` need all twelve.
    """
    years: dict[int, list[Figure]] = {}
    for one in months:
        years.setdefault(one.year, []).append(one)
    figures: list[Figure] = []
    lacking: list[str] = []
    for year, several in sorted(years.items()):
        found = _last(several) if what == LAST else _total(several, is_mean=what == MEAN)
        if found is None:
            lacking.append(str(year))
        else:
            figures.append(found)
    return figures, tuple(lacking)


def _last(months: Figures) -> Figure | None:
    return next((one for one in reversed(months) if one.raw), None)


def _total(months: Figures, *, is_mean: bool) -> Figure | None:
    first, last = months[0], months[-1]
    whole = replace(
        last,
        period=str(last.year),
        raw=f"{first.raw} … {last.raw}",
        cell=f"{first.cell}:{last.cell.rpartition('!')[2]}",
    )
    numbers = [one.value for one in months if one.value is not None]
    hidden = MissingMark.SUPPRESSED.value
    if len(months) == PeriodKind.MONTH.parts and any(one.mark == hidden for one in months):
        return replace(whole, value=None, mark=hidden)
    if len(numbers) < PeriodKind.MONTH.parts:
        return None
    total = sum(numbers, Decimal(0))
    return replace(whole, value=_mean(total, numbers) if is_mean else total, mark="")


def _mean(total: Decimal, numbers: Sequence[Decimal]) -> Decimal:
    """Return a mean with one decimal more than the numbers that it is of."""
    finest = min(int(one.as_tuple().exponent) for one in numbers)
    return (total / len(numbers)).quantize(Decimal(1).scaleb(min(finest, 0) - 1))
