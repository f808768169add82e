"""The cost of reading requests whole before a thread answers them: ours beside granian over WSGI.

    python -m benchmarks.server [--write] [--rounds 25]

The demo is made in a folder of its own. Two servers with the same Django answer in turn, round by round:
`loftet serve`, and the peer that it was before, in which granian calls Django over WSGI in its own threads
(and which two half-sent forms stop). Two readers ask for a page that is kept, and for an empty template page
of the same Django. Then as many half-sent forms as said are opened at `loftet serve`, and a reader is timed.
"""

import argparse
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.pages import Speed, ask, free_port, site_of, speed, until_it_answers
from benchmarks.report import conditions, loftet, publish, table

ASKED = 600
SLOW, THREADS = 1_000, 16
KEPT, EMPTY = "/kommuner/gol/", "/"
PEER = """
import sys
from granian import Granian
port, threads = map(int, sys.argv[1:])
Granian("loftet.site.wsgi:application", port=port, interface="wsgi", blocking_threads=threads,
        websockets=False, log_enabled=False).serve()
"""
OURS = "`loftet serve`: read whole, then a thread"
BEFORE = "peer: granian over WSGI"


@contextmanager
def serving(data: Path, command: Sequence[str], port: int, settings: str) -> Iterator[int]:
    """Serve with a command, and yield the port."""
    chosen = {"LOFTET_KEEP_PAGES": "3600", "DJANGO_SETTINGS_MODULE": settings}
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


def both(stack: ExitStack, data: Path, settings: str) -> dict[str, int]:
    """Start both servers, and return their ports."""
    ours, before = free_port(), free_port()
    commands = {
        OURS: (loftet("serve", "--port", str(ours), "--threads", str(THREADS)), ours),
        BEFORE: ([sys.executable, "-c", PEER, str(before), str(THREADS)], before),
    }
    return {
        name: stack.enter_context(serving(data, command, port, settings))
        for name, (command, port) in commands.items()
    }


def in_turn(ports: dict[str, int], address: str, rounds: int) -> tuple[dict[str, Speed], float]:
    """Measure both in turn; return the median of each, and the median ratio of neighbouring rounds."""
    runs: dict[str, list[Speed]] = {name: [] for name in ports}
    for number in range(rounds):
        for name in sorted(ports, reverse=bool(number % 2)):
            runs[name].append(speed(ports[name], [address] * ASKED))
    ratio = median(one.rate / other.rate for one, other in zip(runs[OURS], runs[BEFORE], strict=True))
    middle = {
        name: Speed(*(median(getattr(run, part) for run in found) for part in Speed.__slots__))
        for name, found in runs.items()
    }
    return middle, ratio


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
    rows = []
    with ExitStack() as stack:
        ports = both(stack, data, "loftet.site.settings")
        kept, wait = in_turn(ports, KEPT, rounds), longest_wait(ports[OURS])
        peer = "answers, too" if answers_while_half_sent(ports[BEFORE], THREADS) else "answers nobody"
    with ExitStack() as stack:
        empty = in_turn(both(stack, data, "benchmarks.empty_page"), EMPTY, rounds)
    for what, (found, ratio) in (("a page that is kept", kept), ("an empty template page", empty)):
        for name, beside in ((OURS, f"{ratio:.2f}"), (BEFORE, "1.00")):
            one = found[name]
            rows.append(
                [what, name, f"{one.rate:,.0f}", f"{one.middle:.1f} ms", f"{one.slow:.1f} ms", beside]
            )
    return [
        "## The server",
        "",
        f"Two readers, {THREADS} threads, one worker, {rounds} rounds in turn; the middle of each, and "
        f"of the ratios of neighbouring rounds. "
        f"{conditions().replace('the least of the runs; ', '')}",
        "",
        *table(["page", "server", "answers a second", "middle", "95 of 100 within", "ratio"], rows),
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
