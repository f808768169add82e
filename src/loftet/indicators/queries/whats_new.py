"""What changed from one edition to the next: data, method, borders, basket, and what it did to a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils import translation

from loftet.common.words import Sign, colour_sign, trend_sign
from loftet.editions.diff import Diff, MethodMove, WordMove, diff_editions
from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.indicators.goals import goals
from loftet.indicators.queries.chosen import PlaceInEdition
from loftet.indicators.sentences import whats_new as said
from loftet.indicators.sentences.explanation import points
from loftet.methods.explain import Cause, Part

MOST_PARTS = 12
SHOWN_KEYS = 30


@dataclass(frozen=True, slots=True)
class CauseLine:
    """What moved scores: in how many places, and how much on average, up or down."""

    word: str
    places: int
    mean: str


@dataclass(frozen=True, slots=True)
class PartOfMove:
    """An indicator or a goal, what moved it, and by how many points."""

    name: str
    cause: str
    points: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A status or a direction that is another one now."""

    name: str
    before: Sign
    after: Sign


@dataclass(frozen=True, slots=True)
class PlaceNews:
    """What changed in one place."""

    sentence: str
    parts: tuple[PartOfMove, ...]
    left_out: int
    goals: tuple[Turn, ...]
    indicators: tuple[Turn, ...]
    directions: tuple[Turn, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changed."""
        return not (self.parts or self.goals or self.indicators or self.directions)


@dataclass(frozen=True, slots=True)
class WhatsNew:
    """All that the page shows; `before` is None where there is no earlier edition."""

    answer: str
    before: Edition | None
    earlier: tuple[Edition, ...]
    causes: tuple[CauseLine, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    places: tuple[str, ...]
    rules: tuple[MethodMove, ...]
    goals_turned: int
    place: PlaceNews | None


@lru_cache(maxsize=8)
def read_diff(root: Path, before: str, after: str) -> Diff:
    """Read what moved between two editions once: they never change."""
    return diff_editions(root, before, after)


def whats_new(
    store: EditionStore, edition: Edition, wanted: str, place: PlaceInEdition | None
) -> WhatsNew | None:
    """Compare an edition with an earlier one, the one before unless another is wanted.

    None where the edition that is wanted is not an earlier one.
    """
    earlier = earlier_than(store, edition)
    before = next((one for one in earlier if wanted in ("", one.id)), None)
    if before is None:
        return None if wanted else WhatsNew(said.only_one(edition), None, (), (), (), (), (), (), 0, None)
    diff = read_diff(store.root, before.id, edition.id)
    names = {one.key: one.name for side in (before, edition) for one in _indicators(store, side)}
    places = [*diff.places.added, *diff.places.removed]
    known = {one.code: one.name for side in (before, edition) for one in store.places(side)}
    return WhatsNew(
        answer=said.first_sentence(before, edition, changes(diff)),
        before=before,
        earlier=earlier,
        causes=cause_lines(diff),
        added=tuple(names[key] for key in diff.indicators.added[:SHOWN_KEYS]),
        removed=tuple(names[key] for key in diff.indicators.removed[:SHOWN_KEYS]),
        places=tuple(known.get(code, code) for code in places[:SHOWN_KEYS]),
        rules=diff.method,
        goals_turned=len(diff.goal_colours),
        place=place_news(diff, place, store, edition) if place else None,
    )


def earlier_than(store: EditionStore, edition: Edition) -> tuple[Edition, ...]:
    """Give the editions that stand after this one in the list, which has the newest first."""
    every = store.editions()
    at = next((number for number, one in enumerate(every) if one.id == edition.id), len(every))
    return every[at + 1 :]


def _indicators(store: EditionStore, edition: Edition) -> Iterable[Indicator]:
    return store.indicators(edition, translation.get_language() or "nb")


def changes(diff: Diff) -> list[str]:
    """Count what changed, kind by kind."""
    counts = (
        (diff.years_added, said.figures_added),
        (len(diff.values), said.figures_revised),
        (diff.years_removed, said.figures_removed),
        (len(diff.method), said.rules_changed),
        (len(diff.places.added) + len(diff.places.removed), said.places_changed),
    )
    told = [say(count) for count, say in counts if count]
    return [*told, *said.indicators_changed(len(diff.indicators.added), len(diff.indicators.removed))]


def by_cause(parts: Iterable[Part]) -> Mapping[Cause, float]:
    """Add parts up by what made them."""
    sums: dict[Cause, float] = {}
    for part in parts:
        sums[part.cause] = sums.get(part.cause, 0.0) + part.points
    return sums


def cause_lines(diff: Diff) -> tuple[CauseLine, ...]:
    """Tell what moved the places, in how many of them, and how much on average."""
    sums = [by_cause(one.parts) for one in diff.causes]
    lines = []
    for cause in Cause:
        moves = [abs(one[cause]) for one in sums if cause in one]
        if moves:
            mean = points(sum(moves) / len(moves)).lstrip("+")
            lines.append(CauseLine(said.cause_word(cause), len(moves), mean))
    return tuple(lines)


# --- one place ------------------------------------------------------------------------------------


def place_news(diff: Diff, place: PlaceInEdition, store: EditionStore, edition: Edition) -> PlaceNews:
    """Tell what changed in one place: why its points moved, and which words are others now."""
    parts = next((one.parts for one in diff.causes if one.place == place.code), ())
    largest = sorted(parts, key=lambda part: -abs(part.points))
    sums = sorted(by_cause(parts).items(), key=lambda pair: -abs(pair[1]))
    indicators = {one.key: one for one in _indicators(store, edition)}
    names = {goal.key: goal.title for goal in goals()}
    return PlaceNews(
        sentence=said.moved(place.name, sum(part.points for part in parts), sums),
        parts=tuple(
            PartOfMove(
                indicators[part.indicator].name if part.indicator in indicators else names.get(part.goal, ""),
                said.cause_word(part.cause),
                points(part.points),
            )
            for part in largest[:MOST_PARTS]
        ),
        left_out=max(len(largest) - MOST_PARTS, 0),
        goals=tuple(
            Turn(names.get(move.of, move.of), *_colours(move, None))
            for move in diff.goal_colours
            if move.place == place.code
        ),
        indicators=_turns(diff.indicator_colours, place, indicators, trends=False),
        directions=_turns(diff.trends, place, indicators, trends=True),
    )


def _turns(
    moves: Iterable[WordMove], place: PlaceInEdition, indicators: Mapping[str, Indicator], *, trends: bool
) -> tuple[Turn, ...]:
    turns = []
    for move in moves:
        indicator = indicators.get(move.of)
        if move.place != place.code or indicator is None:
            continue
        if trends:
            signs = tuple(trend_sign(word, indicator.yardstick) for word in (move.before, move.after))
        else:
            signs = _colours(move, indicator.yardstick)
        turns.append(Turn(indicator.name, *signs))
    return tuple(turns)


def _colours(move: WordMove, yardstick: str | None) -> tuple[Sign, Sign]:
    return colour_sign(move.before, yardstick), colour_sign(move.after, yardstick)
