"""A caller of a PxWebApi v2: `web.Caller` under the limits that the interface tells."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from loftet.sources.addresses import SSB
from loftet.sources.pxweb.pace import CallLimits, CallPace, read_limits
from loftet.sources.web import Call, Caller, WebAnswer, new_http, now_in_utc, say_nothing

MOST_WAIT = 600.0  # a longer Retry-After is told to the user instead of slept through


@dataclass(slots=True)
class PxWebClient:
    """A caller of one interface; tests give their own `clock`, `sleep` and `now`."""

    base_url: str = SSB
    language: str = "no"
    http: httpx.Client = field(default_factory=new_http)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = now_in_utc
    say: Callable[[str], None] = say_nothing
    _pace: CallPace = field(init=False)
    _caller: Caller = field(init=False)

    def __post_init__(self) -> None:
        self._pace = CallPace(self.clock, self.sleep)
        self._caller = Caller(
            self.base_url,
            http=self.http,
            sleep=self.sleep,
            now=self.now,
            say=self.say,
            most_wait=MOST_WAIT,
            pace=self._pace,
        )
        self.base_url = self._caller.base_url

    def limits(self) -> CallLimits:
        """Return the interface's limits; it is asked once.

        Raises:
            InvalidInput: when it does not answer, or its limits are no limits.
        """
        if self._pace.limits is None:
            self._pace.limits = read_limits(self.send(Call("config")).content, self.base_url)
        return self._pace.limits

    def close(self) -> None:
        """Close the connections."""
        self.http.close()

    def send(self, call: Call, stored: Mapping[str, str] | None = None) -> WebAnswer:
        """Send a call as `Caller.send` does."""
        return self._caller.send(call, stored)
