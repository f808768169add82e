"""Challenges that municipalities share beyond chance, as a page tells it; read from an edition each time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from loftet.core.words import INFLUENCE, Words, page_language
from loftet.editions.affected import counted_in_persons, persons_apart
from loftet.editions.rows import Edition, Indicator, IndicatorRow, Reading, Trend, Yardstick
from loftet.editions.shared import Shared, SharedChallenges, SharedFindings
from loftet.editions.store import EditionStore
from loftet.editions.visibility import Codes, Visibility
from loftet.methods.challenges import State, Why
from loftet.methods.persons import Persons, Shown
from loftet.status.edition import store_in
from loftet.status.goal_names import find_goal, find_target
from loftet.status.queries.beside import Cell, cell, newest_year, readings_of
from loftet.status.queries.chosen import PlaceInEdition, every_place
from loftet.status.queries.sources import distinct_sources
from loftet.status.shared_challenges import sentences as sentences
from loftet.status.shared_challenges.kept import kept_findings
from loftet.status.shared_challenges.sentences import Said, Ways

# Random sets are drawn once for each set of municipalities that is asked about.
KEPT = 256
MOST_TO_LEARN_FROM = 3
MOST_FIRST = 3
MOST_ACROSS = 8  # members beside each other in a table
MOST_TARGETS = 10
BETTER = frozenset({Trend.IMPROVING, Trend.ON_TRACK})
NOT_SAID = Persons(Shown.UNKNOWN)


@lru_cache(maxsize=4)
def _finder(root: Path) -> SharedChallenges:
    return SharedChallenges(store_in(root))


@lru_cache(maxsize=KEPT)
def _found(root: Path, edition: Edition, codes: tuple[str, ...], hidden: Codes) -> SharedFindings:
    def find() -> SharedFindings:
        seen = store_in(root).seen_by(Visibility(lambda _edition, _places: hidden))
        return _finder(root).seen_by(seen).of(edition, codes)

    return kept_findings(root, edition.id, codes, hidden, find)


def prepare_findings(store: EditionStore, edition: Edition) -> None:
    """Read what any set of municipalities is held against, once for each process and edition."""
    _finder(store.root).prepare(edition)


def found_in(store: EditionStore, edition: Edition, members: Iterable[str]) -> SharedFindings:
    """Find what the municipalities with a status have in common; what was asked before is remembered."""
    hidden = store.hidden_in(edition)
    codes = tuple(sorted(code for code in members if code not in hidden))
    if not codes:
        return SharedFindings((), (), 0, 0, (), (), ())
    return _found(store.root, edition, codes, hidden)


@dataclass(frozen=True, slots=True)
class Line:
    """One challenge or strength: of an indicator, or of a whole target, which has no figure of its own."""

    key: str
    name: str
    indicator: Indicator | None
    said: Said
    sentence: str
    influence: Words
    related: tuple[str, ...] = ()
    inside: tuple[PlaceInEdition, ...] = ()
    outside: tuple[PlaceInEdition, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalConflict:
    """A goal that holds both a shared challenge and a shared strength."""

    key: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Indicators that are neither, and were so for one reason."""

    reason: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A shared indicator with the figure of each member; a cell of another year than `year` says so."""

    key: str
    name: str
    unit: str
    year: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target, and how many members are behind on most of its indicators; few are named."""

    key: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FirstLines:
    """The surest few shared challenges, how many there are, and the one sentence that tells of them.

    `compared` counts the municipalities that were tested: of fewer than two, nothing was.
    """

    lines: tuple[Line, ...]
    every: int
    answer: str
    compared: int


@dataclass(frozen=True, slots=True)
class ChallengesPage:
    """All that the page of shared challenges shows."""

    answer: tuple[str, ...]
    challenges: tuple[Line, ...]
    strengths: tuple[Line, ...]
    targets: tuple[Line, ...]
    conflicts: tuple[GoalConflict, ...]
    figures: tuple[FigureRow, ...]
    target_rows: tuple[TargetRow, ...]
    every_target: int
    left_out: tuple[LeftOut, ...]
    not_compared: tuple[str, ...]
    not_judged: tuple[str, ...]
    places: tuple[PlaceInEdition, ...]
    members: int
    alike: int
    indicators: int
    sources: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The data that lines are made from: names of places, indicators by key, and the findings."""

    edition: Edition
    places: Mapping[str, PlaceInEdition]
    indicators: Mapping[str, Indicator]
    found: SharedFindings

    def names(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return the names of places, in Norwegian order."""
        wanted = set(codes)
        return tuple(place.name for code, place in self.places.items() if code in wanted)

    def linked(self, codes: Sequence[str]) -> tuple[PlaceInEdition, ...]:
        """Return the first few places of a list, which has the best first."""
        return tuple(self.places[code] for code in codes if code in self.places)[:MOST_TO_LEARN_FROM]


def known_of(store: EditionStore, edition: Edition, members: Sequence[PlaceInEdition]) -> Known:
    """Read what the lines of a set of municipalities are made from."""
    language = page_language()
    indicators = {one.key: one for one in store.indicators(edition, language)}
    return Known(
        edition, every_place(edition), indicators, found_in(store, edition, [one.code for one in members])
    )


def challenges_page(
    store: EditionStore, edition: Edition, name: str, members: Sequence[PlaceInEdition]
) -> ChallengesPage:
    """Read the page of shared challenges of a set of municipalities."""
    known = known_of(store, edition, members)
    found, targets = known.found, target_lines(known, State.CHALLENGE)
    weak, strong = (lines(store, known, state) for state in (State.CHALLENGE, State.STRENGTH))
    told = (weak, targets, strong)
    language = page_language()
    few = members if len(members) <= MOST_ACROSS else ()
    rows = store.indicator_rows(edition, few[0].code, language, [one.code for one in few[1:]]) if few else ()
    return ChallengesPage(
        answer=tuple(
            sentences.answer(
                sentences.Compared(name, len(found.members), len(members)),
                *([one.name for one in part] for part in told),
            )
        ),
        challenges=weak,
        strengths=strong,
        targets=targets,
        conflicts=conflicts(weak, strong),
        figures=figures(rows, members, [one.key for one in (*weak, *strong)]),
        target_rows=target_rows(known),
        every_target=len(found.targets),
        left_out=left_out(known),
        not_compared=known.names(found.left_out),
        not_judged=known.names([one.code for one in members if one.code in store.hidden_in(edition)]),
        places=tuple(members),
        members=len(found.members),
        alike=max(found.alike - len(found.members), 0),
        indicators=len(found.indicators),
        sources=distinct_sources(known.indicators[one.key] for one in found.indicators),
    )


def first_lines(
    store: EditionStore, edition: Edition, name: str, members: Sequence[PlaceInEdition]
) -> FirstLines:
    """Return the surest few shared challenges, how many there are, and of how many municipalities."""
    known = known_of(store, edition, members)
    found, targets = lines(store, known, State.CHALLENGE), target_lines(known, State.CHALLENGE)
    compared = len(known.found.members)
    of = sentences.Compared(name, compared, len(members))
    said = sentences.answer(of, [one.name for one in found], [one.name for one in targets], ())
    return FirstLines(found[:MOST_FIRST], len(found), said[0], compared)


# --- lines ----------------------------------------------------------------------------------------


def lines(store: EditionStore, known: Known, state: State) -> tuple[Line, ...]:
    """Return the challenges, or the strengths, among indicators, the surest first."""
    chosen = [one for one in known.found.indicators if one.state is state]
    persons = persons_of(store, known, chosen) if state is State.CHALLENGE else {}
    going = ways_of(store, known, chosen) if state is State.CHALLENGE else {}
    say = sentences.challenge if state is State.CHALLENGE else sentences.strength
    told = []
    for one in chosen:
        indicator = known.indicators[one.key]
        said = replace(said_of(known, one, persons.get(one.key, NOT_SAID)), ways=going.get(one.key))
        told.append(
            Line(
                key=one.key,
                name=indicator.name,
                indicator=indicator,
                said=said,
                sentence=say(said, indicator),
                influence=INFLUENCE.get(indicator.influence or "", ""),
                related=tuple(known.indicators[key].name for key in one.related),
                inside=known.linked(one.inside),
                outside=known.linked(one.outside),
            )
        )
    return tuple(told)


def ways_of(store: EditionStore, known: Known, chosen: Sequence[Shared]) -> Mapping[str, Ways]:
    """Return how many members get better and worse on each indicator."""
    keys = [one.key for one in chosen]
    found = store.readings_of_places(known.edition, known.found.members, keys) if keys else ()
    return {key: ways(one for one in found if one.indicator == key) for key in keys}


def ways(readings: Iterable[Reading]) -> Ways:
    """Count the figures that get better, those that get worse, and all whose way is known."""
    trends = [one.trend for one in readings if one.trend is not None]
    return sum(one in BETTER for one in trends), trends.count(Trend.WORSENING), len(trends)


def persons_of(store: EditionStore, known: Known, chosen: Sequence[Shared]) -> Mapping[str, Persons]:
    """Return how many persons lie between the members and the target, or their like; where persons count."""
    if not chosen:
        return {}
    counted = counted_in_persons(store, known.edition, known.found.members, [one.key for one in chosen])
    told = {}
    for one in chosen:
        if one.key in counted:
            indicator = known.indicators[one.key]
            level = indicator.green if indicator.yardstick is Yardstick.TARGET else one.others
            told[one.key] = persons_apart(counted[one.key], level, indicator.direction)
    return told


def target_lines(known: Known, state: State) -> tuple[Line, ...]:
    """Return the targets that are shared challenges as a whole; with one indicator it would be said twice."""
    of_target = Counter(one.target for one in known.indicators.values())
    told = []
    for one in known.found.targets:
        if one.state is state and of_target[one.key] > 1:
            said, target = said_of(known, one), find_target(one.key)
            name = f"{one.key} {target.name}" if target else one.key
            told.append(Line(one.key, name, None, said, sentences.challenge(said, None), ""))
    return tuple(told)


def said_of(known: Known, one: Shared, persons: Persons = NOT_SAID) -> Said:
    """Return what sentences need to know of a finding."""
    return Said(
        state=one.state,
        why=one.why,
        sharing=known.names(one.sharing),
        spared=known.names(one.spared),
        unknown=known.names(one.unknown),
        own=one.own,
        others=one.others,
        improving=one.improving,
        persons=persons,
    )


def conflicts(weak: Sequence[Line], strong: Sequence[Line]) -> tuple[GoalConflict, ...]:
    """Return the goals that hold both a shared challenge and a shared strength: shown, and never averaged."""
    by_goal: dict[str, tuple[list[str], list[str]]] = {}
    for at, part in enumerate((weak, strong)):
        for line in part:
            if line.indicator is not None:
                by_goal.setdefault(line.indicator.goal, ([], []))[at].append(line.name)
    told = []
    for key, (bad, good) in by_goal.items():
        goal = find_goal(key)
        if bad and good and goal is not None:
            told.append(GoalConflict(key, goal.title, sentences.conflict(bad, good)))
    return tuple(told)


def left_out(known: Known) -> tuple[LeftOut, ...]:
    """Count the indicators that are neither, for each reason, the most frequent first."""
    counts: dict[Why, list[str]] = {}
    for one in known.found.indicators:
        if one.why is not Why.FOUND:
            counts.setdefault(one.why, []).append(known.indicators[one.key].name)
    return tuple(
        LeftOut(sentences.reason(why), tuple(names))
        for why, names in sorted(counts.items(), key=lambda pair: -len(pair[1]))
    )


# --- tables ---------------------------------------------------------------------------------------


def figures(
    rows: Sequence[IndicatorRow], members: Sequence[PlaceInEdition], keys: Sequence[str]
) -> tuple[FigureRow, ...]:
    """Set the figures of a few members side by side, a row for each that is shared; the file has all."""
    if len(members) > MOST_ACROSS:
        return ()
    of_key = {row.indicator.key: row for row in rows}
    return tuple(_figure_row(of_key[key]) for key in keys if key in of_key)


def _figure_row(row: IndicatorRow) -> FigureRow:
    year, one = newest_year(readings_of(row)), row.indicator
    cells = tuple(cell(reading, one, row.values, year) for reading in readings_of(row))
    return FigureRow(one.key, one.name, one.unit, year, cells)


def target_rows(known: Known) -> tuple[TargetRow, ...]:
    """Return the targets on which most are behind, the most surely shared first, and how many are."""
    rows = []
    most = [one for one in known.found.targets if len(one.sharing) > len(one.spared)]
    for one in most[:MOST_TARGETS]:
        target = find_target(one.key)
        sharing, counted = known.names(one.sharing), len(one.sharing) + len(one.spared)
        sentence = sentences.behind(sharing, counted)
        rows.append(TargetRow(one.key, target.name if target else one.key, sentence))
    return tuple(rows)
