"""The records of the catalogue, once read and checked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from loftet.methods.verdicts import Yardstick
from loftet.sources.catalogue.words import (
    Applicable,
    BottomLine,
    CountedPer,
    Evaluation,
    FigureKind,
    Geography,
    Influence,
    KpiKind,
    MunicipalRole,
    Quality,
    Sector,
    Tier,
    U4sscDimension,
    Update,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in bokmål, nynorsk and English."""

    nb: str
    nn: str
    en: str


@dataclass(frozen=True, slots=True)
class SdgTarget:
    """One of the 169 targets, with a short name of our own."""

    key: str
    goal: str
    name: Words


Selection: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


def is_label(code: str) -> bool:
    """Check whether a label stands where a code is still to be read."""
    return code.startswith("<") and code.endswith(">")


@dataclass(frozen=True, slots=True)
class SourceSeries:
    """One number a place and year: a contents code of a table, and which codes of its other variables.

    The codes of a variable are added up; «*» stands for all that it has. A code that nobody has seen yet is
    named by its label: «<Boliger>».
    """

    table: str
    contents: str
    selection: Selection = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels that stand where codes are still to be read."""
        codes = (self.contents, *(code for _, chosen in self.selection for code in chosen))
        return tuple(code for code in codes if is_label(code))

    @property
    def chosen(self) -> str:
        """Return the selection as a cell of the catalogue."""
        return "; ".join(f"{name}={'|'.join(codes)}" for name, codes in self.selection)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.table, self.contents, self.chosen)))


@dataclass(frozen=True, slots=True)
class Source:
    """The source of the figures.

    A figure is `times` the series, less and divided by another where one is named.
    """

    name: str
    series: SourceSeries
    minus: SourceSeries | None
    divided_by: SourceSeries | None
    times: float
    update: Update
    licence: str
    url: str
    verified: date | None

    @property
    def table(self) -> str:
        """Return the id of the table."""
        return self.series.table

    @property
    def contents(self) -> str:
        """Return the contents code, or nothing where only its label is known."""
        return "" if is_label(self.series.contents) else self.series.contents

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels of all codes that must be read before anything can be fetched."""
        series = (self.series, self.minus, self.divided_by)
        return tuple(label for one in series if one for label in one.labels)


@dataclass(frozen=True, slots=True)
class Goalposts:
    """The yardstick of a figure; a target has its source, its date and who read it."""

    yardstick: Yardstick
    lower: float | None
    red: float | None
    green: float | None
    upper: float | None
    target_source: str
    target_date: date | None
    checked_by: str


@dataclass(frozen=True, slots=True)
class CatalogueIndicator:
    """One thing that is measured, and all that its reader should be told."""

    key: str
    goal: str
    target: str
    kind: FigureKind
    direction: int
    ideal_low: float | None
    ideal_high: float | None
    unit: Words
    decimals: int
    counted_per: CountedPer
    per: float | None
    draw: str
    evaluation: Evaluation
    geography: Geography
    sector: Sector
    bottom_line: BottomLine
    quality: Quality
    influence: Influence
    role: MunicipalRole
    applies_to: str
    source: Source
    goalposts: Goalposts
    review: str
    name: Words
    about: Words


@dataclass(frozen=True, slots=True)
class Kpi:
    """One of the 91 U4SSC indicators; its benchmarks are not public, so it has no bounds."""

    code: str
    aliases: tuple[str, ...]
    name: Words
    unit: str
    tier: Tier
    dimension: U4sscDimension
    subdimension: str
    category: str
    kind: KpiKind
    direction: int | None
    goals: tuple[str, ...]
    data_points: tuple[str, ...]
    applicable: Applicable
    not_applicable_reason: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that is catalogued, in the order of goals and targets; `folder` is where it was read."""

    folder: Path
    goals: tuple[str, ...]
    targets: tuple[SdgTarget, ...]
    indicators: tuple[CatalogueIndicator, ...]
    u4ssc: tuple[Kpi, ...]

    def by_key(self) -> Mapping[str, CatalogueIndicator]:
        """Return the indicators by their keys."""
        return {indicator.key: indicator for indicator in self.indicators}

    def lines(self) -> list[str]:
        """Return a summary of the catalogue, as lines to print."""
        per_goal = Counter(indicator.goal for indicator in self.indicators)
        yardsticks = Counter(indicator.goalposts.yardstick for indicator in self.indicators)
        context = sum(indicator.kind is FigureKind.CONTEXT for indicator in self.indicators)
        verified = sum(indicator.source.verified is not None for indicator in self.indicators)
        tiers = Counter(kpi.tier for kpi in self.u4ssc)
        return [
            f"{len(self.indicators)} indicators, {len(self.targets)} targets, {len(self.goals)} goals",
            *(f"goal {goal}: {per_goal[goal]}" for goal in self.goals),
            f"yardstick: {yardsticks[Yardstick.TARGET]} with a cited target, "
            f"{yardsticks[Yardstick.COMPARISON] - context} by comparison, {context} context only",
            *evidence_lines(self.indicators),
            f"seen in live metadata: {verified}",
            f"U4SSC: {len(self.u4ssc)}, {tiers[Tier.CORE]} core and {tiers[Tier.ADVANCED]} advanced",
        ]


def evidence_lines(indicators: Sequence[CatalogueIndicator]) -> list[str]:
    """Return how many indicators name a table and a code, and why each of the others does not."""
    coded = [one for one in indicators if one.source.table and one.source.contents]
    uncoded = [one for one in indicators if one.source.table and not one.source.contents]
    no_table = [one for one in indicators if not one.source.table]
    partly = [one for one in coded if one.source.labels]
    return [
        f"table and contents code: {len(coded)}, of which {len(partly)} lack another code, to be read live",
        *(f"  {one.key}: {one.source.table}: {one.review}" for one in partly),
        f"table whose contents code is to be read live: {len(uncoded)}",
        *(f"  {one.key}: {one.source.table}: {one.review}" for one in uncoded),
        f"no table: {len(no_table)}",
        *(f"  {one.key}: {one.review}" for one in no_table),
    ]
