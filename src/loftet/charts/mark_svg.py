"""A mark as SVG: the same square, circle, bar or dashed outline in every picture; colours are classes."""

from html import escape

from loftet.methods.verdicts import MarkKind

BAR = 6.0


def mark_svg(kind: MarkKind, size: float, x: float = 0, y: float = 0, title: str = "") -> str:
    """Draw a mark around a point: a square, a circle, a lying bar, or dashed where it is not known."""
    half = size / 2
    told = f"<title>{escape(title)}</title>" if title else ""
    if kind is MarkKind.UNCERTAIN:
        return _rect(kind, x - half, y - BAR / 2, size, BAR, BAR / 2, told)
    if kind.is_square:
        return _rect(kind, x - half, y - half, size, size, 1, told)
    if kind is MarkKind.UNKNOWN:
        half -= 0.75
    return f'<circle class="{mark_class(kind)}" cx="{x:g}" cy="{y:g}" r="{half:g}">{told}</circle>'


def mark_class(kind: MarkKind) -> str:
    """Return the class of a mark: its fill, or the dashed line of one that is not known."""
    return "mark-unknown" if kind is MarkKind.UNKNOWN else f"fill-{kind.value}"


def _rect(kind: MarkKind, x: float, y: float, width: float, height: float, corner: float, inside: str) -> str:
    return (
        f'<rect class="{mark_class(kind)}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
        f' rx="{corner:g}">{inside}</rect>'
    )
