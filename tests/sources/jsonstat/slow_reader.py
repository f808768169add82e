"""A slow, obvious reader of JSON-stat: cell by cell, from the standard's words, to judge the fast one."""

import itertools
import json
import math
from typing import Any

from loftet.sources.jsonstat import Cube

Cells = dict[tuple[str, ...], tuple[float | None, str]]

WORDS = {
    ".": "not_possible",
    "..": "missing",
    "...": "missing",
    "m": "missing",
    ":": "suppressed",
    "c": "suppressed",
    "k": "suppressed",
    "z": "not_applicable",
    "*": "preliminary",
    "p": "preliminary",
    "e": "estimated",
    "i": "imputed",
}
EMPTY = {"not_possible", "missing", "suppressed", "not_applicable"}


def read_slowly(text: bytes | str) -> Cells:
    """Return every cell by its codes: its value, if there is one, and the word for its status."""
    document = json.loads(text)
    bundled = [one for one in document.values() if isinstance(one, dict) and "dimension" in one]
    dataset = document if "dimension" in document else bundled[0]
    dimensions = dataset["dimension"]
    ids = dataset["id"] if "id" in dataset else dimensions["id"]
    sides = [codes_of(dimensions[name]["category"]) for name in ids]
    return {
        codes: cell(dataset, number, math.prod(map(len, sides)))
        for number, codes in enumerate(itertools.product(*sides))
    }


def codes_of(category: dict[str, Any]) -> list[str]:
    index = category.get("index")
    if index is None:
        return list(category["label"])
    return list(index) if isinstance(index, list) else sorted(index, key=index.__getitem__)


def cell(dataset: dict[str, Any], number: int, cells: int) -> tuple[float | None, str]:
    value = entry(dataset["value"], number, cells)
    sign = entry(dataset.get("status"), number, cells)
    if isinstance(value, str) and value:
        value, sign = None, value
    word = WORDS.get((sign or "").lower(), "reported")
    if word in EMPTY:
        return None, word
    if value is None or value == "":
        return None, "missing"
    return float(value), word


def entry(told: Any, number: int, cells: int) -> Any:
    """Return what an array, a sparse object or one text for all says about a cell."""
    if isinstance(told, dict):
        return told.get(str(number))
    if isinstance(told, list):
        return told[0] if len(told) == 1 and cells != 1 else told[number]
    return told


def cells_of(cube: Cube) -> Cells:
    """Return the cells of a cube in the same form."""
    sides = [dim.codes for dim in cube.dims]
    return {
        codes: (
            None if math.isnan(cube.values[place]) else float(cube.values[place]),
            WORD[cube.status[place]],
        )
        for codes, place in zip(
            itertools.product(*sides), itertools.product(*(range(len(side)) for side in sides)), strict=True
        )
    }


WORD = [
    "reported",
    "missing",
    "not_possible",
    "suppressed",
    "not_applicable",
    "preliminary",
    "estimated",
    "imputed",
]
