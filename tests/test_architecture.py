"""What ARCHITECTURE.md says of where things are is true, and the list of modules is current."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.contract

ENDINGS = ("py", "csv", "toml", "html", "css", "js", "json", "md", "po", "in", "yaml", "service", "template")
PATH = re.compile(rf"`((?:[\w.-]+/)*[\w.-]+\.(?:{'|'.join(ENDINGS)})|(?:[\w.-]+/)+[\w.-]*)`")
MADE_WHEN_RUN = ("var/", "loftet.env", "method.toml")
# Names that stand for a file or a folder of each app or page.
OF_EACH_APP = re.compile(
    r"(app|demo|example|filters|forms|models|panels|queries|rules|urls|views)\.py|management/commands/"
    r"|(models|pages|parts)/"
)


def lines_of(project: Path) -> list[str]:
    return (project / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("| ") else []


def folders_of(line: str) -> list[str]:
    """Return the folders that a row is about: the names in its first cell."""
    return re.findall(r"`([\w./-]+)`", cells_of(line)[0]) if cells_of(line) else []


def bases_of(project: Path, line: str) -> Iterator[Path]:
    """Yield the folders in which paths of a line may begin."""
    package = project / "src" / "loftet"
    for folder in folders_of(line):
        app = folder.split("/")[0]
        yield from (package / folder, project / folder, package / app / "templates" / app)
    yield from (package, project)


def test_the_architecture_is_short(project: Path) -> None:
    assert len(lines_of(project)) <= 160


def test_every_path_of_the_architecture_is_there(project: Path) -> None:
    missing = [
        f"line {number}: {path}"
        for number, line in enumerate(lines_of(project), start=1)
        for path in PATH.findall(line)
        if not path.startswith(MADE_WHEN_RUN)
        and not OF_EACH_APP.fullmatch(path)
        and not any((base / path).exists() for base in bases_of(project, line))
    ]
    assert missing == []


def test_every_answer_to_an_engineer_names_a_file_that_is_there(project: Path) -> None:
    text = (project / "docs" / "why" / "ten-questions-of-an-engineer.md").read_text(encoding="utf-8")
    rows = [cells for line in text.splitlines() if len(cells := cells_of(line)) == 5 and cells[0].isdigit()]
    answers = {path for cells in rows for path in PATH.findall(cells[4]) if "/" in path}
    assert len(answers) > 40
    bases = project / "src" / "loftet", project
    assert sorted(path for path in answers if not any((base / path).exists() for base in bases)) == []


def test_every_package_has_a_row_of_what_is_where(project: Path) -> None:
    told = {folder.split("/")[0] for line in lines_of(project) for folder in folders_of(line)}
    packages = {file.parent.name for file in (project / "src" / "loftet").glob("*/__init__.py")}
    assert sorted(packages - told) == [], "CONTRIBUTING, «Add an app», 3"


def test_every_page_of_status_has_a_row_of_what_is_where(project: Path) -> None:
    told = "\n".join(line for line in lines_of(project) if line.startswith("| `status"))
    pages = {file.parent.name for file in (project / "src" / "loftet" / "status").glob("*/views.py")}
    assert sorted(page for page in pages if f"{page}/" not in told and f"status/{page}`" not in told) == []


def test_the_list_of_modules_is_current(project: Path) -> None:
    checked = subprocess.run(
        [sys.executable, project / "docs" / "generate_modules.py", "--check"], check=False
    )
    assert checked.returncode == 0, "run `make docs`"
