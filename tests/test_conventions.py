"""The code keeps the rules that are written down in ARCHITECTURE.md."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.sources import functions, trees

pytestmark = [pytest.mark.contract, pytest.mark.xdist_group("sources")]

AtMost = Callable[[int, int, str], None]
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
WORDS = {"_", "gettext", "ngettext", "pgettext"}
# Built from parts, so that this file does not name what no file may name.
REGISTRY_HOSTS = ["pypi" + ".org", "files.python" + "hosted", "registry." + "npmjs", "npmjs" + ".com"]


def tracked(project: Path) -> list[Path]:
    """List the files that git keeps; in an unpacked archive there is no git, and nothing to hold."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    return [project / name for name in listed.stdout.split("\0") if name and (project / name).is_file()]


def python_files(project: Path) -> list[Path]:
    files = sorted((project / "src" / "loftet").rglob("*.py"))
    return [file for file in files if "migrations" not in file.parts]


def test_no_file_is_longer_than_a_reader_can_hold(project: Path, assert_at_most: AtMost) -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in python_files(project)}
    longest = max(lengths, key=lambda file: lengths[file])
    assert_at_most(lengths[longest], LONGEST_FILE, f"lines of {longest.relative_to(project)}")


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{name}:{one.lineno} {one.name}": one.end_lineno - one.lineno + 1
        for name, tree in trees().items()
        for one in functions(tree)
        if one.end_lineno is not None
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_no_file_names_a_registry(project: Path) -> None:
    named = []
    for file in tracked(project):
        text = file.read_bytes()
        named += [f"{file.relative_to(project)}: {host}" for host in REGISTRY_HOSTS if host.encode() in text]
    assert named == []


def test_every_requirement_is_locked_with_a_hash(project: Path) -> None:
    for file in sorted((project / "requirements").glob("*.txt")):
        lines = file.read_text(encoding="utf-8").splitlines()
        pinned = [number for number, line in enumerate(lines) if re.match(r"[a-z0-9-]+(\[.+\])?==", line)]
        assert pinned, file
        assert all(lines[number].endswith("\\") and "--hash=" in lines[number + 1] for number in pinned), file


def test_every_package_is_in_the_diagram_of_the_architecture(project: Path) -> None:
    packages = {file.parent.name for file in (project / "src" / "loftet").glob("*/__init__.py")}
    told = (project / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert sorted(name for name in packages if f'["{name}: ' not in told) == [], (
        "CONTRIBUTING, «Add an app», 3"
    )


def test_the_diagram_of_the_architecture_has_the_order_of_the_layers(project: Path) -> None:
    chart = (project / "ARCHITECTURE.md").read_text(encoding="utf-8").split("```")[1]
    told = re.findall(r'(\w+)\["\1\b', chart)
    contracts = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [layers] = [one["layers"] for one in contracts if one.get("exhaustive")]
    assert told == [one for one in layers if one in told], "CONTRIBUTING, «Add an app», 2 and 3"


def test_the_inside_of_every_app_is_in_the_contract_of_layers(project: Path) -> None:
    apps = {file.parent.name for file in (project / "src" / "loftet").glob("*/app.py")}
    contracts = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [inside] = [one for one in contracts if one["name"].startswith("Inside an app")]
    without = sorted(apps - {name.removeprefix("loftet.") for name in inside["containers"]})
    assert without == [], "CONTRIBUTING, «Add an app», 2"


def test_links_between_documents_lead_somewhere(project: Path) -> None:
    broken = []
    for file in [*project.glob("*.md"), *(project / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", file.read_text(encoding="utf-8")):
            if not (file.parent / link).exists():
                broken.append(f"{file.relative_to(project)}: {link}")
    assert broken == []


def test_no_words_hide_in_an_f_string() -> None:
    """Babel does not look into f-strings before Python 3.12: what is called there is never collected."""
    hidden = [
        f"{name}:{call.lineno}"
        for name, tree in trees().items()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in WORDS
    ]
    assert hidden == []


def test_pictures_of_the_documentation_are_few_and_light(project: Path, assert_at_most: AtMost) -> None:
    pictures = sorted((project / "docs").rglob("*.png"))
    pages = [project / "README.md", *(project / "docs").rglob("*.md")]
    text = "".join(file.read_text(encoding="utf-8") for file in pages)
    assert [one.name for one in pictures if f"/{one.name})" not in text] == []
    assert {one.name: one.stat().st_size for one in pictures if one.stat().st_size > 225_000} == {}
    assert_at_most(len(pictures), 60, "pictures")


def test_small_files_are_read_in_one_way(project: Path) -> None:
    source = project / "src" / "loftet"
    texts = {file.relative_to(source).as_posix(): file.read_text("utf-8") for file in python_files(project)}
    assert [name for name, text in texts.items() if "csv.reader(" in text] == ["text_files/rows.py"]
    assert [name for name, text in texts.items() if "csv.DictReader(" in text] == []
    assert [name for name, text in texts.items() if "tomllib.load" in text] == ["text_files/toml_lines.py"]


def test_raw_answers_are_kept_in_one_place(project: Path) -> None:
    source = project / "src" / "loftet" / "sources"
    texts = {file.relative_to(source).as_posix(): file.read_text("utf-8") for file in source.rglob("*.py")}
    assert [name for name, text in texts.items() if '"raw"' in text] == ["raw_copies.py"]


def test_interfaces_are_asked_by_one_caller(project: Path) -> None:
    sources = project / "src" / "loftet" / "sources"
    texts = {file.relative_to(sources).as_posix(): file.read_text("utf-8") for file in sources.rglob("*.py")}
    assert [name for name, text in texts.items() if re.search(r"httpx\.Client\(|\.stream\(", text)] == [
        "web.py"
    ]
