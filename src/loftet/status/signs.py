"""The sign of a figure: how it stands against its yardstick, or that it does not differ from most."""

from collections.abc import Sequence

from loftet.charts.numbers import number_text
from loftet.core.words import (
    BACKGROUND,
    GOAL_WORDS,
    MARKS,
    NO_DIFFERENCE,
    NOT_JOINED,
    TREND_NOT_SHOWN,
    Sign,
    colour_sign,
    gap_sign,
    trend_sign,
)
from loftet.editions.rows import Band, Colour, GoalReading, Indicator, Reading, ValueStatus, Yardstick
from loftet.ui.numbers import number_style


def is_like_most(reading: Reading, indicator: Indicator, band: Band | None) -> bool:
    """Check whether a compared figure is shown the same as the middle and an edge of the middle half.

    Where half of the places have 100 per cent, or say yes, one more that does is not «better than most».
    """
    if indicator.yardstick is not Yardstick.COMPARISON or band is None or reading.value is None:
        return False
    beside = (reading.value, band.middle)
    return any(_read_alike((*beside, edge), indicator) for edge in (band.low, band.high))


def _read_alike(values: Sequence[float], indicator: Indicator) -> bool:
    if max(values) - min(values) > 1.01 * 10**-indicator.decimals:
        return False  # more than a step of the last decimal apart: they cannot be written alike
    style = number_style()
    return len({number_text(value, indicator.decimals, style) for value in values}) == 1


def status_sign(reading: Reading, indicator: Indicator, band: Band | None) -> Sign:
    """Return the sign of a figure's status; one that counts for nothing is background, not unknown."""
    if not indicator.weight and reading.colour is None:
        return BACKGROUND
    if not reading.judged:
        return NOT_JOINED
    if reading.mark is not None:
        return MARKS[reading.mark]
    # An edition of before marks.
    if is_like_most(reading, indicator, band):
        return NO_DIFFERENCE
    return colour_sign(reading.colour, indicator.yardstick)


def direction_sign(reading: Reading, indicator: Indicator) -> Sign:
    """Return the sign of where a figure is heading."""
    return trend_sign(reading.trend, indicator.yardstick) if reading.judged else TREND_NOT_SHOWN


def goal_sign(reading: GoalReading | None) -> Sign:
    """Return the sign of a goal, by the rule that its edition was published with.

    One none of whose indicators applies is not grey, which is a lack of data.
    """
    if reading is None:
        return colour_sign(Colour.GREY, None)
    if reading.coverage is None:
        return gap_sign(ValueStatus.NOT_APPLICABLE)
    if not reading.judged:
        return NOT_JOINED
    if reading.wording is not None:
        return GOAL_WORDS[reading.wording.word]
    return colour_sign(reading.colour or Colour.GREY, reading.yardstick)
