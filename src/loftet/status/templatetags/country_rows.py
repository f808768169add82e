"""Rows of every municipality, of which there are hundreds: a template would draw them ten times slower.

`{% load country_rows %}`.
"""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from loftet.editions.rows import Indicator
from loftet.status.goals.rows import GoalPlace
from loftet.status.indicator.queries import PlaceRow
from loftet.status.sentences.words import figure
from loftet.ui.templatetags.loftet import page_address, sign

register = template.Library()
SLUG = "SLUG"  # stands for a place in an address


@register.simple_tag(takes_context=True)
def indicator_country_rows(context: Context, rows: Iterable[PlaceRow], indicator: Indicator) -> SafeString:
    """Return the rows of an indicator's table: name, figure, year, status, development."""
    address = escape(page_address(context, "municipality", SLUG))
    return mark_safe("\n".join(_indicator_row(row, indicator, address) for row in rows))  # noqa: S308 - escaped


def _indicator_row(row: PlaceRow, indicator: Indicator, address: str) -> str:
    if row.gap is not None:
        cells = f'<td colspan="4">{sign(row.gap)}</td>'
    else:
        value = figure(row.reading.value or 0.0, indicator, with_unit=False)
        cells = (
            f'<td class="figure">{escape(value)}</td><td>{row.reading.year}</td>'
            f'<td>{sign(row.status)}</td><td class="wide-only">{sign(row.trend)}</td>'
        )
    own = ' class="own"' if row.own else ""
    return f"<tr{own}>{_name(row.name, address.replace(SLUG, row.slug, 1) if row.slug else '')}{cells}</tr>"


@register.simple_tag
def goal_country_rows(rows: Iterable[GoalPlace]) -> SafeString:
    """Return the rows of a goal's table: name, word, strong–weak."""
    return mark_safe("\n".join(map(_goal_row, rows)))  # noqa: S308 - escaped


def _goal_row(row: GoalPlace) -> str:
    name, word = _name(row.name, escape(row.address)), escape(row.sign.word)
    return f"<tr>{name}<td>{word}</td><td>{row.counts}</td></tr>"


def _name(name: str, address: str) -> str:
    said = escape(name)
    return (
        f'<th scope="row"><a href="{address}">{said}</a></th>' if address else f'<th scope="row">{said}</th>'
    )
