"""E-mails: plain text, in the receiver's form of Norwegian.

What a page sends is sent by a thread of its own, so that the page takes the same time whether there is
somebody to write to or not, and does not wait for the mail server. A command waits.
"""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

logger = logging.getLogger(__name__)


@cache
def _sender() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


class NotSent(Exception):  # noqa: N818 - it is an answer of the mail server
    """A letter was not taken; only the kind of error is told, for its text would name the receiver."""


def post(to: str, subject: str, body: str) -> None:
    """Send a letter when what it tells of is kept; a letter that cannot be sent is told of in the log."""
    transaction.on_commit(partial(_start, partial(_deliver, _letter(to, subject, body))))


def send(to: str, subject: str, body: str, headers: Mapping[str, str]) -> None:
    """Send a letter now, and wait until the mail server has taken it.

    Raises:
        NotSent: when it does not.
    """
    letter = _letter(to, subject, body, headers)
    try:
        letter.send()
    except Exception as error:
        raise NotSent(type(error).__name__) from None


def _letter(to: str, subject: str, body: str, headers: Mapping[str, str] | None = None) -> EmailMessage:
    more = {name: one_line(text) for name, text in (headers or {}).items()}
    return EmailMessage(one_line(subject), body, settings.DEFAULT_FROM_EMAIL, [to], headers=more)


def one_line(text: str) -> str:
    """Give a text as a header may hold it: what looks like another line is no other header."""
    return " ".join(text.split())


def _start(deliver: Callable[[], None]) -> None:
    if settings.MAIL_IN_BACKGROUND:
        _sender().submit(deliver)
    else:
        deliver()


def _deliver(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception as error:
        logger.error("a letter was not sent: %s", type(error).__name__)  # its text would name the receiver
