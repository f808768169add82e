"""Study files that are refused: each with its file, its line, its column and its cause."""

from pathlib import Path

import pytest

from loftet.editions.build import compute_status
from loftet.editions.status import Format, write_status
from loftet.editions.study import read_study
from loftet.invalid_input import InvalidInput

SOUND = {
    "places.csv": "place,name,group,ranked,tags\n0301,Oslo,a,1,coast\n4003,Skien,a,1,inland\n",
    "indicators.csv": (
        "indicator,name,goal,weight,lower,red,green,upper,applies_to,direction,yardstick,ideal_low,ideal_high,"
        "trend_from,trend_to,per,draw\n"
        "poor,Poverty,1,1,30,20,10,0,,,,,,,,,\n"
        "jobs,Jobs,8,1,,40,60,,,1,,,,,,,\n"
    ),
    "observations.csv": (
        "place,indicator,year,value,status,count,denominator,value_low,value_high\n"
        "0301,poor,2020,12,,,,,\n"
        "4003,poor,2020,,suppressed,,,,\n"
        "0301,jobs,2020,55,estimated,5,9,50,60\n"
    ),
    "method.toml": '[normalise]\nkind = "goalposts"\n',
}

# file, what stands there, what is written instead, the words of the refusal after the file's name
TABLES = [
    (
        "places.csv",
        "name,group",
        "name,grupp",
        ", line 1, column group: the column «group» is missing (is «grupp» meant?)",
    ),
    (
        "places.csv",
        ",",
        ";",
        ", line 1, column place: the column «place» is missing (columns are separated by commas)",
    ),
    ("places.csv", "name,group", "name,name", ", line 1, column name: the column stands twice"),
    ("places.csv", "ranked,tags\n", "ranked,tags,\n", ", line 1: a column has no name"),
    ("places.csv", "4003,Skien,a,1,", "4003,Skien,a,", ", line 3: has 4 fields where the header has 5"),
    (
        "places.csv",
        "4003,Skien,a,1",
        "4003,Skien,a,yes",
        ", line 3, column ranked: «yes» is none of «1», «0»",
    ),
    ("places.csv", "4003,Skien", "0301,Skien", ", line 3, column place: «0301» is on line 2 already"),
    ("places.csv", "4003,Skien", ",Skien", ", line 3, column place: a key is missing"),
    ("places.csv", "4003,Skien", "4003 ,Skien", ", line 3, column place: «4003 » has spaces around it"),
    (
        "places.csv",
        "1,inland",
        "1,!inland",
        ", line 3, column tags: a tag of a place does not begin with «!»",
    ),
    ("places.csv", "Skien", '"Skien', ", line 3: the row is not CSV: unexpected end of data"),
    (
        "indicators.csv",
        "poor,Poverty,1,1",
        "1poor,Poverty,1,1",
        ", line 2, column indicator: «1poor» is not an indicator key",
    ),
    (
        "indicators.csv",
        "jobs,Jobs",
        "poor,Jobs",
        ", line 3, column indicator: «poor» is on line 2 already",
    ),
    ("indicators.csv", "Poverty,1,1,", "Poverty,1,-1,", ", line 2, column weight: «-1» is below 0"),
    ("indicators.csv", "Poverty,1,1,", "Poverty,1,,", ", line 2, column weight: a number is missing"),
    ("indicators.csv", "30,20,10,0", "30,20,10,30", ", line 2, column upper: lower and upper are equal (30)"),
    (
        "indicators.csv",
        "30,20,10,0",
        '"30,5",20,10,0',
        ", line 2, column lower: «30,5» is not a number (decimals stand after a dot)",
    ),
    (
        "indicators.csv",
        ",,40,60,,,1,",
        ",,40,60,,,2,",
        ", line 3, column direction: «2» is not a direction: 1, -1 or 0",
    ),
    (
        "indicators.csv",
        ",,40,60,,,1,",
        ",,,,,,,",
        ", line 3, column direction: which way is better for «jobs»?",
    ),
    (
        "indicators.csv",
        ",,40,60,,,1,",
        ",,40,60,,,0,",
        ", line 3, column direction: direction 0 needs ideal_low and ideal_high",
    ),
    (
        "indicators.csv",
        ",,40,60,,,1,,,",
        ",,40,60,,,1,,4,",
        ", line 3, column ideal_low: an ideal range is for direction 0 only",
    ),
    (
        "indicators.csv",
        ",,40,60,,,1,,,,",
        ",,40,60,,,0,,6,4,",
        ", line 3, column ideal_high: ideal_high is below ideal_low",
    ),
    (
        "indicators.csv",
        ",,40,60,,,1,,,,",
        ",1,40,60,2,,0,,4,6,",
        ", line 3, column upper: upper is above lower, but of a balance",
    ),
    (
        "indicators.csv",
        ",,40,60,,,1,,",
        ",,40,60,,,1,compare,",
        ", line 3, column yardstick: «compare» is none of «target», «comparison» (is «comparison» meant?)",
    ),
    (
        "indicators.csv",
        ",,40,60,,,1,,",
        ",,40,,,,1,comparison,",
        ", line 3, column red: must be empty: with the yardstick comparison",
    ),
    ("indicators.csv", "10,0,,,,,,,,,", "10,0,!,,,,,,,,", ", line 2, column applies_to: «!» names no tag"),
    (
        "indicators.csv",
        "10,0,,,,,,,,,",
        "10,0,,,,,,2020,2010,,",
        ", line 2, column trend_to: the trend ends before it begins",
    ),
    (
        "indicators.csv",
        "10,0,,,,,,,,,",
        "10,0,,,,,,20x0,,,",
        ", line 2, column trend_from: «20x0» is not a year",
    ),
    ("indicators.csv", "10,0,,,,,,,,,", "10,0,,,,,,,,0,", ", line 2, column per: must be above 0"),
    (
        "indicators.csv",
        "10,0,,,,,,,,,",
        "10,0,,,,,,,,,normal",
        ", line 2, column draw: «normal» is none of «binomial», «poisson»",
    ),
    (
        "observations.csv",
        "0301,poor",
        "301,poor",
        ", line 2, column place: «301» is not a known place (is «0301» meant?)",
    ),
    (
        "observations.csv",
        "0301,poor",
        "0301,por",
        ", line 2, column indicator: «por» is not a known indicator (is «poor» meant?)",
    ),
    ("observations.csv", "2020,12", "2020,twelve", ", line 2, column value: «twelve» is not a number"),
    ("observations.csv", "2020,12", "2020,nan", ", line 2, column value: «nan» is not a number"),
    ("observations.csv", "2020,12", "2020,1e999", ", line 2, column value: «1e999» is not a number"),
    ("observations.csv", "2020,12", "2020,-1e51", ", line 2, column value: «-1e51» is larger than 1e+50"),
    ("observations.csv", "5,9,50", "5,2e15,50", ", line 4, column denominator: «2e15» is larger than 1e+15"),
    ("indicators.csv", "30,20,10,0", "-1e308,20,10,1e308", ", line 2, column lower: «-1e308» is larger"),
    ("indicators.csv", "Poverty,1,1,", "Poverty,1,1e308,", ", line 2, column weight: «1e308» is larger"),
    ("observations.csv", "2020,12", "2020,12 ", ", line 2, column value: «12 » is not a number"),
    ("observations.csv", "2020,12", "2020.0,12", ", line 2, column year: «2020.0» is not a year"),
    ("observations.csv", "2020,12", "02020,12", ", line 2, column year: «02020» is not a year"),
    ("places.csv", "Skien", "S" * 200_000, ", line 3: the row is not CSV: field larger than field limit"),
    ("observations.csv", "2020,12", "2020,1_2", ", line 2, column value: «1_2» is not a number"),
    ("observations.csv", "2020,12", "2020.5,12", ", line 2, column year: «2020.5» is not a year"),
    ("observations.csv", "2020,12", ",12", ", line 2, column year: a year is missing"),
    (
        "observations.csv",
        "2020,,suppressed",
        "2020,0,suppressed",
        ", line 3, column value: there is a value next to the status «suppressed»",
    ),
    (
        "observations.csv",
        "2020,,suppressed",
        "2020,,supressed",
        ", line 3, column status: «supressed» is none of «reported», «missing», «not_possible»",
    ),
    (
        "observations.csv",
        "4003,poor",
        "0301,poor",
        ", line 3, column year: place, indicator and year are on line 2 already",
    ),
    ("observations.csv", "5,9,50,60", "-5,9,50,60", ", line 4, column count: «-5» is below 0"),
    (
        "observations.csv",
        "5,9,50,60",
        "5,9,60,50",
        ", line 4, column value_high: value_high is below value_low",
    ),
]


def write(folder: Path, changes: dict[str, str | bytes | None]) -> Path:
    """Write the sound study with other files in place of some."""
    study = folder / "study"
    study.mkdir()
    for name, content in {**SOUND, **changes}.items():
        if isinstance(content, bytes):
            (study / name).write_bytes(content)
        elif content is not None:
            (study / name).write_text(content, encoding="utf-8")
    return study


def refusal(study: Path, method: Path | None = None) -> InvalidInput:
    """Run a study into a folder, and give the refusal; nothing may have been written."""
    out = study.parent / "out"
    with pytest.raises(InvalidInput) as caught:
        write_status(compute_status(read_study(study, method)), out, Format.CSV)
    assert [entry.name for entry in study.parent.iterdir()] == ["study"]
    return caught.value


def test_the_study_that_the_cases_break_is_sound(tmp_path: Path) -> None:
    write_status(compute_status(read_study(write(tmp_path, {}))), tmp_path / "out", Format.CSV)
    assert (tmp_path / "out" / "index.csv").is_file()


@pytest.mark.parametrize(("name", "old", "new", "words"), TABLES)
def test_a_table_is_refused_by_file_line_and_column(
    tmp_path: Path, name: str, old: str, new: str, words: str
) -> None:
    assert old in SOUND[name]
    study = write(tmp_path, {name: SOUND[name].replace(old, new)})
    first = str(refusal(study).problems[0])
    assert first.startswith(f"{study / name}{words}")


@pytest.mark.parametrize("name", ["places.csv", "indicators.csv", "observations.csv", "method.toml"])
def test_a_study_without_one_of_its_files_is_refused(tmp_path: Path, name: str) -> None:
    assert str(refusal(write(tmp_path, {name: None}))).startswith(str(tmp_path / "study" / name))


@pytest.mark.parametrize("name", ["places.csv", "indicators.csv", "observations.csv"])
def test_an_empty_table_is_refused(tmp_path: Path, name: str) -> None:
    assert str(refusal(write(tmp_path, {name: ""}))) == f"{tmp_path / 'study' / name}: the file is empty"


@pytest.mark.parametrize(("name", "what"), [("places.csv", "places"), ("indicators.csv", "indicators")])
def test_a_table_with_a_header_only_is_refused(tmp_path: Path, name: str, what: str) -> None:
    header = SOUND[name].splitlines(keepends=True)[0]
    assert f"{tmp_path / 'study' / name}: holds no {what}" in str(refusal(write(tmp_path, {name: header})))


@pytest.mark.parametrize("name", list(SOUND))
def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    content = SOUND[name].encode() + b"# r\xf8d\n"
    line = SOUND[name].count("\n") + 1
    study = write(tmp_path, {name: content})
    cure = "; save it as «CSV UTF-8»" if name.endswith(".csv") else ""
    told = f"{study / name}, line {line}: the file is not UTF-8: byte 0xf8{cure}"
    assert str(refusal(study).problems[0]) == told


def test_the_line_is_the_physical_one_after_a_cell_of_two_lines_and_an_empty_line(tmp_path: Path) -> None:
    text = SOUND["places.csv"].replace("Oslo", '"Os\nlo"').replace("4003,Skien,a,1", "\n4003,Skien,a,x")
    study = write(tmp_path, {"places.csv": text})
    assert str(refusal(study).problems[0]).startswith(f"{study / 'places.csv'}, line 5, column ranked: «x»")


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    study = write(
        tmp_path,
        {
            "method.toml": "[rank]\nties = 'last'\n",
            "places.csv": SOUND["places.csv"].replace("Skien,a,1", "Skien,a,2"),
            "indicators.csv": SOUND["indicators.csv"].replace("30,20,10,0", "30,20,10,30"),
            "observations.csv": SOUND["observations.csv"].replace("12", "x").replace("55", "y"),
        },
    )
    told = [
        (Path(str(problem.file)).name, problem.line, problem.column) for problem in refusal(study).problems
    ]
    assert told == [
        ("method.toml", 2, "rank.ties"),
        ("places.csv", 3, "ranked"),
        ("indicators.csv", 2, "upper"),
        ("observations.csv", 2, "value"),
        ("observations.csv", 4, "value"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = 7\n", ", line 1, column title: must be a text"),
        ("title = 'a'\ndemo = 'yes'\n", ", line 2, column demo: must be true or false"),
        ("codes_at = '2024-01-01'\n", ", line 1, column codes_at: must be a date such as 2024-01-01"),
    ],
)
def test_about_is_refused_where_a_value_has_another_type(tmp_path: Path, text: str, words: str) -> None:
    study = write(tmp_path, {"about.toml": text})
    assert str(refusal(study)) == f"{study / 'about.toml'}{words}"


def test_a_table_in_two_formats_is_refused(tmp_path: Path) -> None:
    study = write(tmp_path, {"places.parquet": b"PAR1"})
    assert str(refusal(study)).startswith(f"{study / 'places.csv'}: there is places.parquet too")


def test_a_broken_parquet_file_is_refused(tmp_path: Path) -> None:
    study = write(tmp_path, {"places.csv": None, "places.parquet": b"PAR1 no more"})
    assert str(refusal(study)).startswith(f"{study / 'places.parquet'}: is not Parquet")


def test_a_method_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    study = write(tmp_path, {})
    missing = study / "method-rank.toml"
    assert str(refusal(study, missing)).startswith(f"{missing}: there is no such file")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="nowhere: there is no such folder"):
        read_study(tmp_path / "nowhere")
