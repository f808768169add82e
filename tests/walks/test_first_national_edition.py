"""The how-to of the first national edition, command by command against the stand-ins."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from loftet.cli import build_parser
from loftet.faults import DONE, PARTLY
from tests.walks.commands import walk
from tests.walks.conftest import background, clean, free_port, page

pytestmark = [pytest.mark.nightly, pytest.mark.xdist_group("stand-ins")]

HEADING = re.compile(r"^## (\d\. .+)$", re.MULTILINE)
REHEARSE, *STEPS = (
    "0. Rehearse without internet",
    "1. Install",
    "2. Hold the catalogue against the interfaces",
    "3. Codes of municipalities since 2013",
    "4. Fetch",
    "5. Edition",
    "6. Look at it",
)


@pytest.fixture(scope="module")
def document(project: Path) -> Path:
    return project / "docs" / "how-to" / "first-national-edition.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which `.venv/bin/loftet` is the one of the tests."""
    made = tmp_path_factory.mktemp("first")
    (made / "build").mkdir()
    (made / ".venv").symlink_to(sys.prefix)
    return made


@pytest.fixture(scope="module")
def port() -> str:
    return str(free_port())


def stand_ins(document: Path, port: str, *more: str) -> str:
    """Return the command of step 0."""
    (command,) = walk(document, REHEARSE, {}).serving
    return shlex.join([*shlex.split(command), "--port", port, *more])


class Folder:
    """The folder of the walk, and what the settings file that step 0 names makes of its commands."""

    def __init__(self, folder: Path, said: str) -> None:
        self.folder = folder
        named = re.search(r"export LOFTET_ENV_FILE=(\S+)", said)
        assert named
        self.settings = clean(LOFTET_ENV_FILE=named[1], LOFTET_STATIC=str(folder / "static"))

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a line as a person would type it."""
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", line],
            cwd=self.folder,
            env=self.settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


@pytest.fixture(scope="module")
def walked(document: Path, folder: Path, port: str) -> Iterator[tuple[Folder, dict[str, list[str]]]]:
    """Walk steps 1 to 6; give the folder and what each step printed, while the stand-ins still answer."""
    with background(stand_ins(document, port), folder, clean(), folder / "said") as said:
        page(f"http://127.0.0.1:{port}/_counts", within=90)
        here = Folder(folder, said.read_text(encoding="utf-8"))
        printed: dict[str, list[str]] = {}
        for heading in STEPS:
            printed[heading] = []
            for line in walk(document, heading, {}).steps:
                done = here.run(line)
                allowed = (DONE, 1) if line.endswith("loftet check") else (DONE,)
                assert done.returncode in allowed, f"{line}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
                printed[heading].append(done.stdout)
        yield here, printed


def test_the_walk_knows_every_step(document: Path) -> None:
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    assert headings == [REHEARSE, *STEPS, "7. The next time"]


def test_every_command_runs_and_figures_come(walked: tuple[Folder, dict[str, list[str]]]) -> None:
    here, printed = walked
    assert "90 indicators fetched, 32 not" in printed["4. Fetch"][0]
    assert printed["5. Edition"][0].endswith(" is published\n")
    assert (here.folder / "build" / "verify.txt").read_text(encoding="utf-8").count(" | works | ") >= 60


def test_what_lies_in_the_checkout_is_not_touched(
    walked: tuple[Folder, dict[str, list[str]]], project: Path
) -> None:
    _here, _printed = walked
    catalogue = (project / "catalogue" / "indicators.csv").read_text(encoding="utf-8")
    assert "prove01" not in catalogue


def test_the_site_shows_the_figures_as_made_up(
    walked: tuple[Folder, dict[str, list[str]]], document: Path
) -> None:
    here, _ = walked
    (command,) = walk(document, "6. Look at it", {}).serving
    number = free_port()
    line = f"{command} --port {number}"
    settings = here.settings | {"LOFTET_HTTPS": "no"}
    with background(line, here.folder, settings, here.folder / "served"):
        shown = page(f"http://127.0.0.1:{number}/kommuner/gol/", within=90)
    assert "Oppdikta tal" in shown or "Oppdiktede tall" in shown


def test_the_script_of_the_next_time_makes_the_same_edition_again(
    walked: tuple[Folder, dict[str, list[str]]], document: Path
) -> None:
    here, printed = walked
    done = here.run(script_of(document))
    assert done.returncode == DONE, done.stderr
    assert done.stdout.splitlines()[-1] == printed["5. Edition"][0].strip()


def test_a_fetch_of_which_a_part_does_not_come_ends_with_3_and_is_published(
    walked: tuple[Folder, dict[str, list[str]]], document: Path
) -> None:
    here, _ = walked
    number = str(free_port())
    line = stand_ins(document, number, "--closed", "fhi").replace("build/rehearsal", "build/silent")
    with background(line, here.folder, clean(), here.folder / "said-silent"):
        page(f"http://127.0.0.1:{number}/_counts", within=90)
        here.settings |= {"LOFTET_SOURCES": f"http://127.0.0.1:{number}/"}
        done = here.run(walk(document, "4. Fetch", {}).steps[0])
        assert done.returncode == PARTLY, done.stderr
        assert "asked for and not got: " in done.stdout
        assert "life_expectancy: kept as it was, of 2026-02-01" in done.stdout
        done = here.run(script_of(document))
    assert done.returncode == DONE, done.stderr
    assert done.stdout.splitlines()[-1].endswith(" is published")


def script_of(document: Path) -> str:
    """Return the script that is run each night, with our `loftet`."""
    section = document.read_text(encoding="utf-8").partition("## 7. The next time")[2]
    (script,) = re.findall(r"^```text\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return f"set +e\nPATH=.venv/bin:$PATH\n{script}"


def test_every_other_command_of_the_document_is_one_of_ours(document: Path) -> None:
    words = set(re.findall(r"`loftet ([a-z-]+)", document.read_text(encoding="utf-8")))
    known = build_parser().format_help()
    assert {word for word in words if f"    {word}" not in known} == set()
