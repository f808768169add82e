"""Checks of a price curve: volumes that rise, unit prices that do not, and a total that does not fall.

>>> parse_prices("50: 800, Gol 2023\\n200 = 500,5; Ål 2024")
[['50', '800', 'Gol 2023'], ['200', '500.5', 'Ål 2024']]
"""

import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loftet.core.values import plain_text
from loftet.methods.demand import PriceCurve

NUMBER = r"([0-9][0-9 \u00a0]*(?:[.,][0-9]+)?)"
PRICE = re.compile(rf"\s*{NUMBER}\s*[:=;]\s*{NUMBER}\s*[,;:]\s*(\S.*)")
THOUSANDS = re.compile(r"\.[0-9]{3}$")
MOST_PRICES, MOST_DIGITS, LONGEST_SOURCE, LONGEST_TOLD = 12, 12, 120, 40
NOT_A_CURVE = _("Write volume, price and where it is from, such as 50: 800, the agreement from 2023.")


def round_up(volume: float) -> Decimal:
    """Return a volume as a page shows it: three digits, whole from ten on, and not less than it is.

    >>> round_up(179.2), round_up(67.1), round_up(0.0), round_up(12345.6)
    (Decimal('180'), Decimal('68'), Decimal('0.00'), Decimal('1.24E+4'))
    """
    number = Decimal(repr(volume))
    finest = 0 if number >= 10 else -2
    return number.quantize(Decimal(1).scaleb(max(number.adjusted() - 2, finest)), ROUND_CEILING)


def parse_prices(text: str) -> list[list[str]]:
    """Return volume, unit price and source of each line.

    Raises:
        ValidationError: with the first line that is not such.
    """
    knots = []
    for line in filter(str.strip, text.splitlines()):
        found = PRICE.fullmatch(line)
        if found is None:
            raise ValidationError(
                _(
                    "«%(line)s» is not a volume, a price and where it is from, such as "
                    "50: 800, the agreement from 2023."
                ),
                params={"line": line.strip()[:LONGEST_TOLD]},
            )
        knots.append([_plain(found[1]), _plain(found[2]), found[3].strip()])
    return knots


def _plain(number: str) -> str:
    """Return a number as it is stored; a point before three digits may be of thousands or of decimals.

    Raises:
        ValidationError: where it may be either.
    """
    if THOUSANDS.search(number):
        raise ValidationError(
            _(
                "«%(number)s» may be thousands or decimals. Write 1000 without a point, and decimals with a "
                "comma."
            ),
            params={"number": number[:LONGEST_TOLD]},
        )
    return re.sub(r"\s", "", number).replace(",", ".")


def price_curve(knots: object) -> None:
    """Refuse what is not a price curve, each price with its source.

    Raises:
        ValidationError: with the first fault.
    """
    if not isinstance(knots, list) or len(knots) > MOST_PRICES:
        raise ValidationError(_("Write at most %(most)d lines."), params={"most": MOST_PRICES})
    pairs = [_pair(knot) for knot in knots]
    for (volume, price), (later, lower) in pairwise(pairs):
        if later <= volume:
            raise ValidationError(_("Write the smallest volume first, and each volume once."))
        if lower > price:
            raise ValidationError(
                _("The unit price cannot rise with the volume. Leave out the agreement that is least alike.")
            )
    curve = PriceCurve(tuple(float(one) for one, _p in pairs), tuple(float(one) for _v, one in pairs))
    if (at := curve.falls()) is not None:
        raise ValidationError(
            _("At %(volume)s the price falls so fast that more would cost less in all."),
            params={"volume": pairs[at][0]},
        )


def _pair(knot: object) -> tuple[Decimal, Decimal]:
    if not isinstance(knot, Sequence) or len(knot) != 3:
        raise ValidationError(NOT_A_CURVE)
    *words, source = (str(one) for one in knot)
    if any(not re.fullmatch(r"[0-9]+(\.[0-9]+)?", one) or len(one) > MOST_DIGITS for one in words):
        raise ValidationError(NOT_A_CURVE)
    volume, price = (Decimal(one) for one in words)
    if volume <= 0 or price <= 0:
        raise ValidationError(_("A volume and a price are above 0."))
    if not source.strip():
        raise ValidationError(NOT_A_CURVE)
    if len(source) > LONGEST_SOURCE:
        raise ValidationError(
            _("Say in at most %(most)d letters where a price is from."), params={"most": LONGEST_SOURCE}
        )
    plain_text(source)
    return volume, price
