"""A file of a municipality's own figures: how it is proposed to be read, and what stands in the way."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from loftet.invalid_input import InvalidInput
from loftet.own_data.actions import covers_of
from loftet.own_data.choices import ACROSS, POINT_BETWEEN, WHOLE, Choices, PlaceWords, read_table
from loftet.own_data.findings import doubts
from loftet.own_data.proposal import propose
from loftet.own_data.reading import Reading, read_chosen

GOL = PlaceWords.of(["0617", "3041", "3324"], ["Gol"])
Cells = list[list[object]]


def read(name: str, content: bytes) -> tuple[Choices, Reading]:
    """Return the proposal, and what comes of it as it stands."""
    choices, table = propose(name, content, GOL)
    return choices, read_chosen(table, choices, GOL)


def values(reading: Reading) -> list[tuple[str, str]]:
    assert reading.problems == ()
    return [(one.period, str(one.value) if one.value is not None else one.mark) for one in reading.figures]


def book(*sheets: tuple[str, Cells], percent: str = "") -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if percent:
            sheet[percent].number_format = "0.0 %"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_a_semicolon_file_of_all_municipalities_gives_the_rows_of_one() -> None:
    text = "Kommune;År;Andel\nGol;2022;12,5\nÅl;2022;3,1\nGol;2023;13,0\nÅl;2023;3,2\n"
    choices, reading = read("andel.csv", text.encode("cp1252"))
    assert (choices.encoding, choices.separator, choices.header) == ("cp1252", ";", 1)
    assert (choices.place, choices.period, choices.value) == ("0", "1", "2")
    assert values(reading) == [("2022", "12.5"), ("2023", "13.0")]


def test_a_file_without_a_column_of_places_is_all_about_the_municipality() -> None:
    choices, reading = read("svinn.tsv", "År\tGram\n2023\t62,4\n2024\t57,9\n".encode())
    assert (choices.separator, choices.place) == ("\t", WHOLE)
    assert values(reading) == [("2023", "62.4"), ("2024", "57.9")]


def test_years_side_by_side_are_read_under_their_header() -> None:
    text = "Svinn i skolen;;;\n;2019-2021;2020-2022;2021-2023\nGram;62,4;57,9;:\n"
    choices, reading = read("svinn.csv", text.encode())
    assert (choices.header, choices.period) == (2, ACROSS)
    assert values(reading) == [("2019–2021", "62.4"), ("2020–2022", "57.9"), ("2021–2023", "suppressed")]


def test_a_workbook_of_codes_that_excel_has_made_numbers_of_is_read() -> None:
    rows: Cells = [["Kommunenr", "År", "Kjønn", "Prosent"]]
    rows += [
        [code, year, sex, 0.125] for code in (3324, 301) for year in (2022, 2023) for sex in ("Alle", "Menn")
    ]
    choices, reading = read("andel.xlsx", book(("Tall", rows), percent="D2"))
    assert choices.only == "2=Alle"
    assert values(reading) == [("2022", "12.5"), ("2023", "0.125")]
    assert reading.percent
    assert [one.raw for one in reading.figures] == ["12.5 %", "0.125"]  # as Excel shows them


def test_a_code_beside_the_name_of_another_municipality_is_told_and_nothing_is_read() -> None:
    text = "Kommune;År;Verdi\n3324 Hol;2022;5\n3330 Gol;2022;6\n3324 Gol;2022;7\n3330 Hol;2022;8\n"
    _choices, reading = read("tall.csv", text.encode())
    assert reading.figures == ()
    assert [one.split("»")[0] for one in reading.problems] == ["«3324 Hol", "«3330 Gol"]


def test_a_column_of_other_municipalities_is_not_taken_for_ones_own() -> None:
    choices, reading = read("tall.csv", "Kommune;År;Verdi\nHol;2022;5\nÅl;2022;6\n".encode())
    assert (choices.place, choices.period, choices.value) == ("0", "1", "2")
    assert reading.figures == ()
    assert "«Kommune»" in reading.problems[0]


@pytest.mark.parametrize("name", ["alle-2023.csv", "alle.csv"])
def test_a_file_of_one_year_says_it_in_its_name_or_its_title(name: str) -> None:
    title = "" if "2023" in name else "Sjukefråvær per 31.12.2023;\n"
    choices, reading = read(name, f"{title}Kommune;Del\nGol;5,5\nHol;6\n".encode())
    assert (choices.period, values(reading)) == ("fixed:2023", [("2023", "5.5")])


def test_a_sheet_for_each_year_is_read_as_one() -> None:
    sheets: list[tuple[str, Cells]] = [
        (year, [[f"Avfall {year}", None], ["Kommune", "Kilo"], ["Gol", kilo], ["Hol", 2]])
        for year, kilo in (("2022", 5), ("2023", 6))
    ]
    choices, reading = read("tall.xlsx", book(("Om tala", [["Forklaring"]]), *sheets))
    assert (choices.sheet, values(reading)) == ("*", [("2022", "5"), ("2023", "6")])


def test_a_name_that_spans_several_rows_is_the_name_of_each() -> None:
    rows: Cells = [
        ["Kommune", "År", "Tal"],
        ["Hol", 2022, 1],
        [None, 2023, 2],
        ["Gol", 2022, 3],
        [None, 2023, 4],
    ]
    _choices, reading = read("tall.xlsx", book(("Data", rows)))
    assert values(reading) == [("2022", "3"), ("2023", "4")]


def test_a_year_that_spans_several_rows_is_the_year_of_each() -> None:
    rows: Cells = [["Kommune", "År", "Alder", "Tal"]]
    rows += [
        ["Hol", 2022, "Barn", 1],
        [None, None, "I alt", 2],
        [None, 2023, "Barn", 3],
        [None, None, "I alt", 4],
    ]
    rows += [
        ["Gol", 2022, "Barn", 5],
        [None, None, "I alt", 6],
        [None, 2023, "Barn", 7],
        [None, None, "I alt", 8],
    ]
    choices, reading = read("tall.xlsx", book(("Data", rows)))
    assert (choices.only, values(reading)) == ("2=I alt", [("2022", "6"), ("2023", "8")])


def test_a_sum_without_a_place_is_no_row_of_the_last_one() -> None:
    text = "Knr;Kommune;År;Verdi\n3330;Hol;2022;1.234\n3324;Gol;2022;2.345\n;Sum;2023;9.000\n"
    choices, reading = read("tall.csv", text.encode())
    assert (choices.decimal, values(reading)) == (POINT_BETWEEN, [("2022", "2345")])
    one = b"Kommune;Kode;2022;2023\nGol;3324;1;2\nSum;;7;8\n"
    choices, reading = read("tall.csv", one)
    assert (choices.only, values(reading)) == ("", [("2022", "1"), ("2023", "2")])


def test_a_table_of_years_is_called_by_the_line_above_it() -> None:
    content = b"Kveldskurs (timar)\n\nKommune;2022;2023\nGol;1;2\n"
    assert read("tall.csv", content)[1].about == ("Kveldskurs", "timar")


def test_a_measure_before_each_year_of_the_header_is_chosen() -> None:
    content = "Region;Årsverk 2022;Årsverk 2023;Del 2022;Del 2023\n3324 Gol;1;2;3;4\n".encode()
    choices, reading = read("tall.csv", content)
    assert (choices.period, reading.name, values(reading)) == (
        *("across:Årsverk ", "Årsverk"),
        [("2022", "1"), ("2023", "2")],
    )
    table = read_table("tall.csv", content, choices)
    assert values(read_chosen(table, replace(choices, period="across:Del "), GOL)) == [
        *(("2022", "3"), ("2023", "4")),
    ]


def test_a_school_year_is_no_span_of_two_years() -> None:
    _choices, reading = read("tall.csv", "Skoleår;Verdi\n2022/23;5\n".encode())
    assert [(one.period, one.year) for one in reading.figures] == [("2022/23", 2022)]


def test_the_sheet_that_holds_most_is_read_and_a_hidden_one_is_not() -> None:
    content = book(("Om", [["Laget av oss"]]), ("Data", [["År", "Tall"], [2023, 5], [2024, 6]]))
    choices, reading = read("tall.xlsx", content)
    assert choices.sheet == "Data"
    assert values(reading) == [("2023", "5"), ("2024", "6")]


@pytest.mark.parametrize(
    ("cells", "decimal", "found"),
    [
        (("1 234,5", "987,0"), ",", ["1234.5", "987.0"]),
        (("1.234,5", "987,0"), POINT_BETWEEN, ["1234.5", "987.0"]),
        (("12.5 %", "13.0 %"), ".", ["12.5", "13.0"]),
        (("\N{MINUS SIGN}2,5", "16*"), ",", ["-2.5", "16"]),
        (("1234", "987"), ",", ["1234", "987"]),
    ],
)
def test_numbers_are_read_as_people_write_them(
    cells: tuple[str, str], decimal: str, found: list[str]
) -> None:
    choices, reading = read("tall.csv", f"År;Verdi\n2023;{cells[0]}\n2024;{cells[1]}\n".encode())
    assert choices.decimal == decimal
    assert [one for _period, one in values(reading)] == found


def test_a_mark_has_its_usual_meaning_and_an_empty_cell_is_missing() -> None:
    choices, reading = read("tall.csv", "År;Verdi\n2021;5\n2022;:\n2023;\n2024;-\n".encode())
    assert choices.marks == {":": "suppressed", "-": "zero"}
    assert values(reading) == [("2021", "5"), ("2022", "suppressed"), ("2023", "missing"), ("2024", "0")]


def test_a_text_among_the_numbers_must_be_chosen_a_meaning() -> None:
    content = "År;Verdi\n2021;5\n2022;ukjent\n2023;ukjent\n".encode()
    choices, reading = read("tall.csv", content)
    assert choices.marks == {"ukjent": ""}
    assert len(reading.problems) == 1
    assert "«ukjent»" in reading.problems[0]
    assert not reading.is_usable


def test_two_figures_of_one_year_are_a_problem_and_not_the_last_one() -> None:
    _choices, reading = read("tall.csv", "År;Verdi\n2021;5\n2021;6\n".encode())
    assert len(reading.problems) == 1
    assert "2021" in reading.problems[0]


def test_notes_under_the_table_are_left_out_and_told() -> None:
    _choices, reading = read("tall.csv", "År;Verdi\n2021;5\n2022;6\nKilde: oss;\n".encode())
    assert values(reading) == [("2021", "5"), ("2022", "6")]
    assert reading.left_out == (4,)


def test_dates_and_school_years_keep_how_they_are_written() -> None:
    _choices, reading = read("tall.csv", b"Dato;Verdi\n2023-10-01;5\n2024-10-01;6\n")
    assert values(reading) == [("2023-10-01", "5"), ("2024-10-01", "6")]
    _choices, reading = read("tall.csv", "Skoleår;Verdi\n2022/23;5\n2023/24;6\n".encode())
    assert values(reading) == [("2022/23", "5"), ("2023/24", "6")]


def test_a_day_in_a_workbook_is_a_date() -> None:
    content = book(("Data", [["Dato", "Tall"], [date(2023, 10, 1), 5], [date(2024, 10, 1), 6]]))
    assert values(read("tall.xlsx", content)[1]) == [("2023-10-01", "5"), ("2024-10-01", "6")]


def test_a_column_that_is_chosen_twice_is_refused() -> None:
    content = "År;Verdi\n2021;5\n".encode()
    choices = Choices(header=1, period="0", value="0")
    table = read_table("tall.csv", content, choices)
    assert len(read_chosen(table, choices, GOL).problems) == 1


def test_the_decimals_are_those_of_the_file() -> None:
    _choices, reading = read("tall.csv", "År;Verdi\n2021;5,25\n2022;6,1\n".encode())
    assert reading.decimals == 2
    assert [one.shown(2) for one in reading.figures] == [Decimal("5.25"), Decimal("6.10")]


@pytest.mark.parametrize("text", ["a\n", "a;b\n", ";;;\n1;2\n", "År;Verdi\n", "x\ty\nz\tw\n"])
def test_a_file_without_figures_says_what_is_lacking(text: str) -> None:
    _choices, reading = read("tall.csv", text.encode())
    assert reading.problems
    assert not reading.is_usable


def test_a_quotation_mark_that_is_not_closed_is_told_with_its_line() -> None:
    with pytest.raises(InvalidInput) as refused:
        propose("tall.csv", b'a;b\n2020;"1\n', GOL)
    assert refused.value.problems[0].line == 2


# --- what is told -----------------------------------------------------------------------------------


def told(name: str, content: bytes, words: PlaceWords = GOL) -> list[str]:
    """Return what a person is told of a file as it is proposed to be read."""
    choices, _table = propose(name, content, words)
    table = read_table(name, content, choices)
    with translation.override("en"):
        return list(doubts(name, table, choices, words, read_chosen(table, choices, words)))


def hidden(content: bytes, column: str = "", row: int = 0, sheet: str = "") -> bytes:
    """Hide a part of a workbook."""
    made, stream = load_workbook(io.BytesIO(content)), io.BytesIO()
    first = made.worksheets[0]
    if column:
        first.column_dimensions[column].hidden = True
    if row:
        first.row_dimensions[row].hidden = True
    if sheet:
        made[sheet].sheet_state = "hidden"
    made.save(stream)
    return stream.getvalue()


def test_each_figure_names_the_cell_it_came_from() -> None:
    cells: Cells = [["Svinn"], ["År", "Tall"], [2022, 5], [2023, 6]]
    _choices, reading = read("svinn.xlsx", book(("Data", cells), ("Om", [["Laga av oss"]])))
    assert [one.cell for one in reading.figures] == ["Data!B3", "Data!B4"]
    _choices, reading = read("svinn.csv", b";2022;2023\nGram;5;6\n")
    assert [one.cell for one in reading.figures] == ["B2", "C2"]
    kilos: Cells = [["Kommune", "Kilo"], ["Gol", 5]]
    sheets = [(year, kilos) for year in ("2022", "2023")]
    _choices, reading = read("svinn.xlsx", book(*sheets))
    assert [one.cell for one in reading.figures] == ["2022!B2", "2023!B2"]


def test_a_hidden_column_is_not_read_and_all_that_is_hidden_is_told() -> None:
    cells: Cells = [["År", "Gammal", "Ny"], [2022, 99, 5], [2023, 99, 6]]
    content = hidden(book(("Data", cells), ("Før", [["År", "Ny"]])), column="B", row=2, sheet="Før")
    _choices, reading = read("tall.xlsx", content)
    assert values(reading) == [("2022", "5"), ("2023", "6")]
    words = " ".join(told("tall.xlsx", content))
    for one in (
        "Hidden sheets are not read: «Før»",
        "Hidden in the file, and not read: «Gammal» (B)",
        "1 row is hidden",
        "line 2",
    ):
        assert one in words


def test_other_columns_and_rows_that_are_not_read_are_told() -> None:
    rows = "Gol;2022;Alle;5;7\nGol;2022;Menn;1;2\nGol;2023;Alle;6;8\nGol;2023;Menn;2;3\n"
    words = " ".join(told("t.csv", f"Kommune;År;Kjønn;Andel;Antall\n{rows}".encode()))
    assert "Of «Kjønn» (C) only «Alle» is read; there is also «Menn»." in words
    assert "«Antall» (E)" in words or "«Andel» (D)" in words


def test_the_sheet_of_the_municipality_is_read_where_each_has_one() -> None:
    first: Cells = [["År", "Andel"], [2022, 0], [2023, 1]]
    own: Cells = [["År", "Andel"], [2022, 1], [2023, 2]]
    largest: Cells = [["År", "Andel"], [2022, 2], [2023, 3], [2024, 9]]
    content = book(("Flå", first), ("Gol", own), ("Hol", largest))
    assert values(read("t.xlsx", content)[1]) == [("2022", "1"), ("2023", "2")]
    assert "«Flå», «Hol»" in " ".join(told("t.xlsx", content))


def test_a_table_turned_round_is_read_under_the_own_name() -> None:
    _choices, reading = read("t.csv", "År;Gol;Hol\n2022;1;2\n2023;3;4\n".encode())
    assert values(reading) == [("2022", "1"), ("2023", "3")]


def test_the_name_of_another_municipality_is_told() -> None:
    words = PlaceWords.of(["3324"], ["Gol"], ["Gol", "Hol", "Ål"])
    content = "År;Andel\n2022;1\n2023;2\n".encode()
    assert "another municipality" in " ".join(told("hol-tall.csv", content, words))
    assert told("gol-tall.csv", content, words) == []
    turned = "År;Ål;Hol\n2022;1;2\n2023;3;4\n".encode()
    assert "«Hol» (C), which is another municipality" in " ".join(told("t.csv", turned, words))


def test_a_code_on_the_row_of_another_name_is_told() -> None:
    text = "Knr;Kommune;År;Andel\n3324;Hol;2022;1\n3330;Gol;2022;2\n3324;Gol;2023;3\n"
    assert "In 2 rows" in " ".join(told("t.csv", text.encode()))


def test_a_title_of_another_year_than_the_file_is_told() -> None:
    text = "Andel i 2021\n\nKommune;Andel\nGol;1\nHol;2\n"
    assert "2021" in " ".join(told("tall 2022.csv", text.encode()))


def test_marks_under_codes_of_other_years_are_no_figures() -> None:
    lines = [
        "region;2018;2022;2024",
        "3324 Gol;..;..;3",
        "3041 Gol (2020-2023);..;2;..",
        "0599 Gol (-2019);1;..;..",
    ]
    content = "\n".join(lines).encode()
    _choices, reading = read("eksport.csv", content)
    assert values(reading) == [("2018", "missing"), ("2022", "2"), ("2024", "3")]
    assert "«0599 Gol (-2019)»" in " ".join(told("eksport.csv", content))


def test_quarters_and_months_stand_in_their_order_and_as_what_they_are() -> None:
    months = ["desember 2023", "januar 2024", "april 2024", "februar 2024"]
    lines = ["Måned;Andel", *(f"{month};{n}" for n, month in enumerate(months))]
    _choices, reading = read("t.csv", "\n".join(lines).encode())
    assert [one.period for one in reading.figures] == [months[n] for n in (0, 1, 3, 2)]
    assert covers_of(reading) == "month"
    _choices, reading = read("t.csv", b"Kvartal;Andel\n2023K1;1\n2023K2;2\n")
    assert covers_of(reading) == "quarter"


def test_sheets_with_a_day_in_their_name_are_read_by_their_year() -> None:
    kilos: Cells = [["Kommune", "Kilo"], ["Gol", 5]]
    sheets = [(name, kilos) for name in ("2023", "2024 (per 2024-12-31)")]
    assert values(read("t.xlsx", book(*sheets))[1]) == [("2023", "5"), ("2024", "5")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("År;Antall\n2022;<4\n2023;7\n", [("2022", "suppressed"), ("2023", "7")]),
        ("År;Endring\n2022;–2,5\n2023;1,0\n", [("2022", "-2.5"), ("2023", "1.0")]),
        ("Årstall;Verdi\nÅr 2022;5\nÅr 2023;6\n", [("2022", "5"), ("2023", "6")]),
        ("År;Verdi\n2022;5\n2023*;6\n", [("2022", "5"), ("2023*", "6")]),
        ("Skole;2022;2023\nA;1;2\nB;3;4\nSum;4;6\n", [("2022", "4"), ("2023", "6")]),
        ("GEO;AAR;RATE\n3324;2019_2021;4,5\n0;2019_2021;4\n", [("2019–2021", "4.5")]),
        ("År;Antall\n2022;1,234.5\n2023;987.0\n", [("2022", "1234.5"), ("2023", "987.0")]),
    ],
)
def test_office_habits_are_read(text: str, found: list[tuple[str, str]]) -> None:
    assert values(read("t.csv", text.encode())[1]) == found


def test_a_sheet_of_words_is_passed_over_for_the_one_with_figures() -> None:
    words: Cells = [["Les dette"], ["a", "b"], ["c", "d"], ["e", "f"]]
    content = book(("Forklaring", words), ("Tal", [["År", "Andel"], [2022, 1], [2023, 2]]))
    assert values(read("t.xlsx", content)[1]) == [("2022", "1"), ("2023", "2")]
    assert "Other sheets are not read: «Forklaring»." in told("t.xlsx", content)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("2022;1,234\n2023;2,345\n", "«1,234» is read as 1.234. Is that right?"),
        ("2022;1.234\n2023;2.345\n", "«1.234» is read as 1,234. Is that right?"),
        ("2022;5\n2099;6\n", "2099 has not come yet."),
    ],
)
def test_what_may_mean_two_things_is_asked(rows: str, words: str) -> None:
    assert words in " ".join(told("t.csv", f"År;Antall\n{rows}".encode()))
