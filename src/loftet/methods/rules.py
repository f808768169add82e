"""The choices that a method makes, as words and frozen records; `method.toml` is read into these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

QUANTILE_METHODS = (
    "inverted_cdf",
    "averaged_inverted_cdf",
    "closest_observation",
    "interpolated_inverted_cdf",
    "hazen",
    "weibull",
    "linear",
    "median_unbiased",
    "normal_unbiased",
    "lower",
    "higher",
    "midpoint",
    "nearest",
)


class Kind(StrEnum):
    """The ways in which a value becomes a score."""

    GOALPOSTS = "goalposts"
    MINMAX = "minmax"
    ZSCORE = "zscore"
    SCALED = "scaled"
    RANK = "rank"
    BORDA = "borda"
    PERCENTILE_RANK = "percentile_rank"
    DISTANCE_TO_MAX = "distance_to_max"
    FRACTION_OF_MAX = "fraction_of_max"


class LowerBound(StrEnum):
    """The sources of an empty lower bound."""

    QUANTILE = "quantile"
    MIN = "min"


class UpperBound(StrEnum):
    """The sources of an empty upper bound."""

    BEST_MEAN = "best_mean"
    MAX = "max"


class Treatment(StrEnum):
    """The treatments of outliers."""

    NONE = "none"
    COIN = "coin"


class Mean(StrEnum):
    """The means by which scores become one score."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"


class IndicatorColour(StrEnum):
    """The basis of an indicator's colour."""

    THRESHOLDS = "thresholds"
    BANDS = "bands"


class GoalColour(StrEnum):
    """The rules by which the indicators of a goal colour it."""

    TWO_WORST = "two_worst"
    MEAN = "mean"
    NONE = "none"


class TrendKind(StrEnum):
    """The quantity that growth is measured on."""

    TWO_POINT = "two_point"
    THEIL_SEN = "theil_sen"


class Toward(StrEnum):
    """The score that a trend should reach in the target year."""

    GREEN = "green"
    UPPER = "upper"


class Ties(StrEnum):
    """The rank that equal scores share."""

    MIN = "min"
    MAX = "max"
    DENSE = "dense"


@dataclass(frozen=True, slots=True)
class ValuesRule:
    """The rule for the value that is used; `max_age` in years, None = no limit."""

    max_age: int | None = None


@dataclass(frozen=True, slots=True)
class NormaliseRule:
    """The rule by which values become scores; `decimals` None = scores are not rounded."""

    kind: Kind = Kind.GOALPOSTS
    clip: bool = True
    range: tuple[float, float] = (0.0, 100.0)
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class BoundsRule:
    """The rule for an empty bound, read from the data; `min_reliability` 0 = every ranked place counts."""

    lower: LowerBound = LowerBound.QUANTILE
    lower_quantile: float = 0.025
    upper: UpperBound = UpperBound.BEST_MEAN
    upper_best: int = 5
    quantile_method: str = "linear"
    min_reliability: float = 0.0


@dataclass(frozen=True, slots=True)
class TreatRule:
    """The treatment of outliers, and for how many values at the most."""

    kind: Treatment = Treatment.NONE
    winmax: int = 5


@dataclass(frozen=True, slots=True)
class ImputeRule:
    """The rule for gaps: which are filled with the mean of a group, and which goals are emptied before."""

    indicator_group_mean: tuple[str, ...] = ()
    goal_group_mean: bool | tuple[str, ...] = False
    blank_goals: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    spillover: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AggregateRule:
    """The rule by which indicators become goals and goals the index."""

    indicators: Mean = Mean.ARITHMETIC
    goals: Mean = Mean.ARITHMETIC
    goal_weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    min_coverage_indicator: float = 0.0
    min_coverage_rank: float = 0.0


@dataclass(frozen=True, slots=True)
class ColourRule:
    """The rule by which indicators and goals get their colours."""

    indicator: IndicatorColour = IndicatorColour.THRESHOLDS
    goal: GoalColour = GoalColour.TWO_WORST
    both_rules: bool = True
    min_coverage: float = 0.5
    goal_cuts: tuple[float, float, float] = (2.0, 1.5, 1.0)


@dataclass(frozen=True, slots=True)
class TrendRule:
    """The rule by which growth is compared with the growth that the target year asks for."""

    kind: TrendKind = TrendKind.TWO_POINT
    target_year: int = 2030
    toward: Toward = Toward.GREEN
    cuts: tuple[float, float, float] = (1.0, 0.5, 0.0)


@dataclass(frozen=True, slots=True)
class RankRule:
    """The rule for ranks: the rank that equal scores share."""

    ties: Ties = Ties.MIN


@dataclass(frozen=True, slots=True)
class UncertaintyRule:
    """The choices that are varied, and how often, to show how sure a score is."""

    replicates: int = 0
    seed: int = 1
    level: float = 0.90
    weights: float = 0.25
    goalposts: bool = True
    aggregation: tuple[Mean, ...] = (Mean.ARITHMETIC,)
    sampling: bool = True


@dataclass(frozen=True, slots=True)
class Method:
    """All rules of one status mapping.

    >>> Method().colour.min_coverage
    0.5
    """

    values: ValuesRule = ValuesRule()
    normalise: NormaliseRule = NormaliseRule()
    bounds: BoundsRule = BoundsRule()
    treat: TreatRule = TreatRule()
    impute: ImputeRule = field(default_factory=ImputeRule)
    aggregate: AggregateRule = field(default_factory=AggregateRule)
    colour: ColourRule = ColourRule()
    trend: TrendRule = TrendRule()
    rank: RankRule = RankRule()
    uncertainty: UncertaintyRule = UncertaintyRule()
