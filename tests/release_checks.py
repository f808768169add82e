"""Run what is checked by hand before a release, and write the outcome into a page of the documentation."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "reference" / "release-checks.md"
TESTS = (sys.executable, "-m", "pytest", "--quiet", "-m", "release")
# The command `env` sets for how long.
ODD = ("env", "LOFTET_FUZZ_SECONDS=1800", *TESTS, "--timeout=2400")
CHECKS: Mapping[str, Sequence[str]] = {
    "The README's walks, from an empty clone; up from an old version, and back": (*TESTS, "tests/walks"),
    "Processes killed while letters are sent": (*TESTS, "tests/core"),
    "A worker killed while it makes reports": (*TESTS, "tests/reports"),
    "Emissions of the whole country, read in a minute": (*TESTS, "tests/sources"),
    "Backups while people write": (*TESTS, "tests/site"),
    "200 readers and 20 writers for five minutes": (sys.executable, "-m", "benchmarks.load", "--write"),
    "Challenges planted in simulated panels": (sys.executable, "-m", "benchmarks.challenges", "--write"),
    "Effects of projects in simulated panels": (sys.executable, "-m", "benchmarks.effect", "--write"),
    "Odd requests against the server for half an hour": (*ODD, "tests/abuse"),
    "Ten minutes of fuzzing": ("make", "fuzz"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A check, whether it passed, and the minutes that it took."""

    name: str
    passed: bool
    minutes: float


def run_check(name: str, command: Sequence[str]) -> Outcome:
    """Run the command of a check."""
    print(f"{name}:", flush=True)  # noqa: T201
    began = time.monotonic()
    done = subprocess.run(command, cwd=PROJECT, check=False)
    return Outcome(name, done.returncode == 0, (time.monotonic() - began) / 60)


def page(outcomes: Sequence[Outcome], day: str, release: str, commit: str) -> str:
    """Return the page of documentation."""
    rows = [
        f"| {one.name} | {'passed' if one.passed else '**failed**'} | {one.minutes:.1f} |" for one in outcomes
    ]
    return "\n".join(
        (
            "# Checks before a release",
            "",
            f"Written by `make release` on {day} for {release}, commit {commit}; do not edit it.",
            "The figures of the load and of the panels are in [performance.md](performance.md).",
            "",
            "| check | outcome | minutes |",
            "| --- | --- | ---: |",
            *rows,
            "",
        )
    )


def main() -> int:
    """Return 0 where all passed."""
    outcomes = [run_check(name, command) for name, command in CHECKS.items()]
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.strip()
    PAGE.write_text(
        page(outcomes, f"{datetime.now(tz=UTC):%Y-%m-%d}", version("loftet"), commit), encoding="utf-8"
    )
    return int(not all(one.passed for one in outcomes))


if __name__ == "__main__":
    sys.exit(main())
