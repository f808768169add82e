"""JSON-stat: our reader beside pyjstat, each in its own process, on 800,000 and 5,000,000 cells.

    python -m benchmarks.jsonstat [--write]

`--write` puts the figures into `docs/reference/performance.md`. pyjstat gives a pandas frame with a row a
cell; ours gives a block of numbers with statuses. So that the two are held to similar work, «as rows»
spreads our block into a row a cell too, with positions in place of labels.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from math import prod
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "performance.md"
BEGIN, END = "<!-- jsonstat: written by `python -m benchmarks.jsonstat --write` -->", "<!-- /jsonstat -->"
SIZES = {"800,000 cells": (400, 20, 10, 10), "5,000,000 cells": (1000, 50, 10, 10)}
READERS = ("pyjstat", "ours", "ours, as rows")
SIDES = ("Region", "Alder", "ContentsCode", "Tid")


def synthesise(file: Path, shape: tuple[int, ...]) -> None:
    """Write a table of random numbers, of which one in fifty is missing with a sign."""
    chance = random.Random(1)
    cells = prod(shape)
    values: list[float | None] = [round(chance.uniform(0, 1e5), 1) for _ in range(cells)]
    missing = sorted(chance.sample(range(cells), cells // 50))
    for place in missing:
        values[place] = None
    codes = [
        [f"{side[0]}{number:04}" for number in range(size)] for side, size in zip(SIDES, shape, strict=True)
    ]
    dimension = {
        side: {
            "label": side,
            "category": {
                "index": {code: place for place, code in enumerate(one)},
                "label": dict(zip(one, one, strict=True)),
            },
        }
        for side, one in zip(SIDES, codes, strict=True)
    }
    table = {
        "version": "2.0",
        "class": "dataset",
        "updated": "2026-03-16T07:00:00Z",
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": SIDES,
        "size": shape,
        "dimension": dimension,
        "value": values,
        "status": {str(place): chance.choice([".", "..", ":"]) for place in missing},
    }
    file.write_text(json.dumps(table), encoding="utf-8")


def read(reader: str, file: Path) -> None:
    """Read a file with one reader, and print seconds and peak memory; imports take no part in the time."""
    if reader == "pyjstat":
        from pyjstat import pyjstat

        text = file.read_text(encoding="utf-8")
        begun = time.perf_counter()
        kept = pyjstat.Dataset.read(text).write("dataframe")
    else:
        import numpy as np

        from loftet.sources.jsonstat import read_jsonstat

        data = file.read_bytes()
        begun = time.perf_counter()
        cube = read_jsonstat(data)
        kept = cube
        if reader == "ours, as rows":
            kept = [*np.indices(cube.shape, dtype=np.int32), cube.values.ravel()]
    seconds = time.perf_counter() - begun
    assert len(kept.dims if reader == "ours" else kept)
    print(
        json.dumps(
            {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
        )
    )


def measure(reader: str, file: Path, repeats: int) -> tuple[float, float]:
    """Return the best time of several processes, and the smallest peak."""
    runs = [json.loads(_alone("--reader", reader, "--file", str(file))) for _ in range(repeats)]
    return min(run["seconds"] for run in runs), min(run["megabytes"] for run in runs)


def _alone(*words: str) -> bytes:
    """Run a part of this benchmark in a process of its own.

    A child begins with its parent's peak memory, so the parent must never hold a table itself.
    """
    command = [sys.executable, "-m", "benchmarks.jsonstat", *words]
    return subprocess.run(command, check=True, capture_output=True).stdout


def report(repeats: int) -> str:
    """Measure every size with every reader, as a table in Markdown."""
    lines = [
        "| table | reader | seconds | times faster | peak memory, MB | share |",
        "|---|---|---:|---:|---:|---:|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name in SIZES:
            file = Path(folder) / "table.json"
            _alone("--make", name, "--file", str(file))
            base = None
            for reader in READERS:
                seconds, megabytes = measure(reader, file, repeats)
                base = base or (seconds, megabytes)
                faster, share = base[0] / seconds, megabytes / base[1]
                lines.append(
                    f"| {name} | {reader} | {seconds:.3f} | {faster:.1f} | {megabytes:.0f} | {share:.2f} |"
                )
                print(lines[-1], file=sys.stderr)
    return "\n".join(lines)


def write(table: str, repeats: int) -> None:
    """Write the section into the page, and leave the rest of the page alone."""
    day = datetime.now(UTC).date()
    section = f"""{BEGIN}
## Reading JSON-stat

`python -m benchmarks.jsonstat --write`, {day}, Python {sys.version.split()[0]}, {os.cpu_count()} cores,
the best of {repeats} processes. Peak memory is that of the whole process, with interpreter and libraries.
pyjstat gives a pandas frame with a row and a label for each side a cell, and drops the statuses; ours gives
a block of numbers with statuses. «As rows» spreads our block into a row a cell too, with a position a side.

{table}
{END}
"""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Performance\n"
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(f"{END}\n")
    PAGE.write_text(before.rstrip("\n") + "\n\n" + section + after, encoding="utf-8")


def main() -> None:
    """Run the benchmark, or one reading of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--make", choices=SIZES)
    parser.add_argument("--reader", choices=READERS)
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.make:
        synthesise(options.file, SIZES[options.make])
        return
    if options.reader:
        read(options.reader, options.file)
        return
    table = report(options.repeats)
    print(table)
    if options.write:
        write(table, options.repeats)


if __name__ == "__main__":
    main()
