"""No test of the gate judges by the clock, waits for a time, or picks a port before it is used.

Nor does one compare the moment of all tests with the time that the disk gives a file.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.moment import uses_processes

CLOCK = re.compile(r"\b(?:monotonic|perf_counter)\(\)|\bsleep\((?!0\))|\bfree\.bind\(")
LEFT_OUT = re.compile(r"\bmark\.(?:nightly|release|browser)\b|\bby_night\(")

AGE_OF_A_FILE = re.compile(r"st_mtime\s*(?:<|>)|-\s*[\w.]+\.stat\(\)\.st_mtime")


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


def ask_for_the_age_of_a_file(source: str) -> list[str]:
    """Return the functions of a source that compare a file's time with that of a clock."""
    functions = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.FunctionDef)]
    return [one.name for one in functions if AGE_OF_A_FILE.search(ast.get_source_segment(source, one) or "")]


def test_a_test_of_a_files_age_sets_it_or_has_the_clock_of_the_disk(project: Path) -> None:
    sources = [one.read_text(encoding="utf-8") for one in sorted((project / "src").rglob("*.py"))]
    asking = {name for source in sources for name in ask_for_the_age_of_a_file(source)}
    assert asking == {"_remove_left_over", "_remove_others", "forget_files", "remove_unfinished"}
    named = re.compile(rf"\b(?:{'|'.join(sorted(asking))})\(")
    others = []
    for file in sorted((project / "tests").rglob("test_*.py")):
        text = file.read_text(encoding="utf-8")
        if named.search(text) and not uses_processes(file) and "os.utime(" not in text:
            others.append(str(file.relative_to(project)))
    assert others == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def old(file):\n    return file.stat().st_mtime < before\n", ["old"]),
        ("def old(file):\n    return time() - file.stat().st_mtime > HOUR\n", ["old"]),
        ("def told(file):\n    return file.stat().st_mtime_ns\n", []),
    ],
)
def test_what_asks_for_the_age_of_a_file_is_found(source: str, found: list[str]) -> None:
    assert ask_for_the_age_of_a_file(source) == found
