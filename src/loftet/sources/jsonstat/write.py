"""A table written as JSON-stat 2.0: what `read_jsonstat` reads comes out of it, digit by digit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat.cells import IS_EMPTY
from loftet.sources.jsonstat.cube import CellStatus, Cube, CubeDimension, DimensionRole, Unit
from loftet.sources.jsonstat.document import Json

# Statistics Norway's signs for what is not there, and the letters of SDMX where it has none.
SIGNS = {
    CellStatus.MISSING: "..",
    CellStatus.NOT_POSSIBLE: ".",
    CellStatus.SUPPRESSED: ":",
    CellStatus.NOT_APPLICABLE: "z",
    CellStatus.PRELIMINARY: "p",
    CellStatus.ESTIMATED: "e",
    CellStatus.IMPUTED: "i",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Something that belongs to a table: how it is related, what it is, and where it is."""

    relation: str
    content_type: str
    address: str


@dataclass(frozen=True, slots=True)
class DocumentExtras:
    """The parts of a document besides the table: address, links, meanings of signs, and our own fields.

    `signs` gives a word for each status in the language of the document; `more` must be JSON.
    """

    address: str = ""
    links: tuple[Link, ...] = ()
    signs: Mapping[CellStatus, str] | None = None
    more: Mapping[str, Any] | None = None


NOTHING = DocumentExtras()
NEEDED = frozenset({"version", "class", "id", "size", "dimension", "value"})


def write_jsonstat(cube: Cube, around: DocumentExtras = NOTHING) -> bytes:
    """Write a table as a JSON-stat 2.0 dataset; the same table gives the same bytes.

    A cell without a value is null with its sign, never 0. Values are dense and signs are sparse, because
    common readers count on that.

    >>> from loftet.sources.jsonstat import TableNotes
    >>> years = ("2023", "2024")
    >>> time = CubeDimension("year", "Year", DimensionRole.TIME, years, years, (Unit(), Unit()))
    >>> values, status = np.array([4.5, np.nan]), np.array([0, CellStatus.SUPPRESSED], np.uint8)
    >>> document = orjson.loads(write_jsonstat(Cube((time,), values, status, TableNotes("Leakage"))))
    >>> document["value"], document["status"]
    ([4.5, None], {'1': ':'})

    Raises:
        InvalidInput: when a cell has both a value and a status without a value, or neither.
    """
    _demand_signs(cube)
    about, signs = cube.about, cube.status.ravel()
    document: Json = {
        "version": "2.0",
        "class": "dataset",
        "href": around.address,
        "label": about.label,
        "source": about.source,
        "updated": about.updated,
        "note": list(about.notes),
        "link": _links(around.links),
        "id": [dim.id for dim in cube.dims],
        "size": list(cube.shape),
        "role": _roles(cube.dims),
        "dimension": {dim.id: _dimension(dim) for dim in cube.dims},
        "value": np.ascontiguousarray(cube.values).ravel(),  # what is no number is written as null
        "status": {str(at): SIGNS[CellStatus(int(signs[at]))] for at in np.flatnonzero(signs).tolist()},
        "extension": _extension(cube, around),
    }
    kept = {key: one for key, one in document.items() if key in NEEDED or one}
    return orjson.dumps(kept, option=orjson.OPT_SERIALIZE_NUMPY)


def _demand_signs(cube: Cube) -> None:
    """Refuse a table that would say two things about one cell, or nothing."""
    empty, told_empty = ~np.isfinite(cube.values), IS_EMPTY[cube.status]
    if wrong := np.flatnonzero(empty != told_empty).tolist():
        at = np.unravel_index(wrong[0], cube.shape)
        where = ", ".join(dim.codes[one] for dim, one in zip(cube.dims, at, strict=True))
        raise InvalidInput.because(f"the value of {where} does not go with its status")


def _links(links: Iterable[Link]) -> Json:
    related: Json = {}
    for link in links:
        related.setdefault(link.relation, []).append({"type": link.content_type, "href": link.address})
    return related


def _roles(dims: Iterable[CubeDimension]) -> Json:
    roles: Json = {}
    for dim in dims:
        if dim.role is not DimensionRole.OTHER:
            roles.setdefault(dim.role.value, []).append(dim.id)
    return roles


def _dimension(dim: CubeDimension) -> Json:
    category: Json = {
        "index": {code: place for place, code in enumerate(dim.codes)},
        "label": dict(zip(dim.codes, dim.labels, strict=True)),
    }
    units = dict(zip(dim.codes, dim.units, strict=True))
    if described := {code: told for code, unit in units.items() if (told := _unit(unit))}:
        category["unit"] = described
    extension: Json = {
        "elimination": dim.elimination,
        "eliminationValueCode": dim.total,
        "refperiod": {code: unit.refperiod for code, unit in units.items() if unit.refperiod},
        "measuringType": {code: unit.measuring for code, unit in units.items() if unit.measuring},
    }
    kept = {key: one for key, one in extension.items() if one}
    return {"label": dim.label, "category": category} | ({"extension": kept} if kept else {})


def _unit(unit: Unit) -> Json:
    told: Json = {"base": unit.base} if unit.base else {}
    return told if unit.decimals is None else told | {"decimals": unit.decimals}


def _extension(cube: Cube, around: DocumentExtras) -> Json:
    about, signs = cube.about, around.signs or {}
    told = [status for status in SIGNS if status in signs and (cube.status == status).any()]
    px = {"tableid": about.table, "language": about.language}
    extension: Json = {
        "px": {key: one for key, one in px.items() if one},
        "discontinued": about.discontinued,
        "status": {"label": {SIGNS[status]: signs[status] for status in told}} if told else {},
    }
    return {key: one for key, one in extension.items() if one} | dict(around.more or {})
