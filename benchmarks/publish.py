"""From a study to pages: build an edition, publish it, and read it from a running site.

    python -m benchmarks.publish [--write] [--times 3]

A made-up study of 100 indicators, 400 places and 10 years (400,000 figures) lies ready as CSV. The clock
starts with `loftet edition build`, goes on over `loftet edition publish`, and stops when the running site has
answered with the pages and the files named below, all from the new edition. The peer is the build of Open SDG
(sdg-build), which took 24 s for a study of this size when it was tried in November 2026; it is not in the
package registry, so it is not run again here.
"""

import argparse
import csv
import http.client
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.pages import ask, served, site_of
from benchmarks.report import conditions, loftet, make_demo, publish, table

PLACES, INDICATORS, YEARS = 400, 100, range(2015, 2025)
PEER = 24.0
ADDRESSES = (
    "/",
    "/kommuner/gol/",
    "/kommuner/gol.csv",
    "/kommuner/gol.xlsx",
    "/indikatorer/indicator_7/?sted=gol",
    "/indikatorer/indicator_7.csv",
    "/indikatorer/indicator_7.json",
    "/indikatorer/indicator_7.zip",
    "/baerekraftsmal/7/",
    "/regioner/hallingdal/",
    "/sammenlign/?sted=gol&sted=hol",
)
CATALOGUE = Path(__file__).parent.parent / "catalogue"


@dataclass(frozen=True, slots=True)
class Took:
    """The seconds of each step."""

    build: float
    publish: float
    read: float

    @property
    def all(self) -> float:
        """Return the seconds from the study to the last page."""
        return self.build + self.publish + self.read


# -- the study -------------------------------------------------------------------------------------


def codes() -> list[str]:
    """Return 400 codes: those of the municipalities, and as many more as are needed."""
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.sources.municipalities import code_of, municipalities

    day = date(2026, 1, 1)
    real = [code_of(place, day) for place in municipalities(load_gazetteer(CATALOGUE / "places"), day)]
    return real + [f"X{number:03}" for number in range(PLACES - len(real))]


def write_study(folder: Path, seed: int) -> None:
    """Write a study of 400,000 figures, of which one in thirty is missing."""
    dice = np.random.default_rng(seed)
    folder.mkdir()
    about = f'title = "Oppdiktede tall {seed}"\npublisher = "Løftet"\nlicence = "CC0-1.0"\n'
    (folder / "about.toml").write_text(f"{about}demo = true\ncodes_at = 2026-01-01\n", encoding="utf-8")
    (folder / "method.toml").write_text('[trend]\nkind = "theil_sen"\n', encoding="utf-8")
    places = codes()
    write(folder / "places.csv", "place,name,group,ranked,tags", ([one, one, "", "1", ""] for one in places))
    header = "indicator,name,goal,weight,direction,lower,red,green,upper,applies_to,yardstick,unit,decimals"
    write(folder / "indicators.csv", header, (indicator(number) for number in range(INDICATORS)))
    write(folder / "observations.csv", "place,indicator,year,value,status", figures(places, dice))


def indicator(number: int) -> list[str]:
    """Return an indicator's row: every second one has a target."""
    bounds = ["0", "30", "70", "100"] if number % 2 else ["", "", "", ""]
    kind = "target" if number % 2 else "comparison"
    return [
        f"indicator_{number}",
        f"Indikator {number}",
        str(number % 17 + 1),
        "1",
        "1",
        *bounds,
        "",
        kind,
        "%",
        "1",
    ]


def figures(places: list[str], dice: np.random.Generator) -> Iterator[list[str]]:
    """Return the rows of all figures."""
    for place in places:
        values = np.clip(dice.normal(50, 15, (INDICATORS, len(YEARS))), 0, 100).round(1)
        gone = dice.random(values.shape) < 1 / 30
        for number in range(INDICATORS):
            for at, year in enumerate(YEARS):
                value = "" if gone[number, at] else str(values[number, at])
                yield [place, f"indicator_{number}", str(year), value, "" if value else "missing"]


def write(file: Path, header: str, rows: Iterator[list[str]]) -> None:
    """Write one table."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


# -- the clock -------------------------------------------------------------------------------------


def measure(port: int, data: Path, study: Path) -> Took:
    """Build, publish and read; every answer is to come from the new edition."""
    environment = os.environ | site_of(data)
    began = time.perf_counter()
    built = subprocess.run(
        loftet("edition", "build", str(study)), env=environment, check=True, capture_output=True, text=True
    )
    edition = built.stdout.split()[0]
    at_publish = time.perf_counter()
    subprocess.run(
        loftet("edition", "publish", edition), env=environment, check=True, stdout=subprocess.DEVNULL
    )
    at_read = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for address in ADDRESSES:
        body = ask(connection, address)
        if body.lstrip().startswith(b"<!doctype") and edition.encode() not in body:
            raise SystemExit(f"{address} is not from {edition}")
    return Took(at_publish - began, at_read - at_publish, time.perf_counter() - at_read)


def main() -> None:
    """Measure, print, and write the page when asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with TemporaryDirectory() as made:
        data = Path(made) / "demo"
        environment = os.environ | site_of(data)
        make_demo(environment)
        runs = []
        with served(data, keep=300) as port:
            for seed in range(options.times):
                study = Path(made) / f"study{seed}"
                write_study(study, seed)
                runs.append(measure(port, data, study))
        publish("publish", lines(min(runs, key=lambda run: run.all)), write=options.write)


def lines(took: Took) -> list[str]:
    """Format the figures."""
    steps = (
        ("`loftet edition build`", took.build),
        ("`loftet edition publish`", took.publish),
        (f"{len(ADDRESSES)} pages and files from the running site", took.read),
        ("together", took.all),
    )
    return [
        "## From a study to pages",
        "",
        f"{INDICATORS} indicators × {PLACES} places × {len(YEARS)} years. {conditions()}",
        "",
        *table(["step", "seconds"], [[name, f"{seconds:.2f}"] for name, seconds in steps]),
        "",
        f"The peer's own build took {PEER:.0f} s for a study of this size (November 2026, not run again "
        f"here): {PEER / took.all:.1f} times as long.",
    ]


if __name__ == "__main__":
    main()
