"""KLASS as the stand-in answers it: codes of a day, changes of a period, KOSTRA groups.

It follows the published description, the answers of 2024 and 2026, and what KLASS leaves out: a code that
goes on where others join it, and a change of name and code. It has no list of KOSTRA's regions (404).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from loftet.geography.place import Kind
from loftet.sources.klass.answers import Classification
from loftet.sources.stand_in.history import CodeHistory, Spell

KINDS = {Classification.MUNICIPALITIES: Kind.MUNICIPALITY, Classification.COUNTIES: Kind.COUNTY}
NOT_STATED = {Classification.MUNICIPALITIES: "9999", Classification.COUNTIES: "99"}
LEFT_OUT = frozenset({("3018", "3114")})  # Våler in Østfold: KLASS tells no change, for the name changed too
SIZES = (2_000, 5_000, 10_000, 20_000, 45_000)  # groups of like size, for want of KOSTRA's own rules
GROUPED_FROM = 2020


@dataclass(frozen=True, slots=True)
class KlassStandIn:
    """The answers of KLASS out of a history of codes."""

    history: CodeHistory

    def answer(self, number: str, verb: str, query: Mapping[str, str]) -> Any:
        """Return the answer to a question, or none where KLASS has nothing there (404)."""
        if verb == "codesAt":
            return self._codes(int(number), date.fromisoformat(query["date"]))
        if verb == "changes":
            first, end = (date.fromisoformat(query[name]) for name in ("from", "to"))
            return self._changes(int(number), first, end)
        return self._groups(date.fromisoformat(query["date"])) if verb == "correspondsAt" else None

    def _codes(self, number: int, day: date) -> Any:
        if number == Classification.KOSTRA_GROUPS:
            return _listed({_group(size): _group_name(size) for size in range(len(SIZES) + 1)})
        if number not in KINDS:
            return None
        kind = Classification(number)
        found = {spell.code: spell.name for spell in self.history.on(KINDS[kind], day)}
        return _listed({**found, NOT_STATED[kind]: "Uoppgitt"})

    def _changes(self, number: int, first: date, end: date) -> Any:
        if number not in KINDS:
            return None
        kind = KINDS[Classification(number)]
        return {
            "codeChanges": [
                {
                    "oldCode": one.old_code,
                    "oldName": one.old_name,
                    "newCode": one.new_code,
                    "newName": one.new_name,
                    "changeOccurred": one.day.isoformat(),
                }
                for one in self.history.changes
                if one.kind is kind
                and first <= one.day < end
                and (one.old_code, one.new_code) not in LEFT_OUT
                and one.old_code != one.new_code
            ]
        }

    def _groups(self, day: date) -> Any:
        if day.year < GROUPED_FROM:
            return None
        return {
            "correspondenceItems": [
                {
                    "sourceCode": spell.code,
                    "sourceName": spell.name,
                    "targetCode": _group(_size(spell)),
                    "targetName": _group_name(_size(spell)),
                }
                for spell in self.history.on(Kind.MUNICIPALITY, day)
            ]
        }


def _listed(codes: Mapping[str, str]) -> Any:
    return {
        "codes": [
            {"code": code, "name": name, "validFrom": None, "validTo": None} for code, name in codes.items()
        ]
    }


def _size(spell: Spell) -> int:
    return sum(spell.people >= size for size in SIZES)


def _group(size: int) -> str:
    return f"EKG{size + 1:02}"


def _group_name(size: int) -> str:
    return f"Prøvegruppe {size + 1}"
