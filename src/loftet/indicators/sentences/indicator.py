"""Sentences about an indicator: how it is spread over the country, and what its chart and map show."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.words import COMPARISON_COLOURS, NO_DIFFERENCE, NO_STATUS, Sign
from loftet.editions.rows import Band, Indicator, Reading, Series, Yardstick
from loftet.indicators.sentences.words import (
    YES_NO,
    Relation,
    figure,
    gap_word,
    half,
    relation,
    turned,
    way,
    yardstick,
)

FEWEST_IN_COUNTY = 5
# The statuses that say where a figure stands among all municipalities; too little data says nothing of them.
BESIDE_THE_COUNTRY = frozenset(COMPARISON_COLOURS) - {"grey"}


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


def of_place(name: str, indicator: Indicator, own: Reading, status: Sign) -> str:
    """Return in words an indicator's figure in a place, its year, and its status where it has one."""
    if own.value is None:
        return _("%(place)s has no figure (%(gap)s).") % {"place": name, "gap": gap_word(own)}
    said = {
        "place": name,
        "value": figure(own.value, indicator),
        "year": own.year,
    }
    if status == NO_STATUS:
        return _("%(place)s: %(value)s in %(year)s.") % said
    word = {"word": _beside_what(status, indicator)}
    return _("%(place)s: %(value)s in %(year)s – %(word)s.") % (said | word)


def _beside_what(status: Sign, indicator: Indicator) -> str:
    """Return a status for the inside of a sentence; a compared one says that it is of the country.

    Similar municipalities are often spoken of in the sentence after it.
    """
    if status == NO_DIFFERENCE:
        return (
            _("like most in the country") if indicator.unit in YES_NO else _("as the middle of the country")
        )
    word = str(status.word)
    word = word[:1].lower() + word[1:]
    if indicator.yardstick is Yardstick.COMPARISON and status.key in BESIDE_THE_COUNTRY:
        return _("%(word)s in the country") % {"word": word}
    return word


def heading(
    name: str, indicator: Indicator, own: Reading, country: Reading | None, series: Series | None = None
) -> str:
    """Return in words the finding of an indicator's chart for one place."""
    if own.value is None:
        return _("%(place)s: %(indicator)s – no figure (%(gap)s)") % {
            "indicator": indicator.name,
            "place": name,
            "gap": gap_word(own),
        }
    parts = [way(own.trend, indicator.yardstick)] if own.judged else []
    if turn := turned(own.trend, series):
        parts.append(turn)
    if country is not None and (lies := relation(own, country, indicator.decimals)) is not None:
        parts.append(
            {
                Relation.BELOW: _("lower than the country"),
                Relation.LEVEL: _("no certain difference from the country"),
                Relation.ABOVE: _("higher than the country"),
            }[lies]
        )
    return _("%(place)s: %(indicator)s – %(finding)s") % {
        "indicator": indicator.name,
        "place": name,
        "finding": ", ".join(parts) or figure(own.value, indicator),
    }


def heading_of_country(indicator: Indicator, country: Reading | None, series: Series | None = None) -> str:
    """Return in words what an indicator's chart shows where no place is chosen."""
    if country is None or country.value is None:
        return _("%(indicator)s: choose a municipality to see its years") % {"indicator": indicator.name}
    parts = [way(country.trend, indicator.yardstick)]
    if turn := turned(country.trend, series):
        parts.append(turn)
    return _("The country: %(indicator)s – %(finding)s") % {
        "indicator": indicator.name,
        "finding": ", ".join(parts),
    }


def close_to_target(close: int, judged: int) -> str:
    """Return in words how many municipalities are close to the target, of those with a status."""
    if not judged:
        return _("Too few figures to say where it stands well")
    return ngettext(
        "%(close)d of %(judged)d municipality is close to the target",
        "%(close)d of %(judged)d municipalities are close to the target",
        judged,
    ) % {"close": close, "judged": judged}


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
