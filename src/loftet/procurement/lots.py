"""Lots as people write them: a line each with its sum, «North: 700 000»; or why it is not divided.

>>> read_lots("Nord: 700 000\\nSør: 500000,50 kr")
[['Nord', '700000'], ['Sør', '500000.50']]
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from loftet.procurement.criteria import LONGEST_TOLD, plain

Lots: TypeAlias = Sequence[Sequence[str]]
SPACES = re.compile(r"[ \u00a0\u202f]")
LINE = re.compile(
    r"\s*(?P<name>[^:]{1,80}?)\s*:\s*(?P<sum>[0-9][0-9 \u00a0\u202f]{0,18}(?:,[0-9]{1,2})?)\s*(?:kr)?\s*"
)
FEWEST, MOST = 2, 30


def read_lots(text: str) -> list[list[str]]:
    """Return the name and the sum of each line.

    Raises:
        ValidationError: with the first line that is not understood, and where there is one lot alone.
    """
    found = [_lot(line) for line in filter(str.strip, text.splitlines())]
    if found and not FEWEST <= len(found) <= MOST:
        said = _("Write from %(fewest)d to %(most)d lots, or why it is not divided.")
        raise ValidationError(said % {"fewest": FEWEST, "most": MOST})
    return found


def _lot(line: str) -> list[str]:
    matched = LINE.fullmatch(line)
    amount = SPACES.sub("", matched["sum"]).replace(",", ".") if matched else "0"
    if matched is None or Decimal(amount) == 0:
        said = _("«%(line)s» is not a lot and its sum, such as North: 700 000.")
        raise ValidationError(said % {"line": line.strip()[:LONGEST_TOLD]})
    return [matched["name"], amount]


def sums_of(lots: Lots) -> tuple[Decimal, ...]:
    """Return the sum of each lot."""
    return tuple(Decimal(one[1]) for one in lots)


def written(lots: Lots) -> str:
    """Return lots as they are written in the form."""
    return "\n".join(f"{name}: {plain(Decimal(amount))}" for name, amount in lots)


def named(lots: Lots) -> list[tuple[str, Decimal]]:
    """Return name and sum of each lot, as pages and documents show them."""
    return [(name, Decimal(amount)) for name, amount in lots]


def lots_fault(lots: Lots, value: Decimal) -> str:
    """Return what is wrong where the lots are not the value of all buyers without options."""
    total = sum(sums_of(lots), Decimal(0))
    if not lots or total == value:
        return ""
    words = _("The lots add up to %(total)s kr. All buyers together buy for %(value)s kr without options.")
    return words % {"total": plain(total), "value": plain(value)}
