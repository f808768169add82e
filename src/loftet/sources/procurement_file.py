"""A purchase as a TOML file, and what follows from it as JSON: `loftet procurement check`."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from loftet.invalid_input import InvalidInput
from loftet.methods.procurement.case import Borne, Buyer, Case, Environment, Partner, Purchase
from loftet.methods.procurement.check import Checked, answered, check
from loftet.methods.procurement.consequences import scope
from loftet.methods.procurement.facts import LOTS_MAY_DIFFER, facts_of
from loftet.methods.procurement.procedures import Procedure, Suggestion, Wanted, suggest
from loftet.methods.procurement.rows import Amount, Clause, DatedRow, RuleBook
from loftet.sources.tables.toml_record import IsoDay, Listed, Tally, read_record
from loftet.text_files.toml_lines import Keys

MOST = Decimal(10) ** 15  # of any sum: what is larger is a slip, and its cents are lost


@dataclass(frozen=True, slots=True)
class DialogueTable:
    """The table `dialogue`: how many contacts, whether there were any, or a list of them."""

    contacts_after_announcement: Listed | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A purchase as its file has it; every key may be missing."""

    date: IsoDay | None = None
    buyer: Buyer | None = None
    kind: Purchase | None = None
    value: Decimal | None = None
    options: Decimal | None = None
    lots: tuple[Decimal, ...] | None = None
    joint: bool | None = None
    others: tuple[Partner, ...] | None = None
    framework: bool | None = None
    months: Decimal | None = None
    reserved: bool | None = None
    hours_relevant_for_apprentices: Tally | None = None
    benefit: Borne | None = None
    payment: Borne | None = None
    environment: Environment | None = None
    dialogue: DialogueTable | None = None
    wanted: Wanted | None = None


SAME = (
    *("buyer", "kind", "value", "options", "lots", "joint", "framework", "months", "reserved"),
    *("benefit", "payment", "others", "environment"),
)


def check_case(file: Path, book: RuleBook, today: date) -> str:
    """Return what follows from a purchase as JSON.

    Raises:
        InvalidInput: when the file is no purchase, with every fault that was found and its line.
    """
    found = check(read_case(file), book, today)
    return json.dumps(as_json(found), ensure_ascii=False, indent=2)


def suggest_procedures(file: Path, book: RuleBook, rows: Sequence[Procedure], today: date) -> str:
    """Return the procedures for a purchase as JSON, the best first; none where its part is not known.

    Raises:
        InvalidInput: when the file is no purchase, with every fault that was found and its line.
    """
    told = _read_file(file)
    case = _case(told)
    part, fields_of = answered(scope, facts_of(case, book, today))
    wanted = told.wanted or Wanted()
    found = [] if part is None else suggest(rows, part.value, wanted, case.day or today)
    answer = {
        "scope": None if part is None else part.value,
        "procedures": [_suggested(one) for one in found],
        "depends_on": [{"id": "scope", "field": field} for field in fields_of],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _suggested(one: Suggestion) -> dict[str, Any]:
    row = one.row
    return {
        "procedure": row.procedure,
        "name": row.names["en"],
        "code": row.code or None,
        "weeks": list(row.weeks),
        "effort": row.effort,
        "for": list(one.speaks_for),
        "against": list(one.speaks_against),
        "open_questions": list(one.open_questions),
        "citation": _cited(row),
    }


def read_case(file: Path) -> Case:
    """Read a purchase.

    Raises:
        InvalidInput: when anything in it is wrong or impossible, with every fault and its line.
    """
    return _case(_read_file(file))


def _read_file(file: Path) -> CaseFile:
    told, document = read_record(file, CaseFile)
    if problems := [document.problem(cause, keys) for cause, keys in _faults(told)]:
        raise InvalidInput(problems)
    return told


def _case(told: CaseFile) -> Case:
    return Case(
        **{name: getattr(told, name) for name in SAME},
        day=told.date,
        hours=told.hours_relevant_for_apprentices,
        contacts=told.dialogue.contacts_after_announcement if told.dialogue else None,
    )


def _faults(told: CaseFile) -> Iterator[tuple[str, Keys]]:
    for name in ("value", "options", "months", "hours_relevant_for_apprentices"):
        yield from _range_faults(getattr(told, name), (name,))
    for at, lot in enumerate(told.lots or ()):
        yield from _range_faults(lot, ("lots", at))
    for at, other in enumerate(told.others or ()):
        yield from _range_faults(other.value, ("others", at, "value"))
    if told.dialogue:
        contacts = told.dialogue.contacts_after_announcement
        keys = ("dialogue", "contacts_after_announcement")
        yield from _range_faults(contacts, keys)
        if contacts is not None and contacts != contacts.to_integral_value():
            yield f"{contacts} is no whole number of contacts", keys
    yield from _environment_faults(told.environment or Environment())
    if told.others and told.joint is not True:
        yield "others buy, too: then the purchase is joint (joint = true)", ("others", 0)
    if told.lots and told.value is not None:
        summed = sum(told.lots, Decimal(0))
        if abs(summed - told.value) > LOTS_MAY_DIFFER:
            yield f"the lots add up to {summed}, not to the value {told.value}", ("lots",)


def _environment_faults(told: Environment) -> Iterator[tuple[str, Keys]]:
    yield from _range_faults(told.weight, ("environment", "weight"))
    if told.weight is not None and told.weight > 100:
        yield f"a weight of {told.weight} is above 100 percent", ("environment", "weight")
    if told.rank is not None and not 1 <= told.rank <= MOST:
        yield f"{told.rank} is no place in an order, which begins at 1", ("environment", "rank")


def _range_faults(number: Decimal | None, keys: Keys) -> Iterator[tuple[str, Keys]]:
    if number is not None and number < 0:
        yield f"{number} is below 0", keys
    elif number is not None and number > MOST:
        yield f"{number} is above {MOST}", keys


def as_json(found: Checked) -> dict[str, Any]:
    """Return the consequences as they are written: ids in a fixed order, each with its citation."""
    return {
        "value_total": _plain(found.total),
        "consequences": [
            {"id": key, "value": _plain(one.value), "because": one.because, "citation": _cited(one.rows[0])}
            for key, one in found.consequences.items()
        ],
        "not_applicable": [{"id": key, "because": one.because} for key, one in found.not_applicable.items()],
        "depends_on": [{"id": key, "field": field} for key, field in found.depends_on],
        "warnings": list(found.warnings),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value


def _cited(row: DatedRow) -> dict[str, Any]:
    cited = {
        "title": row.sources["en"],
        "url": row.url,
        "status": "primary" if row.is_primary else "secondary",
        "checked": row.checked_at.isoformat(),
        "valid_from": row.valid_from.isoformat(),
    }
    if isinstance(row, Amount | Clause) and row.amount is not None:
        cited["amount"] = _plain(row.amount)
    return cited
