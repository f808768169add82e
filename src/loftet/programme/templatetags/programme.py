"""Words of the programme in templates: `{% load programme %}`."""

from collections.abc import Mapping

from django import template

from loftet.programme.catalogue import said
from loftet.sources.catalogue.record import Words

register = template.Library()


@register.filter
def in_language(words: Words) -> str:
    """Give words of the catalogue in the language of the page."""
    return said(words)


@register.filter
def named(names: Mapping[str, str], key: str) -> str:
    """Give what a key is called."""
    return names.get(key, key)


@register.filter
def with_comma(number: str) -> str:
    """Write a number of the log as Norwegians do, without decimals that say nothing."""
    return number.rstrip("0").rstrip(".").replace(".", ",") if "." in number else number
