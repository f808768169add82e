from datetime import date
from decimal import Decimal

import pytest

from loftet.sources.tables.convert import ConvertedValue, FileNumberStyle
from loftet.sources.tables.guess import NOTES_OF_YEAR
from loftet.sources.tables.period import read_year
from loftet.sources.tables.read import Cell
from loftet.sources.tables.recipe import Kept, MissingMark, PeriodKind, PeriodPart, Term

MARKS = {
    "": MissingMark.MISSING,
    "..": MissingMark.MISSING,
    ".": MissingMark.NOT_POSSIBLE,
    ":": MissingMark.SUPPRESSED,
}
DOT = FileNumberStyle(".", "", MARKS)
COMMA = FileNumberStyle(",", " ", MARKS)


@pytest.mark.parametrize(
    ("style", "printed", "number"),
    [
        (DOT, "0.9359999999999999", "0.9359999999999999"),
        (DOT, "-3", "-3"),
        (DOT, "1.5e3", "1500"),
        (COMMA, "1 234 567,89", "1234567.89"),
        (COMMA, "1\u00a0234", "1234"),
        (COMMA, "1\u202f234,5", "1234.5"),
        (COMMA, "−12,5", "-12.5"),
        (COMMA, "1234,5", "1234.5"),
        (FileNumberStyle(",", ".", {}), "1.234.567,8", "1234567.8"),
        (DOT, 4, "4"),
        (DOT, 0.1, "0.1"),
    ],
)
def test_a_printed_number_is_read_to_its_last_digit(
    style: FileNumberStyle, printed: Cell, number: str
) -> None:
    assert style.read(printed) == ConvertedValue(Decimal(number))


@pytest.mark.parametrize(
    "printed", ["1,234", "12 34", "1.2.3", "Inf", "nan", "5 %", "--1", "0x1", "1_000", "٣"]
)
def test_what_only_looks_like_a_number_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        DOT.read(printed)


@pytest.mark.parametrize("printed", ["1 23", "12 3456", "1.5", " "])
def test_thousands_stand_in_threes(printed: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        COMMA.read(printed)


@pytest.mark.parametrize(("printed", "mark"), MARKS.items())
def test_a_mark_gives_its_reason_and_no_number(printed: str, mark: MissingMark) -> None:
    assert DOT.read(printed) == ConvertedValue(None, mark)


def test_a_mark_is_not_multiplied_into_a_number() -> None:
    assert ConvertedValue(None, MissingMark.SUPPRESSED).times(Decimal(0)) == ConvertedValue(
        None, MissingMark.SUPPRESSED
    )


@pytest.mark.parametrize(
    ("printed", "part", "year"),
    [
        ("2020", PeriodPart(PeriodKind.YEAR), 2020),
        (2020, PeriodPart(PeriodKind.YEAR), 2020),
        ("2020.0", PeriodPart(PeriodKind.YEAR), 2020),
        ("2. halvår 2020", PeriodPart(PeriodKind.HALF_YEAR), 2020),
        ("1.-3. kvartal 2020", PeriodPart(PeriodKind.QUARTER, cumulated=True), 2020),
        ("Januar–juni 2020", PeriodPart(PeriodKind.MONTH, cumulated=True), 2020),
        ("des.20", PeriodPart(PeriodKind.MONTH), 2020),
        (date(2020, 6, 30), PeriodPart(PeriodKind.MONTH, keep=Kept.LAST), 2020),
        ("År: 2020", PeriodPart(PeriodKind.YEAR, strip="År: "), 2020),
        ("2015-01-01", PeriodPart(PeriodKind.DATE), 2015),
        (date(2015, 12, 31), PeriodPart(PeriodKind.DATE), 2015),
        ("2011-2015", PeriodPart(PeriodKind.INTERVAL), 2015),
        ("2011–2015", PeriodPart(PeriodKind.INTERVAL), 2015),
        ("2022_2024", PeriodPart(PeriodKind.INTERVAL), 2024),
        ("2018/19", PeriodPart(PeriodKind.SCHOOL_YEAR, term=Term.AUTUMN), 2018),
        ("2018/19", PeriodPart(PeriodKind.SCHOOL_YEAR, term=Term.SPRING), 2019),
        ("2018-2019", PeriodPart(PeriodKind.SCHOOL_YEAR, term=Term.SPRING), 2019),
        ("1999/00", PeriodPart(PeriodKind.SCHOOL_YEAR, term=Term.SPRING), 2000),
        ("2016/17-2018/19", PeriodPart(PeriodKind.SCHOOL_YEAR, term=Term.AUTUMN), 2018),
        ("2016/17-2018/19", PeriodPart(PeriodKind.SCHOOL_YEAR, term=Term.SPRING), 2019),
        ("", PeriodPart(PeriodKind.FIXED, year=2024), 2024),
    ],
)
def test_a_period_becomes_its_last_year(printed: Cell, part: PeriodPart, year: int) -> None:
    assert read_year(printed, part) == year


@pytest.mark.parametrize(
    ("printed", "kind", "cause"),
    [
        ("1.-3. kvartal 2020", PeriodKind.QUARTER, "write cumulated = true"),
        ("3. halvår 2020", PeriodKind.HALF_YEAR, "is not a half year such as 2023H2"),
        ("2020.5", PeriodKind.YEAR, "is not a year"),
        ("20", PeriodKind.YEAR, "is not a year"),
        ("1799", PeriodKind.YEAR, "is not between 1800 and 2100"),
        ("2101", PeriodKind.YEAR, "is not between 1800 and 2100"),
        ("2015-02-30", PeriodKind.DATE, "is not a date"),
        ("31.02.2015", PeriodKind.DATE, "is not a date"),
        ("01.01.15", PeriodKind.DATE, "is not a date"),
        ("2015-2011", PeriodKind.YEAR, "is not a year"),
        ("2015-2017", PeriodKind.YEAR, 'if it is an interval, write kind = "interval"'),
        ("2015", PeriodKind.INTERVAL, "is not an interval"),
        ("2015-2011", PeriodKind.INTERVAL, "ends before it begins"),
        ("2018/20", PeriodKind.SCHOOL_YEAR, "is not a school year"),
        ("2018/19-2016/17", PeriodKind.SCHOOL_YEAR, "ends before it begins"),
    ],
)
def test_what_is_no_period_is_refused(printed: str, kind: PeriodKind, cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        read_year(printed, PeriodPart(kind, term=Term.AUTUMN if kind is PeriodKind.SCHOOL_YEAR else None))


@pytest.mark.parametrize(
    "printed", ["2023*", "2023K4*", "2023¹", "2023 1)2)", "20231)", "2023 (foreløpig)", "2. halvår 2023 *"]
)
def test_signs_of_notes_behind_a_period_are_no_part_of_it(printed: str) -> None:
    assert NOTES_OF_YEAR.sub("", printed) in ("2023", "2023K4", "2. halvår 2023")


def test_an_interval_of_years_has_no_note() -> None:
    assert NOTES_OF_YEAR.sub("", "2021-2023") == "2021-2023"
