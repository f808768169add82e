"""Structure of a study's places: optional columns of `places.csv`, read into arrays."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loftet.editions.cells import TableReader
from loftet.editions.tables import Floats, Table
from loftet.methods.structure import Structure, structure

# How near a municipality's official form of Norwegian is to nynorsk.
LANGUAGES: Mapping[str, float] = {"": np.nan, "nb": 0.0, "neutral": 0.5, "nn": 1.0}
NUMBERS = ("area_km2", "centrality")
OTHERS = "structure_"
# A group that the statistical office has made so that its places can be compared.
GIVEN = re.compile(r"\bEKG\d\d\b|KOSTRA", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KnownStructure:
    """The structure of a study's places, and the group that is given to each (empty = none)."""

    structure: Structure
    groups: NDArray[np.str_]


def structure_columns(table: Table) -> tuple[str, ...]:
    """Return the columns of structure, besides the population."""
    return tuple(name for name in table.columns if name in (*NUMBERS, "language") or name.startswith(OTHERS))


def check_structure(reader: TableReader) -> None:
    """Add problems with the columns of structure."""
    for name in structure_columns(reader.table):
        if name == "language":
            reader.words(name, LANGUAGES)
        else:
            reader.numbers(name, least=0 if name == "area_km2" else None)


def read_structure(table: Table, groups: Sequence[str], ranked: NDArray[np.bool_]) -> KnownStructure:
    """Build the structure of checked places."""
    reader = TableReader(table)
    others: dict[str, Floats] = {"centrality": reader.numbers("centrality")}
    if "language" in table.columns:
        others["language"] = np.array(reader.words("language", LANGUAGES))
    for name in structure_columns(table):
        if name.startswith(OTHERS):
            others[name.removeprefix(OTHERS)] = reader.numbers(name)
    people, area = reader.numbers("population"), reader.numbers("area_km2")
    given = [group if GIVEN.search(group) else "" for group in groups]
    return KnownStructure(structure(people, area, others, ranked), np.array(given, dtype=str))
