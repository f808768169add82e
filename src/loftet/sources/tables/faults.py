"""Faults of the recipe that show up once a raw file is read, and messages that are told once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from loftet.invalid_input import Problem
from loftet.text_files.toml_lines import Keys

FILES_SHOWN, CELLS_SHOWN = 3, 15
MOST_ALIKE = 6  # faults of one column that are told each by itself
CELL = re.compile(r"«[^»]*»")
PLACE_OR_NUMBER = re.compile(r"\d[\w.,:-]*(?: [A-ZÆØÅ][\w-]*(?: og [A-ZÆØÅ][\w-]*)?)*")


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
    return list(_folded([_counted(several) for several in same.values()]))


def _folded(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield many problems that differ in their cells alone as one, with the others' cells or lines."""
    alike: dict[Problem, list[Problem]] = {}
    for problem in problems:
        shape = PLACE_OR_NUMBER.sub("0", CELL.sub("«»", problem.cause))
        alike.setdefault(replace(problem, line=None, cause=shape), []).append(problem)
    for first, *others in alike.values():
        if len(others) < MOST_ALIKE:
            yield from (first, *others)
            continue
        cells = list(dict.fromkeys(match[0] for one in others if (match := CELL.search(one.cause))))
        by_cell = len(cells) == len(others)
        shown = ", ".join((cells if by_cell else [str(one.line) for one in others])[:CELLS_SHOWN])
        rest = " …" if len(others) > CELLS_SHOWN else ""
        more = f"; {len(others)} more are like it: {'' if by_cell else 'lines '}{shown}{rest}"
        yield replace(first, cause=first.cause + more)


def _counted(several: list[Problem]) -> Problem:
    files = list(dict.fromkeys(problem.file for problem in several))
    first = min((one for one in several if one.file == files[0]), key=lambda one: one.line or 0)
    more = f" ({len(several)} rows)" if len(several) > 1 else ""
    if len(files) > 1:
        others = [Path(file).name for file in files[1:] if file]
        rest = f" and {len(others) - FILES_SHOWN} more" if len(others) > FILES_SHOWN else ""
        more = f" ({len(several)} rows, also in {', '.join(others[:FILES_SHOWN])}{rest})"
    return replace(first, cause=first.cause + more)
