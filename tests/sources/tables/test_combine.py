from decimal import Decimal

import pytest

from loftet.sources.tables.combine import SourcePoint, divide, one_each, sum_categories
from loftet.sources.tables.convert import ConvertedValue
from loftet.sources.tables.recipe import (
    AbsentDenominator,
    AbsentPart,
    DividePart,
    MissingMark,
    SumPart,
    ZeroDenominator,
)

SUPPRESSED, MISSING = ConvertedValue(None, MissingMark.SUPPRESSED), ConvertedValue(None, MissingMark.MISSING)
NOT_POSSIBLE = ConvertedValue(None, MissingMark.NOT_POSSIBLE)


def number(text: str) -> ConvertedValue:
    return ConvertedValue(Decimal(text))


def point(line: int, category: str, value: ConvertedValue, place: str = "4003") -> SourcePoint:
    return SourcePoint(place, 2020, value, place, "2020", (line,), (category,))


class Notes(list[tuple[str, int]]):
    def __call__(self, cause: str, about: SourcePoint) -> None:
        self.append((cause, about.lines[0]))


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ((number("0.1"), number("0.2")), number("0.3")),
        ((number("1"), SUPPRESSED), SUPPRESSED),
        ((MISSING, SUPPRESSED), SUPPRESSED),
        ((number("1"), MISSING), MISSING),
        ((NOT_POSSIBLE, MISSING), MISSING),
        ((number("1"), NOT_POSSIBLE), NOT_POSSIBLE),
    ],
)
def test_a_sum_is_never_silently_too_small(
    parts: tuple[ConvertedValue, ConvertedValue], total: ConvertedValue
) -> None:
    points = [point(n, str(n), value) for n, value in enumerate(parts, start=2)]
    notes = Notes()
    summed = sum_categories(points, SumPart(("Gruppe",)), notes)
    assert summed == {("4003", 2020): SourcePoint("4003", 2020, total, "4003", "2020", (2, 3))}
    assert notes == []


@pytest.mark.parametrize(
    ("absent", "total", "told"),
    [
        (AbsentPart.ZERO, number("5"), []),
        (AbsentPart.MISSING, MISSING, []),
        (AbsentPart.REFUSE, number("5"), [("4026 in 2020 has no row of «b»; say what absent means", 4)]),
    ],
)
def test_an_absent_category_means_what_the_recipe_says(
    absent: AbsentPart, total: ConvertedValue, told: list[tuple[str, int]]
) -> None:
    points = [point(2, "a", number("1")), point(3, "b", number("2")), point(4, "a", number("5"), "4026")]
    notes = Notes()
    assert sum_categories(points, SumPart(("Gruppe",), absent), notes)["4026", 2020].value == total
    assert notes == told


def test_a_suppressed_category_is_not_hidden_by_an_absent_one() -> None:
    points = [point(2, "a", number("1")), point(3, "b", number("2")), point(4, "a", SUPPRESSED, "4026")]
    summed = sum_categories(points, SumPart(("Gruppe",), AbsentPart.MISSING), Notes())
    assert summed["4026", 2020].value == SUPPRESSED


def test_rows_of_a_lost_column_are_added_only_when_the_recipe_says_so() -> None:
    points = [point(2, "a", number("1")), point(3, "a", number("2"))]
    notes = Notes()
    assert sum_categories(points, SumPart(("Gruppe",), repeated=True), notes)["4003", 2020].value == number(
        "3"
    )
    assert notes == []
    sum_categories(points, SumPart(("Gruppe",)), notes)
    assert notes == [("a second row of a for 4003 in 2020; the first is in line 2", 3)]


def test_a_second_value_for_a_place_and_year_is_noted() -> None:
    notes = Notes()
    one_each([point(2, "", number("1")), point(5, "", number("1"))], notes)
    assert notes == [("a second value for 4003 in 2020; the first is in line 2", 5)]


@pytest.mark.parametrize(
    ("above", "below", "quotient"),
    [
        (number("29"), number("28"), ConvertedValue(Decimal(2900) / Decimal(28))),
        (SUPPRESSED, number("28"), SUPPRESSED),
        (number("29"), SUPPRESSED, SUPPRESSED),
        (SUPPRESSED, MISSING, SUPPRESSED),
        (number("0"), number("28"), number("0")),
        (number("29"), number("0"), NOT_POSSIBLE),
        (MISSING, number("0"), MISSING),
        (number("29"), None, MISSING),
    ],
)
def test_a_quotient_is_as_well_known_as_both_its_parts(
    above: ConvertedValue, below: ConvertedValue | None, quotient: ConvertedValue
) -> None:
    part = DividePart(per=Decimal(100), zero=ZeroDenominator.NOT_POSSIBLE, absent=AbsentDenominator.MISSING)
    cell = ("4003", 2020)
    notes = Notes()
    divided = divide({cell: point(2, "", above)}, {cell: below} if below else {}, part, notes)
    assert divided[cell].value == quotient
    assert notes == []
