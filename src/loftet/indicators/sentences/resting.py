"""What is said where a word rests on few of the figures that there are; nothing where most count."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.editions.rows import Colour, GoalReading, IndicatorRow


@dataclass(frozen=True, slots=True)
class Rests:
    """How many indicators decide the word of a goal, and how many of the goal's have a figure and count."""

    counted: int
    figures: int

    def __str__(self) -> str:
        """Say it beside a word, as short as can be."""
        said = {"counted": self.counted, "figures": self.figures}
        return _("by %(counted)d of %(figures)d figures") % said


def rests_on_few(own: GoalReading | None, rows: Iterable[IndicatorRow]) -> Rests | None:
    """Count what the word of a goal rests on; none where that is half of the figures or more.

    Where some indicators have a target, these alone decide the word.
    """
    if own is None or not own.judged or own.colour in (None, Colour.GREY):
        return None
    known = [row for row in rows if row.indicator.goal == own.goal and _counts(row)]
    counted = sum(
        row.indicator.yardstick is own.yardstick and row.own.colour not in (None, Colour.GREY)
        for row in known
    )
    return Rests(counted, len(known)) if 0 < 2 * counted < len(known) else None


def _counts(row: IndicatorRow) -> bool:
    return row.own.value is not None and bool(row.indicator.weight or row.own.colour)


def by_few(standing: str, rests: Rests | None) -> str:
    """Say in the sentence of how a place stands on how few figures that rests, where they are few."""
    if rests is None:
        return standing
    return _("%(standing)s, by %(counted)d of the %(figures)d indicators with a figure.") % {
        "standing": standing.removesuffix("."),
        "counted": rests.counted,
        "figures": rests.figures,
    }
