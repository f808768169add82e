"""The how-to of recipes names every key, and its example is the recipe that is used."""

from dataclasses import fields
from enum import Enum
from pathlib import Path

import pytest

from loftet.sources.tables import recipe
from loftet.sources.tables.check import read_recipe

PARTS = [
    recipe.StudyPart,
    recipe.FilePart,
    recipe.PlacePart,
    recipe.PeriodPart,
    recipe.WidePart,
    recipe.SeriesPart,
    recipe.YearsPart,
    recipe.SumPart,
    recipe.DividePart,
    recipe.CellSelection,
    recipe.UnusedPart,
]
WORDS = [kind for kind in vars(recipe).values() if isinstance(kind, type) and issubclass(kind, Enum)]


@pytest.fixture(scope="module")
def how_to(project: Path) -> str:
    return (project / "docs" / "how-to" / "recipe.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_the_how_to_names_every_key(how_to: str, part: type) -> None:
    assert [one.name for one in fields(part) if f"`{one.name}`" not in how_to] == []


def test_the_how_to_names_every_word_that_a_key_may_have(how_to: str) -> None:
    words = {member.value for kind in WORDS if kind is not Enum for member in kind}
    assert {word for word in words if f"`{word}`" not in how_to} == set()


def test_the_recipes_of_the_catalogue_are_right(catalogue: Path) -> None:
    read = {
        file.name: read_recipe(file)[0]
        for file in (catalogue / "recipes").glob("*.toml")
        if "method" not in file.name
    }
    assert {name: len(one.series) for name, one in read.items()} == {"telemark.toml": 18}


def test_what_an_empty_cell_means_is_one_of_the_marks(catalogue: Path) -> None:
    read, _ = read_recipe(catalogue / "recipes" / "telemark.toml")
    assert read.files["bosetting"].marks == {
        "": recipe.MissingMark.MISSING,
        "Inf": recipe.MissingMark.MISSING,
        ".": recipe.MissingMark.NOT_POSSIBLE,
        ":": recipe.MissingMark.SUPPRESSED,
    }
