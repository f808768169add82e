"""Calls to open interfaces that set no limit of their own: patient, bounded, and clear about what failed."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType

import httpx

from loftet.refused import Refused
from loftet.sources.pxweb.answers import Reply, conditions

PAUSES = (1.0, 2.0, 4.0)  # seconds between tries
MOST_WAIT = 120.0  # a longer Retry-After is told to the user instead of slept through
TIMEOUT = httpx.Timeout(60.0, connect=15.0)


class Media(StrEnum):
    """The form in which an answer is wanted."""

    JSON = "application/json"
    CSV = "text/csv"
    WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked: `path` follows the base address, its query included; a body makes it a POST."""

    path: str
    media: Media = Media.JSON
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, from which address and when; `unchanged` means that what is in store still holds."""

    url: str
    call: Call
    content: bytes
    media_type: str
    retrieved: datetime
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unchanged: bool = False


class NotFound(Refused):
    """The interface knows nothing at this address (404)."""


@dataclass(slots=True)
class Caller:
    """A caller of one interface, one call at a time; `sleep` is given by tests."""

    base_url: str
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=TIMEOUT, follow_redirects=True))
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        if not self.base_url.startswith(("http://", "https://")):
            raise Refused.because(f"«{self.base_url}» is not an address that begins with http:// or https://")
        self.base_url = self.base_url.rstrip("/") + "/"

    def send(self, call: Call, stored: Mapping[str, str] | None = None) -> Answer:
        """Send a call, and again after a pause where that may help.

        `stored` are the headers of an answer in store; only what is newer is then sent.

        Raises:
            NotFound: when the interface answers 404.
            Refused: when it refuses otherwise, or does not answer in several tries.
        """
        url, cause = self.base_url + call.path, ""
        for pause in (*PAUSES, None):
            wait = pause
            try:
                reply = self._once(url, call, conditions(stored or {}))
            except httpx.TransportError as fault:
                cause = f"the interface does not answer ({type(fault).__name__})"
            else:
                if reply.status == httpx.codes.OK or (stored and reply.status == httpx.codes.NOT_MODIFIED):
                    return _answer(url, call, reply)
                cause = reply.words
                if not reply.worth_trying_again:
                    kind = NotFound if reply.status == httpx.codes.NOT_FOUND else Refused
                    raise kind.because(cause, file=url)
                told = reply.retry_after(datetime.now(UTC))
                wait = pause if told is None else told
            if pause is not None and wait is not None:
                self.sleep(_bounded(wait, cause, url))
        raise Refused.because(f"{cause}, in {len(PAUSES) + 1} tries", file=url)

    def _once(self, url: str, call: Call, asked: Mapping[str, str]) -> Reply:
        headers = {"Accept": call.media.value, **asked}
        if call.body:
            headers["Content-Type"] = Media.JSON.value
        method = "POST" if call.body else "GET"
        with self.http.stream(method, url, headers=headers, content=call.body or None) as response:
            return Reply.of(response, url)


def _answer(url: str, call: Call, reply: Reply) -> Answer:
    media = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    unchanged = reply.status == httpx.codes.NOT_MODIFIED
    return Answer(url, call, reply.content, media, datetime.now(UTC), reply.kept_headers(), unchanged)


def _bounded(seconds: float, cause: str, url: str) -> float:
    if seconds > MOST_WAIT:
        raise Refused.because(f"{cause}; it asks to wait {seconds:.0f} seconds, try again then", file=url)
    return seconds


def with_query(path: str, query: Mapping[str, str]) -> str:
    """Add a query to a path.

    >>> with_query("classifications/131/codesAt", {"date": "2024-01-01"})
    'classifications/131/codesAt?date=2024-01-01'
    """
    return f"{path}?{httpx.QueryParams(dict(query))}" if query else path
