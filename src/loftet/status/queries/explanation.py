"""Why a goal has its status in a municipality: parts that add up, gaps to others, what would change it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from loftet.core.words import colour_sign
from loftet.editions.explained import Explanations
from loftet.editions.rows import Edition, GoalReading, Indicator, IndicatorRow
from loftet.editions.store import EditionStore
from loftet.methods.explain import Part
from loftet.status.edition import store_in
from loftet.status.queries.chosen import COUNTRY
from loftet.status.queries.colour_limits import lifts, limits_of, on_scale, own_step
from loftet.status.queries.projection import Known
from loftet.status.sentences import explanation as said
from loftet.status.sentences.words import figure

Sums = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class PartLine:
    """An indicator's part of a score: what it takes away, and its part of the gaps; as they are written."""

    key: str
    name: str
    takes: str
    country: str
    peers: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """An indicator, and at which value its own word changes."""

    key: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class TraceLine:
    """An indicator's figure, and where it stands in its source."""

    key: str
    name: str
    value: str
    written_at: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a goal has its status; `peers` counts the similar municipalities in the mean gap."""

    score: float
    parts: tuple[PartLine, ...]
    total: PartLine
    has_country: bool
    peers: int
    lifts: tuple[str, ...]
    steps: tuple[StepLine, ...]
    traces: tuple[TraceLine, ...]


def explanations(store: EditionStore) -> Explanations:
    """Return the explainer of a store, which shares with others what it has laid out."""
    return _explanations(store.root).seen_by(store)


@lru_cache(maxsize=4)
def _explanations(root: Path) -> Explanations:
    return Explanations(store_in(root))


def explanation_of(
    store: EditionStore,
    edition: Edition,
    own: GoalReading | None,
    rows: Sequence[IndicatorRow],
    known: Known,
) -> Explanation | None:
    """Explain a goal in a place; none where it has no score."""
    if own is None or own.score is None:
        return None
    explainer, place, goal = explanations(store), own.place, own.goal
    takes = summed(explainer.goal_score(edition, place, goal))
    country = summed(explainer.goal_gap(edition, place, COUNTRY, goal))
    others = [one.peer for one in store.peers(edition, place)]
    apart = [summed(gap) for gap in explainer.goal_gaps(edition, place, others, goal)]
    peers = mean_of(apart)
    return Explanation(
        score=own.score,
        parts=tuple(part_lines([row.indicator for row in rows], takes, country, peers)),
        total=PartLine("", "", written(takes), written(country), written(peers)),
        has_country=bool(country),
        peers=len(apart),
        lifts=tuple(lifts(store, edition, own, rows)),
        steps=tuple(step_lines(store, edition, rows)),
        traces=tuple(trace_lines(rows, known)),
    )


def summed(parts: Iterable[Part]) -> Sums:
    """Add parts up by indicator, whatever made them; what is of the whole goal has no name."""
    sums: dict[str, float] = {}
    for part in parts:
        sums[part.indicator] = sums.get(part.indicator, 0.0) + part.points
    return sums


def mean_of(apart: Sequence[Sums]) -> Sums:
    """Return the mean part of each indicator over several gaps; the means add up to the mean gap."""
    names = dict.fromkeys(name for one in apart for name in one)
    return {name: sum(one.get(name, 0.0) for one in apart) / len(apart) for name in names}


def written(sums: Sums) -> str:
    """Write the sum of all parts; nothing where there are none."""
    return said.points(sum(sums.values())) if sums else ""


def part_lines(
    indicators: Iterable[Indicator], takes: Sums, country: Sums, peers: Sums
) -> Iterable[PartLine]:
    """Return a line for each indicator that has a part of anything, what takes most first."""
    names = {one.key: one.name for one in indicators}
    keys = dict.fromkeys([*takes, *country, *peers])
    for key in sorted(keys, key=lambda one: takes.get(one, 0.0)):
        cells = (said.points(sums[key]) if key in sums else "" for sums in (takes, country, peers))
        yield PartLine(key, names.get(key, ""), *cells)


def step_lines(store: EditionStore, edition: Edition, rows: Iterable[IndicatorRow]) -> Iterable[StepLine]:
    """Return at which value each indicator's word changes: a better one, or from the best a weaker one."""
    for row in rows:
        limits = limits_of(store, edition, row.indicator)
        value = on_scale(row)
        if limits is None or value is None or row.own.value is None:
            continue
        step = own_step(row, limits, value)
        if step is None:
            continue
        colour, target, is_better = step
        word = str(colour_sign(colour.word, row.indicator.yardstick).word)
        say = said.better_at if is_better else said.worse_beyond
        yield StepLine(row.indicator.key, row.indicator.name, say(row.indicator, row.own.value, target, word))


def trace_lines(rows: Iterable[IndicatorRow], known: Known) -> Iterable[TraceLine]:
    """Return the source, table, period and row of each figure."""
    for row in rows:
        origin = known.traces.get((known.place.code, row.indicator.key))
        if origin is None or origin.value is None:
            continue
        value = figure(origin.value, row.indicator)
        yield TraceLine(row.indicator.key, row.indicator.name, value, said.written_at(origin))
