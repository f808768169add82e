"""Mail backends: a mail server or, where none is named, files; the demo shows them."""

import os
import smtplib
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

FILES_KEPT_FOR = timedelta(hours=1)
LONGEST_SHOWN = 12  # lines; a weekly letter would hide the codes


END = b".\r\n"  # the line by which a mail server knows that a letter ends, and takes it


def nothing() -> None:
    """Do nothing; files need no connection."""


class Stepped(smtplib.SMTP):
    """Call `before_end` when all of a letter is sent but the line that ends it.

    A mail server discards a letter whose sender goes away before that line.
    """

    before_end: Callable[[], None] = staticmethod(nothing)

    def send(self, s: Any) -> None:
        """Send a piece; the end of a letter by itself."""
        if isinstance(s, bytes) and s.endswith(b"\r\n" + END):
            super().send(s[: -len(END)])
            self.before_end()
            s = END
        super().send(s)


class SteppedTls(Stepped, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class SmtpBackend(EmailBackend):
    """Connect within `EMAIL_TIMEOUT`, and then wait `EMAIL_ANSWER_TIMEOUT` for each answer.

    A mail server that cannot be reached is found out at once. One that looks at a letter before it takes it
    may need longer: who stops waiting then sends the letter once more, though it was taken.
    """

    before_end: Callable[[], None] = staticmethod(nothing)

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the kind of connection."""
        return SteppedTls if self.use_ssl else Stepped

    def open(self) -> bool | None:
        """Connect and sign in."""
        opened, connection = super().open(), self.connection
        if opened and isinstance(connection, Stepped) and connection.sock is not None:
            connection.before_end = self.before_end
            connection.sock.settimeout(settings.EMAIL_ANSWER_TIMEOUT)
            # Else the short last line waits until the mail server has acknowledged what came before it.
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def abort(self) -> None:
        """Close the connection without a word: in the midst of a letter the mail server would not hear it."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class FolderBackend(BaseEmailBackend):
    """Write each letter to a file of its own in the data folder, for the owner's eyes alone."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the letters."""
        for message in email_messages:
            self.write(message)
        return len(email_messages)

    def write(self, message: EmailMessage) -> Path:
        """Write one letter."""
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"{timezone.now():%Y%m%dT%H%M%S.%f}.eml"
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(message.message().as_bytes())
        return file


class DemoBackend(FolderBackend):
    """Show each letter in the terminal as well: nobody in the demo has a mailbox."""

    def write(self, message: EmailMessage) -> Path:
        """Write one letter, and show it; of a long one the file is named."""
        file, body = super().write(message), str(message.body)
        told = body if body.count("\n") <= LONGEST_SHOWN else f"{file}\n"
        print(f"\n--- {', '.join(message.to)}: {message.subject}\n{told}---", flush=True)  # noqa: T201
        return file


def forget_files(now: datetime) -> int:
    """Remove letters that have been files for more than an hour; return how many."""
    gone = 0
    for file in Path(settings.EMAIL_FILE_PATH).glob("*.eml"):
        with suppress(FileNotFoundError):  # another worker may have removed it
            if file.stat().st_mtime <= (now - FILES_KEPT_FOR).timestamp():
                file.unlink()
                gone += 1
    return gone
