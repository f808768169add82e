"""A mail server on this machine, which takes letters, refuses them, or makes the sender wait."""

import asyncio
import re
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from types import TracebackType

from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 OK"
Answer = Callable[["Received"], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Received:
    """A letter as the server got it."""

    to: str
    subject: str
    message_id: str
    body: str
    html: str = field(default="", compare=False)

    @property
    def code(self) -> str:
        """Return the code to sign in with that it holds."""
        return str(re.findall(r"\b\d{6}\b", self.body)[0])


async def take(_letter: Received) -> str:
    """Accept a letter at once."""
    return TAKEN


@dataclass
class MailServer:
    """A mail server in a thread; `answer` decides what is said to a letter, `received` are those taken."""

    answer: Answer = take
    received: list[Received] = field(default_factory=list)
    port: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __enter__(self) -> "MailServer":
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        begun = asyncio.run_coroutine_threadsafe(self._begin(), self._loop)
        self.port = begun.result(10)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _begin(self) -> int:
        self._server = await self._loop.create_server(
            lambda: SMTP(self, hostname="localhost", loop=self._loop), "127.0.0.1", 0
        )
        return int(self._server.sockets[0].getsockname()[1])

    async def _end(self) -> None:
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Hear a letter to its end, and answer; the name is aiosmtpd's."""
        assert isinstance(envelope.content, bytes)
        read = message_from_bytes(envelope.content, policy=policy.default)
        text = read.get_body(("plain",))
        assert text is not None
        body = str(text.get_content())
        drawn = read.get_body(("html",))
        html = str(drawn.get_content()) if drawn else ""
        letter = Received(envelope.rcpt_tos[0], str(read["Subject"]), str(read["Message-ID"]), body, html)
        said = await self.answer(letter)
        if said == TAKEN:
            self.received.append(letter)
        return said
