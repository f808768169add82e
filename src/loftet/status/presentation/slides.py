"""A slide: a finding, a line below it, and a part that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from loftet.status.strips import IndicatorStrip

# Drawings are made for text of 14 px and shown so much larger: 24 px on a screen of 1920 × 1080.
SCALE = 1.72
WIDTH = 1760.0  # pixels between the margins of a slide
LONG = 52  # letters of a title on one line
STRIP = 1130.0  # pixels of a strip beside its words


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: the template of its part, and what that shows."""

    part: str
    title: str
    lead: str
    content: object = None

    @property
    def is_long(self) -> bool:
        """Check whether the finding is too long for the largest text."""
        return len(self.title) > LONG

    @property
    def template(self) -> str:
        """Return the template of the part."""
        return f"status/parts/slide_{self.part}.html"


@dataclass(frozen=True, slots=True)
class StripLine:
    """A figure on a slide: its name, a line about it, and where it lies among all."""

    name: str
    sentence: str
    strip: IndicatorStrip | None

    @property
    def drawing(self) -> SafeString:
        """Return the strip as large as a slide shows it."""
        assert self.strip is not None
        return strip_drawing(self.strip, STRIP)


def strip_drawing(found: IndicatorStrip, width: float) -> SafeString:
    """Return a strip as a drawing that grows with the slide; `width` is its share of the slide in pixels."""
    drawn = render_to_string("charts/strip.svg", {"strip": found.strip, "label": found.label})
    return enlarged(drawn, width / SCALE, found.strip.height)


def enlarged(drawing: str, width: float, height: float, left: float = 0.0, right: float = 0.0) -> SafeString:
    """Set a fluid drawing into one that grows with the slide: `width` by `height` in its own pixels.

    `left` and `right` are the margins in which it writes beside itself.
    """
    inside = width - left - right
    frame = f'<svg class="slide-drawing" viewBox="0 0 {width:.0f} {height:.0f}">'
    place = f'<svg x="{left:g}" width="{inside:.0f}" height="{height:.0f}" overflow="visible">'
    return mark_safe(f"{frame}{place}{drawing}</svg></svg>")  # noqa: S308 - drawn by us


def without_stop(sentences: Sequence[str], at: int) -> str:
    """Return a sentence without its full stop, as a heading has none; empty where there is no such one."""
    return sentences[at].rstrip(".") if at < len(sentences) else ""
