"""Replicates: whole commands on synthetic studies, beside COINr and a plain NumPy floor.

    python -m benchmarks.uncertainty [--write] [--times 3] [--golden FOLDER]

`--golden` is a folder with the study `sdr2019`; without it that line is left out. The peers' figures were
measured in November 2026 on 2 cores: COINr 1.1.14 replays its whole pipeline for every replicate.
"""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.report import Cost, conditions, loftet, measure, publish, table

REPLICATES = 1000


@dataclass(frozen=True, slots=True)
class Case:
    """A synthetic study: its size, whether every cell is sampled, our target and what peers need."""

    name: str
    places: int
    indicators: int
    counts: bool
    target: str
    peer: str


CASES = (
    Case("400 × 120 × 1,000", 400, 120, False, "3 s", "COINr 0.53 s a replicate; NumPy floor 0.5 s"),
    Case(
        "5,570 × 100 × 1,000, no sampling",
        5570,
        100,
        False,
        "10 s, 4 GB",
        "COINr 6.9 s a replicate; NumPy floor 6 s",
    ),
    Case(
        "5,570 × 100 × 1,000, every cell sampled",
        5570,
        100,
        True,
        "40 s",
        "binomial draws alone 24 s on one core",
    ),
)


def synthesise(case: Case, folder: Path) -> None:
    """Write a study with 3 % of its cells missing; bounds are stated."""
    rng = np.random.default_rng(1)
    shape = (case.places, case.indicators)
    denominator = rng.integers(50, 5000, shape)
    count = rng.binomial(denominator, np.clip(rng.normal(0.5, 0.2, shape), 0.02, 0.98))
    there = rng.random(shape) > 0.03
    folder.mkdir()
    (folder / "method.toml").write_text(f"[uncertainty]\nreplicates = {REPLICATES}\n", encoding="utf-8")
    places = [f"p{at:05},,g{at % 20},1,\n" for at in range(case.places)]
    indicators = [f"i{at:03},,{at % 17 + 1},1,10,30,60,90,,100,binomial\n" for at in range(case.indicators)]
    rows = [
        f"p{place:05},i{key:03},2020,{100 * count[place, key] / denominator[place, key]!s}"
        + (f",{count[place, key]},{denominator[place, key]}\n" if case.counts else "\n")
        for place, key in zip(*np.nonzero(there), strict=True)
    ]
    counts = ",count,denominator" if case.counts else ""
    for name, header, lines in (
        ("places", "place,name,group,ranked,tags", places),
        ("indicators", "indicator,name,goal,weight,lower,red,green,upper,applies_to,per,draw", indicators),
        ("observations", f"place,indicator,year,value{counts}", rows),
    ):
        (folder / f"{name}.csv").write_text("".join([f"{header}\n", *lines]), encoding="utf-8")


def sdr2019(golden: Path, folder: Path, times: int) -> Cost:
    """Measure the SDG Index 2019 with replicates."""
    method = folder / "sdr.toml"
    text = (golden / "sdr2019" / "method.toml").read_text(encoding="utf-8")
    method.write_text(f"{text}\n[uncertainty]\nreplicates = {REPLICATES}\n", encoding="utf-8")
    words = ("status", str(golden / "sdr2019"), "--method", str(method), "--out", str(folder / "out"))
    return measure(loftet(*words), times=times)


def row(name: str, cost: Cost, target: str, peer: str) -> list[str]:
    """Write a line of the table."""
    return [name, f"{cost.wall:.1f} s", f"{cost.processor:.1f} s", f"{cost.memory:,.0f} MB", target, peer]


def main() -> None:
    """Measure every case, print, and write when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--golden", type=Path)
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.golden:
            cost = sdr2019(options.golden, folder, options.times)
            rows.append(row("sdr2019 × 1,000", cost, "5 s", "a command without replicates about 1.9 s"))
        for number, case in enumerate(CASES):
            study = folder / f"study{number}"
            synthesise(case, study)
            cost = measure(loftet("status", str(study), "--out", str(folder / "out")), times=options.times)
            rows.append(row(case.name, cost, case.target, case.peer))
    header = ["places × indicators × replicates", "by the clock", "processor", "memory", "target", "peer"]
    lines = [
        "## Replicates",
        "",
        "Whole commands, from CSV to CSV.",
        "",
        *table(header, rows),
        "",
        conditions(),
    ]
    publish("uncertainty", lines, write=options.write)


if __name__ == "__main__":
    main()
