"""The drawings of the pages as figures of a report: with the colours of paper, and words beside them."""

import re
from html import escape

from loftet.charts.profile import SHEET, profile
from loftet.charts.profile_svg import GUTTER
from loftet.charts.strip import Strip, widened
from loftet.charts.strip_svg import strip_picture
from loftet.documents.blocks import Figure
from loftet.status.profile import ProfileOfPlace
from loftet.status.share.frame import style_sheet
from loftet.status.strips import IndicatorStrip

WIDTH = SHEET.width + GUTTER  # pixels; as wide as the text of a page, letters are then ten points
ENDS = 20.0  # pixels for the words at both ends of a strip
NOTE = ' class="strip-note"'
# A drawing inside a drawing is cut off at its edges, which is a mask of the whole picture to the renderer.
UNCUT = "svg{overflow:visible}"
HALOED = re.compile(r'<text class="([^"]*)\bhalo\b([^"]*)"([^<]*>.*?</text>)')


def profile_figure(found: ProfileOfPlace, caption: str, link: str) -> Figure:
    """Return the profile with the names of its ringed marks."""
    height = profile(found.columns, SHEET).height
    # The names of the sides are written left of the columns, which pages do not cut off.
    return Figure(_framed(found.sheet, height, left=GUTTER), found.finding, caption, link)


def strip_figure(found: IndicatorStrip, caption: str, link: str) -> Figure:
    """Return a strip with the words at its ends."""
    return _strip_figure(widened(found.strip, WIDTH), found.label, (found.left, found.right), caption, link)


def members_figure(strip: Strip, label: str, caption: str, link: str) -> Figure:
    """Return a strip on which the members of a region are named."""
    return _strip_figure(strip, label, ("", ""), caption, link)


def _strip_figure(strip: Strip, label: str, ends: tuple[str, str], caption: str, link: str) -> Figure:
    height = strip.height + (ENDS if any(ends) else 0)
    left, right = map(escape, ends)
    words = (
        f'<text{NOTE} y="{height - 5:g}">{left}</text>'
        f'<text{NOTE} x="{WIDTH:g}" y="{height - 5:g}" text-anchor="end">{right}</text>'
    )
    drawn = strip_picture(strip, label, WIDTH)
    return Figure(_framed(drawn + (words if any(ends) else ""), height), label, caption, link)


def _framed(drawn: str, height: float, left: float = 0.0) -> str:
    """Set a drawing into one that stands alone, with the rules that pages keep in their style sheet.

    In PDF the halo of a letter covers the letter before it, so such words are written once more on top.
    """
    drawn = HALOED.sub(r'\g<0><text class="\1\2"\3', drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}" height="{height:g}"'
        f' viewBox="0 0 {WIDTH:g} {height:g}" font-family="Inter, sans-serif">'
        f"<style>{UNCUT}{style_sheet()}</style>"
        f'<svg x="{left:g}" width="{WIDTH - left:g}" height="{height:g}">{drawn}</svg>'
        "</svg>"
    )
