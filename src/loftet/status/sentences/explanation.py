"""Sentences about why a status is as it is: points, what would change a word, where a figure is written."""

from dataclasses import replace

from django.utils.translation import gettext as _

from loftet.charts.numbers import number_text
from loftet.editions.rows import Indicator, Origin
from loftet.status.sentences.projection import amount
from loftet.status.sentences.words import figure
from loftet.ui.numbers import number_style

EQUAL = 1e-9


def points(number: float) -> str:
    """Write points with their sign; what is written as nothing has none."""
    text = number_text(number, 1, number_style())
    return f"+{text}" if number > 0 and round(number, 1) != 0 else text


def exactly(value: float, indicator: Indicator) -> Indicator:
    """Return the indicator with one decimal more, where a limit would else be rounded to another one."""
    is_round = abs(round(value, indicator.decimals) - value) < EQUAL
    return indicator if is_round else replace(indicator, decimals=indicator.decimals + 1)


def at(value: float, indicator: Indicator) -> str:
    """Write a value at which something changes."""
    return figure(value, exactly(value, indicator))


def apart(value: float, own: float, indicator: Indicator) -> str:
    """Write how far a limit is from today's value, as exactly as the limit."""
    exact = exactly(value, indicator)
    return amount(value - own, replace(exact, decimals=exact.decimals - 1))


def better_at(indicator: Indicator, own: float, value: float, word: str) -> str:
    """Return in words at which value an indicator gets a better word, and how far away that is."""
    said = {"value": at(value, indicator), "amount": apart(value, own, indicator), "word": word}
    if value > own:
        return _("«%(word)s» from %(value)s on: %(amount)s higher than now.") % said
    return _("«%(word)s» from %(value)s on: %(amount)s lower than now.") % said


def worse_beyond(indicator: Indicator, own: float, value: float, word: str) -> str:
    """Return in words beyond which value an indicator gets a weaker word, and how far away that is."""
    said = {"value": at(value, indicator), "amount": apart(value, own, indicator), "word": word}
    if at(value, indicator) == at(own, indicator):
        if indicator.direction == 1:
            return _("«%(word)s» as soon as it is below %(value)s.") % said
        return _("«%(word)s» as soon as it is above %(value)s.") % said
    if value > own:
        return _("«%(word)s» above %(value)s: %(amount)s higher than now.") % said
    return _("«%(word)s» below %(value)s: %(amount)s lower than now.") % said


def lifts_goal(indicator: Indicator, own: float, value: float, word: str) -> str:
    """Return in words the value of one indicator that would give the whole goal a better word."""
    said = {
        "name": indicator.name,
        "own": figure(own, indicator),
        "value": at(value, indicator),
        "word": word,
    }
    return (
        _("%(name)s at %(value)s instead of %(own)s would make the goal «%(word)s», all else as now.") % said
    )


def no_single_lift(word: str) -> str:
    """Return the sentence that no indicator can give the goal a better word alone."""
    return _("No single indicator can lift the goal from «%(word)s» alone: several must get better.") % {
        "word": word
    }


def best_word(word: str) -> str:
    """Return the sentence that the goal has the best word there is."""
    return _("The goal is at «%(word)s», the best there is.") % {"word": word}


def written_at(origin: Origin) -> str:
    """Return where a figure is in its source: table, period, code and row, as far as it is known."""
    parts = [
        origin.source,
        _("table «%(table)s»") % {"table": origin.table} if origin.table else "",
        _("period %(period)s") % {"period": origin.period} if origin.period else "",
        _("code %(code)s") % {"code": origin.code} if origin.code else "",
        _("row %(row)s") % {"row": origin.row} if origin.row else "",
        _("version %(version)s") % {"version": origin.vintage} if origin.vintage else "",
    ]
    return ", ".join(filter(None, parts))
