"""The checker of open contracting data, which lies beside the project."""

import subprocess
import sys
from pathlib import Path

import pytest


def refused_by_the_standard(shared: Path, file: Path) -> list[str]:
    """Return what the checker of the standard says against a file."""
    pytest.importorskip("jsonschema")
    checker = [sys.executable, str(shared / "data/formats/check_ocds.py"), str(file)]
    asked = [*checker, "--prefix", "ocds-loftet"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    lines = told.stdout.splitlines()
    assert told.returncode in (0, 1), told.stderr
    return [line for line in lines if line.startswith(("ERROR", "warning"))]
