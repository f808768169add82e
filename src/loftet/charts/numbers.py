"""Numbers as a reader writes them: decimal comma or point, thousands apart, a true minus."""

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

MINUS = "\N{MINUS SIGN}"
THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"


class NumberStyle(Enum):
    """The decimal sign and the sign between thousands."""

    NORWEGIAN = (",", THIN_SPACE)
    ENGLISH = (".", ",")

    @property
    def decimal(self) -> str:
        """Return the sign before the decimals."""
        return self.value[0]

    @property
    def thousands(self) -> str:
        """Return the sign between groups of three digits."""
        return self.value[1]


SIGNS = {style: {ord(","): style.thousands, ord("."): style.decimal} for style in NumberStyle}


def number_text(number: float, decimals: int, style: NumberStyle) -> str:
    """Write a number with a fixed count of decimals.

    >>> number_text(-1234.5, 1, NumberStyle.ENGLISH)
    '−1,234.5'
    >>> number_text(0.25, 1, NumberStyle.NORWEGIAN)
    '0,3'
    >>> number_text(-0.04, 1, NumberStyle.NORWEGIAN)
    '0,0'
    """
    # Halves go away from zero, as readers and Excel round; float formatting would send 0.25 to 0.2.
    rounded = Decimal(repr(abs(number))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{rounded:,.{decimals}f}".translate(SIGNS[style])
    return MINUS + text if number < 0 < rounded else text
