"""What is said where a word rests on few of the figures that there are; nothing where most count."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.editions.rows import Colour, GoalReading, Indicator, Reading


@dataclass(frozen=True, slots=True)
class Rests:
    """How many indicators decide the word of a goal, and how many of the goal's have a figure and count."""

    counted: int
    figures: int

    def __str__(self) -> str:
        """Say it beside a word, as short as can be."""
        said = {"counted": self.counted, "figures": self.figures}
        return _("by %(counted)d of %(figures)d figures") % said


def rests_on_few(own: GoalReading | None, known: Iterable[tuple[Indicator, Reading]]) -> Rests | None:
    """Count what the word of a goal rests on; none where that is half of the figures or more.

    Where some indicators have a target, these alone decide the word.
    """
    if own is None or not own.judged or own.colour in (None, Colour.GREY):
        return None
    figures = [one for one in known if one[0].goal == own.goal and _counts(*one)]
    counted = sum(
        indicator.yardstick is own.yardstick and reading.colour not in (None, Colour.GREY)
        for indicator, reading in figures
    )
    return Rests(counted, len(figures)) if 0 < 2 * counted < len(figures) else None


def _counts(indicator: Indicator, reading: Reading) -> bool:
    return reading.value is not None and bool(indicator.weight or reading.colour)


def goals_by_few(goals: int) -> str:
    """Say on how many goals the word of a place rests on few figures; nothing where on none."""
    said = ngettext(
        "On %(count)d of the goals the status rests on fewer than half of its figures.",
        "On %(count)d of the goals the status rests on fewer than half of their figures.",
        goals,
    )
    return said % {"count": goals} if goals else ""


def statuses_by_few(few: int, every: int) -> str:
    """Say how many of a region's statuses rest on few figures; nothing where none does."""
    said = _("Statuses that rest on fewer than half of the figures of the goal: %(few)d of %(every)d.")
    return said % {"few": few, "every": every} if few else ""


def by_few(standing: str, rests: Rests | None) -> str:
    """Say in the sentence of how a place stands on how few figures that rests, where they are few."""
    if rests is None:
        return standing
    return _("%(standing)s, by %(counted)d of the %(figures)d indicators with a figure.") % {
        "standing": standing.removesuffix("."),
        "counted": rests.counted,
        "figures": rests.figures,
    }
