"""The rows that the web reads from an edition: frozen records, in which what is absent is None, never 0."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loftet.methods.verdicts import GoalWord, MarkKind, Yardstick

__all__ = ["GoalWord", "MarkKind", "Yardstick"]


class Colour(StrEnum):
    """The closeness of a place to its yardstick; no colour at all is None, which is not grey."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"


class Trend(StrEnum):
    """The direction of a figure."""

    ON_TRACK = "on_track"
    IMPROVING = "improving"
    STAGNATING = "stagnating"
    WORSENING = "worsening"
    UNCLEAR = "unclear"


class ValueStatus(StrEnum):
    """The status of a value, or why there is none."""

    REPORTED = "reported"
    PRELIMINARY = "preliminary"
    ESTIMATED = "estimated"
    IMPUTED = "imputed"
    MISSING = "missing"
    NOT_POSSIBLE = "not_possible"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"


class Influence(StrEnum):
    """The influence that a municipality has on an indicator."""

    MUCH = "much"
    PARTLY = "partly"
    LITTLE = "little"


@dataclass(frozen=True, slots=True)
class Edition:
    """A dated result that never changes; `year` is the year of its goal scores and index.

    `word_rule` is the rule that its goals got their words by; 0 is the one before marks were counted.
    """

    id: str
    title: str
    publisher: str
    licence: str
    built: date
    year: int
    demo: bool
    codes_at: date | None
    places: int
    indicators: int
    observations: int
    content: str
    word_rule: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place of an edition under its code; `group` names places of the same kind and may be empty."""

    code: str
    name: str
    group: str
    ranked: bool
    tags: tuple[str, ...]
    population: int | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its texts in one language.

    For a comparison `red`, `green` and often the bounds are None: there the other places are the yardstick.
    `direction` is 1 where higher is better, -1 where lower is, 0 for a balance. `example_target` is drawn and
    named as an example; nothing is judged by it.
    """

    key: str
    name: str
    about: str
    goal: str
    target: str
    unit: str
    decimals: int
    direction: int | None
    yardstick: Yardstick
    influence: Influence | None
    role: str
    quality: str
    source: str
    table: str
    contents: str
    licence: str
    url: str
    weight: float
    lower: float | None
    red: float | None
    green: float | None
    upper: float | None
    ideal_low: float | None
    ideal_high: float | None
    trend_from: int | None
    trend_to: int | None
    target_source: str = ""
    target_date: str = ""
    series_from: int | None = None
    series_note: str = ""
    example_target: float | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """The middle half of the ranked places: a quarter lie below `low`, a quarter above `high`."""

    low: float
    middle: float
    high: float
    places: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one indicator in one place: its newest value, score and colour.

    `low` and `high` are the sampling interval of the value at 95 %, `score_low` and `score_high` the
    same on the scale from 0 to 100. `judged` is False where a place is given no status at all. `mark` is the
    status that is shown; an edition of before marks, and a figure that counts for nothing, has none.
    """

    place: str
    indicator: str
    year: int | None
    value: float | None
    status: ValueStatus
    score: float | None
    colour: Colour | None
    trend: Trend | None
    low: float | None
    high: float | None
    score_low: float | None
    score_high: float | None
    judged: bool = True
    mark: MarkKind | None = None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator on a place's page: its own reading, those chosen to compare with, and the middle half."""

    indicator: Indicator
    own: Reading
    compared: tuple[Reading, ...]
    values: Band | None
    scores: Band | None

    @property
    def is_gap(self) -> bool:
        """Check whether the place has no value here."""
        return self.own.value is None


@dataclass(frozen=True, slots=True)
class GoalWording:
    """The word of a goal, and the counts of marks that it follows from; places are ordered by `rank`.

    `share` is strong / (strong + weak), `order` the mean step of the marks from 0 to 1; None without a word.
    """

    word: GoalWord
    strong: int
    level: int
    weak: int
    unknown: int
    share: float | None
    order: float | None

    @property
    def rank(self) -> tuple[float, float] | None:
        """Return what places are put in order by, rising with what is better; None without a word."""
        return None if self.share is None or self.order is None else (self.share, self.order)


@dataclass(frozen=True, slots=True)
class GoalReading:
    """The reading of one goal in one place; `coverage` is None where none of its indicators applies.

    `judged` is False where a place is given no status at all. `wording` is what pages say; an edition of
    before marks, and a goal of which nothing counts, has none.
    """

    place: str
    goal: str
    year: int
    score: float | None
    colour: Colour | None
    coverage: float | None
    imputed: bool
    yardstick: Yardstick | None
    score_low: float | None
    score_high: float | None
    judged: bool = True
    wording: GoalWording | None = None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal on a place's page: its own reading, those chosen to compare with, and the middle half."""

    goal: str
    own: GoalReading
    compared: tuple[GoalReading, ...]
    scores: Band | None


@dataclass(frozen=True, slots=True)
class IndexReading:
    """The reading of all goals together in one place; only ranked places with enough values have a rank."""

    place: str
    year: int
    score: float | None
    rank: int | None
    coverage: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a series; `score` is unclipped, `period` what the source calls the time."""

    year: int
    value: float | None
    status: ValueStatus
    low: float | None
    high: float | None
    score: float | None
    period: str


@dataclass(frozen=True, slots=True)
class Series:
    """The years of an indicator in a place, oldest first; those before `since` are of another series."""

    place: str
    indicator: str
    points: tuple[Point, ...]
    since: int | None = None

    @property
    def comparable(self) -> tuple[Point, ...]:
        """Return the years that compare with the newest."""
        return tuple(point for point in self.points if self.since is None or point.year >= self.since)


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a year's value, as far as the study knows."""

    year: int
    value: float | None
    status: ValueStatus
    count: float | None
    denominator: float | None
    source: str
    table: str
    vintage: str
    period: str
    code: str
    row: str


@dataclass(frozen=True, slots=True)
class ColourCount:
    """The number of goals, or indicators, that have a colour by one kind of yardstick."""

    yardstick: Yardstick | None
    colour: Colour | None
    count: int


@dataclass(frozen=True, slots=True)
class IndicatorCount:
    """The number of ranked places of a colour in an indicator; `gap` is why they have no value."""

    indicator: str
    gap: ValueStatus | None
    colour: Colour | None
    places: int


@dataclass(frozen=True, slots=True)
class GoalCount:
    """The number of ranked places of a colour in a goal, by yardstick; none where no indicator applies."""

    goal: str
    applies: bool
    yardstick: Yardstick | None
    colour: Colour | None
    places: int


@dataclass(frozen=True, slots=True)
class NewestYear:
    """The newest year of an indicator, and how many ranked places have a value in it."""

    indicator: str
    year: int
    places: int
