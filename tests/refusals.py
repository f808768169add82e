"""The reasons with which something is refused: that of one verdict, and those that no test meets.

    python -m tests.refusals needs pools

runs the tests of some apps on PostgreSQL, and prints each place in their sources where nothing was refused.
"""

import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.utils import translation

from loftet.core import verdicts
from loftet.core.verdicts import Denied, Verdict
from tests import on_postgres

SOURCES = Path(verdicts.__file__).parents[1]
NOTED_IN = "LOFTET_REFUSALS"
_given: set[str] = set()


def reason_of(verdict: Verdict) -> str:
    """Return why a rule says no, in English; it must."""
    assert isinstance(verdict, Denied)
    with translation.override("en"):
        return str(verdict.reason)


def pytest_configure(config: pytest.Config) -> None:
    """Note where each refusal comes from, once this file is given to pytest as a plugin."""

    def note(verdict: Denied) -> None:
        frame = sys._getframe(2)  # the function that denies, beyond the generated __init__
        _given.add(f"{frame.f_code.co_filename}:{frame.f_lineno}")
        object.__setattr__(verdict, "rule", verdicts._dotted_name(frame))

    setattr(Denied, "__post_init__", note)  # noqa: B010 - the class is frozen for its own rows alone


def pytest_unconfigure(config: pytest.Config) -> None:
    """Write the places down, a file for each process."""
    (Path(os.environ[NOTED_IN]) / str(os.getpid())).write_text("\n".join(_given))


def refusals_of(app: str) -> Iterator[tuple[str, str]]:
    """Yield where the functions of an app refuse something, and the line."""
    for path in sorted((SOURCES / app).rglob("*.py")):
        text = path.read_text()
        functions = (one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef))
        inside = (node for one in functions for node in ast.walk(one) if isinstance(node, ast.Call))
        calls = {one.lineno for one in inside if ast.unparse(one.func) == "Denied" and not _hides(one)}
        lines = text.splitlines()
        for number in sorted(calls):
            yield f"{path}:{number}", " ".join(lines[number - 1 : number + 1])


def _hides(call: ast.Call) -> bool:
    """Check whether a refusal tells nobody why: tests/test_hidden.py walks those of all apps."""
    return [ast.unparse(one) for one in call.args] == ["HIDDEN"]


def main(*apps: str) -> int:
    """Return how many refusals of some apps none of their tests meets, at most 1 where one fails."""
    with TemporaryDirectory() as folder:
        os.environ[NOTED_IN] = folder
        failed = on_postgres.main("-p", "tests.refusals", *(f"tests/{one}" for one in apps))
        met = {line for one in Path(folder).iterdir() for line in one.read_text().splitlines()}
    left = [(place, line) for app in apps for place, line in refusals_of(app) if place not in met]
    for place, line in left:
        print(f"{Path(place).relative_to(SOURCES)}: {' '.join(line.split())}")  # noqa: T201
    return int(bool(failed or left))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
