"""Dated rows of the rules: amounts, clauses, modes of the climate rule, and what else depends on the part.

A row says from when it holds, where it was read, whether that is a primary source, and when it was last
checked. Nothing of the law is a constant of the code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

CHECKED_FOR = timedelta(days=180)  # after that somebody must look at the source again
LOWER_SCOPE, NATIONAL = "lower_scope", "national"
EEA_LOCAL, EEA_WORKS, EEA_SPECIAL = "eea_goods_services_local", "eea_works", "eea_special_services"
STATE, UTILITIES = "state", "utilities"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRow:
    """A row with its period, both days included, and its source; `sources` by language."""

    valid_from: date
    valid_to: date | None = None
    sources: Mapping[str, str]
    url: str = ""
    is_primary: bool
    checked_at: date

    def holds(self, day: date) -> bool:
        """Check whether the row holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def is_old(self, today: date) -> bool:
        """Check whether nobody has looked at the source for more than 180 days."""
        return today - self.checked_at > CHECKED_FOR

    def is_uncertain(self, today: date) -> bool:
        """Check whether somebody must check the row: its source is not primary, or it is long since."""
        return not self.is_primary or self.is_old(today)

    def is_about(self, asked: Mapping[str, str]) -> bool:
        """Check whether the row is about some values of its columns; of many, an empty cell is about all."""
        for column, value in asked.items():
            own = getattr(self, column)
            if isinstance(own, frozenset):
                if own and value not in own:
                    return False
            elif own != value:
                return False
        return True

    @property
    def name(self) -> str:
        """Return what the row is called among those that must be checked."""
        return "row"


Row = TypeVar("Row", bound=DatedRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(DatedRow):
    """An amount in kroner without VAT, of one kind; it applies from and including it."""

    kind: str
    amount: Decimal

    @property
    def name(self) -> str:
        """Return the kind."""
        return self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(DatedRow):
    """A clause that a contract must have: for whose contracts, of which kind, from which amount.

    `over_months` is the duration that the contract must be longer than. Without an amount there is no duty.
    """

    clause: str
    buyers: frozenset[str]
    kinds: frozenset[str]
    amount: Decimal | None
    over_months: Decimal | None = None
    warnings: Mapping[str, str]

    @property
    def name(self) -> str:
        """Return the clause and whose contracts it is about."""
        return f"{self.clause}, {'/'.join(sorted(self.buyers))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimateMode(DatedRow):
    """A way to meet the climate rule, and what must be filled in for it.

    Attributes:
        least_weight: percent, that a weight must reach.
        lowest_rank: the last place among criteria that needs no texts.
        texts: the documents that must be there; with `lowest_rank`, for a later place.
        must_name: beginnings of words, of which the justification has one.
        weak_words: words that make a requirement none.
    """

    mode: str
    least_weight: Decimal | None = None
    lowest_rank: int | None = None
    texts: tuple[str, ...] = ()
    must_name: tuple[str, ...] = ()
    weak_words: tuple[str, ...] = ()
    code: str = ""
    warnings: Mapping[str, str]

    @property
    def name(self) -> str:
        """Return the mode."""
        return f"climate mode {self.mode}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(DatedRow):
    """A value for some parts of the regulation, and some notices; empty means every one."""

    rule: str
    scopes: frozenset[str]
    notices: frozenset[str]
    value: str

    @property
    def name(self) -> str:
        """Return the rule and its parts."""
        return f"{self.rule}, {'/'.join(sorted(self.scopes)) or 'every part'}"


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rows that the rules read."""

    amounts: Sequence[Amount]
    clauses: Sequence[Clause]
    modes: Sequence[ClimateMode]
    rules: Sequence[Rule]
    found: dict[tuple[object, ...], Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def rows(self) -> tuple[DatedRow, ...]:
        """Return every row."""
        return (*self.amounts, *self.clauses, *self.modes, *self.rules)

    def amount(self, kind: str, day: date) -> Amount | None:
        """Return the amount of a kind on a day."""
        return self._newest(self.amounts, day, "amount", kind=kind)

    def clause(self, clause: str, buyer: str, day: date) -> Clause | None:
        """Return the row of a clause for a kind of buyer on a day."""
        return self._newest(self.clauses, day, "clause", clause=clause, buyers=buyer)

    def mode(self, mode: str, day: date) -> ClimateMode | None:
        """Return the row of a mode on a day; none where the mode is not open."""
        return self._newest(self.modes, day, "mode", mode=mode)

    def rule(self, rule: str, scope: str, notice: str, day: date) -> Rule | None:
        """Return what a rule says of a part and a notice on a day."""
        return self._newest(self.rules, day, "rule", rule=rule, scopes=scope, notices=notice)

    def differs_by_notice(self, rule: str, scope: str) -> bool:
        """Check whether what a rule says of a part is another thing for another notice."""
        asked = {"rule": rule, "scopes": scope}
        return any(one.notices for one in self.rules if one.is_about(asked))

    def _newest(self, rows: Sequence[Row], day: date, table: str, **asked: str) -> Row | None:
        key = (table, day, *asked.values())
        if key not in self.found:
            self.found[key] = newest((one for one in rows if one.is_about(asked)), day)
        row: Row | None = self.found[key]
        return row

    def in_use(self, today: date) -> tuple[DatedRow, ...]:
        """Return the rows that hold or will: none that has ended, and no amount that a newer one replaces."""
        replaced = {
            id(one)
            for one in self.amounts
            if one.valid_from <= today and one is not self.amount(one.kind, today)
        }
        kept = (one for one in self.rows if one.valid_to is None or one.valid_to >= today)
        return tuple(one for one in kept if id(one) not in replaced)

    def days(self) -> tuple[date, ...]:
        """Return the days on which something changes, the newest first."""
        begins = {row.valid_from for row in self.rows}
        ends = {row.valid_to + timedelta(days=1) for row in self.rows if row.valid_to is not None}
        return tuple(sorted(begins | ends, reverse=True))


def newest(rows: Iterable[Row], day: date) -> Row | None:
    """Return the row that holds on a day; of several the one that began last."""
    return max((one for one in rows if one.holds(day)), key=lambda one: one.valid_from, default=None)
