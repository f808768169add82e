"""A drawing as a picture of 1920 × 1080 that stands alone: its finding above, its source below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from loftet.charts.colours import LIGHT, paint
from loftet.charts.labels import LINE, broken
from loftet.charts.svg import SVG as TAG
from loftet.charts.svg import XMLNS

WIDTH, HEIGHT = 1920, 1080
MARGIN = 80.0
BANNER, HEADING, UNIT, SOURCE = 26.0, 50.0, 30.0, 24.0
BANNER_HEIGHT = 56.0
FONT = "Inter, 'Inter Variable', 'DejaVu Sans', sans-serif"
ABOUT = frozenset({"title", "desc"})
NARROWER = 0.9  # headings are set in a font that is narrower than the widest of all


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a drawing: a warning above all, the finding, what is measured, and lines of source."""

    warning: str
    heading: str
    unit: str
    lines: tuple[str, ...]


def picture(drawing: str | ET.Element, caption: Caption) -> str:
    """Return a drawing with its caption as an SVG file, as large as the space between the words allows.

    Name and description of the drawing become those of the picture. Classes become colours, and links and
    what a script reads are left out.
    """
    chart = _plain(drawing)
    top, above = _above(caption)
    below = list(_lines(caption.lines, SOURCE, 2))
    bottom = HEIGHT - MARGIN / 2 - len(below) * SOURCE * 1.35
    root = ET.Element(
        "svg",
        {"xmlns": XMLNS, "viewBox": f"0 0 {WIDTH} {HEIGHT}", "width": str(WIDTH), "height": str(HEIGHT)}
        | {
            name: chart.attrib[name]
            for name in ("role", "aria-labelledby", "aria-label")
            if name in chart.attrib
        }
        | {"font-family": FONT, "font-size": "16"},
    )
    root.extend(child for child in chart if child.tag in ABOUT)
    ET.SubElement(root, "rect", {"width": str(WIDTH), "height": str(HEIGHT), "fill": LIGHT["surface"]})
    root.extend(above)
    root.append(_fitted(chart, top, bottom - MARGIN / 3 - top))
    for at, words in enumerate(below):
        root.append(_text(words, bottom + (at + 1) * SOURCE * 1.35 - 8, SOURCE, "ink2"))
    return ET.tostring(root, encoding="unicode")


def _plain(drawing: str | ET.Element) -> ET.Element:
    """Return a painted copy of a drawing without namespaces in its tags, links and data for scripts."""
    text = drawing if isinstance(drawing, str) else ET.tostring(drawing, encoding="unicode")
    chart = ET.fromstring(text)  # noqa: S314 - our own drawing
    for one in chart.iter():
        one.tag = one.tag.removeprefix(TAG)
        if one.tag == "a":
            one.tag = "g"
            one.attrib.pop("href", None)
        for name in [name for name in one.attrib if name.startswith(("data-", "hx-"))]:
            del one.attrib[name]
    paint(chart)
    return chart


def _above(caption: Caption) -> tuple[float, list[ET.Element]]:
    """Return where the drawing may begin, and the words above it."""
    found, y = [], MARGIN * 0.8
    if caption.warning:
        found.append(
            ET.Element("rect", {"width": str(WIDTH), "height": f"{BANNER_HEIGHT:g}", "fill": LIGHT["banner"]})
        )
        found.append(_text(caption.warning, BANNER_HEIGHT * 0.67, BANNER, "banner-text", weight="600"))
        y = BANNER_HEIGHT + MARGIN * 0.5
    for words in _lines((caption.heading,), HEADING * NARROWER, 2):
        y += HEADING * LINE
        found.append(_text(words, y - HEADING * 0.25, HEADING, "ink", weight="700"))
    for words in _lines((caption.unit,), UNIT, 1):
        y += UNIT * 1.6
        found.append(_text(words, y - UNIT * 0.35, UNIT, "ink2"))
    return y + MARGIN * 0.3, found


def _lines(texts: Sequence[str], size: float, most: int) -> Iterator[str]:
    for text in filter(None, texts):
        yield from broken(text, WIDTH - 2 * MARGIN, size, lines=most).split("\n")


def _fitted(chart: ET.Element, top: float, height: float) -> ET.Element:
    """Return what a drawing shows, scaled to fit between the margins."""
    left, above, wide, high = (float(one) for one in chart.attrib["viewBox"].split())
    scale = min((WIDTH - 2 * MARGIN) / wide, height / high)
    space = WIDTH - 2 * MARGIN - wide * scale
    x = MARGIN - left * scale + (space / 2 if space > wide * scale else 0)
    moved = f"translate({x:.2f},{top - above * scale:.2f}) scale({scale:.4f})"
    group = ET.Element("g", {"transform": moved})
    group.extend(child for child in chart if child.tag not in ABOUT)
    return group


def _text(words: str, y: float, size: float, token: str, *, weight: str = "400") -> ET.Element:
    placed = {"x": f"{MARGIN:g}", "y": f"{y:.1f}", "font-size": f"{size:g}", "fill": LIGHT[token]}
    text = ET.Element("text", placed | {"font-weight": weight})
    text.text = words
    return text
