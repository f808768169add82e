"""Sentences about one goal in one municipality: how it stands, what can be done, who is best nearby."""

from collections import Counter
from collections.abc import Sequence
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.words import INFLUENCE, ROLES
from loftet.editions.rows import Colour, GoalReading, Indicator, IndicatorRow, Reading, Yardstick
from loftet.indicators.sentences.goal import comparison_parts, target_parts
from loftet.indicators.sentences.municipality import not_judged
from loftet.indicators.sentences.words import figure, join_words
from loftet.indicators.status import is_like_most

MOST_NAMES = 3


class Lies(Enum):
    """The municipality itself against the best figure nearby."""

    AHEAD = "ahead"
    LEVEL = "level"
    BEHIND = "behind"


def goal_in_place(name: str, own: GoalReading | None, *, by_weakest: bool) -> str:
    """Return in words how a municipality stands on a goal, by its target or else by how the others stand."""
    if own is None:
        return _("This edition has no figures on this goal.")
    if own.coverage is None:
        return _("None of the indicators of this goal applies to %(place)s.") % {"place": name}
    if not own.judged:
        return not_judged(name)
    if own.colour in (None, Colour.GREY):
        return _("There is too little data to say how %(place)s stands on this goal.") % {"place": name}
    if own.yardstick is Yardstick.COMPARISON:
        return _beside_others(name, own.colour, by_weakest)
    return {
        Colour.GREEN: _("%(place)s is close to the target on this goal."),
        Colour.YELLOW: _("%(place)s is some way off target on this goal."),
        Colour.ORANGE: _("%(place)s is far off target on this goal."),
        Colour.RED: _("%(place)s is very far off target on this goal."),
    }[own.colour] % {"place": name}


def _beside_others(name: str, colour: Colour, by_weakest: bool) -> str:
    if by_weakest:
        said = {
            Colour.GREEN: _("%(place)s stands better than most, even on its two weakest indicators."),
            Colour.YELLOW: _(
                "%(place)s stands slightly better than the middle on its two weakest indicators."
            ),
            Colour.ORANGE: _(
                "%(place)s stands slightly weaker than the middle on its two weakest indicators."
            ),
            Colour.RED: _("%(place)s stands weaker than most on its two weakest indicators."),
        }[colour]
    else:
        said = {
            Colour.GREEN: _("%(place)s stands better than most on this goal."),
            Colour.YELLOW: _("%(place)s stands slightly better than the middle on this goal."),
            Colour.ORANGE: _("%(place)s stands slightly weaker than the middle on this goal."),
            Colour.RED: _("%(place)s stands weaker than most on this goal."),
        }[colour]
    compared = _("Here the goal can only be compared with how others stand.")
    return f"{compared} {said % {'place': name}}"


def standing_of_indicators(rows: Sequence[IndicatorRow]) -> list[str]:
    """Count the indicators that have a figure, then their status: by target, and by comparison.

    A figure that is the same as those of the whole middle half is neither better nor weaker.
    """
    known = [row for row in rows if row.own.value is not None]
    counts = Counter(
        (row.indicator.yardstick, row.own.colour)
        for row in known
        if not is_like_most(row.own, row.indicator, row.values)
    )
    by_target, by_others = (
        {colour: counts[yardstick, colour] for colour in Colour} for yardstick in Yardstick
    )
    said = [
        ngettext(
            "%(known)d of %(every)d indicator has a figure.",
            "%(known)d of %(every)d indicators have a figure.",
            len(rows),
        )
        % {"known": len(known), "every": len(rows)}
    ]
    if parts := target_parts(by_target):
        said.append(_("Held against a target: %(parts)s.") % {"parts": join_words(parts)})
    if parts := comparison_parts(by_others):
        said.append(_("Compared with the others: %(parts)s.") % {"parts": join_words(parts)})
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
    return _("%(names)s and %(more)d more") % {"names": named, "more": len(names) - MOST_NAMES}


def nearby_between(indicator: Indicator, area: str, low: float, high: float) -> str:
    """Return in words between what the figures nearby lie, where none of them is better than another."""
    return _("In %(area)s the figures lie between %(low)s and %(high)s.") % {
        "area": area,
        "low": figure(low, indicator, with_unit=False),
        "high": figure(high, indicator),
    }
