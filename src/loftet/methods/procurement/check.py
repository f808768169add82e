"""All consequences of a case: what is answered, what does not apply, and what it depends on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loftet.methods.procurement.case import Case
from loftet.methods.procurement.climate import climate_duty, climate_mode_valid
from loftet.methods.procurement.consequences import (
    NOT_APPLICABLE,
    Consequence,
    apprentice_clause,
    deadlines,
    dialogue_frozen,
    max_value,
    notice,
    protocol,
    scope,
    splitting,
    standstill,
    wage_clause,
)
from loftet.methods.procurement.facts import PURCHASE, Facts, NoRow, explore, explore_one, facts_of
from loftet.methods.procurement.rows import CHECKED_FOR, DatedRow, RuleBook

Rule = Callable[[Facts], Consequence]

RULES: Mapping[str, Rule] = {
    "scope": scope,
    "notice": notice,
    "climate_duty": climate_duty,
    "climate_mode_valid": climate_mode_valid,
    "deadlines": deadlines,
    "splitting": splitting,
    "wage_clause": wage_clause,
    "apprentice_clause": apprentice_clause,
    "standstill": standstill,
    "protocol": protocol,
    "max_value": max_value,
    "dialogue_frozen": dialogue_frozen,
}
# What a rule asks of a case besides the purchase.
MORE: Mapping[str, Sequence[str]] = {
    "climate_mode_valid": ("environment.mode", "environment.weight", "environment.rank"),
    "splitting": ("lots",),
    "apprentice_clause": ("months", "hours_relevant_for_apprentices"),
    "max_value": ("framework",),
}
TABLE = "table"  # what an answer depends on where the catalogue has no row for the day
NO_ROW = Consequence(None, "the tables have no row for the day", ())


@dataclass(frozen=True, slots=True)
class Checked:
    """The consequences of a case by id, what does not apply, the fields that an id depends on, warnings."""

    total: Decimal | None
    consequences: Mapping[str, Consequence]
    not_applicable: Mapping[str, Consequence]
    depends_on: Sequence[tuple[str, str]]
    warnings: Sequence[str]


def check(case: Case, book: RuleBook, today: date) -> Checked:
    """Return what follows from a case by the rows of a rule book.

    Shapes: one case. Units: kroner without VAT, days, percent. Formula: a rule whose answer is the same for
    every allowed value of what is not known is answered; else it depends on the fields that change it.
    Errors: none. Source: the rows, each with its own.
    """
    facts = facts_of(case, book, today)
    found: dict[str, Consequence] = {}
    depends: list[tuple[str, str]] = []
    for key, rule in RULES.items():
        answer, fields = answered(rule, facts, MORE.get(key, ()))
        if answer is None:
            depends += [(key, field) for field in fields]
        else:
            found[key] = answer
    answers = {key: one for key, one in found.items() if one.value is not NOT_APPLICABLE}
    apart = {key: one for key, one in found.items() if one.value is NOT_APPLICABLE}
    return Checked(case.total, answers, apart, depends, _warnings(found, case, today))


def answered(
    rule: Rule, facts: Facts, more: Sequence[str] = ()
) -> tuple[Consequence | None, tuple[str, ...]]:
    """Return what a rule says, or None and the fields that it depends on.

    Formula: each unknown is tried, the others held; it matters where that changes the answer. Shapes: none.
    """
    ask = _with_no_row(rule)
    whose_day = facts.case.day
    first: Consequence | None = None
    is_one = True
    for _, answer in explore(ask, facts):
        if answer is NO_ROW and whose_day is None:
            continue  # a day for which there are no rows is not one that can be answered of
        first = first or answer
        if answer != first:
            is_one = False
            break
    if first is not None and is_one and first is not NO_ROW:
        return first, ()
    return None, _fields(ask, facts, more)


def _fields(ask: Rule, facts: Facts, more: Sequence[str]) -> tuple[str, ...]:
    """Return the fields that change the answer, and the table where it has no row."""
    found: list[str] = []
    for name in (*PURCHASE, *more):
        if not facts.fields_of(name):
            continue

        def different(one: Facts, name: str = name) -> bool:
            answers = explore_one(ask, one, name)
            if one.case.day is None:
                answers = [answer for answer in answers if answer is not NO_ROW]
            return any(answer != answers[0] for answer in answers)

        if any(is_different for _, is_different in explore(different, facts)):
            found += facts.fields_of(name)
    if facts.case.day is not None and any(answer is NO_ROW for _, answer in explore(ask, facts)):
        found.append(TABLE)
    return tuple(dict.fromkeys(found))


def _with_no_row(rule: Rule) -> Rule:
    def ask(facts: Facts) -> Consequence:
        try:
            return rule(facts)
        except NoRow:
            return NO_ROW

    return ask


def _warnings(found: Mapping[str, Consequence], case: Case, today: date) -> tuple[str, ...]:
    said: list[str] = []
    for one in found.values():
        said += one.warnings
        said += [text for row in one.rows for text in _about(row, today)]
    if case.reserved:
        said.append("it is reserved: write into the record by which paragraph, and for whom")
    return tuple(dict.fromkeys(said))


def _about(row: DatedRow, today: date) -> tuple[str, ...]:
    said = []
    since = f"{row.name}, from {row.valid_from}"
    if not row.is_primary:
        said.append(f"{since}: the source is secondary, not primary; check it ({row.sources['en']})")
    if row.is_old(today):
        said.append(f"{since}: checked on {row.checked_at}, more than {CHECKED_FOR.days} days before {today}")
    return tuple(said)
