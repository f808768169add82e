"""The colours of drawings, on light paper. A class `fill-<token>` or `stroke-<token>` carries one of `LIGHT`.

`drawings.css` has a rule for each, with the colours of `tokens.css`, so that a page follows the light or the
dark. A picture that stands alone has no style sheet: `paint` writes the light colours as attributes in place
of the classes.

`MarkRole` has the older colours of the tile map and of charts with its frame. They are attributes, with a
class for each role, so that `charts.css`, which holds the same, can replace them in the dark.
"""

from enum import Enum
from xml.etree import ElementTree as ET

LIGHT = {
    "paper": "#FAF9F5",
    "surface": "#FFFFFF",
    "wash": "#EEF1EA",
    "ink": "#14231E",
    "ink2": "#4B5A54",
    "line": "#D9DDD5",
    "line2": "#7C8882",
    "accent": "#0E5142",
    "accent-wash": "#DDEBE4",
    "deep": "#0B3B30",
    "deep-text": "#C5DBD1",
    "banner": "#F6E9C8",
    "banner-text": "#4A3600",
    "t3": "#16815F",
    "t2": "#A97700",
    "t1": "#AA4510",
    "t0": "#6F200D",
    "c3": "#1F5A96",
    "c2": "#648BB4",
    "c1": "#80766A",
    "c0": "#453B31",
    "un": "#7F8A84",
    "v1": "#DCE7EF",
    "v2": "#AFC8DC",
    "v3": "#7BA1C3",
    "v4": "#4678A6",
    "v5": "#1C4A77",
    "p1": "#0E5142",
    "p2": "#2A70D0",
    "p3": "#B85400",
    "p4": "#7C2596",
    "p5": "#C92B70",
    "p6": "#3B2410",
    "faint": "#9AA5A0",
    "band": "#E3E7DF",
}
PLACES = ("p1", "p2", "p3", "p4", "p5", "p6")
# Words over lines and dots have an outline of what is behind them.
HALO = "halo"
HALO_WIDTH = 5.0
KINDS = ("fill", "stroke")


class MarkRole(Enum):
    """The meaning of a mark; the value is its colour on light paper."""

    OWN = "#1f5a45"
    PEER = "#77827d"
    COUNTRY = "#1d4f9c"
    TARGET = "#8f3a84"
    BAND = "#d3e6dd"
    GRID = "#dfe4e1"
    TEXT = "#35403b"

    @property
    def word(self) -> str:
        """Return the role's name as classes and CSS variables write it: `--chart-<word>`."""
        return self.name.lower()


def paint(element: ET.Element, background: str = LIGHT["surface"]) -> None:
    """Write the light colours of an element and all in it as attributes, in place of the classes.

    >>> line = ET.Element("path", {"class": "stroke-p1 fill-none"})
    >>> paint(line)
    >>> line.attrib
    {'stroke': '#0E5142', 'fill': 'none'}
    """
    for one in element.iter():
        for word in one.attrib.pop("class", "").split():
            one.attrib.update(_attributes(word, background))


def _attributes(word: str, background: str) -> dict[str, str]:
    if word == HALO:
        outline = {"stroke": background, "stroke-width": f"{HALO_WIDTH:g}", "stroke-linejoin": "round"}
        return outline | {"paint-order": "stroke"}
    kind, _, name = word.partition("-")
    colour = LIGHT.get(name, "none" if name == "none" else "")
    return {kind: colour} if kind in KINDS and colour else {}
