"""Template tags that write a figure and name where it comes from: `{% load sources %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from loftet.editions.rows import Indicator
from loftet.status.local_names import local_name
from loftet.status.sentences.words import figure as figure_text
from loftet.status.sentences.words import target_figure

register = template.Library()
register.filter("local_name", local_name)
register.filter("as_target", target_figure)


@register.simple_tag
def source_link(indicator: Indicator) -> str | SafeString:
    """Return the source of an indicator, as a link where the source has a page."""
    name = local_name(indicator.source)
    return format_html('<a class="ds-link" href="{}">{}</a>', indicator.url, name) if indicator.url else name


@register.filter
def figure(value: float, indicator: Indicator) -> str:
    """Write a value of an indicator without its unit; an answer is yes or no."""
    return figure_text(value, indicator, with_unit=False)
