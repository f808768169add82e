"""A small chart of one figure on its way to 2030: the line, a fan, the target; `charts/mini_projection.svg`.

Across in percent of the width, so that one drawing fits any; paths in `UNITS` across and pixels down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from loftet.charts.labels import Box
from loftet.charts.scale import Axis, close_axis, runs

UNITS = 1000.0
TOP, BOTTOM, HEIGHT = 20.0, 132.0, 160.0
MOST_TICKS = 3
# The narrowest drawing, and the words at a target and at the newest value, in pixels.
NARROWEST, TARGET_WIDTH, NOW_WIDTH, TEXT = 170.0, 88.0, 46.0, 14.0
STEPS = 60  # places across at which words are held against what is drawn
# Shares of the interval at 95 % that hold four fifths and the half, were the errors normal.
FOUR_FIFTHS, HALF = 0.654, 0.344


@dataclass(frozen=True, slots=True)
class Ahead:
    """A year ahead: what is expected then, and the interval at 95 %."""

    year: int
    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class At:
    """A point: across in percent, down in pixels."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line of the grid and its number."""

    value: float
    y: float


@dataclass(frozen=True, slots=True)
class MiniProjection:
    """Everything that is drawn; `decimals` are those of the numbers at the grid.

    `target_y` and `now_y` are the feet of the words at the target and at the newest value; those of the
    target stand against the right edge unless `target_left`.
    """

    lines: tuple[str, ...]
    fans: tuple[str, ...]
    expected: str
    first: At
    now: At
    end: At
    target: At | None
    target_y: float
    target_left: bool
    now_y: float
    grid: tuple[GridLine, ...]
    decimals: int
    first_year: int
    last_year: int
    target_year: int
    height: float = HEIGHT
    bottom: float = BOTTOM


def mini_projection(
    points: Sequence[tuple[int, float | None]],
    ahead: Ahead,
    *,
    target: float | None = None,
    breaks: Iterable[int] = (),
    years_apart: int = 1,
    decimals: int | None = None,
    from_zero: bool = False,
) -> MiniProjection:
    """Draw the years that are known, the fan from the newest to the year ahead, and the target in it.

    The fan grows with the root of time, as errors that add up do; its steps hold the half and four fifths.
    The axis ends close to what is drawn, at zero with `from_zero`.

    >>> drawn = mini_projection([(2020, 40.0), (2025, 50.0)], Ahead(2030, 55.0, 45.0, 65.0), target=65.0)
    >>> drawn.now, drawn.target
    (At(x=50.0, y=86.2), At(x=100.0, y=25.1))
    """
    known = {year: value for year, value in points if value is not None}
    if not known or max(known) >= ahead.year:
        raise ValueError("a projection needs a known year before the year ahead")
    frame = _Frame(min(known), ahead.year, _axis(known.values(), ahead, (target, from_zero), decimals))
    stretches = runs(list(known), apart=years_apart, breaks=breaks)
    return _drawn(frame, known, stretches, ahead, target)


def _drawn(
    frame: "_Frame",
    known: Mapping[int, float],
    stretches: Iterable[Sequence[int]],
    ahead: Ahead,
    target: float | None,
) -> MiniProjection:
    first, last = min(known), max(known)
    now = frame.at(last, known[last])
    goal = None if target is None else frame.at(ahead.year, target)
    now_y, target_y, target_left = frame.words(now, goal, known, ahead)
    return MiniProjection(
        lines=frame.lines(known, stretches),
        fans=tuple(frame.fan(last, known[last], ahead, share) for share in (FOUR_FIFTHS, HALF)),
        expected=frame.path([(last, known[last]), (ahead.year, ahead.expected)]),
        first=frame.at(first, known[first]),
        now=now,
        end=frame.at(ahead.year, ahead.expected),
        target=goal,
        target_y=target_y,
        target_left=target_left,
        now_y=now_y,
        grid=tuple(GridLine(value, frame.at(first, value).y) for value in frame.axis.ticks),
        decimals=frame.axis.decimals,
        first_year=first,
        last_year=last,
        target_year=ahead.year,
    )


def _axis(
    known: Iterable[float], ahead: Ahead, also: tuple[float | None, bool], decimals: int | None
) -> Axis:
    """Return the axis that holds the years and the fan; `also` is a target, and whether zero is held."""
    target, from_zero = also
    shown = [_part(ahead.expected, edge, FOUR_FIFTHS) for edge in (ahead.low, ahead.high)]
    others = [*([] if target is None else [target]), *([0.0] if from_zero else [])]
    return close_axis([*known, ahead.expected, *shown, *others], most=MOST_TICKS, decimals=decimals)


@dataclass(frozen=True, slots=True)
class _Frame:
    first: int
    last: int
    axis: Axis

    def at(self, year: float, value: float) -> At:
        across = (year - self.first) / (self.last - self.first)
        down = BOTTOM - self.axis.part(value) * (BOTTOM - TOP)
        return At(round(100 * across, 2), round(down, 1))

    def path(self, points: Iterable[tuple[float, float]]) -> str:
        placed = [self.at(year, value) for year, value in points]
        return "M" + "L".join(f"{point.x * UNITS / 100:g} {point.y:g}" for point in placed)

    def lines(self, known: Mapping[int, float], stretches: Iterable[Sequence[int]]) -> tuple[str, ...]:
        """Return a path for each stretch of years without a gap."""
        return tuple(self.path((year, known[year]) for year in stretch) for stretch in stretches)

    def fan(self, since: int, value: float, ahead: Ahead, share: float) -> str:
        """Return the outline of a step of the fan: out along its upper edge, back along the lower."""
        years = [since + step * (ahead.year - since) / 6 for step in range(7)]
        there = [(year, _edge((since, value), ahead, year, ahead.high, share)) for year in years]
        back = [(year, _edge((since, value), ahead, year, ahead.low, share)) for year in reversed(years)]
        return self.path([*there, *back]) + "Z"

    def words(
        self, now: At, goal: At | None, known: Mapping[int, float], ahead: Ahead
    ) -> tuple[float, float, bool]:
        """Return the feet of the words at the newest value and at a target, and whether these stand left.

        Those of the target stand where they cover least of what is drawn.
        """
        now_y = now.y - 11 if goal is None or goal.y > now.y else now.y + 22
        if goal is None:
            return now_y, 0.0, False
        middle = (max(known) - self.first) / (self.last - self.first) * NARROWEST
        words_now = Box(middle - NOW_WIDTH / 2, middle + NOW_WIDTH / 2, now_y - TEXT, now_y)
        drawn = list(self._drawn(known, ahead))
        places = [(goal.y + down, left) for left in (False, True) for down in (-7, 18, 32)]
        best = min(places, key=lambda place: _covered(_words_at(*place), words_now, drawn))
        return now_y, *best

    def _drawn(self, known: Mapping[int, float], ahead: Ahead) -> Iterable[Box]:
        """Yield what is drawn, in strips of a pixel."""
        years = sorted(known)
        since = years[-1]
        for step in range(STEPS):
            year = self.first + (self.last - self.first) * step / STEPS
            if year > since:
                edges = (
                    _edge((since, known[since]), ahead, year, end, FOUR_FIFTHS)
                    for end in (ahead.low, ahead.high)
                )
                low, high = edges
            else:
                low = high = _between(known, years, year)
            across = NARROWEST * step / STEPS
            yield Box(across, across + 1, self.at(year, high).y, self.at(year, low).y + 1)


def _words_at(foot: float, left: bool) -> Box:
    """Return the place that words at a target take."""
    start = 0.0 if left else NARROWEST - TARGET_WIDTH - 10
    return Box(start, start + TARGET_WIDTH, foot - TEXT, foot + 4)


def _covered(words: Box, words_now: Box, drawn: Iterable[Box]) -> int:
    """Count the places across at which words would lie over what is drawn."""
    outside = words.top < 0 or words.bottom > BOTTOM
    return STEPS * outside + STEPS // 2 * words.meets(words_now) + sum(words.meets(strip) for strip in drawn)


def _edge(since: tuple[int, float], ahead: Ahead, year: float, end: float, share: float) -> float:
    """Return the value of an edge of the fan in a year; `end` is the edge of the whole interval."""
    passed = (year - since[0]) / (ahead.year - since[0])
    middle = since[1] + passed * (ahead.expected - since[1])
    return middle + sqrt(passed) * share * (end - ahead.expected)


def _between(known: Mapping[int, float], years: Sequence[int], year: float) -> float:
    """Return the value on the line between the known years about a year."""
    before = max(one for one in years if one <= year)
    after = min((one for one in years if one > year), default=before)
    if after == before:
        return known[before]
    return known[before] + (known[after] - known[before]) * (year - before) / (after - before)


def _part(middle: float, edge: float, share: float) -> float:
    return middle + share * (edge - middle)
