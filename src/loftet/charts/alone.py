"""A chart as a picture that stands alone: on paper of its own, its finding above and its source below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from loftet.charts.colours import MarkRole
from loftet.charts.labels import LINE, broken
from loftet.charts.svg import SVG

PAPER = "#ffffff"
MARGIN = 20.0
HEADING, SMALL = 20.0, 14.0
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Caption:
    """The frame of a chart: a warning above all, the finding, and lines about the source below."""

    warning: str
    heading: str
    lines: tuple[str, ...]


def standing_alone(svg: str, caption: Caption) -> str:
    """Draw a chart that `accessible_svg` made on white paper with its caption.

    Words are broken by their number of letters, as in the chart itself, so the bytes are the same on every
    machine. Name and description of the chart become those of the picture.
    """
    chart = ET.fromstring(svg)  # noqa: S314 - our own drawing
    _, _, width, height = (float(one) for one in chart.attrib["viewBox"].split())
    above = [
        *_words(caption.warning, width, SMALL, MARGIN, role=MarkRole.TARGET, weight="bold"),
    ]
    above += _words(caption.heading, width, HEADING, _end(above, MARGIN), weight="bold")
    top = _end(above, MARGIN) + MARGIN / 2
    below: list[_Text] = []
    for line in caption.lines:
        below += _words(line, width, SMALL, _end(below, top + height + MARGIN / 2))
    whole = (width + 2 * MARGIN, _end(below, top + height) + MARGIN)
    drawn = [child for child in chart if child.tag not in (f"{SVG}title", f"{SVG}desc")]
    about = [child for child in chart if child.tag in (f"{SVG}title", f"{SVG}desc")]
    return _picture(chart.attrib["aria-labelledby"], about, drawn, [*above, *below], whole, top)


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of words: where its foot stands, and where the next line may begin."""

    words: str
    size: float
    foot: float
    end: float
    role: MarkRole
    weight: str


def _words(
    words: str,
    width: float,
    size: float,
    start: float,
    *,
    role: MarkRole = MarkRole.TEXT,
    weight: str = "normal",
) -> list[_Text]:
    lines = broken(words, width, size, lines=MOST_LINES).split("\n") if words else []
    height = size * LINE
    return [
        _Text(line, size, start + at * height + size, start + (at + 1) * height, role, weight)
        for at, line in enumerate(lines)
    ]


def _end(texts: Sequence[_Text], otherwise: float) -> float:
    return texts[-1].end if texts else otherwise


def _picture(
    named_by: str,
    about: Sequence[ET.Element],
    drawn: Sequence[ET.Element],
    texts: Sequence[_Text],
    whole: tuple[float, float],
    top: float,
) -> str:
    width, height = (f"{one:g}" for one in whole)
    sized = {"viewBox": f"0 0 {width} {height}", "width": width, "height": height}
    ET.register_namespace("", SVG[1:-1])
    picture = ET.Element(f"{SVG}svg", sized | {"role": "img", "aria-labelledby": named_by})
    picture.extend(about)
    ET.SubElement(picture, f"{SVG}rect", {"width": width, "height": height, "fill": PAPER})
    picture.extend(_drawn_words(texts))
    chart = ET.SubElement(picture, f"{SVG}g", {"transform": f"translate({MARGIN:g},{top:g})"})
    chart.extend(drawn)
    return ET.tostring(picture, encoding="unicode")


def _drawn_words(texts: Sequence[_Text]) -> Iterator[ET.Element]:
    for text in texts:
        placed = {"x": f"{MARGIN:g}", "y": f"{text.foot:g}", "font-size": f"{text.size:g}"}
        look = {"font-family": "sans-serif", "font-weight": text.weight, "fill": text.role.value}
        element = ET.Element(f"{SVG}text", placed | look)
        element.text = text.words
        yield element
