"""Six layouts that nobody wrote a recipe for: proposed, and built as they stand."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from loftet.cli import main
from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.tables import build_study, raw_look
from loftet.sources.tables.propose import propose
from tests.parameters import by_night
from tests.sources.tables.answers import answered

Values = dict[str, str]
Built = Callable[[], Values]


def write_book(file: Path, sheets: dict[str, list[list[object]]], per_cent: tuple[str, ...] = ()) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in per_cent:
            sheet[cell].number_format = "0.0 %"
    book.save(file)


@pytest.fixture
def built(tmp_path: Path, gazetteer: Gazetteer) -> Built:
    """Propose a recipe for all files in `data`, and build the study."""
    data = tmp_path / "data"
    data.mkdir()

    def run() -> Values:
        proposed = propose(sorted(data.iterdir()), gazetteer, "40", date(2024, 1, 1))
        recipe, indicators = answered(*proposed)
        (tmp_path / "recipe.toml").write_text(recipe, encoding="utf-8")
        (tmp_path / "indicators.csv").write_text(indicators, encoding="utf-8")
        (tmp_path / "method.toml").write_text("", encoding="utf-8")
        build_study(tmp_path / "recipe.toml", data, tmp_path / "out", gazetteer)
        with (tmp_path / "out" / "observations.csv").open(encoding="utf-8", newline="") as stream:
            return {
                f"{row['place']} {row['year']}": row["value"] or row["status"]
                for row in csv.DictReader(stream)
            }

    return run


def test_a_file_for_each_year(built: Built, tmp_path: Path) -> None:
    for year in (2022, 2023):
        text = f"Kommune;Antall\nSkien;1 {year - 2000}0,5\nTinn;:\nI alt;9\n"
        (tmp_path / "data" / f"levekår {year}.csv").write_text(text, encoding="cp1252")
    assert built() == {
        "4003 2022": "1220.5",
        "4003 2023": "1230.5",
        "4026 2022": "suppressed",
        "4026 2023": "suppressed",
    }


def test_a_sheet_for_each_year(built: Built, tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        year: [["Kommune", "Andel"], ["Skien", float(year)], ["Tinn", 2]] for year in ("2022", "2023")
    }
    write_book(tmp_path / "data" / "andeler.xlsx", {"Om tallene": [["Forklaring"]], **sheets})
    assert built() == {"4003 2022": "2022.0", "4003 2023": "2023.0", "4026 2022": "2.0", "4026 2023": "2.0"}


def test_code_and_name_in_one_cell_above_a_note(built: Built, tmp_path: Path) -> None:
    text = "Tabell 1: andel\n\nRegion;År;Andel\n4003 Skien;2023;12,5 %\n4026 Tinn;2023;-\n\nKilde: SSB\n"
    (tmp_path / "data" / "t.csv").write_text(text, encoding="utf-8")
    assert built() == {"4003 2023": "12.5", "4026 2023": "0.0"}


def test_merged_cells_and_cells_of_per_cent(built: Built, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Kommune", "År", "Andel"],
        ["Skien", 2022, 0.125],
        [None, 2023, 0.25],
        ["Tinn", 2022, 0.5],
        [None, 2023, 0.75],
    ]
    write_book(tmp_path / "data" / "t.xlsx", {"Ark1": rows}, ("C2", "C3", "C4", "C5"))
    assert built() == {"4003 2022": "12.5", "4003 2023": "25.0", "4026 2022": "50.0", "4026 2023": "75.0"}


def test_two_header_rows_with_units(built: Built, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Kommune", 2022, 2023],
        [None, "prosent", "prosent"],
        ["Skien", 1, 2],
        ["Tinn", 3, 4],
    ]
    write_book(tmp_path / "data" / "t.xlsx", {"Ark1": rows})
    assert built() == {"4003 2022": "1.0", "4003 2023": "2.0", "4026 2022": "3.0", "4026 2023": "4.0"}


def test_categories_begin_with_the_whole(built: Built, tmp_path: Path) -> None:
    text = "Kommunenr,Kommune,Kjønn,År,Andel\n"
    for code, name in (("4003", "Skien"), ("4026", "Tinn")):
        for sex, value in (("Menn", 1), ("Kvinner", 2), ("Begge kjønn", 3)):
            text += f"{code},{name},{sex},2023,{value}\n"
    (tmp_path / "data" / "t.csv").write_text(text, encoding="utf-8")
    assert built() == {"4003 2023": "3.0", "4026 2023": "3.0"}


def test_the_country_is_shown_beside_and_a_sorting_column_is_no_value(built: Built, tmp_path: Path) -> None:
    text = "Geografi,År,Dato,Andel,SortKommune\nHele landet,2023,2023-01-01,..,0\nSkien,2023,2023-01-01,5,1\n"
    (tmp_path / "data" / "t.csv").write_text(text, encoding="utf-8")
    assert built() == {"4003 2023": "5.0", "NO 2023": "missing"}
    assert 'also = ["NO"]' in (tmp_path / "recipe.toml").read_text(encoding="utf-8")


def test_what_is_no_table_of_places_is_refused(tmp_path: Path, gazetteer: Gazetteer) -> None:
    file = tmp_path / "t.csv"
    for text, told in (
        ("Navn,Tall\nKari,1\n", "no column holds places in «40»"),
        ("Kommune,Navn\nSkien,Kari\n", "no column holds numbers"),
        ("Skien,1\nTinn,2\n", "there is no header above the first place"),
    ):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InvalidInput, match=told):
            propose([file], gazetteer, "40", date(2024, 1, 1))


def test_the_command_writes_a_folder_and_a_person_answers_what_no_file_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tall.csv"
    file.write_text("Kommune,År,Andel\nSkien,2023,1\nTinn,2023,2\n", encoding="utf-8")
    out = tmp_path / "mine"
    assert main(["recipe", "new", str(file), "--scope", "40", "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["indicators.csv", "method.toml", "recipe.toml"]
    words = [
        "study",
        "build",
        str(out / "recipe.toml"),
        "--data",
        str(tmp_path),
        "--out",
        str(tmp_path / "s"),
    ]
    assert main(words) == 2
    told = capsys.readouterr().err
    assert "recipe.toml, line 5, column study.title: «CHOOSE a title» is still to be chosen" in told
    assert "files.fil1.source: «CHOOSE who publishes it» is still to be chosen" in told
    files = out / "recipe.toml", out / "indicators.csv"
    recipe, listed = answered(*(file.read_text(encoding="utf-8") for file in files))
    files[0].write_text(recipe, encoding="utf-8")
    assert main(words) == 2
    assert "indicators.csv, line 2, column name: «fil1» is still to be named" in capsys.readouterr().err
    files[1].write_text(listed, encoding="utf-8")
    assert main(words) == 2
    assert "which way is better for «fil1»?" in capsys.readouterr().err
    files[1].write_text(listed.replace(",,\n", ",1,\n"), encoding="utf-8")
    assert main(words) == 0
    assert main(["recipe", "new", str(file), "--scope", "40", "--out", str(out)]) == 2
    assert "the folder is there already" in capsys.readouterr().err


@pytest.fixture
def built_each(built: Built, tmp_path: Path) -> Callable[[], dict[str, Values]]:
    """Propose and build, and return the values of each indicator."""

    def run() -> dict[str, Values]:
        built()
        found: dict[str, Values] = {}
        with (tmp_path / "out" / "observations.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                at = f"{row['place']} {row['year']}"
                found.setdefault(row["indicator"], {})[at] = row["value"] or row["status"]
        return found

    return run


@pytest.mark.parametrize(
    ("skien", "tinn", "strip"),
    [
        ("K4003", "K4026", "K"),
        ("K-4003", "K-4026", "K-"),
        ("K_4003", "K_4026", "K_"),
        ("K3807", "K3818", "K"),  # codes of 2020
        ("K-4003 Skien", "K-4026 Tinn", "K-"),
        ("Kommune 4003", "Kommune 4026", "Kommune "),
    ],
)
def test_letters_before_codes_are_no_part_of_them(
    built: Built, tmp_path: Path, skien: str, tinn: str, strip: str
) -> None:
    text = f"Region,År,Andel\n{skien},2023,1\n{tinn},2023,2\n"
    (tmp_path / "data" / "t.csv").write_text(text, encoding="utf-8")
    assert built() == {"4003 2023": "1.0", "4026 2023": "2.0"}
    assert f'strip = "{strip}"' in (tmp_path / "recipe.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("K-4003,2023,1\nF-40,2023,3\n", "40"),
        ("4003 Skien,2023,1\nEKA40 Telemark,2023,3\n", "40"),
        ("0 Hele landet,2023,3\n4003 Skien,2023,1\nEKG01 KOSTRA-gruppe 1,2023,2\n", "NO"),
        ("Heile landet,2023,3\nSkien,2023,1\nTelemark i alt,2023,2\n", "NO"),
        ("Skien,2023,1\nHele fylket,2023,3\nSkiensfjorden,2023,3\n", "40"),
    ],
)
def test_county_and_country_in_ways_of_their_own_are_beside(
    built: Built, tmp_path: Path, rows: str, place: str
) -> None:
    (tmp_path / "data" / "t.csv").write_text(f"Region,År,Andel\n{rows}", encoding="utf-8")
    assert built() == {"4003 2023": "1.0", f"{place} 2023": "3.0"}


def test_a_name_that_may_be_a_slip_of_the_pen_is_not_left_out(built: Built, tmp_path: Path) -> None:
    (tmp_path / "data" / "t.csv").write_text("Kommune,År,Andel\nSkien,2023,1\nKragero,2023,2\n", "utf-8")
    with pytest.raises(InvalidInput, match=r"«Kragero» in Telemark .* did you mean «Kragerø»"):
        built()


def test_files_of_each_year_that_are_not_quite_alike_are_one_series(built: Built, tmp_path: Path) -> None:
    for name, encoding, text in (
        ("a-2021.csv", "cp1252", "Kommune;Del målt 2021\nSkien;1,5\nTinn *;2\n* førebels\n"),
        ("a-2022.csv", "utf-8", "Målingar 2022\n\nKommune;Del målt 2022\nSkien;..\nTinn;3,5\nSum;9\n"),
        ("a-2023.csv", "utf-8", "Målingar 2023\n\nKommune;Del målt 2023\nSkien;5,5\nTinn;-\nKjelde: oss\n"),
    ):
        (tmp_path / "data" / name).write_text(text, encoding=encoding)
    assert built() == {
        "4003 2021": "1.5",
        "4003 2022": "missing",
        "4003 2023": "5.5",
        "4026 2021": "2.0",
        "4026 2022": "3.5",
        "4026 2023": "0.0",
    }


def test_an_export_of_statistics_norway_has_columns_without_a_name(built: Built, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["07459: Befolkning, etter region, kjønn og år"],
        [],
        [None, None, "Personer"],
        [None, None, "2022", "2023"],
        ["4003 Skien", "Begge kjønn", 1, 2],
        [None, "Kvinner", 5, 6],
        ["4026 Tinn", "Begge kjønn", 3, 4],
        [None, "Kvinner", 7, 8],
        [],
        ["Kilde:"],
    ]
    write_book(tmp_path / "data" / "t.xlsx", {"Ark1": rows})
    assert built() == {"4003 2022": "1.0", "4003 2023": "2.0", "4026 2022": "3.0", "4026 2023": "4.0"}


def test_several_columns_are_merged_and_one_holds_sums(built: Built, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Knr", "Kommune", "År", "Alder", "Andel"]]
    for code, name in ((4003, "Skien"), (4026, "Tinn")):
        rows += [[code, name, 2022, "Barn", 1], [None, None, None, "I alt", code]]
        rows += [[None, None, 2023, "Barn", 1], [None, None, None, "I alt", code + 1]]
    write_book(tmp_path / "data" / "t.xlsx", {"Ark1": rows})
    assert built() == {
        "4003 2022": "4003.0",
        "4003 2023": "4004.0",
        "4026 2022": "4026.0",
        "4026 2023": "4027.0",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kommune;År;Kroner\nSkien;2023;1.234,5\nTinn;2023;12.345.678\n",
            {"4003 2023": "1234.5", "4026 2023": "12345678.0"},
        ),
        ("Kommune;Andel;;\n;2022;2023;\nSkien;1,5;2,5;\n", {"4003 2022": "1.5", "4003 2023": "2.5"}),
        ("Kommune,Skoleår,Andel\nSkien,2021/22,1\n", {"4003 2021": "1.0"}),
        ("Kommune,Periode,Andel\nSkien,2021-2022,1\n", {"4003 2022": "1.0"}),
        ("Tall per 1.1.2023\nKommune,Andel\nSkien,1\n", {"4003 2023": "1.0"}),
        ("Kommune,Andel\n,prosent\nGrenland,\nSkien,1\nTall fra 2023\n", {"4003 9999": ""}),
        (
            "Knr,Kommune,År,Andel\n4003,Skien,2023,1\n4026,Tinn,2023,\n,Sum,2023,9\n",
            {"4003 2023": "1.0", "4026 2023": "missing"},
        ),
        (
            "Fylke;Kommune;2022;2023\nTelemark;Skien;1,5;2,5\nTelemark;Tinn;3,5;4,5\nTelemark;Totalt;5,0;7,0\n",
            {"4003 2022": "1.5", "4003 2023": "2.5", "4026 2022": "3.5", "4026 2023": "4.5"},
        ),
        ("Kommune;Knr;2022;2023\nSkien;4003;1;2\nSum;;7;8\n", {"4003 2022": "1.0", "4003 2023": "2.0"}),
    ],
)
def test_periods_units_headings_and_sums_as_people_write_them(
    built: Built, tmp_path: Path, text: str, expected: Values
) -> None:
    (tmp_path / "data" / "t.csv").write_text(text, encoding="utf-8")
    if "4003 9999" in expected:  # the year stands nowhere that can be trusted
        with pytest.raises(InvalidInput, match=r"line \d+, .*period.year: the year of the file is still"):
            built()
    else:
        assert built() == expected


def test_a_measure_before_each_year_is_an_indicator(
    built_each: Callable[[], dict[str, Values]], tmp_path: Path
) -> None:
    text = "region;Årsverk 2022;Årsverk 2023;Andel (%) 2022;Andel (%) 2023\n4003 Skien;1;2;3,5;4,5\n"
    (tmp_path / "data" / "t.csv").write_text(text, encoding="utf-8")
    assert built_each() == {
        "fil1_arsverk": {"4003 2022": "1.0", "4003 2023": "2.0"},
        "fil1_andel": {"4003 2022": "3.5", "4003 2023": "4.5"},
    }


def test_of_a_large_file_the_beginning_and_the_end_are_looked_at(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw_look, "LARGE", 200)
    monkeypatch.setattr(raw_look, "END", 60)
    rows = "".join(f"Skien;{year};1,5\n" for year in range(1990, 2024))
    (tmp_path / "data" / "t.csv").write_text(f"Kommune;År;Andel\n{rows}Kjelde: Vårt fagsystem\n", "cp1252")
    assert len(built()) == 34


def test_several_columns_of_numbers_are_several_indicators(
    built_each: Callable[[], dict[str, Values]], tmp_path: Path
) -> None:
    text = "Kommune;Kommunenr;År;Antall;Andel (%);Årsverk;SortKommune\n"
    text += "Skien;4003;2023;10;1,5;7;1\nTinn;4026;2023;20;2,5;8;2\n"
    (tmp_path / "data" / "t.csv").write_text(text, encoding="utf-8")
    assert built_each() == {
        "fil1_antall": {"4003 2023": "10.0", "4026 2023": "20.0"},
        "fil1_andel": {"4003 2023": "1.5", "4026 2023": "2.5"},
        "fil1_arsverk": {"4003 2023": "7.0", "4026 2023": "8.0"},
    }
    listed = (tmp_path / "indicators.csv").read_text(encoding="utf-8")
    assert "fil1_andel,Andel (%)," in listed


def test_several_measures_under_each_year_are_several_indicators(
    built_each: Callable[[], dict[str, Values]], tmp_path: Path
) -> None:
    rows: list[list[object]] = [
        ["Kommune", 2022, None, 2023, None],
        [None, "Antall", "Prosent", "Antall", "Prosent"],
        ["Skien", 1, 10, 2, 20],
        ["Tinn", 3, 30, 4, 40],
    ]
    write_book(tmp_path / "data" / "t.xlsx", {"Ark1": rows})
    assert built_each() == {
        "fil1_antall": {"4003 2022": "1.0", "4003 2023": "2.0", "4026 2022": "3.0", "4026 2023": "4.0"},
        "fil1_prosent": {"4003 2022": "10.0", "4003 2023": "20.0", "4026 2022": "30.0", "4026 2023": "40.0"},
    }


def test_measures_that_are_called_alike_have_keys_of_their_own(
    built_each: Callable[[], dict[str, Values]], tmp_path: Path
) -> None:
    text = "Kommune,År,Andel (%),Andel\nSkien,2023,1,2\nTinn,2023,3,4\n"
    (tmp_path / "data" / "t.csv").write_text(text, encoding="utf-8")
    assert {key: values["4003 2023"] for key, values in built_each().items()} == {
        "fil1_andel": "1.0",
        "fil1_andelx": "2.0",
    }


def test_words_before_the_years_of_a_header_are_no_part_of_them(built: Built, tmp_path: Path) -> None:
    text = "Kommune;År: 2022;År: 2023\nSkien;1;2\nTinn;3;4\n"
    (tmp_path / "data" / "t.csv").write_text(text, encoding="utf-8")
    assert built() == {"4003 2022": "1.0", "4003 2023": "2.0", "4026 2022": "3.0", "4026 2023": "4.0"}


@pytest.mark.parametrize("columns", [60, *by_night(300)])
def test_a_file_with_many_columns_is_looked_at_in_seconds(
    tmp_path: Path, gazetteer: Gazetteer, columns: int
) -> None:
    file = tmp_path / "t.csv"
    names = ";".join(f"Mål {n}" for n in range(columns))
    codes = ("K-4003", "K-4026") * 200
    rows = "".join(f"{code};{';'.join([str(n)] * columns)}\n" for n, code in enumerate(codes))
    file.write_text(f"Region;{names}\n{rows}", encoding="utf-8")
    recipe, _ = propose([file], gazetteer, "40", date(2024, 1, 1))
    assert recipe.count("[[series]]") == 20
