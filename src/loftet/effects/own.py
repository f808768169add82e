"""A project's own figure: a dated series that its people write, drawn apart from official figures.

>>> own_series("Litres a night", [(date(2026, 1, 1), 9.0), (date(2026, 7, 1), 6.0)], date(2026, 3, 1)).start
120.8
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.numbers import number_text
from loftet.core.pages.lists import short_day
from loftet.ui.numbers import number_style

WIDTH, HEIGHT, MARGIN = 360.0, 90.0, 10.0
MOST_DECIMALS = 4  # those of a value that is written


@dataclass(frozen=True, slots=True)
class Dot:
    """A value as it is drawn: its place, its day, and whether the work had begun."""

    x: float
    y: float
    day: date
    value: str
    after: bool


@dataclass(frozen=True, slots=True)
class OwnSeries:
    """An own figure: its name, a sentence, its values, the line through them, and where the work begins."""

    name: str
    sentence: str
    dots: tuple[Dot, ...]
    path: str
    start: float | None
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def is_drawn(self) -> bool:
        """Check whether there is more than one value, so that a line says something."""
        return len(self.dots) > 1


def own_series(name: str, points: Sequence[tuple[date, float]], start: date | None) -> OwnSeries:
    """Build the series from values in the order of their days; `start` is when the work began."""
    days, values = [day for day, _value in points], [value for _day, value in points]
    first, last = min(days), max([*days, *([start] if start else [])])
    first = min(first, start) if start else first
    low, high = min(values), max(values)

    def x(day: date) -> float:
        share = (day - first).days / ((last - first).days or 1)
        return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)

    def y(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)

    dots = tuple(
        Dot(x(day), y(value), day, _number(value), start is not None and day >= start)
        for day, value in points
    )
    path = "M" + "L".join(f"{one.x:g} {one.y:g}" for one in dots)
    return OwnSeries(name, _sentence(points, start), dots, path, x(start) if start else None)


def _sentence(points: Sequence[tuple[date, float]], start: date | None) -> str:
    """Return the newest value, and what it was before the work began."""
    day, value = points[-1]
    newest = {"value": _number(value), "day": short_day(day)}
    before = [one for at, one in points if start is None or at < start]
    if start is None or not before or day < start:
        return _("%(value)s on %(day)s.") % newest
    words = ngettext(
        "%(value)s on %(day)s, against %(before)s before the start (one value).",
        "%(value)s on %(day)s, against %(before)s on average before the start (%(count)d values).",
        len(before),
    )
    return words % (newest | {"before": _number(fmean(before)), "count": len(before)})


def _number(value: float) -> str:
    decimals = next((one for one in range(MOST_DECIMALS) if round(value, one) == value), MOST_DECIMALS)
    return number_text(value, decimals, number_style())
