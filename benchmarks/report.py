"""Measurement of a whole command, and its section in `docs/reference/performance.md`."""

import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "performance.md"


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a command: seconds by the clock, seconds of processor, and the peak of memory, in MB."""

    wall: float
    processor: float
    memory: float


def measure(command: Sequence[str], *, times: int = 1, environment: dict[str, str] | None = None) -> Cost:
    """Run a command some times and give the least of each cost; it must succeed."""
    costs = []
    for _ in range(times):
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(environment or {})},
        )
        _, code, used = os.wait4(process.pid, 0)
        if code:
            raise SystemExit(f"{' '.join(command)} ended with {code}")
        costs.append(Cost(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    return Cost(*(min(getattr(cost, part) for cost in costs) for part in Cost.__slots__))


def loftet(*words: str) -> list[str]:
    """Return a command of ours as this interpreter runs it."""
    return [sys.executable, "-m", "loftet.cli", *words]


def make_demo(environment: Mapping[str, str]) -> None:
    """Create the demo in the folder that the settings name."""
    subprocess.run(loftet("demo", "--no-server"), env=environment, check=True, stdout=subprocess.DEVNULL)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Format a table in Markdown."""
    return [f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *rows)]


def conditions() -> str:
    """Describe when and on what the figures were taken."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    processors = len(os.sched_getaffinity(0))
    return (
        f"Measured {datetime.now(tz=UTC):%Y-%m-%d}, Python {platform.python_version()}, "
        f"{processors} processors, the least of the runs; "
        f"load of the machine at the end (1, 5, 15 minutes): {load}."
    )


def publish(name: str, lines: Sequence[str], *, write: bool, command: str = "") -> None:
    """Print a section, and put it between its markers on the page when that is asked for."""
    print("\n".join(lines))
    if not write:
        return
    page = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else "# Performance\n"
    begin = f"<!-- {name}: written by `python -m benchmarks.{command or name} --write` -->"
    section = "\n".join([begin, *lines, f"<!-- /{name} -->"])
    pattern = re.compile(rf"<!-- {name}\b.*?<!-- /{name} -->", re.DOTALL)
    added = f"{page.rstrip()}\n\n{section}\n"
    page = pattern.sub(lambda _: section, page) if pattern.search(page) else added
    PAGE.write_text(page, encoding="utf-8")
