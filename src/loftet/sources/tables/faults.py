"""Faults of the recipe that show up once a raw file is read, and messages that are told once."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from loftet.invalid_input import Problem
from loftet.sources.toml_lines import Keys

FILES_SHOWN = 3


class RecipeFault(ValueError):  # noqa: N818 - a verdict on the input
    """A fault of the recipe; `keys` lead to it from the file's part of the recipe."""

    def __init__(self, cause: str, *keys: str) -> None:
        super().__init__(cause)
        self.keys: Keys = keys


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """Return one problem for each distinct cause in a column, with the number of rows and files that have it.

    An unknown name may occur in hundreds of rows, and in a file for each year; it would hide all other names.
    """
    same: dict[Problem, list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        file = None if problem.column else problem.file  # a fault of a whole file is told of each
        same.setdefault(replace(problem, line=None, file=file), []).append(problem)
    return [_counted(several) for several in same.values()]


def _counted(several: list[Problem]) -> Problem:
    files = list(dict.fromkeys(problem.file for problem in several))
    first = min((one for one in several if one.file == files[0]), key=lambda one: one.line or 0)
    more = f" ({len(several)} rows)" if len(several) > 1 else ""
    if len(files) > 1:
        others = [Path(file).name for file in files[1:] if file]
        rest = f" and {len(others) - FILES_SHOWN} more" if len(others) > FILES_SHOWN else ""
        more = f" ({len(several)} rows, also in {', '.join(others[:FILES_SHOWN])}{rest})"
    return replace(first, cause=first.cause + more)
