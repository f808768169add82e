"""A letter: whom it is to, what it says, the files that it brings, and whom its reader can ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from loftet.core.words import page_language

# Mail servers refuse what is larger, and a file grows by a third on its way.
MOST_ATTACHED = 10 * 1024 * 1024
# Of a letter that nobody wrote: programs that answer for people on holiday leave it.
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


def whole(address: str) -> str:
    """Return an address of the site as it stands in a letter or a file."""
    return f"{settings.SITE_ADDRESS}{address}"


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
    language: str = field(default_factory=page_language)

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


def one_line(text: str) -> str:
    """Return a text as a header may hold it: what looks like another line is no other header."""
    return " ".join(text.split())
