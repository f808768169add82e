"""E-mails: plain text, in the receiver's form of Norwegian, sent while the reader goes on.

A letter is sent by a thread of its own, so that a page takes the same time whether there is somebody to
write to or not, and does not wait for the mail server.
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


def post(to: str, subject: str, body: str, headers: Mapping[str, str] | None = None) -> None:
    """Send a letter when what it tells of is kept; a letter that cannot be sent is told of in the log."""
    more = {name: one_line(text) for name, text in (headers or {}).items()}
    message = EmailMessage(one_line(subject), body, settings.DEFAULT_FROM_EMAIL, [to], headers=more)
    transaction.on_commit(partial(_start, partial(_deliver, message)))


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
