"""Kinds of raw files that offices have: what is proposed gives their figures, or asks."""

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.tables import BuildReport, build_study
from loftet.sources.tables.propose import propose
from tests.sources.tables.answers import answered
from tests.sources.tables.kinds import COUNTY, KINDS, TODAY, Kind, Truth

Build = Callable[[dict[str, bytes]], tuple[str, BuildReport]]
NAMES = [(one, name) for one, name in (("3301", "Drammen"), ("3303", "Kongsberg"), ("3305", "Ringerike"))]


@pytest.fixture
def build(tmp_path: Path, gazetteer: Gazetteer) -> Build:
    """Return what proposes a recipe for files, answers it and builds: the recipe and the report."""

    def run(files: dict[str, bytes]) -> tuple[str, BuildReport]:
        data = tmp_path / "data"
        data.mkdir()
        for name, content in files.items():
            (data / name).write_bytes(content)
        proposed, listed = propose(sorted(data.iterdir()), gazetteer, COUNTY, TODAY)
        recipe, indicators = answered(proposed, listed)
        (tmp_path / "recipe.toml").write_text(recipe, encoding="utf-8")
        (tmp_path / "indicators.csv").write_text(indicators, encoding="utf-8")
        (tmp_path / "method.toml").write_text("", encoding="utf-8")
        return proposed, build_study(tmp_path / "recipe.toml", data, tmp_path / "out", gazetteer)

    return run


def figures(folder: Path) -> Truth:
    """Return the figures of a study, by the end of the indicator's key after that of its file."""
    with (folder / "observations.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {
        (row["indicator"].partition("_")[2], row["place"], int(row["year"])): float(row["value"])
        if row["value"]
        else row["status"]
        for row in rows
    }


@pytest.mark.parametrize("name", KINDS)
def test_what_is_proposed_gives_the_figures_of_the_file(
    build: Build, tmp_path: Path, gazetteer: Gazetteer, name: str
) -> None:
    kind = Kind.of(name, gazetteer)
    build(kind.files)
    found = {
        (end.rpartition("_")[2], *rest): value for (end, *rest), value in figures(tmp_path / "out").items()
    }
    assert found == {one: pytest.approx(value) for one, value in kind.truth.items()}


def csv_of(*rows: str, head: str = "Knr;Kommune;År;Andel") -> bytes:
    return "\n".join([head, *rows, ""]).encode()


ASKED = {
    "two subjects": (
        {
            "ledighet 2022.csv": csv_of("Gol;1", head="Kommune;Andel"),
            "fravær 2023.csv": csv_of("Gol;2", head="Kommune;Andel"),
        },
        ['indicator = "fil1"', 'indicator = "fil2"'],
    ),
    "another place's name": (
        {"t.csv": csv_of("3301;Kongsberg;2023;1", "3303;Drammen;2023;2", "3305;Ringerike;2023;3")},
        ["CHOOSE: 2 rows have the code of a place and the name of another (line 2: 3301 is Drammen"],
    ),
    "a title of another year": (
        {"tall 2022.csv": csv_of("Gol;1", head="Andel i 2021\n\nKommune;Andel")},
        ["CHOOSE: the title says 2021"],
    ),
    "years before places are known": (
        {"folk 2018.csv": csv_of("Gol;1", head="Kommune;Andel")},
        ["CHOOSE: figures of before 2020 would stand under the places of today"],
    ),
    "quarters": (
        {"t.csv": csv_of(*(f"Gol;2023K{n};{n}" for n in (1, 2, 3, 4)), head="Kommune;Kvartal;Andel")},
        ["CHOOSE: the «last» quarter of a year is kept; or its «mean» or «sum»"],
    ),
    "school years": (
        {"t.csv": csv_of("Gol;2022/23;1", head="Kommune;Skoleår;Andel")},
        ["CHOOSE: «autumn» counts 2021/22 as 2021, «spring» as 2022"],
    ),
    "columns behind the years": (
        {"t.csv": csv_of("Gol;1;2;1", head="Kommune;2022;2023;Endring")},
        ["CHOOSE: «Endring» stand behind the years and are not read"],
    ),
    "a comma that may stand between thousands": (
        {"t.csv": csv_of("Gol;1,234", "Hol;2,345", head="Kommune;2023")},
        ["CHOOSE: is «1,234» more than a thousand?"],
    ),
    "months across a header": (
        {"t 2023.csv": csv_of("Gol;1;2;3", "Hol;4;5;6", head="Kommune;Jan;Feb;Des")},
        ["CHOOSE: the «last» month of a year is kept; or its «mean» or «sum»"],
    ),
    "numbers of which some have a unit": (
        {"t.csv": csv_of("Gol;2023;2 kr", "Hol;2023;3", head="Kommune;År;Beløp")},
        ["CHOOSE: 1 numbers have no «kr» behind them"],
    ),
    "headings that change": (
        {
            f"t {year}.csv": csv_of("Gol;1", head=f"Kommune;{head}")
            for year, head in ((2022, "Andel"), (2023, "Del"))
        },
        ["CHOOSE: the heading changes, «Andel», «Del»", 'value = ["Andel", "Del"]'],
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_no_file_tells_is_asked(build: Build, name: str) -> None:
    files, asked = ASKED[name]
    recipe, _report = build(files)
    assert [words for words in asked if words not in recipe] == []


def test_hidden_rows_are_told(build: Build, gazetteer: Gazetteer) -> None:
    kind = Kind.of("days_and_numbers_as_text", gazetteer)
    rows: list[list[object]] = [["Kommune", "År", "Andel"], *([name, 2023, 1] for _code, name in NAMES)]
    kind.files.clear()
    kind.book("rad.xlsx", {"Ark1": rows}, hidden="3")
    recipe, _report = build(kind.files)
    assert "CHOOSE: 1 hidden rows are read as the others (line 3)" in recipe


def test_the_month_in_a_name_is_the_period(build: Build, tmp_path: Path) -> None:
    build({"tall_202312.csv": csv_of("Gol;1", "Hol;2", head="Kommune;Andel")})
    with (tmp_path / "out" / "observations.csv").open(encoding="utf-8", newline="") as stream:
        assert {(row["year"], row["period"]) for row in csv.DictReader(stream)} == {("2023", "2023M12")}


def test_what_is_hidden_is_told_by_the_build_too(build: Build, gazetteer: Gazetteer) -> None:
    _recipe, report = build(Kind.of("a_hidden_column_before_the_one_that_is_seen", gazetteer).files)
    assert any("hidden in the sheet: Andel gammel (C), not read" in line for line in report.lines())


def test_hidden_rows_are_told_by_the_build_too(build: Build, gazetteer: Gazetteer) -> None:
    kind = Kind([])
    rows: list[list[object]] = [["Kommune", "År", "Andel"], *([name, 2023, 1] for _code, name in NAMES)]
    kind.book("rad.xlsx", {"Ark1": rows}, hidden="3")
    _recipe, report = build(kind.files)
    assert any(
        "1 row hidden in the sheet, and read as the others (lines 3)" in line for line in report.lines()
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [["Kommune", "År", "Andel"], ["Gol", 2023, 1], ["Hol", 2023, "1)2"]],
            "line 3, column Andel (C): «1)2»",
        ),
        ([["Kommune", 2022, 2023], ["Gol", 1, 2], ["Hol", 3, "1)2"]], "line 3, column 2023 (C): «1)2»"),
        (
            [["Kommune", "År", "Andel"], ["Gol", 2023, 1], ["Gol", 2023, 2]],
            "line 3, column Andel (C): a second",
        ),
    ],
)
def test_a_fault_in_a_workbook_names_the_letter_of_its_column(
    build: Build, rows: list[list[object]], told: str
) -> None:
    kind = Kind([])
    kind.book("t.xlsx", {"Ark1": rows})
    with pytest.raises(InvalidInput, match=re.escape(told)):
        build(kind.files)


def test_a_year_with_the_figures_of_another_is_told(build: Build, gazetteer: Gazetteer) -> None:
    kind = Kind.of("a_provisional_year", gazetteer)
    lines = [f"{name};{n},5;{n},5" for n, (_code, name, _old) in enumerate(kind.places)]
    _recipe, report = build({"t.csv": csv_of(*lines, head="Kommune;2022;2023")})
    assert any("2023 has the same figures as 2022 in all 18 places" in line for line in report.lines())


def test_figures_by_name_before_places_are_known_are_told_by_the_build(build: Build) -> None:
    _recipe, report = build({"folk 2018.csv": csv_of("Gol;1", "Hol;2", head="Kommune;Andel")})
    assert any(
        "2 figures of 2018 stand under places of 2024 by their names" in line for line in report.lines()
    )


TWO_YEARS = ["Kommune;2022;2023", "Gol;5;6"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"t.ods": b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument"}, "OpenDocument spreadsheet"),
        ({"t.csv": csv_of("Gol;2023;69,51)", "Hol;2023;1", head="Kommune;År;Andel")}, "its last digit the"),
        ({"t.csv": csv_of("Kari;1", "Ola;2", head="Navn;Tall")}, "the first column has «Kari», «Ola»"),
        ({"t.csv": csv_of("Gol;61;62", head="Kommune;61;62")}, "there is no header above the first place"),
        ({"t.csv": csv_of("Gol;i/a", "Hol;2", head="Kommune;2023")}, 'write missing = ["i/a"]'),
        ({"t.csv": csv_of("Gol;12 plasser", "Hol;9 plasser", head="Kommune;Antall")}, "alone, in one unit"),
        ({"t.csv": csv_of("Gol;5 kr", "Hol;2 mill. kr", head="Kommune;Beløp")}, "alone, in one unit"),
        ({"t.csv": csv_of("Gol;1;2", "Hol;3;4", head="Kommune;Jan;Feb")}, "the year of the file is still"),
        (
            {"t.csv": csv_of("Gol;1;", "Hol;2;", ";;", "Tabell 2;;", *TWO_YEARS, head="Kommune;2023;")},
            "there are 2 tables, in A1:B3 and A6:C7; let each have a file or a sheet of its own",
        ),
        (
            {"t.csv": csv_of("Gol;1;;Hol;5", "Hol;2;;Gol;6", head="Kommune;2023;;Kommune;2023")},
            "there are 2 tables, in A1:B3 and D1:E3",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_what_to_do(
    build: Build, files: dict[str, bytes], told: str
) -> None:
    with pytest.raises(InvalidInput, match=re.escape(told)):
        build(files)


@pytest.mark.parametrize(("keep", "value"), [("last", 4.0), ("mean", 2.5), ("sum", 10.0)])
def test_a_year_of_quarters_is_its_last_its_mean_or_its_sum(
    tmp_path: Path, gazetteer: Gazetteer, keep: str, value: float
) -> None:
    (tmp_path / "data").mkdir()
    rows = [f"Gol;2023K{n};{n}" for n in (1, 2, 3, 4)] + [f"Gol;2024K{n};9" for n in (1, 2)]
    (tmp_path / "data" / "t.csv").write_bytes(csv_of(*rows, head="Kommune;Kvartal;Andel"))
    files = sorted((tmp_path / "data").iterdir())
    recipe, listed = answered(*propose(files, gazetteer, COUNTY, date(2024, 1, 1)))
    (tmp_path / "recipe.toml").write_text(
        recipe.replace('keep = "last"', f'keep = "{keep}"'), encoding="utf-8"
    )
    (tmp_path / "indicators.csv").write_text(listed, encoding="utf-8")
    (tmp_path / "method.toml").write_text("", encoding="utf-8")
    report = build_study(tmp_path / "recipe.toml", tmp_path / "data", tmp_path / "out", gazetteer)
    assert figures(tmp_path / "out") == {("", "3324", 2023): value}
    assert any("not used: the " in line for line in report.lines())
