import shutil
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from loftet.invalid_input import InvalidInput
from loftet.sources.tables import BuildReport, study_folder

Build = Callable[..., BuildReport]
Cells = Callable[[], dict[tuple[str, str], tuple[str, str]]]
Sketch = Callable[..., str]

HEADER = "Kommune,År,Gruppe,Verdi\n"


def test_a_study_has_all_its_files_to_the_letter(build: Build, sketch: Sketch, tmp_path: Path) -> None:
    file = 'table = "12345"\nvintage = "2025-06"\nsuppressed = ":"'
    data = HEADER + "Tinn,2021,a,:\nSkien,2020,a,0.1\nHele landet,2020,a,2\nTelemark,2020,a,3\n"
    build(sketch(file), t=data)
    out = tmp_path / "out"
    assert sorted(path.name for path in out.iterdir()) == [
        "about.toml",
        "indicators.csv",
        "method.toml",
        "observations.csv",
        "places.csv",
    ]
    assert (out / "observations.csv").read_text(encoding="utf-8") == (
        "place,indicator,year,value,status,source,table,vintage,period,code,row\n"
        "40,x,2020,3.0,,Kilden,12345,2025-06,2020,Telemark,5\n"
        "4003,x,2020,0.1,,Kilden,12345,2025-06,2020,Skien,3\n"
        "4026,x,2021,,suppressed,Kilden,12345,2025-06,2021,Tinn,2\n"
        "NO,x,2020,2.0,,Kilden,12345,2025-06,2020,Hele landet,4\n"
    )
    header, *rows = (tmp_path / "indicators.csv").read_text(encoding="utf-8").splitlines()
    licence = tomllib.loads((out / "about.toml").read_text(encoding="utf-8"))["licence"]
    told = [f"{header},source,table,licence,decimals", *(f"{row},Kilden,12345,{licence},1" for row in rows)]
    assert (out / "indicators.csv").read_text(encoding="utf-8").splitlines() == told
    assert (out / "method.toml").read_bytes() == (tmp_path / "method.toml").read_bytes()
    assert (out / "about.toml").read_text(encoding="utf-8") == (
        'title = "Prøve"\npublisher = "Løftet"\nlicence = "CC BY 4.0"\ndemo = false\ncodes_at = 2024-01-01\n'
    )
    places = (out / "places.csv").read_text(encoding="utf-8").splitlines()
    assert places[:3] == [
        "place,name,group,ranked,tags,population,area_km2,centrality,language",
        "40,Telemark,,0,,177093,,,",
        "4001,Porsgrunn,,1,,37193,164.44,5.406,nb",
    ]
    assert [row.split(",")[0] for row in places[-2:]] == ["4036", "NO"]
    assert len(places) == 1 + 17 + 2


def test_the_report_tells_of_every_file_and_of_what_is_not_there(
    build: Build, sketch: Sketch, tmp_path: Path
) -> None:
    body = (
        sketch(series='where = { Gruppe = "a" }')
        + '\n[[unused]]\nfile = "old.csv"\nreason = "replaced by t.csv"\n'
    )
    report = build(body, t=HEADER + "Skien,2020,a,1\nSkien,2020,b,2\nTinn,2020,a,\n", old="", notes="")
    data = tmp_path / "data"
    told = report.lines()
    assert told[:4] == (
        f"{data}/t.csv: 3 rows read, 2 used; observations: x 2",
        f"{data}/t.csv: 1 row not used: no series asks for the row (lines 3)",
        f"{data}/notes.csv: not used: the recipe does not name it",
        f"{data}/old.csv: not used: replaced by t.csv",
    )
    assert told[4:7] == (
        "x: 1 figures in 2020; 1 of 19 places have any",
        f"x: lowest 1.0 in 4003 Skien in 2020 ({data}/t.csv, line 2), "
        f"highest 1.0 in 4003 Skien in 2020 ({data}/t.csv, line 2)",
        "x: rows without a figure for 4026 Tinn",
    )
    assert told[7].startswith("x: no rows for 40 Telemark, 4001 Porsgrunn, 4005 Notodden, ")
    assert told[8:] == (
        "places: 17 ranked, 2 shown beside them",
        "observations: 2, of which 1 without a value (missing 1)",
        f"{tmp_path}/out: written",
    )


@pytest.mark.parametrize("blank", ["missing", "not_possible", "suppressed", "not_applicable"])
def test_an_empty_cell_is_what_the_recipe_says_and_never_zero(
    build: Build, cells: Cells, sketch: Sketch, blank: str
) -> None:
    body = sketch().replace('blank = "missing"', f'blank = "{blank}"')
    build(body, t=HEADER + "Skien,2020,a,\nTinn,2020,a,0\n")
    assert cells() == {("4003", "2020"): ("", blank), ("4026", "2020"): ("0.0", "")}


def test_shares_percent_and_scales_are_exact(build: Build, cells: Cells, sketch: Sketch) -> None:
    data = HEADER + "Skien,2020,a,0.07\nTinn,2020,a,0.29\n"
    build(sketch(series='convert = "share_to_percent"'), t=data)
    assert cells() == {("4003", "2020"): ("7.0", ""), ("4026", "2020"): ("29.0", "")}
    build(sketch(series='convert = "percent_to_share"'), t=data)
    assert cells() == {("4003", "2020"): ("0.0007", ""), ("4026", "2020"): ("0.0029", "")}
    build(sketch(series="scale = 0.1"), t=data)
    assert cells() == {("4003", "2020"): ("0.007", ""), ("4026", "2020"): ("0.029", "")}


def test_a_series_is_divided_by_the_population_of_the_stated_year(
    build: Build, cells: Cells, sketch: Sketch
) -> None:
    series = "scale = 1000\ndivide = { population = 2024 }"
    build(sketch(series=series), t=HEADER + "Skien,2024,a,56619\nTelemark,2024,a,177093\n")
    assert cells() == {("4003", "2024"): ("1000.0", ""), ("40", "2024"): ("1000.0", "")}


def test_a_series_becomes_an_index_of_a_fixed_year(build: Build, cells: Cells, sketch: Sketch) -> None:
    series = 'divide = { by = { file = "t", value = "Verdi" }, year = 2020, per = 100 }'
    build(sketch(series=series), t=HEADER + "Skien,2020,a,40\nSkien,2021,a,30\n")
    assert cells() == {("4003", "2020"): ("100.0", ""), ("4003", "2021"): ("75.0", "")}


def test_years_outside_the_stated_ones_are_left_out(build: Build, cells: Cells, sketch: Sketch) -> None:
    data = HEADER + "".join(f"Skien,{year},a,{year}\n" for year in (2019, 2020, 2021, 2022))
    build(sketch(series="years = { first = 2020, last = 2021 }"), t=data)
    assert cells() == {("4003", "2020"): ("2020.0", ""), ("4003", "2021"): ("2021.0", "")}


def test_one_period_for_a_whole_file_needs_no_column(build: Build, cells: Cells, sketch: Sketch) -> None:
    body = sketch().replace('column = "År", kind = "year"', 'kind = "fixed", year = 2024')
    build(body, t="Kommune,Verdi\nSkien,1\n")
    assert cells() == {("4003", "2024"): ("1.0", "")}


def test_codes_that_follow_the_year_lead_to_one_series(build: Build, cells: Cells, sketch: Sketch) -> None:
    body = sketch().replace(
        'kind = "name", codes_at = 2024-01-01, scope = "40"', 'kind = "code", codes_follow_year = true'
    )
    build(body, t=HEADER + "3807,2022,a,1\n3807,2023,a,2\n4003,2024,a,3\n")
    assert cells() == {
        ("4003", "2022"): ("1.0", ""),
        ("4003", "2023"): ("2.0", ""),
        ("4003", "2024"): ("3.0", ""),
    }


def test_a_second_build_replaces_the_first_with_the_same_bytes(
    build: Build, sketch: Sketch, tmp_path: Path
) -> None:
    data = HEADER + "Tinn,2020,a,2\nSkien,2020,a,1\n"
    build(sketch(), t=data)
    shutil.copytree(tmp_path / "out", tmp_path / "first")
    build(sketch(), t=HEADER + "Skien,2020,a,1\nTinn,2020,a,2\n")
    for file in (tmp_path / "first").iterdir():
        again = (tmp_path / "out" / file.name).read_text(encoding="utf-8")
        rows = file.read_text(encoding="utf-8").replace("Tinn,2", "Tinn,3").replace("Skien,3", "Skien,2")
        assert again == rows
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "data",
        "first",
        "indicators.csv",
        "method.toml",
        "out",
        "recipe.toml",
    ]


def test_a_fault_while_writing_leaves_the_old_study(
    build: Build, cells: Cells, sketch: Sketch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(sketch(), t=HEADER + "Skien,2020,a,1\n")
    before = cells()

    def full_disk(_part: object) -> str:
        raise OSError("no space left on device")

    monkeypatch.setattr(study_folder, "_about", full_disk)
    with pytest.raises(OSError, match="no space left"):
        build(sketch(), t=HEADER + "Skien,2020,a,2\n")
    assert cells() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


# --- Excel ----------------------------------------------------------------------------------------


def book(*rows: list[object]) -> Workbook:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    return made


def test_excel_is_read_with_its_title_types_and_notes(
    build: Build, cells: Cells, sketch: Sketch, tmp_path: Path
) -> None:
    file = 'skip_rows = 2\nuntil_blank_row = true\nsuppressed = ":"\ndecimal = ","'
    body = sketch(file, period='kind = "date"').replace("t.csv", "t.xlsx")
    rows: list[list[object]] = [
        ["Tabell 1: prøve"],
        [],
        ["Kommune", "År", "Verdi"],
        ["Skien", datetime(2020, 1, 1), 0.1],  # noqa: DTZ001 - so Excel keeps a date
        ["Tinn", date(2020, 1, 1), 7],
        ["Vinje", "2020-01-01", "1,5"],
        ["Tokke", "2020-01-01", ":"],
        ["Nome", "2020-01-01", None],
        [],
        ["Kilde: Kilden"],
    ]
    (tmp_path / "data").mkdir(exist_ok=True)
    book(*rows).save(tmp_path / "data" / "t.xlsx")
    report = build(body)
    assert cells() == {
        ("4003", "2020"): ("0.1", ""),
        ("4018", "2020"): ("", "missing"),
        ("4026", "2020"): ("7.0", ""),
        ("4034", "2020"): ("", "suppressed"),
        ("4036", "2020"): ("1.5", ""),
    }
    assert report.files[0].read == 5
    rows_of = (tmp_path / "out" / "observations.csv").read_text(encoding="utf-8").splitlines()
    assert rows_of[1].endswith(",2020-01-01,Skien,4")


def test_codes_that_excel_made_numbers_get_the_digits_that_the_recipe_states(
    build: Build, cells: Cells, sketch: Sketch, tmp_path: Path
) -> None:
    place = 'kind = "code", codes_at = 2024-01-01, digits = 4, outside = "skip"'
    body = (
        sketch()
        .replace('kind = "name", codes_at = 2024-01-01, scope = "40"', place)
        .replace("t.csv", "t.xlsx")
    )
    book(["Kommune", "År", "Verdi"], [4003, 2020, 1], [301, 2020, 2]).save(tmp_path / "data" / "t.xlsx")
    report = build(body)
    assert cells() == {("4003", "2020"): ("1.0", "")}
    assert report.files[0].left_out == {"301": "Oslo"}


def test_a_wide_sheet_with_joined_headers_is_read_cell_by_cell(
    build: Build, cells: Cells, sketch: Sketch, tmp_path: Path
) -> None:
    body = sketch('header_rows = 2\nwide = { id_columns = ["Kommune"], names = ["Mål", "År"], fill = true }')
    body = body.replace("t.csv", "t.xlsx").replace('value = "Verdi"', 'where = { "Mål" = "Innbyggere" }')
    book(
        ["Kommune", "Areal", None, "Innbyggere", None],
        [None, 2023, 2024, 2023, 2024],
        ["Skien", 1, 2, 3, None],
        ["Tinn", 5, 6, 7, 8],
    ).save(tmp_path / "data" / "t.xlsx")
    build(body)
    assert cells() == {
        ("4003", "2023"): ("3.0", ""),
        ("4003", "2024"): ("", "missing"),
        ("4026", "2023"): ("7.0", ""),
        ("4026", "2024"): ("8.0", ""),
    }


def test_a_fault_in_a_wide_file_names_the_whole_header(build: Build, sketch: Sketch, tmp_path: Path) -> None:
    body = sketch('header_rows = 2\nwide = { id_columns = ["Kommune"], names = ["Mål", "År"] }')
    body = body.replace('value = "Verdi"\n', "")
    with pytest.raises(InvalidInput) as refused:
        build(body, t="Kommune,Innbyggere\n,2023\nSkien,mange\n")
    told = f"{tmp_path}/data/t.csv, line 3, column Innbyggere / 2023: «mange» is not a number"
    told += '; if it says why there is none, write missing = ["mange"]'
    assert str(refused.value) == told
