"""Calls to open interfaces that set no limit of their own: patient, bounded, and clear about what failed."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

import httpx

from loftet.refused import Refused

PAUSES = (1.0, 2.0, 4.0)  # seconds between tries
MOST_WAIT = 120.0  # a longer Retry-After is told to the user instead of slept through
MOST_BYTES = 200_000_000
TIMEOUT = httpx.Timeout(60.0, connect=15.0)


class Media(StrEnum):
    """The form in which an answer is wanted."""

    JSON = "application/json"
    CSV = "text/csv"


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked: `path` follows the base address, its query included; a body makes it a POST."""

    path: str
    media: Media = Media.JSON
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, from which address and when."""

    url: str
    call: Call
    content: bytes
    media_type: str
    retrieved: datetime


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

    def send(self, call: Call) -> Answer:
        """Send a call, and again after a pause where that may help.

        Raises:
            NotFound: when the interface answers 404.
            Refused: when it refuses otherwise, or does not answer in several tries.
        """
        url, cause = self.base_url + call.path, ""
        for pause in (*PAUSES, None):
            wait: float | None = None
            try:
                response, content = self._once(url, call)
            except httpx.TransportError as fault:
                cause = f"does not answer ({type(fault).__name__})"
            else:
                if response.status_code == httpx.codes.OK:
                    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                    return Answer(url, call, content, media, datetime.now(UTC))
                cause, wait = _words(response, content), _retry_after(response)
                _demand_patience_helps(response, cause, url)
            if pause is not None:
                self.sleep(_bounded_wait(pause if wait is None else wait, cause, url))
        raise Refused.because(f"{cause}, in {len(PAUSES) + 1} tries", file=url)

    def _once(self, url: str, call: Call) -> tuple[httpx.Response, bytes]:
        headers = {"Accept": call.media.value}
        if call.body:
            headers["Content-Type"] = Media.JSON.value
        method = "POST" if call.body else "GET"
        with self.http.stream(method, url, headers=headers, content=call.body or None) as response:
            content = bytearray()
            for piece in response.iter_bytes():
                content += piece
                if len(content) > MOST_BYTES:
                    raise Refused.because(f"the answer is larger than {MOST_BYTES:,} bytes", file=url)
            return response, bytes(content)


def _demand_patience_helps(response: httpx.Response, cause: str, url: str) -> None:
    if response.status_code == httpx.codes.NOT_FOUND:
        raise NotFound.because(cause, file=url)
    if response.status_code != httpx.codes.TOO_MANY_REQUESTS and response.status_code < 500:
        raise Refused.because(cause, file=url)


def _words(response: httpx.Response, content: bytes) -> str:
    """Tell how the interface refuses, with the beginning of its own words when they are no web page."""
    told = " ".join(content[:2000].decode("utf-8", "replace").split())
    said = f": {told[:200]}" if told and "<html" not in told.lower() else ""
    return f"answers {response.status_code}{said}"


def _retry_after(response: httpx.Response) -> float | None:
    told = response.headers.get("retry-after", "")
    return float(told) if told.isascii() and told.isdigit() else None


def _bounded_wait(seconds: float, cause: str, url: str) -> float:
    if seconds > MOST_WAIT:
        raise Refused.because(f"{cause}; it asks to wait {seconds:.0f} seconds, try again then", file=url)
    return seconds


def with_query(path: str, query: Mapping[str, str]) -> str:
    """Add a query to a path.

    >>> with_query("classifications/131/codesAt", {"date": "2024-01-01"})
    'classifications/131/codesAt?date=2024-01-01'
    """
    return f"{path}?{httpx.QueryParams(dict(query))}" if query else path
