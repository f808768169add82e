"""The knowledge in the catalogue that the taxonomy's tags are checked against."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.taxonomy.record import plain
from loftet.text_files.rows import read_rows


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The 169 targets, the goals that a word in a title points to, and U4SSC's codes by plain name."""

    targets: frozenset[str]
    title_words: Mapping[str, frozenset[str]]
    u4ssc: Mapping[str, str]


def read_knowledge(catalogue: Path) -> Knowledge:
    """Read what is needed from the catalogue.

    Raises:
        InvalidInput: when a file is missing or has not the columns.
    """
    problems: list[Problem] = []
    targets = read_rows(catalogue / "targets.csv", ("target",), problems)
    codes = read_rows(catalogue / "u4ssc.csv", ("code", "name_en"), problems)
    words: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(catalogue / "taxonomy" / "title_words.csv", ("goal", "word"), problems):
        if row.cells["goal"] not in {str(goal) for goal in range(1, 18)} or not row.cells["word"]:
            problems.append(row.problem("goal", f"«{row.cells['goal']}» is not a goal from 1 to 17"))
        words[row.cells["word"].casefold()].add(row.cells["goal"])
    if problems:
        raise InvalidInput(problems)
    return Knowledge(
        frozenset(row.cells["target"] for row in targets),
        {word: frozenset(goals) for word, goals in words.items()},
        {plain(row.cells["name_en"]): row.cells["code"] for row in codes},
    )
