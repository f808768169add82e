"""Several cells made into one: the sum over categories, and one series divided by another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from loftet.sources.tables.convert import ConvertedValue
from loftet.sources.tables.recipe import (
    AbsentDenominator,
    AbsentPart,
    DividePart,
    Kept,
    MissingMark,
    SumPart,
    ZeroDenominator,
)

# A sum is only as well known as its least known part; the first of these that a part bears is the sum's.
WORST_FIRST = (
    MissingMark.SUPPRESSED,
    MissingMark.MISSING,
    MissingMark.NOT_POSSIBLE,
    MissingMark.NOT_APPLICABLE,
)

FEWEST_YEARS = 3  # in which figures only grow, to be more than chance
Cell = tuple[str, int]  # place and year


@dataclass(frozen=True, slots=True)
class SourcePoint:
    """A value for a place and a year, with what the file printed and where."""

    place: str
    year: int
    value: ConvertedValue
    code: str
    period: str
    lines: tuple[int, ...]
    categories: tuple[str, ...] = ()
    origin: str = ""  # the file, and the sheet, where a series is made of several
    part: int = 0  # the quarter or month, where the file has them

    @property
    def cell(self) -> Cell:
        """Return the place and year."""
        return self.place, self.year

    @property
    def first_line(self) -> str:
        """Return where the point stands first, with its file where a series has several."""
        return f"line {self.lines[0]} of {self.origin}" if self.origin else f"line {self.lines[0]}"


Note = Callable[[str, SourcePoint], None]  # a cause and the point it is about


def one_each(
    points: Iterable[SourcePoint],
    note: Note,
    difference: Callable[[SourcePoint, SourcePoint], str] = lambda first, second: "",
) -> dict[Cell, SourcePoint]:
    """Return the points by place and year; add a problem for a second one of the same.

    `difference` returns what is told of how the rows of two points differ.
    """
    found: dict[Cell, SourcePoint] = {}
    for point in points:
        first = found.setdefault(point.cell, point)
        if first is not point:
            where = f"{point.place} in {point.year}"
            told = f"a second value for {where}; the first is in {first.first_line}"
            note(f"{told}{difference(first, point)}", point)
    return found


def shares(points: Iterable[SourcePoint]) -> list[SourcePoint]:
    """Return one point for each place and year: the share of its rows that say yes, in per cent.

    An answer that is missing or suppressed makes the share so: of how many it would be nobody knows.
    """
    groups: dict[Cell, list[SourcePoint]] = defaultdict(list)
    for point in points:
        groups[point.cell].append(point)
    return [
        replace(
            group[0],
            value=_total(group, missing=False).times(1 / Decimal(len(group))),
            lines=tuple(line for point in group for line in point.lines),
        )
        for group in groups.values()
    ]


def only_grow(points: Iterable[SourcePoint], parts: int) -> int:
    """Return how many whole years of places there are whose figures only grow, where they do so in all.

    Such figures are most likely the sum of the year so far.
    """
    groups: dict[tuple[Cell, tuple[str, ...]], dict[int, Decimal]] = defaultdict(dict)
    for point in points:
        if point.value.number is not None:
            groups[point.cell, point.categories][point.part] = point.value.number
    whole = [[group[n] for n in sorted(group)] for group in groups.values() if len(group) == parts]
    grow = all(before < after for group in whole for before, after in pairwise(group))
    return len(whole) if parts > 2 and grow and len(whole) >= FEWEST_YEARS else 0


def whole_years(points: Iterable[SourcePoint], parts: int, kept: Kept, note: Note) -> list[SourcePoint]:
    """Return one point for each year out of those of its quarters or months.

    A year that lacks one of them is left out: a mean or a sum of the rest would be of another year. A
    suppressed quarter makes the year suppressed, a missing one makes it missing.
    """
    groups: dict[tuple[Cell, tuple[str, ...]], dict[int, SourcePoint]] = defaultdict(dict)
    for point in points:
        first = groups[point.cell, point.categories].setdefault(point.part, point)
        if first is not point:
            note(
                f"a second value for {point.place} in {point.period}; the first is in {first.first_line}",
                point,
            )
    return [_year(group, kept) for group in groups.values() if len(group) == parts]


def _year(group: Mapping[int, SourcePoint], kept: Kept) -> SourcePoint:
    ordered = [group[part] for part in sorted(group)]
    value = _total(ordered, missing=False)
    if kept is Kept.MEAN:
        value = value.times(1 / Decimal(len(ordered)))
    lines = tuple(dict.fromkeys(line for point in ordered for line in point.lines))
    period = f"{ordered[0].period}–{ordered[-1].period}"
    return replace(ordered[-1], value=value, lines=lines, period=period)


def sum_categories(points: Sequence[SourcePoint], part: SumPart, note: Note) -> dict[Cell, SourcePoint]:
    """Add the points of each place and year over their categories.

    A suppressed part makes the sum suppressed, a missing one makes it missing: a sum is never silently
    too small. A category that other places or years have and this one lacks is what `absent` says.
    """
    expected = {point.categories for point in points}
    groups: dict[Cell, list[SourcePoint]] = defaultdict(list)
    for point in points:
        groups[point.cell].append(point)
    return {cell: _sum(group, expected, part, note) for cell, group in groups.items()}


def _sum(group: list[SourcePoint], expected: set[tuple[str, ...]], part: SumPart, note: Note) -> SourcePoint:
    first = group[0]
    seen: dict[tuple[str, ...], SourcePoint] = {}
    for point in group:
        earlier = seen.setdefault(point.categories, point)
        if earlier is not point and not part.repeated:
            what = f"{' / '.join(point.categories)} for {point.place} in {point.year}"
            note(f"a second row of {what}; the first is in {earlier.first_line}", point)
    absent = sorted(expected - seen.keys())
    if absent and part.absent is AbsentPart.REFUSE:
        names = ", ".join(f"«{' / '.join(categories)}»" for categories in absent[:3])
        note(f"{first.place} in {first.year} has no row of {names}; say what absent means", first)
    elsewhere = next((point for point in group if point.origin != first.origin), None)
    if elsewhere is not None:
        where = f"{first.place} in {first.year}"
        note(f"the parts of {where} stand in several files; the first is in {first.first_line}", elsewhere)
    lines = tuple(sorted({line for point in group for line in point.lines}))
    missing = bool(absent) and part.absent is AbsentPart.MISSING
    return replace(first, value=_total(group, missing=missing), lines=lines, categories=())


def _total(group: Iterable[SourcePoint], *, missing: bool) -> ConvertedValue:
    values = [point.value for point in group]
    marks = {value.mark for value in values} | ({MissingMark.MISSING} if missing else set())
    for mark in WORST_FIRST:
        if mark in marks:
            return ConvertedValue(None, mark)
    return ConvertedValue(sum((value.number for value in values if value.number is not None), Decimal(0)))


def divide(
    points: Mapping[Cell, SourcePoint], below: Mapping[Cell, ConvertedValue], part: DividePart, note: Note
) -> dict[Cell, SourcePoint]:
    """Divide each point by the denominator of its place and year; a mark in either gives a mark."""
    return {cell: _divided(point, below.get(cell), part, note) for cell, point in points.items()}


def _divided(point: SourcePoint, below: ConvertedValue | None, part: DividePart, note: Note) -> SourcePoint:
    where = f"{point.place} in {point.year}"
    if below is None:
        if part.absent is AbsentDenominator.REFUSE:
            note(f"there is nothing to divide {where} by", point)
        return replace(point, value=ConvertedValue(None, MissingMark.MISSING))
    above = point.value
    if above.number is None:
        return point
    if below.number is None:
        return replace(point, value=below)
    if below.number == 0:
        if part.zero is ZeroDenominator.REFUSE:
            note(f"the denominator of {where} is zero", point)
        return replace(point, value=ConvertedValue(None, MissingMark.NOT_POSSIBLE))
    return replace(point, value=ConvertedValue(above.number * part.per / below.number))
