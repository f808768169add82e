"""A strip as SVG, twice: for a wide and for a narrow page, which share the faint dots."""

from collections.abc import Iterable
from html import escape

from loftet.charts.strip import UNITS, Strip, StripDot, StripLabel, scaled_dots

LANE = "28"


def strip_pair(wide: Strip, narrow: Strip, label: str, key: str) -> tuple[str, str]:
    """Draw a strip in two sizes of the same values; `key` is the id of the faint dots on the page."""
    dots = _paths(wide.faint, wide.crowd)
    named = f'role="img" aria-label="{escape(label)}"'
    return (
        _drawn(wide, f'<g id="{key}">{dots}</g>', named),
        _drawn(narrow, f'<use href="#{key}"/>', named),
    )


def strip_picture(strip: Strip, label: str, width: float) -> str:
    """Draw a strip for a picture of a fixed width: a page keeps stretched dots round, a picture does not."""
    across = width / UNITS
    faint = [scaled_dots(path, across) for path in strip.faint]
    dots = _paths(faint, scaled_dots(strip.crowd, across) if strip.crowd else "")
    return _drawn(strip, dots, f'role="img" aria-label="{escape(label)}"', stretched=False)


def _paths(faint: Iterable[str], crowd: str) -> str:
    dots = "".join(f'<path class="strip-faint" d="{path}"/>' for path in faint)
    return dots + (f'<path class="strip-crowd" d="{crowd}"/>' if crowd else "")


def _drawn(strip: Strip, dots: str, named: str, *, stretched: bool = True) -> str:
    top, middle, bottom = (f"{one:g}" for one in (strip.top, strip.middle, strip.bottom))
    parts = [f'<svg class="strip" width="100%" height="{strip.height:g}" {named}>']
    if strip.band:
        x, width = strip.band
        parts.append(
            f'<rect class="fill-band" x="{x:g}%" y="{top}" width="{width:g}%" height="{LANE}" rx="4"/>'
        )
    stretch = f' width="100%" height="{LANE}" viewBox="0 0 1000 {LANE}" preserveAspectRatio="none"'
    parts.append(f'<svg y="{top}"{stretch if stretched else ""} overflow="visible">{dots}</svg>')
    for x, is_target in strip.lines:
        kind = "target" if is_target else "line"
        parts.append(f'<line class="strip-{kind}" x1="{x:g}%" x2="{x:g}%" y1="{top}" y2="{bottom}"/>')
    parts += [_leader(name, middle) for name in strip.names if name.leader is not None]
    parts += [_dot(dot, middle) for dot in strip.dots]
    parts += [_text(name, f"halo strip-{'own' if name.strong else 'name'}") for name in strip.names]
    parts += [_text(line, "strip-note") for line in strip.below]
    return "".join((*parts, "</svg>"))


def _leader(name: StripLabel, middle: str) -> str:
    x = f"{name.dot:g}%"
    return f'<line class="strip-leader" x1="{x}" x2="{x}" y1="{name.leader:g}" y2="{middle}"/>'


def _dot(dot: StripDot, middle: str) -> str:
    aside = f' transform="translate({dot.shift:g} 0)"' if dot.shift else ""
    kind = f"strip-dot {dot.css_class}"
    return f'<circle class="{kind}" cx="{dot.x:g}%" cy="{middle}" r="{dot.radius:g}"{aside}/>'


def _text(label: StripLabel, kind: str) -> str:
    return (
        f'<text class="{kind}" x="{label.x:g}%" y="{label.y:g}" text-anchor="{label.anchor}">'
        f"{escape(label.text)}</text>"
    )
