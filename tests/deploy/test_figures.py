"""A new site gets its first figures by the commands of `docs/how-to/run.md`, as they stand there."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from loftet.editions.folder import build_edition
from loftet.editions.pointer import published
from tests.conftest import absent
from tests.mail_server import MailServer
from tests.test_cli import STUDY
from tests.walks.conftest import clean

SOMEBODY = "65534"  # the user «loftet» of the page: nobody, whom every machine has
AS_LOFTET = f"setpriv --reuid {SOMEBODY} --regid {SOMEBODY} --clear-groups"
# Where Python is in a folder of root: that user may read everything, and write no more than before.
AND_READ = f"{AS_LOFTET} --inh-caps +dac_read_search --ambient-caps +dac_read_search"
LOFTET = Path(sys.executable).with_name("loftet")
LONGEST = 300  # seconds for one command on a busy machine
pytestmark = pytest.mark.nightly


def blocks(page: Path, heading: str) -> list[str]:
    """Return the blocks of commands below a heading of the page."""
    section = page.read_text(encoding="utf-8").partition(f"\n### {heading}\n")[2].partition("\n### ")[0]
    return re.findall(r"^```\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def as_loftet() -> str:
    """Return how a command is run by the user «loftet»."""
    for words in (AS_LOFTET, AND_READ):
        tried = [*words.split(), "env", str(LOFTET), "--version"]
        if subprocess.run(tried, capture_output=True, check=False).returncode == 0:
            return f"{words} env"
    absent("setpriv", "no other user than root can run loftet here")
    raise AssertionError


def replaced(block: str, values: Mapping[str, str]) -> str:
    """Return commands with the example values of the page replaced; each must stand there."""
    for example, value in values.items():
        assert example in block, f"«{example}» is not in the commands"
        block = block.replace(example, value)
    return block.replace("sudo -u loftet", as_loftet()).replace("sudo ", "")


@pytest.fixture
def machine() -> Iterator[Path]:
    """Return a folder that another user than root may go through, instead of `/etc` and `/var/lib`."""
    if os.geteuid() != 0:
        absent("root", "the page is followed by root")
    for tool in ("rsync", "setpriv"):
        if shutil.which(tool) is None:
            absent(tool, f"{tool} is not installed")
    with tempfile.TemporaryDirectory(prefix="loftet-machine-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, str]:
    """Return the folder `loftet` of another machine, and the id of the edition that was built there."""
    study = tmp_path / "study"
    study.mkdir()
    for name, text in STUDY.items():
        (study / name).write_text(text, encoding="utf-8")
    return tmp_path / "loftet", build_edition(study, tmp_path / "loftet" / "var", date(2026, 11, 24))


def follow(lines: str, project: Path, umask: int) -> None:
    """Run commands in the checkout, as root, with the umask of its shell."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines],
        cwd=project,
        env=clean(),
        umask=umask,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert done.returncode == 0, f"{lines}\n{done.stdout}\n{done.stderr}"


def test_the_first_edition_comes_as_the_page_says(
    project: Path, machine: Path, office: tuple[Path, str]
) -> None:
    page = project / "docs" / "how-to" / "run.md"
    start, shell, _more = blocks(page, "2. Settings, tables, first people")
    (figures,) = blocks(page, "5. Figures")
    etc, data, (folder, edition) = str(machine / "etc"), machine / "data", office
    settings = {"-o loftet -g loftet": f"-o {SOMEBODY} -g {SOMEBODY}", "/etc/loftet": etc}
    places = {"/var/lib/loftet": str(data), ".venv/bin/loftet": str(LOFTET)}
    without = {" --database postgresql:///loftet": ""}  # a file of SQLite, so that its mode is seen, too
    with MailServer() as server:
        port = f"--mail-port {server.port} --mail-starttls no"
        mail = {"mail.example.no": "127.0.0.1", "--mail-port 587": port}
        follow(replaced(start, settings | places | without | mail), project, 0o022)
    loftet = replaced(shell, {"/etc/loftet": etc, "/opt/loftet/.venv/bin/loftet": str(LOFTET)})
    owner = {"loftet:loftet": f"{SOMEBODY}:{SOMEBODY}"}
    copied = owner | {"office:loftet": str(folder), "/var/lib/loftet": str(data), "ID": edition}
    follow(loftet + replaced(figures, copied), project, 0o022)
    assert published(data) == edition
    made = {one.name: one.stat() for one in data.iterdir()}
    assert {one.st_uid for one in made.values()} == {int(SOMEBODY)}
    assert {stat.S_IMODE(made[name].st_mode) for name in ("editions", "media")} == {0o700}
    assert stat.S_IMODE(made["db.sqlite3"].st_mode) == 0o600
