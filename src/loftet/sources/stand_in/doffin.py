"""Doffin as the stand-in answers it: made-up notices, with the traps of the real one.

A parameter that is not known is ignored with 200, no more than a thousand hits are reached, open competitions
may lack their status, and `allTypes` calls a notice of intent a result. `in_process` asks without a server.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import httpx
import orjson

from loftet.sources.web import new_http
from loftet.text_files.rows import read_whole

FILE = "demo_notices.csv"
COLUMNS = (
    *("id", "days", "type", "status", "number", "buyer", "title", "cpv", "deadline", "value", "winner"),
    *("framework", "months"),
)
REACHABLE = 1_000
MOST_PER_PAGE = 100
NUMBERS = {"page": 1, "numHitsPerPage": 10}
RESULT = "ANNOUNCEMENT_OF_CONCLUSION_OF_CONTRACT"
Cells = Mapping[str, str]


@dataclass(slots=True)
class DoffinStandIn:
    """The answers of Doffin out of hits and the files behind them; `key` is demanded where it is set."""

    hits: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    key: str = ""

    def answer(self, words: Sequence[str], query: Mapping[str, str], key: str = "") -> tuple[int, Any]:
        """Return the status and the answer to a question; a file is bytes."""
        if self.key and key != self.key:
            return 401, {"statusCode": 401, "message": "Access denied due to missing subscription key."}
        if list(words) == ["search"]:
            return 200, self._search(query)
        if len(words) == 2 and words[0] == "download" and words[1] in self.files:
            return 200, self.files[words[1]]
        return 404, None

    def _search(self, query: Mapping[str, str]) -> dict[str, Any]:
        tests: dict[str, Callable[[dict[str, Any], str], bool]] = {
            "issueDateFrom": lambda hit, day: hit["issueDate"][:10] >= day,
            "issueDateTo": lambda hit, day: hit["issueDate"][:10] <= day,
            "cpvCode": lambda hit, code: any(one.startswith(code.rstrip("0")) for one in hit["cpvCodes"]),
            "type": lambda hit, kind: hit["type"] == kind,
        }
        found = [
            hit
            for hit in self.hits
            if all(tests[name](hit, told) for name, told in query.items() if name in tests)
        ]
        found.sort(key=lambda hit: (hit["publicationDate"], hit["id"]), reverse=True)
        page, per_page = (int(query.get(name, usual)) for name, usual in NUMBERS.items())
        first = (page - 1) * min(per_page, MOST_PER_PAGE)
        shown = found[:REACHABLE][first : first + min(per_page, MOST_PER_PAGE)]
        return {
            "numHitsTotal": len(found),
            "numHitsAccessible": min(len(found), REACHABLE),
            "hits": shown,
        }

    def client(self) -> httpx.Client:
        """Return a client that asks it without a server."""
        return new_http(transport=self.in_process())

    def in_process(self) -> httpx.MockTransport:
        """Return a way to ask it without a server."""

        def respond(request: httpx.Request) -> httpx.Response:
            words = request.url.path.rpartition("/v2/")[2].strip("/").split("/")
            key = request.headers.get("Ocp-Apim-Subscription-Key", "")
            status, found = self.answer(words, dict(request.url.params), key)
            return httpx.Response(status, content=found if isinstance(found, bytes) else orjson.dumps(found))

        return httpx.MockTransport(respond)


def read_notices(catalogue: Path, today: date) -> DoffinStandIn:
    """Read the made-up notices, as they are on a day.

    Raises:
        InvalidInput: with file and line of what cannot be used.
    """
    file = catalogue / FILE
    rows = [row.cells for row in read_whole(file, COLUMNS)] if file.exists() else []
    hits = [_hit(row, today) for row in rows]
    return DoffinStandIn(hits, {hit["id"]: _file(row) for hit, row in zip(hits, rows, strict=True)})


def _hit(row: Cells, today: date) -> dict[str, Any]:
    issued = today + timedelta(days=int(row["days"]))
    deadline = today + timedelta(days=int(row["deadline"])) if row["deadline"] else None
    winner = [{"organizationId": "", "name": row["winner"]}] if row["winner"] else []
    told = RESULT if row["type"] == "ANNOUNCEMENT_OF_INTENT" else row["type"]
    return {
        "id": f"{issued.year}-{row['id']}",
        "buyer": [{"id": row["id"], "organizationId": row["number"], "name": row["buyer"]}],
        "heading": row["title"],
        "description": "Spørsmål til innkjøper Kari Prøvesen, kari@prove.example.",
        "locationId": [],
        "estimatedValue": {"currencyCode": "NOK", "amount": int(row["value"])} if row["value"] else None,
        "type": row["type"],
        "allTypes": [told],
        "status": row["status"] or None,
        "issueDate": f"{issued}T08:00:00Z",
        "publicationDate": issued.isoformat(),
        "deadline": f"{deadline}T10:00:00Z" if deadline else None,
        "cpvCodes": row["cpv"].split(),
        "lots": [{"heading": row["title"], "description": "", "winner": winner}],
    }


def _file(row: Cells) -> bytes:
    """Return a notice in eForms, cut to what is read; a contact person is in it, as in real ones."""
    months = row["months"]
    period = f'<cbc:DurationMeasure unitCode="MONTH">{months}</cbc:DurationMeasure>' if months else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cac:Contact><cbc:Name>Kari Prøvesen</cbc:Name></cac:Contact>
  <cac:ProcurementProjectLot><cbc:ID schemeName="Lot">LOT-0001</cbc:ID>
    <cac:TenderingProcess><cac:ContractingSystem>
      <cbc:ContractingSystemTypeCode listName="framework-agreement">{
        escape(row["framework"])
    }</cbc:ContractingSystemTypeCode>
    </cac:ContractingSystem></cac:TenderingProcess>
    <cac:ProcurementProject><cac:PlannedPeriod>{period}</cac:PlannedPeriod></cac:ProcurementProject>
  </cac:ProcurementProjectLot>
</ContractNotice>""".encode()
