"""How letters leave: by a mail server or, where none is named, as files; the demo shows them."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

FILES_KEPT_FOR = timedelta(hours=1)
LONGEST_SHOWN = 12  # lines; a weekly letter would hide the codes


class SmtpBackend(EmailBackend):
    """Connect within `EMAIL_TIMEOUT`, and then wait `EMAIL_ANSWER_TIMEOUT` for each answer.

    A mail server that cannot be reached is found out at once. One that looks at a letter before it takes it
    may need longer: who stops waiting then sends the letter once more, though it was taken.
    """

    def open(self) -> bool | None:
        """Connect and sign in."""
        opened = super().open()
        socket = getattr(self.connection, "sock", None)
        if opened and socket is not None:
            socket.settimeout(settings.EMAIL_ANSWER_TIMEOUT)
        return opened


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
        if file.stat().st_mtime <= (now - FILES_KEPT_FOR).timestamp():
            file.unlink(missing_ok=True)
            gone += 1
    return gone
