"""What pytest collects of the sources: examples in docstrings, of the files that have a prompt."""

from collections.abc import Generator
from pathlib import Path

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Leave out files without an example: each process would import and search a thousand of them.

    A package is always imported, and before its modules: importlib would make those twice otherwise.
    """
    found = yield
    is_package = file_path.name == "__init__.py"
    return found if found and (is_package or ">>> " in file_path.read_text(encoding="utf-8")) else []
