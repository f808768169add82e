"""The rules but that on climate: what follows from the facts of a purchase, and from which rows."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from loftet.methods.procurement.case import Buyer, Purchase
from loftet.methods.procurement.facts import SPECIAL_KINDS, Facts
from loftet.methods.procurement.rows import LOWER_SCOPE, NATIONAL, Clause, DatedRow, Rule

OUTSIDE, PART1, PART2, PART3, PART4, SECTOR = "outside", "part1", "part2", "part3", "part4", "sector"
NONE, NATIONALLY, EEA = "none", "national", "eea"


class NotApplicable:
    """The answer of a rule that has nothing to say of a purchase."""

    def __repr__(self) -> str:
        return "not applicable"


NOT_APPLICABLE = NotApplicable()


@dataclass(frozen=True, slots=True)
class Consequence:
    """A value, why in a sentence, and the rows it rests on, that which is cited first.

    Two are equal where they say the same, whatever it rests on.
    """

    value: Any
    because: str = field(compare=False)
    rows: tuple[DatedRow, ...] = field(compare=False)
    warnings: tuple[str, ...] = field(compare=False, default=())


def kroner(amount: Decimal) -> str:
    """Write an amount as people read it.

    >>> kroner(Decimal("1300000")), kroner(Decimal("499999.99"))
    ('1 300 000 kr', '499 999.99 kr')
    """
    return f"{amount:,f}".replace(",", " ") + " kr"


def scope(facts: Facts) -> Consequence:
    """Return the part of the regulation that a purchase falls under. Formula: `reaches` of each amount.

    Source: LOA § 2, FOA §§ 5-1 and 5-3; the amounts are rows.
    """
    lower = facts.amount(LOWER_SCOPE)
    if not facts.reaches(lower.amount):
        return Consequence(OUTSIDE, f"the total does not reach {kroner(lower.amount)}", (lower,))
    if facts.is_exempt_research:
        rule = facts.rule("research", "", "")
        because = "research is exempt where not all benefit is the buyer's, or the buyer does not pay for all"
        return Consequence(OUTSIDE, because, (rule, lower))
    if facts.buyer is Buyer.UTILITY:
        rule = facts.rule("scope", SECTOR, "")
        because = f"a utility follows the regulation of its sector from {kroner(lower.amount)}"
        return Consequence(SECTOR, because, (rule, lower), _of_mixed(facts))
    if facts.kind in SPECIAL_KINDS:
        return _special_scope(facts, lower)
    eea = facts.eea_amount(_kind(facts))
    if facts.reaches(eea.amount):
        return Consequence(PART3, f"the total reaches the EEA amount, {kroner(eea.amount)}", (eea,))
    national = facts.amount(NATIONAL)
    if facts.reaches(national.amount):
        because = f"the total reaches {kroner(national.amount)}, and not the EEA amount, {kroner(eea.amount)}"
        return Consequence(PART2, because, (national, eea))
    because = f"the total reaches {kroner(lower.amount)}, and not {kroner(national.amount)}"
    return Consequence(PART1, because, (lower, national))


def _special_scope(facts: Facts, lower: DatedRow) -> Consequence:
    is_health = facts.kind is Purchase.HEALTH
    limit = facts.eea_amount(facts.kind) if is_health else facts.amount(NATIONAL)
    what = "health and social services" if is_health else "special services"
    if facts.reaches(limit.amount):
        because = f"{what}: the total reaches {kroner(limit.amount)}"
        return Consequence(PART4 if is_health else PART2, because, (limit,))
    because = f"{what}: the total does not reach {kroner(limit.amount)}"
    return Consequence(PART1, because, (lower, limit))


def _of_mixed(facts: Facts) -> tuple[str, ...]:
    if len(facts.buyers) == 1:
        return ()
    return ("buyers that are no utilities follow the general regulation: check the part of each",)


def _kind(facts: Facts) -> Purchase:
    """Return the kind that decides the EEA amount: research that is not exempt is a service."""
    return Purchase.SERVICES if facts.kind is Purchase.RESEARCH else facts.kind


def notice(facts: Facts) -> Consequence:
    """Return the least notice that is required. Formula: the part, and the EEA amount of the kind.

    Source: FOA §§ 8-17, 21-1 and 30-5; the amounts are rows.
    """
    of = scope(facts)
    if of.value in (OUTSIDE, PART1):
        return Consequence(NONE, f"{of.because}: there is no duty to announce", of.rows)
    if of.value == PART3:
        return Consequence(EEA, of.because, of.rows)
    if of.value == PART2 and facts.kind is not Purchase.SPECIAL:
        return Consequence(NATIONALLY, of.because, of.rows)
    limit = facts.eea_amount(_kind(facts))
    if facts.reaches(limit.amount):
        return Consequence(EEA, f"the total reaches the EEA amount, {kroner(limit.amount)}", (limit,))
    because = f"the total does not reach the EEA amount, {kroner(limit.amount)}"
    return Consequence(NATIONALLY if of.value == PART2 else NONE, because, (limit, *of.rows))


def row_for(facts: Facts, rule: str, part: str) -> Rule:
    """Return the row of a rule for a part; the notice is asked for only where it matters."""
    asked = notice(facts).value if facts.book.differs_by_notice(rule, part) else ""
    return facts.rule(rule, part, asked)


def _follows(facts: Facts, rule: str) -> tuple[str, Consequence]:
    """Return what a rule says of the part and the notice: its value as text, and the consequence without."""
    of = scope(facts)
    if of.value == OUTSIDE:
        return "", Consequence(False, f"outside the Act: {of.because}", of.rows)
    found = row_for(facts, rule, of.value)
    return found.value, Consequence(False, f"{of.value}: {found.sources['en']}", (found,))


def deadlines(facts: Facts) -> Consequence:
    """Return the shortest time limits in days, or False where no number is set. Formula: of part and notice.

    Source: FOA §§ 20-2 to 20-5.
    """
    text, of = _follows(facts, "deadlines")
    if text in ("", "false"):
        return of
    requests, tenders = map(int, text.split())
    return Consequence({"requests": requests, "tenders": tenders}, of.because, of.rows)


def standstill(facts: Facts) -> Consequence:
    """Return the days between the letter of award and the contract, or False. Formula: of the part.

    Source: FOA § 25-2.
    """
    text, of = _follows(facts, "standstill")
    return of if text in ("", "false") else Consequence(int(text), of.because, of.rows)


def protocol(facts: Facts) -> Consequence:
    """Return the paragraph by which the purchase is recorded. Formula: of the part.

    Source: FOA §§ 7-1, 10-5, 25-5 and 30-1.
    """
    text, of = _follows(facts, "protocol")
    return Consequence(text or NOT_APPLICABLE, of.because, of.rows)


def max_value(facts: Facts) -> Consequence:
    """Return True where a maximum must be stated: of framework agreements. Formula: as said.

    Source: C-216/17, C-23/20.
    """
    if not facts.is_framework:
        rule = facts.rule("max_value", PART3, "")
        return Consequence(NOT_APPLICABLE, "it is no framework agreement", (rule,))
    text, of = _follows(facts, "max_value")
    return Consequence(True if text == "true" else NOT_APPLICABLE, of.because, of.rows)


def dialogue_frozen(facts: Facts) -> Consequence:
    """Return True where advice can no longer be used: from the announcement on. Formula: day ≤ today.

    Source: FOA §§ 9-3 and 12-2.
    """
    text, of = _follows(facts, "dialogue_frozen")
    if text != "true":
        return of
    if facts.day > facts.today:
        return Consequence(False, f"the announcement is ahead, on {facts.day}", of.rows, _contacts(facts))
    because = f"announced on {facts.day}: what suppliers advise after that cannot be used"
    return Consequence(True, because, of.rows, _contacts(facts))


def _contacts(facts: Facts) -> tuple[str, ...]:
    if not facts.case.contacts:
        return ()
    said = (
        "there were contacts after the announcement: record each, tell all suppliers the same, use no advice"
    )
    return (said,)


def splitting(facts: Facts) -> Consequence:
    """Return the lots that are summed, or False where it is not divided. Formula: two lots or more.

    Source: FOA § 5-4.
    """
    if not facts.has_lots:
        return Consequence(False, "it is not divided into lots", (facts.rule("splitting", "", ""),))
    rows = (facts.rule("splitting", "", ""),)
    because = "lots are summed before an amount is compared, and may not be divided to stay below it"
    return Consequence(list(facts.case.lots or ()), because, rows)


def wage_clause(facts: Facts) -> Consequence:
    """Return True where pay and working conditions must be a clause. Formula: kind, and amount of the buyer.

    Source: FOR-2008-02-08-112.
    """
    return _clause(facts, "wage")


def apprentice_clause(facts: Facts) -> Consequence:
    """Return True where apprentices must be a clause. Formula: kind, amount, duration, and hours above 0.

    Source: LOA § 7 and its regulation.
    """
    return _clause(facts, "apprentice")


def _clause(facts: Facts, name: str) -> Consequence:
    of = scope(facts)
    if of.value == OUTSIDE:
        return Consequence(False, f"outside the Act: {of.because}", of.rows)
    row = facts.clause(name)
    reason = _why_not(facts, row)
    if reason:
        return Consequence(False, reason, (row,))
    because = f"the total reaches {kroner(row.amount or Decimal(0))}"
    if row.over_months is not None:
        because += f", it lasts more than {row.over_months} months, and there are hours for apprentices"
    return Consequence(True, because, (row,), tuple(filter(None, (row.warnings.get("en", ""),))))


def _why_not(facts: Facts, row: Clause) -> str:
    if row.amount is None:
        return f"no amount holds on the day: {row.sources['en']}"
    if _kind(facts).value not in row.kinds:
        return f"the duty is not about {facts.kind.value}"
    if not facts.reaches(row.amount):
        return f"the total does not reach {kroner(row.amount)}"
    if row.over_months is None:
        return ""
    if not facts.lasts_over(row.over_months):
        return f"it does not last more than {row.over_months} months"
    return "" if facts.has_hours_for_apprentices else "there are no hours that apprentices could do"
