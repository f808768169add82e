"""Figures as readers write them."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"
HARD_SPACE = "\N{NO-BREAK SPACE}"
SIGNS = {"en": (",", ".")}  # separator of thousands, decimal sign
NORWEGIAN = (HARD_SPACE, ",")


def format_number(value: float, decimals: int, language: str) -> str:
    """Write a number with so many decimals, rounded half up as official statistics are.

    >>> format_number(12345.65, 1, "nn").replace(HARD_SPACE, " ")
    '12 345,7'
    >>> format_number(-0.04, 1, "nb")
    '0,0'
    >>> format_number(-1.25, 1, "en").replace(MINUS, "-")
    '-1.3'
    """
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    thousands, sign = SIGNS.get(language, NORWEGIAN)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", "\0").replace(".", sign).replace("\0", thousands)
    return MINUS + text if rounded < 0 else text
