"""More raw files as offices export them, with the figures known: texts with separators."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from loftet.geography.gazetteer import Gazetteer
from tests.sources.tables.kinds import COUNTY, TODAY, Kind, no

Cells = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Raw:
    """How a kind is written, what its recipe must ask, and by which words it is refused, if it is."""

    write: Callable[[Kind], None]
    asked: Sequence[str] = ()
    refused: Sequence[str] = ()
    by_hand: Sequence[tuple[str, str]] = ()

    def of(self, gazetteer: Gazetteer) -> Kind:
        """Return the files and figures of the kind."""
        members = gazetteer.members(gazetteer.resolve(COUNTY, TODAY), TODAY)
        before = date(2022, 1, 1)
        kind = Kind([(one.code(TODAY) or "", one.name, one.code(before) or "") for one in members])
        self.write(kind)
        return kind


RAW: dict[str, Raw] = {}
Register = Callable[[Callable[[Kind], None]], Callable[[Kind], None]]


def raw(*asked: str, refused: Sequence[str] = (), by_hand: Sequence[tuple[str, str]] = ()) -> Register:
    """Register a kind, with words that its recipe must ask or by which it must be refused."""

    def register(write: Callable[[Kind], None]) -> Callable[[Kind], None]:
        RAW[write.__name__] = Raw(write, asked, refused, by_hand)
        return write

    return register


def name_of(code: str, name: str) -> str:
    return name


def both_of(code: str, name: str) -> str:
    return f"{code} {name}"


def wide(
    kind: Kind, years: Sequence[int], place: Callable[[str, str], str] = name_of, key: str = ""
) -> list[list[object]]:
    """Return rows of a place and its new figures."""
    return [
        [place(code, name), *(kind.figure(code, year, key) for year in years)]
        for code, name, _old in kind.places
    ]


def long(
    kind: Kind, years: Sequence[int], place: Callable[[str, str], str] = name_of, key: str = ""
) -> list[list[object]]:
    """Return rows of a place, a year and a new figure."""
    return [
        [place(code, name), year, kind.figure(code, year, key)]
        for code, name, _old in kind.places
        for year in years
    ]


def write(
    kind: Kind, name: str, rows: Cells, separator: str = ";", encoding: str = "utf-8", quoted: bool = False
) -> None:
    """Write cells as a text with decimal commas."""

    def shown(cell: object) -> str:
        text = no(cell) if isinstance(cell, float) else "" if cell is None else str(cell)
        return f'"{text}"' if quoted and not isinstance(cell, float) else text

    kind.text(name, [separator.join(map(shown, row)) for row in rows], encoding)


NOTES: Cells = [[], ["Fotnote(r):"], ["1", "Tallene er foreløpige."], ["Kilde:"], ["Statistisk sentralbyrå"]]


@raw()
def statbank_with_measures_in_a_column(kind: Kind) -> None:
    rows: list[list[object]] = [["12209: Utvalgte nøkkeltall, etter region"], []]
    rows.append(["region", "statistikkvariabel", "2022", "2023"])
    for code, name, _old in kind.places:
        for measure in ("Netto driftsutgifter (prosent)", "Brukere (antall)"):
            key = "prosent" if "Netto" in measure else "antall"
            numbers = [kind.figure(code, year, key) for year in (2022, 2023)]
            rows.append([f"{code} {name}", measure, *numbers])
    write(kind, "12209.csv", rows, quoted=True, encoding="cp1252")


@raw()
def statbank_with_sexes_and_years_in_one_heading(kind: Kind) -> None:
    head: list[object] = [
        "region",
        *(f"{sex} {year}" for sex in ("Menn", "Kvinner") for year in (2022, 2023)),
    ]
    rows: list[list[object]] = [["07459: Befolkning"], [], head]
    for code, name, _old in kind.places:
        numbers = [kind.figure(code, year, sex) for sex in ("menn", "kvinner") for year in (2022, 2023)]
        rows.append([f"{code} {name}", *numbers])
    write(kind, "07459.csv", rows, quoted=True)


@raw()
def statbank_with_notes_below(kind: Kind) -> None:
    write(kind, "05839.csv", [["region", "2022", "2023"], *wide(kind, (2022, 2023), both_of), *NOTES])


@raw()
def statbank_with_a_long_heading_of_values(kind: Kind) -> None:
    head = ["region", "år", "statistikkvariabel", "11342: Areal og befolkning, etter region, år"]
    rows = [
        [place, year, "Innbyggere per km²", one] for place, year, one in long(kind, (2022, 2023), both_of)
    ]
    write(kind, "11342.csv", [head, *rows], quoted=True)


@raw("half year")
def half_years(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "Halvår", "Andel"]]
    for code, name, _old in kind.places:
        for year in (2022, 2023):
            rows += [[name, f"{year}H{half}", kind.figure(code, year)] for half in (1, 2)]
    write(kind, "halvår.csv", rows)


@raw("half year")
def half_years_in_words(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "Periode", "Andel"]]
    for code, name, _old in kind.places:
        for year in (2022, 2023):
            rows += [[name, f"{half}. halvår {year}", kind.figure(code, year)] for half in (1, 2)]
    write(kind, "perioder.csv", rows)


@raw("half year")
def half_years_across(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", *(f"{n}. halvår {y}" for y in (2022, 2023) for n in (1, 2))]]
    for code, name, _old in kind.places:
        rows.append([name, *(kind.figure(code, year) for year in (2022, 2023) for _half in (1, 2))])
    write(kind, "halvår bortover.csv", rows)


@raw("hittil i år")
def cumulated_quarters(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "Kvartal", "Beløp hittil i år"]]
    for code, name, _old in kind.places:
        rows += [
            [name, f"{year}K{n}", kind.figure(code, year)] for year in (2022, 2023) for n in (1, 2, 3, 4)
        ]
    write(kind, "regnskap.csv", rows)


@raw("hittil i år")
def cumulated_spans_of_quarters(kind: Kind) -> None:
    spans = ("1. kvartal", "1.-2. kvartal", "1.-3. kvartal", "1.-4. kvartal")
    rows: list[list[object]] = [["Kommune", "Periode", "Beløp"]]
    for code, name, _old in kind.places:
        rows += [[name, f"{span} {year}", kind.figure(code, year)] for year in (2022, 2023) for span in spans]
    write(kind, "kumulert.csv", rows)


@raw("hittil i år")
def cumulated_spans_of_months(kind: Kind) -> None:
    spans = ("Januar", "Januar-juni", "Januar-desember")
    rows: list[list[object]] = [["Kommune", "Periode", "Antall"]]
    for code, name, _old in kind.places:
        rows += [[name, f"{span} {year}", kind.figure(code, year)] for year in (2022, 2023) for span in spans]
    write(kind, "nav.csv", rows)


@raw("«last» month")
def months_of_two_years_across(kind: Kind) -> None:
    head: list[object] = ["Kommune", *(f"{m}.{y}" for y in (22, 23) for m in ("jan", "feb", "mar", "des"))]
    rows: list[list[object]] = [head]
    for code, name, _old in kind.places:
        rows.append([name, *(kind.figure(code, year) for year in (2022, 2023) for _month in range(4))])
    write(kind, "ledige.csv", rows)


@raw("weeks are not read", refused=["still to be chosen"])
def weeks(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "Uke", "Antall"]]
    for code, name, _old in kind.places:
        rows += [[name, f"2023-{week:02}", kind.figure(code, 2023)] for week in (1, 2, 3, 51)]
    write(kind, "uker.csv", rows)


@raw("share of yes")
def yes_and_no(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "År", "Har klimaplan"]]
    for n, (code, name, _old) in enumerate(kind.places):
        for year in (2022, 2023):
            yes = (n + year) % 3 == 0
            kind.truth["", code, year] = 100.0 if yes else 0.0
            rows.append([name, year, "Ja" if yes else "Nei"])
    write(kind, "klimaplan.csv", rows)


@raw("share of yes")
def yes_and_no_across_years(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "2022", "2023"]]
    for n, (code, name, _old) in enumerate(kind.places):
        answers = ["ja" if (n + year) % 4 else "nei" for year in (2022, 2023)]
        for year, answer in zip((2022, 2023), answers, strict=True):
            kind.truth["", code, year] = 100.0 if answer == "ja" else 0.0
        rows.append([name, *answers])
    write(kind, "plan.csv", rows)


@raw("share of yes")
def schools_that_say_yes_or_no(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "Skole", "År", "Miljøfyrtårn"]]
    for code, name, _old in kind.places:
        rows += [[name, f"Skole {n}", 2023, "Ja" if n < 3 else "Nei"] for n in range(4)]
        kind.truth["", code, 2023] = 75.0
    write(kind, "skoler.csv", rows)


@raw()
def counts_of_answers(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "År", "Ja", "Nei", "Vet ikke"]]
    for code, name, _old in kind.places:
        rows.append([name, 2023, *(kind.figure(code, 2023, key) for key in ("ja", "nei", "ikke"))])
    write(kind, "svar.csv", rows)


@raw()
def columns_named_users_and_weeks(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "År", "Brukere", "Uker"]]
    for code, name, _old in kind.places:
        rows += [[name, y, *(kind.figure(code, y, key) for key in ("brukere", "uker"))] for y in (2022, 2023)]
    write(kind, "tjenester.csv", rows)


@raw()
def some_years_are_provisional(kind: Kind) -> None:
    rows = [[name, f"{y}*" if y == 2024 else y, n] for name, y, n in long(kind, (2022, 2023, 2024))]
    write(kind, "årsrapport.csv", [["Kommune", "År", "Andel"], *rows])


@raw()
def notes_on_the_years_of_the_header(kind: Kind) -> None:
    write(kind, "fotnoter.csv", [["Kommune", "2021¹", "2022 2)", "2023 1)2)", "2024 (foreløpig)"],
                                 *wide(kind, (2021, 2022, 2023, 2024)),
                                 ["1) Nytt grunnlag"], ["2) Uten Oslo"]])  # fmt: skip


@raw()
def days_in_the_header(kind: Kind) -> None:
    write(kind, "per.csv", [["Kommune", "Per 31.12.2022", "Per 31.12.2023"], *wide(kind, (2022, 2023))])


@raw()
def school_years_with_a_dash_and_marks(kind: Kind) -> None:
    rows: list[list[object]] = [["Skoleår", "Enhetsnavn", "Kjønn", "Andel"]]
    for n, (code, name, _old) in enumerate(kind.places):
        for year in (2022, 2023):
            number: object = kind.figure(code, year)
            if n == 4:
                number, kind.truth["", code, year] = "*", "suppressed"
            rows.append([f"{year}-{year - 1999}", name, "Alle kjønn", number])
    write(kind, "udir.csv", rows, encoding="utf-16", separator="\t")


@raw()
def a_health_export_with_flags(kind: Kind) -> None:
    rows: list[list[object]] = [["GEO", "AAR", "KJONN", "ALDER", "MEIS", "SPVFLAGG"]]
    for n, (code, _name, _old) in enumerate([("NO", "", ""), ("33", "", ""), *kind.places]):
        number: object = kind.figure(code, 2023)
        if n == 6:
            number, kind.truth["", code, 2023] = "", "missing"
        rows.append(["0" if code == "NO" else code, "2021_2023", 0, "0_120", number, 3 if n == 6 else 0])
    write(kind, "kommunehelsa.csv", rows)


@raw()
def a_health_export_with_counts_and_rates(kind: Kind) -> None:
    rows: list[list[object]] = [["Geografi", "År", "Kjønn", "antall", "per 1000"]]
    lines = [",".join(map('"{}"'.format, rows[0]))]
    for code, name, _old in kind.places:
        figures = [kind.figure(code, 2023, "antall"), kind.figure(code, 2023, "1000")]
        lines.append(f'"{name}","2021-2023","kjønn samlet",{figures[0]},{figures[1]}')
    kind.text("folkehelse.csv", lines)


@raw(refused=["still to be chosen"])
def areas_without_any_year(kind: Kind) -> None:
    rows = [[code, name, kind.figure(code, 2024)] for code, name, _old in kind.places]
    write(kind, "areal.csv", [["Kommunenr", "Kommune", "Areal i km²"], *rows])


@raw(refused=["second value"])
def a_register_with_a_row_for_each_case(kind: Kind) -> None:
    rows: list[list[object]] = [["Saksnr", "Kommune", "Dato", "Beløp"]]
    for n in range(54):
        _code, name, _old = kind.places[n % 18]
        rows.append([f"{n + 100}", name, f"{n % 27 + 1:02}.03.2023", kind.figure("x", 2023)])
    write(kind, "saker.csv", rows)


@raw()
def separator_named_on_the_first_line(kind: Kind) -> None:
    write(kind, "sep.csv", [["sep=;"], ["Kommune", "2022", "2023"], *wide(kind, (2022, 2023))])


@raw()
def separators_at_the_end_of_each_line(kind: Kind) -> None:
    rows = [[*row, "", ""] for row in wide(kind, (2022, 2023))]
    write(kind, "slutt.csv", [["Kommune", "2022", "2023", "", ""], *rows])


@raw()
def per_cent_signs_in_the_cells(kind: Kind) -> None:
    rows = [[name, *(f"{no(n)} %" for n in cells if isinstance(n, float))]
            for name, *cells in wide(kind, (2022, 2023))]  # fmt: skip
    write(kind, "prosent.csv", [["Kommune", "2022", "2023"], *rows])


@raw(refused=["«(1,5)» is not a number; if brackets mean that it is below zero"])
def negative_numbers_in_brackets(kind: Kind) -> None:
    rows = wide(kind, (2022, 2023))
    rows[3][2] = "(1,5)"
    write(kind, "underskudd.csv", [["Kommune", "2022", "2023"], *rows])


@raw()
def city_districts_below_their_municipality(kind: Kind) -> None:
    rows: list[list[object]] = []
    for code, name, _old in kind.places:
        rows.append([code, name, kind.figure(code, 2023)])
        rows += [[f"{code}0{n}01", f"Krets {n}", 1.5] for n in (1, 2)]
    write(kind, "kretser.csv", [["Nr", "Navn", "2023"], *rows])


@raw("«Landet uten Oslo», «KOSTRA-gruppe 01»; to be left out")
def groups_of_comparison(kind: Kind) -> None:
    rows: list[list[object]] = [
        ["EAK", "Landet", kind.figure("NO", 2023)],
        ["EAKUO", "Landet uten Oslo", 1.5],
    ]
    rows += [["EKG01", "KOSTRA-gruppe 01", 2.5], ["EAFK33", "Buskerud", kind.figure("33", 2023)]]
    rows += [[code, name, kind.figure(code, 2023)] for code, name, _old in kind.places]
    write(kind, "kostra.csv", [["Kode", "Region", "2023"], *rows])


@raw()
def names_with_their_county(kind: Kind) -> None:
    rows = wide(kind, (2023,), lambda code, name: f"{name} (Buskerud)")
    write(kind, "fylke.csv", [["Kommune", "2023"], *rows])


@raw(refused=["«Ø. Eiker» in Buskerud on 2024-01-01; did you mean «Øvre Eiker»?"])
def a_shortened_name(kind: Kind) -> None:
    rows = wide(kind, (2023,), lambda code, name: name.replace("Øvre Eiker", "Ø. Eiker"))
    write(kind, "kort.csv", [["Kommune", "2023"], *rows])


@raw(refused=["spoilt by a wrong encoding"])
def letters_spoilt_by_two_encodings(kind: Kind) -> None:
    rows = wide(kind, (2023,), lambda code, name: name.encode().decode("cp1252", "replace"))
    write(kind, "ødelagt.csv", [["Kommune", "2023"], *rows])


@raw(refused=["the same as tall 2023 (1).csv to the last byte"])
def a_file_and_its_copy(kind: Kind) -> None:
    write(kind, "tall 2023.csv", [["Kommune", "Andel"], *wide(kind, (2023,))])
    kind.files["tall 2023 (1).csv"] = kind.files["tall 2023.csv"]


@raw()
def a_header_on_each_printed_page(kind: Kind) -> None:
    rows = wide(kind, (2022, 2023))
    head = ["Kommune", "2022", "2023"]
    write(kind, "sider.csv", [head, *rows[:6], head, *rows[6:12], head, *rows[12:]])


@raw("is a raised sign behind", refused=["«13,0 1)» is not a number; if a note stands behind it"])
def numbers_with_a_raised_note(kind: Kind) -> None:
    rows = wide(kind, (2022, 2023))
    rows[2][1], rows[5][2] = f"{no(float(str(rows[2][1])))}²", f"{no(float(str(rows[5][2])))} 1)"
    write(kind, "hevet.csv", [["Kommune", "2022", "2023"], *rows])
