"""The strip of an indicator: every municipality a faint dot, with the country or the target as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.translation import gettext as _

from loftet.charts.numbers import number_text
from loftet.charts.strip import Better, Strip, StripLine, StripPlace, strip
from loftet.editions.rows import Indicator, IndicatorRow, Yardstick
from loftet.status.marks import own_mark
from loftet.status.queries.chosen import country_of
from loftet.status.sentences.words import YES_NO, figure, target_figure
from loftet.ui.numbers import number_style

WIDTH, NARROW = 280.0, 165.0  # pixels that a strip is never narrower than
WAYS = {1: Better.HIGH, -1: Better.LOW}


@dataclass(frozen=True, slots=True)
class IndicatorStrip:
    """A strip with the words at its ends, and what it says to those who do not see it."""

    strip: Strip
    left: str
    right: str
    label: str


def strip_of_place(
    row: IndicatorRow, name: str, values: Sequence[float], *, named: bool = True
) -> IndicatorStrip | None:
    """Draw where a place stands among all; none of an answer, or where it has no figure.

    Where the figure is written next to the strip, its dot needs no name, and the strip may be narrow.
    """
    indicator = row.indicator
    if row.own.value is None or indicator.unit in YES_NO or not values:
        return None
    said = f"{name} {figure(row.own.value, indicator)}"
    mark = own_mark(row)
    drawn = strip(
        values,
        [StripPlace(said if named else "", row.own.value)],
        better=way_of(indicator),
        band=(row.values.low, row.values.high) if row.values else None,
        lines=lines_of(row, values),
        mark=mark.value if mark else "",
        width=WIDTH if named else NARROW,
    )
    return _with_ends(drawn, indicator, f"{indicator.name}: {said}")


def way_of(indicator: Indicator) -> Better:
    """Return which way is better."""
    return WAYS.get(indicator.direction or 0, Better.NEITHER)


def lines_of(row: IndicatorRow, values: Sequence[float]) -> tuple[StripLine, ...]:
    """Return the lines across a strip: the country or the middle of all, and the target or the balance."""
    indicator = row.indicator
    country = country_of(row)
    style, decimals = number_style(), indicator.decimals
    if country is not None and country.value is not None:
        words = _("The country %(value)s") % {"value": number_text(country.value, decimals, style)}
        lines = [StripLine(words, country.value)]
    else:
        middle = median(values)
        words = _("The middle %(value)s") % {"value": number_text(middle, decimals, style)}
        lines = [StripLine(words, middle)]
    return (*lines, *_target_line(indicator))


def _target_line(indicator: Indicator) -> tuple[StripLine, ...]:
    """Return the line of a target, of an example of one, or of the middle of a balance."""
    if indicator.yardstick is Yardstick.TARGET and indicator.green is not None:
        words, value = _("Target %(value)s"), indicator.green
    elif indicator.example_target is not None:
        words, value = _("Example of a target %(value)s"), indicator.example_target
    elif indicator.direction == 0 and indicator.ideal_low is not None and indicator.ideal_high is not None:
        words, value = _("Balance %(value)s"), (indicator.ideal_low + indicator.ideal_high) / 2
    else:
        return ()
    return (StripLine(words % {"value": target_figure(value, indicator)}, value, is_target=True),)


def _with_ends(drawn: Strip, indicator: Indicator, label: str) -> IndicatorStrip:
    if way_of(indicator) is Better.NEITHER:
        return IndicatorStrip(drawn, _("← lower"), _("higher →"), label)
    return IndicatorStrip(drawn, _("← weaker"), _("better →"), label)
