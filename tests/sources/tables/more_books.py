"""More raw files as offices write them, with the figures known: workbooks."""

import io
from datetime import date

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.sources.tables.kinds import Kind, Rows, no
from tests.sources.tables.more_kinds import both_of, long, raw, wide

YEARS = (2022, 2023)
HEAD: list[object] = ["Kommune", 2022, 2023]


def sheet_of(kind: Kind, name: str) -> tuple[Workbook, Worksheet]:
    """Return a book that was written, and its first sheet, to change it."""
    book = load_workbook(io.BytesIO(kind.files[name]))
    return book, book.worksheets[0]


def long_of(kind: Kind, code: str) -> Rows:
    """Return rows of a year and its new figure, of one place."""
    return [[year, kind.figure(code, year)] for year in YEARS]


def keep(kind: Kind, name: str, book: Workbook) -> None:
    stream = io.BytesIO()
    book.save(stream)
    kind.files[name] = stream.getvalue()


@raw()
def statbank_book_with_codes_and_names_apart(kind: Kind) -> None:
    rows: Rows = [["12209: Nøkkeltall, etter region, statistikkvariabel og år"], []]
    rows.append([None, None, None, "2022", "2023"])
    for code, name, _old in kind.places:
        rows.append([code, name, "Andel (prosent)", kind.figure(code, 2022, "prosent"),
                     kind.figure(code, 2023, "prosent")])  # fmt: skip
        rows.append([None, None, "Brukere (antall)", kind.figure(code, 2022, "antall"),
                     kind.figure(code, 2023, "antall")])  # fmt: skip
    kind.book("12209.xlsx", {"12209": [*rows, [], ["Sist endret:"], ["20240315 08:00"], ["Kilde:"], ["SSB"]]})


@raw()
def welfare_office_with_numbers_and_shares(kind: Kind) -> None:
    rows: Rows = [["Mottakere etter bosted. Desember"], [None, 2022, None, 2023, None]]
    rows.append(["Bosted", "Antall", "Andel", "Antall", "Andel"])
    for code, name, _old in kind.places:
        rows.append([name, *(kind.figure(code, year, key) for year in YEARS for key in ("antall", "andel"))])
    kind.book("mottakere.xlsx", {"Tabell": [*rows, ["Kilde: NAV"]]})


@raw()
def a_county_row_above_its_municipalities(kind: Kind) -> None:
    rows: Rows = [["Hele landet", *(kind.figure("NO", year) for year in YEARS)]]
    rows.append(["Buskerud", *(kind.figure("33", year) for year in YEARS)])
    rows += [[f"   {name}", *numbers] for name, *numbers in wide(kind, YEARS)]
    kind.book("nav.xlsx", {"Ark1": [["Bosted", 2022, 2023], *rows]})


@raw()
def months_as_days_of_the_header(kind: Kind) -> None:
    head: list[object] = ["Kommune", *(date(2023, month, 1) for month in (1, 6, 12))]
    rows: Rows = [head]
    for code, name, _old in kind.places:
        rows.append([name, *(kind.figure(code, 2023) for _month in range(3))])
    kind.book("måneder.xlsx", {"Ark1": rows})


@raw()
def days_of_years_in_the_header(kind: Kind) -> None:
    head: list[object] = ["Kommune", *(date(year, 12, 31) for year in YEARS)]
    kind.book("dager.xlsx", {"Ark1": [head, *wide(kind, YEARS)]})


@raw()
def a_pivot_table(kind: Kind) -> None:
    rows: Rows = [["Kjønn", "(Alle)"], [], ["Summer av Antall", "Kolonneetiketter"]]
    rows.append(["Radetiketter", 2022, 2023, "Totalsum"])
    rows += [[name, a, b, 9.5] for name, a, b in wide(kind, YEARS)]
    kind.book("pivot.xlsx", {"Ark1": [*rows, ["Totalsum", 1.5, 2.5, 4.5]]})


@raw(refused=["line 3: «2022», «2023» stand as rows between the places"])
def a_pivot_table_in_one_column(kind: Kind) -> None:
    rows: Rows = [["Radetiketter", "Summer av Antall"]]
    for code, name, _old in kind.places:
        rows.append([name, 9.5])
        rows += [[year, kind.figure(code, year)] for year in YEARS]
    kind.book("kompakt.xlsx", {"Ark1": [*rows, ["Totalsum", 99.5]]})


@raw()
def codes_as_names_of_sheets(kind: Kind) -> None:
    sheets: dict[str, Rows] = {}
    for code, _name, _old in kind.places:
        sheets[code] = [["År", "Andel"], *long_of(kind, code)]
    kind.book("kommuner.xlsx", sheets)


@raw()
def a_sheet_for_each_place_and_a_cover(kind: Kind) -> None:
    sheets: dict[str, Rows] = {"Forside": [["Innhold"], ["Tall for kommunene i Buskerud"]]}
    for code, name, _old in kind.places:
        sheets[f"{code} {name}"] = [["År", "Andel"], *long_of(kind, code)]
    kind.book("hefte.xlsx", sheets)


@raw()
def a_sheet_for_each_indicator(kind: Kind) -> None:
    ledige, syke = wide(kind, YEARS, key="ledige"), wide(kind, YEARS, key="syke")
    kind.book("to temaer.xlsx", {"Ledige": [HEAD, *ledige], "Syke": [HEAD, *syke]})


@raw(refused=["A1:C19 and E1:G19"])
def two_tables_beside_each_other(kind: Kind) -> None:
    rows = [[*HEAD, None, *HEAD]]
    rows += [[name, a, b, None, name, 1.5, 2.5] for name, a, b in wide(kind, YEARS)]
    kind.book("to tabeller.xlsx", {"Ark1": rows})


@raw(refused=["2 tables"])
def two_tables_below_each_other(kind: Kind) -> None:
    rows: Rows = [
        ["Tabell 1. Ledige"],
        HEAD,
        *wide(kind, YEARS),
        ["Tabell 2. Syke"],
        HEAD,
        *wide(kind, YEARS),
    ]
    kind.book("under.xlsx", {"Ark1": rows})


@raw("«2022» is hidden in the file, and not read")
def a_hidden_year(kind: Kind) -> None:
    rows = [[name, 1.5, number] for name, number in wide(kind, (2023,))]
    kind.book("skjult år.xlsx", {"Ark1": [HEAD, *rows]}, hidden="B")


@raw("the title of «2022» says 2021")
def a_sheet_whose_title_is_of_another_year(kind: Kind) -> None:
    first: Rows = [["Andel i 2021"], ["Kommune", "Andel"], *wide(kind, (2022,))]
    second: Rows = [["Andel i 2023"], ["Kommune", "Andel"], *wide(kind, (2023,))]
    kind.book("årsark.xlsx", {"2022": first, "2023": second})


@raw()
def a_heading_in_two_lines(kind: Kind) -> None:
    kind.book("linjeskift.xlsx", {"Ark1": [["Kommune", "År", "Andel\n(prosent)"], *long(kind, YEARS)]})


@raw()
def counties_and_municipalities_in_merged_cells(kind: Kind) -> None:
    rows: Rows = [["Fylke", *HEAD]]
    rows += [["Buskerud" if n == 0 else None, *row] for n, row in enumerate(wide(kind, YEARS))]
    kind.book("fylke.xlsx", {"Ark1": rows})
    book, sheet = sheet_of(kind, "fylke.xlsx")
    sheet.merge_cells("A2:A19")
    keep(kind, "fylke.xlsx", book)


@raw()
def a_title_across_merged_cells(kind: Kind) -> None:
    kind.book("slått sammen.xlsx", {"Ark1": [["Andel barn"], [], HEAD, *wide(kind, YEARS)]})
    book, sheet = sheet_of(kind, "slått sammen.xlsx")
    sheet.merge_cells("A1:C2")
    keep(kind, "slått sammen.xlsx", book)


@raw()
def a_table_that_begins_in_the_middle(kind: Kind) -> None:
    rows: Rows = [[], [], [None, None, *HEAD], *([None, None, *row] for row in wide(kind, YEARS))]
    kind.book("midt på.xlsx", {"Ark1": rows})


@raw(refused=["line 4, column 2022 (B): «#N/A» is not a number"])
def faults_of_formulas(kind: Kind) -> None:
    rows = wide(kind, YEARS)
    rows[2][1] = "#N/A"
    kind.book("feil.xlsx", {"Ark1": [HEAD, *rows]})
    book, sheet = sheet_of(kind, "feil.xlsx")
    sheet["B4"].data_type = "e"
    keep(kind, "feil.xlsx", book)


@raw(refused=["formula"])
def formulas_that_nobody_computed(kind: Kind) -> None:
    rows = wide(kind, YEARS)
    rows[2][1] = "=1+2"
    kind.book("formler.xlsx", {"Ark1": [HEAD, *rows]})


@raw(refused=["line 4"])
def a_number_that_became_a_day(kind: Kind) -> None:
    rows = wide(kind, YEARS)
    rows[2][1] = date(2023, 5, 12)
    kind.book("dato.xlsx", {"Ark1": [HEAD, *rows]})


@raw()
def numbers_as_text_in_some_cells(kind: Kind) -> None:
    rows = wide(kind, YEARS)
    rows[1][1], rows[3][2] = no(float(str(rows[1][1]))), f"{no(float(str(rows[3][2])))} "
    kind.book("tekst.xlsx", {"Ark1": [HEAD, *rows]})


@raw()
def codes_that_became_numbers(kind: Kind) -> None:
    rows: Rows = [["Knr", "Navn", 2022, 2023], [301, "Oslo", 1.5, 2.5]]
    for code, name, _old in kind.places:
        rows.append([int(code), name, *(kind.figure(code, year) for year in YEARS)])
    kind.book("oslo.xlsx", {"Ark1": rows})


@raw()
def a_hidden_sheet_of_notes(kind: Kind) -> None:
    kind.book("skjult.xlsx", {"Om tallene": [["x"]], "Data": [HEAD, *wide(kind, YEARS)]}, hidden="Om tallene")


@raw()
def notes_beside_the_table(kind: Kind) -> None:
    rows: Rows = [
        [*row, None, "Merk: foreløpig" if n == 2 else None] for n, row in enumerate(wide(kind, YEARS))
    ]
    kind.book("ved siden av.xlsx", {"Ark1": [HEAD, *rows]})


@raw(refused=["a file about one place needs a column with its name"])
def a_file_for_each_place(kind: Kind) -> None:
    for code, name, _old in kind.places[:4]:
        rows: Rows = [["År", "Andel"], *long_of(kind, code)]
        kind.book(f"{name}.xlsx", {"Ark1": rows})


@raw()
def per_cent_in_some_columns(kind: Kind) -> None:
    rows: Rows = [["Kommune", "År", "Antall", "Andel"]]
    for code, name, _old in kind.places:
        share = round(kind.figure(code, 2023, "andel") / 1, 1)
        rows.append([name, 2023, kind.figure(code, 2023, "antall"), share / 100])
    kind.book("formatert.xlsx", {"Ark1": rows}, per_cent=[f"D{n}" for n in range(2, len(rows) + 1)])


@raw()
def a_heading_of_years_above_each_measure(kind: Kind) -> None:
    rows: Rows = [[None, "Andel", None, "Antall", None], ["Kommune", 2022, 2023, 2022, 2023]]
    for code, name, _old in kind.places:
        rows.append([name, *(kind.figure(code, year, key) for key in ("andel", "antall") for year in YEARS)])
    kind.book("over.xlsx", {"Ark1": rows})


@raw()
def yearly_sheets_with_years_in_words(kind: Kind) -> None:
    sheets: dict[str, Rows] = {f"Tall {year}": [["Kommune", "Andel"], *wide(kind, (year,))] for year in YEARS}
    kind.book("ark i ord.xlsx", sheets)


@raw()
def spaces_and_breaks_in_names(kind: Kind) -> None:
    rows = wide(kind, YEARS, lambda code, name: f"{code}\u00a0{name}\n")
    kind.book("mellomrom.xlsx", {"Ark1": [HEAD, *rows]})


@raw()
def a_year_beside_a_month(kind: Kind) -> None:
    rows: Rows = [["Kommune", "År", "Måned", "Andel"]]
    for code, name, _old in kind.places:
        rows += [[name, 2023, month, kind.figure(code, 2023)] for month in range(1, 13)]
    kind.book("år og måned.xlsx", {"Ark1": rows})


@raw()
def a_year_beside_a_quarter(kind: Kind) -> None:
    rows: Rows = [["Kommune", "År", "Kvartal", "Andel"]]
    for code, name, _old in kind.places:
        rows += [[name, year, quarter, kind.figure(code, year)] for year in YEARS for quarter in (1, 2, 3, 4)]
    kind.book("år og kvartal.xlsx", {"Ark1": rows})


@raw()
def an_export_named_by_its_code(kind: Kind) -> None:
    rows: Rows = [["Region", 2022, 2023], *wide(kind, YEARS, both_of)]
    kind.book("2023-11-30_eksport_07459.xlsx", {"07459": rows})
