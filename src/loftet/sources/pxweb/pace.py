"""The pace that an interface allows: its limits, and when one more call fits in the window."""

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import orjson

from loftet.invalid_input import InvalidInput

MARGIN = 0.05  # seconds added to the window, since two clocks never agree


@dataclass(frozen=True, slots=True)
class CallLimits:
    """The limits of the interface: cells a call, and calls in a window of seconds."""

    cells: int
    calls: int
    window: float


@dataclass(slots=True)
class CallPace:
    """The times of past calls; without limits there is nothing to wait for. Tests set `clock` and `sleep`."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    limits: CallLimits | None = None
    _calls: deque[float] = field(default_factory=deque)

    def wait(self) -> None:
        """Wait until one more call fits in the window.

        A call counts from its answer on, not from its sending: it reached the interface between the two,
        so the interface's own count can only be lower.
        """
        if self.limits is None:
            return
        window = self.limits.window + MARGIN
        while self._calls and self._calls[0] + window <= self.clock():
            self._calls.popleft()
        if len(self._calls) >= self.limits.calls:
            self.sleep(max(0.0, self._calls[-self.limits.calls] + window - self.clock()))

    def count(self) -> None:
        """Count a call that has been answered."""
        self._calls.append(self.clock())


def read_limits(content: bytes, address: str) -> CallLimits:
    """Read the limits from the answer to `/config`.

    Raises:
        InvalidInput: when they are not there, or are no limits.
    """
    told: Any = None
    with suppress(orjson.JSONDecodeError):
        told = orjson.loads(content)
    named: dict[str, Any] = told if isinstance(told, dict) else {}
    names = ("maxDataCells", "maxCallsPerTimeWindow", "timeWindow")
    if wrong := [name for name in names if type(named.get(name)) is not int or named[name] < 1]:
        raise InvalidInput.because(
            f"the interface does not tell its limits ({', '.join(wrong)})", file=address
        )
    cells, calls, window = (int(named[name]) for name in names)
    return CallLimits(cells, calls, float(window))
