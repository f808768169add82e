"""The parts of every finding: a figure with its unit, how two figures lie, a list as it is spoken."""

from dataclasses import replace
from enum import Enum
from math import isclose

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.numbers import number_text
from loftet.core.words import gap_sign
from loftet.editions.rows import Band, Indicator, Reading, Series, Trend, Yardstick
from loftet.status.direction import turned_in
from loftet.ui.numbers import LARGEST_WORD, number_style, number_word


class Relation(Enum):
    """The position of a figure against another one."""

    BELOW = "below"
    LEVEL = "level"
    ABOVE = "above"


# The unit of a figure that is an answer: 1 is yes and 0 is no.
YES_NO = frozenset({"ja/nei", "yes/no"})


def is_yes_or_no(value: float, indicator: Indicator) -> bool:
    """Check whether a value is an answer; the mean of several is a number."""
    return indicator.unit in YES_NO and value in (0.0, 1.0)


def figure(value: float, indicator: Indicator, *, with_unit: bool = True) -> str:
    """Write a value, with its unit; that of an index («2009 = 100») is put in parentheses."""
    if is_yes_or_no(value, indicator):
        return _("yes") if value else _("no")
    text = number_text(value, indicator.decimals, number_style())
    if not indicator.unit or not with_unit:
        return text
    unit = f"({indicator.unit})" if "=" in indicator.unit else indicator.unit
    return f"{text}\N{NO-BREAK SPACE}{unit}"


def target_figure(value: float, indicator: Indicator, *, with_unit: bool = True) -> str:
    """Write a target as exactly as it was set: 1.75 is not 1.7, whatever decimals the figures have."""
    own = indicator.decimals
    exact = (decimals for decimals in range(own, own + 3) if isclose(round(value, decimals), value))
    return figure(value, replace(indicator, decimals=next(exact, own)), with_unit=with_unit)


def relation(own: Reading, other: Reading, decimals: int) -> Relation | None:
    """Return where a value lies against another; what interval or rounding hides is no difference."""
    if own.value is None or other.value is None:
        return None
    if own.low is not None and own.high is not None and own.low <= other.value <= own.high:
        return Relation.LEVEL
    own_text, other_text = (
        number_text(value, decimals, number_style()) for value in (own.value, other.value)
    )
    if own_text == other_text:
        return Relation.LEVEL
    return Relation.BELOW if own.value < other.value else Relation.ABOVE


def lower_first(text: str) -> str:
    """Return a name or a sentence as it stands inside another one, with a small first letter."""
    return text[:1].lower() + text[1:]


def gap_word(reading: Reading) -> str:
    """Return, for the inside of a sentence, why a value is not there."""
    return lower_first(str(gap_sign(reading.status).word))


def yardstick(indicator: Indicator, band: Band | None) -> str:
    """Return in words what a status is read from: the target, or where half of the municipalities lie."""
    if indicator.yardstick is Yardstick.COMPARISON:
        return _half_or_balance(indicator, band) if band else ""
    if indicator.green is None:
        return ""
    target = {"target": target_figure(indicator.green, indicator)}
    if indicator.direction == 1:
        return _("The target is at least %(target)s.") % target
    if indicator.direction == -1:
        return _("The target is at most %(target)s.") % target
    return _("The target is %(target)s.") % target


def _half_or_balance(indicator: Indicator, band: Band) -> str:
    """Return the sentence that the middle half of a balance is not what is best."""
    if indicator.direction == 0:
        return " ".join((half(indicator, band), _("Here a balance is best, not as much as possible.")))
    return half(indicator, band)


def half(indicator: Indicator, band: Band) -> str:
    """Return in words where half of the municipalities lie, or which value at least half of them share."""
    if is_yes_or_no(band.low, indicator) and is_yes_or_no(band.high, indicator):
        return _half_of_answers(indicator, band)
    low, high = figure(band.low, indicator, with_unit=False), figure(band.high, indicator)
    if number_text(band.low, indicator.decimals, number_style()) == figure(
        band.high, indicator, with_unit=False
    ):
        return _("At least half of the %(places)d municipalities with a figure have %(value)s.") % {
            "places": band.places,
            "value": high,
        }
    return _("Half of the %(places)d municipalities with a figure lie between %(low)s and %(high)s.") % {
        "places": band.places,
        "low": low,
        "high": high,
    }


def _half_of_answers(indicator: Indicator, band: Band) -> str:
    if band.low == band.high:
        return _("At least half of the %(places)d municipalities with an answer say %(answer)s.") % {
            "places": band.places,
            "answer": figure(band.low, indicator),
        }
    return _("At least a quarter of the municipalities say yes, and at least a quarter no.")


def turned(trend: Trend | None, series: Series | None) -> str:
    """Return in words since when a figure has gone the other way than its direction."""
    year = turned_in(trend, series) if series else None
    if year is None:
        return ""
    said = _("but better since %(year)s") if trend is Trend.WORSENING else _("but weaker since %(year)s")
    return said % {"year": year}


# --- numbers in sentences -------------------------------------------------------------------------


def all_of_them(members: int) -> str:
    """Return the members as a whole, for the inside of a sentence."""
    return _("both") if members == 2 else _("all %(number)s") % {"number": number_word(members)}


def part_of_them(count: int, members: int) -> str:
    """Return how many of the members, for the inside of a sentence; both numbers as words, or neither."""
    if count == members > 1:
        return all_of_them(members)
    written = number_word if members <= LARGEST_WORD else str
    return _("%(count)s of %(members)s") % {"count": written(count), "members": written(members)}


def going(better: int, worse: int, known: int) -> str:
    """Return the true number of members that get better, and of those that get worse."""
    if not known:
        return _("Where it is going is not known.")
    words = ngettext("%(who)s is getting better", "%(who)s are getting better", better)
    parts = [words % {"who": part_of_them(better, known)} if better else _("none is getting better")]
    if worse:
        words = ngettext("%(count)s is getting worse", "%(count)s are getting worse", worse)
        parts.append(words % {"count": number_word(worse)})
    return f"{capital(', '.join(parts))}."


def capital(text: str) -> str:
    """Write the first letter of a sentence large."""
    return f"{text[:1].upper()}{text[1:]}"
