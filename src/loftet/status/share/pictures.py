"""The drawing below the question, for each kind of page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from loftet.charts.chart import Size
from loftet.charts.colours import LIGHT, paint
from loftet.charts.icons import icon_svg
from loftet.charts.labels import broken
from loftet.charts.line import LineView
from loftet.charts.line_drawing import line_drawing
from loftet.charts.profile import WIDE, profile
from loftet.charts.strip_svg import strip_picture
from loftet.core.words import GOAL_WORDS
from loftet.editions.rows import GoalReading, GoalWord
from loftet.status.goal_names import goals
from loftet.status.presentation.region import SharedLine
from loftet.status.profile import ProfileOfPlace
from loftet.status.region.shared import StripPair
from loftet.status.share.frame import HEIGHT, MARGIN, TOP, WIDTH, goal_colours
from loftet.ui.icons import goal_icon_name

INSIDE = WIDTH - 2 * MARGIN
ROOM = HEIGHT - TOP
PROFILES = tuple(
    replace(WIDE, names=False, mark=mark, step=step)
    for mark, step in ((15, 18), (13, 15.5), (11, 13), (9, 11))
)
WORDS = (GoalWord.STRONG, GoalWord.MIXED, GoalWord.WEAK, GoalWord.TOO_FEW)
FILLS = {
    GoalWord.STRONG: LIGHT["c3"],
    GoalWord.MIXED: LIGHT["v1"],
    GoalWord.WEAK: LIGHT["c1"],
    GoalWord.TOO_FEW: "none",
}
DOT, PITCH, ROWS = 14, 19, 9
LARGER = 1.35  # a picture is shown smaller than it is, so the text of strips is larger than on a page
NAMES = 330  # pixels for the names of strips
MOST_STRIPS = 3


def profile_picture(found: ProfileOfPlace) -> str:
    """Draw the profile, with marks as large as fit."""
    heights = [(size, profile(found.columns, size).height) for size in PROFILES]
    size, height = next((one for one in heights if one[1] <= ROOM), heights[-1])
    return _placed(found.drawn(size, linked=False), 80, TOP, WIDTH - 160, height)


def strips_picture(lines: Sequence[SharedLine]) -> str:
    """Draw up to three strips under each other, each with its name."""
    shown = [line for line in lines if line.strips][:MOST_STRIPS]
    step = ROOM / max(len(shown), 1)
    drawn = []
    for at, line in enumerate(shown):
        assert line.strips is not None
        top, height = TOP + at * step - 8, line.height
        words = broken(line.name, NAMES - 20, 22, lines=3).split("\n")
        first = top + step / 2 - 14 * (len(words) - 1)
        drawn += [
            f'<text class="name" x="{MARGIN}" y="{first + at_word * 30:.0f}">{escape(word)}</text>'
            for at_word, word in enumerate(words)
        ]
        drawn.append(_enlarged_strip(line.strips, line.name, top, step, height))
    return "".join(drawn)


def _enlarged_strip(strips: StripPair, name: str, top: float, room: float, height: float) -> str:
    """Set a strip beside its name, its text as large as the room allows."""
    scale = min(LARGER, room / height)
    width = (INSIDE - NAMES) / scale
    placed = f'x="{MARGIN + NAMES}" y="{top + (room - height * scale) / 2:.0f}" overflow="visible"'
    size = f'width="{INSIDE - NAMES}" height="{height * scale:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    return f"<svg {placed} {size}>{strip_picture(strips.strip, name, width)}</svg>"


def line_picture(view: LineView) -> str:
    """Draw the line chart, as large as fits."""
    chart = line_drawing(view, Size.WIDE, "share")
    paint(chart)
    for one in chart.iter():
        for name in [name for name in one.attrib if name.startswith("data-")]:
            del one.attrib[name]
    _left, _top, wide, high = (float(part) for part in chart.attrib["viewBox"].split())
    scale = min(INSIDE / wide, (ROOM - 10) / high)
    chart.attrib.update(
        x=f"{(WIDTH - wide * scale) / 2:.0f}",
        y=str(TOP),
        width=f"{wide * scale:.0f}",
        height=f"{high * scale:.0f}",
    )
    return ET.tostring(chart, encoding="unicode")


def words_picture(readings: Iterable[GoalReading], ranked: frozenset[str]) -> str:
    """Draw a dot for each municipality, in a block for each word of the goal."""
    words = Counter(one.wording.word for one in readings if one.place in ranked and one.wording)
    shown = [word for word in WORDS if words[word]]
    widths = [max(-(-words[word] // ROWS) * PITCH, 170) for word in shown]
    scale = min(INSIDE / max(sum(widths) + 48 * (len(widths) - 1), 1), 1.4)
    left, drawn = 0.0, []
    for word, width in zip(shown, widths, strict=True):
        said = escape(str(GOAL_WORDS[word].word))
        drawn.append(f'<text class="name" x="{left:.0f}" y="26">{words[word]}</text>')
        drawn.append(f'<text class="note" x="{left:.0f}" y="54">{said}</text>')
        drawn += [_dot(left, at, FILLS[word]) for at in range(words[word])]
        left += width + 48
    return f'<g transform="translate({MARGIN} {TOP + 20}) scale({scale:.3f})">{"".join(drawn)}</g>'


def _dot(left: float, at: int, fill: str) -> str:
    x, y = left + DOT / 2 + at // ROWS * PITCH, 80 + at % ROWS * PITCH
    line = LIGHT["line2"] if fill in ("none", LIGHT["v1"]) else fill
    dashed = ' stroke-dasharray="2.5 2"' if fill == "none" else ""
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{DOT / 2 - 1}" fill="{fill}" stroke="{line}"{dashed}/>'


def goals_picture() -> str:
    """Draw the seventeen goals: edge, number and icon."""
    colours: Mapping[str, str] = goal_colours()
    across, step = 9, INSIDE / 9
    drawn = []
    for at, goal in enumerate(goals()):
        x, y = MARGIN + at % across * step, TOP + 12 + at // across * 165
        icon = icon_svg(goal_icon_name(goal.key), 56).replace(
            "<svg ", f'<svg x="{x + 34:.0f}" y="{y + 62:.0f}" ', 1
        )
        place = f'x="{x + 4:.0f}" y="{y}" width="{step - 8:.0f}"'
        drawn.append(
            f'<rect {place} height="145" rx="6" fill="{LIGHT["wash"]}"/>'
            f'<rect {place} height="6" fill="{colours[goal.key]}"/>'
            f'<text class="name" x="{x + step / 2:.0f}" y="{y + 46}" text-anchor="middle">{goal.key}</text>'
            f'<g color="{LIGHT["ink"]}">{icon}</g>'
        )
    return "".join(drawn)


def _placed(drawing: str, x: float, y: float, width: float, height: float) -> str:
    """Set a drawing that is as wide as its place into a place."""
    return (
        f'<svg x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" overflow="visible">'
        f"{drawing}</svg>"
    )


def front_words() -> tuple[str, str]:
    """Return the question of the front page, and the line below it."""
    return (
        _("How does your municipality stand on the sustainable development goals?"),
        _("Figures, what is shared, and what can be done."),
    )
