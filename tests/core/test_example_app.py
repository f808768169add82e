"""The example app is small, touches little outside its folder, and does all that the recipe says."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.contract

MOST_LINES, MOST_PLACES = 325, 8


def test_the_example_app_is_small(project: Path, assert_at_most: Callable[[int, int, str], None]) -> None:
    files = sorted((project / "examples" / "notes").glob("*.py"))
    lines = sum(len(one.read_text(encoding="utf-8").splitlines()) for one in files)
    assert_at_most(lines, MOST_LINES, "lines of the example app")


def places_outside(project: Path) -> list[str]:
    """List the lines outside the app's folder that name it; its own tests and documentation aside."""
    files = [
        *(project / "src").rglob("*.py"),
        *(project / "examples").glob("*.py"),
        project / "pyproject.toml",
    ]
    return [
        f"{file.relative_to(project)}:{number}: {line.strip()}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\bnotes\b", line) and "examples" in line and not line.lstrip().startswith(("#", '"""'))
    ]


def test_the_example_app_touches_few_places(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = places_outside(project)
    with capsys.disabled():
        sys.stdout.write("\n  ".join(("", *places, "")))  # the list that acceptance asks for
    assert 0 < len(places) <= MOST_PLACES


# How an app is named where it must be; who imports from it needs it, and is no place of it.
NAMED = re.compile(
    r"""^    "(?:loftet\.)?needs(?:\.\w+)?",$|include\("loftet\.needs\.urls"\)|needs\["needs: """
    r"""|^\| `needs` \||^    "needs_\w+": \(|^## needs$|^\| `needs_\w+`""",
    re.MULTILINE,
)
BY_HAND = {
    "src/loftet/site/settings.py",
    "src/loftet/site/urls.py",
    "pyproject.toml",
    "ARCHITECTURE.md",
    "tests/people/test_personal_data.py",
}
# `make docs`; `make messages` writes words that another app has, too, to `src/loftet/locale`.
BY_COMMAND = {"docs/reference/modules.md", "docs/reference/retention.md"}


def test_a_real_app_touches_few_places_and_no_silent_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [project / "pyproject.toml", *project.glob("*.md")]
    for folder, ending in (("src", "py"), ("tests", "py"), ("docs", "md")):
        files += (project / folder).rglob(f"*.{ending}")
    own = (project / "src" / "loftet" / "needs", project / "tests" / "needs")
    places = {
        file.relative_to(project).as_posix(): len(found)
        for file in files
        if not any(file.is_relative_to(one) for one in own)
        if (found := NAMED.findall(file.read_text(encoding="utf-8")))
    }
    with capsys.disabled():
        sys.stdout.write(f"\nplaces of needs outside its folder, and their lines: {places}\n")
    assert set(places) == BY_HAND | BY_COMMAND
    assert len(places) <= MOST_PLACES


@pytest.mark.nightly
def test_the_example_app_is_built_and_walked(project: Path) -> None:
    """Its tests need settings of their own, so they run in a process of their own."""
    own = {"DJANGO_SETTINGS_MODULE": "examples.settings", "PYTEST_ADDOPTS": ""}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/examples"]
    without = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_XDIST")}
    run = subprocess.run(
        command, cwd=project, env=without | own, capture_output=True, text=True, check=False, timeout=300
    )
    assert run.returncode == 0, run.stdout[-3_000:]
    assert re.search(r"\b1[1-9] passed", run.stdout), run.stdout[-500:]
