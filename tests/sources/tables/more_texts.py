"""More raw files as offices write them, with the figures known: further texts."""

from tests.sources.tables.kinds import Kind, no
from tests.sources.tables.more_kinds import both_of, long, raw, wide, write

YEARS = (2022, 2023)
HEAD = ["Kommune", 2022, 2023]


@raw()
def a_column_of_flags(kind: Kind) -> None:
    rows = [[*row, "f" if row[1] == 2023 else ""] for row in long(kind, YEARS)]
    write(kind, "flagg.csv", [["Kommune", "År", "Verdi", "Flagg"], *rows])


@raw()
def a_rank_before_the_place(kind: Kind) -> None:
    rows = [[n, *row] for n, row in enumerate(wide(kind, (2023,)), 1)]
    write(kind, "rang.csv", [["Rang", "Kommune", "2023"], *rows])


@raw()
def an_index_of_a_data_frame(kind: Kind) -> None:
    rows = [[n, *row] for n, row in enumerate(long(kind, YEARS))]
    write(kind, "df.csv", [["", "kommune", "aar", "andel"], *rows])
    kind.files["df.csv"] = kind.files["df.csv"].replace(b",", b".").replace(b";", b",")


@raw()
def whole_numbers_as_a_data_frame_writes_them(kind: Kind) -> None:
    rows = [
        [f"{code}.0", f"{year}.0", kind.figure(code, year)] for code, _n, _o in kind.places for year in YEARS
    ]
    write(kind, "float.csv", [["knr", "aar", "andel"], *rows])
    kind.files["float.csv"] = kind.files["float.csv"].replace(b",", b".").replace(b";", b",")


@raw()
def quoted_rows_with_na(kind: Kind) -> None:
    lines = ['"","kommune","aar","andel"']
    for n, (place, year, number) in enumerate(long(kind, YEARS), 1):
        lines.append(f'"{n}","{place}",{year},{number if n != 3 else "NA"}')
    kind.truth["", kind.places[1][0], 2022] = "missing"
    kind.text("r.csv", lines)


@raw(refused=["line 2: «2022», «2023» stand as rows between the places"])
def a_year_as_a_heading_between_blocks(kind: Kind) -> None:
    first, second = wide(kind, (2022,)), wide(kind, (2023,))
    write(kind, "bolker.csv", [["Kommune", "Andel"], ["2022", ""], *first, ["2023", ""], *second])


@raw(refused=["second value"])
def a_sex_as_a_heading_between_blocks(kind: Kind) -> None:
    rows = wide(kind, (2023,))
    write(kind, "kjønnsbolker.csv", [["Kommune", "2023"], ["Menn", ""], *rows, ["Kvinner", ""], *rows])


@raw()
def empty_columns_between(kind: Kind) -> None:
    rows = [[name, "", a, "", b] for name, a, b in wide(kind, YEARS)]
    write(kind, "tomme.csv", [["Kommune", "", "2022", "", "2023"], *rows])


@raw()
def comments_above_the_table(kind: Kind) -> None:
    write(kind, "kommentar.csv", [["# Hentet 2024-05-01"], ["# Kilde: eget register"],
                                  ["Kommune", "År", "Andel"], *long(kind, YEARS)])  # fmt: skip


@raw()
def ages_with_all_of_them(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "Alder", "År", "Andel"]]
    for code, name, _old in kind.places:
        rows += [[name, "Alle aldre", 2023, kind.figure(code, 2023)], [name, "0-17 år", 2023, 1.5]]
        rows += [[name, "18-66 år", 2023, 2.5], [name, "67 år eller eldre", 2023, 3.5]]
    write(kind, "alder.csv", rows)


@raw("«Kjønn» has «Menn» too")
def sexes_without_both(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "Kjønn", "År", "Andel"]]
    for code, name, _old in kind.places:
        rows += [[name, "Kvinner", 2023, kind.figure(code, 2023)]]
        rows += [[name, "Menn", 2023, 99.5]]
    write(kind, "to kjønn.csv", rows)


@raw()
def words_for_few(kind: Kind) -> None:
    rows = wide(kind, YEARS)
    for n, word in enumerate(("færre enn 5", "under 5", "n.a.", "i.t.")):
        rows[n][1] = word
        kind.truth["", kind.places[n][0], 2022] = "suppressed" if n < 2 else "missing"
    write(kind, "få.csv", [HEAD, *rows])


@raw()
def two_measures_in_pairs(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "Antall 2022", "Andel 2022", "Antall 2023", "Andel 2023"]]
    for code, name, _old in kind.places:
        rows.append([name, *(kind.figure(code, year, key) for year in YEARS for key in ("antall", "andel"))])
    write(kind, "par.csv", rows)


@raw()
def a_year_in_the_heading_of_one_column(kind: Kind) -> None:
    write(kind, "overskrift.csv", [["Kommune", "Andel 2023 (prosent)"], *wide(kind, (2023,))])


@raw()
def the_year_in_the_title_alone(kind: Kind) -> None:
    write(kind, "tittel.csv", [["Andel barn per 31. desember 2023"], [], ["Kommune", "Andel"],
                               *wide(kind, (2023,))])  # fmt: skip


@raw("«Periode» has «2019-2021», «2020-2022», «2023»: several kinds", refused=["still to be chosen"])
def one_year_among_three_year_means(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "Periode", "Rate"]]
    for code, name, _old in kind.places:
        rows += [[name, "2019-2021", 1.5], [name, "2020-2022", kind.figure(code, 2022)]]
        rows += [[name, "2023", 2.5]]
    write(kind, "blandet.csv", rows)


@raw()
def names_in_capitals_with_codes_behind(kind: Kind) -> None:
    write(kind, "store.csv", [HEAD, *wide(kind, YEARS, lambda code, name: f"{name.upper()} ({code})")])


@raw()
def soft_hyphens_and_no_width(kind: Kind) -> None:
    rows = wide(kind, YEARS, lambda code, name: f"{name[:2]}\u00ad{name[2:]}\u200b")
    write(kind, "usynlig.csv", [HEAD, *rows])


@raw(refused=["each line is one cell, first «Drammen 5,3 6,0», as a table pasted from a PDF"])
def a_page_of_a_pdf_in_one_column(kind: Kind) -> None:
    lines = [f"{name} {no(float(str(a)))} {no(float(str(b)))}" for name, a, b in wide(kind, YEARS)]
    kind.text("pdf.csv", ["Tabell 4 Andel", "Kommune 2022 2023", *lines, "Kilde: fylket"])


@raw("the title says 2021")
def a_name_that_contradicts_the_title(kind: Kind) -> None:
    write(kind, "tall 2023.csv", [["Andel i 2021"], [], ["Kommune", "Andel"], *wide(kind, (2023,))])


@raw()
def thousands_and_decimals(kind: Kind) -> None:
    rows: list[list[object]] = [HEAD]
    for n, (code, name, _old) in enumerate(kind.places):
        numbers = [1234.5 + n, 10234.25 + n]
        kind.truth["", code, 2022], kind.truth["", code, 2023] = numbers
        shown = [f"{one:,.2f}".translate(str.maketrans(",.", ".,")) for one in numbers]
        rows.append([name, *shown])
    write(kind, "beløp.csv", rows)


@raw()
def totals_in_columns_and_rows(kind: Kind) -> None:
    rows = [[name, a, b, 9.5] for name, a, b in wide(kind, YEARS)]
    write(
        kind,
        "sum.csv",
        [[*HEAD, "Totalt"], *rows, ["Totalt", 1.5, 2.5, 3.5], ["Gjennomsnitt", 1.5, 2.5, 4.5]],
    )


@raw()
def a_total_before_the_years(kind: Kind) -> None:
    rows = [[name, 9.5, a, b] for name, a, b in wide(kind, YEARS)]
    write(kind, "foran.csv", [["Kommune", "Totalt", 2022, 2023], *rows])


@raw()
def a_table_turned_round_with_codes_and_names(kind: Kind) -> None:
    rows: list[list[object]] = [["År", *(code for code, _n, _o in kind.places)]]
    rows.append(["", *(name for _c, name, _o in kind.places)])
    rows += [[year, *(kind.figure(code, year) for code, _n, _o in kind.places)] for year in YEARS]
    write(kind, "på tvers.csv", rows)


@raw()
def quarters_in_words_across(kind: Kind) -> None:
    rows: list[list[object]] = [
        ["Kommune", *(f"{n}. kvartal {year}" for year in YEARS for n in (1, 2, 3, 4))]
    ]
    for code, name, _old in kind.places:
        rows.append([name, *(kind.figure(code, year) for year in YEARS for _quarter in range(4))])
    write(kind, "kvartal bortover.csv", rows)


@raw()
def two_rows_of_years_and_quarters(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", 2022, "", "", "", 2023, "", "", ""]]
    rows.append(["", *(f"{n}. kv." for _year in YEARS for n in (1, 2, 3, 4))])
    for code, name, _old in kind.places:
        rows.append([name, *(kind.figure(code, year) for year in YEARS for _quarter in range(4))])
    write(kind, "to rader.csv", rows)


@raw("«'22» is an indicator of its own", refused=["still to be chosen"])
def a_year_of_two_digits(kind: Kind) -> None:
    write(kind, "korte år.csv", [["Kommune", "'22", "'23"], *wide(kind, YEARS)])


@raw(refused=["a file about one place needs a column with its name"])
def whole_numbers_of_only_one_place(kind: Kind) -> None:
    rows = [[year, kind.figure("3324", year)] for year in (2021, 2022, 2023)]
    write(kind, "Gol.csv", [["År", "Antall"], *rows])


@raw()
def the_same_municipality_twice_with_old_codes(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "2022", "2024"]]
    for code, name, old in kind.places:
        rows += [
            [f"{old} {name}", kind.figure(code, 2022), ""],
            [f"{code} {name}", "", kind.figure(code, 2024)],
        ]
    write(kind, "gamle og nye.csv", rows)


@raw()
def another_county_among_the_rows(kind: Kind) -> None:
    rows = [["3401 Kongsvinger", 1.5, 2.5], *wide(kind, YEARS, both_of), ["0301 Oslo", 3.5, 4.5]]
    write(kind, "naboer.csv", [["Region", 2022, 2023], *rows])


@raw()
def numbers_of_a_tool_in_english(kind: Kind) -> None:
    rows = [[name, year, number] for name, year, number in long(kind, YEARS)]
    write(kind, "english.csv", [["Municipality", "Year", "Value"], *rows], separator=",")
    lines = ["Municipality,Year,Value", *(f"{n},{y},{v}" for n, y, v in rows)]
    kind.text("english.csv", lines)


@raw()
def several_places_in_a_row_of_years(kind: Kind) -> None:
    rows = [["Buskerud", *(kind.figure("33", year) for year in YEARS)], *wide(kind, YEARS)]
    rows.append(["Norge", *(kind.figure("NO", year) for year in YEARS)])
    write(kind, "med fylke.csv", [HEAD, *rows])


@raw()
def a_small_table_of_two_places(kind: Kind) -> None:
    write(kind, "to.csv", [HEAD, *wide(kind, YEARS)[:2]])
    kind.truth = {
        one: value for one, value in kind.truth.items() if one[1] in (kind.places[0][0], kind.places[1][0])
    }


@raw()
def times_beside_days(kind: Kind) -> None:
    rows = [[name, f"{year}-12-31T00:00:00", number] for name, year, number in long(kind, YEARS)]
    write(kind, "tid.csv", [["Kommune", "Tidspunkt", "Andel"], *rows])


@raw("some decimals stand behind a comma and some behind a dot", refused=["«12.25» is not a number"])
def decimals_behind_commas_and_dots(kind: Kind) -> None:
    rows = wide(kind, YEARS)
    rows[3][1] = "12.25"
    write(kind, "blandede desimaler.csv", [HEAD, *rows])


@raw()
def numbers_that_look_like_years(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "År", "Elever"]]
    for n, (code, name, _old) in enumerate(kind.places):
        for year in YEARS:
            kind.truth["", code, year] = 1990 + n
            rows.append([name, year, 1990 + n])
    write(kind, "elever.csv", rows)


@raw("«2022-2023» stand behind the years and are not read")
def a_change_between_years_in_the_header(kind: Kind) -> None:
    write(kind, "endring.csv", [[*HEAD, "2022-2023"], *([*row, 9.5] for row in wide(kind, YEARS))])


@raw("«Endring», «Endring» stand behind the years and are not read")
def a_change_behind_each_year(kind: Kind) -> None:
    rows = [[name, first, 9.5, second, 8.5] for name, first, second in wide(kind, YEARS)]
    write(kind, "endringer.csv", [["Kommune", 2022, "Endring", 2023, "Endring"], *rows])


@raw("«Fra år» has periods too, and is not read as the period")
def a_year_from_and_a_year_to(kind: Kind) -> None:
    rows = [[name, year - 1, year, number] for name, year, number in spans(kind)]
    write(kind, "fra og til.csv", [["Kommune", "Fra år", "Til år", "Andel"], *rows])


@raw("2024 ends before its last month, and is left out")
def months_of_a_year_that_is_not_over(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "Måned", "Andel"]]
    for code, name, _old in kind.places:
        rows += [[name, f"2023M{month:02}", kind.figure(code, 2023)] for month in range(1, 13)]
        rows += [[name, f"2024M{month:02}", 1.5] for month in range(1, 10)]
    write(kind, "ufullstendig.csv", rows)


@raw("share of yes")
def yes_and_no_beside_a_number(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "År", "Har plan", "Antall"]]
    for n, (code, name, _old) in enumerate(kind.places):
        kind.truth["plan", code, 2023] = 100.0 if n % 2 else 0.0
        rows.append([name, 2023, "Ja" if n % 2 else "Nei", kind.figure(code, 2023, "antall")])
    write(kind, "plan og antall.csv", rows)


@raw("«last» month")
def a_day_of_each_month(kind: Kind) -> None:
    rows: list[list[object]] = [["Kommune", "Dato", "Andel"]]
    for code, name, _old in kind.places:
        rows += [[name, f"2023-{month:02}-15", kind.figure(code, 2023)] for month in range(1, 13)]
    write(kind, "månedsdager.csv", rows)


def spans(kind: Kind) -> list[tuple[str, int, float]]:
    """Return a place, the last of two years, and a new figure."""
    return [(name, year, kind.figure(code, year)) for code, name, _old in kind.places for year in YEARS]
