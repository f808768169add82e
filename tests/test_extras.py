"""What a web server installs: no more than it uses, all of it locked alike, and whole without a checkout."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from loftet.cli import DONE, REFUSED
from loftet.faults import NUMBERS
from tests.site.test_web_process import CODE

BLOCK = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {sorted(NUMBERS)!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
"""


def python(code: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LOFTET_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=clean | {"LOFTET_ENV_FILE": ""} | environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def loftet(*words: str) -> str:
    return f"import sys; from loftet.cli import main; sys.exit(main({list(words)!r}))"


def pins(project: Path, name: str) -> dict[str, str]:
    text = (project / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(
        re.findall(
            r"^([a-z0-9-]+)(?:\[.+\])?==(\S+)(?: ; python_full_version < '3.12')? ", text, re.MULTILINE
        )
    )


@pytest.mark.parametrize(("smaller", "larger"), [("base", "numbers"), ("numbers", "dev"), ("base", "dev")])
def test_what_is_installed_in_two_ways_is_of_one_version(project: Path, smaller: str, larger: str) -> None:
    less, more = pins(project, smaller), pins(project, larger)
    assert len(less) > 30
    assert {name: version for name, version in less.items() if more.get(name) != version} == {}


def test_the_extra_is_not_among_what_a_web_server_installs(project: Path) -> None:
    assert sorted(NUMBERS & pins(project, "base").keys()) == []
    assert sorted(NUMBERS - pins(project, "numbers").keys()) == []


@pytest.mark.nightly
def test_pages_are_served_without_the_extra(demo_root: Path, migrated_file: Path, tmp_path: Path) -> None:
    shutil.copy(migrated_file, tmp_path / "db.sqlite3")
    (tmp_path / "editions").symlink_to(demo_root / "editions")
    settings = {"LOFTET_SECRET_KEY": "for this test", "LOFTET_HTTPS": "no", "LOFTET_DATA": str(tmp_path)}
    settings |= {"LOFTET_ACCESS_LOG": "no", "LOFTET_DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}
    done = python(BLOCK + CODE, tmp_path, DJANGO_SETTINGS_MODULE="loftet.site.settings", **settings)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_editions_are_listed_shown_and_published_without_the_extra(demo_root: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_root / "editions", tmp_path / "editions")
    (edition,) = (one.name for one in (tmp_path / "editions").iterdir() if one.is_dir())
    for words in (["list"], ["show", edition], ["publish", edition]):
        done = python(BLOCK + loftet("edition", *words), tmp_path, LOFTET_DATA=str(tmp_path))
        assert (done.returncode, done.stderr) == (DONE, "")
        assert edition in done.stdout


@pytest.mark.parametrize(
    ("words", "module"),
    [
        (("edition", "build", "study"), "xarray"),
        (("status", "study", "--out", "out"), "xarray"),
        (("places", "tiles"), "scipy"),
    ],
)
def test_a_command_that_needs_the_extra_says_so(words: tuple[str, ...], module: str, tmp_path: Path) -> None:
    done = python(BLOCK + loftet(*words), tmp_path, LOFTET_DATA=str(tmp_path / "data"))
    assert (done.returncode, done.stdout, done.stderr.strip()) == (
        REFUSED,
        "",
        f"this command reads sources or builds editions, and «{module}» is not installed: "
        "install loftet[numbers] (in a checkout: make install NUMBERS=yes)",
    )


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of the package, from a copy: the build leaves files beside its source."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("src", "requirements"):
        shutil.copytree(
            project / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
        )
    shutil.copy(project / "pyproject.toml", folder)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "."]
    subprocess.run([*command, "--wheel-dir", "made"], cwd=folder, check=True, capture_output=True)
    (made,) = (folder / "made").glob("loftet-*.whl")
    return made


@pytest.mark.nightly
def test_the_package_holds_every_file_that_its_source_does(project: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        held = {name for name in packed.namelist() if ".dist-info/" not in name}
    source = project / "src"
    files = {
        str(file.relative_to(source))
        for file in (source / "loftet").rglob("*")
        if file.is_file() and file.suffix not in {".pyc", ".po"}
    }
    assert sorted(files - held) == []


@pytest.mark.nightly
def test_the_package_alone_says_what_it_lacks_and_runs_when_it_is_named(
    project: Path, wheel: Path, tmp_path: Path
) -> None:
    alone, work = tmp_path / "alone", tmp_path / "work"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(alone)
    work.mkdir()
    environment = {
        "PYTHONPATH": str(alone),
        "LOFTET_DATA": str(tmp_path / "data"),
        "LOFTET_SECRET_KEY": "for this",
    }
    where = python("import loftet; print(loftet.__file__)", work, **environment)
    assert where.stdout.startswith(str(alone))

    done = python(loftet("init", "--no-input"), work, **environment)
    lacks = "there is no catalogue here: let LOFTET_CATALOGUE name the folder catalogue/ of a checkout"
    assert (done.returncode, done.stderr.strip()) == (REFUSED, f"{work / 'catalogue'}: {lacks}")

    environment["LOFTET_CATALOGUE"] = str(project / "catalogue")
    done = python(loftet("init", "--no-input"), work, **environment)
    lacks = "the style sheets are not built: run «make install» in the checkout, or see LOFTET_STATIC"
    assert (done.returncode, done.stderr.strip()) == (REFUSED, f"{work / 'build' / 'static'}: {lacks}")

    static = tmp_path / "static"
    collected = python(
        loftet("upgrade"), project, LOFTET_STATIC=str(static), **(environment | {"PYTHONPATH": ""})
    )
    assert collected.returncode == DONE, collected.stderr
    done = python(loftet("init", "--no-input"), work, LOFTET_STATIC=str(static), **environment)
    assert (done.returncode, done.stderr) == (DONE, "")
    assert f"static files: as they were collected in {static}" in done.stdout
