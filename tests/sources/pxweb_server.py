"""A stand-in for a statistical office's PxWebApi v2, with its traps, that counts what it is asked.

    python -m tests.sources.pxweb_server [PORT]

It follows the published description of the interface: no selection gives a default selection silently,
too many cells give 403, too many calls 429 with Retry-After, a long address 404. Tables can be replaced
while it runs. `/_counts` tells what was asked (outside the limits); `/_replace/<table>` prints new figures.
"""

import json
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from math import prod
from typing import Any
from urllib.parse import urlsplit

from loftet.sources.stand_in.answers import LONGEST_ADDRESS, pxweb_selection
from loftet.sources.stand_in.office import CallWindow

REGIONS = [f"{1000 + number}" for number in range(357)]
CONTENTS = [f"KOS{number:02}" for number in range(10)]
YEARS = [str(year) for year in range(2010, 2025)]
TABLES = ("12134", "12362", "12847")
SIGNS = {0: ".", 1: "..", 2: ":"}

Selection = dict[str, list[str]]


@dataclass
class Office:
    """The tables, the limits, and what has been asked."""

    cells: int = 20_000
    calls: int = 6
    window: int = 1
    region: str = "KOKkommuneregion0000"
    regions: list[str] = field(default_factory=lambda: list(REGIONS))
    slow: float = 0.0  # seconds before each answer with data
    answers: int | None = None  # data calls that are answered; who calls once more waits, and is `called`
    called: threading.Event = field(default_factory=threading.Event)
    open: threading.Event = field(default_factory=threading.Event)  # lets those who wait go on
    versions: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 1))
    # The trap: contents that were updated before the others of their table.
    older: dict[str, str] = field(default_factory=lambda: {"KOS09": "2025-11-03T07:00:00Z"})
    discontinued: set[str] = field(default_factory=set)
    with_etag: bool = True
    failing: deque[int] = field(default_factory=deque)  # statuses to answer next, before anything else
    replaced_after: int | None = None  # data answers until every table is replaced
    asked: Counter[str] = field(default_factory=Counter)  # data calls that were answered, by their selection
    refused: Counter[int] = field(default_factory=Counter)  # refusals by status
    recent: CallWindow = field(default_factory=lambda: CallWindow(6, 1))

    def sides(self) -> Selection:
        """Return the variables of every table with their codes."""
        return {self.region: self.regions, "ContentsCode": CONTENTS, "Tid": YEARS}

    def updated(self, table: str, contents: Sequence[str] = CONTENTS) -> str:
        """Return when the newest of some contents was printed; each version is a month later.

        So does PxWeb's own serialiser: an answer tells of its own contents, the metadata of all.
        """
        printed = f"2026-{2 + self.versions[table]:02}-16T07:00:00Z"
        return max(self.older.get(code, printed) for code in contents)

    def too_often(self) -> float:
        """Count a call; give the seconds to wait when there are too many in the window, else 0."""
        self.recent.calls, self.recent.seconds = self.calls, self.window
        return self.recent.too_often()

    def wait_when_answered_enough(self) -> None:
        """Keep a caller waiting who has had all the answers there are, until the office is open again."""
        if self.answers is not None and sum("{" in one for one in self.asked.elements()) >= self.answers:
            self.called.set()
            self.open.wait()

    def replace_in_time(self) -> None:
        """Count down to new figures for every table."""
        if self.replaced_after is not None:
            self.replaced_after -= 1
            if self.replaced_after == 0:
                self.versions = {table: version + 1 for table, version in self.versions.items()}

    def frame(self, table: str, selection: Selection) -> dict[str, Any]:
        """Describe a selection of a table as JSON-stat, without numbers."""
        dimension: dict[str, Any] = {
            name: {
                "label": name,
                "category": {"index": {code: place for place, code in enumerate(codes)}},
                "extension": {"elimination": False},
            }
            for name, codes in selection.items()
        }
        return {
            "version": "2.0",
            "class": "dataset",
            "label": f"{table}: Nøkkeltall",
            "source": "Prøvebyrået",
            "updated": self.updated(table, selection["ContentsCode"]),
            "role": {"time": ["Tid"], "geo": [self.region], "metric": ["ContentsCode"]},
            "id": list(selection),
            "size": [len(codes) for codes in selection.values()],
            "dimension": dimension,
            "extension": {"px": {"tableid": table}, "discontinued": table in self.discontinued},
        }

    def data(self, table: str, selection: Selection) -> dict[str, Any]:
        """Return the numbers of a selection.

        Every number tells the table, version and codes it stands for.
        """
        values: list[float | None] = []
        status: dict[str, str] = {}
        for place, (region, contents, year) in enumerate(product(*selection.values())):
            number = figure(table, self.versions[table], region, contents, year)
            values.append(number)
            if number is None:
                status[str(place)] = sign(region, contents, year)
        return self.frame(table, selection) | {"value": values, "status": status}


def figure(table: str, version: int, region: str, contents: str, year: str) -> float | None:
    """Return the number of a cell, or none for one in 31."""
    if _hash(region, contents, year) % 31 == 0:
        return None
    return (
        TABLES.index(table) * 1e9
        + version * 1e8
        + int(region) * 1e4
        + int(contents[3:]) * 100
        + int(year) % 100
    )


def sign(region: str, contents: str, year: str) -> str:
    """Return the sign of a cell without a number."""
    return SIGNS[_hash(region, contents, year) // 31 % 3]


def _hash(region: str, contents: str, year: str) -> int:
    return int(region) * 7 + int(contents[3:]) * 3 + int(year)


class Desk(BaseHTTPRequestHandler):
    """One call at the office's desk."""

    protocol_version = "HTTP/1.1"
    office: Office

    def do_GET(self) -> None:
        """Answer what is asked by address."""
        self._serve(b"")

    def do_POST(self) -> None:
        """Answer what is asked in a body."""
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet."""

    def _serve(self, body: bytes) -> None:
        path = urlsplit(self.path).path.strip("/").split("/")
        if path[0].startswith("_"):
            self._control(path)
        elif wait := self.office.too_often():
            detail = f"You have reach the threshold for request limiting. {self.office.calls} request."
            self._problem(429, "Too many requests", detail, {"Retry-After": str(int(wait) + 1)})
        elif self.office.failing:
            self._problem(self.office.failing.popleft(), "Service Unavailable", "Stengt for natten")
        elif len(self.path) + len(self.headers.get("Host", "")) + 7 > LONGEST_ADDRESS:
            self._problem(404, "Not Found", "The address is too long")
        elif path == ["config"]:
            limits = {"maxDataCells": self.office.cells, "maxCallsPerTimeWindow": self.office.calls}
            self._send(200, {"apiVersion": "2.0", "timeWindow": self.office.window, **limits})
        elif len(path) == 3 and path[0] == "tables" and path[1] in self.office.versions:
            self._table(path[1], path[2], body)
        else:
            self._problem(404, "Non-existent table", f"Node with id, {path[1:2]} can not be found")

    def _control(self, path: list[str]) -> None:
        if path[0] == "_replace":
            self.office.versions[path[1]] += 1
        told = {"asked": self.office.asked, "refused": self.office.refused}
        self._send(200, told)

    def _table(self, table: str, what: str, body: bytes) -> None:
        sides = self.office.sides()
        if what == "metadata":
            etag = f'"{table}-{self.office.versions[table]}"'
            if self.office.with_etag and self.headers.get("If-None-Match") == etag:
                self.office.asked[f"{table} unchanged"] += 1
                self._send(304, None)
                return
            self.office.asked[f"{table} metadata"] += 1
            metadata = self.office.frame(table, sides) | {"value": None}
            self._send(200, metadata, {"ETag": etag} if self.office.with_etag else {})
            return
        chosen = pxweb_selection(self.path, body)
        if strange := chosen.keys() - sides.keys():
            self._problem(400, "Non-existent variable", ", ".join(strange))
            return
        # The trap: what is not selected is a default of the office's own making.
        selection = {name: chosen.get(name, codes[:1]) for name, codes in sides.items()}
        if missing := [
            code for name, codes in selection.items() for code in codes if code not in sides[name]
        ]:
            self._problem(400, "Non-existent value", f"Value, {missing[0]} is not a valid value code")
        elif prod(map(len, selection.values())) > self.office.cells:
            self._problem(403, "Forbidden", "The query resulted in cell that exceeds the number of allowed.")
        else:
            time.sleep(self.office.slow)
            self.office.wait_when_answered_enough()
            self.office.asked[f"{table} {json.dumps(selection)}"] += 1
            answer = self.office.data(table, selection)
            self.office.replace_in_time()
            self._send(200, answer)

    def _problem(self, status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> None:
        self.office.refused[status] += 1
        self._send(status, {"title": title, "status": status, "detail": detail}, headers)

    def _send(self, status: int, told: object, headers: dict[str, str] | None = None) -> None:
        content = b"" if told is None else json.dumps(told).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def open_office(office: Office, port: int = 0) -> ThreadingHTTPServer:
    """Open the office on a port of this machine; port 0 takes a free one."""
    desk = type("OfficeDesk", (Desk,), {"office": office})
    server = ThreadingHTTPServer(("127.0.0.1", port), desk)
    server.daemon_threads = True
    return server


if __name__ == "__main__":
    serving = open_office(Office(), int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    sys.stdout.write(f"http://127.0.0.1:{serving.server_address[1]}/\n")
    sys.stdout.flush()
    serving.serve_forever()
