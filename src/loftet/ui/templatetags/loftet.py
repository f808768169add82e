"""Figures and signs in templates: `{% load loftet %}`."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from loftet.charts.icons import icon_svg
from loftet.charts.numbers import number_text
from loftet.charts.outline_map import PlaceOnMap
from loftet.core.hyphens import soft_hyphens
from loftet.core.pages.lists import short_day
from loftet.core.registry import panels_in
from loftet.core.words import Sign, gap_sign
from loftet.ui.icons import goal_icon_name
from loftet.ui.numbers import number_style, number_word

register = template.Library()

# The goals of every municipality, and as much again.
KEPT_ADDRESSES = 16_384
KEPT_SIGNS = 1024

register.filter("in_words", number_word)
register.filter("short_day", short_day, expects_localtime=True)


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
def last_day(over: date | None) -> date | None:
    """Return the last day of what is over on a day: people count it in."""
    return over - timedelta(days=1) if over else None


@register.filter
def sign(of: Sign) -> SafeString:
    """Write a status as symbol and word; a screen reader hears the word alone."""
    return _sign_html(of.key, of.symbol, str(of.word))


@lru_cache(maxsize=KEPT_SIGNS)
def _sign_html(key: str, symbol: str, word: str) -> SafeString:
    """Write a sign; a table of all municipalities has hundreds of the same few."""
    return format_html(
        '<span class="status status-{}"><i aria-hidden="true">{}</i>{}</span>', key, symbol, word
    )


@register.simple_tag
def map_places(places: Iterable[PlaceOnMap], own: Collection[str], outlines: str) -> SafeString:
    """Draw the places of a map, each a link with its name and figure: there are hundreds of them."""
    return mark_safe("".join(_map_place(place, place.code in own, outlines) for place in places))  # noqa: S308 - escaped


def _map_place(place: PlaceOnMap, is_own: bool, outlines: str) -> str:
    title = escape(f"{place.name}: {place.value}" if place.value else place.name)
    return (
        f'<a href="{escape(place.link)}"{" data-own" if is_own else ""}><title>{title}</title>'
        f'<use class="fill-{place.kind}" href="{outlines}#m{place.code}"/></a>'
    )


@register.simple_tag
def icon(name: str, size: int = 24) -> SafeString:
    """Draw an icon of `charts/icons.json`, which listeners do not meet."""
    return mark_safe(icon_svg(name, size))  # noqa: S308 - from our own file


@register.simple_tag
def goal_icon(goal: str, size: int = 24) -> SafeString:
    """Draw the icon of a goal, by its number."""
    return mark_safe(icon_svg(goal_icon_name(str(goal)), size))  # noqa: S308 - from our own file


@register.filter(name="soft_hyphens")
def with_soft_hyphens(text: str) -> str:
    """Return a heading whose long words may break."""
    return soft_hyphens(str(text))


@register.filter
def gap(status: str) -> Sign:
    """Return the sign of a gap."""
    return gap_sign(status)


@register.simple_tag(takes_context=True)
def panels(context: Context, spot: str, subject: object = None) -> SafeString:
    """Show what later packages have to show in a spot of a page about something."""
    request = context["request"]
    is_found = "found_panels" in context and spot == context.get("spot") and subject is context.get("subject")
    found = context["found_panels"] if is_found else panels_in(spot, request, subject)
    shown = (
        render_to_string(one.template, dict(one.context), request=request) for one in found if one.template
    )
    return format_html_join("", "{}", ((mark_safe(part),) for part in shown))  # noqa: S308 - from templates


@register.simple_block_tag
def about_figures(content: str, summary: str = "") -> str:
    """Show source, gaps and method under one line that opens."""
    told = {"content": mark_safe(content), "summary": summary}  # noqa: S308 - from templates
    return render_to_string("core/parts/about_figures.html", told)


@register.simple_block_tag
def fold(content: str, title: str, said: str = "", name: str = "", is_open: bool = False) -> str:
    """Show a section under one line that opens: its title, and a word that says what is inside."""
    told = {"content": mark_safe(content), "title": title, "said": said}  # noqa: S308 - from templates
    return render_to_string("core/parts/fold.html", told | {"name": name, "is_open": is_open})
