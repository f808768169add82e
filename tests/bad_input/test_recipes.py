"""Recipes and raw files that are wrong: refused with file, line, column and cause, and nothing is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from loftet.cli import main
from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.tables import build_study

LayOut = Callable[[dict[str, str], str | bytes | None], None]

DATA = "Kommune,År,Gruppe,Verdi\nSkien,2020,a,1.5\nTinn,2020,a,2.5\n"

BY_CODE = {
    'column = "Kommune", kind = "name", codes_at = 2024-01-01, scope = "40"': (
        'column = "Kommune", kind = "code", codes_at = 2024-01-01'
    )
}
BY_INTERVAL = {'kind = "year"': 'kind = "interval"'}
SUM = {'value = "Verdi"': 'value = "Verdi"\nsum = { over = ["Gruppe"] }'}
DIVIDED = {
    'value = "Verdi"': (
        'value = "Verdi"\nwhere = { Gruppe = "a" }\n'
        'divide = { by = { file = "t", value = "Verdi", where = { Gruppe = "b" } } }'
    )
}


@dataclass(frozen=True)
class Case:
    """What is changed in the recipe, what the raw file holds, and what is then told."""

    told: tuple[str, ...]
    changes: dict[str, str] = field(default_factory=dict)
    data: str | bytes | None = DATA


CASES = {
    # --- the recipe alone
    "a misspelt key": Case(
        (
            "recipe.toml, line 21, column series[1].valeu: "
            "the key «valeu» is not known here; did you mean «value»?",
        ),
        {'value = "Verdi"': 'value = "Verdi"\nvaleu = "Verdi"'},
    ),
    "a misspelt key in an inline table": Case(
        (
            "recipe.toml, line 15, column files.t.period.colum: "
            "the key «colum» is not known here; did you mean «column»?",
        ),
        {'{ column = "År"': '{ colum = "År"'},
    ),
    "no day for the study's codes": Case(
        ("recipe.toml, line 1, column study: the key «codes_at» is missing",),
        {"codes_at = 2024-01-01\nscope": "scope"},
    ),
    "no day for the file's codes": Case(
        (
            "recipe.toml, line 14, column files.t.place.codes_at: "
            "say the day at which the file's codes are valid: codes_at, or codes_follow_year = true",
        ),
        {"codes_at = 2024-01-01, scope": "scope"},
    ),
    "what an empty cell means is not said": Case(
        ("recipe.toml, line 10, column files.t: the key «blank» is missing",), {'blank = "missing"\n': ""}
    ),
    "an unknown conversion": Case(
        (
            "recipe.toml, line 21, column series[1].convert: "
            "«share_to_procent» is not one of none, share_to_percent, percent_to_share; "
            "did you mean «share_to_percent»?",
        ),
        {'value = "Verdi"': 'value = "Verdi"\nconvert = "share_to_procent"'},
    ),
    "a text where a number belongs": Case(
        ("recipe.toml, line 11, column files.t.header_rows: «one» is not a whole number",),
        {'path = "t.csv"': 'header_rows = "one"\npath = "t.csv"'},
    ),
    "an unknown encoding": Case(
        ("recipe.toml, line 11, column files.t.encoding: there is no encoding «utf-9»",),
        {'path = "t.csv"': 'encoding = "utf-9"\npath = "t.csv"'},
    ),
    "a mark with two meanings": Case(
        ("recipe.toml, line 10, column files.t: the mark «:» has two meanings",),
        {'path = "t.csv"': 'missing = ":"\nsuppressed = [":"]\npath = "t.csv"'},
    ),
    "a series of a file that is not there": Case(
        (
            "recipe.toml, line 19, column series[1].file: there is no file «u» in the recipe",
            "recipe.toml, line 10, column files.t: "
            "no series uses the file «t»; if that is meant, name it in [[unused]]",
        ),
        {'file = "t"': 'file = "u"'},
    ),
    "divided by two things": Case(
        (
            "recipe.toml, line 21, column series[1].divide: "
            "divide by population = YEAR or by = { file = … }, one of the two",
        ),
        {'value = "Verdi"': 'value = "Verdi"\ndivide = { per = 100 }'},
    ),
    "a school year without its term": Case(
        (
            "recipe.toml, line 15, column files.t.period.term: "
            "term = «autumn» or «spring» is for kind = «school_year», which needs it",
        ),
        {'kind = "year"': 'kind = "school_year"'},
    ),
    "not TOML": Case(
        ("recipe.toml, line 2: is not TOML: Invalid value",),
        {'title = "Prøve"': "title = Prøve"},
    ),
    "a scope that is no place": Case(
        (
            "recipe.toml, line 6, column study.scope: the code «38» is not valid on 2024-01-01; "
            "it became 39 Vestfold, 40 Telemark",
        ),
        {'scope = "40"\nindicators': 'scope = "38"\nindicators'},
    ),
    "an alias that leads out of the study": Case(
        ("recipe.toml, line 14, column files.t.place.aliases.Oslo: «0301» is no place of the study",),
        {'scope = "40" }': 'scope = "40", aliases = { Oslo = "0301" } }'},
    ),
    "an unused file that is not there": Case(
        ("recipe.toml, line 23, column unused[1].file: «u.csv» is not in data; did you mean «t.csv»?",),
        {'value = "Verdi"': 'value = "Verdi"\n\n[[unused]]\nfile = "u.csv"\nreason = "too old"'},
    ),
    "an indicator that the list lacks": Case(
        (
            "indicators.csv, line 2, column indicator: the indicator «x» has no series in recipe.toml",
            "recipe.toml, line 18, column series[1].indicator: the indicator «y» is not in indicators.csv",
        ),
        {'indicator = "x"': 'indicator = "y"'},
    ),
    # --- the raw file
    "a missing file": Case(("data/t.csv: the file is missing",), data=None),
    "an empty file": Case(("data/t.csv: the file is empty",), data=""),
    "a header and no rows": Case(
        ("data/t.csv, line 1: the file has a header and no rows",), data="Kommune,År,Gruppe,Verdi\n"
    ),
    "a wrong encoding": Case(
        ("data/t.csv, line 1: the byte 0xc5 is not utf-8; the recipe says encoding = «utf-8»",),
        data=DATA.encode("latin-1"),
    ),
    "a NUL": Case(
        ("data/t.csv, line 3: holds a NUL character; is it written in another encoding than «utf-8»?",),
        data=DATA.replace("Tinn", "Ti\0nn"),
    ),
    "a missing column": Case(
        ("data/t.csv, line 1, column Verdi: the column «Verdi» is missing; did you mean «Verdier»?",),
        data=DATA.replace("Verdi", "Verdier"),
    ),
    "a column that stands twice": Case(
        (
            "data/t.csv, line 1, column Verdi: "
            "the column «Verdi» stands more than once; a wide file needs [files.….wide]",
        ),
        data=DATA.replace("Gruppe", "Verdi"),
    ),
    "a ragged row": Case(
        ("data/t.csv, line 3: the row has 3 cells, the header 4",),
        data=DATA.replace("Tinn,2020,a,2.5", "Tinn,2020,2.5"),
    ),
    "a quote that never ends": Case(
        ("data/t.csv, line 3: the row is not CSV: unexpected end of data",),
        data=DATA.replace("Tinn", '"Tinn'),
    ),
    "cells that are no numbers": Case(
        (
            'data/t.csv, line 2, column Verdi: «1,5» is not a number; write decimal = ","',
            "data/t.csv, line 3, column Verdi: «mange» is not a number; "
            'if it says why there is none, write missing = ["mange"]',
        ),
        data=DATA.replace("1.5", '"1,5"').replace("2.5", "mange"),
    ),
    "a mark that the recipe does not know": Case(
        (
            "data/t.csv, line 2, column Verdi: «:» is not a number; "
            'if it says why there is none, write suppressed = [":"]',
        ),
        data=DATA.replace("1.5", ":"),
    ),
    "an ambiguous name": Case(
        (
            "data/t.csv, line 2, column Kommune: several places are called «Våler» in Norge on 2024-01-01: "
            "3114 Våler (Østfold), 3419 Våler (Innlandet)",
        ),
        {'codes_at = 2024-01-01, scope = "40"': 'codes_at = 2024-01-01, scope = "NO"'},
        DATA.replace("Skien", "Våler"),
    ),
    "an unknown name": Case(
        (
            "data/t.csv, line 2, column Kommune: "
            "no place is called «Skein» in Telemark on 2024-01-01; did you mean «Skien»?",
        ),
        data=DATA.replace("Skien", "Skein"),
    ),
    "a code that is not valid on the day": Case(
        (
            "data/t.csv, line 2, column Kommune: "
            "the code «3807» is not valid on 2024-01-01; it became 4003 Skien"
            "; where each year has its own codes, write codes_follow_year = true",
        ),
        BY_CODE,
        DATA.replace("Skien", "3807").replace("Tinn", "4026"),
    ),
    "a code without its leading zero": Case(
        (
            "data/t.csv, line 2, column Kommune: "
            "the code «301» is not known; has it lost its leading zero («0301»)?",
        ),
        BY_CODE,
        DATA.replace("Skien", "301").replace("Tinn", "4026"),
    ),
    "a place outside the study": Case(
        (
            "data/t.csv, line 2, column Kommune: "
            "«0301» is 0301 Oslo, which is no part of the study; outside = «skip» leaves it out",
        ),
        BY_CODE,
        DATA.replace("Skien", "0301").replace("Tinn", "4026"),
    ),
    "a municipality that was split": Case(
        (
            "data/t.csv, line 2, column Kommune: "
            "the code «1507» is not valid on 2024-01-01; it became 1508 Ålesund, 1580 Haram",
        ),
        BY_CODE,
        DATA.replace("Skien", "1507").replace("Tinn", "4026"),
    ),
    "no year": Case(
        ("data/t.csv, line 2, column År: «i fjor» is not a year",),
        data=DATA.replace("Skien,2020", "Skien,i fjor"),
    ),
    "a year that cannot be": Case(
        ("data/t.csv, line 2, column År: the year 2202 is not between 1800 and 2100",),
        data=DATA.replace("Skien,2020", "Skien,2202"),
    ),
    "an interval that ends before it begins": Case(
        ("data/t.csv, line 2, column År: the interval «2020-2016» ends before it begins",),
        BY_INTERVAL,
        DATA.replace("Skien,2020", "Skien,2020-2016").replace("Tinn,2020", "Tinn,2016-2020"),
    ),
    "a filter that finds nothing": Case(
        ("data/t.csv, column Gruppe: no row has «Alle»; did you mean «alle»?",),
        {'value = "Verdi"': 'value = "Verdi"\nwhere = { Gruppe = "Alle" }'},
        DATA.replace(",a,", ",alle,"),
    ),
    "two rows for one cell and no sum": Case(
        (
            "data/t.csv, line 4, column Verdi: a second value for 4003 in 2020; the first is in line 2; "
            "«Gruppe» is «a» there and «b» here: choose with where",
        ),
        data=DATA + "Skien,2020,b,3.5\n",
    ),
    "a category that is absent": Case(
        ("data/t.csv, line 3, column Verdi: 4026 in 2020 has no row of «b»; say what absent means",),
        SUM,
        DATA + "Skien,2020,b,3.5\n",
    ),
    "a category that stands twice": Case(
        ("data/t.csv, line 4, column Verdi: a second row of a for 4003 in 2020; the first is in line 2",),
        SUM,
        DATA + "Skien,2020,a,3.5\n",
    ),
    "nothing to divide by": Case(
        ("data/t.csv, line 3, column Verdi: there is nothing to divide 4026 in 2020 by",),
        DIVIDED,
        DATA + "Skien,2020,b,3.5\n",
    ),
    "a denominator of zero": Case(
        ("data/t.csv, line 3, column Verdi: the denominator of 4026 in 2020 is zero",),
        DIVIDED,
        DATA + "Skien,2020,b,3.5\nTinn,2020,b,0\n",
    ),
    "a population of another year": Case(
        ("data/t.csv, column Verdi: the catalogue has no population of Skien on 1 January 1999",),
        {'value = "Verdi"': 'value = "Verdi"\ndivide = { population = 1999 }'},
    ),
    "a file that is not Excel": Case(
        ("data/t.xlsx: the file is no .xlsx workbook; it is a text, so rename it to .csv",),
        {"t.csv": "t.xlsx"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_named_with_its_place_and_nothing_is_written(
    name: str, desk: LayOut, gazetteer: Gazetteer
) -> None:
    case = CASES[name]
    desk(case.changes, case.data)
    before = sorted(Path().rglob("*"))
    with pytest.raises(InvalidInput) as refused:
        build_study(Path("recipe.toml"), Path("data"), Path("out"), gazetteer)
    assert tuple(str(problem) for problem in refused.value.problems) == case.told
    assert sorted(Path().rglob("*")) == before


def test_the_command_tells_it_on_stderr_and_exits_with_2(
    desk: LayOut, capsys: pytest.CaptureFixture[str]
) -> None:
    desk({}, DATA.replace("Tinn", "Tind"))
    assert main(["study", "build", "recipe.toml", "--data", "data", "--out", "out"]) == 2
    told = capsys.readouterr()
    assert told.err == (
        "data/t.csv, line 3, column Kommune: "
        "no place is called «Tind» in Telemark on 2024-01-01; did you mean «Tinn»?\n"
    )
    assert told.out == ""
    assert not Path("out").exists()


def test_a_folder_that_is_no_study_is_not_replaced(desk: LayOut, gazetteer: Gazetteer) -> None:
    desk({}, DATA)
    Path("out").mkdir()
    Path("out", "letter.txt").write_text("Kjære kommune", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"the folder holds «letter\.txt»"):
        build_study(Path("recipe.toml"), Path("data"), Path("out"), gazetteer)
    assert [entry.name for entry in Path("out").iterdir()] == ["letter.txt"]
