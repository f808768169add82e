"""A letter is handed to the mail server, as text and HTML with the files that it brings."""

from collections.abc import Callable
from contextlib import suppress
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from loftet.background.mail_backends import SmtpBackend
from loftet.core.errors import kind_of
from loftet.core.mail import MOST_ATTACHED, Letter, one_line


class NotTaken(Exception):  # noqa: N818 - it is an answer of the mail server
    """The mail server did not take a letter. Only the kind of error is kept: its text names the receiver."""


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


def _message(letter: Letter, message_id: str) -> EmailMultiAlternatives:
    headers = {name: one_line(text) for name, text in letter.headers.items()} | {"Message-ID": message_id}
    if letter.reply_to:
        headers["Reply-To"] = one_line(letter.reply_to)
    subject = one_line(letter.subject)
    if sum(len(one.content) for one in letter.attachments) > MOST_ATTACHED:
        raise ValueError("the files of a letter are too large")
    files = [(one_line(one.name), one.content, one.media_type) for one in letter.attachments]
    sender = settings.DEFAULT_FROM_EMAIL
    made = EmailMultiAlternatives(
        subject, letter.text, sender, [letter.to], attachments=files, headers=headers
    )
    made.attach_alternative(render_to_string("core/letters/letter.html", {"letter": letter}), "text/html")
    return made
