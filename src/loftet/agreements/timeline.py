"""The picture of the calendar: a bar for each agreement, and kinds that run out in several places together.

>>> along(date(2027, 1, 1), date(2026, 1, 1), date(2028, 1, 1))
50.0
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from loftet.agreements.models import Agreement
from loftet.core.cpv import CPV_ALIKE

MOST_YEARS = 4  # a bar that is longer runs to the edge; its day is written
LEAST_MONTHS = 12
MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """An agreement: until where it can be used without options and with them, in percent of the width."""

    agreement: Agreement
    name: str
    last: date
    firm: float
    all: float


@dataclass(frozen=True, slots=True)
class Lane:
    """Agreements of one kind that several have; or, without a name, those that one has alone."""

    name: str
    bars: Sequence[Bar]
    organisations: int

    @property
    def first(self) -> date:
        """Return the day on which the first one runs out."""
        return min(one.last for one in self.bars)

    @property
    def last(self) -> date:
        """Return the day on which the last one runs out."""
        return max(one.last for one in self.bars)


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a year or of a half, and where it stands, in percent."""

    day: date
    at: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lanes, those of several first, on one axis that begins today."""

    lanes: Sequence[Lane]
    ticks: Sequence[Tick]

    @property
    def shared(self) -> Sequence[Lane]:
        """Return the kinds that several have."""
        return [one for one in self.lanes if one.name]

    @property
    def alone(self) -> Sequence[Lane]:
        """Return the lane of what one has alone, if there is such."""
        return [one for one in self.lanes if not one.name]


def along(day: date, first: date, end: date) -> float:
    """Return where a day stands between two others, in percent; outside of them at the edge."""
    return round(100 * min(max((day - first).days / (end - first).days, 0), 1), 1)


def timeline(agreements: Iterable[Agreement], today: date) -> Timeline:
    """Build the picture of some agreements that can still be used."""
    rows = sorted(agreements, key=lambda one: (one.last_day, one.pk))
    last = max((one.last_day for one in rows), default=today)
    months = max((last.year - today.year) * 12 + last.month - today.month + 1, LEAST_MONTHS)
    end = month_after(today, min(months, 12 * MOST_YEARS))
    kinds: dict[str, list[Agreement]] = {}
    for one in rows:
        kind = one.cpv[:CPV_ALIKE] if len(one.cpv) >= CPV_ALIKE else f"only {one.pk}"
        kinds.setdefault(kind, []).append(one)
    lanes, alone = [], []
    for some in kinds.values():
        have = len({one.organisation_id for one in some})
        if have > 1:
            bars = [_bar(one, one.organisation.short_name, today, end) for one in some]
            lanes.append(Lane(some[0].title, bars, have))
        else:
            alone += some
    if alone:
        alone.sort(key=lambda one: (one.last_day, one.pk))
        bars = [_bar(one, f"{one.organisation.short_name}: {one.title}", today, end) for one in alone]
        lanes.append(Lane("", bars, len({one.organisation_id for one in alone})))
    return Timeline(lanes, ticks(today, end))


def month_after(day: date, months: int) -> date:
    """Return the first day of the month that is so many months later.

    >>> month_after(date(2026, 11, 29), 3)
    datetime.date(2027, 2, 1)
    """
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def ticks(first: date, end: date) -> list[Tick]:
    """Return the days that the axis names: halves of years, or years where there is no room for them."""
    days = [month_after(first, number) for number in range(1, (end - first).days // 28 + 1)]
    halves = [one for one in days if one.month in (1, 7) and one < end]
    chosen = halves if len(halves) <= MOST_TICKS else [one for one in halves if one.month == 1]
    return [Tick(one, along(one, first, end)) for one in chosen]


def _bar(one: Agreement, name: str, first: date, end: date) -> Bar:
    firm, whole = along(one.ends_on, first, end), along(one.last_day, first, end)
    return Bar(one, name, one.last_day, firm, whole)
