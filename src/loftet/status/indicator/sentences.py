"""Sentences about an indicator: how it is spread over the country, and what its chart and map show."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.line import LineView
from loftet.editions.periods import years_in
from loftet.editions.rows import Band, Indicator, Reading, Yardstick
from loftet.status.sentences.words import (
    figure,
    half,
    yardstick,
)

FEWEST_IN_COUNTY = 5


def unit_line(indicator: Indicator, view: LineView) -> str:
    """Return what the chart shows: the unit, the years, and whether it reaches ahead of them."""
    unit = _("Per cent") if indicator.unit == "%" else indicator.unit[:1].upper() + indicator.unit[1:]
    first, last = view.years
    begins = first if years_in(first) == 1 else int(first) - years_in(first) + 1
    years = f"{begins}–{last if years_in(last) == 1 else int(last)}" if first < last else str(last)
    said = ", ".join(filter(None, (unit, years)))
    if view.projection is None:
        return said
    return _("%(said)s, and the way to %(year)s") % {"said": said, "year": view.projection.year}


def across(indicator: Indicator, band: Band | None, country: Reading | None) -> str:
    """Return in words how an indicator is spread over the municipalities, and its target if it has one."""
    if band is None:
        return _("There are too few figures to say how the municipalities differ.")
    said = [half(indicator, band)]
    if country is not None and country.value is not None:
        said.append(
            _("The figure for the country is %(country)s.") % {"country": figure(country.value, indicator)}
        )
    if indicator.yardstick is Yardstick.TARGET:
        said.append(yardstick(indicator, band))
    return " ".join(said).rstrip()


def close_to_target(close: int, judged: int) -> str:
    """Return in words how many municipalities are close to the target, of those with a status."""
    if not judged:
        return _("Too few figures to say where it stands well")
    return ngettext(
        "%(close)d of %(judged)d municipality is close to the target",
        "%(close)d of %(judged)d municipalities are close to the target",
        judged,
    ) % {"close": close, "judged": judged}


def nobody_has_a_figure() -> str:
    """Return in words that a map has nothing to show: many figures are published for counties only."""
    return _("No municipality has a figure")


def county_that_stands_out(counties: Mapping[str, tuple[int, int]]) -> str:
    """Return in words in which county most stand better than the middle, as (better, judged) in each.

    A county stands out where at least five municipalities have a status and two in three are better: in
    the whole country half of them are.
    """
    out = {
        name: (better, judged)
        for name, (better, judged) in counties.items()
        if judged >= FEWEST_IN_COUNTY and 3 * better >= 2 * judged
    }
    if not out:
        return _("No county stands out")
    name = max(out, key=lambda one: (out[one][0] / out[one][1], out[one][1]))
    better, judged = out[name]
    return _("%(county)s stands out: %(better)d of %(judged)d municipalities are better than the middle") % {
        "county": name,
        "better": better,
        "judged": judged,
    }


def spread_from_to(indicator: Indicator, rows: Iterable[tuple[str, float]]) -> str:
    """Return in words between which figures the municipalities lie; one that has an end alone is named."""
    values = list(rows)
    low, high = (end(value for _name, value in values) for end in (min, max))
    return _("The municipalities lie between %(low)s and %(high)s") % {
        "low": _named(indicator, low, values),
        "high": _named(indicator, high, values),
    }


def _named(indicator: Indicator, value: float, rows: Iterable[tuple[str, float]]) -> str:
    text = figure(value, indicator, with_unit="=" not in indicator.unit)
    names = [name for name, other in rows if figure(other, indicator) == figure(value, indicator)]
    return f"{text} ({names[0]})" if len(names) == 1 else text
