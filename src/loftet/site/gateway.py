"""Between the web server and Django: a request is read whole before a thread answers it.

The server speaks ASGI to `Gateway`, and `Gateway` speaks WSGI to Django. A slow connection therefore holds
a coroutine and never one of the threads, and what it may send is bounded: in length, in time, and in the
bytes that all bodies hold together.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeAlias

from loftet.site.known_answers import KnownAnswers
from loftet.site.wsgi_bridge import (
    Environ,
    GatewayAnswer,
    RefusedRequestError,
    Scope,
    Wsgi,
    client_of,
    demand_plain_parts,
    environ_of,
    header,
    headers_of,
    length_of,
    plain_answer,
    respond,
)

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Report: TypeAlias = Callable[[str, str, HTTPStatus, str], str]

QUEUE = 64  # requests that wait for a thread; a later one is told at once to try again
# Files of figures take far longer to make than pages: they have threads of their own, and pages the others.
FILES, FILE_THREADS = re.compile(r"(?!/static/).*\.(?:csv|docx|json|pdf|png|svg|xlsx|zip)"), 2


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """The limits of bodies: bytes of one body, seconds until its last byte, bytes of all bodies at once.

    What has come of all bodies of one client is at most `of_one` bytes, so that others have room.
    An address that is matched whole by a pattern of `larger` takes a longer body, as a picture needs it: what
    has come of all longer bodies is at most `larger_total` bytes, and is not counted in `of_one`.
    """

    size: int = 1024 * 1024
    seconds: float = 10.0
    total: int = 64 * 1024 * 1024
    of_one: int = 8 * 1024 * 1024
    larger: Mapping[str, int] = field(default_factory=dict)
    larger_total: int = 32 * 1024 * 1024

    def size_at(self, path: str) -> int:
        """Return how many bytes a body may have at an address."""
        return next((most for one, most in self.larger.items() if re.fullmatch(one, path)), self.size)


class DisconnectedError(Exception):
    """The client has gone; nobody waits for an answer."""


@dataclass(slots=True)
class HeldBody:
    """A body while it is in memory: the client that sends it, how long it is going to be, what has come."""

    client: str
    length: int = 0
    content: bytearray = field(default_factory=bytearray)


class Lane:
    """Threads for requests of one kind, and their queue; used by the event loop alone."""

    def __init__(self, application: Wsgi, threads: int, queue: int, name: str) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._at_once, self._queue = threads, queue
        self.inside = 0  # requests that a thread answers, or that wait for one

    async def answer(self, environ: Environ, receive: Receive) -> GatewayAnswer:
        """Return the answer that a thread makes.

        Raises:
            RefusedRequestError: when too many wait already.
            DisconnectedError: when the client goes while it waits for a thread; nothing is computed then.
        """
        if self.inside >= self._at_once + self._queue:
            raise RefusedRequestError(HTTPStatus.SERVICE_UNAVAILABLE)
        self.inside += 1
        try:
            work = self._threads.submit(respond, self._application, environ)
            answer = asyncio.wrap_future(work)
            if self.inside > self._at_once:
                gone = asyncio.create_task(until_gone(receive))
                await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
                gone.cancel()
                if not answer.done() and work.cancel():
                    raise DisconnectedError
            return await answer
        finally:
            self.inside -= 1


class Gateway:
    """An ASGI application that reads bodies within limits and answers in threads, over WSGI."""

    def __init__(
        self,
        application: Wsgi,
        *,
        threads: int,
        limits: BodyLimits,
        report: Report | None = None,
        behind_proxy: bool = False,
        queue: int = QUEUE,
        known: KnownAnswers | None = None,
    ) -> None:
        self._limits = limits
        self._report = report
        self._behind_proxy = behind_proxy
        self._pages = Lane(application, threads, queue, "web")
        self._files = Lane(application, min(threads, FILE_THREADS), queue, "files")
        self._known = known
        # What follows is changed by the event loop alone.
        self._held = 0  # bytes of bodies in memory
        self._held_larger = 0  # of these, bytes of longer bodies
        self._held_by = Counter[str]()  # of the others, bytes by client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        answer = self._known.answer_to(scope) if self._known is not None else None
        if answer is None:
            answer = await self._made(scope, receive)
        if answer is not None:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            await send({"type": "http.response.body", "body": answer.body})

    async def _made(self, scope: Scope, receive: Receive) -> GatewayAnswer | None:
        """Read a request, and return the answer that is made to it; None where the client has gone."""
        body = HeldBody(client_of(scope, behind_proxy=self._behind_proxy))
        try:
            headers = headers_of(scope)
            body.length = length_of(headers, self._limits.size_at(scope["path"]))
            await self._read(body, receive)
            demand_plain_parts(headers, body.content)
            environ = environ_of(scope, headers, bytes(body.content))
            lane = self._files if FILES.fullmatch(scope["path"]) else self._pages
            answer = await lane.answer(environ, receive)
        except RefusedRequestError as refusal:
            return self._refuse(scope, refusal)
        except DisconnectedError:
            return None
        finally:
            self._hold(body, -len(body.content))
        if self._known is not None:
            self._known.remember(scope, environ, answer)
        return answer

    def _hold(self, body: HeldBody, count: int) -> None:
        """Count bytes that have come of a body, or are let go; what is only announced takes no room."""
        self._held += count
        if body.length > self._limits.size:
            self._held_larger += count
            return
        self._held_by[body.client] += count
        if not self._held_by[body.client]:
            del self._held_by[body.client]

    async def _read(self, body: HeldBody, receive: Receive) -> None:
        """Read a body of a known length.

        Raises:
            RefusedRequestError: when it takes too long, or when bodies together hold too much.
            DisconnectedError: when the client goes before the last byte.
        """
        if not body.length:
            return
        try:
            async with asyncio.timeout(self._limits.seconds):
                more = True
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise DisconnectedError
                    part = message.get("body", b"")
                    body.content += part
                    self._hold(body, len(part))
                    self._demand_room(body)
                    more = message.get("more_body", False)
        except TimeoutError as error:
            raise RefusedRequestError(HTTPStatus.REQUEST_TIMEOUT) from error

    def _demand_room(self, body: HeldBody) -> None:
        if self._held_by[body.client] > self._limits.of_one:
            raise RefusedRequestError(HTTPStatus.TOO_MANY_REQUESTS)
        if self._held > self._limits.total or self._held_larger > self._limits.larger_total:
            raise RefusedRequestError(HTTPStatus.SERVICE_UNAVAILABLE)

    def _refuse(self, scope: Scope, refusal: RefusedRequestError) -> GatewayAnswer:
        """Build the answer to what is not passed on, and report it."""
        request_id = ""
        if self._report is not None:
            proposed = header(scope, b"x-request-id")
            request_id = self._report(scope["method"], scope["path"], refusal.status, proposed)
        return plain_answer(refusal.status, request_id, refusal.said)


async def until_gone(receive: Receive) -> None:
    """Return when the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
