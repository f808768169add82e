"""One e-mail, as plain text, handed to the mail server."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parseaddr
from smtplib import SMTPException
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from loftet.core.errors import kind_of
from loftet.core.mail_backends import SmtpBackend


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: recipient, subject, text, and headers."""

    to: str
    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


class NotTaken(Exception):  # noqa: N818 - it is an answer of the mail server
    """The mail server did not take a letter. Only the kind of error is kept: its text names the receiver."""


def one_line(text: str) -> str:
    """Return a text as a header may hold it: what looks like another line is no other header."""
    return " ".join(text.split())


def new_message_id() -> str:
    """Return a Message-ID that no other letter has, in the domain of the sender."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    safe = re.sub(r"[^A-Za-z0-9.-]", "", domain) or "localhost"
    return f"<{uuid4().hex}@{safe}>"


def hand_over(
    letter: Letter, message_id: str, *, before_end: Callable[[], None], taken: Callable[[], None]
) -> None:
    """Send a letter; call `before_end` before its last line, `taken` when the mail server has answered.

    A process that dies before `before_end` has sent nothing; one that dies before `taken` may have. That the
    connection is closed only after `taken` keeps that time short.

    Raises:
        NotTaken: when the mail server does not take it.
    """
    connection = get_connection()
    if isinstance(connection, SmtpBackend):
        connection.before_end = before_end
    try:
        _send(connection, letter, message_id, before_end)
        taken()
    except BaseException:
        if isinstance(connection, SmtpBackend):
            connection.abort()
        raise
    with suppress(OSError, SMTPException):
        connection.close()


def _send(
    connection: BaseEmailBackend, letter: Letter, message_id: str, before_end: Callable[[], None]
) -> None:
    try:
        connection.open()
        if not isinstance(connection, SmtpBackend):
            before_end()
        if connection.send_messages([_message(letter, message_id)]) != 1:
            raise NotTaken("NothingSent")
    except (OSError, SMTPException) as error:
        raise NotTaken(kind_of(error)) from None


def _message(letter: Letter, message_id: str) -> EmailMessage:
    headers = {name: one_line(text) for name, text in letter.headers.items()} | {"Message-ID": message_id}
    subject = one_line(letter.subject)
    return EmailMessage(subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers)
