"""Odd requests by chance against the real server: no fault, no wrong page for the next reader, no slow one.

`LOFTET_FUZZ_SECONDS` says for how long (60); `LOFTET_FUZZ_SEED` repeats a run.
"""

import os
import random
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.site.served import Server, served

SECONDS = float(os.environ.get("LOFTET_FUZZ_SECONDS", "60"))
SEED = int(os.environ.get("LOFTET_FUZZ_SEED", str(random.SystemRandom().randrange(10**9))))
PATHS = (
    "/",
    "/om/",
    "/kommuner/",
    "/kommuner/gol/",
    "/indikatorer/",
    "/logg-inn/",
    "/logg-inn/kode/",
    "/sok/",
    "/x/",
)
KEPT = ("/om/", "/kommuner/", "/indikatorer.csv")
QUERIES = (
    *("", "?q=gol", "?aar=2020", "?lang=nn", "?utgave=x", "?sted=gol&sted=al"),
    *("?neste=//evil.example", "?q=%ff%00", "?%"),
)
METHODS = ("GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "get", "G\x00T", "PRI")
CHARSETS = ("utf-8", "utf-16", "punycode", "base64", "unicode_escape", "idna", "rot13", "'utf-8'", "")
TYPES = (
    *("text/html", "application/json", "*/*"),
    *("multipart/form-data; boundary=X", "application/x-www-form-urlencoded"),
)
NAMES = (
    *("Accept", "Accept-Encoding", "Accept-Language", "Cookie", "HX-Request", "HX-Target"),
    *("If-None-Match", "Range", "Origin", "Referer", "Expect", "Upgrade", "X_Odd"),
    *("X-Forwarded-For", "X-Forwarded-Host", "X-Request-ID"),
)
VALUES = (
    *("", "gzip", "nn", "true", "figure", "bytes=0-9", "100-continue", "h2c", "null"),
    *("\xe6\xff", "a" * 5000, "../" * 50),
)
SLOWEST = 5.0  # seconds for a plain reader, with other work on the machine
pytestmark = pytest.mark.release


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, demo_root: Path
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("odd")
    shutil.copy(migrated_file, folder / "db.sqlite3")
    (folder / "editions").symlink_to(demo_root / "editions")
    with served(folder, LOFTET_ACCESS_LOG="no") as running:
        yield running


def odd_request(chance: random.Random) -> bytes:
    """Return a request that no browser sends, or nearly none."""
    body = chance.randbytes(chance.choice((0, 0, 10, 2000)))
    kind = f"{chance.choice(TYPES)}; charset{chance.choice(('', '*', '*0'))}={chance.choice(CHARSETS)}"
    lines = [f"Host: {chance.choice(('localhost', 'LOCALHOST', 'localhost:81', 'evil.example', ''))}"]
    lines += [f"{chance.choice(NAMES)}: {chance.choice(VALUES)}" for _each in range(chance.randrange(6))]
    if chance.random() < 0.5:
        lines.append(f"Content-Type: {kind}")
    if body or chance.random() < 0.2:
        lines.append(f"Content-Length: {chance.choice((len(body), len(body), 10**12, -1, '0x1'))}")
    if chance.random() < 0.1:
        lines.append("Transfer-Encoding: chunked")
    chance.shuffle(lines)
    address = f"{chance.choice(PATHS)}{chance.choice(QUERIES)}"
    first = f"{chance.choice(METHODS)} {address} HTTP/1.{chance.choice('0111')}"
    return "\r\n".join([first, *lines, "Connection: close", "", ""]).encode("latin-1") + body


def answer_to(port: int, request: bytes) -> bytes:
    """Send a request, and return the status that it is answered with; nothing where it is cut off."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=15)
    with closing(connection), suppress(OSError):
        connection.sendall(request)
        return connection.recv(64)[9:12]
    return b""


def read(server: Server, path: str) -> bytes:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    with closing(connection):
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), (path, head[:200])
    return body


def test_odd_requests_cause_no_fault_and_change_nothing_for_the_next_reader(server: Server) -> None:
    chance, pages = random.Random(SEED), {path: read(server, path) for path in KEPT}
    until, asked, answered = time.monotonic() + SECONDS, 0, 0
    while time.monotonic() < until:
        request = odd_request(chance)
        status = answer_to(server.port, request)
        assert not status.startswith(b"5") or status in (b"503", b"505"), (SEED, request, status)
        asked, answered = asked + 1, answered + bool(status)
        if asked % 50 == 0:
            for path, before in pages.items():
                began = time.monotonic()
                assert read(server, path) == before, (SEED, asked, path, request)
                assert time.monotonic() - began < SLOWEST, (SEED, asked, path)
    assert answered > asked * 0.8 > 10
    assert server.process.poll() is None
