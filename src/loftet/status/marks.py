"""The mark of a figure as pages show it, and which figures stand out for certain."""

from loftet.core.words import MARKS, Words
from loftet.editions.rows import (
    Band,
    Colour,
    Indicator,
    IndicatorRow,
    Influence,
    Reading,
    Yardstick,
)
from loftet.methods.verdicts import MarkKind, Side
from loftet.status.signs import is_like_most

STEPS = {Colour.RED: "0", Colour.ORANGE: "1", Colour.YELLOW: "2", Colour.GREEN: "3"}


def mark_of(reading: Reading, indicator: Indicator, band: Band | None) -> MarkKind | None:
    """Return the mark of a figure; none of one that counts for nothing, or does not apply.

    An edition from before there were marks has them by the colours it was published with, and none of gaps.
    """
    if reading.mark is not None or not reading.judged:
        return reading.mark
    if reading.colour in STEPS:
        if is_like_most(reading, indicator, band):
            return MarkKind.UNCERTAIN
        family = "t" if indicator.yardstick is Yardstick.TARGET else "c"
        return MarkKind(family + STEPS[reading.colour])
    return None


def own_mark(row: IndicatorRow) -> MarkKind | None:
    """Return the mark of a place's own figure."""
    return mark_of(row.own, row.indicator, row.values)


def side_of(row: IndicatorRow, reading: Reading) -> Side | None:
    """Return the side on which the figure of a place stands; none where it counts for nothing."""
    mark = mark_of(reading, row.indicator, row.values)
    return mark.side if mark else None


def can_be_steered(indicator: Indicator) -> bool:
    """Check whether a municipality can do more than little about a figure, as far as is known."""
    return indicator.influence is not Influence.LITTLE


def mark_word(mark: MarkKind | None) -> Words:
    """Return the word of a mark; nothing where there is none."""
    return MARKS[mark].word if mark else ""
