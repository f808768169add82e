"""Checks of values that people write in a record, and what texts, names and sums of records have alike."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import LONGEST_TOLD

TAG = re.compile(r"<\s*/?\s*[A-Za-z!][^<>]*>")
ALPHABETS = ("CYRILLIC", "GREEK")
LONGEST_TEXT = 2_000  # characters of a text of one's own, of a page


def plain_text(text: str) -> None:
    """Refuse markup: a text is read as it is written.

    Raises:
        ValidationError: with the first tag that is found.
    """
    if found := TAG.search(text):
        raise ValidationError(
            _("Write plain text, without code such as «%(tag)s»."), params={"tag": found[0][:LONGEST_TOLD]}
        )


def one_alphabet(text: str) -> None:
    """Refuse letters of another alphabet that look like ours: a name must be found by those who write it.

    Raises:
        ValidationError: with the first such letter.
    """
    for letter in dict.fromkeys(text):  # each once: somebody sends ten million
        if letter.isalpha() and unicodedata.name(letter, "").startswith(ALPHABETS):
            raise ValidationError(
                _("«%(letter)s» is a letter of another alphabet. Write it again."), params={"letter": letter}
            )


def positive(number: Decimal) -> None:
    """Refuse an amount of zero or less.

    Raises:
        ValidationError: when it is not above zero.
    """
    if number <= 0:
        raise ValidationError(_("Write a number above 0."))


TEXT, NAMES = [plain_text], [plain_text, one_alphabet]
LONG: list[Callable[[Any], None]] = [MaxLengthValidator(LONGEST_TEXT), plain_text]
NOT_NEGATIVE = MinValueValidator(0, _("Write 0, or a number above it."))
NEEDED_SUM: dict[str, Any] = {"max_digits": 14, "decimal_places": 2, "validators": [positive]}
SUMS: dict[str, Any] = {**NEEDED_SUM, "null": True, "blank": True}
