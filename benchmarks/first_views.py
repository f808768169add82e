"""First views: how long a page of each kind takes that nobody has asked for before.

    python -m benchmarks.first_views [--write]

The demo is made in a folder of its own, its worker runs once as after a publication, and it is served by
granian with two threads; no page is kept, and a reader asks for each address once, as soon as the new process
has warmed itself. Many readers at once: `benchmarks.load`.
"""

import argparse
import http.client
import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from benchmarks.pages import ask, served, site_of, times_of
from benchmarks.report import conditions, loftet, make_demo, publish, table

SETTLED, ASKED = 30, 20  # seconds for a new process to warm itself; pages of a kind at most
DUE = 61  # seconds from the first run of the worker, which sets when jobs are due, until they are
ALONE = (
    *("/", "/kommuner/", "/baerekraftsmal/", "/indikatorer/", "/regioner/", "/datagrunnlag/", "/data/"),
    *("/metode/", "/nytt/", "/om/"),
)
VIEWS = ("punktsky", "fordeling", "rekkefolge", "smaa-figurer", "baerekraftsmal", "tabell")


def kinds(port: int) -> Mapping[str, Sequence[str]]:
    """Return the addresses of each kind of page."""
    places, regions, indicators = (
        spread(links(port, f"/{word}/")) for word in ("kommuner", "regioner", "indikatorer")
    )
    goals = [f"baerekraftsmal/{number}/" for number in range(1, 18)]
    names = [one.split("/")[2] for one in places]
    pairs = [f"sted={one}&sted={other}" for one, other in pairwise(names)]
    return {
        "a municipality": places,
        "its figures": [f"{one}tall/" for one in places],
        "its sheet": [f"{one}ark/" for one in places],
        "its slides": [f"{one}storskjerm/" for one in places],
        "a goal in it": [f"{place}{goal}" for place in places[:2] for goal in goals],
        "an indicator": [f"{one}?sted=gol" for one in indicators],
        "its map": [f"{one}kart/?sted=gol" for one in indicators],
        "a goal": [f"/{goal}?sted=gol" for goal in goals],
        "a region": regions,
        "its slides on the screen": [f"{one}storskjerm/" for one in regions],
        "what it shares": [f"{one}utfordringer/" for one in regions],
        "comparison": [f"/sammenlign/?{pair}" for pair in pairs],
        "what two share": [f"/sammenlign/utfordringer/?{pair}" for pair in pairs],
        "explore": [f"/utforsk/?vis={view}&sted=hallingdal" for view in VIEWS],
        # The name of a place alone opens its page; one of its goals does not.
        "search": [f"/sok/?q=klima+{word}" for word in names],
        "one page": ALONE,
    }


def spread(every: Sequence[str]) -> list[str]:
    """Return so many of a list as are asked for, spread over it."""
    return list(every[:: -(-len(every) // ASKED)])


def links(port: int, address: str) -> list[str]:
    """Return what a list leads to."""
    page = ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), address).decode()
    return sorted(set(re.findall(rf'href="({address}[a-z0-9_-]+/)["?]', page)))


def main() -> None:
    """Measure, print, and write the page when asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with TemporaryDirectory() as made:
        data = Path(made) / "demo"
        make_demo(os.environ | site_of(data))
        # As on a site: what regions and counties share is found by the worker when an edition is new.
        for wait in (0, DUE):
            time.sleep(wait)
            subprocess.run(loftet("worker", "--once"), env=os.environ | site_of(data), check=True)
        publish("first_views", lines(data), write=options.write)


def lines(data: Path) -> list[str]:
    """Measure each kind in one new process, and lay it out."""
    with served(data, keep=0) as port:
        asked = kinds(port)
        time.sleep(SETTLED)
        found = {name: sorted(times_of(port, addresses)) for name, addresses in asked.items()}
    rows = []
    for name, took in found.items():
        cuts = quantiles(took, n=100)
        shown = (cuts[49], min(cuts[94], took[-1]), took[-1])
        rows.append([name, str(len(took)), *(f"{1000 * one:.0f} ms" for one in shown)])
    return [
        "## First views",
        "",
        f"Each address once, no page kept, one reader, granian with 2 threads. {conditions()}",
        "",
        *table(["kind", "pages", "middle", "95 of 100 within", "slowest"], rows),
    ]


if __name__ == "__main__":
    main()
