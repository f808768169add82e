"""Sentences of pages about a need: why a check matters, and what was changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words
from loftet.needs.checks import Check, Kind
from loftet.needs.models import Audience, Need, NeedChange, Way

MET: Mapping[Kind, Words] = {
    Kind.PRODUCT: _("It names no product"),
    Kind.EFFECT: _("The effect is said"),
    Kind.MEASURED: _("The effect can be measured"),
    Kind.USERS: _("Those who notice it are named"),
    Kind.CONSTRAINTS: _("What must not change is said"),
    Kind.VOLUME: _("The volume is said"),
}
LACKS: Mapping[Kind, Words] = {
    Kind.EFFECT: _("The effect is missing"),
    Kind.MEASURED: _("The effect cannot be measured"),
    Kind.USERS: _("Those who notice it are missing"),
    Kind.CONSTRAINTS: _("What must not change is missing"),
    Kind.VOLUME: _("The volume is missing"),
}
WHY: Mapping[Kind, Words] = {
    Kind.PRODUCT: _("Write what it is to do, and more than those who sell this can answer."),
    Kind.EFFECT: _("Say what becomes better, such as less, faster or safer. Suppliers answer how."),
    Kind.MEASURED: _("A number from today and one that is wished show when the need is met."),
    Kind.USERS: _("Those who use it every day know what must work. Ask them before the need is shared."),
    Kind.CONSTRAINTS: _("What must stay as it is keeps away answers that do not fit."),
    Kind.VOLUME: _("The volume decides whether it pays to deliver, alone or together."),
}
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
class Advice:
    """One line of the check list."""

    is_met: bool
    heading: Words
    why: Words
    instead: str


def advice(checks: Iterable[Check]) -> list[Advice]:
    """Return the check list in words; of what is met only the heading."""
    return [_line(one) for one in checks]


def _line(one: Check) -> Advice:
    if one.is_met:
        return Advice(True, MET[one.kind], "", "")
    if one.kind is Kind.PRODUCT:
        heading = gettext("«%(word)s» is a solution") % {"word": one.words[0]}
        return Advice(False, heading, WHY[one.kind], one.instead)
    return Advice(False, LACKS[one.kind], WHY[one.kind], "")


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
