"""Sentences about how sure a figure is, what replaces it, and where it is heading until 2030."""

from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.numbers import number_text
from loftet.editions.projection_rows import Heading, PooledFigure, PoolingRule, Projection
from loftet.editions.rows import Band, Indicator, Reading
from loftet.methods.comparison import Measured
from loftet.methods.persons import Persons, Shown
from loftet.status.sentences.words import YES_NO, figure, target_figure
from loftet.ui.numbers import number_style

PER_CENT = "%"
FARTHEST = 30  # years; what is farther away is not said as a year
# So many times the middle half hold nearly all municipalities: an interval as wide says nothing.
TOO_WIDE = 3


def between(low: float, high: float, indicator: Indicator) -> str:
    """Return in words between what a figure lies; empty where both ends are written alike."""
    ends = figure(low, indicator, with_unit=False), figure(high, indicator)
    if ends[0] == figure(high, indicator, with_unit=False):
        return ""
    return _("between %(low)s and %(high)s") % {"low": ends[0], "high": ends[1]}


# --- how sure, and what replaces it ----------------------------------------------------------------


def how_sure(own: Reading, indicator: Indicator) -> str:
    """Return in words between what the true figure lies, where its interval is known."""
    if own.value is None or own.low is None or own.high is None:
        return ""
    lies = between(own.low, own.high, indicator)
    return (
        _("Few are counted, so the figure is uncertain: it lies %(between)s.") % {"between": lies}
        if lies
        else ""
    )


def years_together(pooled: PooledFigure | None, own: Reading, indicator: Indicator) -> str:
    """Return in words what several years together tell, where one year alone is too uncertain.

    Of figures without counts the mean is told only where the newest year lies outside of its interval.
    """
    if pooled is None or pooled.value is None or pooled.low is None or pooled.high is None:
        return ""
    if indicator.unit in YES_NO or not pooled.values or pooled.values < 2:
        return ""
    lies = between(pooled.low, pooled.high, indicator)
    said = {
        "years": number_of_years(pooled.values),
        "first": pooled.first_year,
        "last": pooled.last_year,
        "value": figure(pooled.value, indicator),
        "between": f", {lies}" if lies else "",
    }
    if pooled.rule in (PoolingRule.YEARS, PoolingRule.STILL_FEW):
        told = _("%(years)s put together (%(first)s–%(last)s): %(value)s%(between)s.") % said
        still = _("That is still few.") if pooled.rule is PoolingRule.STILL_FEW else ""
        return f"{told} {still}".rstrip()
    if own.value is None or pooled.low <= own.value <= pooled.high:
        return ""
    return _("The mean of %(first)s–%(last)s is %(value)s: the newest year may be a chance.") % said


def number_of_years(count: int) -> str:
    """Return a small number of years in words."""
    return {
        2: _("Two years"),
        3: _("Three years"),
        4: _("Four years"),
        5: _("Five years"),
    }.get(count) or ngettext("%(years)d year", "%(years)d years", count) % {"years": count}


def stands_in(area: str, place: str, indicator: Indicator, value: float, year: int | None) -> str:
    """Return the figure of the county or the region, as theirs, where the place has none of its own."""
    return _("%(area)s: %(value)s in %(year)s. That is the figure of %(area)s, not of %(place)s.") % {
        "area": area,
        "place": place,
        "value": figure(value, indicator),
        "year": year,
    }


def in_year(indicator: Indicator, value: float, year: int | None) -> str:
    """Return in words a figure and its year."""
    return _("%(value)s in %(year)s.") % {"value": figure(value, indicator), "year": year}


def all_together(area: str, indicator: Indicator, figures: Measured, year: int | None) -> str:
    """Return in words the figure of a whole region, its counts added up, beside one that rests on few."""
    if figures.value is None or figures.low is None or figures.high is None:
        return ""
    lies = between(figures.low, figures.high, indicator)
    return _("%(area)s as a whole: %(value)s%(between)s (%(year)s).") % {
        "area": area,
        "value": figure(figures.value, indicator),
        "between": f", {lies}" if lies else "",
        "year": year,
    }


def how_many(found: Persons, indicator: Indicator) -> str:
    """Return how many people a share is about: those counted, or where more is better those who are not."""
    if found.shown is Shown.FEW:
        if indicator.direction == 1:
            return _("Fewer than ten people are not among them.")
        return _("It is about fewer than ten people.")
    if found.shown is not Shown.ABOUT or found.number is None:
        return ""
    number = number_text(found.number, 0, number_style())
    if indicator.direction == 1:
        return _("About %(number)s people are not among them.") % {"number": number}
    return _("It is about %(number)s people.") % {"number": number}


# --- where it is heading --------------------------------------------------------------------------


def amount(value: float, indicator: Indicator) -> str:
    """Write a change without its sign, with one decimal more than the figure; of a share in points."""
    text = number_text(abs(value), indicator.decimals + 1, number_style())
    if indicator.unit == PER_CENT:
        return _("%(number)s percentage points") % {"number": text}
    unit = "" if "=" in indicator.unit else indicator.unit
    return f"{text}\N{NO-BREAK SPACE}{unit}".rstrip("\N{NO-BREAK SPACE}")


def direction_said(found: Projection, indicator: Indicator) -> str:
    """Return in words how fast a figure moves, or that it cannot be said which way it is heading."""
    if found.state is Heading.TOO_SHORT:
        return _("There are too few separate years to say where the figure is heading.")
    if found.state is Heading.UNCLEAR or found.pace is None:
        return _("The years go up and down: the direction is uncertain.")
    said = {"amount": amount(found.pace, indicator)}
    if found.state is Heading.STAGNATING or is_still(found.pace, indicator):
        return _("The figure hardly moves from year to year.")
    return (
        _("It rises by about %(amount)s a year.")
        if found.pace > 0
        else _("It falls by about %(amount)s a year.")
    ) % said


def is_still(pace: float, indicator: Indicator) -> bool:
    """Check whether a change a year is written as nothing."""
    return round(abs(pace), indicator.decimals + 1) == 0


def needed_said(found: Projection, indicator: Indicator) -> str:
    """Return in words the pace that the target asks for, beside when it is reached at today's pace."""
    if found.target is None:
        return ""
    target = {"target": target_figure(found.target, indicator), "year": found.target_year}
    if found.years_to_target == 0:
        return _("The target of %(target)s is reached.") % target
    parts = []
    if found.needed_pace is not None and not is_still(found.needed_pace, indicator):
        target["amount"] = amount(found.needed_pace, indicator)
        rises = found.needed_pace > 0
        parts.append(
            (
                _("To reach the target of %(target)s in %(year)s it must rise by %(amount)s a year.")
                if rises
                else _("To reach the target of %(target)s in %(year)s it must fall by %(amount)s a year.")
            )
            % target
        )
    return " ".join([*parts, *([reached] if (reached := when_reached(found)) else [])])


def when_reached(found: Projection) -> str:
    """Return in words when the target is reached at today's pace; nothing where the direction is not sure."""
    if found.years_to_target is not None:
        if found.years_to_target > FARTHEST:
            return _("At today's pace it takes more than %(years)d years.") % {"years": FARTHEST}
        year = found.last_year + ceil(found.years_to_target)
        return _("At today's pace the target is reached in %(year)s.") % {"year": year}
    if found.state in (Heading.WORSENING, Heading.STAGNATING):
        return _("At today's pace it is not reached.")
    return ""


def target_year_said(found: Projection, indicator: Indicator, band: Band | None) -> str:
    """Return between what the figure will lie in the target year, or that it is too uncertain to say."""
    if found.expected_low is None or found.expected_high is None:
        return ""
    if found.state is Heading.STAGNATING and found.target is None:
        return ""
    year = {"year": found.target_year}
    if is_too_wide(found, indicator, band):
        return _("Where the figure lies in %(year)s is too uncertain to say.") % year
    lies = between(found.expected_low, found.expected_high, indicator)
    value = lies or figure(found.expected_high, indicator)
    told = (
        _("If it goes on like this, it lies %(between)s in %(year)s.")
        if lies
        else _("If it goes on like this, it is still %(between)s in %(year)s.")
    )
    wider = _("The span has been made wider, because earlier forecasts of this kind missed.")
    return f"{told % (year | {'between': value})} {wider if found.was_widened and lies else ''}".rstrip()


def is_too_wide(found: Projection, indicator: Indicator, band: Band | None) -> bool:
    """Check whether an interval is as wide as the country: thrice its middle half, or half of all shares."""
    assert found.expected_low is not None
    assert found.expected_high is not None
    width = found.expected_high - found.expected_low
    if indicator.unit == PER_CENT and width > 50:
        return True
    return band is not None and band.high > band.low and width > TOO_WIDE * (band.high - band.low)


def chance_said(found: Projection) -> str:
    """Return how likely it is that the target is reached, in words and as a number of ten."""
    chance = found.p_target
    if chance is None or found.years_to_target == 0:
        return ""
    return _("That the target is reached by %(year)s is %(likely)s.") % {
        "year": found.target_year,
        "likely": likely(chance),
    }


def likely(chance: float) -> str:
    """Return a chance in words, and of ten."""
    of_ten = {"number": min(max(int(chance * 10 + 0.5), 1), 9)}
    if chance < 0.05:
        return _("very unlikely, less than 1 in 10")
    if chance < 0.35:
        return _("unlikely, %(number)d in 10") % of_ten
    if chance <= 0.65:
        return _("quite open, %(number)d in 10") % of_ten
    if chance <= 0.95:
        return _("likely, %(number)d in 10") % of_ten
    return _("very likely, more than 9 in 10")


def break_said(indicator: Indicator) -> str:
    """Return the sentence that a series has been replaced, and from which year it compares."""
    if indicator.series_from is None:
        return ""
    return _("A new series begins in %(year)s: only the years since then are compared.") % {
        "year": indicator.series_from
    }
