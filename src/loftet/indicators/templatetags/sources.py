"""Template tags that name where figures come from: `{% load sources %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from loftet.editions.rows import Indicator
from loftet.indicators.local_names import local_name

register = template.Library()
register.filter("local_name", local_name)


@register.simple_tag
def source_link(indicator: Indicator) -> str | SafeString:
    """Return the source of an indicator, as a link where the source has a page."""
    name = local_name(indicator.source)
    return format_html('<a class="ds-link" href="{}">{}</a>', indicator.url, name) if indicator.url else name
