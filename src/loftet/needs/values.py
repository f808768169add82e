"""Checks of values that people write in a need: plain text, one alphabet, codes that exist."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loftet.status.goal_names import find_goal, find_target

TAG = re.compile(r"<\s*/?\s*[A-Za-z!][^<>]*>")
CPV = re.compile(r"[0-9]{2,8}")
ALPHABETS = ("CYRILLIC", "GREEK")
MOST_KEYS, LONGEST_TOLD = 10, 40


def plain_text(text: str) -> None:
    """Refuse markup: a need is read as it is written.

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


def cpv_prefix(text: str) -> None:
    """Refuse what is not the beginning of a CPV code.

    Raises:
        ValidationError: when it is not two to eight digits.
    """
    if not CPV.fullmatch(text):
        raise ValidationError(_("A CPV code has two to eight digits, such as 45232."))


def known_goals(keys: object) -> None:
    """Refuse a goal that does not exist.

    Raises:
        ValidationError: with the first such one.
    """
    _all_known(keys, find_goal)


def known_targets(keys: object) -> None:
    """Refuse a target that does not exist.

    Raises:
        ValidationError: with the first such one.
    """
    _all_known(keys, find_target)


def _all_known(keys: object, find: Callable[[str], object]) -> None:
    if not isinstance(keys, list) or len(keys) > MOST_KEYS:
        raise ValidationError(_("Name at most %(most)d."), params={"most": MOST_KEYS})
    for key in keys:
        if find(str(key)) is None:
            raise ValidationError(
                _("There is no goal or target «%(key)s»."), params={"key": str(key)[:LONGEST_TOLD]}
            )
