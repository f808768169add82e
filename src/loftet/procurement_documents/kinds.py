"""The documents that are made from a procurement: the keys of their addresses, and their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document: its key, its name, the step that makes it, and what it says first.

    One with a `lead` is read by firms; the others begin with the part of the regulation and the value.
    """

    key: str
    words: Words
    step: str = ""
    lead: Words = ""


KINDS: Sequence[DocumentKind] = (
    DocumentKind("behov", _("Need and effect"), "need"),
    DocumentKind(
        "invitasjon",
        _("Invitation to market dialogue"),
        "dialogue",
        _("We are preparing a purchase, and want to learn what firms can deliver."),
    ),
    DocumentKind(
        "innspill",
        _("Questions to firms"),
        "dialogue",
        _("Answer what you can, in short. What you leave out counts neither for nor against you."),
    ),
    DocumentKind(
        "samtale",
        _("Guide to one-to-one meetings"),
        "dialogue",
        _("All firms get the same questions, the same time and the same information."),
    ),
    DocumentKind(
        "oppsummering",
        _("Summary of the dialogue"),
        "summary",
        _("Everybody may read it. It says what was said, and not who said it."),
    ),
    DocumentKind("sjekk", _("Check of the rules")),
    DocumentKind("strategi", _("Strategy note"), "procedure"),
    DocumentKind("funksjon", _("Function specification"), "functions"),
    DocumentKind("kriterium", _("Award criteria and climate choice"), "criteria"),
    DocumentKind("protokoll", _("Protocol"), "choose"),
    DocumentKind("oppfolging", _("Plan for following up the contract"), "follow"),
    DocumentKind("gevinst", _("Benefit plan"), "follow"),
)
KEYS = tuple(one.key for one in KINDS)


def kind_of(key: str) -> DocumentKind:
    """Return a document by its key."""
    return next(one for one in KINDS if one.key == key)
