"""Speed and weight of pages, and the effect of publishing an edition under load.

    python -m benchmarks.pages [--write] [--rounds 2]

The demo is made in a folder of its own and served by granian with two threads. Two readers on the same
machine ask for the page of every municipality: first with no page kept, then from those kept. The peer is an
empty template page of the same Django with the same middleware, asked for in the same way. Then two editions
are published in turn while four readers go on, and each answer must be whole and from one edition.
"""

import argparse
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from benchmarks.report import conditions, loftet, make_demo, publish, table

READERS = 2
SWAPS = 40
GZIP = {"Accept-Encoding": "gzip"}
MAP = re.compile(r'<figure class="tile-box">.*?</figure>', re.DOTALL)
EDITION = re.compile(r"\b20\d\d-\d\d-\d\d-[0-9a-f]{8}\b")
# One of each kind of page; those of municipalities are all asked for.
KINDS = (
    "/",
    "/kommuner/",
    "/kommuner/gol/",
    "/kommuner/gol/tall/",
    "/kommuner/gol/baerekraftsmal/13/",
    "/baerekraftsmal/",
    "/baerekraftsmal/13/",
    "/indikatorer/",
    "/indikatorer/water_leakage/?sted=gol",
    "/regioner/",
    "/regioner/hallingdal/",
    "/regioner/viken/",
    "/sammenlign/?sted=gol&sted=hol&sted=al&sted=hemsedal",
    "/utforsk/?sted=hallingdal",
    "/datagrunnlag/",
    "/metode/",
)


@dataclass(frozen=True, slots=True)
class Speed:
    """The measurements of readers: milliseconds an answer, and answers a second by all of them."""

    middle: float
    slow: float
    rate: float


# -- serving ---------------------------------------------------------------------------------------


def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def served(
    data: Path, keep: int, settings: str = "loftet.site.settings", database: str = ""
) -> Iterator[int]:
    """Serve a data folder with two threads, and give the port."""
    port = free_port()
    chosen = {"LOFTET_KEEP_PAGES": str(keep), "DJANGO_SETTINGS_MODULE": settings}
    environment = os.environ | site_of(data, database) | chosen
    process = subprocess.Popen(
        loftet("serve", "--port", str(port), "--threads", "2"),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until_it_answers(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def site_of(data: Path, database: str = "") -> dict[str, str]:
    """Return the settings under which the demo in a folder is served; the database is in it unless named."""
    return {
        "LOFTET_DATA": str(data),
        "LOFTET_SECRET_KEY": "for the benchmark alone",
        "LOFTET_HTTPS": "no",
        "LOFTET_DATABASE_URL": database or f"sqlite:///{data / 'db.sqlite3'}",
    }


def until_it_answers(port: int) -> None:
    """Wait until the server answers."""
    for _ in range(600):
        try:
            ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the server did not start")


def ask(connection: http.client.HTTPConnection, address: str, headers: dict[str, str] | None = None) -> bytes:
    """Fetch a page; anything but a whole one stops the benchmark."""
    connection.request("GET", address, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address}: {answer.status}")
    return body


# -- speed -----------------------------------------------------------------------------------------


def speed(port: int, addresses: Sequence[str]) -> Speed:
    """Share the addresses among readers, each over one connection, and time every answer."""
    began = time.perf_counter()
    took = times_in_turns(port, addresses)
    elapsed = time.perf_counter() - began
    cuts = quantiles(took, n=100)
    return Speed(1000 * cuts[49], 1000 * cuts[94], len(took) / elapsed)


def times_in_turns(port: int, addresses: Sequence[str]) -> list[float]:
    """Share the addresses among readers, and return the seconds that each answer took."""
    with ThreadPoolExecutor(READERS) as pool:
        parts = pool.map(lambda reader: times_of(port, addresses[reader::READERS]), range(READERS))
        return [one for part in parts for one in part]


def times_of(port: int, addresses: Sequence[str]) -> list[float]:
    """Fetch pages one after the other, and return the seconds that each took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    took = []
    for address in addresses:
        began = time.perf_counter()
        ask(connection, address, GZIP)
        took.append(time.perf_counter() - began)
    connection.close()
    return took


def best(runs: Sequence[Speed]) -> Speed:
    """Return the run with the least slow answer."""
    return min(runs, key=lambda run: run.slow)


def weights(port: int) -> list[tuple[str, float, float, float]]:
    """Measure a page of each kind in kB: without its map, whole, and as it is sent."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    found = []
    for address in KINDS:
        page = ask(connection, address).decode()
        sent = len(ask(connection, address, GZIP))
        found.append(
            (address, len(MAP.sub("", page).encode()) / 1000, len(page.encode()) / 1000, sent / 1000)
        )
    return found


# -- publishing under load -------------------------------------------------------------------------


def swapped(port: int, data: Path, editions: Sequence[str], addresses: Sequence[str]) -> tuple[int, int]:
    """Publish editions in turn while readers go on; give the answers read and the publications."""
    stop = time.monotonic() + 300
    with ThreadPoolExecutor(5) as pool:
        publishing = pool.submit(publish_in_turn, data, editions)

        def read_on(reader: int) -> int:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            read = 0
            while not publishing.done() and time.monotonic() < stop:
                page = ask(connection, addresses[(reader + 7 * read) % len(addresses)]).decode()
                if not (
                    len(set(EDITION.findall(page)) & set(editions)) == 1 and page.rstrip().endswith("</html>")
                ):
                    raise SystemExit("a page of two editions, or half a page")
                read += 1
            return read

        readers = [pool.submit(read_on, reader) for reader in range(4)]
        return sum(reader.result() for reader in readers), publishing.result()


def publish_in_turn(data: Path, editions: Sequence[str]) -> int:
    """Publish the editions one after the other, over and over."""
    from loftet.editions.folder import publish as publish_edition

    for number in range(SWAPS):
        publish_edition(data, editions[number % len(editions)])
        time.sleep(0.1)
    return SWAPS


def second_edition(data: Path, folder: Path) -> list[str]:
    """Build another edition beside the demo's, and give the ids of both."""
    from datetime import date

    from loftet.editions.folder import build_edition, published
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.sources.demo import build_demo_study

    catalogue = Path(__file__).parent.parent / "catalogue"
    build_demo_study(catalogue, folder / "other", 11, load_gazetteer(catalogue / "places"))
    shown = published(data)
    assert shown is not None
    return [shown, build_edition(folder / "other", data, date(2026, 11, 24))]


# -- the report ------------------------------------------------------------------------------------


def places_of(data: Path, database: str = "") -> list[str]:
    """Return the addresses of all municipalities that the front pages lead to."""
    with served(data, keep=0, database=database) as port:
        page = ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/kommuner/").decode()
    return sorted(set(re.findall(r'href="(/kommuner/[a-z0-9-]+/)"', page)))


def main() -> None:
    """Measure, print, and write the page when asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    with TemporaryDirectory() as made:
        data = Path(made) / "demo"
        make_demo(os.environ | site_of(data))
        publish("pages", lines(data, Path(made), options.rounds), write=options.write)
        shutil.rmtree(data)


def lines(data: Path, made: Path, rounds: int) -> list[str]:
    """Measure everything, and lay it out."""
    addresses = places_of(data)
    with served(data, keep=0) as port:
        speed(port, addresses[:20])  # the first page of a process opens the edition
        uncached = best([speed(port, addresses) for _ in range(rounds)])
        weighed = weights(port)
    with served(data, keep=600) as port:
        speed(port, addresses)
        kept = best([speed(port, addresses * 4) for _ in range(rounds)])
    with served(data, keep=0, settings="benchmarks.empty_page") as port:
        empty = best([speed(port, ["/"] * 4 * len(addresses)) for _ in range(rounds)])
    editions = second_edition(data, made)
    with served(data, keep=600) as port:
        read, publications = swapped(port, data, editions, addresses)
    rows = [
        [name, f"{one.middle:.1f} ms", f"{one.slow:.1f} ms", f"{one.rate:,.0f}"]
        for name, one in (
            ("built each time", uncached),
            ("from the cache", kept),
            ("peer: an empty template page", empty),
        )
    ]
    heaviest = max(weighed, key=lambda one: one[1])
    return [
        "## Pages",
        "",
        f"The pages of {len(addresses)} municipalities, {READERS} readers, granian with 2 threads, gzip. "
        f"{conditions()}",
        "",
        *table(["page of a municipality", "middle", "95 of 100 within", "answers a second"], rows),
        "",
        f"Ratio of answers a second, from the cache to the empty page: {kept.rate / empty.rate:.2f}.",
        "",
        *table(
            ["page", "kB without the map", "kB", "kB as sent"],
            [[f"`{address}`", *(f"{weight:.0f}" for weight in three)] for address, *three in weighed],
        ),
        "",
        f"The heaviest without its map is `{heaviest[0]}`. While {publications} editions were published, "
        f"four readers read {read:,} pages: each whole, each from one edition.",
    ]


if __name__ == "__main__":
    main()
