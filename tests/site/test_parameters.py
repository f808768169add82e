"""Every parameter that the site reads is known to it: one that is forgotten would be taken away."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import get_resolver

from loftet.core import registry
from loftet.site.parameters import PARAMETERS

pytestmark = pytest.mark.contract

READ = re.compile(r"request\.GET\.([a-z_]+)")
WRITTEN = re.compile(r"[?&]([a-z_]+)=")
GET_FORM = re.compile(r'<form[^>]*method="get".*?</form>', re.DOTALL)
FIELD = re.compile(r'<(?:input|select|button)[^>]*\bname="([a-z_]+)"')
ADDRESS = re.compile(r"{% page_address ([^%]*)%}")
OTHERS = ("sources", "editions")  # what they ask for is on other sites
# Names that stand in a loop or come as an argument: of these the site reads what its callers name.
IN_LOOPS = {(f"status/{file}.py", "name") for file in ("comparison/adding", "edition", "embedding")}
# Methods of a query, no parameters of ours.
METHODS = {"get", "getlist", "copy", "urlencode", "lists"}


def is_query(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "GET" and ast.unparse(node.value) == "request"


def asked_in(tree: ast.AST) -> Iterator[ast.expr]:
    """Find what is asked of a query: `.get(name)`, `.getlist(name)`, `[name]`, `name in …`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_query(node.func.value):
            if node.func.attr in ("get", "getlist"):
                yield node.args[0]
        elif isinstance(node, ast.Subscript) and is_query(node.value):
            yield node.slice
        elif isinstance(node, ast.Compare) and is_query(node.comparators[0]):
            yield node.left


def test_every_parameter_that_the_code_reads_is_known(project: Path) -> None:
    root, found, loops = project / "src" / "loftet", set(), set()
    for file in root.rglob("*.py"):
        for asked in asked_in(ast.parse(file.read_text(encoding="utf-8"))):
            at = file.relative_to(root).as_posix()
            if isinstance(asked, ast.Constant):
                found.add(asked.value)
                continue
            assert isinstance(asked, ast.Name), f"{at}: {ast.unparse(asked)}"
            name = getattr(import_module(f"loftet.{at[:-3].replace('/', '.')}"), asked.id, None)
            if name is None:
                loops.add((at, asked.id))
            else:
                found.add(name)
    assert loops == IN_LOOPS
    assert get_resolver().url_patterns  # an app registers what it reads for a page of another
    assert PARAMETERS - found == set()
    assert found - PARAMETERS - registry.parameters() == set()


def test_every_parameter_that_a_page_leads_to_is_known(project: Path) -> None:
    root, found = project / "src" / "loftet", set()
    files = [*root.rglob("*.html"), *root.rglob("*.py")]
    for file in files:
        if file.relative_to(root).parts[0] in OTHERS or file.name == "parameters.py":
            continue
        text = file.read_text(encoding="utf-8")
        found |= set(WRITTEN.findall(text)) | set(READ.findall(text)) - METHODS
        found |= {name for form in GET_FORM.findall(text) for name in FIELD.findall(form)}
        found |= {name for call in ADDRESS.findall(text) for name in re.findall(r"(\w+)=", call)}
    assert get_resolver().url_patterns  # the lists of all pages register what they filter by
    assert found - PARAMETERS - registry.parameters() == set()
    assert len(found) > 10
