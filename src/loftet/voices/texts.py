"""Texts that anybody can send: what is cleaned, and what is refused."""

import re
import unicodedata

from django.utils.translation import gettext as _

from loftet.invalid_input import InvalidInput

MOST_LINKS = 2
LINK = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|net|org|no|info|biz|xyz|ru|top|io)\b", re.IGNORECASE)
INVISIBLE = frozenset({"Cf", "Cc", "Co", "Cn"})
MARKS_IN_A_ROW = 3  # accents on one letter; more are there to cover other lines


def cleaned(text: str) -> str:
    """Return a text as all can see it: without invisible signs, and with few accents on one letter.

    >>> cleaned("Meir\\u200b lys\\u202e på\\r\\nvegen ")
    'Meir lys på\\nvegen'
    """
    kept: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        category = unicodedata.category(sign)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if (category not in INVISIBLE or sign == "\n") and marks <= MARKS_IN_A_ROW:
            kept.append(sign)
    return "".join(kept).strip()


def demand_own_words(text: str) -> None:
    """Refuse a text that says nothing, or that is there for its links.

    Raises:
        InvalidInput: with its field.
    """
    if not any(sign.isalnum() for sign in text):
        raise InvalidInput.because(_("Write something here."), field="text")
    if len(LINK.findall(text)) > MOST_LINKS:
        raise InvalidInput.because(
            _("Write it in your own words, with at most two addresses of web pages."), field="text"
        )
