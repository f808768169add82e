"""Run the tests that read a date once at each of eight moments at which dates are easily wrong.

python -m tests.gate.moments [MOMENT …]

Tests with a browser or a process of their own are not among them: those have the machine's clock.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.gate.stages import PROJECT
from tests.moment import VARIABLE, uses_processes

MOMENTS = {
    "over midnight": "2026-11-30T23:59:00+01:00",
    "the last day of a year": "2026-12-31T12:00:00+01:00",
    "the first days of a year": "2027-01-05T12:00:00+01:00",
    "the deadline of reported figures": "2027-03-15T12:00:00+01:00",
    "the night in which summer time begins": "2027-03-28T01:59:00+01:00",
    "the month before July": "2027-06-01T12:00:00+02:00",
    "the hour that comes twice": "2027-10-31T02:30:00+02:00",
    "a leap day": "2028-02-29T12:00:00+01:00",
}
READS_A_DATE = re.compile(r"\b(?:localdate|localtime|today|TODAY|now)\b")
COMMAND = (
    *(sys.executable, "-m", "pytest", "--quiet", "--numprocesses=2", "--dist=loadgroup"),
    *("-m", "not browser and not nightly and not release"),
)


def files_that_read_a_date(tests: Path = PROJECT / "tests") -> list[str]:
    """Return the files of tests whose source reads a date or the time, and that have no machine's clock.

    Those of the example app need settings of their own.
    """
    examples = tests / "examples"
    files = (one for one in sorted(tests.rglob("test_*.py")) if not uses_processes(one))
    files = (one for one in files if examples not in one.parents)
    return [str(one) for one in files if READS_A_DATE.search(one.read_text(encoding="utf-8"))]


def main(*chosen: str) -> int:
    """Return 0 where the tests passed at every moment, 1 where not, 2 where a moment is not there."""
    if unknown := [one for one in chosen if one not in MOMENTS.values()]:
        print(f"there is no moment «{unknown[0]}»; there are {', '.join(MOMENTS.values())}")  # noqa: T201
        return 2
    files, red = files_that_read_a_date(), []
    for name, moment in MOMENTS.items():
        if chosen and moment not in chosen:
            continue
        print(f"{moment}, {name}", flush=True)  # noqa: T201
        done = subprocess.run(
            (*COMMAND, *files), cwd=PROJECT, env=os.environ | {VARIABLE: moment}, check=False
        )
        if done.returncode:
            red.append(moment)
    print(f"red at {', '.join(red)}" if red else "green at every moment")  # noqa: T201
    return int(bool(red))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
