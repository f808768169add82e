"""The figures of one indicator as a person looks them over: the extremes, and what does not look right."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations, pairwise
from statistics import fmean, median, stdev

FEWEST_CHANGES = 6  # fewer tell nothing of how much a series moves
JUMP = 5  # standard deviations of all other changes
GAP = 10  # between the two halves of a series of mixed units
APART = (30, 3000)  # shares and per cent are 100 apart, a thousand and one 1000
FEWEST_OF_A_UNIT = 0.1
SHOWN = 5
PER_CENT = ("%", "prosent", "per cent", "percent", "pct")
FEWEST_COPIED = 5  # places; fewer may have the same figures by chance
FEWEST_ZEROS = 3  # places; in fewer a year of zeros is no wonder
BOUNDS = ("lower", "red", "green", "upper")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of an indicator and where it stands."""

    code: str
    name: str
    year: int
    number: float
    file: str
    line: int
    ranked: bool = True

    @property
    def where(self) -> str:
        """Return the file and line."""
        return f"{self.file}, line {self.line}"

    def __str__(self) -> str:
        return f"{shown(self.number)} in {self.code} {self.name} in {self.year} ({self.where})"


def shown(number: float) -> str:
    """Write a number without the residue of binary arithmetic.

    >>> shown(83.70000000000002), shown(1.0)
    ('83.7', '1.0')
    """
    return repr(float(f"{number:.10g}"))


def suspicions(figures: Sequence[Figure], row: Mapping[str, str]) -> Iterator[str]:
    """Yield what a person should look at; `row` is the indicator's row of the list."""
    if figures:
        yield from _outside_per_cent(figures, row.get("unit", ""))
        yield from _mixed_units(figures)
        yield from _far_bounds(figures, row)
        yield from _zeros_at_first(figures)
        yield from _jumps(figures)
        yield from _copied_years(figures)


def _outside_per_cent(figures: Sequence[Figure], unit: str) -> Iterator[str]:
    if unit.strip().casefold() not in PER_CENT:
        return
    for count, where in (
        (sum(one.number < 0 for one in figures), "below 0"),
        (sum(one.number > 100 for one in figures), "above 100"),
    ):
        if count:
            verb = "is" if count == 1 else "are"
            yield f"the unit is {unit.strip()}, and {count} of {len(figures)} values {verb} {where}"


def _mixed_units(figures: Sequence[Figure]) -> Iterator[str]:
    """Find values that lie in two heaps with nothing between, as where half are shares and half per cent.

    Places that are shown beside the ranked ones take no part: a country is larger than any municipality.
    """
    ordered = sorted(
        (one for one in figures if one.ranked and one.number), key=lambda one: (abs(one.number), one.line)
    )
    sizes = [abs(one.number) for one in ordered]
    gaps = [(sizes[n] / sizes[n - 1], n) for n in range(1, len(sizes))]
    gap, cut = max(gaps, default=(0.0, 0))
    fewest = max(2, FEWEST_OF_A_UNIT * len(sizes))
    if gap < GAP or min(cut, len(sizes) - cut) < fewest:
        return
    if APART[0] <= median(sizes[cut:]) / median(sizes[:cut]) <= APART[1]:
        low = next(one for one in ordered if abs(one.number) == sizes[cut - 1])
        high = ordered[cut]
        yield (
            f"units look mixed: {cut} values up to {shown(low.number)} and {len(sizes) - cut} from "
            f"{shown(high.number)}, nothing between ({low.where} and line {high.line})"
        )


def _far_bounds(figures: Sequence[Figure], row: Mapping[str, str]) -> Iterator[str]:
    """Find bounds and thresholds in another unit than the values."""
    told = {name: number for name in BOUNDS if (number := _number(row.get(name, ""))) is not None}
    sizes = [abs(number) for number in told.values() if number]
    if len(sizes) < 2:
        return
    middle = median(abs(one.number) for one in figures)
    if max(sizes) * GAP < middle or middle * GAP < min(sizes):
        bounds = ", ".join(f"{name} {row[name]}" for name in told)
        numbers = [one.number for one in figures]
        yield f"the list says {bounds}, and the values go from {shown(min(numbers))} to {shown(max(numbers))}"


def _number(text: str) -> float | None:
    try:
        return float(Decimal(text))
    except InvalidOperation:
        return None


def _copied_years(figures: Sequence[Figure]) -> Iterator[str]:
    """Find a year that has the figures of another one in every place."""
    years: dict[int, dict[str, float]] = defaultdict(dict)
    for one in figures:
        years[one.year][one.code] = one.number
    for earlier, later in combinations(sorted(years), 2):
        both = years[earlier].keys() & years[later].keys()
        same = all(years[earlier][code] == years[later][code] for code in both)
        if same and len(both) >= FEWEST_COPIED and len({years[later][code] for code in both}) > 2:
            yield f"{later} has the same figures as {earlier} in all {len(both)} places; was it copied?"


def _zeros_at_first(figures: Sequence[Figure]) -> Iterator[str]:
    """Find first years that are 0 in every place, and not later: often nothing was counted then."""
    numbers: dict[int, list[float]] = defaultdict(list)
    for one in figures:
        numbers[one.year].append(one.number)
    years = sorted(numbers)
    begins = next((at for at, year in enumerate(years) if any(numbers[year])), 0)
    if begins and len(numbers[years[0]]) >= FEWEST_ZEROS:
        when = f"{years[0]}–{years[begins - 1]}" if begins > 1 else str(years[0])
        yield (
            f"every value of {when} is 0, and later ones are not; if nothing was counted then, write "
            f"years = {{ first = {years[begins]} }}"
        )


def _jumps(figures: Sequence[Figure]) -> Iterator[str]:
    """Find changes from one figure to the next that are far larger than all others of the indicator."""
    places: dict[str, list[Figure]] = defaultdict(list)
    for one in sorted(figures, key=lambda one: one.year):
        places[one.code].append(one)
    steps = [pair for series in places.values() for pair in pairwise(series)]
    if len(steps) < FEWEST_CHANGES:
        return
    changes = [later.number - earlier.number for earlier, later in steps]
    found = [pair for n, pair in enumerate(steps) if _stands_out(changes, n)]
    if found:
        told = [
            f"{later.name} from {shown(earlier.number)} in {earlier.year} "
            f"to {shown(later.number)} in {later.year} ({later.where})"
            for earlier, later in found[:SHOWN]
        ]
        more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
        yield f"jumps of more than {JUMP} standard deviations: {'; '.join([*told, *more])}"


def _stands_out(changes: Sequence[float], position: int) -> bool:
    others = [*changes[:position], *changes[position + 1 :]]
    return abs(changes[position] - fmean(others)) > JUMP * max(stdev(others), 1e-9)
