"""One polite caller of a PxWebApi v2: one call at a time, under the limit, patient when told to wait."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

import httpx

from loftet.refused import Refused
from loftet.sources.pxweb.answers import Answer, Limits, Reply, conditions, read_limits
from loftet.sources.pxweb.request import Method, Request

SSB = "https://data.ssb.no/api/pxwebapi/v2/"
PAUSES = (1.0, 2.0, 4.0)  # seconds between tries when the interface does not say how long
MOST_WAIT = 600.0  # a longer Retry-After is told to the user instead of slept through
MARGIN = 0.05  # seconds added to the window, since two clocks never agree
TIMEOUT = httpx.Timeout(60.0, connect=15.0)


def _quiet(text: str) -> None:
    """Say nothing."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Client:
    """A caller of one interface; tests give their own `clock`, `sleep` and `now`."""

    base_url: str = SSB
    language: str = "no"
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=TIMEOUT, follow_redirects=True))
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = _now
    say: Callable[[str], None] = _quiet
    _limits: Limits | None = None
    _calls: deque[float] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.base_url = self.base_url.rstrip("/") + "/"

    def limits(self) -> Limits:
        """Give the interface's limits; it is asked once.

        Raises:
            Refused: when it does not answer, or its limits are no limits.
        """
        if self._limits is None:
            self._limits = read_limits(self.send(Request(Method.GET, "config")).content, self.base_url)
        return self._limits

    def close(self) -> None:
        """Let go of the connections."""
        self.http.close()

    def send(self, request: Request, stored: Mapping[str, str] | None = None) -> Answer:
        """Send a call and give its answer; `stored` are the headers of an answer that is in store already.

        Raises:
            Refused: when the interface refuses, in its own words, or does not answer in several tries.
        """
        address = self.base_url + request.path
        cause = ""
        with self._lock:
            for pause in (*PAUSES, None):
                self._keep_pace()
                try:
                    reply = self._call(request, address, stored or {})
                except httpx.TransportError as fault:
                    cause, told = f"the interface does not answer ({type(fault).__name__}: {fault})", None
                else:
                    if not reply.worth_trying_again:
                        return self._answer(reply, address, stored or {})
                    cause, told = reply.words, reply.retry_after(self.now())
                if pause is not None:
                    self._pause(address, cause, pause if told is None else told)
        raise Refused.because(f"{cause}, in {len(PAUSES) + 1} tries", file=address)

    def _call(self, request: Request, address: str, stored: Mapping[str, str]) -> Reply:
        headers = {"Accept": "application/json"} | conditions(stored)
        if request.body:
            headers["Content-Type"] = "application/json"
        try:
            with self.http.stream(request.method, address, headers=headers, content=request.body) as response:
                return Reply.of(response, address)
        finally:
            self._calls.append(self.clock())

    def _answer(self, reply: Reply, address: str, stored: Mapping[str, str]) -> Answer:
        if reply.status == httpx.codes.NOT_MODIFIED and stored:
            return Answer(b"", dict(stored), self.now(), unchanged=True)
        if reply.status != httpx.codes.OK:
            raise Refused.because(reply.words, file=address)
        return Answer(reply.content, reply.kept_headers(), self.now())

    # -- pace --------------------------------------------------------------------------------------

    def _keep_pace(self) -> None:
        """Wait until one more call fits in the window.

        A call counts from its answer on, not from its sending: it reached the interface between the two,
        so the interface's own count can only be lower.
        """
        if self._limits is None:
            return
        window = self._limits.window + MARGIN
        while self._calls and self._calls[0] + window <= self.clock():
            self._calls.popleft()
        if len(self._calls) >= self._limits.calls:
            self.sleep(max(0.0, self._calls[-self._limits.calls] + window - self.clock()))

    def _pause(self, address: str, cause: str, seconds: float) -> None:
        if seconds > MOST_WAIT:
            told = f"{cause}, and asks to wait {seconds:.0f} seconds; try again then"
            raise Refused.because(told, file=address)
        self.say(f"{cause}; waiting {seconds:g} seconds")
        self.sleep(seconds)
