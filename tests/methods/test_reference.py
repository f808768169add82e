"""The reference of methods is what the code says, and names no function that is not there."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def generator(project: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location(
        "generate_methods", project / "docs" / "generate_methods.py"
    )
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


# Packages whose formulas are on a page of their own in docs/reference, or in the docstring of a module.
EXPLAINED = ("uncertainty", "effect", "match", "timetable", "procurement")


def test_the_reference_of_methods_is_current(project: Path) -> None:
    checked = subprocess.run(
        [sys.executable, project / "docs" / "generate_methods.py", "--check"], check=False
    )
    assert checked.returncode == 0, "run `make docs`"


def test_every_function_that_a_published_run_holds_is_there(generator: ModuleType) -> None:
    there = {
        f"{name}.{function}"
        for name, module in generator.modules()
        for function, _ in generator.functions(module)
    }
    assert set(generator.RUNS) <= there


def test_every_method_names_its_shapes_or_its_formula(generator: ModuleType) -> None:
    silent = [
        f"{name}.{function}"
        for name, module in generator.modules()
        for function, code in generator.functions(module)
        if not name.startswith(EXPLAINED) and not ("Shapes" in code.__doc__ or "Formula" in code.__doc__)
    ]
    assert silent == []
