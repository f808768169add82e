"""A notice of Doffin: an answer of its search read, with bounded texts and without persons."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from loftet.invalid_input import InvalidInput

LONGEST = 300  # characters of a text that is kept
ID = re.compile(r"[0-9]{4}-[0-9]{1,9}")
CPV = re.compile(r"([0-9]{8})(?:-[0-9])?")
NUMBER = re.compile(r"[0-9]{9}")
# What points to a person in a heading: an e-mail address, a telephone or a birth number.
PERSONAL = re.compile(r"\S+@\S+|(?<!\d)(?:\+47)?(?:\d[ .]?){8}(?!\d)|(?<!\d)\d{6} ?\d{5}(?!\d)")
# By law the name of a limited company or a cooperative says so; all others may be the names of persons.
FIRMS = frozenset({"AS", "ASA", "SA"})


class Kind(StrEnum):
    """The kinds of notices that are kept."""

    PLANNED = "planned"
    COMPETITION = "competition"
    RESULT = "result"


# By `type` alone: `allTypes` calls a notice of intent a result.
KINDS = {
    "ADVISORY_NOTICE": Kind.PLANNED,
    "PRE_ANNOUNCEMENT": Kind.PLANNED,
    "NOTICE_ON_BUYER_PROFILE": Kind.PLANNED,
    "ANNOUNCEMENT_OF_COMPETITION": Kind.COMPETITION,
    "DYNAMIC_PURCHASING_SCHEME": Kind.COMPETITION,
    "ANNOUNCEMENT_OF_CONCLUSION_OF_CONTRACT": Kind.RESULT,
}
OTHER_TYPES = frozenset({"ANNOUNCEMENT_OF_INTENT", "CANCELLED_OR_MISSING_CONCLUSION_OF_CONTRACT"})


@dataclass(frozen=True, slots=True)
class Buyer:
    """An organisation that announces."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as the search tells of it; `kind` is none where notices of its type are not kept.

    `unknown` is its type where that is not known here.
    """

    id: str
    kind: Kind | None
    title: str
    issued: date
    buyers: tuple[Buyer, ...] = ()
    cpv: tuple[str, ...] = ()
    deadline: date | None = None
    cancelled: bool = False
    value: Decimal | None = None
    winners: tuple[str, ...] = ()
    unknown: str = ""

    def is_about(self, stems: tuple[str, ...]) -> bool:
        """Check whether one of its codes lies under one of the stems.

        >>> Notice("2026-1", Kind.PLANNED, "Røyr", date(2026, 1, 2), cpv=("45232150",)).is_about(("4523",))
        True
        """
        return any(code.startswith(stems) for code in self.cpv)


def stem(code: str) -> str:
    """Return the digits of a CPV code that say something: its zeros at the end stand for «all below».

    >>> stem("45230000"), stem("45"), stem("30000000")
    ('4523', '45', '30')
    """
    return code[:2] + code[2:].rstrip("0")


def read_notice(told: Any) -> Notice:
    """Read one hit of a search.

    Raises:
        InvalidInput: when it is not what the interface answered in 2026.
    """
    if not isinstance(told, Mapping):
        raise InvalidInput.because("a hit of Doffin is no notice")
    key, kind = _text(told, "id"), _text(told, "type")
    if not ID.fullmatch(key):
        raise InvalidInput.because(f"a hit of Doffin has no id that can be used: «{key[:40]}»")
    issued = _day(told.get("issueDate")) or _day(told.get("publicationDate"))
    if issued is None:
        raise InvalidInput.because(f"notice {key} of Doffin has no day")
    codes = [found[1] for one in _list(told, "cpvCodes") if (found := CPV.fullmatch(str(one)))]
    return Notice(
        id=key,
        kind=KINDS.get(kind),
        title=without_persons(_text(told, "heading")) or key,
        issued=issued,
        buyers=tuple(_buyers(told)),
        cpv=tuple(dict.fromkeys(codes)),
        deadline=_day(told.get("deadline")),
        cancelled=_text(told, "status") == "CANCELLED",
        value=_value(told.get("estimatedValue")),
        winners=_winners(told),
        unknown="" if kind in KINDS or kind in OTHER_TYPES else kind or "none",
    )


def without_persons(text: str) -> str:
    """Return a heading without what points to a person.

    >>> without_persons("Spørsmål til kari@gol.example, tlf. 32 02 90 00: røyr 2026-2030")
    'Spørsmål til … tlf. …: røyr 2026-2030'
    """
    return PERSONAL.sub("…", text)


def is_firm(name: str) -> bool:
    """Check whether a name says that it is a firm's.

    >>> is_firm("Demorør AS"), is_firm("Kari Nordmann")
    (True, False)
    """
    return bool(FIRMS.intersection(re.findall(r"\w+", name.upper())))


def _buyers(told: Mapping[str, Any]) -> list[Buyer]:
    rows = [one for one in _list(told, "buyer") if isinstance(one, Mapping)]
    read = [("".join(_text(one, "organizationId").split()), _text(one, "name")) for one in rows]
    return [Buyer(number if NUMBER.fullmatch(number) else "", name) for number, name in read if name]


def _winners(told: Mapping[str, Any]) -> tuple[str, ...]:
    lots = [one for one in _list(told, "lots") if isinstance(one, Mapping)]
    names = [_text(one, "name") for lot in lots for one in _list(lot, "winner")]
    return tuple(dict.fromkeys(one for one in names if is_firm(one)))


def _value(told: Any) -> Decimal | None:
    """Return an estimated value in kroner; another currency is not converted."""
    if not isinstance(told, Mapping) or told.get("currencyCode") != "NOK":
        return None
    try:
        value = Decimal(str(told.get("amount")))
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 < value < Decimal(10) ** 12 else None


def _day(told: Any) -> date | None:
    try:
        return date.fromisoformat(told[:10]) if isinstance(told, str) else None
    except ValueError:
        return None


def _list(told: Any, name: str) -> list[Any]:
    found = told.get(name) if isinstance(told, Mapping) else None
    return found if isinstance(found, list) else []


def _text(told: Any, name: str) -> str:
    found = told.get(name) if isinstance(told, Mapping) else None
    return " ".join(found.split())[:LONGEST] if isinstance(found, str) else ""
