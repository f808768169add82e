"""Look-ups in the templates of challenges: `{% load challenges %}`."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(numbers: Mapping[str, int] | str, key: str) -> int | None:
    """Return the number that stands under a key; a page without numbers has none."""
    return numbers.get(key) if isinstance(numbers, Mapping) else None
