"""The outlines of municipalities, read from TopoJSON or GeoJSON and checked against the known codes.

TopoJSON (https://github.com/topojson/topojson-specification) keeps a border that two places share once, as an
arc that both name; a negative number means the arc read backwards. GeoJSON (RFC 7946) writes it twice.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from loftet.geography.arcs import Point, Ring
from loftet.geography.draw_outlines import draw_outlines
from loftet.geography.outlines import DRAWING, DRAWINGS, FOLDER, TABLE, drawing, table
from loftet.geography.utm import degrees_from_utm33
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.web import Call, Caller
from loftet.sources.whole_file import write_whole
from loftet.text_files.rows import read_rows

CATALOGUE_FILE = "boundaries.csv"
COLUMNS = ("level", "address", "code", "source", "licence", "retrieved")
LARGEST_DEGREE = 360.0  # larger numbers are metres
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


def make_outlines(
    origin: BoundarySource, known: Collection[str], catalogue: Path, saved: Path | None = None
) -> int:
    """Fetch the outlines, or read a saved file, and write them into the catalogue; return how many.

    `known` are the codes that must be there, each once: nothing is written where one is absent.

    Raises:
        InvalidInput: when nothing comes, it cannot be read, or a municipality is absent.
    """
    if saved is None:
        base, _, path = origin.address.rpartition("/")
        content, place = Caller(base).send(Call(path)).content, origin.address
    else:
        content, place = _read(saved), str(saved)
    rings = read_boundaries(content, origin.code, place)
    if absent := sorted(set(known) - rings.keys()):
        few = ", ".join(absent[:5]) + (" …" if len(absent) > 5 else "")
        raise InvalidInput.because(
            f"{len(absent)} of {len(known)} municipalities have no outline: {few}", file=place
        )
    drawn = draw_outlines({code: rings[code] for code in sorted(known)})
    text = drawing(drawn)
    write_whole(catalogue / FOLDER / DRAWINGS / DRAWING, text.encode())
    write_whole(catalogue / FOLDER / TABLE, table(drawn.places).encode())
    return len(drawn.places)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise InvalidInput.because(f"cannot be read: {fault.strerror}", file=file) from fault


def read_boundaries(content: bytes, code: str, place: str) -> dict[str, list[Ring]]:
    """Read the rings of every place in degrees, by the property that holds its code; holes are rings too.

    Raises:
        InvalidInput: when it is neither TopoJSON nor GeoJSON, a place has no code or the code of another, or
            a part is absent.
    """
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as fault:
        raise InvalidInput.because(f"is not JSON: {fault}", file=place) from fault
    try:
        places = _topojson(document) if _is_topology(document) else _geojson(document, code)
        found: dict[str, list[Ring]] = {}
        for number, (properties, rings) in enumerate(places):
            key = str(properties[code])
            if key in found:
                raise InvalidInput.because(f"place {number + 1} has the code «{key}» of another", file=place)
            found[key] = rings
    except (KeyError, TypeError, IndexError, ValueError, AttributeError) as fault:
        cause = f"is no outline as it is needed here ({type(fault).__name__}: {fault})"
        raise InvalidInput.because(cause, file=place) from fault
    if not found or not all(found.values()):
        raise InvalidInput.because("a place has no outline" if found else "it holds no places", file=place)
    return found


# -- GeoJSON ---------------------------------------------------------------------------------------


def _geojson(document: Json, code: str) -> Iterator[tuple[Mapping[str, Json], list[Ring]]]:
    for feature in _features(document, code):
        geometry = feature["geometry"]
        kind, parts = geometry["type"], geometry["coordinates"]
        if kind not in ("Polygon", "MultiPolygon"):
            raise ValueError(f"«{kind}» is no area")
        polygons = [parts] if kind == "Polygon" else parts
        yield feature["properties"], [_degrees(ring) for polygon in polygons for ring in polygon]


def _features(document: Json, code: str) -> Sequence[Json]:
    """Return the features that have a code; Kartverket puts several collections into one object."""
    if document.get("type") == "FeatureCollection":
        return list(document["features"])
    for collection in document.values():
        features = collection.get("features") if isinstance(collection, dict) else None
        if features and code in features[0]["properties"] and "Polygon" in features[0]["geometry"]["type"]:
            return list(features)
    raise ValueError(f"no collection of areas has the property «{code}»")


def _degrees(ring: Sequence[Sequence[float]]) -> list[Point]:
    if any(abs(part) > LARGEST_DEGREE for part in ring[0][:2]):
        return [degrees_from_utm33(float(x), float(y)) for x, y, *_ in ring]
    return [(float(x), float(y)) for x, y, *_ in ring]


# -- TopoJSON --------------------------------------------------------------------------------------


def _is_topology(document: Json) -> bool:
    return "arcs" in document


def _topojson(document: Json) -> Iterator[tuple[Mapping[str, Json], list[Ring]]]:
    arcs = list(_arcs(document))
    for group in document["objects"].values():
        for geometry in group["geometries"]:
            yield geometry["properties"], [_ring(arcs, ring) for ring in _rings(geometry)]


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
