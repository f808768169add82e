"""Sentences about one goal in one municipality: how it stands, what can be done, who is best nearby."""

from collections import Counter
from collections.abc import Sequence
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.words import INFLUENCE, ROLES, join_words
from loftet.editions.rows import GoalReading, GoalWord, Indicator, IndicatorRow, Reading
from loftet.methods.verdicts import Side
from loftet.status.marks import own_mark
from loftet.status.municipality.sentences import not_judged
from loftet.status.sentences.words import figure
from loftet.status.signs import goal_sign
from loftet.ui.numbers import number_word

MOST_NAMES = 3


class Lies(Enum):
    """The municipality itself against the best figure nearby."""

    AHEAD = "ahead"
    LEVEL = "level"
    BEHIND = "behind"


def goal_in_place(name: str, own: GoalReading | None, counts: str) -> str:
    """Return in words how a municipality does on a goal, with the counts that its word follows from."""
    if own is None:
        return _("This edition has no figures on this goal.")
    if own.coverage is None:
        return _("None of the indicators of this goal applies to %(place)s.") % {"place": name}
    if not own.judged:
        return not_judged(name)
    if own.wording is None:
        word = goal_sign(own).word
        return _("%(place)s on this goal: %(word)s.") % {"place": name, "word": word}
    said = {
        GoalWord.STRONG: _("%(place)s is mostly strong on this goal: %(counts)s."),
        GoalWord.MIXED: _("On this goal the picture of %(place)s is mixed: %(counts)s."),
        GoalWord.WEAK: _("%(place)s is mostly weak on this goal: %(counts)s."),
        GoalWord.TOO_FEW: _(
            "Too few figures are strong or weak to say how %(place)s does on this goal: %(counts)s."
        ),
    }
    return said[own.wording.word] % {"place": name, "counts": counts}


def standing_of_indicators(rows: Sequence[IndicatorRow]) -> list[str]:
    """Count the indicators that have a figure, and on which side their marks stand."""
    known = sum(row.own.value is not None for row in rows)
    said = [
        ngettext(
            "%(known)d of %(every)d indicator has a figure.",
            "%(known)d of %(every)d indicators have a figure.",
            len(rows),
        )
        % {"known": known, "every": len(rows)}
    ]
    sides = Counter(mark.side for row in rows if (mark := own_mark(row)))
    if sides[Side.STRONG] or sides[Side.WEAK]:
        counted = {"strong": sides[Side.STRONG], "weak": sides[Side.WEAK], "level": sides[Side.LEVEL]}
        words = (
            _("%(strong)d stand on the strong side, %(weak)d on the weak side, %(level)d on neither.")
            if counted["level"]
            else _("%(strong)d stand on the strong side, %(weak)d on the weak side.")
        )
        said.append(words % counted)
    return said


def what_can_be_done(indicator: Indicator) -> str:
    """Return in words how much a municipality can do about a figure, and in which role it can do most."""
    influence, role = INFLUENCE.get(indicator.influence or ""), ROLES.get(indicator.role)
    if influence and role:
        return _("%(influence)s, most of all %(role)s.") % {"influence": influence, "role": role}
    return f"{influence}." if influence else ""


# --- who is best nearby ---------------------------------------------------------------------------


def best_nearby(
    indicator: Indicator, area: str, best: Sequence[tuple[str, Reading]], known: int, lies: Lies
) -> str:
    """Return in words who has the best figure nearby, with its value: `best` are the others who share it.

    `known` counts the municipalities of the area that have a figure: the best of two is not much to be.
    """
    if not best or best[0][1].value is None:
        return _("No other municipality in %(area)s has a figure.") % {"area": area}
    said = {
        "area": area,
        "known": known,
        "names": _names([name for name, _reading in best]),
        "value": figure(best[0][1].value, indicator),
        "year": best[0][1].year,
    }
    return {
        Lies.AHEAD: _(
            "None of the %(known)d in %(area)s with a figure has a better one. "
            "Next: %(names)s, %(value)s in %(year)s."
        ),
        Lies.LEVEL: _(
            "No certain difference from the best of the %(known)d in %(area)s with a figure: "
            "%(names)s, %(value)s in %(year)s."
        ),
        Lies.BEHIND: _("Best of the %(known)d in %(area)s with a figure: %(names)s, %(value)s in %(year)s."),
    }[lies] % said


def _names(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMES:
        return join_words(names)
    named = ", ".join(names[:MOST_NAMES])
    return _("%(names)s and %(more)s more") % {"names": named, "more": number_word(len(names) - MOST_NAMES)}


def nearby_between(indicator: Indicator, area: str, low: float, high: float) -> str:
    """Return in words between what the figures nearby lie, where none of them is better than another."""
    return _("In %(area)s the figures lie between %(low)s and %(high)s.") % {
        "area": area,
        "low": figure(low, indicator, with_unit=False),
        "high": figure(high, indicator),
    }
