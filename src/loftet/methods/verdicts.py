"""The words that a status mapping ends in: colours, trends, and what a colour was measured by."""

from enum import IntEnum, StrEnum


class Colour(IntEnum):
    """A colour; arrays carry the number, tables the word.

    >>> [colour.word for colour in Colour]
    ['', 'grey', 'red', 'orange', 'yellow', 'green']
    """

    NONE = 0
    GREY = 1
    RED = 2
    ORANGE = 3
    YELLOW = 4
    GREEN = 5

    @property
    def word(self) -> str:
        """Return the word that tables print; no colour is an empty field."""
        return self.name.lower() if self else ""


class Trend(IntEnum):
    """A verdict on growth; arrays carry the number, tables the word.

    >>> [trend.word for trend in Trend]
    ['', 'unclear', 'worsening', 'stagnating', 'improving', 'on_track']
    """

    NONE = 0
    UNCLEAR = 1
    WORSENING = 2
    STAGNATING = 3
    IMPROVING = 4
    ON_TRACK = 5

    @property
    def word(self) -> str:
        """Return the word that tables print; no trend is an empty field."""
        return self.name.lower() if self else ""


class Yardstick(StrEnum):
    """The yardstick of an indicator: a stated target, or the other places."""

    TARGET = "target"
    COMPARISON = "comparison"
