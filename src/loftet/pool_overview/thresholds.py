"""The highest amount of the rules of procurement that the members of a pool reach together.

The amounts are dated rows of `catalogue/procurement/thresholds.csv`. A row that is not primary, or that
nobody has checked for half a year, is shown with a warning; it still answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words, for_reader
from loftet.methods.procurement.rows import (
    EEA_LOCAL,
    EEA_SPECIAL,
    EEA_WORKS,
    LOWER_SCOPE,
    NATIONAL,
    UTILITIES,
    Amount,
    newest,
)
from loftet.pools.models import Kind
from loftet.sources.procurement_rules import AMOUNTS, FOLDER, read_amounts

KINDS_OF: Mapping[str, Sequence[str]] = {
    Kind.GOODS: (LOWER_SCOPE, NATIONAL, EEA_LOCAL),
    Kind.WORKS: (LOWER_SCOPE, NATIONAL, EEA_WORKS),
    Kind.SPECIAL: (LOWER_SCOPE, NATIONAL, EEA_SPECIAL),
    Kind.UTILITIES: (LOWER_SCOPE, UTILITIES),
}
EEA = _("the EEA threshold")
NAMES: Mapping[str, Words] = {
    LOWER_SCOPE: _("the lower limit of the Procurement Act"),
    NATIONAL: _("the national threshold"),
    EEA_LOCAL: EEA,
    EEA_WORKS: EEA,
    EEA_SPECIAL: EEA,
    UTILITIES: _("the EEA threshold of utilities"),
}


@dataclass(frozen=True, slots=True)
class Reached:
    """The highest threshold that a sum reaches; `is_joint` where no part of the sum reaches it alone."""

    threshold: Amount
    total: Decimal
    is_joint: bool

    @property
    def source(self) -> str:
        """Return where the amount was read, in the language of the page."""
        return for_reader(self.threshold.sources)


def reached(
    rows: Iterable[Amount], kinds: Sequence[str], parts: Sequence[Decimal], day: date
) -> Reached | None:
    """Return the highest threshold that parts reach together on a day; None where they reach none.

    An amount applies from and including it, and `valid_from` includes its day.
    """
    total = sum(parts, Decimal(0))
    valid = [one for one in newest_of_each(rows, day) if one.kind in kinds and total >= one.amount]
    if not valid:
        return None
    highest = max(valid, key=lambda one: one.amount)
    return Reached(highest, total, max(parts) < highest.amount)


def newest_of_each(rows: Iterable[Amount], day: date) -> tuple[Amount, ...]:
    """Return the amount of each kind that holds on a day."""
    known = tuple(rows)
    kinds = dict.fromkeys(one.kind for one in known)
    found = (newest((one for one in known if one.kind == kind), day) for kind in kinds)
    return tuple(one for one in found if one is not None)


def read_thresholds(catalogue: Path) -> tuple[Amount, ...]:
    """Read the amounts of the catalogue.

    Raises:
        InvalidInput: with file and line of every cell that cannot be used.
    """
    return read_amounts(catalogue / FOLDER / AMOUNTS)
