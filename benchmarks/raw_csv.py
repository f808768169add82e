"""A large raw file through `loftet study build` and through pandas: seconds and peak memory, 200 MB and 1 GB.

    python -m benchmarks.raw_csv [--megabytes 200 1000] [--write]

The file is CSV as statistics offices export it: 17 municipalities of Telemark by year, sex, age and
diagnosis, of which a recipe takes one category. pandas reads all cells as text, keeps the same rows and
writes them; it checks nothing of what the command checks. `--write` puts the result into
`docs/reference/performance.md`.
"""

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "performance.md"
BEGIN, END = "<!-- raw_csv: written by `python -m benchmarks.raw_csv --write` -->", "<!-- /raw_csv -->"
PLACES = (
    *("4001", "4003", "4005", "4010", "4012", "4014", "4016", "4018", "4020"),
    *("4022", "4024", "4026", "4028", "4030", "4032", "4034", "4036"),
)
YEARS = range(2020, 2025)
SIZES = [200, 1000]  # MB
SEXES = ("Begge kjønn", "Menn", "Kvinner")
HEADER = "Kommunenr,Kommune,År,Kjønn,Alder,Diagnose,Andel,Fotnote\n"
RECIPE = """\
[study]
title = "Stor fil"
publisher = "Løftet"
licence = "CC BY 4.0"
codes_at = 2024-01-01
scope = "40"
indicators = "indicators.csv"
method = "method.toml"

[files.stor]
path = "stor.csv"
source = "Prøve"
blank = "missing"
place = { column = "Kommunenr", kind = "code", codes_at = 2024-01-01 }
period = { column = "År", kind = "year" }

[[series]]
indicator = "andel"
file = "stor"
value = "Andel"
where = { "Kjønn" = "Begge kjønn", Alder = "alder 0", Diagnose = "diagnose 0" }
"""
INDICATORS = (
    "indicator,name,group,weight,direction,unit,goal,lower,red,green,upper,applies_to\n"
    "andel,Andel,3,1,-1,%,3,,,,,\n"
)


# As somebody would do it by hand: the same rows, without a look at places, years or marks.
PEER = """\
import sys
import pandas as pd
rows = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
for column, word in (("Kjønn", "Begge kjønn"), ("Alder", "alder 0"), ("Diagnose", "diagnose 0")):
    rows = rows[rows[column] == word]
kept = rows[["Kommunenr", "År", "Andel"]].assign(Andel=rows["Andel"].astype(float))
kept.to_csv(sys.argv[2], index=False)
"""
MOST_SECONDS, MOST_MEGABYTES = 20, 1000  # of 200 MB; the promise in docs/how-to/recipe.md


def synthesise(folder: Path, megabytes: int) -> int:
    """Write a file of so many megabytes with its recipe; return its rows."""
    chance = random.Random(1)
    (folder / "recipe.toml").write_text(RECIPE, encoding="utf-8")
    (folder / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    (folder / "method.toml").write_text("", encoding="utf-8")
    wanted, written, rows, category = megabytes * 1_000_000, 0, 0, 0
    (folder / "data").mkdir()
    with (folder / "data" / "stor.csv").open("w", encoding="utf-8") as stream:
        stream.write(HEADER)
        while written < wanted:
            age, diagnosis = f"alder {category % 100}", f"diagnose {category // 100}"
            lines = [
                f"{code},Kommune {code},{year},{sex},{age},{diagnosis},"
                f"{chance.uniform(1, 99):.2f},Anslag av levekår"
                for code in PLACES
                for year in YEARS
                for sex in SEXES
            ]
            text = "\n".join(lines) + "\n"
            stream.write(text)
            written, rows, category = written + len(text.encode()), rows + len(lines), category + 1
    return rows


def measure(command: Sequence[object]) -> tuple[float, float, float]:
    """Run a command in a process of its own; return seconds, those of the processor, peak memory in MB."""
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, *map(str, command)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"exit code {process.returncode}"
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def report(sizes: list[int]) -> str:
    """Measure every size, as a table in Markdown; the ratio is that of the command to pandas."""
    lines = [
        "| file | rows | read by | seconds | of the processor | peak, MB | time ratio | memory ratio |",
        "|---|---:|---|---:|---:|---:|---:|---:|",
    ]
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            rows = synthesise(folder, size)
            words = ["study", "build", folder / "recipe.toml", "--data", folder / "data"]
            ours = measure(["-m", "loftet.cli", *words, "--out", folder / "study"])
            peer = measure(["-c", PEER, folder / "data" / "stor.csv", folder / "peer.csv"])
            assert _figures(folder / "study" / "observations.csv") == _figures(folder / "peer.csv")
        for name, (seconds, busy, megabytes) in (("study build", ours), ("pandas", peer)):
            ratio = f"{seconds / peer[0]:.2f} | {megabytes / peer[2]:.2f}"
            cells = f"{size} MB | {rows:,} | {name} | {seconds:.1f} | {busy:.1f} | {megabytes:.0f} | {ratio}"
            lines.append(f"| {cells} |")
            print(lines[-1], file=sys.stderr)
        if size == SIZES[0]:
            print(_promise(size, *ours), file=sys.stderr)
    return "\n".join(lines)


def _promise(size: int, seconds: float, busy: float, megabytes: float) -> str:
    """Return whether the promise holds; what a machine that is busy with other work took tells nothing."""
    promise = f"{size} MB in at most {MOST_SECONDS} s and {MOST_MEGABYTES} MB"
    if megabytes <= MOST_MEGABYTES and busy <= MOST_SECONDS < seconds:
        return f"{promise}: not told, for the machine was busy ({busy:.1f} s of the processor)"
    held = seconds <= MOST_SECONDS and megabytes <= MOST_MEGABYTES
    return f"{promise}: {'holds' if held else 'DOES NOT HOLD'}"


def _figures(file: Path) -> set[tuple[str, str, float]]:
    """Return place, year and number of each row of a study's observations, or of what pandas wrote."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = ("place", "year", "value") if "place" in rows[0] else ("Kommunenr", "År", "Andel")
    return {(row[names[0]], row[names[1]], float(row[names[2]])) for row in rows}


def write(table: str) -> None:
    """Write the section into the page, and leave the rest of the page alone."""
    day = datetime.now(UTC).date()
    section = f"""{BEGIN}
## Building a study from one large CSV file

`python -m benchmarks.raw_csv --write`, {day}, Python {sys.version.split()[0]}, {os.cpu_count()} cores.
The whole command, with its start; «peak» is the memory of its process. Where «of the processor» is far
below «seconds», the machine was busy with other work. pandas checks nothing
of what the command checks; the ratios are to it.

{table}
{END}
"""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(f"{END}\n")
    PAGE.write_text(before.rstrip("\n") + "\n\n" + section + after, encoding="utf-8")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--megabytes", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    table = report(options.megabytes)
    print(table)
    if options.write:
        write(table)


if __name__ == "__main__":
    main()
