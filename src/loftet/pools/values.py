"""The check of a price curve: volumes that rise, unit prices that do not, and a total that does not fall."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loftet.core.values import plain_text
from loftet.methods.demand import PriceCurve

MOST_PRICES, MOST_DIGITS, LONGEST_SOURCE = 12, 12, 120
NOT_A_CURVE = _("Write volume, price and where it is from, such as 50: 800, the agreement from 2023.")


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
