"""What the commands of a site write is for its owner alone, whatever the umask of the one who runs them."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from loftet import cli
from loftet.core.kinds import HealthState
from loftet.core.sqlite.base import DatabaseWrapper
from loftet.private_files import create_file, give_to_owner, make_folder
from loftet.site.health.machine import check_folder
from loftet.sources.raw_copies import RawCache
from tests.conftest import absent
from tests.test_cli import STUDY

DATABASE = "db.sqlite3"
UMASKS = [0o000, 0o022, 0o077]
NIGHTLY = pytest.mark.nightly  # each starts processes
# What makes the database where there is none; serve and worker then say that the tables are missing.
FIRST = (
    "init --no-input",
    "manage migrate",
    "upgrade",
    "demo --no-server",
    "serve --port 0",
    "worker --once",
)
LONGEST = 120  # seconds until a command on a busy machine has opened its database
SOMEBODY = 65534  # nobody, who owns nothing else
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def settings_of(folder: Path) -> dict[str, str]:
    """Return an environment with no settings but those of a site in a folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LOFTET_", "DJANGO_"))}
    return clean | {
        "LOFTET_DATA": str(folder / "data"),
        "LOFTET_ENV_FILE": str(folder / "loftet.env"),
        "LOFTET_SECRET_KEY": "of the tests",
        "LOFTET_HTTPS": "no",
        "LOFTET_STATIC": str(folder / "static"),
    }


def started(folder: Path, words: str, umask: int, **more: str) -> subprocess.Popen[bytes]:
    """Start a command in a folder, with a umask."""
    settings = settings_of(folder) | more
    if "init" not in words:
        (folder / "loftet.env").touch()
    return subprocess.Popen(
        [sys.executable, "-m", "loftet.cli", *words.split()],
        env=settings,
        cwd=folder,
        umask=umask,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def run(folder: Path, words: str, umask: int, **more: str) -> None:
    """Run a command to its end, and demand that it went well."""
    _out, said = (process := started(folder, words, umask, **more)).communicate(timeout=LONGEST)
    assert process.returncode == cli.DONE, said.decode()


def mode(file: Path) -> int:
    return stat.S_IMODE(file.lstat().st_mode)


def open_to_others(folder: Path) -> dict[str, str]:
    """Return what others than the owner may read or write in a folder, itself included."""
    entries = [folder, *folder.rglob("*")]
    return {str(one.relative_to(folder)): oct(mode(one)) for one in entries if mode(one) & OTHERS}


@contextmanager
def umask_of(umask: int) -> Iterator[None]:
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)


def wait_for(file: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LONGEST
    while not file.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)


@NIGHTLY
@pytest.mark.parametrize("umask", UMASKS, ids="{:03o}".format)
@pytest.mark.parametrize("words", FIRST)
def test_the_database_is_made_for_its_owner_alone(tmp_path: Path, words: str, umask: int) -> None:
    process, file = started(tmp_path, words, umask), tmp_path / "data" / DATABASE
    try:
        wait_for(file, process)
        assert mode(file) == 0o600
        assert mode(file.parent) == 0o700
    finally:
        process.kill()
        process.communicate()


@NIGHTLY
@pytest.mark.parametrize("umask", UMASKS, ids="{:03o}".format)
def test_backup_and_restore_leave_nothing_to_others(tmp_path: Path, migrated_file: Path, umask: int) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for site in (before, after):
        site.mkdir()
    (before / "data" / "media").mkdir(parents=True)
    (before / "data" / "media" / "picture").touch()
    shutil.copy(migrated_file, before / "data" / DATABASE)
    run(before, f"backup {tmp_path / 'archive'}", umask)
    run(after, f"restore {tmp_path / 'archive'}", umask)
    assert mode(tmp_path / "archive") == 0o600
    assert (after / "data" / "media" / "picture").exists()
    assert open_to_others(after / "data") == {}


@pytest.mark.parametrize("umask", UMASKS, ids="{:03o}".format)
def test_sqlite_gives_what_is_beside_the_database_its_mode(tmp_path: Path, umask: int) -> None:
    with umask_of(umask):
        os.close(create_file(tmp_path / DATABASE))
        with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
            database.executescript("PRAGMA journal_mode = WAL; CREATE TABLE one (number)")
            beside = {one.name: oct(mode(one)) for one in tmp_path.iterdir()}
    assert beside == dict.fromkeys((DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"), "0o600")


@pytest.mark.parametrize("umask", UMASKS, ids="{:03o}".format)
def test_a_link_to_a_database_that_is_not_there_yet_is_followed(tmp_path: Path, umask: int) -> None:
    (tmp_path / "link").symlink_to(tmp_path / DATABASE)
    linked = connection.settings_dict | {"NAME": tmp_path / "link", "OPTIONS": {}}
    with umask_of(umask), closing(DatabaseWrapper(linked, "link")) as made:
        made.get_new_connection(made.get_connection_params()).close()
    assert mode(tmp_path / DATABASE) == 0o600


@pytest.mark.parametrize("umask", UMASKS, ids="{:03o}".format)
def test_an_edition_is_made_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], umask: int
) -> None:
    study = tmp_path / "study"
    study.mkdir()
    for name, text in STUDY.items():
        (study / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("LOFTET_DATA", str(tmp_path / "data"))
    with umask_of(umask):
        assert cli.main(["edition", "build", str(study)]) == cli.DONE
        assert cli.main(["edition", "publish", capsys.readouterr().out.strip()]) == cli.DONE
    assert (tmp_path / "data" / "editions" / "published").exists()
    assert open_to_others(tmp_path / "data") == {}


@pytest.mark.parametrize("umask", UMASKS, ids="{:03o}".format)
def test_a_data_folder_that_a_fetch_makes_is_for_its_owner_alone(tmp_path: Path, umask: int) -> None:
    with umask_of(umask):
        RawCache(tmp_path / "data", "ssb").begin("table", timezone.now())
    assert mode(tmp_path / "data") == 0o700


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """Return a data folder of another user than root, who runs the test."""
    if os.geteuid() != 0:
        absent("root", "only root can make files of others")
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    os.chown(folder, SOMEBODY, SOMEBODY)
    return folder


def owners(folder: Path) -> dict[str, int]:
    return {str(one.relative_to(folder)): one.lstat().st_uid for one in folder.rglob("*")}


def test_what_root_makes_in_a_folder_of_somebody_is_theirs(foreign: Path) -> None:
    os.close(create_file(foreign / DATABASE))
    make_folder(foreign / "editions")
    assert owners(foreign) == {DATABASE: SOMEBODY, "editions": SOMEBODY}


def test_what_root_has_left_is_given_away_but_nothing_of_the_system(foreign: Path, tmp_path: Path) -> None:
    (foreign / "lost+found").mkdir()
    (foreign / "editions").mkdir()
    (foreign / "editions" / "published").touch()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "shadow").touch()
    (foreign / "link").symlink_to(outside)
    os.link(outside / "shadow", foreign / "shadow")
    give_to_owner(foreign)
    assert owners(foreign) == {
        "lost+found": 0,
        "editions": SOMEBODY,
        "editions/published": SOMEBODY,
        "link": SOMEBODY,
        "shadow": 0,
    }
    assert (outside.stat().st_uid, (outside / "shadow").stat().st_uid) == (0, 0)


@NIGHTLY
def test_a_site_that_root_starts_or_upgrades_is_its_owners(foreign: Path, tmp_path: Path) -> None:
    os.chown(tmp_path, SOMEBODY, SOMEBODY)
    settings = {"LOFTET_STATIC": str(foreign / "static")}
    for words in (f"init --no-input --data {foreign}", "upgrade"):
        run(tmp_path, words, 0o022, **settings)
        assert {name for name, owner in owners(tmp_path).items() if owner != SOMEBODY} == set()
    assert {mode(foreign / name) for name in ("editions", "media")} == {0o700}
    assert {mode(one) for one in (foreign / "static").rglob("*")} == {0o644, 0o755}  # for every reader


def test_check_names_what_others_may_read_and_what_another_owns(settings: Settings, foreign: Path) -> None:
    settings.DATA = foreign
    now = timezone.now()
    assert check_folder(now).sentence == f"{foreign} can be written"
    (foreign / "editions").mkdir()
    assert f"chown -R --reference={foreign} {foreign / 'editions'}" in check_folder(now).sentence
    give_to_owner(foreign)
    assert check_folder(now).state is HealthState.OK


def test_check_names_a_database_that_everybody_may_read(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the database is not a file")
    settings.DATA, file = tmp_path, tmp_path / DATABASE
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(file))
    os.close(create_file(file))
    assert check_folder(timezone.now()).state is HealthState.OK
    file.chmod(0o644)
    assert check_folder(timezone.now()).sentence.endswith(f"run: chmod 600 {file}")
