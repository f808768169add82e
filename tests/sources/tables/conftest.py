"""A small desk with a recipe and raw files, for tests that build a whole study."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.sources.tables import BuildReport, build_study

HEAD = """\
[study]
title = "Prøve"
publisher = "Løftet"
licence = "CC BY 4.0"
codes_at = 2024-01-01
scope = "40"
also = ["NO", "40"]
indicators = "indicators.csv"
method = "method.toml"

"""
INDICATORS = "indicator,name,goal,weight,lower,red,green,upper,applies_to,colour\nx,X,1,1,,,,,,blå\n"


@pytest.fixture(scope="session")
def gazetteer(catalogue: Path) -> Gazetteer:
    return load_gazetteer(catalogue / "places")


@pytest.fixture
def build(tmp_path: Path, gazetteer: Gazetteer) -> Callable[..., BuildReport]:
    """Build a study in `out` from a recipe's files and series, and from CSV files by name."""
    (tmp_path / "data").mkdir()
    (tmp_path / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    (tmp_path / "method.toml").write_text("# våre regler\n", encoding="utf-8")

    def run(body: str, **files: str) -> BuildReport:
        (tmp_path / "recipe.toml").write_text(HEAD + body, encoding="utf-8")
        for name, text in files.items():
            (tmp_path / "data" / f"{name}.csv").write_text(text, encoding="utf-8")
        return build_study(tmp_path / "recipe.toml", tmp_path / "data", tmp_path / "out", gazetteer)

    return run


@pytest.fixture
def cells(tmp_path: Path) -> Callable[[], dict[tuple[str, str], tuple[str, str]]]:
    """Return value and status of the study in `out`, by place and year."""

    def read() -> dict[tuple[str, str], tuple[str, str]]:
        with (tmp_path / "out" / "observations.csv").open(encoding="utf-8", newline="") as stream:
            return {
                (row["place"], row["year"]): (row["value"], row["status"]) for row in csv.DictReader(stream)
            }

    return read


@pytest.fixture
def sketch() -> Callable[..., str]:
    """Write the part of a recipe that reads `t.csv`, with more keys where they are asked for."""

    def write(file: str = "", place: str = "", period: str = 'kind = "year"', series: str = "") -> str:
        return (
            f'[files.t]\npath = "t.csv"\nsource = "Kilden"\nblank = "missing"\n{file}\n'
            f'place = {{ column = "Kommune", kind = "name", codes_at = 2024-01-01, scope = "40"{place} }}\n'
            f'period = {{ column = "År", {period} }}\n\n'
            f'[[series]]\nindicator = "x"\nfile = "t"\nvalue = "Verdi"\n{series}\n'
        )

    return write
