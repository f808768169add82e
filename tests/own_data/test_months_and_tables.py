"""Files of own data with units in their cells, a column for each month, or several tables on a sheet."""

from dataclasses import replace

import pytest
from django.utils import translation

from loftet.own_data.actions import covers_of
from loftet.own_data.choices import read_table
from loftet.own_data.findings import doubts, facts
from loftet.own_data.proposal import propose
from loftet.own_data.reading import Reading, read_chosen
from tests.own_data.test_reading import GOL, Cells, book, read, told, values


def test_a_unit_behind_each_number_is_read_and_told() -> None:
    text = "Kommune;År;Beløp\nGol;2022;2 200,5 kr\nGol;2023;2 300 kr\nHol;2023;5 kr\n"
    choices, reading = read("t.csv", text.encode())
    assert values(reading) == [("2022", "2200.5"), ("2023", "2300")]
    assert reading.about == ("Beløp", "kr")
    table = read_table("t.csv", text.encode(), choices)
    with translation.override("en"):
        assert ("Unit behind the numbers", "kr") in list(facts(table, choices, reading))
    assert "1 number has no «kr» behind it" in " ".join(told("t.csv", b"\xc3\x85r;Tal\n2022;5 kr\n2023;6\n"))


@pytest.mark.parametrize("cell", ["12 plasser", "2 mill. kr"])
def test_words_behind_numbers_are_refused_once_with_the_cure(cell: str) -> None:
    _choices, reading = read("t.csv", f"År;Tal\n2021;3 kr\n2022;{cell}\n2023;{cell}\n".encode())
    assert len(reading.problems) == 1
    assert f"«{cell.partition(' ')[2]}»" in reading.problems[0]


MONTHS = ["Jan", "Feb", "Mars", "Apr", "Mai", "Juni", "Juli", "Aug", "Sep", "Okt", "Nov", "Des"]


def of_months(what: str, cells: Cells, name: str = "t 2023.xlsx") -> Reading:
    content = book(("Data", cells))
    choices, table = propose(name, content, GOL)
    assert choices.value == ""  # a person says what counts
    assert not read_chosen(table, choices, GOL).is_usable
    return read_chosen(table, replace(choices, value=f"months:{what}"), GOL)


@pytest.mark.parametrize(
    ("what", "found"),
    [("last", [("2023M12", "12")]), ("mean", [("2023", "6.5")]), ("sum", [("2023", "78")])],
)
def test_months_across_a_header_are_asked(what: str, found: list[tuple[str, str]]) -> None:
    reading = of_months(what, [["Kommune", *MONTHS], ["Gol", *range(1, 13)], ["Hol", *range(12)]])
    assert values(reading) == found
    assert reading.figures[0].cell == ("Data!M2" if what == "last" else "Data!B2:M2")
    assert covers_of(reading) == ("month" if what == "last" else "1")


def test_each_month_may_be_kept_and_a_year_that_lacks_one_is_told() -> None:
    cells: Cells = [["År", *MONTHS], [2022, *range(1, 13)], [2023, 1, 2, 3]]
    assert [one.period for one in of_months("each", cells, "t.xlsx").figures][:2] == ["2022M01", "2022M02"]
    reading = of_months("sum", cells, "t.xlsx")
    assert (values(reading), reading.lacking) == ([("2022", "78")], ("2023",))
    assert values(of_months("last", cells, "t.xlsx"))[-1] == ("2023M03", "3")


def test_the_month_in_the_name_of_a_file_is_its_period() -> None:
    choices, reading = read("tall_202312.csv", b"Kommune;Tal\nGol;1\nHol;2\n")
    assert (choices.period, values(reading)) == ("fixed:2023M12", [("2023M12", "1")])


STACKED: Cells = [
    ["Svinn"],
    ["År", "Kilo"],
    [2022, 5],
    [2023, 6],
    [],
    ["Folk"],
    ["År", "Personar"],
    [2022, 7],
    [2023, 8],
]


def test_of_two_tables_on_a_sheet_one_must_be_chosen() -> None:
    content = book(("Data", STACKED))
    choices, reading = read("t.xlsx", content)
    assert "A2:B4, A7:B9" in reading.problems[0]
    for header, found in ((2, ["5", "6"]), (7, ["7", "8"])):
        chosen = replace(choices, header=header, period="0", value="1")
        table = read_table("t.xlsx", content, chosen)
        reading = read_chosen(table, chosen, GOL)
        assert [value for _year, value in values(reading)] == found
        with translation.override("en"):
            words = " ".join(doubts("t.xlsx", table, chosen, GOL, reading))
        assert "Other tables on the sheet are not read" in words


def test_tables_beside_each_other_are_refused_with_their_cells() -> None:
    _choices, reading = read("t.csv", b"Kommune;2023;;Kommune;2023\nGol;1;;Hol;5\nHol;2;;Gol;6\n")
    assert "A1:B3, D1:E3" in reading.problems[0]


def test_half_years_are_kept_as_such() -> None:
    _choices, reading = read("t.csv", "Halvår;Tal\n1. halvår 2023;5\n2. halvår 2023;6\n".encode())
    assert (values(reading), covers_of(reading)) == (
        [("1. halvår 2023", "5"), ("2. halvår 2023", "6")],
        "half",
    )


def test_signs_of_notes_behind_years_are_no_part_of_them() -> None:
    _choices, reading = read("t.csv", "Kommune;2022¹;2023 2);2024 (foreløpig)\nGol;5;6;7\n".encode())
    assert [(one.year, str(one.value)) for one in reading.figures] == [(2022, "5"), (2023, "6"), (2024, "7")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kommune 2022 2023\nGol 5,3 6,0\nHol 7,4 8,1\nÅl 3,2 4,4\n", "as when a table is pasted from a PDF"),
        ("Kommune;År;Plan\nGol;2022;Nei\nGol;2023;Ja\n", "«Plan» (C) has yes and no, and no numbers"),
        ("Kommune;Periode;Tal\nGol;1.-3. kvartal 2023;5\n", "is the year so far (line 2)"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(text: str, words: str) -> None:
    place = replace(GOL, others=frozenset({"hol", "ål"}))
    with translation.override("en"):
        choices, table = propose("t.csv", text.encode(), place)
        (told,) = read_chosen(table, choices, place).problems
    assert words in told
