"""Municipalities counted by an indicator, or a goal: close to its target, far off, or not known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loftet.editions.rows import Colour, GoalCount, IndicatorCount, ValueStatus, Yardstick

FAR = frozenset({Colour.ORANGE, Colour.RED})


@dataclass(frozen=True, slots=True)
class Tally:
    """Municipalities that are close (or better than most), far off (or weaker), judged at all, and unknown.

    One that an indicator or a goal does not apply to counts in none of them.
    """

    close: int = 0
    far: int = 0
    judged: int = 0
    unknown: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.close + other.close,
            self.far + other.far,
            self.judged + other.judged,
            self.unknown + other.unknown,
        )


def tally_indicators(counts: Iterable[IndicatorCount]) -> Mapping[str, Tally]:
    """Count the municipalities of each indicator."""
    found: defaultdict[str, Tally] = defaultdict(Tally)
    for one in counts:
        if one.gap is None:
            found[one.indicator] += _of_colour(one.colour, one.places)
        elif one.gap is not ValueStatus.NOT_APPLICABLE:
            found[one.indicator] += Tally(unknown=one.places)
    return found


def tally_goals(counts: Iterable[GoalCount]) -> Mapping[tuple[str, Yardstick | None], Tally]:
    """Count the municipalities of each goal by what gave its status; what is unknown has no yardstick."""
    found: defaultdict[tuple[str, Yardstick | None], Tally] = defaultdict(Tally)
    for one in counts:
        if one.applies and one.colour in (None, Colour.GREY):
            found[one.goal, None] += Tally(unknown=one.places)
        elif one.applies:
            found[one.goal, one.yardstick] += _of_colour(one.colour, one.places)
    return found


def _of_colour(colour: Colour | None, places: int) -> Tally:
    judged = 0 if colour in (None, Colour.GREY) else places
    return Tally(
        close=places if colour is Colour.GREEN else 0,
        far=places if colour in FAR else 0,
        judged=judged,
    )
