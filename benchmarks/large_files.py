"""One reader within the limits who takes every file of all years: how long others wait meanwhile.

    python -m benchmarks.large_files [--write] [--seconds 10]

The demo is made in a folder of its own and served in two ways, one after the other: by `loftet serve`, and as
it was before, by granian over WSGI with nothing kept. One client asks for files of all years of every
indicator, 27 a second, whether it has been answered or not. Meanwhile another reader asks for a page every
quarter of a second, each time over a connection of their own.
"""

import argparse
import http.client
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.pages import free_port, site_of
from benchmarks.report import conditions, loftet, make_demo, publish, table
from benchmarks.server import OVER_WSGI, THREADS, WSGI, serving

RATE, EVERY = 27, 0.25  # files a second; seconds between pages
PAGE, PATIENCE = "/om/", 60.0
OURS = "`loftet serve`"


def ask(port: int, address: str) -> tuple[float, int]:
    """Ask over a new connection; return the seconds, and the status, or 0 where nothing came."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        return time.perf_counter() - began, answer.status
    except OSError:
        return time.perf_counter() - began, 0
    finally:
        connection.close()


def asked_at(
    port: int, addresses: Sequence[str], every: float, pool: ThreadPoolExecutor
) -> list[Future[tuple[float, int]]]:
    """Ask for addresses at a steady rate, answered or not."""
    asked: list[Future[tuple[float, int]]] = []
    began = time.perf_counter()
    for number, address in enumerate(addresses):
        time.sleep(max(0.0, began + number * every - time.perf_counter()))
        asked.append(pool.submit(ask, port, address))
    return asked


def measured(data: Path, command: Sequence[str], port: int, seconds: int, kept: str) -> list[str]:
    """Measure one server: waits for the page, and what became of the files."""
    keys = keys_of(data)
    files = [f"/indikatorer/{keys[at % len(keys)]}.csv?aar=alle" for at in range(RATE * seconds)]
    with serving(data, command, port, "loftet.site.settings", kept), ThreadPoolExecutor(600) as pool:
        ask(port, PAGE)
        taking = pool.submit(asked_at, port, files, 1 / RATE, pool)
        reading = asked_at(port, [PAGE] * int(seconds / EVERY), EVERY, pool)
        pages = [one.result() for one in reading]
        statuses = Counter(one.result()[1] for one in taking.result())
    waits = [seconds for seconds, _status in pages]
    told = ", ".join(f"{number} × {status or 'none'}" for status, number in sorted(statuses.items()))
    whole = sum(status == 200 for _seconds, status in pages)
    return [f"{median(waits):.2f} s", f"{max(waits):.2f} s", f"{whole} of {len(pages)}", told]


def keys_of(data: Path) -> list[str]:
    """Return the keys of all indicators of the published edition."""
    from loftet.editions.pointer import published
    from loftet.editions.store import EditionStore
    from loftet.editions.visibility import NO_ONE

    store = EditionStore(data, NO_ONE)
    shown = published(data)
    assert shown is not None
    return [one.key for one in store.indicators(store.edition(shown), "nb")]


def lines(data: Path, seconds: int) -> list[str]:
    """Measure both, and lay it out."""
    ours, peer = free_port(), free_port()
    rows = [
        [OURS, *measured(data, loftet("serve", "--port", str(ours)), ours, seconds, "3600")],
        [
            f"{OVER_WSGI}, nothing kept",
            *measured(data, [sys.executable, "-c", WSGI, str(peer), str(THREADS)], peer, seconds, "0"),
        ],
    ]
    return [
        "## Large files",
        "",
        f"One client asks for {RATE} files of all years a second for {seconds} seconds, of "
        f"{len(keys_of(data))} indicators in turn; meanwhile a reader asks for `{PAGE}` every {EVERY} s. "
        f"{conditions().replace('the least of the runs; ', '')}",
        "",
        *table(["server", "the page, middle", "longest", "answered with 200", "files"], rows),
    ]


def main() -> None:
    """Measure, print, and write the page when asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--seconds", type=int, default=10)
    options = parser.parse_args()
    with TemporaryDirectory() as made:
        data = Path(made) / "demo"
        make_demo(os.environ | site_of(data))
        publish("large_files", lines(data, options.seconds), write=options.write)


if __name__ == "__main__":
    main()
