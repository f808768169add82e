"""The frame of a picture that others show: the question on deep green, and below it what a page draws."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from django.conf import settings

from loftet.charts.colours import LIGHT
from loftet.charts.labels import broken
from loftet.text_files.rows import read_whole

WIDTH, HEIGHT = 1200, 630
MARGIN = 56
PANEL = 268
TOP = PANEL + 18  # where a drawing begins
TITLES = (64, 54, 44)  # the largest size that fits on one line, or else on two
LEAD, BRAND, TAG = 29, 27, 22
# Inter beside the widest of fonts, which widths are reckoned by: bold and regular.
BOLD, REGULAR = 0.78, 0.73
WHITE, MARK = "#FFFFFF", "#8FD3BC"
MARK_DOTS = tuple(
    (x, y)
    for y, xs in ((15.2, (4.6, 9.6, 14.6, 19.6)), (10, (9.6, 14.6, 19.6)), (4.8, (14.6, 19.6)))
    for x in xs
)
TOKEN = re.compile(r"var\(--([a-z0-9-]+)(?:, [^()]*(?:\([^()]*\))?)?\)")
# The rules by which pages paint small drawings; a picture that stands alone has no style sheet.
RULES = """
.profile-number,.profile-side,.profile-name{fill:var(--ink);font-size:15px;font-weight:600}
.profile-note{fill:var(--ink2);font-size:14px}.profile-shade{fill:var(--wash)}.mark-ring{fill:var(--surface);stroke:var(--ink);stroke-width:2}
.profile-icon{color:var(--ink)}
.mark-unknown{fill:none;stroke:var(--line2);stroke-dasharray:2.5 2;stroke-width:1.5}
.strip-faint{fill:none;stroke:var(--faint);stroke-linecap:round;stroke-opacity:.4;stroke-width:4}
.strip-crowd{fill:none;stroke:var(--p1);stroke-linecap:round;stroke-opacity:.8;stroke-width:8}
.strip-line{stroke:var(--ink);stroke-width:2}
.strip-target{stroke:var(--ink);stroke-dasharray:2 3;stroke-width:2}
.strip-leader{stroke:var(--line2);stroke-width:1}.strip-dot{stroke:var(--surface);stroke-width:2}
.strip-own{fill:var(--ink);font-size:17px;font-weight:600}.strip-name{fill:var(--ink);font-size:14px}
.strip-note{fill:var(--ink2);font-size:14px}
.halo{stroke:var(--surface);stroke-width:5;stroke-linejoin:round;paint-order:stroke}
.name{fill:var(--ink);font-size:26px;font-weight:600}.note{fill:var(--ink2);font-size:22px}
"""


@dataclass(frozen=True, slots=True)
class ShareWords:
    """The words of a picture: the question or the finding, a line below it, and a warning beside the name."""

    title: str
    lead: str
    warning: str = ""


def share_svg(words: ShareWords, drawing: str) -> str:
    """Return the picture as SVG; the drawing has its place itself, from `TOP` down."""
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
            f' viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Inter, sans-serif">',
            f"<style>{style_sheet()}</style>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{WHITE}"/>',
            f'<rect width="{WIDTH}" height="{PANEL}" fill="{LIGHT["deep"]}"/>',
            _brand(),
            _warning(words.warning),
            _title(words),
            drawing,
            "</svg>",
        )
    )


def _brand() -> str:
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="2.1"/>' for x, y in MARK_DOTS)
    line = f'<rect x="2" y="18.8" width="20.2" height="1.6" rx=".8" fill="{WHITE}"/>'
    mark = f'<g transform="translate({MARGIN - 2} 44) scale(1.55)" fill="{MARK}">{dots}{line}</g>'
    return mark + _text("Løftet", MARGIN + 46, 74, BRAND, WHITE, weight=700)


def _warning(words: str) -> str:
    if not words:
        return ""
    width = len(words) * TAG * 0.52 + 32
    left = WIDTH - MARGIN - width
    tag = f'<rect x="{left:.0f}" y="44" width="{width:.0f}" height="42" rx="6" fill="{LIGHT["banner"]}"/>'
    return tag + _text(words, left + width / 2, 73, TAG, LIGHT["banner-text"], anchor="middle", weight=600)


def _title(words: ShareWords) -> str:
    """Write the title as large as fits: one line of it with two below, or two lines with one below."""
    size, lines = _fitted(words.title)
    lead = _lines(words.lead, LEAD * REGULAR, 3 - len(lines)) if words.lead else []
    y = 96.0 if len(lines) == 1 else 82.0
    drawn = []
    for line in lines:
        y += size * 1.08
        drawn.append(_text(line, MARGIN, y, size, WHITE, weight=700))
    y += 8
    for line in lead:
        y += LEAD * 1.32
        drawn.append(_text(line, MARGIN, y, LEAD, LIGHT["deep-text"]))
    return "".join(drawn)


def _fitted(title: str) -> tuple[float, list[str]]:
    """Return the size of a title and its lines: two of about the same length where one does not hold it."""
    large = next((size for size in TITLES[:2] if len(_lines(title, size * BOLD, 2)) == 1), None)
    if large:
        return large, [title]
    size = next((one for one in TITLES[1:] if not _lines(title, one * BOLD, 2)[-1].endswith("…")), TITLES[-1])
    lines = _lines(title, size * BOLD, 2)
    for share in range(50, 100, 5):
        balanced = _lines(title, size * BOLD, 2, share / 100)
        if not balanced[-1].endswith("…"):
            return size, balanced
    return size, lines


def _lines(text: str, size: float, most: int, share: float = 1.0) -> list[str]:
    return broken(text, (WIDTH - 2 * MARGIN) * share, size, lines=most).split("\n")


def _text(
    words: str, x: float, y: float, size: float, fill: str, *, anchor: str = "start", weight: int = 400
) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size:g}" font-weight="{weight}" fill="{fill}"'
        f' text-anchor="{anchor}">{escape(words)}</text>'
    )


def style_sheet() -> str:
    """Return the rules with the light colours in place of their names, and the edges of the goals."""
    tokens = [
        f".{kind}-{name}{{{kind}:{value}}}" for kind in ("fill", "stroke") for name, value in LIGHT.items()
    ]
    edges = [f".profile-edge.goal-{key}{{fill:{value}}}" for key, value in goal_colours().items()]
    painted = TOKEN.sub(lambda found: LIGHT[found[1]], RULES)
    return "".join((*tokens, ".fill-none{fill:none}", painted, *edges))


def goal_colours() -> Mapping[str, str]:
    """Return the colours by which goals are known, by number."""
    return _goal_colours(settings.CATALOGUE / "goals.csv")


@lru_cache
def _goal_colours(file: Path) -> Mapping[str, str]:
    return {row.cells["goal"]: row.cells["colour"] for row in read_whole(file, ("goal", "colour"))}
