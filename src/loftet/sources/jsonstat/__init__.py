"""JSON-stat 1.x and 2.0: the form in which official statistics are sent, read into one block of numbers."""

from math import prod
from pathlib import Path
from typing import Any

from loftet.sources.jsonstat.cells import MOST_CELLS, read_cells
from loftet.sources.jsonstat.cube import (
    CellStatus,
    Cube,
    CubeDimension,
    DimensionRole,
    Metadata,
    TableNotes,
    Unit,
)
from loftet.sources.jsonstat.dimensions import read_dimensions
from loftet.sources.jsonstat.document import Json, load_dataset
from loftet.sources.jsonstat.faults import Faults, kind
from loftet.sources.jsonstat.validity import zero_when_invalid
from loftet.sources.jsonstat.write import DocumentExtras, Link, write_jsonstat

__all__ = [
    "CellStatus",
    "Cube",
    "CubeDimension",
    "DimensionRole",
    "DocumentExtras",
    "Link",
    "Metadata",
    "TableNotes",
    "Unit",
    "read_jsonstat",
    "read_metadata",
    "write_jsonstat",
    "zero_when_invalid",
]

CLOSED_SERIES = ("avslutta serie", "avsluttet serie", "closed series")


def read_jsonstat(data: bytes, file: str | Path | None = None, dataset: str | None = None) -> Cube:
    """Read a table from JSON-stat; `dataset` names one where a document holds several.

    Raises:
        InvalidInput: when the document is not JSON-stat or does not fit together; with the path of each
            fault.
    """
    faults = Faults(file)
    chosen = load_dataset(data, dataset, faults)
    dims = read_dimensions(chosen, faults)
    faults.raise_problems()
    shape = tuple(len(dim.codes) for dim in dims)
    _demand_size(chosen, shape, faults)
    values, status = read_cells(chosen, prod(shape), faults)
    return Cube(dims, values.reshape(shape), status.reshape(shape), _about(chosen))


def read_metadata(data: bytes, file: str | Path | None = None) -> Metadata:
    """Read what a document says about a table; the numbers, if there are any, stay unread.

    Raises:
        InvalidInput: when the document is not JSON-stat or its dimensions do not hold.
    """
    faults = Faults(file)
    chosen = load_dataset(data, None, faults)
    dims = read_dimensions(chosen, faults)
    faults.raise_problems()
    return Metadata(dims, _about(chosen))


def _demand_size(dataset: Json, shape: tuple[int, ...], faults: Faults) -> None:
    """Check the stated sizes against the categories; sides with one category may be left out of `size`."""
    path, told = (
        ("size", dataset["size"])
        if "size" in dataset
        else ("dimension.size", dataset["dimension"].get("size"))
    )
    if not isinstance(told, list) or not all(type(one) is int and one >= 0 for one in told):
        raise faults.refuse(path, f"is {kind(told)} where an array of whole numbers is needed")
    if tuple(told) != shape and not (
        len(told) < len(shape) and [one for one in told if one != 1] == [one for one in shape if one != 1]
    ):
        raise faults.refuse(path, f"tells {told}, but the dimensions have {list(shape)} categories")
    if prod(shape) > MOST_CELLS:
        raise faults.refuse(path, f"tells {prod(shape):,} cells; {MOST_CELLS:,} are the most that is read")


def _about(dataset: Json) -> TableNotes:
    extension = _object(dataset.get("extension"))
    px = _object(extension.get("px"))
    label, notes = _text(dataset.get("label")), dataset.get("note")
    return TableNotes(
        label=label,
        source=_text(dataset.get("source")),
        updated=_text(dataset.get("updated")),
        table=_text(px.get("tableid")),
        language=_text(px.get("language")),
        discontinued=extension.get("discontinued") is True
        or any(word in label.lower() for word in CLOSED_SERIES),
        notes=tuple(filter(None, map(_text, notes))) if isinstance(notes, list) else (),
    )


def _object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
