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


# The rule by which goals get their words (`methods.marks`); an edition says by which it was published.
WORD_RULE = 1


class Side(StrEnum):
    """A side of the line in a profile: over it, on it, under it, or apart as unknown."""

    STRONG = "strong"
    LEVEL = "level"
    WEAK = "weak"
    UNKNOWN = "unknown"


class MarkKind(StrEnum):
    """The status of one figure, from near the target (or better than most) to the weakest, and unknown.

    The value is the class and the colour token in the style sheet. Squares are compared with a target,
    circles with other municipalities; a short bar lies on the line between strong and weak.
    """

    TARGET_NEAR = "t3"
    TARGET_SOME_WAY = "t2"
    TARGET_FAR = "t1"
    TARGET_VERY_FAR = "t0"
    BETTER = "c3"
    SLIGHTLY_BETTER = "c2"
    SLIGHTLY_WEAKER = "c1"
    WEAKER = "c0"
    UNCERTAIN = "un"
    UNKNOWN = "no"

    @property
    def side(self) -> Side:
        """Return the side that the mark is drawn on: the two upper steps of a family are strong."""
        if self is MarkKind.UNCERTAIN:
            return Side.LEVEL
        if self is MarkKind.UNKNOWN:
            return Side.UNKNOWN
        return Side.STRONG if self.value[1] in "32" else Side.WEAK

    @property
    def is_square(self) -> bool:
        """Check whether the figure is compared with a target."""
        return self.value[0] == "t"


class GoalWord(StrEnum):
    """The word of a goal in a place."""

    STRONG = "mostly_strong"
    MIXED = "mixed"
    WEAK = "mostly_weak"
    TOO_FEW = "too_few"


FEWEST = 2  # figures that are certain


def goal_word(strong: int, level: int, weak: int, unknown: int) -> GoalWord | None:
    """Return the word of a goal from the counts of its marks; none without marks.

    Formula: with s strong and w weak, mostly strong where s > 2w, mostly weak where w > 2s, else mixed; too
    few where s + w is below 2 or below half of all. Errors: none. For arrays: `methods.marks.compose`.

    >>> [goal_word(3, 0, 1, 0).value, goal_word(2, 0, 1, 0).value, goal_word(1, 2, 0, 0).value]
    ['mostly_strong', 'mixed', 'too_few']
    """
    certain, every = strong + weak, strong + level + weak + unknown
    if not every:
        return None
    if certain < FEWEST or 2 * certain < every:
        return GoalWord.TOO_FEW
    if strong > 2 * weak:
        return GoalWord.STRONG
    return GoalWord.WEAK if weak > 2 * strong else GoalWord.MIXED
