"""The changes from one edition to the next: data, method, borders, basket, and what it did to a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from loftet.core.words import Sign, page_language, trend_sign
from loftet.editions.between import Between, between, turned
from loftet.editions.diff import MethodMove, WordMove
from loftet.editions.explained import PLACES, SAME_AREA
from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.editions.visibility import Scope
from loftet.invalid_input import InvalidInput
from loftet.methods.explain import Cause, Part
from loftet.places.queries import regions_on
from loftet.status.goal_names import goals
from loftet.status.municipality.sentences import not_judged
from loftet.status.queries.chosen import PlaceInEdition, day_of_codes, every_place
from loftet.status.queries.explanation import explanations
from loftet.status.sentences.explanation import points
from loftet.status.signs import goal_sign, status_sign
from loftet.status.whats_new import sentences as said

MOST_PARTS = 12
SHOWN_KEYS = 30


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
    """The changes in one place."""

    sentence: str
    parts: tuple[PartOfMove, ...]
    left_out: int
    goals: tuple[Turn, ...]
    indicators: tuple[Turn, ...]
    directions: tuple[Turn, ...]
    judged: bool = True

    @property
    def is_empty(self) -> bool:
        """Check whether nothing changed."""
        return not (self.parts or self.goals or self.indicators or self.directions)


@dataclass(frozen=True, slots=True)
class WhatsNew:
    """All that the page shows; `before` is None where there is no earlier edition.

    `figures` says how many are new or corrected in the place or the region that was asked for.
    """

    answer: str
    before: Edition | None
    earlier: tuple[Edition, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    places: tuple[str, ...]
    rules: tuple[MethodMove, ...]
    borders: tuple[str, ...]
    goals_better: int
    goals_weaker: int
    figures: str
    place: PlaceNews | None


@lru_cache(maxsize=8)
def read_between(root: Path, before: Scope, after: Scope) -> Between:
    """Count what changed between two editions once: they never change."""
    return between(root, before, after)


def new_figures(store: EditionStore, before: Edition, edition: Edition) -> Mapping[str, int]:
    """Count the figures of each place that are new or corrected, by its slug.

    A region or a county has those of its municipalities beside its own.
    """
    counted = read_between(store.root, store.scope(before), store.scope(edition)).by_place
    figures = {place.slug: counted.get(code, 0) for code, place in every_place(edition).items()}
    regions = regions_on(day_of_codes(edition))
    members = {one.place.slug: sum(figures.get(member.slug, 0) for member in one.members) for one in regions}
    return figures | {slug: figures.get(slug, 0) + number for slug, number in members.items()}


def edition_before(store: EditionStore, edition: Edition, wanted: str = "") -> Edition | None:
    """Return the edition that one is compared with: the whole one before it, or the earlier one wanted."""
    earlier = earlier_than(store, edition)
    return next((one for one in earlier if wanted in ("", one.id) and is_whole(store, one)), None)


def whats_new(
    store: EditionStore,
    edition: Edition,
    wanted: str,
    place: PlaceInEdition | None,
    region: PlaceInEdition | None = None,
) -> WhatsNew | None:
    """Compare an edition with an earlier one, the one before unless another is wanted.

    None where the edition that is wanted is not an earlier one.
    """
    earlier, before = earlier_than(store, edition), edition_before(store, edition, wanted)
    if before is None:
        alone = WhatsNew(said.only_one(edition), None, (), (), (), (), (), (), 0, 0, "", None)
        return None if wanted else alone
    found = read_between(store.root, store.scope(before), store.scope(edition))
    names = {one.key: one.name for side in (before, edition) for one in _indicators(store, side)}
    known = {one.code: one.name for side in (before, edition) for one in store.places(side)}
    moved_borders = new_borders(store, before, edition)
    about = place or region
    return WhatsNew(
        answer=said.first_sentence(before, edition, changes(found, len(moved_borders))),
        before=before,
        earlier=earlier,
        added=tuple(names[key] for key in found.indicators.added[:SHOWN_KEYS]),
        removed=tuple(names[key] for key in found.indicators.removed[:SHOWN_KEYS]),
        places=tuple(known[code] for code in (*found.places.added, *found.places.removed)[:SHOWN_KEYS]),
        rules=found.method,
        borders=tuple(known[code] for code in moved_borders[:SHOWN_KEYS]),
        goals_better=found.goals_better,
        goals_weaker=found.goals_weaker,
        figures=said.new_figures(new_figures(store, before, edition).get(about.slug, 0)) if about else "",
        place=_place_news(store, before, edition, place) if place else None,
    )


def new_borders(store: EditionStore, before: Edition, edition: Edition) -> list[str]:
    """Return the places whose area is another one by more than a hundredth.

    None where areas are not known.
    """
    old, new = (
        {row["place"]: row.get("area_km2") for row in store.answers(side, PLACES)}
        for side in (before, edition)
    )
    pairs = ((code, old.get(code), area) for code, area in new.items())
    return [code for code, one, two in pairs if one and two and abs(two - one) > SAME_AREA * max(one, two)]


def is_whole(store: EditionStore, edition: Edition) -> bool:
    """Check whether the files of an edition are those that were built."""
    try:
        return store.edition(edition.id) == edition
    except InvalidInput:
        return False


def earlier_than(store: EditionStore, edition: Edition) -> tuple[Edition, ...]:
    """Return the editions that stand after this one in the list, which has the newest first."""
    every = store.editions()
    at = next((number for number, one in enumerate(every) if one.id == edition.id), len(every))
    return every[at + 1 :]


def _indicators(store: EditionStore, edition: Edition) -> Iterable[Indicator]:
    return store.indicators(edition, page_language())


def changes(found: Between, borders: int) -> list[str]:
    """Count what changed, kind by kind."""
    counts = (
        (found.added, said.figures_added),
        (found.revised, said.figures_revised),
        (found.removed, said.figures_removed),
        (len(found.method), said.rules_changed),
        (len(found.places.added) + len(found.places.removed), said.places_changed),
        (borders, said.borders_changed),
    )
    told = [say(count) for count, say in counts if count]
    return [*told, *said.indicators_changed(len(found.indicators.added), len(found.indicators.removed))]


def by_cause(parts: Iterable[Part]) -> Mapping[Cause, float]:
    """Add parts up by what made them."""
    sums: dict[Cause, float] = {}
    for part in parts:
        sums[part.cause] = sums.get(part.cause, 0.0) + part.points
    return sums


# --- one place ------------------------------------------------------------------------------------


def _place_news(store: EditionStore, before: Edition, edition: Edition, place: PlaceInEdition) -> PlaceNews:
    if place.code in store.hidden_in(edition):
        return PlaceNews(not_judged(place.name), (), 0, (), (), (), judged=False)
    return place_news(store, before, edition, place)


def place_news(store: EditionStore, before: Edition, edition: Edition, place: PlaceInEdition) -> PlaceNews:
    """Return what changed in one place: why its points moved, and which words are others now."""
    parts = explanations(store).change(before, edition, place.code)
    words = turned(store.root, store.scope(before), store.scope(edition), place.code)
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
        goals=goal_turns(store, before, edition, place),
        indicators=indicator_turns(store, before, edition, place),
        directions=_directions(words.trends, indicators),
    )


def goal_turns(
    store: EditionStore, before: Edition, edition: Edition, place: PlaceInEdition
) -> tuple[Turn, ...]:
    """Return the goals of a place whose word is another one; words of two rules are not compared."""
    if before.word_rule != edition.word_rule:
        return ()
    then, now = (
        {row.goal: goal_sign(row.own) for row in store.goal_rows(side, place.code, ())}
        for side in (before, edition)
    )
    pairs = ((goal.title, then.get(goal.key), now.get(goal.key)) for goal in goals())
    return tuple(Turn(name, old, new) for name, old, new in pairs if old and new and old != new)


def indicator_turns(
    store: EditionStore, before: Edition, edition: Edition, place: PlaceInEdition
) -> tuple[Turn, ...]:
    """Return the figures of a place whose status is another one; where either has no figure there is none."""
    language = page_language()
    then, now = (
        {row.indicator.key: row for row in store.indicator_rows(side, place.code, language, ())}
        for side in (before, edition)
    )
    turns = []
    for key, row in now.items():
        if key in then and row.own.value is not None and then[key].own.value is not None:
            old, new = (status_sign(one.own, one.indicator, one.values) for one in (then[key], row))
            if old != new and (then[key].own.mark is None) == (row.own.mark is None):
                turns.append(Turn(row.indicator.name, old, new))
    return tuple(turns)


def _directions(moves: Iterable[WordMove], indicators: Mapping[str, Indicator]) -> tuple[Turn, ...]:
    return tuple(
        Turn(
            indicators[move.of].name,
            trend_sign(move.before, indicators[move.of].yardstick),
            trend_sign(move.after, indicators[move.of].yardstick),
        )
        for move in moves
        if move.of in indicators
    )
