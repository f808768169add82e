"""The outlines of municipalities: fetched as TopoJSON, checked against the known codes, kept as paths.

TopoJSON (https://github.com/topojson/topojson-specification) keeps a border that two places share once, as an
arc that both name; a negative number means the arc read backwards.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from loftet.geography.kept_outlines import FILE
from loftet.geography.outlines import Point, Ring, outlines
from loftet.geography.rows import read_rows
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.web import Call, Caller
from loftet.sources.whole_file import write_whole

CATALOGUE_FILE = "boundaries.csv"
COLUMNS = ("level", "address", "code", "source", "licence", "retrieved")
HEIGHT = 1_000
Json = Any


@dataclass(frozen=True, slots=True)
class BoundarySource:
    """The source of outlines: the address, the property that holds a place's code, and the terms."""

    address: str
    code: str
    source: str
    licence: str


def read_origin(catalogue: Path) -> BoundarySource:
    """Read where the outlines of municipalities are fetched from.

    Raises:
        InvalidInput: when the catalogue does not say.
    """
    problems: list[Problem] = []
    for row in read_rows(catalogue / CATALOGUE_FILE, COLUMNS, problems):
        if row.cells["level"] == "municipality" and not problems:
            return BoundarySource(*(row.cells[name] for name in ("address", "code", "source", "licence")))
    raise InvalidInput(
        problems or [Problem("no row has the level «municipality»", catalogue / CATALOGUE_FILE)]
    )


def fetch_boundaries(
    origin: BoundarySource, known: Collection[str], data: Path, saved: Path | None = None
) -> int:
    """Fetch the outlines, or read a saved file, and keep them as paths; give how many there are.

    `known` are the codes that must be there, each once: nothing is kept where one is absent.

    Raises:
        InvalidInput: when nothing comes, it is no TopoJSON, or a municipality is absent.
    """
    if saved is None:
        base, _, path = origin.address.rpartition("/")
        content, place = Caller(base).send(Call(path)).content, origin.address
    else:
        content, place = _read(saved), str(saved)
    rings = read_topojson(content, origin.code, place)
    if absent := sorted(set(known) - rings.keys()):
        few = ", ".join(absent[:5]) + (" …" if len(absent) > 5 else "")
        raise InvalidInput.because(
            f"{len(absent)} of {len(known)} municipalities have no outline: {few}", file=place
        )
    drawn = outlines({code: rings[code] for code in sorted(known)}, HEIGHT)
    kept = {
        "source": origin.source,
        "licence": origin.licence,
        "width": drawn.width,
        "height": drawn.height,
        "paths": dict(drawn.paths),
    }
    write_whole(data / FILE, orjson.dumps(kept))
    return len(drawn.paths)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise InvalidInput.because(f"cannot be read: {fault.strerror}", file=file) from fault


# -- TopoJSON --------------------------------------------------------------------------------------


def read_topojson(content: bytes, code: str, place: str) -> dict[str, list[Ring]]:
    """Read the rings of every place in degrees, by the property that holds its code; holes are rings too.

    Raises:
        InvalidInput: when it is not TopoJSON, a place has no code or the code of another, or an arc is
            absent.
    """
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as fault:
        raise InvalidInput.because(f"is not JSON: {fault}", file=place) from fault
    try:
        arcs = list(_arcs(document))
        geometries = [one for group in document["objects"].values() for one in group["geometries"]]
        found: dict[str, list[Ring]] = {}
        for number, geometry in enumerate(geometries):
            key = str(geometry["properties"][code])
            if key in found:
                raise InvalidInput.because(f"place {number + 1} has the code «{key}» of another", file=place)
            found[key] = [_ring(arcs, ring) for ring in _rings(geometry)]
    except (KeyError, TypeError, IndexError, ValueError, AttributeError) as fault:
        cause = f"is not TopoJSON as it is needed here ({type(fault).__name__}: {fault})"
        raise InvalidInput.because(cause, file=place) from fault
    if not found or not all(found.values()):
        raise InvalidInput.because("a place has no outline" if found else "it holds no places", file=place)
    return found


def _arcs(document: Mapping[str, Json]) -> Iterator[list[Point]]:
    """Return the arcs in degrees; with a transform they are steps on a grid."""
    if document["type"] != "Topology":
        raise ValueError(f"its type is «{document['type']}»")
    transform = document.get("transform")
    for arc in document["arcs"]:
        if transform is None:
            yield [(float(x), float(y)) for x, y, *_ in arc]
            continue
        (scale_x, scale_y), (left, low) = transform["scale"], transform["translate"]
        x = y = 0
        points = []
        for step_x, step_y, *_ in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + low))
        yield points


def _rings(geometry: Mapping[str, Json]) -> list[Sequence[int]]:
    kind, arcs = geometry["type"], geometry["arcs"]
    if kind == "Polygon":
        return list(arcs)
    if kind == "MultiPolygon":
        return [ring for polygon in arcs for ring in polygon]
    raise ValueError(f"«{kind}» is no area")


def _ring(arcs: Sequence[list[Point]], numbers: Sequence[int]) -> list[Point]:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points
