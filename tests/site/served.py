"""A server as `loftet serve` starts it, and connections that behave as no browser does."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

# The pages that these tests ask for need no tables, so of a site only the static files are made ready.
CODE = """
import sys
from loftet.commands import start_django
start_django()
from django.core.management import call_command
call_command("collectstatic", verbosity=0, interactive=False)
from loftet.site.server import run
run("127.0.0.1", int(sys.argv[1]), workers=int(sys.argv[2]))
"""
TOKEN = "a" * 32  # any 32 letters let the CSRF check read a body


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[str]
    log: Path
    opened: list[socket.socket] = field(default_factory=list)

    def ask(self, path: str = "/robots.txt", timeout: float = 20, **headers: str) -> http.client.HTTPResponse:
        """Request a page, and read the whole answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        connection.request("GET", path, headers={"Host": "localhost", **headers})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def seconds_to_answer(self, path: str = "/robots.txt") -> float:
        """Return how long a reader waits."""
        began = time.monotonic()
        assert self.ask(path).status == 200
        return time.monotonic() - began

    def send(self, *parts: str) -> socket.socket:
        """Open a connection, and send something on it."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        self.opened.append(connection)
        connection.sendall("".join(parts).encode())
        return connection

    def close_connections(self) -> None:
        """Close what `send` has opened."""
        while self.opened:
            self.opened.pop().close()

    def workers(self) -> list[int]:
        """Return the process ids of the workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(word) for word in children.split()]

    def until_it_answers(self, within: float = 60) -> None:
        """Wait until the server answers."""
        until = time.monotonic() + within
        while True:
            try:
                self.ask()
            except OSError:
                assert time.monotonic() < until, self.log.read_text()
                time.sleep(0.05)
            else:
                return


def begun_form(length: int = 100_000, path: str = "/logg-inn/") -> str:
    """Return the head and the first bytes of a form that is not sent to its end."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken={TOKEN}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\nemail="
    )


def status_of(connection: socket.socket) -> int:
    """Read the status that a connection is answered with; 0 where it is closed without one."""
    try:
        told = connection.recv(4096)
    except ConnectionError:
        return 0
    return int(told.split(b" ", 2)[1]) if told else 0


@contextmanager
def served(data: Path, workers: int = 1, **settings: str) -> Iterator[Server]:
    """Serve a data folder on a free port, with the settings as named."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("LOFTET_")}
    environment = inherited | {
        "LOFTET_DATA": str(data),
        "LOFTET_STATIC": str(data / "static"),
        "LOFTET_DATABASE_URL": f"sqlite:///{data / 'db.sqlite3'}",
        "LOFTET_SECRET_KEY": "for this test alone",
        "LOFTET_HTTPS": "no",
        **settings,
    }
    log = data / f"server-{port}.log"
    with log.open("w") as told:
        process = subprocess.Popen(
            [sys.executable, "-c", CODE, str(port), str(workers)],
            env=environment,
            stdout=told,
            stderr=told,
            text=True,
        )
    server = Server(port, process, log)
    try:
        server.until_it_answers()
        yield server
    finally:
        server.close_connections()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
