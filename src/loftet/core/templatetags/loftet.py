"""Figures and signs in templates: `{% load loftet %}`."""

from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from loftet.charts.numbers import NumberStyle, number_text
from loftet.core.contents import sections_of
from loftet.core.panels import panels_in
from loftet.core.words import Sign, gap_sign

register = template.Library()

# The goals of every municipality, and as much again.
KEPT_ADDRESSES = 16_384


def number_style() -> NumberStyle:
    """Return the number format of the page's language."""
    return NumberStyle.ENGLISH if translation.get_language() == "en" else NumberStyle.NORWEGIAN


@register.simple_tag(takes_context=True)
def page_address(context: Context, name: str, *args: object, **query: object) -> str:
    """Return the address of a page with a query, in the edition of the current page."""
    asked = {key: value for key, value in query.items() if value not in ("", None)}
    root = get_urlconf() or settings.ROOT_URLCONF
    address, kept = _reversed(root, get_script_prefix(), name, args), str(context.get("kept_query", ""))
    words = "&".join(filter(None, (urlencode(asked, doseq=True), kept.removeprefix("?"))))
    return f"{address}?{words}" if words else address


@lru_cache(maxsize=KEPT_ADDRESSES)
def _reversed(root: str, prefix: str, name: str, args: tuple[object, ...]) -> str:
    """Return an address without a query; all that `reverse` looks at is named, so that it may be kept."""
    return reverse(name, urlconf=root, args=args)


@register.filter
def number(value: float, decimals: int) -> str:
    """Write a number in the language of the page."""
    return number_text(value, decimals, number_style())


@register.filter
def sign(of: Sign) -> SafeString:
    """Write a status as symbol and word; a screen reader hears the word alone."""
    return format_html(
        '<span class="status status-{}"><i aria-hidden="true">{}</i>{}</span>',
        of.key,
        of.symbol,
        of.word,
    )


@register.filter
def gap(status: str) -> Sign:
    """Return the sign of a gap."""
    return gap_sign(status)


@register.simple_tag(takes_context=True)
def panels(context: Context, spot: str, subject: object = None) -> SafeString:
    """Show what later packages have to show in a spot of a page about something."""
    request = context["request"]
    shown = (
        render_to_string(one.template, dict(one.context), request=request)
        for one in panels_in(spot, request, subject)
    )
    return format_html_join("", "{}", ((mark_safe(part),) for part in shown))  # noqa: S308 - from templates


@register.simple_block_tag
def contents(content: str) -> SafeString:
    """Set before the sections of a page a list of them, where they are many."""
    sections = sections_of(content)
    listed = render_to_string("core/parts/contents.html", {"sections": sections}) if sections else ""
    return mark_safe(listed + content)  # noqa: S308 - from templates
