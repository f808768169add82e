"""Look-ups in the templates of challenges: `{% load challenges %}`."""

from collections.abc import Mapping
from typing import Any

from django import template

from loftet.challenges.queries import edition_day

register = template.Library()


@register.filter
def at(of: Mapping[str, Any] | str, key: str) -> Any:
    """Return what stands under a key; a page without such a table has nothing."""
    return of.get(key) if isinstance(of, Mapping) else None


register.filter("edition_day", edition_day)
