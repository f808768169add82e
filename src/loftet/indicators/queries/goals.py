"""The seventeen goals: what each is about, and how the municipalities stand on it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils import translation

from loftet.editions.rows import Edition, Yardstick
from loftet.editions.store import EditionStore
from loftet.geography.slugs import plain
from loftet.indicators import sentences
from loftet.indicators.goals import Goal, goals
from loftet.indicators.queries.highlights import MOST_LINES
from loftet.indicators.queries.tallies import Tally, tally_goals
from loftet.indicators.sentences.goal import (
    all_goals,
    close_of,
    far_from_target,
    spread_of_scores,
    too_little_data,
)

MOST = 0.5


@dataclass(frozen=True, slots=True)
class GoalSummary:
    """A goal in the list: how most municipalities can be judged on it, and what is then said.

    `by_target` is None where too little is known to judge most municipalities at all.
    """

    goal: Goal
    indicators: int
    by_target: bool | None
    tally: Tally
    places: int
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One sentence about one goal."""

    goal: Goal
    sentence: str


@dataclass(frozen=True, slots=True)
class GoalsPage:
    """All that the page of the goals shows; `shown` are those that match the words."""

    answer: tuple[str, ...]
    close: tuple[GoalLine, ...]
    far: tuple[GoalLine, ...]
    unknown: tuple[GoalLine, ...]
    shown: tuple[GoalSummary, ...]
    places: int
    indicators: int
    edition: Edition


def goals_page(store: EditionStore, edition: Edition, wanted: str = "") -> GoalsPage:
    """Read the page of the goals from counts that belong to the whole edition and are read once."""
    every = [summary(store, edition, goal) for goal in goals()]
    held = [one for one in every if one.by_target]
    unknown = [one for one in every if one.tally.unknown]
    return GoalsPage(
        answer=tuple(answer(every)),
        close=lines(held, lambda one: one.tally.share_close, _close),
        far=lines(held, lambda one: one.tally.share_far, _far),
        unknown=lines(unknown, lambda one: one.tally.unknown / one.places, _unknown, least=0.0),
        shown=tuple(one for one in every if is_wanted(one.goal, wanted)),
        places=sum(place.ranked for place in store.places(edition)),
        indicators=sum(one.indicators for one in every),
        edition=edition,
    )


def is_wanted(goal: Goal, wanted: str) -> bool:
    """Check whether a goal's number, name or explanation holds every word."""
    said = plain(f"{goal.title} {goal.about}")
    return all(word in said for word in plain(wanted).split())


def summary(store: EditionStore, edition: Edition, goal: Goal) -> GoalSummary:
    """Return how the municipalities stand on a goal: by its target, or by the scale where they compare."""
    tallies = tally_goals(one for one in store.goal_counts(edition) if one.goal == goal.key)
    indicators = store.indicators(edition, translation.get_language() or "nb")
    by_target, compared, unknown = (
        tallies[goal.key, kind] for kind in (Yardstick.TARGET, Yardstick.COMPARISON, None)
    )
    by_most = max((by_target.judged, True), (compared.judged, False), (unknown.unknown, None), key=_first)
    held = by_most[1] if by_most[0] else None
    tally = (by_target if held else compared) + unknown
    return GoalSummary(
        goal=goal,
        indicators=sum(one.goal == goal.key for one in indicators),
        by_target=held,
        tally=tally,
        places=by_target.judged + compared.judged + unknown.unknown,
        findings=tuple(findings(store, edition, goal, held, tally)),
    )


def _first(pair: tuple[int, bool | None]) -> int:
    return pair[0]


def findings(
    store: EditionStore, edition: Edition, goal: Goal, held: bool | None, tally: Tally
) -> Iterable[str]:
    """Return what can be said of a goal: how many are close and far, or where half of them lie."""
    if held:
        yield sentences.close_to_target(tally.close, tally.judged)
        yield far_from_target(tally.far, tally.judged)
    elif held is not None:
        yield spread_of_scores(store.goal_band(edition, goal.key))


def lines(
    among: Sequence[GoalSummary],
    share: Callable[[GoalSummary], float],
    say: Callable[[GoalSummary], str],
    least: float = MOST,
) -> tuple[GoalLine, ...]:
    """Return a sentence about each of the goals with the largest shares, three at most."""
    chosen = sorted((one for one in among if share(one) >= least), key=lambda one: -share(one))
    return tuple(GoalLine(one.goal, f"{say(one)}.") for one in chosen[:MOST_LINES])


def _close(one: GoalSummary) -> str:
    return sentences.close_to_target(one.tally.close, one.tally.judged)


def _far(one: GoalSummary) -> str:
    return far_from_target(one.tally.far, one.tally.judged)


def _unknown(one: GoalSummary) -> str:
    return too_little_data(one.tally.unknown, one.places)


def answer(every: Sequence[GoalSummary]) -> list[str]:
    """Return how many goals can be judged in which way, and where most and fewest are close to a target."""
    held = sorted((one for one in every if one.by_target), key=lambda one: -one.tally.share_close)
    kinds = [sum(one.by_target is kind for one in every) for kind in (True, False, None)]
    named = [
        (one.goal.title, close_of(one.tally.close, one.tally.judged))
        for one in ([held[0], held[-1]] if len(held) > 1 else held)
    ]
    best, last = (*named, None, None)[:2]
    return all_goals(best, last, kinds)
