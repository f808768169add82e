"""The seventeen goals and their targets, named in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from loftet.core.words import page_language
from loftet.text_files.rows import read_whole


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the seventeen goals: its number, its name, and what it is about in one sentence."""

    key: str
    name: str
    about: str = ""

    @property
    def title(self) -> str:
        """Return the number and the name, as a heading writes them."""
        return f"{self.key}. {self.name}"


@dataclass(frozen=True, slots=True)
class Target:
    """One of the 169 targets of the goals."""

    key: str
    goal: str
    name: str


@lru_cache
def read_goals(file: Path, language: str) -> tuple[Goal, ...]:
    """Read the goals' names in a language."""
    name, about = f"name_{language}", f"about_{language}"
    rows = read_whole(file, ("goal", name))
    return tuple(Goal(row.cells["goal"], row.cells[name], row.cells.get(about, "")) for row in rows)


@lru_cache
def read_targets(file: Path, language: str) -> tuple[Target, ...]:
    """Read the targets' names in a language."""
    name = f"name_{language}"
    rows = read_whole(file, ("target", "goal", name))
    return tuple(Target(row.cells["target"], row.cells["goal"], row.cells[name]) for row in rows)


def goals() -> tuple[Goal, ...]:
    """Return the goals in the language of the page, in their order."""
    return read_goals(settings.CATALOGUE / "goals.csv", page_language())


def find_goal(key: str) -> Goal | None:
    """Find a goal by its number."""
    return next((goal for goal in goals() if goal.key == key), None)


def targets_of(goal: str) -> tuple[Target, ...]:
    """Return the targets of a goal in the language of the page, in their order."""
    every = read_targets(settings.CATALOGUE / "targets.csv", page_language())
    return tuple(target for target in every if target.goal == goal)


def find_target(key: str) -> Target | None:
    """Find a target by its number."""
    every = read_targets(settings.CATALOGUE / "targets.csv", page_language())
    return next((target for target in every if target.key == key), None)


def goal_titles(keys: Iterable[str]) -> list[str]:
    """Return some goals by number and name."""
    return [goal.title for key in keys if (goal := find_goal(key))]


def target_titles(keys: Iterable[str]) -> list[str]:
    """Return some targets by number and name."""
    return [f"{one.key} {one.name}" for key in keys if (one := find_target(key))]
