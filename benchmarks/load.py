"""Two hundred who read and twenty who write, at once: nothing fails, and nothing is lost or doubled.

    python -m benchmarks.load [--seconds 300] [--database URL] [--write]

The demo is made in a folder of its own and served as `loftet serve` does. Every reader asks for one page
after the other without a pause; every writer opens pages and sends their forms. Each answer must be whole
and have the status it should have. When all have stopped, what the database holds is held against what the
writers were told is kept: each note once, each version as high as there were changes, each entry of the log.
The peer is the same readers alone. `--database` names an empty database of PostgreSQL.
"""

import argparse
import os
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.pages import KINDS, places_of, served, site_of, speed
from benchmarks.report import conditions, make_demo, publish, table

if TYPE_CHECKING:
    from benchmarks.load_writers import Writer

READERS, WRITERS = 200, 20
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Waited:
    """The seconds that each answer took, and how long it went on until the last had come."""

    answers: list[float]
    lasted: float


def read_on(port: int, addresses: Sequence[str], number: int, stop: float, errors: list[str]) -> list[float]:
    """Read one page after the other; give the seconds that each took."""
    from benchmarks.load_writers import Browser, heard

    browser, random = Browser(port), Random(number)
    with heard(errors):
        while time.monotonic() < stop:
            browser.read(random.choice(addresses))
    return browser.took


def load(
    port: int, addresses: Sequence[str], writers: Sequence["Writer"], seconds: float
) -> tuple[Waited, Waited]:
    """Run all of them; return how long readers and writers waited, or stop with what went wrong."""
    from benchmarks.load_writers import heard

    errors: list[str] = []
    began = time.monotonic()
    stop = began + seconds

    def write(writer: "Writer") -> list[float]:
        with heard(errors):
            writer.work(stop)
        return writer.browser.took

    with ThreadPoolExecutor(READERS + len(writers)) as pool:
        writing = [pool.submit(write, one) for one in writers]
        reading = [pool.submit(read_on, port, addresses, number, stop, errors) for number in range(READERS)]
        read = [one for part in reading for one in part.result()]
        wrote = [one for part in writing for one in part.result()]
    if errors:
        told = "\n".join(f"{times} × {error}" for error, times in Counter(errors).most_common(10))
        raise SystemExit(f"{len(errors)} went wrong:\n{told}")
    lasted = time.monotonic() - began
    return Waited(read, lasted), Waited(wrote, lasted)


def found_and_told(
    writers: Sequence["Writer"], before: int
) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """Return what the database holds, and what the writers were told; the two must be equal."""
    from benchmarks.load_rows import COHORT
    from loftet.decisions.models import Treatment
    from loftet.log.models import Entry
    from loftet.programme.models import HalfYearHours, Tick
    from loftet.status.models import ErrorReport, FigureComment

    ours = {"participation__cohort__slug": COHORT}  # the demo has rows of its own
    told = sum((one.ledger.counted for one in writers), Counter[str]())
    reports = ErrorReport.objects.filter(text__startswith="Feil ")
    comments = FigureComment.objects.filter(text__startswith="Kommentar ")
    spent = HalfYearHours.objects.filter(**ours)
    matters = [one.desk.matter for one in writers]
    logged = Counter(Entry.objects.filter(pk__gt=before).values_list("action", flat=True))
    actions = (
        "hours.written",
        "tick.set",
        "tick.taken_back",
        "treatment.planned",
        "report.answered",
    )
    found = {
        "hours": sorted(map(int, spent.values_list("hours", flat=True))),
        "ticks that stand": Tick.objects.filter(**ours).count(),
        "comments": sorted(comments.values_list("text", flat=True)),
        "changes of comments": sum(comments.values_list("version", flat=True)),
        "treatments": Treatment.objects.filter(kind="discussion", matter__in=matters).count(),
        "reports": sorted(reports.values_list("text", flat=True)),
        "answers": sorted(reports.exclude(answer="").values_list("answer", flat=True)),
        "log": {action: logged[action] for action in actions},
    }
    ledgers = [one.ledger for one in writers]
    return found, {
        "hours": sorted(one.hours for one in ledgers if one.hours),
        "ticks that stand": sum(one.ticked for one in ledgers),
        "comments": sorted(one.comment for one in ledgers if one.comment),
        "changes of comments": told["comments"],
        "treatments": told["treatment.planned"],
        "reports": sorted(text for one in ledgers for text in one.reports),
        "answers": sorted(text for one in ledgers for text in one.answers),
        "log": {action: told[action] for action in actions},
    }


def unlike(there: object, told: object) -> str:
    """Return how the stored rows differ from those reported; of long lists what only one of them has."""
    if isinstance(there, list) and isinstance(told, list):
        there, told = (
            sorted((Counter(one) - Counter(other)).elements())
            for one, other in ((there, told), (told, there))
        )
        return f"only the database has {there}, only the writers were told {told}"
    return f"the database has {there}, the writers were told {told}"


def row(name: str, waited: Waited) -> list[str]:
    """Format the waiting times of one group."""
    cuts = quantiles(waited.answers, n=100)
    times = [f"{1000 * one:,.0f} ms" for one in (cuts[49], cuts[94], cuts[98], max(waited.answers))]
    number = len(waited.answers)
    return [name, f"{number:,}", f"{number / waited.lasted:,.0f}", *times]


def measured(data: Path, seconds: float, database: str) -> list[str]:
    """Create the writers' rows, run all of them, and format the results."""
    import django

    os.environ |= site_of(data, database) | {"DJANGO_SETTINGS_MODULE": "loftet.site.settings"}
    django.setup()
    from django.db import connection

    from benchmarks.load_rows import make_desks
    from benchmarks.load_writers import Browser, Writer
    from loftet.log.models import Entry

    pages = places_of(data, database)
    slugs = [one.split("/")[2] for one in pages]
    desks = make_desks(WRITERS, slugs[:: len(slugs) // WRITERS])
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    addresses = [*pages, *KINDS]
    with served(data, keep=300, database=database) as port:
        speed(port, addresses)  # each page is made once before anything is timed
        alone, _nobody = load(port, addresses, [], min(seconds, 60))
        writers = [
            Writer(one, desks[0].slug, Browser(port, {"sessionid": one.session}, home=f"127.0.1.{at}"))
            for at, one in enumerate(desks, 1)
        ]
        read, wrote = load(port, addresses, writers, seconds)
    found, told = found_and_told(writers, newest)
    for what, there in found.items():
        if there != told[what]:
            raise SystemExit(f"{what}: {unlike(there, told[what])}")
    counted = sum((one.ledger.counted for one in writers), Counter[str]())
    kept = ", ".join(f"{name} {times:,}" for name, times in sorted(counted.items()))
    return [
        f"## Reading and writing at once: {NAMES[connection.vendor]}, {seconds:.0f} seconds",
        "",
        *table(
            ["who", "answers", "a second", "middle", "95 of 100 within", "99 of 100 within", "slowest"],
            [
                row(f"{READERS} readers", read),
                row(f"{WRITERS} writers", wrote),
                row(f"peer: {READERS} readers alone, {min(seconds, 60):.0f} s", alone),
            ],
        ),
        "",
        f"No error, nothing lost, nothing doubled: {kept}. {conditions()}",
    ]


def main() -> None:
    """Measure, print, and write the page when asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--database", default="", help="address of an empty PostgreSQL database")
    options = parser.parse_args()
    with TemporaryDirectory() as made:
        data = Path(made) / "demo"
        making = os.environ | site_of(data, options.database)
        make_demo(making)
        kind, words = ("postgresql", "load --database …") if options.database else ("sqlite", "load")
        lines = measured(data, options.seconds, options.database)
        publish(f"load_{kind}", lines, write=options.write, command=words)


if __name__ == "__main__":
    main()
