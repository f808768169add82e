"""The places of a study: codes, names, groups, tags, and which of them are ranked."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loftet.editions.cells import TableReader, spaced
from loftet.editions.structure import check_structure
from loftet.editions.tables import Table
from loftet.invalid_input import Problem

PLACE_COLUMNS = ("place", "name", "group", "ranked", "tags")
RANKED = {"1": True, "0": False}


@dataclass(frozen=True, slots=True)
class Places:
    """The places in the order of their codes; `table` has the rows as text, extra columns included."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]
    ranked: NDArray[np.bool_]
    tags: tuple[frozenset[str], ...]
    table: Table

    def __len__(self) -> int:
        return len(self.codes)

    def positions(self) -> Mapping[str, int]:
        """Return the position of each code."""
        return {code: at for at, code in enumerate(self.codes)}


def read_places(table: Table) -> tuple[Places, list[Problem]]:
    """Read and check the places."""
    reader = TableReader(table)
    codes = reader.keys("place", spaced)
    ranked = reader.words("ranked", RANKED)
    if "population" in table.columns:
        reader.numbers("population", least=0)
    check_structure(reader)
    for row, cell in enumerate(table.column("tags")):
        if any(tag.startswith("!") for tag in cell.split()):
            reader.refuse("a tag of a place does not begin with «!»", row, "tags")
    if not codes:
        reader.problems.append(Problem("holds no places", table.file))
    order = sorted(range(len(codes)), key=codes.__getitem__)
    table = table.in_order(order)
    places = Places(
        codes=table.column("place"),
        names=table.column("name"),
        groups=table.column("group"),
        ranked=np.array([ranked[row] for row in order], dtype=bool),
        tags=tuple(frozenset(cell.split()) for cell in table.column("tags")),
        table=table,
    )
    return places, reader.problems
