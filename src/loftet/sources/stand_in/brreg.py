"""Enhetsregisteret as the stand-in answers it: a made-up register, with the traps of the real one.

What is removed answers 410 alone and is missing among many; numbers begin with 3, which the real register
does not give to anybody. `in_process` is a way to ask it without a server, for the demo and for tests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import orjson

from loftet.text_files.rows import read_whole

FILE = "demo_register.csv"
COLUMNS = (
    *("number", "name", "form", "form_name", "activity", "activity_name", "street", "postal_code", "town"),
    *("municipality", "email", "website", "employees", "state", "parent"),
)
FLAGS = {
    "bankrupt": "konkurs",
    "winding_up": "underAvvikling",
    "forced": "underTvangsavviklingEllerTvangsopplosning",
}
DELETED, REMOVED = "deleted", "removed"
Cells = Mapping[str, str]


@dataclass(slots=True)
class RegisterStandIn:
    """The answers of Enhetsregisteret out of rows; a row with a parent is a branch."""

    rows: dict[str, Cells] = field(default_factory=dict)

    def answer(self, words: Sequence[str], query: Mapping[str, str]) -> tuple[int, Any]:
        """Return the status and the answer to a question."""
        if list(words) == ["enheter"]:
            return 200, self._many(query.get("organisasjonsnummer", "").split(","))
        if list(words) == ["underenheter"]:
            parent = query.get("overordnetEnhet", "")
            return 200, _listed("underenheter", [_branch(one) for one in self._of(parent)])
        if len(words) != 2 or words[0] != "enheter" or words[1] not in self.rows:
            return 404, None
        row = self.rows[words[1]]
        if row["parent"]:
            return 404, None
        return (410, None) if row["state"] == REMOVED else (200, _unit(row))

    def _many(self, numbers: Sequence[str]) -> Any:
        rows = [self.rows[one] for one in numbers if one in self.rows]
        there = [one for one in rows if one["state"] not in (DELETED, REMOVED) and not one["parent"]]
        return _listed("enheter", [_unit(one) for one in there])

    def _of(self, parent: str) -> list[Cells]:
        return [one for one in self.rows.values() if parent and one["parent"] == parent]

    def in_process(self) -> httpx.MockTransport:
        """Return a way to ask it without a server."""

        def respond(request: httpx.Request) -> httpx.Response:
            words = request.url.path.rpartition("/api/")[2].strip("/").split("/")
            status, found = self.answer(words, dict(request.url.params))
            content = orjson.dumps(found if status == 200 else {"status": status})
            return httpx.Response(status, content=content)

        return httpx.MockTransport(respond)


def read_register(catalogue: Path) -> RegisterStandIn:
    """Read the made-up register.

    Raises:
        InvalidInput: with file and line of what cannot be used.
    """
    file = catalogue / FILE
    rows = read_whole(file, COLUMNS) if file.exists() else ()
    return RegisterStandIn({row.cells["number"]: row.cells for row in rows})


def _listed(name: str, rows: list[Any]) -> Any:
    page = {"size": 100, "totalElements": len(rows), "totalPages": 1, "number": 0}
    return {"_embedded": {name: rows}, "page": page} if rows else {"page": page}


def _address(row: Cells) -> dict[str, object]:
    return {
        "adresse": [row["street"]] if row["street"] else [],
        "postnummer": row["postal_code"],
        "poststed": row["town"],
        "kommunenummer": row["municipality"],
        "landkode": "NO",
    }


def _unit(row: Cells) -> dict[str, object]:
    told: dict[str, object] = {
        "organisasjonsnummer": row["number"],
        "navn": row["name"],
        "organisasjonsform": {"kode": row["form"], "beskrivelse": row["form_name"]},
        "naeringskode1": {"kode": row["activity"], "beskrivelse": row["activity_name"]},
        "forretningsadresse": _address(row),
        "konkurs": False,
        "underAvvikling": False,
        "underTvangsavviklingEllerTvangsopplosning": False,
    }
    # The real register leaves out what it does not know.
    told |= {"epostadresse": row["email"]} if row["email"] else {}
    told |= {"hjemmeside": row["website"]} if row["website"] else {}
    told |= {"antallAnsatte": int(row["employees"])} if row["employees"] else {}
    if row["state"] == DELETED:
        return told | {"slettedato": "2025-06-30", "respons_klasse": "SlettetEnhet"}
    return told | ({FLAGS[row["state"]]: True} if row["state"] in FLAGS else {})


def _branch(row: Cells) -> dict[str, object]:
    return {
        "organisasjonsnummer": row["number"],
        "navn": row["name"],
        "overordnetEnhet": row["parent"],
        "beliggenhetsadresse": _address(row),
    }
