"""The clauses on work of a contract, a line each: from which amount, since when, where it was read.

The rules answer of pay and apprentices; of the chain of suppliers the row is compared with kind and value.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words, for_reader
from loftet.methods.procurement.rows import Clause
from loftet.procurement.check import Demands, book, kind_of_buyer, source_of
from loftet.procurement.models import Kind, Procurement

CLAUSES: Mapping[str, Words] = {
    "wage": _("Pay and working conditions"),
    "apprentice": _("Apprentices"),
    "chain": _("At most two links of suppliers below the firm"),
}


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause, the row of the day, and whether it is a duty here; None where that is not known."""

    words: Words
    row: Clause
    is_duty: bool | None

    @property
    def source(self) -> str:
        """Return where the row was read."""
        return source_of(self.row)

    @property
    def warning(self) -> str:
        """Return what must be looked up besides."""
        found = for_reader(self.row.warnings)
        return found[:1].upper() + found[1:]


def clauses_of(procurement: Procurement, demands: Demands) -> list[ClauseLine]:
    """Return the clauses that there are on the day, for the kind of the buyer that leads."""
    day = procurement.day
    buyer = kind_of_buyer(procurement.lead.kind, procurement.activity)
    rows = {key: book().clause(key, buyer, day) for key in CLAUSES}
    return [
        ClauseLine(CLAUSES[key], row, _is_duty(key, row, procurement, demands))
        for key, row in rows.items()
        if row is not None and row.amount is not None
    ]


def _is_duty(key: str, row: Clause, procurement: Procurement, demands: Demands) -> bool | None:
    if key == "chain":
        if procurement.kind not in (*row.kinds, Kind.SERVICES) or procurement.total < (row.amount or 0):
            return False
        return True if procurement.kind in row.kinds else None  # of services it holds for cleaning
    found = demands.checked.consequences.get(f"{key}_clause")
    return None if found is None else found.value is True
