"""One e-mail, as text and HTML with the files that it brings, handed to the mail server."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from loftet.core.errors import kind_of
from loftet.core.mail_backends import SmtpBackend

# Mail servers refuse what is larger, and a file grows by a third on its way.
MOST_ATTACHED = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a letter brings: its name, its content and its media type."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Contact:
    """The person whom the reader of a letter can reply to, and ring where there is a number."""

    name: str
    email: str
    telephone: str = ""

    def __str__(self) -> str:
        who = one_line(self.name or self.email)
        if self.telephone:
            told = _("Questions? Ring %(person)s, %(telephone)s, or reply to this e-mail.")
            return told % {"person": who, "telephone": self.telephone}
        told = _("Questions? Ask %(person)s, or reply to this e-mail.")
        return told % {"person": f"{who}, {self.email}" if self.name else who}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: recipient, subject, text, headers, and files, which are together at most `MOST_ATTACHED`.

    Its HTML is made of the text, in the language that was active when it was written. With a `contact` it
    ends with whom to ask, and replies go there; without one they go to those who run the site.
    """

    to: str
    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()
    contact: Contact | None = None
    language: str = field(default_factory=lambda: translation.get_language() or settings.LANGUAGE_CODE)

    @property
    def text(self) -> str:
        """Return the text, with whom to ask under it."""
        if self.contact is None:
            return self.body
        with translation.override(self.language):
            return f"{self.body.rstrip()}\n\n{self.contact}\n"

    @property
    def reply_to(self) -> str:
        """Return where replies go: to a person, or to those who run the site, where they have an address."""
        if self.contact is not None:
            return formataddr((one_line(self.contact.name), self.contact.email))
        address = parseaddr(settings.CONTACT)[1]
        return address if "@" in address else ""


class NotTaken(Exception):  # noqa: N818 - it is an answer of the mail server
    """The mail server did not take a letter. Only the kind of error is kept: its text names the receiver."""


def one_line(text: str) -> str:
    """Return a text as a header may hold it: what looks like another line is no other header."""
    return " ".join(text.split())


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
