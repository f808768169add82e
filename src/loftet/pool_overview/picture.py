"""Pictures of a pool: each pledge begins where the last one ended, and how the sum has grown.

>>> bars([("a", 61), ("b", 48)], [180])
([(0.0, 33.9), (33.9, 26.7)], [100.0])
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from loftet.pool_overview.queries import Overview
from loftet.pools.models import CERTAINTIES, PledgeChange, Pool

GROWTH_WIDTH, GROWTH_HEIGHT = 1000, 100
POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the picture: a member, or one who could join, with where its bar begins, in percent."""

    name: str
    kind: str
    words: Any
    amount: Decimal
    begins: float
    breadth: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The rows, and where the line stands from which the purchase goes ahead or pays, in percent."""

    bars: tuple[Bar, ...]
    line: float | None
    line_volume: Decimal | None


def bars(
    rows: Sequence[tuple[str, float]], others: Iterable[float]
) -> tuple[list[tuple[float, float]], list[float]]:
    """Return begin and breadth of each row in percent, and where other volumes stand on the same axis."""
    others = list(others)
    widest = max(sum(amount for _name, amount in rows), *others, 0) or 1
    found, at = [], 0.0
    for _name, amount in rows:
        found.append((round(100 * at / widest, 1), round(100 * amount / widest, 1)))
        at += amount
    return found, [round(100 * one / widest, 1) for one in others]


def pledges_picture(seen: Overview, line: Decimal | None, possible_words: Any) -> Picture:
    """Build the picture of what is pledged, with those who could join and bring a known volume last."""
    rows = [
        (one.organisation.short_name, one.certainty, one.get_certainty_display(), one.amount)
        for one in seen.members
    ]
    rows += [
        (one.organisation.short_name, POSSIBLE, possible_words, one.amount)
        for one in seen.possible
        if one.amount is not None
    ]
    amounts = [(name, float(amount)) for name, _kind, _words, amount in rows]
    placed, lines = bars(amounts, [float(line)] if line else [])
    drawn = tuple(
        Bar(name, kind, words, amount, *place)
        for (name, kind, words, amount), place in zip(rows, placed, strict=True)
    )
    return Picture(drawn, lines[0] if lines else None, line)


@dataclass(frozen=True, slots=True)
class Growth:
    """The sum of the pledges over time: an area for each certainty, the widest first, and the two ends."""

    areas: tuple[tuple[str, str], ...]
    first: date
    last: date
    most: Decimal


def growth(pool: Pool, today: date) -> Growth | None:
    """Build the picture of how the sum has grown; None before it has changed on two days."""
    changes = list(
        PledgeChange.objects.filter(pledge__pool=pool)
        .order_by("when", "pk")
        .values_list("pledge", "when", "amount", "certainty")
    )
    days = sorted({timezone.localdate(when) for _pledge, when, _amount, _certainty in changes})
    if len(days) < 2:
        return None
    last = min(timezone.localdate(pool.frozen), today) if pool.frozen else max(today, days[-1])
    sums = [_sums_on(changes, day) for day in days]
    most = max(sum(one.values(), Decimal(0)) for one in sums) or Decimal(1)
    span = max((last - days[0]).days, 1)
    along = [GROWTH_WIDTH * (day - days[0]).days / span for day in days]
    areas = []
    for number in range(len(CERTAINTIES)):  # all, then without the least firm, then the firmest alone
        keys = CERTAINTIES[number:]
        heights = [float(sum((one[key] for key in keys), Decimal(0)) / most) for one in sums]
        areas.append((str(CERTAINTIES[number]), _steps(along, heights)))
    return Growth(tuple(areas), days[0], last, most)


def _sums_on(changes: Iterable[tuple[int, Any, Decimal, str]], day: date) -> dict[str, Decimal]:
    """Return the sums by certainty at the end of a day."""
    newest = {
        pledge: (amount, certainty)
        for pledge, when, amount, certainty in changes
        if timezone.localdate(when) <= day
    }
    found = {str(key): Decimal(0) for key in CERTAINTIES}
    for amount, certainty in newest.values():
        if certainty:
            found[certainty] += amount
    return found


def _steps(along: Sequence[float], heights: Sequence[float]) -> str:
    """Return the path of an area whose upper edge is a stair."""
    path = [f"M{along[0]:g} {GROWTH_HEIGHT}"]
    for x, height in zip(along, heights, strict=True):
        path += [f"H{x:.1f}", f"V{GROWTH_HEIGHT * (1 - height):.1f}"]
    return "".join([*path, f"H{GROWTH_WIDTH}", f"V{GROWTH_HEIGHT}Z"])
