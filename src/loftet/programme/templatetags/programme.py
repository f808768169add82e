"""Words of the programme in templates: `{% load programme %}`."""

from collections.abc import Mapping
from decimal import Decimal

from django import template

from loftet.charts.numbers import number_text
from loftet.programme.catalogue import said
from loftet.ui.numbers import number_style

register = template.Library()


register.filter("in_language", said)


@register.filter
def amount(number: Decimal) -> str:
    """Write hours or a value in the language of the page, without decimals that say nothing."""
    exponent = number.normalize().as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    return number_text(float(number), decimals, number_style())


@register.filter
def named(names: Mapping[str, str], key: str) -> str:
    """Return what a key is called."""
    return names.get(key, key)


@register.filter
def with_comma(number: str) -> str:
    """Write a number of the log as Norwegians do, without decimals that say nothing."""
    return number.rstrip("0").rstrip(".").replace(".", ",") if "." in number else number
