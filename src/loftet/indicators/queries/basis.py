"""The basis of a status: the indicators that decide it, and those that have a figure and count."""

from collections.abc import Iterable

from loftet.editions.rows import Colour, GoalReading, Indicator, Reading
from loftet.indicators.sentences.basis import StatusBasis
from loftet.methods.rules import GoalColour

WORST = 2  # so many indicators decide where the weakest do


def counts(indicator: Indicator, reading: Reading) -> bool:
    """Check whether a figure counts: it is there, and it has a weight in the score, or a say in the word.

    What has neither is background.
    """
    return reading.value is not None and bool(indicator.weight or reading.colour)


def is_scored(indicator: Indicator, reading: Reading) -> bool:
    """Check whether a figure has a part in the score of its goal."""
    return reading.score is not None and bool(indicator.weight)


def status_basis(
    own: GoalReading | None, known: Iterable[tuple[Indicator, Reading]], rule: GoalColour
) -> StatusBasis | None:
    """Count what the word of a goal rests on; none where the goal has no word.

    Where some indicators have a target, these alone decide; by some rules the two weakest of them.
    """
    if own is None or not own.judged or own.colour in (None, Colour.GREY):
        return None
    figures = [one for one in known if one[0].goal == own.goal and counts(*one)]
    deciding = sum(
        indicator.yardstick is own.yardstick and reading.colour not in (None, Colour.GREY)
        for indicator, reading in figures
    )
    return StatusBasis(min(deciding, WORST) if rule is GoalColour.TWO_WORST else deciding, len(figures))
