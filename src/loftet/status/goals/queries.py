"""The seventeen goals: what each is about, and how the municipalities stand on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from loftet.charts.strip import Strip, strip
from loftet.editions.rows import Edition, GoalWord
from loftet.editions.store import EditionStore
from loftet.geography.slugs import plain
from loftet.status.goal_names import Goal, goals
from loftet.status.goals.sentences import across_country, all_goals
from loftet.status.queries.goal_spread import GoalSpread, spread_by_goal

NAMED = 2  # goals at either end of the answer
FEWEST_INDICATORS = 4  # a goal of fewer figures moves by single ones, and heads no answer


@dataclass(frozen=True, slots=True)
class GoalSummary:
    """A goal in the list: how many municipalities have each word, and the strip of them all."""

    goal: Goal
    indicators: int
    spread: GoalSpread | None
    strip: Strip | None
    finding: str

    @property
    def strong(self) -> int:
        """Count the municipalities that stand mostly strong."""
        return self.count(GoalWord.STRONG)

    @property
    def mixed(self) -> int:
        """Count those that are mixed."""
        return self.count(GoalWord.MIXED)

    @property
    def weak(self) -> int:
        """Count those that stand mostly weak."""
        return self.count(GoalWord.WEAK)

    @property
    def few(self) -> int:
        """Count those with too few figures."""
        return self.count(GoalWord.TOO_FEW)

    def count(self, word: GoalWord) -> int:
        """Count the municipalities with a word."""
        return self.spread.words.get(word, 0) if self.spread else 0


@dataclass(frozen=True, slots=True)
class GoalsPage:
    """All that the page of the goals shows."""

    answer: str
    goals: tuple[GoalSummary, ...]
    places: int
    indicators: int
    edition: Edition


def goals_page(store: EditionStore, edition: Edition) -> GoalsPage:
    """Read the page of the goals from what belongs to the whole edition and is read once."""
    spread = spread_by_goal(store, edition)
    keys = [one.goal for one in store.indicators(edition, "nb")]
    every = tuple(summary(goal, keys.count(goal.key), spread.get(goal.key)) for goal in goals())
    return GoalsPage(
        answer=answer(every),
        goals=every,
        places=sum(place.ranked for place in store.places(edition)),
        indicators=len(keys),
        edition=edition,
    )


def summary(goal: Goal, indicators: int, spread: GoalSpread | None) -> GoalSummary:
    """Return how the municipalities stand on a goal."""
    drawn = strip(spread.shares, axis=(0.0, 1.0)) if spread and spread.shares else None
    finding = " ".join(across_country(spread.words if spread else {}))
    return GoalSummary(goal, indicators, spread, drawn, finding)


def answer(every: Iterable[GoalSummary]) -> str:
    """Return on which goals the most stand strong, and on which the most stand weak."""
    large = [one for one in every if one.spread and one.indicators >= FEWEST_INDICATORS]
    best = sorted(large, key=lambda one: one.weak - one.strong)
    strong = [one.goal.name for one in best if one.strong > one.weak][:NAMED]
    weak = [one.goal.name for one in reversed(best) if one.weak > one.strong][:NAMED]
    return all_goals(strong, weak)


def is_wanted(goal: Goal, wanted: str) -> bool:
    """Check whether a goal's number, name or explanation holds every word."""
    said = plain(f"{goal.title} {goal.about}")
    return all(word in said for word in plain(wanted).split())
