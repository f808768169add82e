"""Docs, comments and docstrings are written in plain words: a package that is clean stays so."""

from collections import Counter
from pathlib import Path

import pytest

from tests.house.words import LONG_LINE, banned_words, counts, docstring_faults_of, import_circles

pytestmark = pytest.mark.contract


@pytest.fixture(scope="module")
def found(project: Path) -> dict[str, dict[str, Counter[str]]]:
    return counts(project)


def test_every_package_is_clean(found: dict[str, dict[str, Counter[str]]]) -> None:
    assert found == {}


def test_no_line_of_a_template_is_long(found: dict[str, dict[str, Counter[str]]]) -> None:
    files = {name: faults for area in found.values() for name, faults in area.items()}
    assert [name for name, faults in files.items() if LONG_LINE in faults] == []


def test_no_imports_run_in_a_circle() -> None:
    assert import_circles() == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("It is computed " + "anew.", ["anew"]),
        ("Who" + "ever reads it, and what is at " + "hand.", ["whoever", "at hand"]),
        ("The rule stands " + "in the file.", ["stands in"]),
        ("A place stands at 3 on the scale.", []),
        ("Return the row, or None.", []),
    ],
)
def test_banned_words_are_found_in_a_line(line: str, found: list[str]) -> None:
    assert banned_words(line) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('def f():\n    """Return it."""\n', []),
        ('def f():\n    """Give it."""\n', ["docstring verb «Give»"]),
        ('class A:\n    """What is there."""\n', ["clause «What …»"]),
        ('class A:\n    """Tell a row."""\n', ["docstring verb «Tell»"]),
        ('class A:\n    """A row."""\n', []),
    ],
)
def test_docstrings_begin_with_a_known_verb(source: str, found: list[str]) -> None:
    assert docstring_faults_of(source) == found
