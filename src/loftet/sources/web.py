"""Calls to open interfaces: patient, bounded, under a pace where there is one, clear about what failed."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from threading import Lock
from types import MappingProxyType
from typing import Protocol

import httpx

from loftet.invalid_input import InvalidInput
from loftet.sources.connection_faults import ConnectionFault
from loftet.sources.replies import HttpReply, conditions

PAUSES = (1.0, 2.0, 4.0)  # seconds between tries
MOST_WAIT = 120.0  # a longer Retry-After is told to the user instead of slept through
TIMEOUT = httpx.Timeout(60.0, connect=15.0)
NOTHING_THERE = (httpx.codes.NOT_FOUND, httpx.codes.GONE)


class Media(StrEnum):
    """The form in which an answer is wanted."""

    JSON = "application/json"
    CSV = "text/csv"
    XML = "application/xml"
    WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Call:
    """A request: `path` follows the base address, its query included; a body makes it a POST."""

    path: str
    media: Media = Media.JSON
    body: bytes = b""

    @property
    def method(self) -> str:
        """Return how the call is sent."""
        return "POST" if self.body else "GET"


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """A reply, from which address and when; `unchanged` means that the stored one is still valid."""

    url: str
    call: Call
    content: bytes
    media_type: str
    retrieved: datetime
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unchanged: bool = False


class NotFound(InvalidInput):
    """The interface has nothing at this address (404), or no longer (410)."""


class Pacer(Protocol):
    """A limiter of calls."""

    def wait(self) -> None:
        """Wait until one more call may be sent."""

    def count(self) -> None:
        """Count a call that has been answered."""


def new_http(
    timeout: httpx.Timeout = TIMEOUT,
    key: Mapping[str, str] | None = None,
    transport: httpx.BaseTransport | None = None,
) -> httpx.Client:
    """Return a client with bounded waits; a key is for one address alone, so no redirect is followed then."""
    return httpx.Client(timeout=timeout, follow_redirects=not key, headers=key, transport=transport)


def now_in_utc() -> datetime:
    """Return the time now."""
    return datetime.now(UTC)


def say_nothing(_text: str) -> None:
    """Ignore the message."""


@dataclass(slots=True)
class Caller:
    """A caller of one interface, one call at a time; tests give their own `sleep` and `now`.

    `say` is told of each wait. A wait that is longer than `most_wait` is refused instead of slept through.
    `pauses` are the seconds between tries; without any there is one try.
    """

    base_url: str
    http: httpx.Client = field(default_factory=new_http)
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = now_in_utc
    say: Callable[[str], None] = say_nothing
    most_wait: float = MOST_WAIT
    pauses: tuple[float, ...] = PAUSES
    pace: Pacer | None = None
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        if not self.base_url.startswith(("http://", "https://")):
            raise InvalidInput.because(
                f"«{self.base_url}» is not an address that begins with http:// or https://"
            )
        self.base_url = self.base_url.rstrip("/") + "/"

    def send(self, call: Call, stored: Mapping[str, str] | None = None) -> WebAnswer:
        """Send a call, and again after a pause where that may help.

        `stored` are the headers of an answer in store; only what is newer is then sent.

        Raises:
            NotFound: when the interface answers 404 or 410.
            InvalidInput: when it refuses otherwise, in its own words, or does not answer in several tries.
        """
        url, cause = self.base_url + call.path, ""
        with self._lock:
            for pause in (*self.pauses, None):
                try:
                    reply = self._once(url, call, stored or {})
                except httpx.TransportError as fault:
                    why, told = ConnectionFault.of(fault), None
                    cause = why.cause
                    if why.lasting:
                        raise InvalidInput.because(cause, file=url) from None
                else:
                    if not reply.worth_trying_again:
                        return self._answer(url, call, reply, stored or {})
                    cause, told = reply.words, reply.retry_after(self.now())
                if pause is not None:
                    self._pause(url, cause, pause if told is None else told)
        tries = f", in {len(self.pauses) + 1} tries" if self.pauses else ""
        raise InvalidInput.because(f"{cause}{tries}", file=url)

    def close(self) -> None:
        """Close the connection; nothing is sent after it."""
        self.http.close()

    def _once(self, url: str, call: Call, stored: Mapping[str, str]) -> HttpReply:
        headers = {"Accept": call.media.value} | conditions(stored)
        if call.body:
            headers["Content-Type"] = Media.JSON.value
        if self.pace is not None:
            self.pace.wait()
        try:
            with self.http.stream(call.method, url, headers=headers, content=call.body or None) as response:
                return HttpReply.of(response, url)
        finally:
            if self.pace is not None:
                self.pace.count()

    def _answer(self, url: str, call: Call, reply: HttpReply, stored: Mapping[str, str]) -> WebAnswer:
        unchanged = bool(stored) and reply.status == httpx.codes.NOT_MODIFIED
        if reply.status != httpx.codes.OK and not unchanged:
            kind = NotFound if reply.status in NOTHING_THERE else InvalidInput
            raise kind.because(reply.words, file=url)
        media = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        return WebAnswer(url, call, reply.content, media, self.now(), reply.kept_headers(), unchanged)

    def _pause(self, url: str, cause: str, seconds: float) -> None:
        if seconds > self.most_wait:
            told = f"{cause}, and asks to wait {seconds:.0f} seconds; try again then"
            raise InvalidInput.because(told, file=url)
        self.say(f"{cause}; waiting {seconds:g} seconds")
        self.sleep(seconds)


def with_query(path: str, query: Mapping[str, str]) -> str:
    """Add a query to a path.

    >>> with_query("classifications/131/codesAt", {"date": "2024-01-01"})
    'classifications/131/codesAt?date=2024-01-01'
    """
    return f"{path}?{httpx.QueryParams(dict(query))}" if query else path
