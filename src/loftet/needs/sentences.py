"""Sentences of pages about a need: who reads it, what its way means, and what was changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words
from loftet.needs.models import Audience, Need, NeedChange, Way

WAY_ADVICE: Mapping[str, Words] = {
    Way.STAFF: _("Describe the need all the same: then the staff know what is to be reached."),
    Way.PARTNERSHIP: _("Share it with the region: others may want to do it with you."),
    Way.GRANT: _("A grant has its own rules. Ask those who manage grants before you share it."),
    Way.VOLUNTARY: _("Voluntary organisations can answer it, too, without a price."),
    Way.RESERVED: _("A reserved contract has its own conditions. Ask a procurement officer."),
}
SEEN_BY: Mapping[str, Words] = {
    Audience.OWN: _("Seen by your own organisation"),
    Audience.REGION: _("Seen by the region"),
    Audience.PUBLIC: _("Seen by everybody"),
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of a shared need: which fields, and the earlier texts."""

    change: NeedChange
    names: tuple[str, ...]
    before: tuple[tuple[str, str], ...]


def change_lines(need: Need) -> list[ChangeLine]:
    """Return what was changed since the need was shared, the newest first."""
    return [
        ChangeLine(
            one,
            tuple(_name(field) for field in one.fields),
            tuple((_name(field), text) for field, text in one.before.items()),
        )
        for one in reversed(need.changes.all())
    ]


def _name(field: str) -> str:
    named: Any = Need._meta.get_field(field)
    return str(named.verbose_name)
