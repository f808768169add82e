"""Figures for those who use a spreadsheet: typed, explained, without formulas, and the same every time."""

import csv
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.conftest import absent

HEADER = (
    *(
        "Sted",
        "Nummer",
        "Bærekraftsmål",
        "Indikator",
        "Enhet",
        "År",
        "Tall",
        "Intervall fra",
        "Intervall til",
    ),
    *("Hva tallet er", "Status", "Poeng", "Målestokk", "Utvikling", "Kilde", "Tabell", "Lisens", "Merke"),
)

# What makes LibreOffice write as Norwegians do, and how it is told to write cells as they are shown.
IN_NORWEGIAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>nb-NO</value></prop></item></oor:items>
"""
AS_SHOWN = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true"


def workbook(client: Client, address: str) -> Workbook:
    response = client.get(address)
    assert response.status_code == 200, address
    assert isinstance(response, HttpResponse)
    return load_workbook(BytesIO(response.content))


def values(book: Workbook, sheet: int) -> list[tuple[object, ...]]:
    return [tuple(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


def test_every_figure_of_a_municipality_stands_in_a_cell_of_its_kind(
    small_site: Path, client: Client
) -> None:
    book = workbook(client, "/kommuner/gol.xlsx?lang=nb")
    header, *rows = values(book, 0)
    assert header == HEADER
    assert rows[0] == (
        *("Gol", "3324", 1, "Fattigdom", "%", None, None, None, None, "Skjult av hensyn til personvernet"),
        *(None, None, "Sammenligning", None, "SSB", "1", "CC BY 4.0", None),
    )
    assert rows[1] == (
        *("Gol", "3324", 3, "Vaksine", "%", 2024, 96, 94, 97, "Rapportert"),
        *("Nær målet", 80, "Måltall", "I rute", "FHI", None, None, "Ingen sikker forskjell"),
    )
    assert [(row[3], row[6], row[9]) for row in rows[2:]] == [
        ("Poeng", None, "Mangler"),
        ("Fedrekvote", None, "Kan ikke beregnes"),
        ("Lekkasje", 30, "Rapportert"),
        ("Energi", 220, "Rapportert"),
        ("Unge utenfor", 14, "Rapportert"),
        ("Breibånd", 90, "Rapportert"),
        ("Buss", 75, "Rapportert"),
        ("Avfall", 400, "Rapportert"),
        ("Havn", None, "Gjelder ikke her"),
    ]
    sheet = book.worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:R12")
    assert [cell.number_format for cell in sheet["G"][1:]][6:8] == ["#,##0.0", "#,##0"]


def test_the_second_sheet_says_what_the_figures_are(small_site: Path, client: Client) -> None:
    edition = (small_site / "editions" / "published").read_text().strip()
    book = workbook(client, "/kommuner/gol.xlsx?lang=nb")
    assert book.sheetnames == ["Tall", "Om tallene"]
    said = values(book, 1)
    assert said[0] == ("Om tallene", "Gol")
    assert ("Utgave", f"{edition}: Prøvetall") in said
    assert ("Hvor dette står", f"http://testserver/kommuner/gol/?utgave={edition}") in said
    assert ("SSB, tabell 11787", "CC BY 4.0: Si at tallene kommer fra SSB.") in said
    assert ("FHI", "Vi kjenner ikke lisensen: Spør FHI før du publiserer.") in said
    assert ("Skjult av hensyn til personvernet", "suppressed") in said


def test_a_region_and_a_comparison_have_workbooks_too(small_site: Path, client: Client) -> None:
    places = {row[0] for row in values(workbook(client, "/regioner/buskerud-fylke.xlsx"), 0)[1:]}
    assert places == {"Buskerud", "Gol", "Hemsedal", "Ål"}
    compared = values(workbook(client, "/sammenlign.xlsx?sted=gol&sted=al&lang=nn"), 0)[1:]
    assert {row[0] for row in compared} == {"Gol", "Ål"}
    assert [row[3] for row in compared if row[0] == "Ål" and row[6] is not None] == [
        "Unge utanfor",
        "Breiband",
        "Avfall",
    ]


def test_a_name_that_looks_like_a_formula_is_a_name(published_as: Callable[..., str], client: Client) -> None:
    published_as(
        ("indicators.csv", "Lekkasje,Lekkasje,Leakage", "=1+1,=1+1,=1+1"), ("places.csv", "Ål", "@SUM(A1)")
    )
    book = workbook(client, "/kommuner/gol.xlsx?lang=nb")
    named = [cell for cell in book.worksheets[0]["D"] if cell.value == "=1+1"]
    assert [(cell.data_type, cell.quotePrefix) for cell in named] == [("s", True)]
    assert not any(cell.data_type == "f" for sheet in book.worksheets for row in sheet.rows for cell in row)


def test_the_same_edition_gives_the_same_bytes_whatever_the_clock_says(
    small_site: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def content() -> bytes:
        response = client.get("/kommuner/gol.xlsx")
        assert isinstance(response, HttpResponse)
        return response.content

    before = content()
    monkeypatch.setattr("time.time", lambda: 1_900_000_000.0)
    assert content() == before
    with ZipFile(BytesIO(before)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert load_workbook(BytesIO(before)).properties.modified == datetime(2026, 11, 24)  # noqa: DTZ001


def test_made_up_figures_say_so_on_both_sheets(demo_site: Path, client: Client) -> None:
    book = workbook(client, "/kommuner/gol.xlsx?lang=nb")
    assert book.sheetnames == ["Oppdiktede tall", "Om tallene"]
    assert values(book, 1)[1][1] == (
        "Tallene er oppdiktede: Ingenting her er et virkelig tall om en virkelig kommune."
    )


@pytest.mark.nightly
def test_libreoffice_shows_letters_and_decimals_as_norwegians_write_them(
    published_as: Callable[..., str], client: Client, tmp_path: Path
) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        absent("libreoffice", "LibreOffice is not installed")
    assert office is not None
    published_as(("observations.csv", "3328,neet,2024,10", "3328,neet,2024,1234.56"))
    response = client.get("/kommuner/al.xlsx?lang=nb")
    assert isinstance(response, HttpResponse)
    file = tmp_path / "al.xlsx"
    file.write_bytes(response.content)
    profile = tmp_path / "office" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(IN_NORWEGIAN, encoding="utf-8")
    command = [
        office,
        f"-env:UserInstallation={profile.parent.as_uri()}",
        "--headless",
        "--convert-to",
        AS_SHOWN,
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=180
    )
    (written,) = tmp_path.glob("*.csv")
    rows = list(csv.DictReader(written.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    (youth,) = [row for row in rows if row["Indikator"] == "Unge utenfor"]
    assert (youth["Sted"], youth["År"], youth["Tall"]) == (
        *("Ål", "2024"),
        "1\N{NO-BREAK SPACE}234,6",
    )
