"""The tile map as a picture that stands alone: light colours as attributes, the legend below, no links."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from loftet.charts.colours import MarkRole
from loftet.charts.svg import SVG
from loftet.charts.tile_map import TileKey

SQUARE = 18.0  # pixels
LINE, TEXT, INDENT = 26.0, 14.0, 28.0
WHITE = "#ffffff"
# The rules of `charts.css` on light paper; a test holds the two together.
PAINT = {
    "tile-green": {"fill": "#004c34"},
    "tile-yellow": {"fill": "#b58503"},
    "tile-orange": {"fill": "#a43d00"},
    "tile-red": {"fill": "#580014"},
    "tile-c3": {"fill": "#1f5a96"},
    "tile-c2": {"fill": "#648bb4"},
    "tile-c1": {"fill": "#80766a"},
    "tile-c0": {"fill": "#453b31"},
    "tile-grey": {"fill": "#6d7873"},
    "tile-plain": {"fill": MarkRole.BAND.value, "stroke": MarkRole.OWN.value, "stroke-width": ".06"},
    "tile-empty": {"fill": "none", "stroke": MarkRole.PEER.value, "stroke-width": ".06"},
    "tile-mark": {"fill": WHITE, "stroke": "none"},
    "tile-line": {"fill": "none", "stroke": WHITE, "stroke-width": ".1"},
    "tile-gap": {"fill": MarkRole.TEXT.value, "stroke": "none"},
    "tile-hatch": {"fill": "none", "stroke": MarkRole.PEER.value, "stroke-width": ".06"},
    "tile-cross": {"fill": "none", "stroke": MarkRole.TEXT.value, "stroke-width": ".1"},
    "tile-ring": {"fill": "none", "stroke": MarkRole.TARGET.value, "stroke-width": ".22"},
    "tile-border": {"fill": "none", "stroke": MarkRole.TEXT.value, "stroke-width": ".12"},
    "tile-strait": {"fill": "none", "stroke": WHITE, "stroke-width": ".32"},
}
KEPT = frozenset({"cx", "cy", "d", "height", "href", "id", "r", "width", "x", "y"})
DRAWN = frozenset({"a", "circle", "defs", "g", "path", "rect", "title", "use"})


def tile_picture(drawing: str, title: str, description: str, legend: Sequence[TileKey]) -> str:
    """Draw a picture of a map that `charts/tile_map.svg` drew, fit for `standing_alone`.

    An element that has no place in a map is refused with `ValueError`; a link keeps only what it shows.
    """
    tiles = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    left, top, across, down = (float(one) for one in tiles.attrib["viewBox"].split())
    width, height = across * SQUARE, down * SQUARE
    whole = f"0 0 {width:g} {height + len(legend) * LINE + LINE / 2:g}"
    ET.register_namespace("", SVG[1:-1])
    picture = ET.Element(f"{SVG}svg", {"viewBox": whole, "aria-labelledby": "map-title map-desc"})
    for tag, words in (("title", title), ("desc", description)):
        ET.SubElement(picture, f"{SVG}{tag}", {"id": f"map-{tag}"}).text = words
    moved = f"scale({SQUARE:g}) translate({-left:g},{-top:g})"
    ET.SubElement(picture, f"{SVG}g", {"transform": moved}).extend([_painted(child) for child in tiles])
    for at, key in enumerate(legend):
        picture.extend(_line(key, height + LINE * (at + 0.5)))
    return ET.tostring(picture, encoding="unicode")


def _painted(element: ET.Element) -> ET.Element:
    """Copy an element with its paint as attributes."""
    tag = element.tag.removeprefix(SVG)
    if tag not in DRAWN:
        raise ValueError(f"a map's drawing has no place for <{tag}>")
    kept = {name: one for name, one in element.attrib.items() if name in KEPT}
    new = ET.Element(f"{SVG}g") if tag == "a" else ET.Element(f"{SVG}{tag}", kept)
    for word in element.get("class", "").split():
        new.attrib |= PAINT.get(word, {})
    new.text = element.text
    new.extend([_painted(child) for child in element])
    return new


def _line(key: TileKey, y: float) -> tuple[ET.Element, ET.Element]:
    """Return a line of the legend: the mark, and its meaning with how many squares have it."""
    mark = ET.Element(f"{SVG}g", {"transform": f"translate(0,{y:g}) scale({SQUARE:g})"})
    ET.SubElement(mark, f"{SVG}use", {"href": f"#{key.mark.value}"})
    placed = {"x": f"{INDENT:g}", "y": f"{y + TEXT:g}", "font-size": f"{TEXT:g}", "font-family": "sans-serif"}
    words = ET.Element(f"{SVG}text", placed | {"fill": MarkRole.TEXT.value})
    words.text = f"{key.word}: {key.count}"
    return mark, words
