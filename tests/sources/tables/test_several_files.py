"""One series of several files, of several sheets, or of a file for each year."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from loftet.invalid_input import InvalidInput
from loftet.sources.tables import BuildReport

Build = Callable[..., BuildReport]
Cells = Callable[[], dict[tuple[str, str], tuple[str, str]]]
Sketch = Callable[..., str]

THREE_YEARS = {("4003", "2021"): ("1.0", ""), ("4003", "2022"): ("2.0", ""), ("4003", "2023"): ("3.0", "")}


def rows_by_year(folder: Path) -> dict[str, str]:
    with (folder / "out" / "observations.csv").open(encoding="utf-8", newline="") as stream:
        return {row["year"]: row["row"] for row in csv.DictReader(stream)}


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[dict[str, int], str], None]:
    """Write `t.xlsx` with a sheet for each year, the named one hidden."""

    def write(values: dict[str, int], hidden: str = "") -> None:
        book = Workbook()
        book.remove(book.worksheets[0])
        for year, value in values.items():
            sheet = book.create_sheet(year)
            sheet.append(["Kommune", "Verdi"])
            sheet.append(["Skien", value])
            sheet.sheet_state = "hidden" if year == hidden else "visible"
        book.save(tmp_path / "data" / "t.xlsx")

    return write


def test_a_file_for_each_year_is_one_series(
    build: Build, cells: Cells, sketch: Sketch, tmp_path: Path
) -> None:
    body = sketch().replace('path = "t.csv"', 'path = "tall-*.csv"')
    body = body.replace('column = "År", kind = "year"', 'kind = "file_name"')
    report = build(
        body,
        **{f"tall-{year}": f"Kommune,Verdi\nSkien,{year - 2020}\n" for year in (2021, 2022, 2023)},
        other="",
    )
    assert cells() == THREE_YEARS
    assert rows_by_year(tmp_path)["2022"] == "tall-2022.csv 2"
    assert [file.path.name for file in report.files] == ["tall-2021.csv", "tall-2022.csv", "tall-2023.csv"]
    assert [file.observations for file in report.files] == [{"x": 1}] * 3
    assert [path.name for path in report.unused] == ["other.csv"]


def test_the_same_fault_in_each_file_is_told_once(build: Build, sketch: Sketch) -> None:
    body = sketch().replace('path = "t.csv"', 'path = "tall-*.csv"')
    body = body.replace('column = "År", kind = "year"', 'kind = "file_name"')
    files = {f"tall-{year}": f"Kommune,Verdi\nSkien,{year}\nUkjend,1\n" for year in range(2018, 2024)}
    with pytest.raises(InvalidInput) as refused:
        build(body, **files)
    (problem,) = refused.value.problems
    assert str(problem).endswith(
        "tall-2018.csv, line 3, column Kommune: no place is called «Ukjend» in Telemark on 2024-01-01 "
        "(6 rows, also in tall-2019.csv, tall-2020.csv, tall-2021.csv and 2 more)"
    )


def test_a_word_to_leave_out_need_not_be_in_every_file(build: Build, cells: Cells, sketch: Sketch) -> None:
    leave_out = 'path = "tall-*.csv"\nleave_out = { Kommune = ["Sum", "Ialt"] }'
    body = sketch().replace('path = "t.csv"', leave_out)
    body = body.replace('column = "År", kind = "year"', 'kind = "file_name"')
    files = {f"tall-{year}": f"Kommune,Verdi\nSkien,{year - 2020}\n" for year in (2021, 2022)}
    last = "Kommune,Verdi\nSkien,3\nSum,9\n"
    with pytest.raises(InvalidInput, match=r"no row of .*tall-2021.csv has «Ialt» in the column «Kommune»"):
        build(body, **files, **{"tall-2023": last})
    build(body.replace(', "Ialt"', ""), **files, **{"tall-2023": last})
    assert cells() == THREE_YEARS


def test_files_of_two_layouts_are_one_series(
    build: Build, cells: Cells, sketch: Sketch, tmp_path: Path
) -> None:
    second = (
        '[files.u]\npath = "u.csv"\nsource = "En annen"\ntable = "7"\nblank = "missing"\nseparator = ";"\n'
        'place = { column = "Kommune", kind = "name", codes_at = 2024-01-01, scope = "40" }\n'
        'period = { column = "Periode", kind = "year" }\n'
    )
    body = second + sketch().replace('file = "t"', 'file = ["t", "u"]')
    build(body, t="Kommune,År,Verdi\nSkien,2021,1\nSkien,2022,2\n", u="Kommune;Periode;Verdi\nSkien;2023;3\n")
    assert cells() == THREE_YEARS
    assert rows_by_year(tmp_path) == {"2021": "t.csv 2", "2022": "t.csv 3", "2023": "u.csv 2"}
    text = (tmp_path / "out" / "observations.csv").read_text(encoding="utf-8")
    assert "4003,x,2023,3.0,,En annen,7,,2023,Skien,u.csv 2" in text


def test_a_sheet_for_each_year_is_one_series_and_a_hidden_one_is_no_part(
    build: Build,
    cells: Cells,
    sketch: Sketch,
    tmp_path: Path,
    workbook: Callable[[dict[str, int], str], None],
) -> None:
    workbook({"2020": 99, "2021": 1, "2022": 2, "2023": 3}, "2020")
    body = sketch().replace('"t.csv"', '"t.xlsx"\nsheet = "20*"')
    body = body.replace('column = "År", kind = "year"', 'kind = "sheet_name"')
    said = build(body).lines()
    assert cells() == THREE_YEARS
    assert rows_by_year(tmp_path)["2021"] == "t.xlsx [2021] 2"
    file = tmp_path / "data" / "t.xlsx"
    assert f"{file}: sheets «2021», «2022», «2023» read; not read: «2020» (hidden)" in said
    build(body.replace('"20*"', '["2020", "2021"]'))
    assert cells() == {("4003", "2020"): ("99.0", ""), ("4003", "2021"): ("1.0", "")}


def test_two_files_that_hold_the_same_year_are_refused_with_both_lines(
    build: Build, sketch: Sketch, tmp_path: Path
) -> None:
    body = sketch().replace('path = "t.csv"', 'path = ["a.csv", "b.csv"]')
    with pytest.raises(InvalidInput) as refused:
        build(body, a="Kommune,År,Verdi\nSkien,2021,1\n", b="Kommune,År,Verdi\nTinn,2021,1\nSkien,2021,1\n")
    assert str(refused.value) == (
        f"{tmp_path}/data/b.csv, line 3, column Verdi: "
        "a second value for 4003 in 2021; the first is in line 2 of a.csv"
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({'"t.csv"': '"tall-*.csv"'}, "no file in {data} is called «tall-*.csv»; did you mean «t.csv»?"),
        ({'"t.csv"': '"t.csv"\nsheet = "2021"'}, "{data}/t.csv is no workbook and has no sheets"),
        ({'column = "År", kind = "year"': 'kind = "file_name"'}, "the name «t» holds no year"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused_at_the_line_of_the_recipe(
    build: Build, sketch: Sketch, tmp_path: Path, changes: dict[str, str], told: str
) -> None:
    body = sketch()
    for old, new in changes.items():
        body = body.replace(old, new)
    with pytest.raises(InvalidInput) as refused:
        build(body, t="Kommune,År,Verdi\nSkien,2021,1\n")
    [problem] = refused.value.problems
    assert problem.file == tmp_path / "recipe.toml"
    assert problem.line is not None
    assert problem.cause == told.format(data=tmp_path / "data")


def test_a_value_of_a_filter_must_stand_in_one_of_the_files(
    build: Build, cells: Cells, sketch: Sketch
) -> None:
    body = sketch(series='where = { Gruppe = ["alle", "i alt"] }').replace('"t.csv"', '["a.csv", "b.csv"]')
    head = "Kommune,År,Gruppe,Verdi\n"
    build(body, a=f"{head}Skien,2021,alle,1\n", b=f"{head}Skien,2022,i alt,2\n")
    assert cells() == {("4003", "2021"): ("1.0", ""), ("4003", "2022"): ("2.0", "")}
    with pytest.raises(InvalidInput, match="no row has «i alt»"):
        build(body, a=f"{head}Skien,2021,alle,1\n", b=f"{head}Skien,2022,alle,2\n")
