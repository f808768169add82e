"""Sentences about a goal across the municipalities: by target and by comparison, in two clauses."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.numbers import number_text
from loftet.core.templatetags.loftet import number_style
from loftet.editions.rows import Band, Colour, GoalCount, Yardstick
from loftet.indicators.sentences.words import join_words

Counts = Mapping[Colour, int]


def across_country(counts: Iterable[GoalCount], *, by_weakest: bool) -> list[str]:
    """Return in words how the municipalities stand on a goal.

    `by_weakest` tells that a goal has its status from its two weakest indicators: said of a comparison,
    since most places are «weaker than most» somewhere.
    """
    counts = list(counts)
    by_target, by_others = (_colours(counts, yardstick) for yardstick in Yardstick)
    grey = sum(one.places for one in counts if one.applies and one.colour in (None, Colour.GREY))
    beside_the_point = sum(one.places for one in counts if not one.applies)
    clauses = [_against_target(by_target), _against_others(by_others, by_weakest)]
    if grey:
        clauses.append(
            ngettext(
                "For %(count)d municipality there is too little data.",
                "For %(count)d municipalities there is too little data.",
                grey,
            )
            % {"count": grey}
        )
    if beside_the_point:
        clauses.append(
            ngettext(
                "The goal does not apply to %(count)d municipality.",
                "The goal does not apply to %(count)d municipalities.",
                beside_the_point,
            )
            % {"count": beside_the_point}
        )
    return [clause for clause in clauses if clause] or [_("This edition has no figures on this goal.")]


def _colours(counts: Iterable[GoalCount], yardstick: Yardstick) -> Counts:
    found: Counter[Colour] = Counter()
    for one in counts:
        if one.yardstick is yardstick and one.colour not in (None, Colour.GREY):
            found[one.colour] += one.places
    return found


def _against_target(counts: Counts) -> str:
    parts = target_parts(counts)
    judged = sum(counts.values())
    return (
        ngettext(
            "%(count)d municipality can be held against a target: %(parts)s.",
            "%(count)d municipalities can be held against a target: %(parts)s.",
            judged,
        )
        % {"count": judged, "parts": join_words(parts)}
        if parts
        else ""
    )


def _against_others(counts: Counts, by_weakest: bool) -> str:
    parts = comparison_parts(counts)
    judged = sum(counts.values())
    if not parts:
        return ""
    if by_weakest:
        return ngettext(
            "%(count)d municipality can only be compared with the others. On its two weakest indicators: "
            "%(parts)s.",
            "%(count)d municipalities can only be compared with the others. On their two weakest indicators: "
            "%(parts)s.",
            judged,
        ) % {"count": judged, "parts": join_words(parts)}
    return ngettext(
        "%(count)d municipality can only be compared with the others: %(parts)s.",
        "%(count)d municipalities can only be compared with the others: %(parts)s.",
        judged,
    ) % {"count": judged, "parts": join_words(parts)}


def target_parts(counts: Counts) -> list[str]:
    """Count what is close to a target, some way off and far off, what is none left out."""
    far = counts.get(Colour.ORANGE, 0) + counts.get(Colour.RED, 0)
    return _counted(
        (counts.get(Colour.GREEN, 0), _("%(count)d close to the target")),
        (counts.get(Colour.YELLOW, 0), _("%(count)d some way off")),
        (far, _("%(count)d far off")),
    )


def comparison_parts(counts: Counts) -> list[str]:
    """Count what is better than most, near the middle and weaker than most, what is none left out."""
    middle = counts.get(Colour.YELLOW, 0) + counts.get(Colour.ORANGE, 0)
    return _counted(
        (counts.get(Colour.GREEN, 0), _("%(count)d better than most")),
        (middle, _("%(count)d near the middle")),
        (counts.get(Colour.RED, 0), _("%(count)d weaker than most")),
    )


def _counted(*parts: tuple[int, str]) -> list[str]:
    return [said % {"count": count} for count, said in parts if count]


# --- one goal among seventeen ---------------------------------------------------------------------


def spread_of_scores(band: Band | None) -> str:
    """Return where half of the municipalities lie on the scale of a goal that can only be compared."""
    if band is None:
        return _("Too little data to say how the municipalities differ")
    low, high = (number_text(value, 0, number_style()) for value in (band.low, band.high))
    return _("Half of the municipalities lie between %(low)s and %(high)s on the scale from 0 to 100") % {
        "low": low,
        "high": high,
    }


def close_of(close: int, judged: int) -> str:
    """Return, for the inside of a sentence, how many of those with a status are close to the target."""
    return _("%(close)d of %(judged)d") % {"close": close, "judged": judged}


def all_goals(best: tuple[str, str] | None, last: tuple[str, str] | None, kinds: Sequence[int]) -> list[str]:
    """Return in words how the seventeen goals can be judged.

    `best` and `last` name the goals with the largest and the smallest share close to the target, each with
    its share in words; `kinds` counts the goals held against a target, those only compared, and the rest.
    """
    by_target, compared, unknown = kinds
    said: list[str] = []
    if by_target:
        said.append(
            ngettext(
                "On %(count)d of the 17 goals most municipalities can be held against a target.",
                "On %(count)d of the 17 goals most municipalities can be held against a target.",
                by_target,
            )
            % {"count": by_target}
        )
    if best:
        said.append(_("Most are close to it on %(goal)s (%(share)s).") % {"goal": best[0], "share": best[1]})
    if last:
        said.append(_("Fewest are on %(goal)s (%(share)s).") % {"goal": last[0], "share": last[1]})
    if compared:
        said.append(
            ngettext(
                "On %(count)d of the goals they can only be compared with each other.",
                "On %(count)d of the goals they can only be compared with each other.",
                compared,
            )
            % {"count": compared}
        )
    if unknown:
        said.append(
            ngettext(
                "For %(count)d of the goals this edition has too few figures.",
                "For %(count)d of the goals this edition has too few figures.",
                unknown,
            )
            % {"count": unknown}
        )
    return said


def far_from_target(far: int, judged: int) -> str:
    """Return in words how many municipalities are far off the target, of those with a status."""
    return ngettext(
        "%(far)d of %(judged)d municipality is far off the target",
        "%(far)d of %(judged)d municipalities are far off the target",
        judged,
    ) % {"far": far, "judged": judged}


def too_little_data(places: int, every: int) -> str:
    """Return in words for how many municipalities there is too little data."""
    return _("Too little data for %(places)d of %(every)d municipalities") % {
        "places": places,
        "every": every,
    }
