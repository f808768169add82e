"""Raw files as offices write them, made with figures that are known: what is proposed can be judged."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle, product

from openpyxl import Workbook

from loftet.geography.gazetteer import Gazetteer

COUNTY, TODAY = "33", date(2024, 1, 1)  # Buskerud, which was a part of Viken
Truth = dict[tuple[str, str, int], float | str]  # by the end of the indicator's key, the place, the year
Rows = list[list[object]]
Write = Callable[["Kind"], None]
KINDS: dict[str, Write] = {}


@dataclass
class Kind:
    """Files by name, and the figures that they hold; `places` are code, name and the code of 2022."""

    places: Sequence[tuple[str, str, str]]
    files: dict[str, bytes] = field(default_factory=dict)
    truth: Truth = field(default_factory=dict)
    _numbers: Iterator[float] = field(default_factory=lambda: cycle(n / 10 for n in range(53, 948, 7)))

    @classmethod
    def of(cls, name: str, gazetteer: Gazetteer) -> "Kind":
        """Write the files of a kind."""
        members = gazetteer.members(gazetteer.resolve(COUNTY, TODAY), TODAY)
        before = date(2022, 1, 1)
        kind = cls([(one.code(TODAY) or "", one.name, one.code(before) or "") for one in members])
        KINDS[name](kind)
        return kind

    def figure(self, code: str, year: int, indicator: str = "") -> float:
        """Return a new figure, and keep it as true."""
        self.truth[indicator, code, year] = number = next(self._numbers)
        return number

    def text(self, name: str, lines: Sequence[object], encoding: str = "utf-8") -> None:
        """Write a text of lines."""
        self.files[name] = "".join(f"{line}\n" for line in lines).encode(encoding)

    def book(
        self, name: str, sheets: dict[str, Rows], hidden: str = "", per_cent: Sequence[str] = ()
    ) -> None:
        """Write a workbook; `hidden` is a sheet, a column or a row that nobody sees."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
            if title == hidden:
                sheet.sheet_state = "hidden"
            elif hidden.isalpha():
                sheet.column_dimensions[hidden].hidden = True
            elif hidden.isdigit() and len(hidden) < 3:
                sheet.row_dimensions[int(hidden)].hidden = True
            for cell in per_cent:
                sheet[cell].number_format = "0.0 %"
        stream = io.BytesIO()
        book.save(stream)
        self.files[name] = stream.getvalue()


def kind(write: Write) -> Write:
    """Register a kind by the name of the function that writes it."""
    KINDS[write.__name__] = write
    return write


def no(number: float) -> str:
    """Return a number with a decimal comma."""
    return str(number).replace(".", ",")


@kind
def a_file_for_each_year(kind: Kind) -> None:
    for year in (2021, 2022, 2023, 2024):
        rows: Rows = [["Kommunenr", "Kommune", "Andel"]]
        for code, name, old in kind.places:
            rows.append([code if year > 2023 else old, name, kind.figure(code, year)])
        rows.append(["0", "Hele landet", kind.figure("NO", year)])
        kind.book(f"tall {year}.xlsx", {"Ark1": rows})


@kind
def a_sheet_for_each_year_and_a_hidden_one(kind: Kind) -> None:
    sheets: dict[str, Rows] = {"2019": [["Region", "Andel"], ["3301 Drammen", 99]]}
    for year in (2021, 2022, 2024):
        rows: Rows = [[f"Tabell for {year}"], [], ["Region", "Andel"]]
        for code, name, old in kind.places:
            rows.append([f"{code if year > 2023 else old} {name}", kind.figure(code, year)])
        sheets[str(year)] = [*rows, [], ["Kilde: fylket"]]
    kind.book("ark.xlsx", sheets, hidden="2019")


@kind
def merged_header_cells(kind: Kind) -> None:
    rows: Rows = [["Kommune", 2022, None, 2023, None], [None, "Menn", "Kvinner", "Menn", "Kvinner"]]
    for code, name, _old in kind.places:
        pairs = product((2022, 2023), ("menn", "kvinner"))
        rows.append([name, *(kind.figure(code, year, sex) for year, sex in pairs)])
    kind.book("kjønn.xlsx", {"Ark1": rows})


@kind
def cells_shown_as_per_cent(kind: Kind) -> None:
    rows: Rows = [["Kommune", "År", "Andel"]]
    for (code, name, _old), year in product(kind.places, (2022, 2023)):
        rows.append([f"{name} kommune", year, round(kind.figure(code, year) / 100, 4)])
    kind.book("andel.xlsx", {"Ark1": rows}, per_cent=[f"C{n}" for n in range(2, len(rows) + 1)])


@kind
def two_header_rows_with_units(kind: Kind) -> None:
    lines = ["\ufeffKommune;År;Antall;Andel", ";;personer;prosent"]
    for (code, name, _old), year in product(kind.places, (2022, 2023)):
        number, share = round(kind.figure(code, year, "personer") * 100), kind.figure(code, year, "prosent")
        kind.truth["personer", code, year], kind.truth["prosent", code, year] = number, -share
        lines.append(f"{name};{year};{number:,}".replace(",", "\u00a0") + f";\u2212{no(share)}")
    kind.text("enheter.csv", lines)


@kind
def marks_in_an_old_encoding(kind: Kind) -> None:
    lines, marks = ["Knr;Kommune;År;Andel"], {":": "suppressed", ".": "not_possible", "..": "missing"}
    for (code, name, _old), mark in zip(kind.places, [*marks, "–", *[""] * len(kind.places)], strict=False):
        number = kind.figure(code, 2023)
        lines.append(f"{code};{name};2023;{mark or no(number)}")
        if mark:
            kind.truth["", code, 2023] = marks.get(mark, 0)
    kind.text("merker.csv", lines, "cp1252")


@kind
def signs_of_notes(kind: Kind) -> None:
    lines = ["Tabell 7", "Kommune;2022;2023"]
    signs = [" 1)", "*", " 2)", "¹", *[""] * len(kind.places)]
    for n, ((code, name, _old), sign) in enumerate(zip(kind.places, signs, strict=False)):
        first, second = no(kind.figure(code, 2022)), no(kind.figure(code, 2023))
        if n == 5:
            second, kind.truth["", code, 2023] = "<4", "suppressed"
        lines.append(f"{name}{sign};{first}{'*' if n == 6 else ''};{second}")
    kind.text("noter.csv", [*lines, "", "1) Grensejustert", "* Foreløpig"])


@kind
def codes_of_three_generations_beside_names(kind: Kind) -> None:
    lines = ["Kommunenr;Kommune;År;Verdi"]
    for (code, name, old), year in product(kind.places, range(2018, 2026)):
        number = kind.figure(code, year) if year >= 2020 else 1.5
        valid = code if year > 2023 else old if year > 2019 else f"06{code[2:]}"
        lines.append(f"{valid};{name};{year};{no(number)}")
    kind.text("lang.csv", lines)


@kind
def names_as_people_write_them(kind: Kind) -> None:
    lines = ["Kommune;2022;2023"]
    written: list[Callable[[str], str]] = [str.upper, "{} kommune".format, "{} ".format, str.lower]
    written += [str.strip] * (len(kind.places) - len(written))
    for (code, name, _old), write in zip(kind.places, written, strict=True):
        lines.append(f"{write(name)};{no(kind.figure(code, 2022))};{no(kind.figure(code, 2023))}")
    kind.text("navn.csv", lines)


@kind
def quarters(kind: Kind) -> None:
    lines = ["Kommune;Kvartal;Andel"]
    for (code, name, _old), year, quarter in product(kind.places, (2023, 2024), (1, 2, 3, 4)):
        lines.append(f"{name};{year}K{quarter};{no(kind.figure(code, year))}")  # the last one is kept
    kind.text("kvartal.csv", lines)


@kind
def months(kind: Kind) -> None:
    lines = ["Kommune;Måned;Andel"]
    for (code, name, _old), year, month in product(kind.places, (2023, 2024), range(1, 13)):
        lines.append(f"{name};{year}M{month:02};{no(kind.figure(code, year))}")
    kind.text("måneder.csv", lines)


@kind
def means_of_three_years(kind: Kind) -> None:
    years = (2021, 2022, 2023)
    lines = [";".join(["Kommune", *(f"{year - 2}–{year}" for year in years)])]
    for code, name, _old in kind.places:
        lines.append(";".join([name, *(no(kind.figure(code, year)) for year in years)]))
    kind.text("snitt.csv", lines)


@kind
def school_years(kind: Kind) -> None:
    lines = ["Kommune;Skoleår;Andel"]
    for (code, name, _old), year in product(kind.places, (2021, 2022)):
        lines.append(f"{name};{year}/{year - 1999};{no(kind.figure(code, year))}")
    kind.text("skole.csv", lines)


@kind
def columns_behind_the_years(kind: Kind) -> None:
    rows: Rows = [["Kommune", 2020, 2021, 2022, "Endring 2020-2022", "Snitt", "Merknad"]]
    for code, name, _old in kind.places:
        rows.append([name, *(kind.figure(code, year) for year in (2020, 2021, 2022)), 1, 2, "ok"])
    kind.book("endring.xlsx", {"Ark1": [*rows, ["Sum", 1, 2, 3, 4, 5, None], ["Kilde: oss"]]})


@kind
def a_provisional_year(kind: Kind) -> None:
    lines = ["Kommune;2022;2023;2024*"]
    for code, name, _old in kind.places:
        lines.append(";".join([name, *(no(kind.figure(code, year)) for year in (2022, 2023, 2024))]))
    kind.text("foreløpig.csv", [*lines, "* Foreløpige tall"])


@kind
def several_indicators_in_one_column(kind: Kind) -> None:
    lines = ["Kommune\tÅr\tIndikator\tVerdi"]
    for (code, name, _old), year, one in product(kind.places, (2022, 2023), ("Ledige", "Syke", "Unge")):
        lines.append(f"{name}\t{year}\t{one}\t{no(kind.figure(code, year, one.lower()))}")
    kind.text("lang.txt", lines)


@kind
def days_and_numbers_as_text(kind: Kind) -> None:
    rows: Rows = [["Kommune", "Dato", "Andel"]]
    for n, ((code, name, _old), year) in enumerate(product(kind.places, (2022, 2023))):
        number = kind.figure(code, year)
        rows.append([name, f"31.12.{year}", no(number) if n % 2 else number])
    kind.book("dager.xlsx", {"Ark1": rows})


@kind
def an_export_with_the_codes_of_all_years(kind: Kind) -> None:
    lines = ['"region";"2018";"2022";"2024"']
    for code, name, old in kind.places:
        first, second = no(kind.figure(code, 2022)), no(kind.figure(code, 2024))
        lines += [
            f'"{code} {name}";"..";"..";"{second}"',
            f'"{old} {name} (2020-2023)";"..";"{first}";".."',
            f'"06{code[2:]} {name} (-2019)";"5";"..";".."',
        ]
    kind.text("eksport.csv", lines)


@kind
def an_export_with_letters_before_codes(kind: Kind) -> None:
    lines = ['"region";"2022";"2024"']
    for code, name, old in kind.places:
        first, second = no(kind.figure(code, 2022)), no(kind.figure(code, 2024))
        lines += [f'"K-{code} {name}";"..";"{second}"', f'"K-{old} {name} (2020-2023)";"{first}";".."']
    kind.text("bokstaver.csv", lines)


@kind
def words_before_the_years_of_a_header(kind: Kind) -> None:
    lines = ["region;kjønn;Personer 2023;Personer 2024"]
    for (code, name, _old), sex in product(kind.places, ("Begge kjønn", "Menn")):
        numbers = [kind.figure(code, year) if sex != "Menn" else 1 for year in (2023, 2024)]
        lines.append(f"{code} {name};{sex};{no(numbers[0])};{no(numbers[1])}")
    kind.text("personer.csv", lines)


@kind
def the_country_first_as_a_zero(kind: Kind) -> None:
    lines = ["geo;navn;2022;2023"]
    for code, printed, name in [("NO", "0", "Hele landet"), *((c, c, name) for c, name, _ in kind.places)]:
        lines.append(f"{printed};{name};{no(kind.figure(code, 2022))};{no(kind.figure(code, 2023))}")
    kind.text("geo.csv", lines)


@kind
def a_code_without_its_zero_first(kind: Kind) -> None:
    lines = ["Knr;År;Andel", "301;2023;12,5"]
    lines += [f"{code};2023;{no(kind.figure(code, 2023))}" for code, _name, _old in kind.places]
    kind.text("oslo.csv", lines)


@kind
def a_place_on_the_first_row_of_its_block(kind: Kind) -> None:
    rows: Rows = [["Kommune", "Næring", "2022", "2023"]]
    for code, name, _old in kind.places:
        rows.append([name, "I alt", kind.figure(code, 2022), kind.figure(code, 2023)])
        rows += [[None, "Industri", 1, 2], [None, "Bygg", 3, 4]]
    kind.book("næring.xlsx", {"Ark1": rows})


@kind
def groups_blank_rows_and_dots_between_thousands(kind: Kind) -> None:
    lines = ["Tabell 3. Folk", "", "Kommune;2022;2023", "Hallingdal;;"]
    for n, (code, name, _old) in enumerate(kind.places):
        numbers = [round(kind.figure(code, year) * 100) for year in (2022, 2023)]
        kind.truth["", code, 2022], kind.truth["", code, 2023] = numbers
        lines += [";;", "Drammensregionen;;"] if n == 6 else []
        lines.append(";".join([name, *(f"{number:,}".replace(",", ".") for number in numbers)]))
    kind.text("grupper.csv", lines)


@kind
def a_table_turned_round(kind: Kind) -> None:
    rows: Rows = [["År", *(name for _code, name, _old in kind.places)]]
    for year in (2021, 2022, 2023):
        rows.append([year, *(kind.figure(code, year) for code, _name, _old in kind.places)])
    kind.book("snudd.xlsx", {"Ark1": rows})


@kind
def a_sheet_for_each_place(kind: Kind) -> None:
    sheets: dict[str, Rows] = {}
    for code, name, _old in kind.places:
        rows: Rows = [["År", "Andel"]]
        rows += [[year, kind.figure(code, year)] for year in (2022, 2023)]
        sheets[name] = rows
    kind.book("steder.xlsx", sheets)


@kind
def headings_that_change(kind: Kind) -> None:
    for year, heading in ((2022, "Andel (prosent)"), (2023, "Andel, prosent"), (2024, "Prosent")):
        lines = [f"Kommune;{heading}"]
        lines += [f"{name};{no(kind.figure(code, year))}" for code, name, _old in kind.places]
        kind.text(f"tall {year}.csv", lines)


@kind
def the_day_of_fetching_in_a_name(kind: Kind) -> None:
    lines = ["Kommune;Andel", *(f"{name};{no(kind.figure(code, 2024))}" for code, name, _ in kind.places)]
    kind.text("tall 2024 hentet 2025-02-03.csv", lines)


@kind
def a_hidden_column_before_the_one_that_is_seen(kind: Kind) -> None:
    rows: Rows = [["Kommune", "År", "Andel gammel", "Andel"]]
    rows += [[name, 2023, 99, kind.figure(code, 2023)] for code, name, _old in kind.places]
    kind.book("skjult.xlsx", {"Ark1": rows}, hidden="C")


@kind
def a_year_on_the_first_row_of_its_block(kind: Kind) -> None:
    lines = ["År;Kommune;Andel"]
    for year, (n, (code, name, _old)) in product((2022, 2023), enumerate(kind.places)):
        lines.append(f"{'' if n else year};{name};{no(kind.figure(code, year))}")
    kind.text("blokker.csv", lines)


@kind
def numbers_as_the_english_write_them(kind: Kind) -> None:
    lines = ["Kommune;2022;2023"]
    for code, name, _old in kind.places:
        kind.truth["", code, 2022], number = 1234.5, kind.figure(code, 2023)
        lines.append(f"{name};1,234.5;{number}")
    kind.text("engelsk.csv", lines)


@kind
def codes_and_names_joined_by_a_line(kind: Kind) -> None:
    lines = [
        "Kommune;2022",
        *(f"{code}_{name};{no(kind.figure(code, 2022))}" for code, name, _ in kind.places),
    ]
    kind.text("strek.csv", lines)


@kind
def a_unit_behind_each_number(kind: Kind) -> None:
    lines = ["Kommune;År;Beløp"]
    for (code, name, _old), year in product(kind.places, (2022, 2023)):
        number = 2000 + kind.figure(code, year)
        kind.truth["", code, year] = number
        lines.append(f"{name};{year};{no(number)[0]} {no(number)[1:]} kr")
    kind.text("beløp.csv", lines)


@kind
def months_across_a_header(kind: Kind) -> None:
    months = ["Jan", "Feb", "Mars", "April", "Mai", "Juni", "Juli", "Aug", "Sept", "Okt", "Nov", "Des"]
    rows: Rows = [["Kommune", *months]]
    for code, name, _old in kind.places:
        numbers = [kind.figure(code, 2023) for _month in months]  # the last one is kept
        rows.append([name, *numbers])
    kind.book("ledige 2023.xlsx", {"Ark1": rows})


@kind
def the_month_in_a_name(kind: Kind) -> None:
    lines = ["Kommune;Andel", *(f"{name};{no(kind.figure(code, 2023))}" for code, name, _ in kind.places)]
    kind.text("tall_202312.csv", lines)
