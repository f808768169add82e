"""The line chart of an indicator: for the page in three sizes, and as a picture to take elsewhere."""

from django.conf import settings
from django.utils.safestring import mark_safe

from loftet.charts.cache import cached_picture
from loftet.charts.chart import Size
from loftet.charts.line import LineView
from loftet.charts.line_drawing import line_drawing, line_svgs
from loftet.charts.picture import Caption, picture
from loftet.charts.png import png_of
from loftet.core.words import page_language
from loftet.editions.rows import Edition


def draw(view: LineView | None, prefix: str = "chart") -> str:
    """Return the chart in the sizes of pages, one after the other; `charts.css` shows the one that fits."""
    if view is None:
        return ""
    return mark_safe(line_svgs(view, prefix))  # noqa: S308 - drawn by us, every text escaped


def line_picture(view: LineView, caption: Caption) -> str:
    """Return the chart as an SVG file of 1920 × 1080 that says its finding and its source itself."""
    return picture(line_drawing(view, Size.SLIDE, "chart"), caption)


def kept_png(svg: str, edition: Edition, key: str) -> bytes:
    """Return an SVG file as PNG, made once for each edition and drawing."""
    return cached_picture(
        svg,
        png_of,
        settings.DATA / "charts",
        edition=edition.id,
        language=page_language(),
        key=key,
    )
