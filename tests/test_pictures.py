"""The pictures of the README are of today's catalogue: its count of indicators stands in them."""

import re
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

pytestmark = pytest.mark.contract


def taken_by(script: dict[str, Any]) -> set[str]:
    """Return the pictures that the script takes, from the project's folder."""
    names = (*script["PAGES"], *script["SIGNED_IN"])
    return {f"docs/pictures/{name}-{width}.png" for name in names for width, _height in script["WINDOWS"]}


def test_the_pictures_were_taken_of_as_many_indicators_as_there_are(project: Path, tmp_path: Path) -> None:
    script = run_path(str(project / "docs" / "take_pictures.py"))
    script["note"](tmp_path)
    kept = (script["PICTURES"] / script["TAKEN_OF"]).read_text(encoding="utf-8")
    assert kept == (tmp_path / script["TAKEN_OF"]).read_text(encoding="utf-8"), "run «make screenshots»"


def test_the_script_takes_the_pictures_of_the_readme(project: Path) -> None:
    script = run_path(str(project / "docs" / "take_pictures.py"))
    taken = taken_by(script)
    shown = re.findall(r"\((docs/pictures/[^)]+)\)", (project / "README.md").read_text(encoding="utf-8"))
    assert shown
    assert set(shown) <= taken


def test_each_picture_that_the_script_takes_is_there(project: Path) -> None:
    script = run_path(str(project / "docs" / "take_pictures.py"))
    there = {f"docs/pictures/{one.name}" for one in script["PICTURES"].glob("*.png")}
    assert sorted(there ^ taken_by(script)) == ["docs/pictures/municipality-before.png"]
