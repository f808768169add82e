"""No command ends in a traceback on a full disk, a read-only one, without tables or without a secret."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from loftet import cli
from loftet.faults import DISK_IS_FULL, NO_KEY, TABLES_ARE_MISSING, sentence_for
from tests.test_cli import STUDY

KILOBYTES = 300  # enough for one edition of the small study, and soon full
NO_KIND = (
    "this command reads sources or builds editions, and «xarray» is not installed: "
    "install loftet[numbers] (in a checkout: make install NUMBERS=yes)"
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Write a study of two places and one indicator, whose doubt can be asked for."""
    folder = tmp_path / "study"
    folder.mkdir()
    for name, text in (STUDY | {"method.toml": "[uncertainty]\nreplicates = 20\n"}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={KILOBYTES}k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here: that takes root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Return the commands of these tests no settings but their own."""
    for name in [name for name in os.environ if name.startswith("LOFTET_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LOFTET_ENV_FILE", "")
    monkeypatch.setenv("LOFTET_DATA", str(tmp_path / "data"))


def fill(disk: Path) -> None:
    """Leave no space on a disk."""
    with (disk / "filling").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 1024)
        except OSError:
            assert shutil.disk_usage(disk).free == 0


def left(folder: Path) -> list[str]:
    """List what lies in a folder, but for locks and what fills the disk."""
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return [str(path) for path in paths if not (path.name.endswith(".lock") or path.name == "filling")]


def run(*words: str, folder: Path, **environment: str) -> tuple[int, str]:
    """Run a command in a process and a folder of its own; return its exit code and what it complained of."""
    done = subprocess.run(
        [sys.executable, "-m", "loftet.cli", *words],
        env=os.environ | environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize("command", ["edition", "status", "doubt"])
def test_a_full_disk_is_one_sentence_and_nothing_half_made_is_left(
    command: str, study: Path, disk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOFTET_DATA", str(disk / "data"))
    words = {
        "edition": ["edition", "build", str(study)],
        "status": ["status", str(study), "--out", str(disk / "status")],
        "doubt": ["doubt", str(study), "--out", str(disk / "doubt.csv")],
    }[command]
    (disk / "data" / "editions").mkdir(parents=True)
    fill(disk)
    assert (cli.main(words), left(disk)) == (cli.FAULT, [])
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n"), told.err.endswith(f"{DISK_IS_FULL}\n")) == ("", 1, True)


def test_publishing_on_a_full_disk_leaves_the_edition_that_was_published(
    study: Path, disk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOFTET_DATA", str(disk / "data"))
    assert cli.main(["edition", "build", str(study)]) == cli.DONE
    edition = capsys.readouterr().out.strip()
    assert cli.main(["edition", "publish", edition]) == cli.DONE
    before = left(disk)
    fill(disk)
    assert cli.main(["edition", "publish", edition]) == cli.FAULT
    assert capsys.readouterr().err == f"{DISK_IS_FULL}\n"
    assert left(disk) == before
    assert (disk / "data" / "editions" / "published").read_text(encoding="utf-8") == f"{edition}\n"


@pytest.mark.parametrize("command", ["edition", "status", "doubt"])
def test_a_disk_that_is_full_when_a_file_is_forced_onto_it_is_one_sentence(
    command: str,
    study: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = {
        "edition": ["edition", "build", str(study)],
        "status": ["status", str(study), "--out", str(tmp_path / "out" / "status")],
        "doubt": ["doubt", str(study), "--out", str(tmp_path / "out" / "doubt.csv")],
    }[command]
    (tmp_path / "out").mkdir()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert cli.main(words) == cli.FAULT
    assert capsys.readouterr().err == f"{DISK_IS_FULL}\n"
    assert (left(tmp_path / "out"), left(tmp_path / "data")) == ([], [])


def test_a_study_on_a_full_disk_is_one_sentence(
    project: Path, shared: Path, disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe, data = project / "catalogue" / "recipes" / "telemark.toml", shared / "data" / "telemark"
    words = ["study", "build", str(recipe), "--data", str(data), "--out", str(disk / "study")]
    assert (cli.main(words), left(disk)) == (cli.FAULT, [])
    assert capsys.readouterr().err == f"{DISK_IS_FULL}\n"


def test_starting_a_site_on_a_full_disk_is_one_sentence(disk: Path) -> None:
    file = disk / "loftet.env"
    fill(disk)
    code, said = run("init", "--no-input", folder=disk, LOFTET_ENV_FILE=str(file))
    assert (code, said, left(disk)) == (cli.FAULT, f"{file}: {DISK_IS_FULL}", [])


def test_a_read_only_disk_is_one_sentence(study: Path, disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    data = {"LOFTET_DATA": str(disk / "data"), "LOFTET_SECRET_KEY": "for this test"}
    assert run("edition", "build", str(study), folder=disk, **data) == (
        cli.REFUSED,
        f"{disk / 'data' / 'editions'}: cannot be written to: Read-only file system",
    )
    assert run("places", "load", folder=disk, **data) == (
        cli.REFUSED,
        f"{disk / 'data'}: LOFTET_DATA cannot be made: Read-only file system",
    )
    assert run("init", "--no-input", folder=disk, LOFTET_ENV_FILE=str(disk / "loftet.env")) == (
        cli.FAULT,
        f"{disk / 'loftet.env'}: the disk is read-only: mount it for writing",
    )


def test_a_data_folder_below_a_file_is_refused_in_one_sentence(study: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    data = {"LOFTET_DATA": str(file / "data"), "LOFTET_SECRET_KEY": "for this test"}
    assert run("places", "load", folder=tmp_path, **data) == (
        cli.REFUSED,
        f"{file / 'data'}: LOFTET_DATA cannot be made: Not a directory",
    )


@pytest.mark.parametrize(
    "words",
    [
        ("places", "load"),
        ("serve", "--port", "0"),
        ("manage", "organisation", "gol", "Gol kommune", "municipality", "--place", "gol"),
        ("manage", "appoint", "eli@gol.example", "gol", "top_management"),
        ("manage", "forget"),
    ],
)
def test_an_empty_folder_is_one_sentence_that_names_the_command_to_run(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    settings = {"LOFTET_SECRET_KEY": "for this test", "LOFTET_HTTPS": "no"}
    assert run(*words, folder=tmp_path, **settings) == (cli.REFUSED, TABLES_ARE_MISSING)


@pytest.mark.parametrize("words", [("serve", "--port", "0"), ("upgrade",)])
def test_a_missing_secret_is_one_sentence(words: tuple[str, ...], tmp_path: Path) -> None:
    assert run(*words, folder=tmp_path) == (cli.REFUSED, NO_KEY)


def test_a_database_that_does_not_answer_is_one_sentence_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://loftet:hemmelig@127.0.0.1:1/loftet"
    code, said = run(
        "places", "load", folder=tmp_path, LOFTET_DATABASE_URL=url, LOFTET_SECRET_KEY="for this test"
    )
    assert (code, said.count("\n"), said.startswith("the database does not answer; ")) == (cli.FAULT, 0, True)
    assert "hemmelig" not in said


def test_a_setting_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    code, said = run("places", "load", folder=tmp_path, LOFTET_HTTPS="maybe")
    assert (code, said.count("\n"), said.startswith("LOFTET_HTTPS is «maybe»")) == (cli.REFUSED, 0, True)


def test_a_missing_extra_is_one_sentence_that_names_it() -> None:
    sentence = sentence_for(ModuleNotFoundError("No module named 'xarray'", name="xarray.core"))
    assert sentence is not None
    assert (sentence.text, sentence.code) == (NO_KIND, cli.REFUSED)


def test_an_error_of_the_program_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_root: Path) -> None:
        raise KeyError("an error of the program")

    monkeypatch.setattr("loftet.editions.stamp.list_editions", broken)
    with pytest.raises(KeyError):
        cli.main(["edition", "list"])
