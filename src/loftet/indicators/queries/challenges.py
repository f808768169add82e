"""Challenges that municipalities share beyond chance, as a page tells it; read from an edition each time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils import translation

from loftet.core.words import INFLUENCE, NOT_JOINED, Words
from loftet.editions.affected import counted_in_persons, persons_apart
from loftet.editions.rows import Colour, Edition, Indicator, IndicatorRow, Yardstick
from loftet.editions.shared import Shared, SharedChallenges, SharedFindings
from loftet.editions.store import EditionStore
from loftet.editions.visibility import Codes, Visibility
from loftet.indicators.edition import store_in
from loftet.indicators.goals import find_goal, find_target
from loftet.indicators.queries.beside import Cell, cell, newest_year, readings_of
from loftet.indicators.queries.chosen import PlaceInEdition, every_place
from loftet.indicators.queries.sources import distinct_sources
from loftet.indicators.sentences import challenges as sentences
from loftet.indicators.sentences.challenges import Said
from loftet.methods.challenges import State, Why
from loftet.methods.persons import Persons, Shown

# Random sets are drawn once for each set of municipalities that is asked about.
KEPT = 256
MOST_TO_LEARN_FROM = 3
MOST_FIRST = 3
MOST_CELLS = 650
NOT_SAID = Persons(Shown.UNKNOWN)
WEAK = frozenset({Colour.ORANGE, Colour.RED})


@lru_cache(maxsize=4)
def _finder(root: Path) -> SharedChallenges:
    return SharedChallenges(store_in(root))


@lru_cache(maxsize=KEPT)
def _found(root: Path, edition: Edition, codes: tuple[str, ...], hidden: Codes) -> SharedFindings:
    seen = store_in(root).seen_by(Visibility(lambda _edition, _places: hidden))
    return _finder(root).seen_by(seen).of(edition, codes)


def found_in(store: EditionStore, edition: Edition, members: Sequence[PlaceInEdition]) -> SharedFindings:
    """Find what the municipalities with a status have in common; what was asked before is remembered."""
    hidden = store.hidden_in(edition)
    codes = tuple(sorted(one.code for one in members if one.code not in hidden))
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
class HeatColumn:
    """A column of a table: an indicator, or a target with the number of its indicators."""

    key: str
    name: str
    unit: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A member and its cells."""

    place: PlaceInEdition
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """A table of members by something; `every` counts the columns there would be."""

    columns: tuple[HeatColumn, ...]
    lines: tuple[HeatLine, ...]
    every: int


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
    figures: Heat
    heat: Heat
    left_out: tuple[LeftOut, ...]
    not_compared: tuple[str, ...]
    not_judged: tuple[str, ...]
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
    language = translation.get_language() or "nb"
    indicators = {one.key: one for one in store.indicators(edition, language)}
    return Known(edition, every_place(edition), indicators, found_in(store, edition, members))


def challenges_page(
    store: EditionStore, edition: Edition, name: str, members: Sequence[PlaceInEdition]
) -> ChallengesPage:
    """Read the page of shared challenges of a set of municipalities."""
    known = known_of(store, edition, members)
    found, targets = known.found, target_lines(known, State.CHALLENGE)
    weak, strong = (lines(store, known, state) for state in (State.CHALLENGE, State.STRENGTH))
    told = (weak, targets, strong)
    language = translation.get_language() or "nb"
    rows = store.indicator_rows(edition, members[0].code, language, [one.code for one in members[1:]])
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
        heat=heat(rows, members, [one.key for one in found.targets]),
        left_out=left_out(known),
        not_compared=known.names(found.left_out),
        not_judged=known.names([one.code for one in members if one.code in store.hidden_in(edition)]),
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
    say = sentences.challenge if state is State.CHALLENGE else sentences.strength
    told = []
    for one in chosen:
        indicator = known.indicators[one.key]
        said = said_of(known, one, persons.get(one.key, NOT_SAID))
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


def figures(rows: Sequence[IndicatorRow], members: Sequence[PlaceInEdition], keys: Sequence[str]) -> Heat:
    """Set the figures of the challenges and the strengths side by side, a column for each."""
    of_key = {row.indicator.key: row for row in rows}
    chosen = [of_key[key] for key in keys if key in of_key]
    shown = chosen[: max(MOST_CELLS // len(members), 1)]
    newest = [newest_year(readings_of(row)) for row in shown]
    return Heat(
        columns=tuple(
            HeatColumn(row.indicator.key, row.indicator.name, row.indicator.unit, year)
            for row, year in zip(shown, newest, strict=True)
        ),
        lines=tuple(
            HeatLine(
                place,
                tuple(
                    cell(readings_of(row)[at], row.indicator, row.values, year)
                    for row, year in zip(shown, newest, strict=True)
                ),
            )
            for at, place in enumerate(members)
        ),
        every=len(chosen),
    )


def heat(rows: Sequence[IndicatorRow], members: Sequence[PlaceInEdition], targets: Sequence[str]) -> Heat:
    """Return on how many indicators of each target each member is behind."""
    of_target: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        of_target.setdefault(row.indicator.target, []).append(row)
    chosen = [key for key in targets if key in of_target]
    shown = chosen[: max(MOST_CELLS // len(members), 1)]
    columns = []
    for key in shown:
        target = find_target(key)
        columns.append(HeatColumn(key, target.name if target else key))
    return Heat(
        columns=tuple(columns),
        lines=tuple(
            HeatLine(place, tuple(_behind(of_target[key], at) for key in shown))
            for at, place in enumerate(members)
        ),
        every=len(chosen),
    )


def _behind(rows: Sequence[IndicatorRow], at: int) -> Cell:
    if not all(readings_of(row)[at].judged for row in rows):
        return Cell("", None, NOT_JOINED)
    colours = [readings_of(row)[at].colour for row in rows]
    known = [colour for colour in colours if colour not in (None, Colour.GREY)]
    weak = sum(colour in WEAK for colour in known)
    return Cell("", None, sentences.behind(weak, len(known)))
