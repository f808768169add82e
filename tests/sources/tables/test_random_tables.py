"""Tables made at random in twelve layouts: what is proposed and built has exactly their figures."""

import csv
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.sources.tables import build_study
from loftet.sources.tables.propose import propose
from tests.property_examples import examples
from tests.sources.tables.answers import answered

DAY = date(2024, 1, 1)
PLACES = {
    "3301": "Drammen",
    "3305": "Ringerike",
    "3318": "Krødsherad",
    "3320": "Flå",
    "3324": "Gol",
    "3326": "Hemsedal",
    "3328": "Ål",
    "3330": "Hol",
}
Figures = Mapping[tuple[str, int], float]
Rows = list[list[object]]


@dataclass(frozen=True)
class Style:
    """How an office writes a table."""

    separator: str
    comma: bool
    thousands: str
    encoding: str
    place: Callable[[str, str], str]
    title: tuple[str, ...]
    total: bool
    note: bool
    behind: bool

    def number(self, number: float) -> str:
        written = f"{number:,}".replace(",", self.thousands)
        return written.replace(".", ",") if self.comma else written

    def csv(self, rows: Sequence[Sequence[str]]) -> bytes:
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=self.separator, lineterminator="\n")
        writer.writerows([*([one] for one in self.title), *rows])
        return stream.getvalue().encode(self.encoding)


def wide(style: Style, figures: Figures, years: Sequence[int], words: str = "", mark: str = "") -> bytes:
    behind = ["Endring", "Merknad"] if style.behind else []
    rows = [["Kommune", *(f"{words}{year}" for year in years[:-1]), f"{words}{years[-1]}{mark}", *behind]]
    for code, name in PLACES.items():
        numbers = [style.number(figures[code, year]) for year in years]
        rows.append([style.place(code, name), *numbers, *(["1", "ok"] if behind else [])])
    if style.total:
        rows.append(["I alt", *["999"] * len(years), *(["1", ""] if behind else [])])
    return style.csv([*rows, *([["Kilde: fylket"]] if style.note else [])])


def long(style: Style, figures: Figures, years: Sequence[int], sex: bool = False) -> bytes:
    rows = [["Kommune", "År", *(["Kjønn"] if sex else []), "Andel"]]
    for (code, year), number in figures.items():
        cells = [style.place(code, PLACES[code]), str(year)]
        rows.append([*cells, *(["Begge kjønn"] if sex else []), style.number(number)])
        rows += [[*cells, "Menn", "7"]] if sex else []
    if style.total:
        rows += [["Sum", str(year), *(["Begge kjønn"] if sex else []), "999"] for year in years]
    return style.csv([*rows, *([["Kilde: fylket"]] if style.note else [])])


def quarters(style: Style, figures: Figures, years: Sequence[int]) -> bytes:
    rows = [["Kommune", "Kvartal", "Andel"]]
    for (code, year), number in figures.items():
        numbers = ["1", "2", "3", style.number(number)]
        rows += [[style.place(code, PLACES[code]), f"{year}K{n}", one] for n, one in enumerate(numbers, 1)]
    return style.csv(rows)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(stream)
    return stream.getvalue()


def sheets_by_year(style: Style, figures: Figures, years: Sequence[int]) -> bytes:
    sheets: dict[str, Rows] = {}
    for year in years:
        rows: Rows = [[style.place(code, name), figures[code, year]] for code, name in PLACES.items()]
        sheets[str(year)] = [["Kommune", "Andel"], *rows]
    return workbook(sheets)


def merged(style: Style, figures: Figures, years: Sequence[int]) -> bytes:
    rows: list[list[object]] = [["Kommune", "År", "Andel"]]
    for code, name in PLACES.items():
        for n, year in enumerate(years):
            rows.append([style.place(code, name) if n == 0 else None, year, figures[code, year]])
    return workbook({"Ark1": rows})


def turned(style: Style, figures: Figures, years: Sequence[int]) -> bytes:
    rows: list[list[object]] = [["År", *PLACES.values()]]
    rows += [[year, *(figures[code, year] for code in PLACES)] for year in years]
    return workbook({"Ark1": rows})


def sheets_by_place(style: Style, figures: Figures, years: Sequence[int]) -> bytes:
    sheets: dict[str, Rows] = {}
    for code, name in PLACES.items():
        rows: Rows = [["År", "Andel"]]
        rows += [[year, figures[code, year]] for year in years]
        sheets[name] = rows
    return workbook(sheets)


def a_file_a_year(style: Style, figures: Figures, years: Sequence[int]) -> dict[str, bytes]:
    return {
        f"tall {year}.csv": style.csv(
            [
                ["Kommune", "Andel"],
                *(
                    [style.place(code, name), style.number(figures[code, year])]
                    for code, name in PLACES.items()
                ),
            ]
        )
        for year in years
    }


def three_years(style: Style, figures: Figures, years: Sequence[int]) -> bytes:
    rows = [["Kommune", *(f"{year - 2}–{year}" for year in years)]]
    for code, name in PLACES.items():
        rows.append([style.place(code, name), *(style.number(figures[code, year]) for year in years)])
    return style.csv(rows)


def as_text(write: Callable[..., bytes], **more: object) -> Callable[..., dict[str, bytes]]:
    """Return what writes a text with a table."""
    return lambda style, figures, years: {"t.csv": write(style, figures, years, **more)}


def as_workbook(write: Callable[..., bytes]) -> Callable[..., dict[str, bytes]]:
    """Return what writes a workbook with a table."""
    return lambda style, figures, years: {"t.xlsx": write(style, figures, years)}


LAYOUTS: Mapping[str, Callable[..., dict[str, bytes]]] = {
    "wide": as_text(wide),
    "words before the years": as_text(wide, words="Andel "),
    "a provisional year": as_text(wide, mark="*"),
    "long": as_text(long),
    "long with categories": as_text(long, sex=True),
    "quarters": as_text(quarters),
    "three-year means": as_text(three_years),
    "a file for each year": a_file_a_year,
    "a sheet for each year": as_workbook(sheets_by_year),
    "a sheet for each place": as_workbook(sheets_by_place),
    "merged cells": as_workbook(merged),
    "turned round": as_workbook(turned),
}
STYLES = st.builds(
    Style,
    separator=st.sampled_from(";\t|"),
    comma=st.booleans(),
    thousands=st.sampled_from(["", " ", "\u00a0"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    place=st.sampled_from(
        [
            lambda code, name: name,
            lambda code, name: f"{name} kommune",
            lambda code, name: code,
            lambda code, name: f"{code} {name}",
            lambda code, name: f"K-{code} {name}",
        ]
    ),
    title=st.sampled_from([(), ("Andel i Buskerud",), ("Tabell 4", "")]),
    total=st.booleans(),
    note=st.booleans(),
    behind=st.booleans(),
)
GAZETTEER: list[Gazetteer] = []


def gazetteer_of(catalogue: Path) -> Gazetteer:
    if not GAZETTEER:
        GAZETTEER.append(load_gazetteer(catalogue / "places"))
    return GAZETTEER[0]


@settings(max_examples=examples(300))
@given(
    st.sampled_from(sorted(LAYOUTS)),
    STYLES,
    st.integers(2, 4),
    st.lists(st.integers(1, 9_999), min_size=32, max_size=32),
    st.sampled_from([1, 10, 100]),
)
def test_a_table_gives_its_figures(
    layout: str, style: Style, number: int, numbers: list[int], divisor: int
) -> None:
    gazetteer = gazetteer_of(Path(__file__).parents[3] / "catalogue")
    years = list(range(2025 - number, 2025))
    cells = [(code, year) for code in PLACES for year in years]
    figures = dict(zip(cells, (one / divisor for one in numbers), strict=False))
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "data").mkdir()
        for name, content in LAYOUTS[layout](style, figures, years).items():
            (here / "data" / name).write_bytes(content)
        found = built(here, gazetteer)
    assert found == figures


def built(here: Path, gazetteer: Gazetteer) -> Figures:
    """Propose, answer and build; return the figures."""
    recipe, listed = answered(*propose(sorted((here / "data").iterdir()), gazetteer, "33", DAY))
    for name, text in (("recipe.toml", recipe), ("indicators.csv", listed), ("method.toml", "")):
        (here / name).write_text(text, encoding="utf-8")
    build_study(here / "recipe.toml", here / "data", here / "out", gazetteer)
    with (here / "out" / "observations.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len({row["indicator"] for row in rows}) == 1
    return {(row["place"], int(row["year"])): float(row["value"]) for row in rows if row["value"]}
