"""A local stand-in for an open interface, started by the test."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Reply:
    """What the stand-in answers."""

    content: bytes
    status: int = 200
    media: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Asked:
    """What a caller asked the stand-in."""

    path: str
    accept: str
    body: bytes
    etag: str = ""


class StandIn:
    """A server on this machine; `replies` gives the answers to an address, the last one again and again."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[Asked] = []
        self.replies: dict[str, list[Reply]] = {}
        self.answer: Callable[[Asked], Reply] = self.from_replies

    def from_replies(self, asked: Asked) -> Reply:
        waiting = self.replies.get(asked.path, [Reply(b'{"error":"not found"}', 404)])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


@contextmanager
def opened() -> Iterator[StandIn]:
    """Keep a stand-in open."""

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            length = int(self.headers.get("content-length", 0))
            asked = Asked(
                self.path,
                self.headers.get("accept", ""),
                self.rfile.read(length),
                self.headers.get("if-none-match", ""),
            )
            server.asked.append(asked)
            reply = server.answer(asked)
            self.send_response(reply.status)
            headers = {"Content-Type": reply.media, "Content-Length": str(len(reply.content))}
            for name, value in (headers | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.content)

        do_GET = do_POST = respond  # noqa: N815 - the names that http.server calls

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server = StandIn(f"http://127.0.0.1:{listening.server_address[1]}/")
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        listening.shutdown()
        thread.join()


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """Start the stand-in and stop it after the test."""
    with opened() as server:
        yield server


@pytest.fixture(scope="module")
def lasting_stand_in() -> Iterator[StandIn]:
    """Start a stand-in and stop it after the tests of a file, which only look at what came of it."""
    with opened() as server:
        yield server


@pytest.fixture(scope="session")
def reply() -> type[Reply]:
    """Return the class of a reply, which tests cannot import."""
    return Reply
