"""The figures that stand out in a municipality: the strongest, and those to lift, each clear."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from loftet.editions.rows import IndicatorRow
from loftet.methods.verdicts import MarkKind, Side
from loftet.status.marks import can_be_steered, own_mark, side_of
from loftet.status.queries.chosen import country_of

MOST = 3
OUTERMOST = "03"
# So much of the width of the middle half a compared figure lies beyond it, and away from the country.
CLEAR = 0.25
SIDES = {
    Side.STRONG: (MarkKind.TARGET_NEAR, MarkKind.BETTER),
    Side.WEAK: (MarkKind.TARGET_FAR, MarkKind.TARGET_VERY_FAR, MarkKind.WEAKER),
}


@dataclass(frozen=True, slots=True)
class Standouts:
    """At most three strong figures, and three to lift."""

    strong: tuple[IndicatorRow, ...] = ()
    lift: tuple[IndicatorRow, ...] = ()

    @property
    def both(self) -> tuple[tuple[IndicatorRow, ...], tuple[IndicatorRow, ...]]:
        """Return the strong ones and those to lift, apart."""
        return self.strong, self.lift

    @property
    def every(self) -> tuple[IndicatorRow, ...]:
        """Return both, the strong ones first."""
        return (*self.strong, *self.lift)


def standouts(rows: Iterable[IndicatorRow], shared: Collection[str] = ()) -> Standouts:
    """Choose what stands out: clear, and something that the municipality can do about.

    What must be lifted is first what the region shares, by the keys of its list, then the weakest. Each goal
    is named once where there are goals enough, and never both praised and blamed. A figure on the line is
    neither, so that nobody is praised or blamed by chance.
    """
    telling = list(rows)
    weak = sorted(
        filter(is_to_lift, telling),
        key=lambda row: (row.indicator.key not in shared, _distance(row), _score(row)),
    )
    lift = _first_of_each_goal(weak)
    blamed = {row.indicator.goal for row in lift}
    strong = [row for row in telling if is_clear(row, Side.STRONG) and row.indicator.goal not in blamed]
    return Standouts(
        _first_of_each_goal(sorted(strong, key=lambda row: (_distance(row), -_score(row)))), lift
    )


def is_to_lift(row: IndicatorRow) -> bool:
    """Check whether a figure is clearly weak, and something that the municipality can do about."""
    return is_clear(row, Side.WEAK)


def is_clear(row: IndicatorRow, side: Side) -> bool:
    """Check whether a figure stands clearly on a side, and the municipality can do something about it.

    Against a target: near it, or far from it. Among others: outside the middle half and away from the
    country, as the strip shows it, and not by a hair.
    """
    mark = own_mark(row)
    if mark is None or mark not in SIDES[side] or not can_be_steered(row.indicator):
        return False
    return mark.is_square or _is_beyond(row, 1 if side is Side.STRONG else -1)


def _is_beyond(row: IndicatorRow, way: int) -> bool:
    band, own = row.scores, row.own.score
    if band is None or own is None:
        return True
    room = CLEAR * (band.high - band.low)
    country = country_of(row)
    ends = [band.high if way > 0 else band.low, country.score if country else None]
    return all(way * (own - end) >= room for end in ends if end is not None)


def sharing(row: IndicatorRow, others: Collection[str]) -> tuple[str, ...]:
    """Return the codes of the other places that stand weak on a figure, too."""
    return tuple(one.place for one in row.compared if one.place in others and side_of(row, one) is Side.WEAK)


def _distance(row: IndicatorRow) -> tuple[bool, bool]:
    """Return the place of a figure: the outermost step first, a target before a comparison."""
    mark = own_mark(row)
    assert mark is not None
    return mark.value[1] not in OUTERMOST, not mark.is_square


def _first_of_each_goal(rows: Sequence[IndicatorRow]) -> tuple[IndicatorRow, ...]:
    goals: set[str] = set()
    first: list[IndicatorRow] = []
    later: list[IndicatorRow] = []
    for row in rows:
        (later if row.indicator.goal in goals else first).append(row)
        goals.add(row.indicator.goal)
    return tuple([*first, *later][:MOST])


def _score(row: IndicatorRow) -> float:
    return 0.0 if row.own.score is None else row.own.score
