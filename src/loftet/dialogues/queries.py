"""Queries of a market dialogue: its questions, and the smallest volumes in the answers of firms."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from loftet.core.hooks import Hook
from loftet.core.registry import call_all
from loftet.dialogues.models import WrittenInput
from loftet.meetings.models import Event

FEWEST_ANSWERS = 3  # before a range of them is told
GUIDE: Hook[Callable[[Event], str]] = Hook("the questions that firms are asked in the meetings of a dialogue")


def ready_questions() -> tuple[str, ...]:
    """Return the questions that a dialogue begins with; the buyer takes some out and adds its own."""
    return (
        _("What have we misunderstood?"),
        _("Which requirements would keep you out, or raise the price?"),
        _("What can be delivered today, and what in a year?"),
        _("How would you measure the effect?"),
        _("Which length of contract, volume, lots and way of payment would make you bid?"),
        _("What can be done for climate and environment, and how would you prove it?"),
        _("What must we have ready: data, buildings, staff?"),
        _("What would make it fit several municipalities?"),
    )


def questions_of(event: Event) -> tuple[str, ...]:
    """Return the questions of a dialogue: those of its one-to-one meetings, which are the same for all."""
    lines = [line for guide in call_all(GUIDE, event) for line in guide.splitlines()]
    return tuple(one.strip() for one in lines if one.strip()) or ready_questions()


def is_about_volume(event: Event) -> bool:
    """Check whether something is to be bought: the dialogue is about a joint purchase or a need."""
    return event.pools.exists() or event.needs.exists()


def unit_of(event: Event) -> str:
    """Return the unit of what a dialogue is about; empty where it has none, or several."""
    units = {*event.pools.values_list("unit", flat=True), *event.needs.values_list("unit", flat=True)} - {""}
    return units.pop() if len(units) == 1 else ""


@dataclass(frozen=True, slots=True)
class VolumeRange:
    """The range of the smallest volumes that firms deliver, and how many have told theirs."""

    low: Decimal
    high: Decimal
    unit: str
    firms: int

    @property
    def sentence(self) -> str:
        """Return it as pages and the open summary say it."""
        high = f"{floatformat(self.high, '-2g')} {self.unit}".strip()
        told = {"low": floatformat(self.low, "-2g"), "high": high, "firms": self.firms}
        words = _("The smallest volume that firms deliver: from %(low)s to %(high)s, by %(firms)d firms.")
        return words % told


def least_volumes(event: Event) -> VolumeRange | None:
    """Return the range of the smallest volumes where at least three firms have told theirs; without names."""
    rows = WrittenInput.objects.filter(team__event=event, least_volume__isnull=False)
    found = sorted(rows.values_list("least_volume", flat=True))
    if len(found) < FEWEST_ANSWERS:
        return None
    return VolumeRange(found[0], found[-1], unit_of(event), len(found))
