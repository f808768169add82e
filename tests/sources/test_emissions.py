"""Miljødirektoratet's workbook of emissions by municipality, made here in the layout of the real one."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.emissions import SHEET, Emission, EmissionsExtract, read_emissions, totals
from loftet.sources.printed_codes import PrintedCodes

VINTAGE = date(2026, 3, 2)
HEADER = ("Kommunenr", "Kommune", "År", "Sektor", "Utslippskilde", "Utslipp (tonn CO2-ekvivalenter)")
ROWS = [
    ("3324", "Gol", 2022, "Veitrafikk", "Personbiler", 9120.25),
    ("3324", "Gol", 2022, "Veitrafikk", "Busser", 0.1),
    ("3324", "Gol", 2022, "Jordbruk", "Fordøyelse", 0.2),
    ("0301", "Oslo", 2022, "Sjøfart", "Passasjer", None),
    ("0301", "Oslo", 2022, "Veitrafikk", "Personbiler", 100),
]
Write = Callable[..., Path]


@pytest.fixture
def workbook(tmp_path: Path) -> Write:
    """Write a workbook with a sheet before the one that counts; `change` may spoil it."""

    def write(
        rows: Sequence[tuple[object, ...]] = ROWS,
        header: tuple[str, ...] = HEADER,
        before: int = 0,
        sheet: str = SHEET,
        change: Callable[[Workbook], None] = lambda book: None,
    ) -> Path:
        book = Workbook()
        assert book.active is not None
        book.active.title = "Om tallene"
        table = book.create_sheet(sheet)
        for row in [("Utslipp av klimagasser",)] * before + [header, *rows]:
            table.append(row)
        change(book)
        file = tmp_path / "utslipp.xlsx"
        book.save(file)
        return file

    return write


def refusal(file: Path, header_row: int = 1) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        read_emissions(file, VINTAGE, header_row)
    return [f"{problem.column}: {problem.cause}" for problem in refused.value.problems]


def test_rows_are_read_with_their_vintage(workbook: Write) -> None:
    extract = read_emissions(workbook(), VINTAGE)
    assert extract.vintage == VINTAGE
    assert len(extract.checksum) == 64
    assert extract.emissions[0] == Emission(2, "3324", 2022, "Veitrafikk", "Personbiler", Decimal("9120.25"))
    assert extract.emissions[3] == Emission(5, "0301", 2022, "Sjøfart", "Passasjer", None)


def test_totals_are_exact_and_a_missing_source_makes_no_zero(workbook: Write, gazetteer: Gazetteer) -> None:
    found = totals(read_emissions(workbook(), VINTAGE), PrintedCodes(gazetteer))
    assert [(one.place.slug, one.year, one.sector, one.tonnes, one.sources) for one in found] == [
        ("oslo", 2022, "", None, 2),
        ("oslo", 2022, "Sjøfart", None, 1),
        ("oslo", 2022, "Veitrafikk", Decimal(100), 1),
        ("gol", 2022, "", Decimal("9120.55"), 3),
        ("gol", 2022, "Jordbruk", Decimal("0.2"), 1),
        ("gol", 2022, "Veitrafikk", Decimal("9120.35"), 2),
    ]


def test_a_row_for_each_gas_is_no_row_twice(workbook: Write, gazetteer: Gazetteer) -> None:
    header = (*HEADER[:-1], "Klimagass", HEADER[-1])
    rows = [
        ("3324", "Gol", 2022, "Jordbruk", "Fordøyelse", "CH4", 5),
        ("3324", "Gol", 2022, "Jordbruk", "Fordøyelse", "N2O", 0.25),
    ]
    extract = read_emissions(workbook(rows, header), VINTAGE)
    assert [(one.gas, one.tonnes) for one in extract.emissions] == [("CH4", 5), ("N2O", Decimal("0.25"))]
    codes = PrintedCodes(gazetteer)
    assert [one.tonnes for one in totals(extract, codes) if not one.sector] == [Decimal("5.25")]
    assert [one.tonnes for one in totals(extract, codes, {"N2O"}) if not one.sector] == [Decimal("0.25")]
    assert refusal(workbook([*rows, rows[0]], header)) == [
        f"{SHEET}!G4: 3324, 2022, Jordbruk, Fordøyelse, CH4 is in row 2 already"
    ]


def test_a_code_that_excel_keeps_as_a_number_gets_its_zero_back(workbook: Write) -> None:
    extract = read_emissions(workbook([(301, "Oslo", 2022, "Sjøfart", "Passasjer", 1)]), VINTAGE)
    assert [one.code for one in extract.emissions] == ["0301"]


def test_columns_are_found_by_name_in_any_order(workbook: Write) -> None:
    header = ("År", "Sektor", "Utslippskilde", "Utslipp", "Kommune(nr)")
    extract = read_emissions(workbook([(2022, "Jordbruk", "Gjødsel", 5, "3324")], header), VINTAGE)
    assert extract.emissions == (Emission(2, "3324", 2022, "Jordbruk", "Gjødsel", Decimal(5)),)


def test_a_moved_header_is_told_and_read_when_it_is_said_where_it_is(workbook: Write) -> None:
    file = workbook(before=2)
    assert refusal(file) == [
        f"{SHEET}: row 1 has no column «Kommunenr»; it is in A3, so the layout has changed"
    ]
    assert len(read_emissions(file, VINTAGE, header_row=3).emissions) == 5


def test_merged_cells_in_the_table_are_refused_and_above_it_are_not(workbook: Write) -> None:
    def merge(book: Workbook) -> None:
        book[SHEET].merge_cells("A1:C1")
        book[SHEET].merge_cells("A3:A4")

    assert refusal(workbook(before=1, change=merge), header_row=2) == [
        f"{SHEET}!A3:A4: the cells A3:A4 are merged; a table has one cell a value"
    ]


def test_a_formula_that_was_never_computed_is_refused(workbook: Write) -> None:
    def formula(book: Workbook) -> None:
        book[SHEET]["F2"] = "=SUM(F3:F4)"

    assert refusal(workbook(change=formula)) == [
        f"{SHEET}!F2: the formula =SUM(F3:F4) has no value; open the file in a spreadsheet and save it"
    ]


def test_every_wrong_cell_is_told(workbook: Write) -> None:
    rows: list[tuple[object, ...]] = [
        ("301", "Oslo", 2022, "Sjøfart", "Passasjer", 1),
        ("3324", "Gol", "2022*", "Sjøfart", "Passasjer", 1),
        ("3324", "Gol", 2022, "", "Passasjer", 1),
        ("3324", "Gol", 2022, "Sjøfart", "Passasjer", "1,5"),
        ("3324", "Gol", 2023, "Sjøfart", "Passasjer", 1),
        ("3324", "Gol", 2023, "Sjøfart", "Passasjer", 2),
    ]
    assert refusal(workbook(rows)) == [
        f"{SHEET}!A2: «301» is not a municipality's code of four digits",
        f"{SHEET}!C3: «2022*» is not a year",
        f"{SHEET}!D4: the cell is empty",
        f"{SHEET}!F5: «1,5» is not a number",
        f"{SHEET}!F7: 3324, 2023, Sjøfart, Passasjer is in row 6 already",
    ]


def test_a_sheet_of_another_name_is_refused_with_the_nearest(workbook: Write) -> None:
    file = workbook(sheet="Oversikt - detaljer")
    with pytest.raises(
        InvalidInput, match="there is no sheet «Oversikt - detaljert»; did you mean «Oversikt - detaljer»"
    ):
        read_emissions(file, VINTAGE)


def test_a_code_that_is_no_municipality_is_refused_in_totals(gazetteer: Gazetteer) -> None:
    extract = EmissionsExtract(VINTAGE, "", (Emission(2, "1234", 2022, "Sjøfart", "Passasjer", Decimal(1)),))
    with pytest.raises(InvalidInput, match="the code «1234» is not known"):
        totals(extract, PrintedCodes(gazetteer))
