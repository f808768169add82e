"""Kill -9 of the worker and the web server, 50 times, while invitations and codes are written.

The site is the real one: `loftet serve`, `loftet worker`, a database of its own; the mail server counts.
Each invitation that was kept arrives, and so does each code. None is two letters: one whose worker was killed
after the mail server had taken it, and before that was written down, comes once more with the same
Message-ID. How often that was is printed, and is at most once for a kill of a worker.
"""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from asyncio import sleep
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest

from tests.mail_server import TAKEN, MailServer, Received
from tests.on_postgres import URL

KILLS = 50
BOSS = "boss@gol.example"
CODES = 60
WORDS = ("new", "code")  # how the addresses of those invited begin, and of those who ask for a code
LOFTET = (sys.executable, "-m", "loftet.cli")
# What is in the database before the first kill: Gol, who leads it, and those who ask for codes.
SET_UP = f"""
from datetime import date
from loftet.people.models import Organisation, Role, RoleKind, User
from loftet.places.models import Place
place = Place.objects.create(slug="gol", kind="municipality", name="Gol", language="nn", sort_key="gol")
gol = Organisation.objects.create(slug="gol", name="Gol kommune", kind="municipality", place=place)
for email in ["{BOSS}", *(f"code{{n}}@gol.example" for n in range({CODES}))]:
    user = User.objects.create_user(email)
    kind = RoleKind.TOP_MANAGEMENT if email == "{BOSS}" else RoleKind.EDITOR
    Role.objects.create(user=user, organisation=gol, kind=kind, valid_from=date(2020, 1, 1))
"""
KEPT = """
from loftet.people.models import Invitation
from loftet.core.models import OutboxLetter
for one in Invitation.objects.all():
    print("invitation", one.email)
for one in OutboxLetter.objects.all():
    print("letter", one.kind, one.state, one.tries)
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Create an empty database for the site, and remove it afterwards."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'db.sqlite3'}"
        return
    name = f"killed_{uuid4().hex[:12]}"
    try:
        server = psycopg.connect(URL, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("PostgreSQL does not answer")
    with server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{URL.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass
class Site:
    """The site's two processes, each in a group of its own, so that its children are killed with it."""

    environment: Mapping[str, str]
    port: int
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, code: str) -> str:
        """Run some code in the site, and return what it prints."""
        command = [*LOFTET, "manage", "shell", "--no-imports", "--command", code]
        ran = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)
        return ran.stdout

    def start(self, name: str) -> None:
        serve = ("serve", "--port", str(self.port), "--threads", "4")
        words = serve if name == "web" else ("worker",)
        self.running[name] = subprocess.Popen(
            [*LOFTET, *words],
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self, name: str) -> None:
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/robots.txt").status_code == 200
        except httpx.HTTPError:
            return False


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """Take letters as a real server does: not at once."""

    async def after_a_while(_letter: Received) -> str:
        await sleep(random.uniform(0.002, 0.02))
        return TAKEN

    with MailServer(after_a_while) as server:
        yield server


@pytest.fixture
def site(database: str, tmp_path: Path, mail_server: MailServer) -> Iterator[Site]:
    settings = {
        "LOFTET_DATA": str(tmp_path),
        "LOFTET_DATABASE_URL": database,
        "LOFTET_SECRET_KEY": "for this test alone, and long enough for Django",
        "LOFTET_HTTPS": "no",
        "LOFTET_BEHIND_PROXY": "yes",  # so that not all codes are asked for from one place
        "LOFTET_MAIL_HOST": "127.0.0.1",
        "LOFTET_MAIL_PORT": str(mail_server.port),
        "LOFTET_MAIL_STARTTLS": "no",
    }
    made = Site({**os.environ, **settings}, free_port())
    subprocess.run([*LOFTET, "manage", "migrate", "-v0"], env=made.environment, check=True)
    subprocess.run(
        [*LOFTET, "manage", "collectstatic", "-v0", "--no-input"], env=made.environment, check=True
    )
    made.run(SET_UP)
    yield made
    for name in list(made.running):
        made.kill(name)


@dataclass
class Reader:
    """Somebody at a browser, who tries again when the site is away."""

    site: Site
    number: int = 0
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        where = {"X-Forwarded-For": f"10.0.{self.number // 250}.{self.number % 250}"}
        self.client = httpx.Client(base_url=self.site.address, headers=where, timeout=30)

    def send(self, address: str, form: Mapping[str, str]) -> bool:
        """Send a form; return whether the site has said that it kept it."""
        try:
            page = self.client.get(address)
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
            if token is None:
                return False
            return (
                self.client.post(address, data={**form, "csrfmiddlewaretoken": token[1]}).status_code == 302
            )
        except httpx.HTTPError:
            return False


@dataclass
class Written:
    """What readers were told to be kept, while the site was killed under them."""

    invited: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    stop: threading.Event = field(default_factory=threading.Event)

    def invite(self, boss: Reader) -> None:
        """Invite one after another; who was not kept for sure is not invited again."""
        number = 0
        while not self.stop.is_set():
            number += 1
            email = f"new{number}@gol.example"
            if boss.send("/organisasjoner/gol/inviter/", {"email": email, "kind": "editor"}):
                self.invited.add(email)
            else:
                time.sleep(0.05)

    def ask(self, site: Site) -> None:
        """Ask for a code for one after another."""
        for number in range(CODES):
            email = f"code{number}@gol.example"
            while not self.stop.is_set() and email not in self.asked:
                reader = Reader(site, number + 1)
                if reader.send("/logg-inn/", {"email": email}):
                    self.asked.add(email)
                reader.client.close()
                self.stop.wait(1)


def wait_for(what: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is so; return whether it came to be."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.005)
    return False


def sign_in(boss: Reader, server: MailServer) -> None:
    """Sign in by the code that the worker sends."""
    assert boss.send("/logg-inn/", {"email": BOSS})
    assert wait_for(lambda: len(server.received) == 1, 60)
    assert boss.send("/logg-inn/kode/", {"code": server.received[0].code})


def kill_in_the_middle(site: Site, server: MailServer, written: Written, turn: int) -> None:
    """Kill one of the two while it works: the worker when it has sent, the web when it has written."""
    name = ("worker", "web")[turn % 2]
    done = len(server.received), len(written.invited)
    wait_for(lambda: (len(server.received), len(written.invited))[turn % 2] > done[turn % 2], 60)
    time.sleep(random.uniform(0, 0.06))
    site.kill(name)
    site.start(name)


def letters_wait(site: Site) -> bool:
    return " waiting " in site.run(KEPT)


@pytest.mark.release
def test_each_letter_arrives_whatever_is_killed(site: Site, mail_server: MailServer) -> None:
    site.start("web")
    site.start("worker")
    assert wait_for(site.answers, 120)
    boss, written = Reader(site), Written()
    sign_in(boss, mail_server)
    writers = [
        threading.Thread(target=written.invite, args=(boss,)),
        threading.Thread(target=written.ask, args=(site,)),
    ]
    for one in writers:
        one.start()
    for turn in range(KILLS):
        kill_in_the_middle(site, mail_server, written, turn)
    assert wait_for(site.answers, 120)
    written.stop.set()
    for one in writers:
        one.join(60)
    boss.client.close()
    assert wait_for(lambda: not letters_wait(site), 240)
    check(site.run(KEPT), mail_server.received, written)


def check(kept: str, received: list[Received], written: Written) -> None:
    """Compare what is in the database, what readers were told, and what arrived."""
    in_database = {line.split()[1] for line in kept.splitlines() if line.startswith("invitation ")}
    tries = Counter(line.split()[3] for line in kept.splitlines() if line.startswith("letter "))
    assert written.invited <= in_database  # nothing that was said to be kept is lost
    states = Counter(line.split()[2] for line in kept.splitlines() if line.startswith("letter "))
    raw = {word: Counter(one.message_id for one in received if one.to.startswith(word)) for word in WORDS}
    letters = Counter(
        to for to, _id in {(one.to, one.message_id) for one in received} if to.startswith("new")
    )
    print(f"\n{len(in_database)} invitations kept, {len(written.invited)} acknowledged")  # noqa: T201
    print(f"letters by state: {dict(states)}, by tries: {dict(tries)}")  # noqa: T201
    for word, counted in raw.items():
        print(f"{word}: {len(counted)} letters, {counted.total()} arrived")  # noqa: T201
    assert letters == Counter(in_database)  # none lost, none as two letters, none of what was not kept
    assert written.asked <= {one.to for one in received}
    assert max(number for counted in raw.values() for number in counted.values()) <= 2
    assert sum(counted.total() - len(counted) for counted in raw.values()) <= KILLS // 2
