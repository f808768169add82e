"""The answers of all stand-ins, with their traps, and a count of what they were asked."""

import json
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from math import prod
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from loftet.sources.stand_in.answers import (
    LONGEST_ADDRESS,
    fhi_dataset,
    fhi_query,
    fhi_selection,
    pxweb_dataset,
    pxweb_selection,
)
from loftet.sources.stand_in.brreg import RegisterStandIn
from loftet.sources.stand_in.doffin import DoffinStandIn
from loftet.sources.stand_in.figures import MadeUp
from loftet.sources.stand_in.history import CodeHistory
from loftet.sources.stand_in.klass import KlassStandIn
from loftet.sources.stand_in.lists import OFFICES as LIST_OFFICES
from loftet.sources.stand_in.lists import ListAnswer
from loftet.sources.stand_in.tables import CONTENTS, KOSTRA, TIME, StandInTable

NEWEST, OLDER = "2026-03-16T07:00:00Z", "2025-12-01T07:00:00Z"
OTHER_CONTENTS = "annet0000"  # updated last, so that the answers to what is asked for are older
FHI_PUBLISHED = "2026-02-01T05:00:00Z"
MARK = b"\xef\xbb\xbf"  # with which FHI begins its answers
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOVED = b"<!doctype html><title>Siden finnes ikke</title>"
FAILS_EVERY, TOO_OFTEN_AT = 60, 12  # requests
Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its address with the query, its body, and the ETag of what the caller has."""

    path: str
    body: bytes = b""
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `kind` is what it is counted as."""

    status: int
    content: bytes = b""
    kind: str = "description"
    media: str = "application/json"
    headers: Headers = field(default_factory=dict)


@dataclass(slots=True)
class CallWindow:
    """So many calls in so many seconds; one more is answered 429 with the time to wait."""

    calls: int
    seconds: float
    recent: deque[float] = field(default_factory=deque)
    lock: Lock = field(default_factory=Lock)

    def too_often(self) -> float:
        """Count a call; return the seconds to wait when there are too many in the window, else 0."""
        with self.lock:
            now = time.monotonic()
            while self.recent and self.recent[0] <= now - self.seconds:
                self.recent.popleft()
            if len(self.recent) >= self.calls:
                return self.recent[0] + self.seconds - now
            self.recent.append(now)
            return 0.0


def problem(status: int, title: str, detail: str = "", headers: Headers | None = None) -> Answer:
    """Return a refusal in the words of PxWeb."""
    told = json.dumps({"title": title, "status": status, "detail": detail}).encode()
    return Answer(status, told, "refused", headers=headers or {})


def told(value: Any, kind: str = "description", before: bytes = b"") -> Answer:
    """Return an answer in JSON; none is answered 404."""
    if value is None:
        return problem(404, "Not Found")
    return Answer(200, before + json.dumps(value).encode(), kind)


@dataclass(slots=True)
class StandIns:
    """All stand-ins at one address.

    `closed` ones answer 503. `slow` are seconds before each answer with figures. `faults` are the troubles of
    the road: a 429 and, now and then, a 503. `renumbered` FHI tables have the same titles, and numbers that
    are higher by 1000.
    """

    history: CodeHistory
    pxweb: Mapping[str, StandInTable]
    fhi: Mapping[str, StandInTable]
    workbook: bytes = b""
    lists: Mapping[str, ListAnswer] = field(default_factory=dict)
    register: RegisterStandIn = field(default_factory=RegisterStandIn)
    notices: DoffinStandIn = field(default_factory=DoffinStandIn)
    cells: int = 30_000
    window: CallWindow = field(default_factory=lambda: CallWindow(30, 1))
    closed: frozenset[str] = frozenset()
    slow: float = 0.0
    faults: bool = True
    renumbered: bool = False
    counts: Counter[str] = field(default_factory=Counter)

    def answer(self, asked: Asked) -> Answer:
        """Answer a request and count it."""
        answer = self._answer(asked)
        if not asked.path.startswith("/_"):
            self.counts[answer.kind] += 1
        if answer.kind == "figures" and self.slow:
            time.sleep(self.slow)
        return answer

    def _answer(self, asked: Asked) -> Answer:
        address = urlsplit(asked.path)
        office, *words = address.path.strip("/").split("/")
        if office == "_counts":
            return told(self.counts)
        if office == "_renumber":
            self.renumbered = True
            return told({})
        if office in self.closed:
            return problem(503, "Service Unavailable")
        if trouble := self._trouble():
            return trouble
        known: Mapping[str, Callable[[Sequence[str], Asked], Answer]] = {
            "ssb": self._pxweb,
            "fhi": self._fhi,
            "mdir": self._workbook,
            "klass": self._klass,
            **dict.fromkeys(LIST_OFFICES, self._list),
            "brreg": self._register,
            "doffin": self._doffin,
        }
        return known[office](words, asked) if office in known else problem(404, "Not Found")

    def _trouble(self) -> Answer | None:
        """Return the fault that a request meets, if it is its turn."""
        number = sum(self.counts.values())
        if self.faults and number == TOO_OFTEN_AT:
            return problem(429, "Too many requests", headers={"Retry-After": "1"})
        if self.faults and number % FAILS_EVERY == FAILS_EVERY - 1:
            return problem(503, "Service Unavailable", "Stengt for vedlikehold")
        return None

    # -- Statistics Norway -------------------------------------------------------------------------

    def _pxweb(self, words: Sequence[str], asked: Asked) -> Answer:
        if list(words) == ["config"]:
            return told(
                {
                    "apiVersion": "2.0",
                    "maxDataCells": self.cells,
                    "maxCallsPerTimeWindow": self.window.calls,
                    "timeWindow": int(self.window.seconds),
                }
            )
        if wait := self.window.too_often():
            return problem(429, "Too many requests", headers={"Retry-After": str(int(wait) + 1)})
        if len(asked.path) > LONGEST_ADDRESS:
            return problem(404, "Not Found", "The address is too long")
        if len(words) != 3 or words[1] not in self.pxweb:
            return problem(404, "Non-existent table", f"Node with id, {words[1:2]} can not be found")
        table = self.pxweb[words[1]]
        return _metadata(table, asked.etag) if words[2] == "metadata" else self._data(table, asked)

    def _data(self, table: StandInTable, asked: Asked) -> Answer:
        had = table.codes()
        chosen = pxweb_selection(asked.path, asked.body)
        if strange := chosen.keys() - had.keys():
            return problem(400, "Non-existent variable", ", ".join(strange))
        # The trap: what is not selected is cut to a default of the office's own, without a word.
        axes = {name: chosen.get(name, codes[:1]) for name, codes in had.items()}
        if missing := [code for name, codes in axes.items() for code in codes if code not in had[name]]:
            return problem(400, "Non-existent value", f"Value, {missing[0]} is not a valid value code")
        if prod(map(len, axes.values())) > self.cells:
            return problem(403, "Too many cells selected")
        region = next(name for name in had if name in ("Region", KOSTRA))
        made = MadeUp(table.id, region, TIME, self.history, table.units, CONTENTS)
        return told(_labelled(pxweb_dataset(axes, made.value, _updated(axes)), table), "figures")

    # -- FHI ---------------------------------------------------------------------------------------

    def _fhi(self, words: Sequence[str], asked: Asked) -> Answer:
        if list(words) == ["Common", "source"]:
            one = {"id": "nokkel", "title": "Folkehelsestatistikk", "publishedBy": "Helsedirektoratet"}
            return told([one], before=MARK)
        if list(words) == ["nokkel", "Table"]:
            return told(self._fhi_tables(), before=MARK)
        number = self._number(words[2]) if len(words) == 4 and words[0] == "nokkel" else ""
        if number not in self.fhi:
            return problem(404, "Not Found")
        table = self.fhi[number]
        if words[3] == "query":
            return told(fhi_query(table.codes()), before=MARK)
        chosen = fhi_selection(asked.body)
        axes = {name: chosen[name] for name in table.codes()}
        if prod(map(len, axes.values())) > json.loads(asked.body)["response"].get("maxRowCount", 50_000):
            return problem(400, "Too many rows")
        time_name = next(name for name in axes if name in ("AAR", "PERIODE"))
        made = MadeUp(table.id, "GEO", time_name, self.history, table.units, "MEASURE_TYPE")
        return told(fhi_dataset(axes, made.value), "figures", MARK)

    def _fhi_tables(self) -> list[dict[str, object]]:
        more = 1000 if self.renumbered else 0
        return [
            {"tableId": None, "title": "Under arbeid", "publishedAt": None},
            *(
                {"tableId": int(number) + more, "title": table.title, "publishedAt": FHI_PUBLISHED}
                for number, table in self.fhi.items()
            ),
        ]

    def _number(self, asked: str) -> str:
        return str(int(asked) - 1000) if self.renumbered and asked.isdecimal() else asked

    # -- the others --------------------------------------------------------------------------------

    def _workbook(self, words: Sequence[str], asked: Asked) -> Answer:
        """Answer with the workbook, but where it was before with a page that says nothing (200)."""
        if words[:1] != ["sharepoint"]:
            return Answer(200, MOVED, "refused", "text/html")
        return _file(self.workbook, WORKBOOK, asked.etag)

    def _list(self, _words: Sequence[str], asked: Asked) -> Answer:
        if (found := self.lists.get(urlsplit(asked.path).path)) is None:
            return problem(404, "Not Found")
        return _file(found.content, found.media, asked.etag)

    def _klass(self, words: Sequence[str], asked: Asked) -> Answer:
        if len(words) != 3 or words[0] != "classifications" or not words[1].isdecimal():
            return problem(404, "Not Found")
        query = dict(parse_qsl(urlsplit(asked.path).query))
        try:
            return told(KlassStandIn(self.history).answer(words[1], words[2], query))
        except (KeyError, ValueError) as fault:
            return problem(400, "Bad Request", str(fault))

    def _register(self, words: Sequence[str], asked: Asked) -> Answer:
        query = dict(parse_qsl(urlsplit(asked.path).query))
        status, found = self.register.answer(words, query)
        return told(found) if status == 200 else problem(status, "Not Found" if status == 404 else "Gone")

    def _doffin(self, words: Sequence[str], asked: Asked) -> Answer:
        _status, found = self.notices.answer(words, dict(parse_qsl(urlsplit(asked.path).query)))
        return Answer(200, found, media="application/xml") if isinstance(found, bytes) else told(found)


def _file(content: bytes, media: str, etag: str) -> Answer:
    now = f'"{sha256(content).hexdigest()[:16]}"'
    if etag == now:
        return Answer(304, kind="unchanged")
    return Answer(200, content, "figures", media, {"ETag": now})


def _metadata(table: StandInTable, etag: str) -> Answer:
    axes = table.codes()
    content = json.dumps(_labelled(pxweb_dataset(axes, None, NEWEST), table)).encode()
    now = f'"{sha256(content).hexdigest()[:16]}"'
    if etag == now:
        return Answer(304, kind="unchanged")
    return Answer(200, content, headers={"ETag": now})


def _updated(axes: Mapping[str, Sequence[str]]) -> str:
    """Return when the newest of the contents in an answer was updated; the metadata tell that of all."""
    return NEWEST if OTHER_CONTENTS in axes[CONTENTS] else OLDER


def _labelled(dataset: dict[str, Any], table: StandInTable) -> dict[str, Any]:
    """Add the labels and units of the codes that a dataset holds."""
    for name, dimension in dataset["dimension"].items():
        category = dimension["category"]
        category["label"] = {code: table.axes[name][code] for code in category["index"]}
        if name == CONTENTS:
            category["unit"] = {
                code: {"base": table.units.get(code, "antall"), "decimals": 1} for code in category["index"]
            }
    return dataset
