"""A small recipe, laid out in an empty folder, for the tests to spoil."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loftet.geography.gazetteer import Gazetteer, load_gazetteer

RECIPE = """\
[study]
title = "Prøve"
publisher = "Løftet"
licence = "CC BY 4.0"
codes_at = 2024-01-01
scope = "40"
indicators = "indicators.csv"
method = "method.toml"

[files.t]
path = "t.csv"
source = "Kilden"
blank = "missing"
place = { column = "Kommune", kind = "name", codes_at = 2024-01-01, scope = "40" }
period = { column = "År", kind = "year" }

[[series]]
indicator = "x"
file = "t"
value = "Verdi"
"""
INDICATORS = "indicator,name,goal,weight,lower,red,green,upper,applies_to\nx,X,1,1,,,,,\n"


@pytest.fixture(scope="module")
def gazetteer(catalogue: Path) -> Gazetteer:
    return load_gazetteer(catalogue / "places")


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[dict[str, str], str | bytes | None], None]:
    """Lay a recipe and its raw file out in an empty folder, and work there."""
    monkeypatch.chdir(tmp_path)

    def lay_out(changes: dict[str, str], data: str | bytes | None) -> None:
        recipe = RECIPE
        for old, new in changes.items():
            assert recipe.count(old) == 1, old
            recipe = recipe.replace(old, new)
        Path("recipe.toml").write_text(recipe, encoding="utf-8")
        Path("indicators.csv").write_text(INDICATORS, encoding="utf-8")
        Path("method.toml").write_text("", encoding="utf-8")
        Path("data").mkdir()
        if data is not None:
            name = "t.xlsx" if "t.xlsx" in recipe else "t.csv"
            Path("data", name).write_bytes(data if isinstance(data, bytes) else data.encode())

    return lay_out
