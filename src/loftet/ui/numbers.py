"""Numbers in the language of the page: how they are written, and small ones as words."""

from django.utils import translation
from django.utils.translation import gettext as _

from loftet.charts.numbers import NumberStyle

LARGEST_WORD = 12


def number_style() -> NumberStyle:
    """Return the number format of the page's language."""
    return NumberStyle.ENGLISH if translation.get_language() == "en" else NumberStyle.NORWEGIAN


def number_word(number: int) -> str:
    """Return a small number as a word for the inside of a sentence, a larger one in digits."""
    words = {
        1: _("one"),
        2: _("two"),
        3: _("three"),
        4: _("four"),
        5: _("five"),
        6: _("six"),
        7: _("seven"),
        8: _("eight"),
        9: _("nine"),
        10: _("ten"),
        11: _("eleven"),
        12: _("twelve"),
    }
    return words.get(number, str(number))
