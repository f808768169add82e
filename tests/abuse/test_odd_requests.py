"""Odd requests by chance against the real server: no fault, no wrong page for the next reader, no slow one.

`LOFTET_FUZZ_SECONDS` says for how long (60); `LOFTET_FUZZ_SEED` repeats a run.
`--log-cli-level=INFO` shows how much was asked.
"""

import gzip
import logging
import os
import random
import shutil
import socket
import subprocess
import sys
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
    *("/kommuner/%67ol/", "/kommuner/gol//", "/../om/", "/%2e%2e/om/", "//evil.example/", "/om/%0d%0aX:1/"),
    *("/indikatorer.csv", "/kommuner/gol.xlsx", "/helse/", "/meld-feil/", "/api/" + "x" * 3_000, "*"),
    *("http://evil.example/om/", "/med\xe5l/", "/%ff%fe/", "/static/../../etc/passwd", "/om/;x=1", "/om/#a"),
)
KEPT = ("/om/", "/kommuner/", "/kommuner/gol/", "/indikatorer/?maal=6", "/indikatorer.csv")
QUERIES = (
    *("", "?q=gol", "?aar=2020", "?lang=nn", "?utgave=x", "?sted=gol&sted=al"),
    *("?neste=//evil.example", "?q=%ff%00", "?%"),
)
METHODS = (
    "GET",
    "GET",
    "GET",
    "GET",
    "HEAD",
    "POST",
    "POST",
    "PATCH",
    "DELETE",
    "CONNECT",
    "PUT",
    "OPTIONS",
    "TRACE",
    "get",
    "G\x00T",
    "PRI",
)
CHARSETS = ("utf-8", "utf-16", "punycode", "base64", "unicode_escape", "idna", "rot13", "'utf-8'", "")
TYPES = (
    *("text/html", "application/json", "*/*"),
    *("multipart/form-data; boundary=X", "application/x-www-form-urlencoded"),
)
NAMES = (
    *("Accept", "Accept-Encoding", "Accept-Language", "Cookie", "HX-Request", "HX-Target"),
    *("If-None-Match", "Range", "Origin", "Referer", "Expect", "Upgrade", "X_Odd"),
    *("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Request-ID", "Sec-Fetch-Site"),
    *("If-Match", "If-Modified-Since", "Cache-Control", "X-HTTP-Method-Override", "Accept-Charset", "Origin"),
)
VALUES = (
    *("", "gzip", "gzip;q=0", "br, zstd", "*", "identity", "deflate", "nn", "en-GB,nn;q=0.9", "nb", "xx;q=9"),
    *("sessionid=x", "language=nn", "language=en; csrftoken=" + 32 * "a", "sessionid", "a=b; =c;;", '"'),
    *("https", "evil.example", 'W/"x"', "*/*;q=x", "Tue, 1 Dec 2026 00:00:00 GMT", "no-cache", "same-origin"),
    *("true", "figure", "bytes=0-9", "100-continue", "h2c", "null"),
    *("\xe6\xff", "a" * 5000, "../" * 50),
)
PLACES = """
from loftet.commands import start_django
start_django()
from django.conf import settings
from loftet.geography.gazetteer import load_gazetteer
from loftet.places.actions import load_places
load_places(load_gazetteer(settings.CATALOGUE / "places"))
"""
SLOWEST = 5.0  # seconds for a plain reader, with other work on the machine
pytestmark = [pytest.mark.release, pytest.mark.timeout(SECONDS + 300)]
log = logging.getLogger(__name__)


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, demo_root: Path
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("odd")
    shutil.copy(migrated_file, folder / "db.sqlite3")
    (folder / "editions").symlink_to(demo_root / "editions")
    site = {"LOFTET_DATA": str(folder), "LOFTET_SECRET_KEY": "for this test alone", "LOFTET_HTTPS": "no"}
    site["LOFTET_DATABASE_URL"] = f"sqlite:///{folder / 'db.sqlite3'}"
    subprocess.run([sys.executable, "-c", PLACES], env=os.environ | site, check=True)
    with served(folder, LOFTET_ACCESS_LOG="no") as running:
        yield running


def body_of(chance: random.Random) -> bytes:
    """Return a body: none, bytes, a form, the parts of one, or something that is nested."""
    token = f"csrfmiddlewaretoken={chance.choice('ab') * 32}&email="
    text = chance.choice(("ola@gol.example", "a" * 50_000, "%00%ff", "\xe6\xf8", "&" * 3_000, "[]=x&" * 500))
    name = chance.choice(("code", "email", "", "a\x00b"))
    part = f'--X\r\nContent-Disposition: form-data; name="{name}"'
    named = chance.choice(("", '; filename="../../x"', "; filename*=utf-16''a", "; name=b", "\r\nA: b" * 99))
    bodies = (
        *(b"", b"", b"", chance.randbytes(10), chance.randbytes(2_000)),
        *((token + text).encode("latin-1"), b"[" * 20_000, b'{"a":' * 5_000),
        f"{part}{named}\r\n\r\n{text}\r\n--X--\r\n".encode("latin-1"),
        f"{part}{named}\r\n\r\n{text}".encode("latin-1"),
    )
    return chance.choice(bodies)


def odd_request(chance: random.Random) -> bytes:
    """Return a request that no browser sends, or nearly none."""
    body = body_of(chance)
    kind = f"{chance.choice(TYPES)}; charset{chance.choice(('', '*', '*0'))}={chance.choice(CHARSETS)}"
    lines = [f"Host: {chance.choice(('localhost', 'LOCALHOST', 'localhost:81', 'evil.example', ''))}"]
    lines += [f"{chance.choice(NAMES)}: {chance.choice(VALUES)}" for _each in range(chance.randrange(6))]
    if chance.random() < 0.5:
        lines.append(f"Content-Type: {kind}")
    if body or chance.random() < 0.2:
        lengths = (*[len(body)] * 6, max(len(body) - 7, 0), 10**12, -1, "0x1", "1, 1")
        lines.append(f"Content-Length: {chance.choice(lengths)}")
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


def read(server: Server, path: str, encoding: str = "identity") -> bytes:
    """Return a page as a plain reader sees it."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    with closing(connection):
        lines = [
            f"GET {path} HTTP/1.1",
            "Host: localhost",
            f"Accept-Encoding: {encoding}",
            "Connection: close",
        ]
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), (path, head[:200])
    assert b"set-cookie" not in head.lower(), (path, head)
    return gzip.decompress(body) if b"content-encoding: gzip" in head.lower() else body


def test_odd_requests_cause_no_fault_and_change_nothing_for_the_next_reader(server: Server) -> None:
    chance, pages = random.Random(SEED), {path: read(server, path) for path in KEPT}
    waits = [0.0]
    until, asked, answered = time.monotonic() + SECONDS, 0, 0
    while time.monotonic() < until:
        request = odd_request(chance)
        status = answer_to(server.port, request)
        assert not status.startswith(b"5") or status in (b"503", b"505"), (SEED, request, status)
        asked, answered = asked + 1, answered + bool(status)
        if asked % 50 == 0:
            for path, before in pages.items():
                for encoding in ("identity", "gzip", "gzip"):
                    began = time.monotonic()
                    assert read(server, path, encoding) == before, (SEED, asked, path, encoding)
                    waits.append(time.monotonic() - began)
    log.info("seed %d: %d asked, %d answered, the longest wait %.2f s", SEED, asked, answered, max(waits))
    assert max(waits) < SLOWEST, SEED
    assert answered > asked * 0.8 > 10
    assert server.process.poll() is None
