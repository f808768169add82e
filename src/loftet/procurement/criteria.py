"""Award criteria as people write them: a line each, «Price: 40», with «climate» last where it is about that.

>>> read_criteria("Pris: 70\\nUtslepp: 30 klima")
[['Pris', '70', False], ['Utslepp', '30', True]]
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Criteria: TypeAlias = Sequence[Sequence[object]]
LINE = re.compile(
    r"\s*(?P<name>[^:]{2,80}?)\s*:\s*(?P<weight>[0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*%?\s*(?P<climate>\S+)?\s*"
)
CLIMATE = ("klima", "miljø", "climate", "environment")
MOST, WHOLE, LONGEST_TOLD = 8, Decimal(100), 40


def read_criteria(text: str) -> list[list[object]]:
    """Return name, weight and whether it is about climate, of each line.

    Raises:
        ValidationError: with the first line that is not understood, and where the weights are not 100.
    """
    found: list[list[object]] = []
    for line in filter(str.strip, text.splitlines()):
        matched = LINE.fullmatch(line)
        word = (matched["climate"] or "").casefold() if matched else ""
        if matched is None or (word and word not in CLIMATE):
            said = _("«%(line)s» is not a criterion and its weight, such as Price: 40.")
            raise ValidationError(said % {"line": line.strip()[:LONGEST_TOLD]})
        found.append([matched["name"], matched["weight"].replace(",", "."), bool(word)])
    if len(found) > MOST:
        raise ValidationError(_("Write at most %(most)d criteria: few that matter.") % {"most": MOST})
    total = sum((_weight(one) for one in found), Decimal(0))
    if found and total != WHOLE:
        said = _("The weights add up to %(total)s, and must add up to 100.")
        raise ValidationError(said % {"total": plain(total)})
    return found


def plain(number: Decimal) -> str:
    """Return a number with a comma, without decimals that say nothing.

    >>> plain(Decimal("29.950")), plain(Decimal("100"))
    ('29,95', '100')
    """
    return f"{number.normalize():f}".replace(".", ",")


def written(criteria: Criteria) -> str:
    """Return criteria as they are written in the form."""
    return "\n".join(f"{one[0]}: {plain(_weight(one))}{' klima' if one[2] else ''}" for one in criteria)


def climate_weight(criteria: Criteria) -> Decimal:
    """Return what the criteria on climate and environment weigh together."""
    return sum((_weight(one) for one in criteria if one[2]), Decimal(0))


def rank_of_climate(criteria: Criteria) -> int | None:
    """Return the place of the first criterion on climate, by weight; None where there is none.

    >>> rank_of_climate([["Pris", "50", False], ["Klima", "20", True], ["Kvalitet", "30", False]])
    3
    """
    weights = [_weight(one) for one in criteria if one[2]]
    if not weights:
        return None
    return 1 + sum(_weight(one) > max(weights) for one in criteria)


def in_order(criteria: Criteria) -> list[tuple[str, str, bool]]:
    """Return name, weight as written, and whether it is about climate; what weighs most comes first."""
    ranked = sorted(criteria, key=_weight, reverse=True)
    return [(str(one[0]), plain(_weight(one)), bool(one[2])) for one in ranked]


def _weight(one: Sequence[object]) -> Decimal:
    return Decimal(str(one[1]))
