"""Writers: each opens a page, sends its form with its token, and records what the site said it saved."""

import gzip
import http.client
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.load_rows import COHORT, Desk

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
HALF = re.compile(r'<option value="(\d{4}-[12])" selected')
ITEM = "read_status"
INDICATOR = "water_leakage"
REPORTS = 4  # a writer's, for no site lets in more in an hour than anybody can read


class Wrong(Exception):  # noqa: N818 - it ends the benchmark
    """An answer was not what it should be."""


@dataclass(slots=True)
class Browser:
    """One connection, with its cookies; every answer is read whole, checked and timed.

    `home` is the address that it comes from: each writer sits in an office of its own (127.* on Linux).
    """

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    home: str = "127.0.0.1"
    took: list[float] = field(default_factory=list)
    connection: http.client.HTTPConnection | None = None

    def ask(self, address: str, form: Mapping[str, object] | None = None) -> tuple[int, str, str]:
        """Fetch a page, or send a form; return the status, the redirect and the page."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=120, source_address=(self.home, 0)
            )
        headers = {"Accept-Encoding": "gzip"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={word}" for name, word in self.cookies.items())
        sent = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            sent = urlencode(form)
        began = time.perf_counter()
        self.connection.request("GET" if form is None else "POST", address, sent, headers)
        answer = self.connection.getresponse()
        body = answer.read()
        self.took.append(time.perf_counter() - began)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _is, word = cookie.partition(";")[0].partition("=")
            self.cookies[name] = word
        page = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
        return answer.status, answer.headers.get("Location", ""), page.decode()

    def read(self, address: str) -> str:
        """Read a whole page."""
        status, _where, page = self.ask(address)
        if status != 200 or not page.rstrip().endswith("</html>"):
            raise Wrong(f"{address}: {status}, {len(page)} characters, ends in {page[-40:]!r}")
        return page

    def send(self, address: str, page: str, form: Mapping[str, object], *told: int) -> tuple[bool, str]:
        """Send a form of a page; return whether it was saved, and not refused in one of the expected ways."""
        token = TOKEN.search(page)
        if token is None:
            raise Wrong(f"{address}: the page has no token")
        status, where, answer = self.ask(address, {"csrfmiddlewaretoken": token[1], **form})
        if status not in (302, *told):
            raise Wrong(f"{address}: {status} to {dict(form)}")
        if status != 302 and not answer.rstrip().endswith("</html>"):
            raise Wrong(f"{address}: half a page of a refusal")
        return status == 302, where


@dataclass(slots=True)
class Ledger:
    """The rows that the site said it saved for a writer."""

    hours: int = 0
    reports: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    comment: str = ""
    counted: Counter[str] = field(default_factory=Counter)
    ticked: bool = False


@dataclass(slots=True)
class Writer:
    """Somebody in a municipality, who does one thing after the other."""

    desk: Desk
    shared: str
    browser: Browser
    ledger: Ledger = field(default_factory=Ledger)

    def work(self, stop: float) -> None:
        """Run until it is time to stop; what was begun is finished."""
        doings = (self.hours, self.tick, self.comment, self.treatment, self.report)
        turn = self.desk.number
        while time.monotonic() < stop:
            doings[turn % len(doings)](turn)
            turn += 1

    def ours(self, slug: str) -> str:
        """Return the address of a municipality in the cohort."""
        return f"/kull/{COHORT}/deltakere/{slug}/"

    def hours(self, turn: int) -> None:
        """Write the hours of the half-year; each time another number, which replaces the one before."""
        address, hours = f"{self.ours(self.desk.slug)}timer/", turn + 1
        page = self.browser.read(address)
        form = {"half": HALF.search(page)[1], "hours": str(hours)}  # type: ignore[index]
        self.browser.send(address, page, form)
        self.ledger.hours = hours
        self.ledger.counted["hours.written"] += 1

    def tick(self, _turn: int) -> None:
        """Check or uncheck an item of the checklist."""
        page = self.browser.read(self.ours(self.desk.slug))
        form = {"item": ITEM, **({"back": "1"} if self.ledger.ticked else {})}
        self.browser.send(f"{self.ours(self.desk.slug)}sjekkliste/{self.desk.run}/", page, form)
        self.ledger.counted["tick.taken_back" if self.ledger.ticked else "tick.set"] += 1
        self.ledger.ticked = not self.ledger.ticked

    def comment(self, turn: int) -> None:
        """Write the municipality's comment on a figure again."""
        address = f"/kommuner/{self.desk.slug}/tall/{INDICATOR}/kommentar/"
        page, text = self.browser.read(address), f"Kommentar {self.desk.number}-{turn}"
        # The last version is the form's own; one above it belongs to the button that withdraws.
        form = {"text": text, "language": "nb", "version": VERSION.findall(page)[-1]}
        self.browser.send(address, page, form)
        self.ledger.comment = text
        self.ledger.counted["comments"] += 1

    def treatment(self, _turn: int) -> None:
        """Plan that the council talks the matter over."""
        address = f"/saker/{self.desk.matter}/behandlinger/ny/"
        form = {"kind": "discussion", "where": f"{self.desk.body}:", "decided_by": "", "document": ""}
        self.browser.send(address, self.browser.read(address), form)
        self.ledger.counted["treatment.planned"] += 1

    def report(self, turn: int) -> None:
        """Send an error report about a figure, and answer the one before."""
        if len(self.ledger.reports) < REPORTS:
            address, text = (
                f"/meld-feil/?indikator={INDICATOR}&sted={self.desk.slug}",
                f"Feil {self.desk.number}-{turn}",
            )
            self.browser.send(address, self.browser.read(address), {"text": text, "reply_to": ""})
            self.ledger.reports.append(text)
            self.ledger.counted["reports"] += 1
        elif len(self.ledger.answers) < REPORTS:
            self.answer()

    def answer(self) -> None:
        """Answer the first report of one's own municipality that is open."""
        listed = self.browser.read(
            f"/feilmeldinger/?vis=apne&q={urlencode({'': f'Feil {self.desk.number}-'})[1:]}"
        )
        found = re.search(r'href="(/feilmeldinger/\d+/)', listed)
        if found is None:
            raise Wrong("a report that was kept is not in the list")
        page, text = self.browser.read(found[1]), f"Svar {self.desk.number}-{len(self.ledger.answers)}"
        form = {"text": text, "language": "nb", "version": VERSION.findall(page)[0]}
        self.browser.send(f"{found[1]}svar/", page, form)
        self.ledger.answers.append(text)
        self.ledger.counted["report.answered"] += 1


@contextmanager
def heard(errors: list[str]) -> Iterator[None]:
    """Record what goes wrong in a thread, to be told at the end."""
    try:
        yield
    except (OSError, EOFError, Wrong, http.client.HTTPException) as wrong:
        errors.append(f"{type(wrong).__name__}: {wrong}")
