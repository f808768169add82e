"""The documents that are made from a procurement: the keys of their addresses, and their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document: its key, its name, and what it says first; one with a `lead` is read by firms.

    The others begin with the part of the regulation and the value.
    """

    key: str
    words: Words
    lead: Words = ""


KINDS: Sequence[DocumentKind] = (
    DocumentKind("behov", _("Need and effect")),
    DocumentKind(
        "invitasjon",
        _("Invitation to market dialogue"),
        _("We are preparing a purchase, and want to learn what firms can deliver."),
    ),
    DocumentKind(
        "innspill",
        _("Questions to firms"),
        _("Answer what you can, in short. What you leave out counts neither for nor against you."),
    ),
    DocumentKind(
        "samtale",
        _("Guide to one-to-one meetings"),
        _("All firms get the same questions, the same time and the same information."),
    ),
    DocumentKind(
        "oppsummering",
        _("Summary of the dialogue"),
        _("Everybody may read it. It says what was said, and not who said it."),
    ),
    DocumentKind("sjekk", _("Check of the rules")),
    DocumentKind("strategi", _("Strategy note")),
    DocumentKind("funksjon", _("Function specification")),
    DocumentKind("kriterium", _("Award criteria and climate choice")),
    DocumentKind("protokoll", _("Protocol")),
    DocumentKind("oppfolging", _("Plan for following up the contract")),
    DocumentKind("gevinst", _("Benefit plan")),
)
KEYS = tuple(one.key for one in KINDS)


def kind_of(key: str) -> DocumentKind:
    """Return a document by its key."""
    return next(one for one in KINDS if one.key == key)
