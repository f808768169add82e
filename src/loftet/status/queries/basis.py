"""The figures that count: for a word, or for the score of a goal."""

from loftet.editions.rows import Indicator, Reading


def counts(indicator: Indicator, reading: Reading) -> bool:
    """Check whether a figure counts: it is there, and it has a weight in the score, or a say in the word.

    What has neither is background.
    """
    return reading.value is not None and bool(indicator.weight or reading.colour)


def is_scored(indicator: Indicator, reading: Reading) -> bool:
    """Check whether a figure has a part in the score of its goal."""
    return reading.score is not None and bool(indicator.weight)
