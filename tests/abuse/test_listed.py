"""The list of abuse cases that people read is the list that is tested."""

import ast
import re
from pathlib import Path

import pytest

from tests.abuse.cases import CASES

pytestmark = pytest.mark.contract

NAMED = re.compile(r"`(tests/[a-z_/]+\.py)::(test_[a-z0-9_]+)`")
CASE = re.compile(r"^\| `([a-z0-9-]+)` \|", re.MULTILINE)

FINDING = re.compile(r"^\| ([NRS]\d+′?) \|.*`tests/", re.MULTILINE)
FINDINGS = [*(f"N{number}" for number in range(1, 12)), "R4′", "S4′"]


def named_in(file: Path) -> set[str]:
    """Return the names of the tests in a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")
    }


def test_the_page_lists_every_case_and_names_tests_that_are_there(project: Path) -> None:
    page = (project / "docs" / "reference" / "abuse.md").read_text(encoding="utf-8")
    assert sorted(CASE.findall(page)) == sorted(CASES)
    assert FINDING.findall(page) == FINDINGS
    named = set(NAMED.findall(page))
    assert [one for one in sorted(named) if one[1] not in named_in(project / one[0])] == []
    here = Path(__file__)
    ours = {
        (f"tests/abuse/{file.name}", name)
        for file in here.parent.glob("test_*.py")
        if file != here
        for name in named_in(file)
    }
    assert ours - named == set()
    assert len(CASES) >= 30
