"""Rows of the rules of procurement that somebody must check: their source is secondary, or long unchecked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from loftet.core.kinds import HealthFinding, HealthState
from loftet.core.words import for_reader
from loftet.methods.procurement.rows import CHECKED_FOR
from loftet.sources.procurement_rules import read_procedures, read_rule_book


@dataclass(frozen=True, slots=True)
class RowToCheck:
    """A row that holds or will: what it is called, its source in the language of the page, and why."""

    name: str
    valid_from: date
    source: str
    url: str
    checked_at: date
    is_primary: bool
    is_old: bool


def rows_to_check(today: date) -> Sequence[RowToCheck]:
    """Return the rows that must be checked, those that are old first.

    Raises:
        InvalidInput: when the catalogue has a row that cannot be used.
    """
    catalogue = Path(settings.CATALOGUE)
    rows = (*read_rule_book(catalogue).in_use(today), *read_procedures(catalogue))
    found = [
        RowToCheck(
            one.name,
            one.valid_from,
            for_reader(one.sources),
            one.url,
            one.checked_at,
            one.is_primary,
            one.is_old(today),
        )
        for one in rows
        if one.is_uncertain(today)
    ]
    return sorted(found, key=lambda one: (not one.is_old, one.name, one.valid_from))


def check_procurement(now: datetime) -> HealthFinding:
    """Check that the rules of procurement are of primary sources, and were looked at within half a year."""
    rows = rows_to_check(timezone.localdate(now))
    if not rows:
        return HealthFinding(HealthState.OK, "the rules of procurement are of primary sources, and checked")
    old, secondary = sum(one.is_old for one in rows), sum(not one.is_primary for one in rows)
    said = (
        f"{len(rows)} rows of catalogue/procurement must be checked: {secondary} are not of a primary "
        f"source, {old} were checked more than {CHECKED_FOR.days} days ago; /drift/ lists them"
    )
    return HealthFinding(HealthState.WARN, said)
