"""Letters that go nowhere: each is a file, and in the demo the terminal shows it too."""

import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class FolderBackend(BaseEmailBackend):
    """Write each letter to a file of its own in the data folder, for the owner's eyes alone."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the letters."""
        for message in email_messages:
            self.write(message)
        return len(email_messages)

    def write(self, message: EmailMessage) -> None:
        """Write one letter."""
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"{timezone.now():%Y%m%dT%H%M%S.%f}.eml"
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(message.message().as_bytes())


class DemoBackend(FolderBackend):
    """Show each letter in the terminal as well: nobody in the demo has a mailbox."""

    def write(self, message: EmailMessage) -> None:
        """Write one letter, and show it."""
        super().write(message)
        print(f"\n--- {', '.join(message.to)}: {message.subject}\n{message.body}---", flush=True)  # noqa: T201
