"""An organisation of Enhetsregisteret: its answers read, with bounded texts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from loftet.invalid_input import InvalidInput
from loftet.text_files.rows import read_whole

LONGEST = 300  # characters of a text that is kept
MOST_BRANCHES = 50
# In this order: an organisation that is bankrupt and removed is told of as removed.
TROUBLES = (
    ("slettedato", "deleted"),
    ("konkurs", "bankrupt"),
    ("underTvangsavviklingEllerTvangsopplosning", "forced"),
    ("underAvvikling", "winding_up"),
)


class Trouble(StrEnum):
    """The reasons for which an organisation cannot take on anything new."""

    NONE = ""
    DELETED = "deleted"
    BANKRUPT = "bankrupt"
    FORCED = "forced"
    WINDING_UP = "winding_up"


@dataclass(frozen=True, slots=True)
class Branch:
    """A place where an organisation works (underenhet)."""

    number: str
    name: str
    municipality: str = ""
    town: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """An organisation as the register tells of it; `municipality` is the code of where it lies."""

    number: str
    name: str
    form: str = ""
    form_name: str = ""
    activity: str = ""
    activity_name: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    municipality: str = ""
    email: str = ""
    website: str = ""
    employees: int | None = None
    trouble: Trouble = Trouble.NONE
    branches: tuple[Branch, ...] = ()

    def snapshot(self) -> dict[str, Any]:
        """Return what is kept, as JSON takes it."""
        return asdict(self)


def kept_company(told: Mapping[str, Any]) -> Company:
    """Build an organisation from what `snapshot` gave."""
    branches = tuple(Branch(**one) for one in told["branches"])
    return Company(**{**told, "trouble": Trouble(told["trouble"]), "branches": branches})


@cache
def business_forms() -> frozenset[str]:
    """Return the codes of the forms of organisations that do business for their owners.

    >>> "AS" in business_forms(), "SA" in business_forms()
    (True, False)
    """
    rows = read_whole(Path(__file__).parent / "business_forms.csv", ("form", "name", "as_of"))
    return frozenset(row.cells["form"] for row in rows)


def read_company(told: Any) -> Company:
    """Read an answer about one organisation.

    Raises:
        InvalidInput: when it is not what the interface describes.
    """
    if not isinstance(told, Mapping):
        raise InvalidInput.because("the answer of Enhetsregisteret is no organisation")
    address = told.get("forretningsadresse") or told.get("postadresse") or {}
    street = address.get("adresse") if isinstance(address, Mapping) else None
    people = told.get("antallAnsatte")
    return Company(
        number=_needed(told, "organisasjonsnummer"),
        name=_needed(told, "navn"),
        form=_text(told, "organisasjonsform", "kode"),
        form_name=_text(told, "organisasjonsform", "beskrivelse"),
        activity=_text(told, "naeringskode1", "kode"),
        activity_name=_text(told, "naeringskode1", "beskrivelse"),
        street=", ".join(map(str, street))[:LONGEST] if isinstance(street, list) else "",
        postal_code=_text(address, "postnummer"),
        town=_text(address, "poststed"),
        municipality=_text(address, "kommunenummer"),
        email=_text(told, "epostadresse"),
        website=_text(told, "hjemmeside"),
        employees=people if isinstance(people, int) and not isinstance(people, bool) else None,
        trouble=next((Trouble(kind) for name, kind in TROUBLES if told.get(name)), Trouble.NONE),
    )


def read_branches(told: Any) -> tuple[Branch, ...]:
    """Read the places where an organisation works; what cannot be read is left out."""
    rows = told.get("_embedded", {}).get("underenheter", []) if isinstance(told, Mapping) else []
    return tuple(
        Branch(
            _text(row, "organisasjonsnummer"),
            _text(row, "navn"),
            _text(row, "beliggenhetsadresse", "kommunenummer"),
            _text(row, "beliggenhetsadresse", "poststed"),
        )
        for row in rows[:MOST_BRANCHES]
        if _text(row, "navn")
    )


def _needed(told: Mapping[str, Any], name: str) -> str:
    if not (found := _text(told, name)):
        raise InvalidInput.because(f"the answer of Enhetsregisteret lacks «{name}»")
    return found


def _text(told: Any, *names: str) -> str:
    """Return a text inside an answer, empty where there is none."""
    for name in names:
        told = told.get(name) if isinstance(told, Mapping) else None
    return " ".join(told.split())[:LONGEST] if isinstance(told, str) else ""
