"""A method beside a study: goals, tags and indicators that it names must be there."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from loftet.editions.cells import unknown
from loftet.editions.indicators import Indicators
from loftet.editions.places import Places
from loftet.invalid_input import Problem
from loftet.methods.rules import Method
from loftet.text_files.rows import read_text
from loftet.text_files.toml_lines import line_of


def unfit(method: Method, file: Path, places: Places, indicators: Indicators) -> list[Problem]:
    """Collect what a method names that its study does not have."""
    text = read_text(file)
    return [
        Problem(cause, file, line_of(text, section, key), f"{section}.{key}")
        for section, key, cause in _causes(method, places, indicators)
    ]


def _causes(method: Method, places: Places, indicators: Indicators) -> Iterator[tuple[str, str, str]]:
    goals, tags = indicators.goal_order(), sorted(frozenset().union(*places.tags))
    impute, weights = method.impute, method.aggregate.goal_weights
    filled = impute.goal_group_mean if isinstance(impute.goal_group_mean, tuple) else ()
    blanked = [goal for named in impute.blank_goals.values() for goal in named]
    for section, key, words, known, what in (
        ("impute", "indicator_group_mean", impute.indicator_group_mean, goals, "goal"),
        ("impute", "goal_group_mean", filled, goals, "goal"),
        ("impute", "blank_goals", impute.blank_goals, tags, "tag of a place"),
        ("impute", "blank_goals", blanked, goals, "goal"),
        ("impute", "spillover", impute.spillover, indicators.keys, "indicator"),
        ("aggregate", "goal_weights", weights, goals, "goal"),
    ):
        yield from ((section, key, unknown(word, known, what)) for word in _absent(words, known))
    if goals and all(weights.get(goal, 1.0) == 0 for goal in goals):
        yield "aggregate", "goal_weights", "every goal weighs 0: there would be no index"


def _absent(words: Iterable[str], known: Iterable[str]) -> list[str]:
    there = set(known)
    return [word for word in words if word not in there]
