"""The moment at which tests are run, so that no day of the year and no midnight makes them red.

A test that starts a process or a browser has the machine's clock, since the other side has it, too.
`LOFTET_TESTS_AT` is another moment (ISO 8601, with its offset); `python -m tests.gate.moments` tries eight.
"""

import os
import time
from datetime import datetime, timedelta

import time_machine

VARIABLE = "LOFTET_TESTS_AT"
A_MONDAY_AT_NOON = "2026-11-30T12:00:00+01:00"
MOMENT = datetime.fromisoformat(os.environ.get(VARIABLE, A_MONDAY_AT_NOON))


_BEGAN = time.monotonic()


def at_the_moment() -> time_machine.travel:
    """Return what sets the clock to the moment at which this process began, and lets it go; for a `with`.

    It never goes back: what a fixture has made for several tests is past for each of them.
    """
    return time_machine.travel(MOMENT + timedelta(seconds=time.monotonic() - _BEGAN), tick=True)
