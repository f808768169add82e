"""Organisation numbers: nine digits, of which the last checks the others (modulus 11).

>>> read_number("974 760 673"), read_number("NO 971032146 MVA")
('974760673', '971032146')
>>> [check_digit(stem) for stem in ("97476067", "97103214", "91000008")]  # the last one is never issued
[3, 6, None]
"""

import re
from enum import StrEnum

from loftet.invalid_input import InvalidInput, Problem

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
WRITTEN = re.compile(r"(?:NO)?([0-9]{9})(?:MVA)?")
LONGEST = 40  # a longer text is no number


class NumberFault(StrEnum):
    """The reasons for which a text is no organisation number."""

    NOT_NINE_DIGITS = "it does not have nine digits"
    WRONG_CHECK_DIGIT = "its last digit does not fit the others"


class WrongNumber(InvalidInput):
    """A text is no organisation number."""

    def __init__(self, fault: NumberFault) -> None:
        super().__init__([Problem(fault.value)])
        self.fault = fault


def read_number(text: str) -> str:
    """Return the nine digits of an organisation number; blanks, «NO» and «MVA» may stand around them.

    Raises:
        WrongNumber: with what is wrong.
    """
    written = "".join(text.split()).upper() if len(text) <= LONGEST else ""
    found = WRITTEN.fullmatch(written)
    if found is None:
        raise WrongNumber(NumberFault.NOT_NINE_DIGITS)
    number = found[1]
    if check_digit(number[:8]) != int(number[8]):
        raise WrongNumber(NumberFault.WRONG_CHECK_DIGIT)
    return number


def check_digit(stem: str) -> int | None:
    """Return the ninth digit that belongs to eight; None where it would be ten."""
    rest = sum(int(digit) * weight for digit, weight in zip(stem, WEIGHTS, strict=True)) % 11
    return None if rest == 1 else -rest % 11
