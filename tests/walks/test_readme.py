"""The three walks of the README, run as they stand there in an empty clone with a new virtual environment."""

import csv
import email
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from email import policy
from email.message import EmailMessage
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from ssl import create_default_context
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, OpenerDirector, Request, build_opener
from uuid import uuid4

import psycopg
import pytest
from aiosmtpd.controller import Controller
from psycopg import sql

from tests.conftest import absent
from tests.deploy.proxy import certificate, render
from tests.walks.commands import walk
from tests.walks.conftest import Run, Serve, free_port, page

POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1/postgres")
# What needs root, and is the machine's: a test has a folder, a database and a proxy of its own instead.
OF_THE_SYSTEM = re.compile(r"sudo (apt-get|useradd|git|install|cp|systemctl|-u postgres createuser)\b|cd ")
AS_USER = re.compile(r"^sudo (-u loftet )?")
pytestmark = [pytest.mark.release, pytest.mark.xdist_group("walks")]


class Letterbox:
    """An SMTP server that keeps what it is handed."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - its name there
        """Keep a letter."""
        self.letters.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def text_of(self, number: int, within: float = 60) -> str:
        """Return the words of a letter, and wait for it."""
        until = time.monotonic() + within
        while len(self.letters) <= number:
            assert time.monotonic() < until, f"letter {number + 1} has not come"
            time.sleep(0.2)
        text = self.letters[number].get_body(("plain",))
        assert text is not None
        return str(text.get_content())

    def code(self) -> str:
        """Return the code to sign in with, in the first letter that has one."""
        for number in range(1, 5):
            if found := re.findall(r"\b\d{6}\b", self.text_of(number)):
                return str(found[0])
        raise AssertionError("no letter has a code")


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, int]]:
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield box, controller.port
    controller.stop()


@pytest.fixture
def database() -> Iterator[str]:
    """Return a name for a PostgreSQL database that a walk makes; it is dropped after."""
    name = f"walk_{uuid4().hex[:12]}"
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        absent("postgres", f"PostgreSQL does not answer: {error}")
    yield name
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def address_of(name: str) -> str:
    """Return the address of a database on the PostgreSQL of the tests."""
    return POSTGRES.rpartition("/")[0] + f"/{name}"


def redirect_of(port: int) -> tuple[int, str | None]:
    """Return where the proxy leads those who come without HTTPS."""
    asked = HTTPConnection("127.0.0.1", port, timeout=10)
    asked.request("GET", "/kommuner/")
    with closing(asked), asked.getresponse() as answer:
        return answer.status, answer.getheader("Location")


def browser(trusted: Path) -> OpenerDirector:
    """Return what keeps cookies and trusts the proxy's certificate."""
    handler = HTTPSHandler(context=create_default_context(cafile=trusted))
    return build_opener(handler, HTTPCookieProcessor(CookieJar()))


def submit(reader: OpenerDirector, address: str, **fields: str) -> str:
    """Send the form of a page, as a browser would; return the page that comes of it."""
    with reader.open(address, timeout=30) as shown:
        where, form = shown.url, shown.read().decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    data = urlencode(hidden | fields).encode()
    with reader.open(Request(where, data, {"Referer": where}), timeout=30) as answer:
        return str(answer.read().decode())


def test_the_demo(fresh: Path, serve: Serve) -> None:
    port = free_port()
    commands = walk(fresh / "README.md", "1. The demo", {"make demo": f"make demo PORT={port}"})
    assert commands.steps == ()
    with serve(commands.serving[0]):
        assert "Oppdiktede tall" in page(f"http://127.0.0.1:{port}/", within=500)
        assert "Demodalen" in page(f"http://127.0.0.1:{port}/kull/")


def test_a_site_with_its_own_files(fresh: Path, shared: Path, run: Run, serve: Serve) -> None:
    port = free_port()
    replaced = {"FOLDER": str(shared / "data" / "telemark"), "loftet serve": f"loftet serve --port {port}"}
    commands = walk(fresh / "README.md", "2. A site with your own files", replaced)
    told = [run(line) for line in commands.steps]
    assert told[-1].endswith(" is published\n")
    with serve(commands.serving[0]):
        assert "Korleis står det til i Vinje?" in page(f"http://127.0.0.1:{port}/kommuner/vinje/")
        figures = page(f"http://127.0.0.1:{port}/kommuner/vinje.csv").removeprefix("\ufeff").splitlines()
        first = next(csv.DictReader(figures))
        assert (first["place"], first["place_name"], first["edition_title"]) == ("4036", "Vinje", "Telemark")


def test_a_production_site(
    fresh: Path,
    run: Run,
    serve: Serve,
    nginx: str,
    database: str,
    letterbox: tuple[Letterbox, int],
    tmp_path: Path,
) -> None:
    box, smtp = letterbox
    http, https, port = free_port(), free_port(), free_port()
    settings_file = tmp_path / "loftet.env"
    commands = walk(
        fresh / "README.md",
        "3. A production site",
        {
            "sudo -u postgres createdb --owner loftet loftet": (
                f"psql --quiet {POSTGRES} --command 'CREATE DATABASE {database}'"
            ),
            "postgresql:///loftet": address_of(database),
            "https://loftet.example.no": f"https://localhost:{https}",
            "/etc/loftet/loftet.env": str(settings_file),
            "/var/lib/loftet": str(tmp_path / "data"),
            "mail.example.no": "127.0.0.1",
            "--mail-port 587": f"--mail-port {smtp} --mail-starttls no",
        },
    )
    for line in commands.steps:
        if line == "sudo make install":
            run("make install")
            run(f"{sys.executable} -m pip --python .venv/bin/python check")
        elif not OF_THE_SYSTEM.match(line):
            run(AS_USER.sub("env ", line), fails="check" in line.split()[-1:])
    assert f"https://localhost:{https}" in box.text_of(0)  # the test letter of `loftet init`

    loftet = f"env LOFTET_ENV_FILE={settings_file} .venv/bin/loftet"
    worker, web = f"{loftet} worker", f"{loftet} serve --port {port}"
    trusted = certificate(tmp_path)
    proxy = render(fresh, tmp_path, http=http, https=https, upstream=f"127.0.0.1:{port}")
    with serve(web), serve(worker), serve(f"{nginx} -p {tmp_path} -c {proxy}"):
        assert "Løftet" in page(f"https://localhost:{https}/", certificate=trusted)
        assert redirect_of(http) == (301, "https://localhost/kommuner/")
        reader = browser(trusted)
        submit(reader, f"https://localhost:{https}/logg-inn/", email="kari@hallingdal.example")
        assert box.letters[0]["To"] == "kari@hallingdal.example"
        code = box.code()
        signed_in = submit(reader, f"https://localhost:{https}/logg-inn/kode/", code=code)
        assert "Kari Nordmann" in signed_in
        with reader.open(f"https://localhost:{https}/drift/", timeout=30) as shown:
            assert "Drift av nettstedet" in shown.read().decode()
