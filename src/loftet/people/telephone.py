"""Telephone numbers as people write them: Norwegian ones, and those of other countries."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 32  # fifteen digits (E.164), their plus sign, and a blank after each
HOME = "+47"
BETWEEN = re.compile(r"[\s().\-/]+")
NORWEGIAN, SWITCHBOARD = re.compile(r"[2-9][0-9]{7}"), re.compile(r"0[2-9][0-9]{3}")
ABROAD = re.compile(r"\+(?!47)[1-9][0-9]{6,14}")
# Mobile numbers and those of services are said in three parts, the others in four.
IN_THREE, ENDS_OF_THREE, ENDS_OF_FOUR = ("4", "8", "9"), (3, 5, 8), (2, 4, 6, 8)


def written_telephone(text: str) -> str:
    """Return a telephone number as it is written in Norway; that of another country keeps its parts.

    >>> [written_telephone(one) for one in ("32000000", "+47 900-00-000", "0047 32 00 00 00", "02 800")]
    ['32 00 00 00', '900 00 000', '32 00 00 00', '02800']
    >>> written_telephone("0046 (8) 123-456 78")
    '+46 8 123 456 78'

    Raises:
        ValidationError: when it is no telephone number.
    """
    parts = BETWEEN.sub(" ", text).strip()
    if parts.startswith("00"):
        parts = f"+{parts[2:].lstrip()}"
    digits = parts.replace(" ", "")
    home = digits.removeprefix(HOME)
    if NORWEGIAN.fullmatch(home):
        ends = ENDS_OF_THREE if home.startswith(IN_THREE) else ENDS_OF_FOUR
        return " ".join(home[begin:end] for begin, end in zip((0, *ends), ends, strict=False))
    if SWITCHBOARD.fullmatch(digits):
        return digits
    if ABROAD.fullmatch(digits):
        return parts
    raise ValidationError(
        _("This is no telephone number. Write eight digits, or a number from abroad with + first.")
    )


def check_telephone(text: str) -> None:
    """Check a telephone number that is stored.

    Raises:
        ValidationError: when it is none.
    """
    written_telephone(text)
