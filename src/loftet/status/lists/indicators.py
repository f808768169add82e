"""The list of indicators, goal by goal, and what narrows it down to the few that a municipality follows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from loftet.core.words import Words
from loftet.editions.rows import Edition, Indicator, Influence, Yardstick
from loftet.editions.store import EditionStore
from loftet.status.coverage.queries import IndicatorCover, indicator_covers
from loftet.status.goal_names import Goal, goals
from loftet.status.indicator_filter import IndicatorFilter
from loftet.status.lists.sentences import INFLUENCES, asked_for, every_indicator, indicators_shown
from loftet.status.queries.figures import is_wanted

OFFICIAL = "1"
# What a municipality can do much about, that comes again from an official source, for nearly everyone.
A_BEGINNING = IndicatorFilter(influence=Influence.MUCH, quality=OFFICIAL, nearly_all=True)


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator in the list, and what a municipality can do about it."""

    indicator: Indicator
    cover: IndicatorCover
    influence: Words


@dataclass(frozen=True, slots=True)
class GoalOfLines:
    """The indicators of a goal that are shown; those without a goal stand under one without a name."""

    goal: Goal
    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The number of indicators that each choice by itself would leave, and a good beginning."""

    much: int
    partly: int
    by_target: int
    official: int
    nearly_all: int
    beginning: int


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    """All that the list of indicators shows; `shown` of `every` are in `groups`."""

    answer: tuple[str, ...]
    said: str
    groups: tuple[GoalOfLines, ...]
    shown: int
    every: int
    narrowing: Narrowing
    without_figures: tuple[Indicator, ...]


def indicators_page(store: EditionStore, edition: Edition, asked: IndicatorFilter) -> IndicatorsPage:
    """Read the list from counts that belong to the whole edition and are read once."""
    every = indicator_lines(store, edition)
    shown = those_asked_for(every, asked)
    counted = Counter(line.indicator.yardstick for line in every if line.indicator.weight)
    title = next((goal.title for goal in goals() if goal.key == asked.goal), "")
    return IndicatorsPage(
        answer=tuple(every_indicator(counted, background=len(every) - counted.total())),
        said=indicators_shown(len(shown), len(every), asked_for(asked, title)),
        groups=tuple(group_by_goal(shown)),
        shown=len(shown),
        every=len(every),
        narrowing=Narrowing(
            much=len(those_asked_for(every, IndicatorFilter(influence=Influence.MUCH))),
            partly=len(those_asked_for(every, IndicatorFilter(influence=Influence.PARTLY))),
            by_target=len(those_asked_for(every, IndicatorFilter(yardstick=Yardstick.TARGET))),
            official=len(those_asked_for(every, IndicatorFilter(quality=OFFICIAL))),
            nearly_all=len(those_asked_for(every, IndicatorFilter(nearly_all=True))),
            beginning=len(those_asked_for(every, A_BEGINNING)),
        ),
        without_figures=tuple(line.indicator for line in every if not line.cover.cells.figures),
    )


def indicator_lines(store: EditionStore, edition: Edition) -> tuple[IndicatorLine, ...]:
    """Return every indicator of an edition with what is known of it, in the order of goals."""
    return tuple(
        IndicatorLine(one.indicator, one, INFLUENCES.get(one.indicator.influence or "", ""))
        for one in indicator_covers(store, edition)
    )


def those_asked_for(every: Iterable[IndicatorLine], asked: IndicatorFilter) -> list[IndicatorLine]:
    """Return the indicators that a reader wants to see."""
    names = {goal.key: goal.name for goal in goals()}
    return [line for line in every if _fits(line, asked, names)]


def _fits(line: IndicatorLine, asked: IndicatorFilter, names: Mapping[str, str]) -> bool:
    one = line.indicator
    return (
        (not asked.goal or one.goal == asked.goal)
        and asked.influence in (None, one.influence)
        and (asked.yardstick is None or (bool(one.weight) and one.yardstick is asked.yardstick))
        and asked.quality in ("", one.quality)
        and (not asked.nearly_all or line.cover.is_nearly_whole)
        and is_wanted(one, names.get(one.goal, ""), asked.words)
    )


def group_by_goal(lines: Iterable[IndicatorLine]) -> Iterable[GoalOfLines]:
    """Group lines, which are in the order of goals, under their goals."""
    known = {goal.key: goal for goal in goals()}
    for key, group in groupby(lines, key=lambda line: line.indicator.goal):
        yield GoalOfLines(known.get(key, Goal(key, "")), tuple(group))
