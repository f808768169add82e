"""The indicators that apply to each place: `applies_to` against the places' tags."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from loftet.geography.applies import applies


def applies_to_problem(cell: str) -> str | None:
    """Return what is wrong with an `applies_to` cell."""
    for word in cell.split():
        if word == "!" or word.startswith("!!"):
            return f"«{word}» names no tag"
    return None


def applies_matrix(cells: Sequence[str], tags: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    """Check for every place (rows) and indicator (columns) whether it applies."""
    kinds = {(cell, tag): applies(cell, tag) for cell in set(cells) for tag in set(tags)}
    rows = [[kinds[cell, tag] for cell in cells] for tag in tags]
    return np.array(rows, dtype=bool).reshape(len(tags), len(cells))


def named_tags(cells: Sequence[str]) -> set[str]:
    """Collect the tags that indicators name."""
    return {word.removeprefix("!") for cell in cells for word in cell.split()}
