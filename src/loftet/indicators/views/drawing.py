"""The line chart of an indicator, drawn or taken from those that were drawn before."""

from django.conf import settings
from django.utils import translation
from django.utils.safestring import mark_safe

from loftet.charts.cache import cached_line
from loftet.editions.rows import Edition
from loftet.indicators.queries.indicator import IndicatorPage


def draw(page: IndicatorPage, edition: Edition) -> str:
    """Return the line chart, drawn or from the cache; its text was escaped when it was drawn."""
    if page.view is None:
        return ""
    svg = cached_line(
        page.view,
        settings.DATA / "charts",
        edition=edition.id,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        key=page.indicator.key,
    )
    return mark_safe(svg)  # noqa: S308 - made by our own renderer, which escapes every text
