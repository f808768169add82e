"""The number format of the page's language."""

from django.utils import translation

from loftet.charts.numbers import NumberStyle


def number_style() -> NumberStyle:
    """Return the number format of the page's language."""
    return NumberStyle.ENGLISH if translation.get_language() == "en" else NumberStyle.NORWEGIAN
