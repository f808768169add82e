"""Queries of the page of exploring: two figures of every municipality, and their relation."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log10
from statistics import quantiles

from django.utils.translation import gettext as _

from loftet.editions.rows import Edition, GoalReading, Indicator, Reading
from loftet.editions.store import EditionStore
from loftet.geography.place import Kind as PlaceKind
from loftet.methods.comparison import Measured
from loftet.methods.correlation import Relation, relation
from loftet.methods.rank_ranges import RankRange, rank_ranges
from loftet.status.explore.choices import Choice
from loftet.status.queries.chosen import COUNTRY, PlaceInEdition

FEWEST_IN_HALF = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A municipality: its figure, what it is set against, and what the line lets expect of it.

    `across` is the figure of the axis across, `across_year` its year; both None where it is not known.
    """

    place: PlaceInEdition
    up: Reading
    across: float | None
    across_year: int | None
    is_own: bool

    @property
    def value(self) -> float | None:
        """Return the figure itself."""
        return self.up.value


@dataclass(frozen=True)
class Explored:
    """The figures of every municipality, in Norwegian order, and what they say together.

    `country` is the figure of the whole country. Municipalities that the demo has made up are there only
    where they are brought out, and count in nothing.
    """

    choice: Choice
    rows: tuple[Row, ...]
    country: Reading | None
    counted: frozenset[str]

    @property
    def up(self) -> Indicator:
        """Return the figure that is explored."""
        return self.choice.up

    @cached_property
    def own(self) -> tuple[Row, ...]:
        """Return the rows of the place that is brought out."""
        return tuple(row for row in self.rows if row.is_own)

    @cached_property
    def known(self) -> tuple[Row, ...]:
        """Return the rows that have a figure."""
        return tuple(row for row in self.rows if row.value is not None)

    @cached_property
    def values(self) -> tuple[float, ...]:
        """Return the figures that count, in the order of the rows."""
        return tuple(row.value for row in self.known if self.counts(row) and row.value is not None)

    @cached_property
    def both(self) -> tuple[Row, ...]:
        """Return the rows that have both figures."""
        return tuple(row for row in self.known if row.across is not None)

    @cached_property
    def relation(self) -> Relation | None:
        """Return how the figure follows the other one over the country; inhabitants by their logarithm."""
        pairs = (
            (self.measure(row.across), row.value)
            for row in self.both
            if self.counts(row) and row.across is not None and row.value is not None
        )
        return relation([pair for pair in pairs if pair[0] is not None])  # type: ignore[misc]

    @cached_property
    def line(self) -> Relation | None:
        """Return the relation where it is certain."""
        return self.relation if self.relation and self.relation.certain else None

    @cached_property
    def half(self) -> tuple[float, float] | None:
        """Return between which figures the middle half of the municipalities lie."""
        if len(self.values) < FEWEST_IN_HALF:
            return None
        low, _middle, high = quantiles(self.values, n=4, method="inclusive")
        return low, high

    @cached_property
    def middle(self) -> float | None:
        """Return the figure that as many lie over as under."""
        values = sorted(self.values)
        if not values:
            return None
        at = len(values) // 2
        return values[at] if len(values) % 2 else (values[at - 1] + values[at]) / 2

    @property
    def is_log(self) -> bool:
        """Check whether the axis across has steps of ten times."""
        return self.choice.across is None

    def counts(self, row: Row) -> bool:
        """Check whether a row is one of the country's."""
        return row.place.code in self.counted

    def measure(self, across: float | None) -> float | None:
        """Return the figure across as the line measures it."""
        if across is None or not self.is_log:
            return across
        return log10(across) if across > 0 else None

    def expected(self, row: Row) -> float | None:
        """Return what one would expect of a municipality: the line, or the middle where there is none."""
        if self.line is None:
            return self.middle
        at = self.measure(row.across)
        return None if at is None else self.line.expected(at)

    def distance(self, row: Row) -> float | None:
        """Return how far a figure lies above what one would expect."""
        expected = self.expected(row)
        return None if expected is None or row.value is None else row.value - expected

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years of the figures, the oldest first."""
        return tuple(sorted({row.up.year for row in self.known if row.up.year is not None}))


def explore(store: EditionStore, edition: Edition, choice: Choice) -> Explored:
    """Read the figures of a choice: one question to the edition for each axis that is an indicator."""
    up = {one.place: one for one in store.indicator_table(edition, choice.up.key)}
    across = _across(store, edition, choice)
    own = choice.highlight.codes if choice.highlight else frozenset()
    ranked = {one.code for one in store.places(edition) if one.ranked}
    shown = (
        one
        for code, one in choice.places.items()
        if one.kind == PlaceKind.MUNICIPALITY and code in up and (code in ranked or code in own)
    )
    return Explored(
        choice=choice,
        rows=tuple(
            Row(place, up[place.code], *across.get(place.code, (None, None)), place.code in own)
            for place in shown
        ),
        country=up.get(COUNTRY),
        counted=frozenset(ranked),
    )


def _across(
    store: EditionStore, edition: Edition, choice: Choice
) -> Mapping[str, tuple[float | None, int | None]]:
    if choice.across is None:
        known = ((one.code, one.population) for one in store.places(edition))
        return {code: (float(people), None) for code, people in known if people}
    if choice.across.key == choice.up.key:
        table = store.indicator_table(edition, choice.up.key)
    else:
        table = store.indicator_table(edition, choice.across.key)
    return {one.place: (one.value, one.year) for one in table}


# --- order ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Order:
    """The places that each municipality may have in an order; `of` is how many have a known uncertainty."""

    ranges: Mapping[str, RankRange]
    of: int


def order(explored: Explored) -> Order:
    """Return the order of the municipalities as far as it is certain; empty where no better way is known."""
    direction = explored.up.direction
    rows = [row for row in explored.known if explored.counts(row)]
    if direction not in (1, -1):
        return Order({}, 0)
    figures = [Measured(row.value, row.up.low, row.up.high) for row in rows]
    found = {
        row.place.code: one
        for row, one in zip(rows, rank_ranges(figures, high_is_best=direction == 1), strict=True)
        if one is not None
    }
    return Order(found, len(found))


# --- years, goals ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Course:
    """The years of the figure in a municipality, and its yearly change with interval where that is known."""

    place: PlaceInEdition
    years: Mapping[int, float]
    pace: tuple[float, float] | None


def courses(
    store: EditionStore, edition: Edition, explored: Explored
) -> tuple[tuple[Course, ...], Mapping[int, float]]:
    """Return the years of the place brought out, one by one, and of the country. Two questions."""
    members = explored.choice.highlight.members if explored.choice.highlight else ()
    series = {
        one.place: {point.year: point.value for point in one.comparable if point.value is not None}
        for one in store.series(edition, explored.up.key, [*(one.code for one in members), COUNTRY])
    }
    paces = {
        one.place: (one.pace_low, one.pace_high)
        for one in store.projection_reader.projections_everywhere(edition, explored.up.key)
        if one.pace_low is not None and one.pace_high is not None
    }
    found = tuple(Course(one, series.get(one.code, {}), paces.get(one.code)) for one in members)
    return found, series.get(COUNTRY, {})


@dataclass(frozen=True, slots=True)
class GoalsOfMember:
    """The goals of a municipality, each by its key."""

    place: PlaceInEdition
    goals: Mapping[str, GoalReading]


def goals_of_members(store: EditionStore, edition: Edition, choice: Choice) -> tuple[GoalsOfMember, ...]:
    """Return the goals of the place brought out. One question."""
    members = choice.highlight.members if choice.highlight else ()
    if not members:
        return ()
    codes = [one.code for one in members]
    rows = store.goal_rows(edition, codes[0], codes[1:])
    found: dict[str, dict[str, GoalReading]] = {code: {} for code in codes}
    for row in rows:
        for one in (row.own, *row.compared):
            found[one.place][one.goal] = one
    return tuple(GoalsOfMember(one, found[one.code]) for one in members)


def across_name(choice: Choice) -> str:
    """Return the name of the axis across."""
    return choice.across.name if choice.across else _("Inhabitants")
