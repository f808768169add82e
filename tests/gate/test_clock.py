"""No test of the gate judges by the clock, waits for a time, or picks a port before it is used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CLOCK = re.compile(r"\b(?:monotonic|perf_counter)\(\)|\bsleep\((?!0\))|\bfree\.bind\(")
LEFT_OUT = re.compile(r"\bmark\.(?:nightly|release|browser)\b|\bby_night\(")


def read_by_day(source: str) -> Iterator[tuple[str, str]]:
    """Return the name and the source of each test that is neither nightly nor for a release."""
    module = ast.parse(source)
    marks = [ast.unparse(node) for node in module.body if isinstance(node, ast.Assign)]
    if any(one.startswith("pytestmark") and LEFT_OUT.search(one) for one in marks):
        return
    functions = [one for one in ast.walk(module) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    for one in functions:
        marked = any(LEFT_OUT.search(ast.unparse(mark)) for mark in one.decorator_list)
        if one.name.startswith("test_") and not marked:
            yield one.name, ast.get_source_segment(source, one) or ""


def test_no_test_of_the_day_judges_by_the_clock(project: Path) -> None:
    by_clock, seen = [], 0
    for file in sorted((project / "tests").rglob("test_*.py")):
        for name, source in read_by_day(file.read_text(encoding="utf-8")):
            seen += 1
            if CLOCK.search(source):
                by_clock.append(f"{file.relative_to(project)}::{name}")
    assert seen > 3_000
    assert by_clock == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def test_it():\n    assert monotonic() - began < 2\n", ["test_it"]),
        ("class TestIt:\n    def test_it(self):\n        time.sleep(1)\n", ["test_it"]),
        ("@pytest.mark.nightly\ndef test_it():\n    time.sleep(1)\n", []),
        ("pytestmark = [pytest.mark.release]\ndef test_it():\n    time.sleep(1)\n", []),
        ("def wait():\n    time.sleep(1)\n", []),
    ],
)
def test_what_judges_by_the_clock_is_found(source: str, found: list[str]) -> None:
    assert [name for name, text in read_by_day(source) if CLOCK.search(text)] == found
