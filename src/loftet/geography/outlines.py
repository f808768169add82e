"""The outlines in `catalogue/outlines`: a drawing that pages refer to, and a table of where each place lies.

A page draws a municipality with `<use href="municipalities-2024.svg#m3324">`, a county with `#c33`, the
country with `#land` and the lines between counties with `#borders`; colour and line are those of the page.
"""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

from loftet.geography.draw_outlines import Box, DrawnOutlines, DrawnPlace
from loftet.geography.label_point import LabelPoint
from loftet.invalid_input import InvalidInput, Problem
from loftet.text_files.rows import read_rows

FOLDER = "outlines"
DRAWINGS = "drawings"
DRAWING, TABLE = "municipalities-2024.svg", "municipalities-2024.csv"
HEADER = ("code", "left", "top", "right", "bottom", "x", "y", "radius", "neighbours")
MOST_PACKED = 90_000  # bytes
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class PlaceOutline:
    """The position of a place on the grid, that of its name, and the places that border it on land."""

    box: Box
    label: LabelPoint
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines that a page can refer to, by code."""

    width: int
    height: int
    places: Mapping[str, PlaceOutline]

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Return the places that border one on land; none of a place that is not on the map."""
        return self.places[code].neighbours if code in self.places else ()


def drawing(drawn: DrawnOutlines) -> str:
    """Return the drawing of all places, sorted into counties.

    Raises:
        InvalidInput: when it is larger than a page may load.
    """
    line = 'vector-effect="non-scaling-stroke"'
    counties = (
        (county, "\n".join(f'<path id="m{code}" {line} d="{one.path}"/>' for code, one in group))
        for county, group in groupby(sorted(drawn.places.items()), key=lambda item: item[0][:2])
    )
    groups = "\n".join(f'<g id="c{county}">\n{paths}\n</g>' for county, paths in counties)
    text = (
        f'<svg xmlns="{SVG[1:-1]}" viewBox="0 0 {drawn.width} {drawn.height}">\n'
        f'<g id="land">\n{groups}\n</g>\n'
        f'<path id="borders" {line} fill="none" d="{drawn.county_borders}"/>\n</svg>\n'
    )
    packed = len(gzip.compress(text.encode(), 9))
    if packed > MOST_PACKED:
        raise InvalidInput.because(f"the drawing has {packed} bytes packed, more than {MOST_PACKED}")
    return text


def table(places: Mapping[str, DrawnPlace]) -> str:
    """Return the table of places as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for code, one in sorted(places.items()):
        box, label = one.box, one.label
        where = (box.left, box.top, box.right, box.bottom, label.x, label.y, label.radius)
        writer.writerow((code, *where, " ".join(one.neighbours)))
    return text.getvalue()


def read_outlines(catalogue: Path) -> Outlines:
    """Read where each place lies.

    Raises:
        InvalidInput: with every fault found, each with file, line and column.
    """
    problems: list[Problem] = []
    places = {}
    for row in read_rows(catalogue / FOLDER / TABLE, HEADER, problems):
        numbers = [row.take(name, int, problems) for name in HEADER[1:-1]]
        if None not in numbers:
            left, top, right, bottom, x, y, radius = (number or 0 for number in numbers)
            box, label = Box(left, top, right, bottom), LabelPoint(x, y, radius)
            places[row.cells["code"]] = PlaceOutline(box, label, tuple(row.cells["neighbours"].split()))
    problems += _faults(places, catalogue / FOLDER / TABLE)
    if problems:
        raise InvalidInput(problems)
    return Outlines(
        max(one.box.right for one in places.values()), max(one.box.bottom for one in places.values()), places
    )


def _faults(places: Mapping[str, PlaceOutline], file: Path) -> Iterable[Problem]:
    if not places:
        yield Problem("it holds no places", file)
    for code, one in places.items():
        if strange := [beside for beside in one.neighbours if beside not in places]:
            yield Problem(f"the neighbour «{strange[0]}» of «{code}» has no outline", file)


def read_paths(catalogue: Path) -> dict[str, str]:
    """Return the path of each place, and of `borders`, for a picture that stands alone."""
    file = catalogue / FOLDER / DRAWINGS / DRAWING
    root = ET.fromstring(file.read_bytes())  # noqa: S314 - our own drawing
    return {one.attrib["id"].removeprefix("m"): one.attrib["d"] for one in root.iter(f"{SVG}path")}
