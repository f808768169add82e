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
from loftet.sources.tables import build_study
from loftet.sources.tables.propose import propose

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
        recipe, indicators = propose(sorted(data.iterdir()), gazetteer, "40", date(2024, 1, 1))
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


def test_the_command_writes_a_folder_and_needs_one_change(
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
    assert "which way is better for «fil1»?" in capsys.readouterr().err
    listed = (out / "indicators.csv").read_text(encoding="utf-8")
    (out / "indicators.csv").write_text(listed.replace(",,\n", ",1,\n"), encoding="utf-8")
    assert main(words) == 0
    assert main(["recipe", "new", str(file), "--scope", "40", "--out", str(out)]) == 2
    assert "the folder is there already" in capsys.readouterr().err
