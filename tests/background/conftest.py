"""A kind of letter that no app has, and what comes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from loftet.background import outbox
from loftet.core import registry
from loftet.core.kinds import LetterKind
from loftet.core.mail import Letter
from loftet.core.models import OutboxLetter
from loftet.core.registry import App
from tests.mail_server import MailServer

KIND = "greeting"


@dataclass
class Greetings:
    """Letters that greet row 1, 2, 3 …; those in `gone` are no longer to be sent, `wrong` cannot be made."""

    gone: set[int] = field(default_factory=set)
    wrong: set[int] = field(default_factory=set)
    sent: list[int] = field(default_factory=list)
    given_up: list[int] = field(default_factory=list)

    def build(self, row: int, language: str, _now: datetime) -> Letter | None:
        to = f"p{row}@gol.example"
        if row in self.wrong:
            raise ValueError(f"{to} is not to be named")
        return None if row in self.gone else Letter(to, f"Hei {row}", f"Hei på {language}.")

    def add(self, row: int, **more: Any) -> OutboxLetter:
        with transaction.atomic():
            outbox.enqueue(KIND, row, **more)
        return OutboxLetter.objects.latest("pk")

    def add_code(self, row: int) -> OutboxLetter:
        return self.add(row, expires=timezone.now() + timedelta(minutes=10))


@pytest.fixture
def greetings(db: None, monkeypatch: pytest.MonkeyPatch) -> Greetings:
    made = Greetings()
    kind = LetterKind(
        "greeting",
        made.build,
        sent=lambda row, _now: made.sent.append(row),
        gave_up=lambda row, _now: made.given_up.append(row),
    )
    monkeypatch.setitem(registry._APPS, KIND, App(label=KIND, letters={KIND: kind}))
    return made


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """Send letters to a mail server on this machine."""
    with MailServer() as server:
        settings.EMAIL_BACKEND = "loftet.background.mail_backends.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server
