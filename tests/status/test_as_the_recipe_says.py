"""Five indicators of a recipe: pages and downloads say of them what the recipe says, and nothing else."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client
from openpyxl import load_workbook

from loftet.editions.folder import build_edition, publish
from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.tables import build_study

CODES_AT, DAY = date(2024, 1, 1), date(2026, 11, 24)
LICENCE = "NLOD 2.0"
LIST = """\
indicator,name,goal,weight,lower,red,green,upper,applies_to,direction,yardstick,unit,target
mean,Snitt,3,1,,,,,,-1,comparison,%,3.4
fine,Fin,4,1,,,,,,1,comparison,kg,4.1
whole,Hel,6,1,,,,,,1,comparison,stk,6.1
school,Skole,4,1,,,,,,1,comparison,%,4.1
share,Andel,7,1,,,,,,1,comparison,%,7.1
"""
STUDY = f"""\
[study]
title = "Prøve"
publisher = "Prøvekontoret"
licence = "{LICENCE}"
codes_at = 2024-01-01
scope = "33"
indicators = "indicators.csv"
method = "method.toml"
"""
# By indicator: source, table, kind of period, how the newest is printed, how it is written, decimals.
TOLD = {
    "mean": ("FHI", "Hoftebrudd", "interval", "2022-2024", "2022–2024", 1),
    "fine": ("Avfallsregisteret", "Tabell 4", "year", "2024", "2024", 2),
    "whole": ("SSB", "11787", "year", "2024", "2024", 0),
    "school": ("Udir", "Grunnskole", "school_year", "2023/24", "2023/24", 1),
    "share": ("NVE", "Kraft", "year", "2024", "2024", 1),
}
GOAL = {"mean": 3, "fine": 4, "whole": 6, "school": 4, "share": 7}
LISTED = {row["indicator"]: row for row in csv.DictReader(io.StringIO(LIST))}
UNIT, NAMES = ({key: row[name] for key, row in LISTED.items()} for name in ("unit", "name"))
FEW = 7  # municipalities that have a figure of «mean»
Read = Callable[[str], str]


def value(at: int, decimals: int) -> str:
    return f"{12 + at}.{'375'[:decimals]}" if decimals else str(12 + at)


def write_recipe(folder: Path, codes: list[str], changed: str = LIST) -> Path:
    """Write a recipe of five files, each with its own source, table and period; return the recipe."""
    folder.mkdir(parents=True)
    parts = [STUDY]
    for key, (source, table, kind, newest, _written, decimals) in TOLD.items():
        years = {"interval": [newest], "school_year": ["2022/23", newest]}.get(kind, ["2023", newest])
        rows = ["sted,år,tall"]
        for at, code in enumerate(codes):
            if key != "mean" or at < FEW:
                rows += [f"{code},{year},{value(at, decimals)}" for year in years]
        (folder / f"{key}.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
        term = ', term = "spring"' if kind == "school_year" else ""
        parts.append(
            f'[files.{key}]\npath = "{key}.csv"\nsource = "{source}"\ntable = "{table}"\nblank = "missing"\n'
            'place = { column = "sted", kind = "code", codes_at = 2024-01-01 }\n'
            f'period = {{ column = "år", kind = "{kind}"{term} }}\n'
        )
        parts.append(f'[[series]]\nindicator = "{key}"\nfile = "{key}"\nvalue = "tall"\n')
    (folder / "indicators.csv").write_text(changed, encoding="utf-8")
    (folder / "method.toml").write_text("", encoding="utf-8")
    recipe = folder / "recipe.toml"
    recipe.write_text("\n".join(parts), encoding="utf-8")
    return recipe


@pytest.fixture(scope="session")
def codes(gazetteer: Gazetteer) -> list[str]:
    members = gazetteer.members(gazetteer.resolve("33", CODES_AT), CODES_AT)
    return [code for one in members if (code := one.code(CODES_AT))]


@pytest.fixture(scope="session")
def told_root(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, codes: list[str]) -> Path:
    """Return a data folder with the edition of the recipe's study; it is not to be changed."""
    folder = tmp_path_factory.mktemp("told")
    recipe = write_recipe(folder / "raw", codes)
    build_study(recipe, folder / "raw", folder / "study", gazetteer)
    publish(folder / "data", build_edition(folder / "study", folder / "data", DAY))
    return folder / "data"


@pytest.fixture
def read(serve: Callable[[Path], None], told_root: Path, text_of: Callable[[HttpResponseBase], str]) -> Read:
    serve(told_root)

    def at(address: str) -> str:
        response = Client().get(address)
        assert response.status_code == 200, address
        return text_of(response)

    return at


def rows_of(address: str) -> list[dict[str, str]]:
    response = Client().get(address)
    assert response.status_code == 200, address
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def shown(number: str) -> str:
    return number.replace(".", ",")


EVERY = pytest.mark.parametrize("key", TOLD)


@EVERY
def test_an_indicator_page_names_source_table_and_licence_of_the_recipe(read: Read, key: str) -> None:
    source, table, *_rest = TOLD[key]
    facts = read(f"/indikatorer/{key}/?lang=nb").partition("Hvor tallene kommer fra")[2]
    assert f"Kilde {source}" in facts
    assert f"Tabell {table}" in facts
    assert LICENCE in facts


@EVERY
def test_figures_on_pages_keep_their_decimals(read: Read, codes: list[str], key: str) -> None:
    said = read(f"/indikatorer/{key}/?sted=gol&lang=nb")
    at = codes.index("3324")
    if key != "mean" or at < FEW:
        assert f" {shown(value(at, TOLD[key][5]))}" in said


@EVERY
def test_the_period_on_pages_is_the_one_of_the_file(read: Read, codes: list[str], key: str) -> None:
    """The last year of a period of several years stands nowhere alone."""
    written = TOLD[key][4]
    place = "gol" if codes.index("3324") < FEW else "kongsberg"
    for address in (
        f"/indikatorer/{key}/?sted={place}&lang=nb",
        f"/kommuner/{place}/tall/?lang=nb",
        f"/kommuner/{place}/baerekraftsmal/{GOAL[key]}/?lang=nb",
    ):
        assert written in read(address), address
    if len(written) > 4:
        page = read(f"/indikatorer/{key}/?sted={place}&lang=nb").partition("Hvor tallene kommer fra")[0]
        assert re.findall(r"(?<![–\d-])2024(?![–\d-])", page) == []


def test_half_of_the_municipalities_are_half_of_those_that_have_a_figure(
    read: Read, codes: list[str]
) -> None:
    assert f"Halvparten av de {FEW} kommunene med tall ligger mellom" in read("/indikatorer/mean/?lang=nb")
    assert f"Halvparten av de {len(codes)} kommunene med tall ligger" in read("/indikatorer/fine/?lang=nb")


@EVERY
def test_the_file_of_an_indicator_says_what_the_recipe_says(read: Read, codes: list[str], key: str) -> None:
    source, table, _kind, newest, written, decimals = TOLD[key]
    read(f"/indikatorer/{key}/")
    found = [row for row in rows_of(f"/indikatorer/{key}.csv") if row["value"]]
    assert {(row["source"], row["table"], row["licence"]) for row in found} == {(source, table, LICENCE)}
    assert {row["period"] for row in found} == {written}
    assert [float(row["value"]) for row in found[:3]] == [float(value(at, decimals)) for at in range(3)]
    whole = [row for row in rows_of(f"/indikatorer/{key}.csv?aar=alle") if row["value"]]
    assert newest in {row["period"] for row in whole}
    assert {(row["source"], row["table"], row["licence"]) for row in whole} == {(source, table, LICENCE)}
    newest_values = [float(row["value"]) for row in whole if row["period"] == newest]
    assert newest_values[:3] == [float(value(at, decimals)) for at in range(3)]


@EVERY
def test_the_metadata_and_json_of_an_indicator_say_the_same(read: Read, key: str) -> None:
    source, table, _kind, _newest, written, decimals = TOLD[key]
    read(f"/indikatorer/{key}/")
    about = json.dumps(Client().get(f"/indikatorer/{key}.metadata.json").json(), ensure_ascii=False)
    for words in (source, table, LICENCE, f'"decimals": {decimals}'):
        assert words in about
    cube = Client().get(f"/indikatorer/{key}.json").json()
    assert written in cube["dimension"]["year"]["category"]["label"].values()


@EVERY
def test_the_chart_of_an_indicator_writes_figure_and_period_as_the_file_does(
    read: Read, codes: list[str], key: str
) -> None:
    place, code = ("gol", "3324") if codes.index("3324") < FEW else ("kongsberg", "3303")
    read(f"/indikatorer/{key}/")
    drawn = Client().get(f"/indikatorer/{key}.svg?sted={place}&lang=nb").content.decode()
    assert f">{TOLD[key][4]}<" in drawn
    assert shown(value(codes.index(code), TOLD[key][5])) in drawn


@EVERY
def test_the_package_and_the_citation_say_the_same(read: Read, key: str) -> None:
    source, table, _kind, newest, _written, decimals = TOLD[key]
    assert f"{source}, tabell {table}: «" in read(f"/indikatorer/{key}/?lang=nb")
    archive = zipfile.ZipFile(io.BytesIO(Client().get(f"/indikatorer/{key}.zip?lang=nb").content))
    about = archive.read("README.txt").decode()
    assert [
        words for words in (f"{source}, tabell {table}", LICENCE, f"({UNIT[key]})") if words not in about
    ] == []
    rows = [row for row in csv.DictReader(io.StringIO(archive.read("data.csv").decode())) if row["value"]]
    told = {(row["source"], row["table"], row["licence"], row["unit"]) for row in rows}
    assert told == {(source, table, LICENCE, UNIT[key])}
    newest_values = [float(row["value"]) for row in rows if row["period"] == newest]
    assert newest_values[:3] == [float(value(at, decimals)) for at in range(3)]


@EVERY
def test_the_workbook_of_a_municipality_has_the_figures_as_the_page_shows_them(
    read: Read, codes: list[str], key: str
) -> None:
    place, code = ("gol", "3324") if codes.index("3324") < FEW else ("kongsberg", "3303")
    read(f"/kommuner/{place}/")
    book = load_workbook(io.BytesIO(Client().get(f"/kommuner/{place}.xlsx?lang=nb").content))
    header, *rows = book.worksheets[0].iter_rows()
    names = [str(cell.value) for cell in header]
    row = next(row for row in rows if row[names.index("Indikator")].value == NAMES[key])
    cells = dict(zip(names, row, strict=True))
    source, table, _kind, _newest, written, decimals = TOLD[key]
    assert [cells[name].value for name in ("Kilde", "Tabell", "Lisens", "Enhet")] == [
        *(source, table, LICENCE, UNIT[key])
    ]
    assert str(cells["År"].value) == written
    assert str(cells["Tall"].value) == str(float(value(codes.index(code), decimals))).removesuffix(".0")
    assert cells["Tall"].number_format.partition(".")[2] == "0" * decimals


def test_the_workbook_of_a_municipality_writes_a_period_as_a_period(read: Read, codes: list[str]) -> None:
    place = "gol" if codes.index("3324") < FEW else "kongsberg"
    read(f"/kommuner/{place}/")
    book = load_workbook(io.BytesIO(Client().get(f"/kommuner/{place}.xlsx?lang=nb").content))
    cells = {str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row}
    assert {"2022–2024", "2024", "FHI", "Hoftebrudd", LICENCE} <= cells


def test_a_list_that_names_another_source_than_the_recipe_is_refused(
    tmp_path: Path, gazetteer: Gazetteer, codes: list[str]
) -> None:
    header, *rows = LIST.splitlines()
    listed = "\n".join([f"{header},source", *(f"{row},Ungdata" for row in rows), ""])
    recipe = write_recipe(tmp_path / "raw", codes, listed)
    with pytest.raises(InvalidInput) as refused:
        build_study(recipe, tmp_path / "raw", tmp_path / "study", gazetteer)
    first = refused.value.problems[0]
    assert (first.line, first.column) == (2, "source")
    assert "«Ungdata»" in first.cause
    assert "«FHI»" in first.cause
