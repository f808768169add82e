"""Faults of the recipe that show up once a raw file is read, and messages that are told once."""

from collections.abc import Iterable
from dataclasses import replace

from loftet.invalid_input import Problem
from loftet.sources.toml_lines import Keys


class RecipeFault(ValueError):  # noqa: N818 - a verdict on the input
    """A fault of the recipe; `keys` lead to it from the file's part of the recipe."""

    def __init__(self, cause: str, *keys: str) -> None:
        super().__init__(cause)
        self.keys: Keys = keys


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """Return one problem for each distinct cause, with the number of rows that have it.

    An unknown name may occur in hundreds of rows, and would hide all other names.
    """
    lines: dict[Problem, list[int]] = {}
    for problem in dict.fromkeys(problems):
        same = lines.setdefault(replace(problem, line=None), [])
        if problem.line is not None:
            same.append(problem.line)
    return [_counted(problem, sorted(same)) for problem, same in lines.items()]


def _counted(problem: Problem, lines: list[int]) -> Problem:
    if not lines:
        return problem
    more = f" ({len(lines)} rows)" if len(lines) > 1 else ""
    return replace(problem, line=lines[0], cause=problem.cause + more)
