"""Sentences where a word rests on few of the figures that there are; nothing where most decide."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class StatusBasis:
    """The indicators of a goal, counted: how many decide its word, and how many have a figure and count."""

    deciding: int
    figures: int

    @property
    def is_few(self) -> bool:
        """Check whether fewer than half of the figures decide."""
        return 0 < 2 * self.deciding < self.figures

    def __str__(self) -> str:
        """Return the short form that is shown beside a word."""
        said = {"deciding": self.deciding, "figures": self.figures}
        return _("by %(deciding)d of %(figures)d figures that count") % said


def goals_by_few(goals: int) -> str:
    """Return in words on how many goals the word of a place rests on few figures; nothing where on none."""
    said = ngettext(
        "On %(count)d of the goals the status rests on fewer than half of the figures that count.",
        "On %(count)d of the goals the status rests on fewer than half of the figures that count.",
        goals,
    )
    return said % {"count": goals} if goals else ""


def statuses_by_few(few: int, every: int) -> str:
    """Return in words how many of a region's statuses rest on few figures; nothing where none does."""
    said = _("Statuses that rest on fewer than half of the figures of the goal: %(few)d of %(every)d.")
    return said % {"few": few, "every": every} if few else ""


def standing_by_few(standing: str, basis: StatusBasis | None) -> str:
    """Return a clause of a place's sentence: on how few figures it rests, where they are few."""
    if basis is None or not basis.is_few:
        return standing
    return _("%(standing)s, by %(deciding)d of the %(figures)d indicators that have a figure and count.") % {
        "standing": standing.removesuffix("."),
        "deciding": basis.deciding,
        "figures": basis.figures,
    }
