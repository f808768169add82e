"""Facts that rules ask of a case, and every answer there could be where the case does not say.

A rule reads a field; where the case lacks it, `Unknown` names the field and the answers that differ for the
rules, and the rule is asked again with each. What it says for all of them alike is known, whatever the field.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from loftet.methods.procurement.case import Borne, Buyer, Case, Environment, Mode, Purchase
from loftet.methods.procurement.rows import (
    EEA_LOCAL,
    EEA_SPECIAL,
    EEA_WORKS,
    STATE,
    UTILITIES,
    Amount,
    Clause,
    Rule,
    RuleBook,
)

Answer = TypeVar("Answer")
Choice = TypeVar("Choice")

TOTAL, PARTNERS = "total", "partners"
PURCHASE = ("date", TOTAL, "kind", "buyer", PARTNERS, "benefit", "payment")
LOTS_MAY_DIFFER = Decimal("0.01")  # as the sums of a case are rounded
LEAST = Decimal("0.000001")
SPECIAL_KINDS = (Purchase.SPECIAL, Purchase.HEALTH)
# The questions that are put only once another is answered: whether that is still open.
FOLLOWS: Mapping[str, Callable[[Case], bool]] = {
    "benefit": lambda case: case.kind is None,
    "payment": lambda case: case.kind is None,
    "environment.weight": lambda case: case.environment is None or case.environment.mode is None,
    "environment.rank": lambda case: case.environment is None or case.environment.mode is None,
}


class Unknown(Exception):  # noqa: N818 - not an error: the case does not say it
    """A rule has asked what the case does not say; each of `options` adds a possible answer to facts."""

    def __init__(self, name: str, options: "Sequence[Callable[[Facts], Facts]]") -> None:
        super().__init__(name)
        self.name = name
        self.options = options


class NoRow(Exception):  # noqa: N818 - not an error of the rules
    """The catalogue has no row for the day."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A case, the rows, and what has been assumed of it; the total is from `low` on and `below` a limit.

    Where the limit is `low` itself, that is the total.
    """

    case: Case
    book: RuleBook
    today: date
    low: Decimal
    below: Decimal | None
    assumed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """Return the day of the announcement."""
        known: date | None = self.case.day or self.assumed.get("date")
        if known is not None:
            return known
        days = {*self.book.days(), self.today, self.today + timedelta(days=1)}
        return self._ask("date", sorted(days, reverse=True))

    @property
    def buyer(self) -> Buyer:
        """Return the kind of the buyer."""
        return self.case.buyer or self._ask("buyer", list(Buyer))

    @property
    def buyers(self) -> frozenset[Buyer]:
        """Return the kinds of all buyers; another is of the own kind, where nothing is said of it."""
        named = {one.buyer or self.buyer for one in self.case.others or ()}
        if not self.case.partners_are_known:
            more = self._ask(PARTNERS, [None, *Buyer])
            named |= {more} if more else set()
        return frozenset({self.buyer, *named})

    @property
    def kind(self) -> Purchase:
        """Return the kind of the purchase."""
        return self.case.kind or self._ask("kind", list(reversed(Purchase)))

    @property
    def is_exempt_research(self) -> bool:
        """Check whether it is research of which not all benefit and cost are the buyer's."""
        if self.kind is not Purchase.RESEARCH:
            return False
        benefit = self.case.benefit or self._ask("benefit", list(Borne))
        payment = self.case.payment or self._ask("payment", list(Borne))
        return not benefit is payment is Borne.BUYER

    @property
    def is_framework(self) -> bool:
        """Check whether it is a framework agreement."""
        known = self.case.framework
        return known if known is not None else self._ask("framework", [True, False])

    @property
    def has_lots(self) -> bool:
        """Check whether it is divided into lots."""
        known = self.case.lots
        return len(known) > 1 if known is not None else self._ask("lots", [True, False])

    def lasts_over(self, months: Decimal) -> bool:
        """Check whether the contract lasts longer than some months."""
        known = self.case.months
        return known > months if known is not None else self._ask("months", [True, False])

    @property
    def has_hours_for_apprentices(self) -> bool:
        """Check whether there are hours that apprentices could do."""
        known = self.case.hours
        if known is not None:
            return known > 0
        return self._ask("hours_relevant_for_apprentices", [True, False])

    @property
    def environment(self) -> Environment:
        """Return how the climate rule is met, as far as that is known."""
        return self.case.environment or Environment()

    @property
    def mode(self) -> Mode:
        """Return the mode of the climate rule."""
        return self.environment.mode or self._ask("environment.mode", list(Mode))

    def weighs(self, least: Decimal) -> bool:
        """Check whether climate and environment weigh so many percent."""
        known = self.environment.weight
        return known >= least if known is not None else self._ask("environment.weight", [True, False])

    def is_ranked(self, lowest: int) -> bool:
        """Check whether climate and environment are among so many criteria that come first."""
        known = self.environment.rank
        return known <= lowest if known is not None else self._ask("environment.rank", [True, False])

    def reaches(self, amount: Decimal) -> bool:
        """Check whether the whole purchase reaches an amount, which it does where they are equal."""
        if self.low >= amount:
            return True
        if self.below is not None and self.below <= amount:
            return False
        raise Unknown(TOTAL, [lambda one: replace(one, low=amount), lambda one: replace(one, below=amount)])

    def amount(self, kind: str) -> Amount:
        """Return the amount of a kind on the day."""
        return _there(self.book.amount(kind, self.day))

    def eea_amount(self, kind: Purchase) -> Amount:
        """Return the EEA amount of a kind of purchase: the strictest of all buyers'."""
        if kind is Purchase.WORKS:
            return self.amount(EEA_WORKS)
        if kind in SPECIAL_KINDS:
            return self.amount(EEA_SPECIAL)
        own = {Buyer.STATE: STATE, Buyer.UTILITY: UTILITIES}
        kinds = sorted({own.get(one, EEA_LOCAL) for one in self.buyers})
        return min((self.amount(one) for one in kinds), key=lambda one: one.amount)

    def clause(self, clause: str) -> Clause:
        """Return the row of a clause: the strictest of all buyers'."""
        rows = [_there(self.book.clause(clause, one, self.day)) for one in sorted(self.buyers)]
        return min(rows, key=lambda one: (one.amount is None, one.amount or 0))

    def rule(self, rule: str, scope: str, notice: str) -> Rule:
        """Return what a rule says of a part of the regulation and a notice on the day."""
        return _there(self.book.rule(rule, scope, notice, self.day))

    def _ask(self, name: str, options: Sequence[Choice]) -> Choice:
        if name in self.assumed:
            known: Choice = self.assumed[name]
            return known
        raise Unknown(name, [partial(_assume, name, one) for one in options])

    def fields_of(self, name: str) -> tuple[str, ...]:
        """Return the fields of the case that an unknown is about, as its file calls them.

        A question that follows another is not put before that is answered: who else buys, when it is not
        known whether somebody does; whose benefit it is, when it is not known to be research.
        """
        case = self.case
        if name in FOLLOWS and FOLLOWS[name](case):
            return ()
        if name not in (TOTAL, PARTNERS):
            is_environment = name.startswith("environment") and case.environment is None
            return ("environment",) if is_environment else (name,)
        whose: tuple[str, ...] = ()
        if not case.partners_are_known:
            whose = ("joint",) if case.joint is None else ("others",)
        if name == PARTNERS:
            return whose
        own = [word for word in ("value", "options") if getattr(case, word) is None]
        others = [f"others[{at}].value" for at, one in enumerate(case.others or (), 1) if one.value is None]
        return (*own, *others, *whose)


def _assume(name: str, value: Any, facts: Facts) -> Facts:
    return replace(facts, assumed={**facts.assumed, name: value})


Row = TypeVar("Row")


def _there(row: Row | None) -> Row:
    if row is None:
        raise NoRow
    return row


def facts_of(case: Case, book: RuleBook, today: date) -> Facts:
    """Return the facts of a case, the total as narrow as its known parts make it; lots tell the own share."""
    low = sum((part for part in case.parts if part is not None), Decimal(0))
    if case.total is not None:
        return Facts(case, book, today, low, low)
    if case.value is None and case.lots:
        summed = sum(case.lots, Decimal(0))
        low += max(summed - LOTS_MAY_DIFFER, Decimal(0))
        if case.partners_are_known and all(part is not None for part in case.parts[1:]):
            return Facts(case, book, today, low, low + 2 * LOTS_MAY_DIFFER + LEAST)
    return Facts(case, book, today, low, None)


def explore(ask: Callable[[Facts], Answer], facts: Facts) -> Iterator[tuple[Facts, Answer]]:
    """Return what a rule says for each answer to what is not known, and the facts that it says it of."""
    try:
        answer = ask(facts)
    except Unknown as unknown:
        for add in unknown.options:
            yield from explore(ask, add(facts))
    else:
        yield facts, answer


def explore_one(ask: Callable[[Facts], Answer], facts: Facts, name: str) -> list[Answer]:
    """Return what a rule says for each answer to one unknown; another one is raised."""
    try:
        return [ask(facts)]
    except Unknown as unknown:
        if unknown.name != name:
            raise
        return [answer for add in unknown.options for answer in explore_one(ask, add(facts), name)]
