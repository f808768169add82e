"""The moment at which tests are run, so that no day of the year and no midnight makes them red.

A test that starts a process or a browser has the machine's clock, since the other side has it, too.
`LOFTET_TESTS_AT` is another moment (ISO 8601, with its offset); `python -m tests.gate.moments` tries eight.
A test whose days are written out is marked `usual_moment`: for it the clock is never set to another one. What
a fixture makes for a marked test and for another one has two clocks; such tests do not share one.
"""

import os
import re
import time
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import time_machine

VARIABLE = "LOFTET_TESTS_AT"
A_MONDAY_AT_NOON = "2026-11-30T12:00:00+01:00"
USUAL_MOMENT = datetime.fromisoformat(A_MONDAY_AT_NOON)
MOMENT = datetime.fromisoformat(os.environ.get(VARIABLE, A_MONDAY_AT_NOON))
PROCESSES = re.compile(r"^(?:import|from) (?:multiprocessing|signal|socket|subprocess|time)\b", re.M)


_BEGAN = time.monotonic()


def at_the_moment(moment: datetime = MOMENT) -> time_machine.travel:
    """Return what sets the clock to the moment at which this process began, and lets it go; for a `with`.

    It goes on from test to test, so that what a fixture has made for several is past for each of them. It
    goes back only from a later moment to a test marked `usual_moment`.
    """
    return time_machine.travel(moment + timedelta(seconds=time.monotonic() - _BEGAN), tick=True)


@cache
def uses_processes(file: Path) -> bool:
    """Check whether a file of tests starts processes, opens connections or asks the clock."""
    return PROCESSES.search(file.read_text(encoding="utf-8")) is not None
