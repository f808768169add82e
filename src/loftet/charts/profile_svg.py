"""A profile as SVG; colours are classes, `fill-<token>`, which the style sheet paints."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from loftet.charts.mark_svg import mark_svg
from loftet.charts.profile import LINE, NameLabel, PlacedColumn, PlacedMark, Profile

GUTTER = 94.0  # pixels left of the columns, in which the wide drawing names its sides
EDGE = 4.0


@dataclass(frozen=True, slots=True)
class ProfileWords:
    """The words of a profile: its finding for listeners, and the names of its sides."""

    finding: str
    strong: str = ""
    weak: str = ""
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class ProfileLook:
    """The look of a profile: icons of goals as SVG, whether columns are links, whether marks have titles."""

    icons: Mapping[str, str] = field(default_factory=dict)
    linked: bool = True
    titled: bool = False


def profile_svg(profile: Profile, words: ProfileWords, look: ProfileLook | None = None) -> str:
    """Draw a profile as wide as its place, its columns right of the gutter that the style sheet leaves."""
    look = look or ProfileLook(linked=False)
    size = profile.size
    role = "group" if look.linked else "img"
    parts = [
        f'<svg class="profile profile-{size.name}" width="100%" height="{profile.height:g}" role="{role}"'
        f' aria-label="{escape(words.finding)}">',
        *(_ground(column, profile) for column in profile.columns),
        f'<line class="stroke-ink" x1="{-GUTTER if size.names else 0:g}" x2="100%" y1="{profile.line:g}"'
        f' y2="{profile.line:g}" stroke-width="1.5"/>',
        *(_column(column, profile, look) for column in profile.columns),
        *(_name(name) for name in profile.names),
        *(_sides(profile, words) if size.names else ()),
        "</svg>",
    ]
    return "".join(parts)


def _ground(column: PlacedColumn, profile: Profile) -> str:
    place = f'x="{column.left + 0.1:g}%" width="{column.width - 0.2:g}%"'
    shade = f'<rect class="profile-shade" {place} height="{profile.height:g}" rx="4"/>'
    edge = f'<rect class="profile-edge goal-{column.key}" {place} height="{EDGE:g}"/>'
    return (shade if column.shaded else "") + edge


def _column(column: PlacedColumn, profile: Profile, look: ProfileLook) -> str:
    size = profile.size
    drawn = [
        f'<svg class="profile-column" x="{column.middle:g}%" overflow="visible">',
        f'<text class="profile-number" y="20" text-anchor="middle">{column.key}</text>',
        _icon(look.icons.get(column.key, ""), size.icon),
        *(_bar(bar, column.bar, look.titled) for bar in column.bars),
        *(_mark(mark, profile, look.titled) for mark in column.marks),
    ]
    if column.more and profile.unknown:
        foot = profile.unknown + size.mark / 2 + 15
        drawn.append(f'<text class="profile-number" y="{foot:g}" text-anchor="middle">{column.more}</text>')
    drawn.append("</svg>")
    if not look.linked:
        return "".join(drawn)
    hit = f'<rect class="profile-hit" x="{column.left:g}%" width="{column.width:g}%" height="100%"/>'
    name = f"<title>{escape(column.label)}</title>"
    return f'<a href="{escape(column.link)}" tabindex="-1">{name}{hit}{"".join(drawn)}</a>'


def _icon(svg: str, size: float) -> str:
    """Set an icon under the number; the group carries the place, because the icon is whole."""
    return f'<g class="profile-icon" transform="translate({-size / 2:g} 26)">{svg}</g>' if svg else ""


def _mark(mark: PlacedMark, profile: Profile, titled: bool) -> str:
    ring, side = profile.size.ring, 2 * profile.size.ring
    drawn = ""
    if mark.name and mark.kind.is_square:
        drawn = (
            f'<rect class="mark-ring" x="{-ring:g}" y="{mark.y - ring:g}" width="{side:g}" height="{side:g}"'
            ' rx="3"/>'
        )
    elif mark.name:
        drawn = f'<circle class="mark-ring" cy="{mark.y:g}" r="{ring:g}"/>'
    return drawn + mark_svg(mark.kind, profile.size.mark, mark.x, mark.y, mark.label if titled else "")


def _bar(bar: PlacedMark, width: float, titled: bool) -> str:
    """Draw a bar on the line, with a gap in the line around it."""
    left = bar.x - width / 2 - 2
    gap = f'<rect class="fill-surface" x="{left:g}" y="{bar.y - 2:g}" width="{width + 4:g}" height="4"/>'
    return gap + mark_svg(bar.kind, width, bar.x, bar.y, bar.label if titled else "")


def _name(name: NameLabel) -> str:
    place = f'x="{name.x:g}%"'
    lines = "".join(
        f'<tspan {place} dy="{LINE if at else 0:g}">{escape(line)}</tspan>'
        for at, line in enumerate(name.lines)
    )
    return (
        f'<text class="profile-name halo" {place} y="{name.y:g}" text-anchor="{name.anchor}">{lines}</text>'
    )


def _sides(profile: Profile, words: ProfileWords) -> list[str]:
    middle = profile.size.step * 2.5
    texts = [
        ("profile-side", profile.line - middle, words.strong),
        ("profile-side", profile.line + middle, words.weak),
    ]
    if profile.unknown:
        texts.append(("profile-note", profile.unknown, words.unknown))
    return [
        f'<text class="{css}" x="{-GUTTER:g}" y="{y + 5:g}">{escape(text)}</text>'
        for css, y, text in texts
        if text
    ]
