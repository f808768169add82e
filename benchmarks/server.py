"""The server's own cost: kept pages answered in the event loop, beside the two ways before.

    python -m benchmarks.server [--write] [--rounds 25]

The demo is made in a folder of its own. Three servers with the same Django answer in turn, round by round:
`loftet serve`, which answers kept pages in the event loop; the same gateway with a thread for each request;
and granian calling Django over WSGI in its own threads (which two half-sent forms stop). Two readers ask for
a page that is kept, whole and with the tag that they have of it, and for an empty template page of the same
Django. The reader is a bare socket, so that it takes less than the servers. Then as many half-sent forms as
said are opened at `loftet serve`, and a reader is timed.
"""

import argparse
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from benchmarks.pages import READERS, Speed, ask, free_port, site_of, until_it_answers
from benchmarks.report import conditions, loftet, publish, table

ASKED = 600
SLOW, THREADS = 1_000, 16
KEPT, EMPTY = "/kommuner/gol/", "/"
THREAD_EACH = """
import sys
from granian import Granian
from granian.constants import HTTPModes, Interfaces
port, threads = map(int, sys.argv[1:])

def load(target):
    from loftet.site.access_log import report_refusal
    from loftet.site.gateway import BodyLimits, Gateway
    from loftet.site.wsgi import application
    return Gateway(application, threads=threads, limits=BodyLimits(), report=report_refusal)

Granian("x", port=port, interface=Interfaces.ASGINL, http=HTTPModes.http1, websockets=False,
        log_enabled=False).serve(target_loader=load)
"""
WSGI = """
import sys
from granian import Granian
port, threads = map(int, sys.argv[1:])
Granian("loftet.site.wsgi:application", port=port, interface="wsgi", blocking_threads=threads,
        websockets=False, log_enabled=False).serve()
"""
OURS = "`loftet serve`: in the event loop"
BEFORE = "before: a thread for each"
OVER_WSGI = "peer: granian over WSGI"
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
TAG = re.compile(r"\r\netag: (\S+)\r\n", re.IGNORECASE)


@contextmanager
def serving(data: Path, command: Sequence[str], port: int, settings: str, keep: str) -> Iterator[int]:
    """Serve with a command, and yield the port; pages are kept for so many seconds."""
    chosen = {"LOFTET_KEEP_PAGES": keep, "DJANGO_SETTINGS_MODULE": settings}
    process = subprocess.Popen(
        command,
        env=os.environ | site_of(data) | chosen,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until_it_answers(port)
        yield port
    finally:
        process.terminate()
        process.wait(40)


def all_three(stack: ExitStack, data: Path, settings: str, keep: str) -> dict[str, int]:
    """Start the servers, which keep pages for so many seconds, and return their ports."""
    ports = {name: free_port() for name in (OURS, BEFORE, OVER_WSGI)}
    commands = {
        OURS: loftet("serve", "--port", str(ports[OURS]), "--threads", str(THREADS)),
        BEFORE: [sys.executable, "-c", THREAD_EACH, str(ports[BEFORE]), str(THREADS)],
        OVER_WSGI: [sys.executable, "-c", WSGI, str(ports[OVER_WSGI]), str(THREADS)],
    }
    for name, command in commands.items():
        stack.enter_context(serving(data, command, ports[name], settings, keep))
    return ports


class Reader:
    """A reader of one page over one connection, who reads no more than the length of an answer."""

    def __init__(self, port: int, address: str, tag: str = "") -> None:
        self._connection = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        known = f"If-None-Match: {tag}\r\n" if tag else ""
        head = f"GET {address} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n{known}\r\n"
        self._request, self._status = head.encode(), b"304" if tag else b"200"

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def ask(self) -> bytes:
        """Ask for the page, and return the head of the answer; another status stops the benchmark."""
        self._connection.sendall(self._request)
        answer = self._connection.recv(65536)
        while b"\r\n\r\n" not in answer:
            answer += self._connection.recv(65536)
        head, _, body = answer.partition(b"\r\n\r\n")
        length = LENGTH.search(head + b"\r\n")
        missing = (int(length[1]) if length and self._status == b"200" else 0) - len(body)
        while missing > 0:
            missing -= len(self._connection.recv(65536))
        if head[9:12] != self._status:
            raise SystemExit(f"{self._request!r}: {head!r}")
        return head

    def times(self, number: int) -> list[float]:
        """Ask so many times, and return the seconds that each took."""
        took = []
        for _ in range(number):
            began = time.perf_counter()
            self.ask()
            took.append(time.perf_counter() - began)
        return took


def speed(port: int, address: str, *, known: bool) -> Speed:
    """Measure the readers of a page, each over one connection."""
    with closing(Reader(port, address)) as first:
        first.ask()
        tag = TAG.search(first.ask().decode("latin-1") + "\r\n") if known else None
    readers = [Reader(port, address, tag[1] if tag else "") for _ in range(READERS)]
    with ThreadPoolExecutor(READERS) as pool, ExitStack() as stack:
        for one in readers:
            stack.enter_context(closing(one)).ask()
        began = time.perf_counter()
        took = [one for part in pool.map(lambda reader: reader.times(ASKED), readers) for one in part]
        elapsed = time.perf_counter() - began
    cuts = quantiles(took, n=100)
    return Speed(1000 * cuts[49], 1000 * cuts[94], len(took) / elapsed)


def in_turn(
    ports: dict[str, int], address: str, rounds: int, *, known: bool = False
) -> dict[str, list[Speed]]:
    """Measure the servers in turn, round by round."""
    runs: dict[str, list[Speed]] = {name: [] for name in ports}
    for number in range(rounds):
        for name in sorted(ports, reverse=bool(number % 2)):
            runs[name].append(speed(ports[name], address, known=known))
    return runs


def ratio(runs: Sequence[Speed], others: Sequence[Speed]) -> float:
    """Return the middle of the ratios of answers a second of the same rounds."""
    return median(one.rate / other.rate for one, other in zip(runs, others, strict=True))


@contextmanager
def half_sent(port: int, number: int) -> Iterator[None]:
    """Open so many forms that are not sent to their end."""
    head = (
        f"POST /logg-inn/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken={'a' * 32}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nemail="
    )
    with ExitStack() as stack:
        for _ in range(number):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(head.encode())
        time.sleep(0.5)
        yield


def longest_wait(port: int) -> float:
    """Return how long a reader waits at most, in ms, while many forms are half sent."""
    took = []
    with half_sent(port, SLOW):
        for _ in range(20):
            began = time.perf_counter()
            ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), KEPT)
            took.append(time.perf_counter() - began)
    return 1000 * max(took)


def answers_while_half_sent(port: int, number: int) -> bool:
    """Check whether a reader is answered within five seconds."""
    with half_sent(port, number):
        try:
            ask(http.client.HTTPConnection("127.0.0.1", port, timeout=5), KEPT)
        except TimeoutError:
            return False
    return True


def lines(data: Path, rounds: int) -> list[str]:
    """Measure, and lay it out."""
    found = {}
    with ExitStack() as stack:
        ports = all_three(stack, data, "loftet.site.settings", "3600")
        found["a page that is kept"] = in_turn(ports, KEPT, rounds)
        found["the same, which the reader has (304)"] = in_turn(ports, KEPT, rounds, known=True)
        wait = longest_wait(ports[OURS])
        peer = "answers, too" if answers_while_half_sent(ports[OVER_WSGI], THREADS) else "answers nobody"
    with ExitStack() as stack:
        empty = in_turn(all_three(stack, data, "benchmarks.empty_page", "0"), EMPTY, rounds)
    found["an empty template page, made each time"] = empty
    rows = [
        [what, name, f"{median(one.rate for one in runs):,.0f}"]
        + [f"{median(getattr(one, part) for one in runs):.1f} ms" for part in ("middle", "slow")]
        + [f"{ratio(runs, of_servers[OVER_WSGI]):.2f}", f"{ratio(runs, empty[OURS]):.2f}"]
        for what, of_servers in found.items()
        for name, runs in of_servers.items()
    ]
    heads = ["page", "server", "answers a second", "middle", "95 of 100 within", "to the peer", "to empty"]
    return [
        "## The server",
        "",
        f"Two readers, {THREADS} threads, one worker, {rounds} rounds in turn; the middle of each, and of "
        "the ratios of the same rounds: to the peer with the same page, and to the empty page of "
        "`loftet serve`. "
        f"{conditions().replace('the least of the runs; ', '')}",
        "",
        *table(heads, rows),
        "",
        f"While {SLOW:,} forms are half sent, a reader of `loftet serve` waits {wait:.0f} ms at most "
        f"(of 20 pages). While {THREADS} are, the peer {peer} within 5 s.",
    ]


def main() -> None:
    """Measure, print, and write the page when asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    with TemporaryDirectory() as made:
        data = Path(made) / "demo"
        making = loftet("demo", "--no-server")
        subprocess.run(making, env=os.environ | site_of(data), check=True, stdout=subprocess.DEVNULL)
        publish("server", lines(data, options.rounds), write=options.write)


if __name__ == "__main__":
    main()
