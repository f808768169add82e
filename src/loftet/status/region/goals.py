"""The goals of a region: a strip for each with all municipalities, and the members side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from loftet.charts.heat import HeatCell, heat_cell
from loftet.charts.strip import strip
from loftet.core.words import Sign, join_words
from loftet.editions.rows import Edition, GoalReading, GoalWord
from loftet.editions.store import EditionStore
from loftet.status.goal_names import Goal, goals
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.goal_spread import spread_by_goal
from loftet.status.region.shared import MOST_NAMED, PHONE_WIDTH, StripPair, named_places, pair_of
from loftet.status.signs import goal_sign

STRIP_WIDTH = 720.0
FIRST_ON_A_PHONE = 3  # goals; the others stand behind a button there
HEAT = {
    GoalWord.STRONG: "strong",
    GoalWord.MIXED: "mixed",
    GoalWord.WEAK: "weak",
    GoalWord.TOO_FEW: "few",
}
MOST_ACROSS = 8  # members beside each other; more stand below each other, with the goals across
Readings = Mapping[tuple[str, str], GoalReading]


@dataclass(frozen=True, slots=True)
class GoalStrip:
    """A goal: where the members stand by the share of strong figures; `few` names those without a word.

    `weak` counts the members with more weak figures than strong; the goals with most come `first` on a phone.
    """

    goal: Goal
    strips: StripPair
    few: str
    weak: int
    first: bool = False


@dataclass(frozen=True, slots=True)
class MemberCell:
    """The goal of a member: «5–2», and its word for those who do not see the colour."""

    cell: HeatCell
    sign: Sign

    @property
    def html(self) -> SafeString:
        """Return the cell of the table: a large region has many hundred, so no template draws them."""
        text = f'<td class="{self.cell.css_class}">{self.cell.text}<b> {escape(self.sign.word)}</b></td>'
        return mark_safe(text)  # noqa: S308 - escaped


@dataclass(frozen=True, slots=True)
class HeatTable:
    """Members and goals: a row for each goal, or for each member where these are many."""

    goals: tuple[Goal, ...]
    members: tuple[PlaceInEdition, ...]
    cells: tuple[tuple[MemberCell, ...], ...]

    @property
    def members_across(self) -> bool:
        """Check whether the members are the columns."""
        return len(self.members) <= MOST_ACROSS

    @property
    def by_goal(self) -> list[tuple[Goal, tuple[MemberCell, ...]]]:
        """Return the rows where the members are the columns."""
        return list(zip(self.goals, self.cells, strict=True))

    @property
    def by_member(self) -> list[tuple[PlaceInEdition, tuple[MemberCell, ...]]]:
        """Return the rows where the goals are the columns."""
        return list(zip(self.members, zip(*self.cells, strict=True), strict=True))


def heat_table(readings: Readings, members: Sequence[PlaceInEdition]) -> HeatTable:
    """Return the table of members and goals."""
    return HeatTable(
        goals=goals(),
        members=tuple(members),
        cells=tuple(
            tuple(member_cell(readings.get((one.code, goal.key))) for one in members) for goal in goals()
        ),
    )


def member_cell(reading: GoalReading | None) -> MemberCell:
    """Return a cell; without marks, it has the sign of the goal alone."""
    sign, wording = goal_sign(reading), reading.wording if reading else None
    if wording is None:
        return MemberCell(HeatCell(sign.symbol or "–", "heat heat-few"), sign)
    return MemberCell(heat_cell(wording.strong, wording.weak, HEAT[wording.word]), sign)


def goal_strips(
    store: EditionStore, edition: Edition, readings: Readings, members: Sequence[PlaceInEdition]
) -> tuple[GoalStrip, ...]:
    """Draw a strip for each goal; none for an edition from before marks."""
    spread = spread_by_goal(store, edition)
    strips = [
        _strip(goal, spread[goal.key].shares, readings, members)
        for goal in goals()
        if goal.key in spread and spread[goal.key].shares
    ]
    first = {one.goal.key for one in sorted(strips, key=lambda one: -one.weak)[:FIRST_ON_A_PHONE]}
    return tuple(replace(one, first=one.goal.key in first) for one in strips)


def _strip(
    goal: Goal, shares: Sequence[float], readings: Readings, members: Sequence[PlaceInEdition]
) -> GoalStrip:
    of = {one.name: readings.get((one.code, goal.key)) for one in members}
    known = {
        name: reading.wording.share
        for name, reading in of.items()
        if reading and reading.wording and reading.wording.share is not None
    }
    few = [name for name in of if name not in known]
    many = len(members) > MOST_NAMED
    named = named_places(known, [one.name for one in members]) if known else []
    labels = {one.label for one in named}
    wide, narrow = (
        strip(
            shares,
            named,
            others=[share for name, share in known.items() if name not in labels],
            axis=(0.0, 1.0),
            width=width,
        )
        for width in (STRIP_WIDTH, PHONE_WIDTH)
    )
    shown = {one.label: known[one.label] for one in named} if many else known
    told = ", ".join(f"{name} {round(100 * share)} %" for name, share in shown.items())
    label = _("%(goal)s: the share of strong figures among the strong and the weak: %(told)s") % {
        "goal": goal.title,
        "told": told,
    }
    pair = pair_of(wide, narrow, label, f"strip-goal-{goal.key}")
    weak = sum(share < 0.5 for share in known.values())
    return GoalStrip(goal, pair, join_words(few) if few and not many else "", weak)
