"""The units of systemd are well formed, start what there is, and start it again when it dies."""

import configparser
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loftet.cli import build_parser
from tests.conftest import absent

UNITS = (
    *("loftet-web.service", "loftet-worker.service", "loftet-backup.service", "loftet-backup.timer"),
    "loftet-backup-copy.service",
)
SERVICES = UNITS[:2]
HARDENED = {
    "User": "loftet",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "SystemCallFilter": "@system-service",
}


@pytest.fixture
def folder(project: Path) -> Path:
    return project / "deploy" / "systemd"


def read(file: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(file.read_text(encoding="utf-8"))
    return unit


def test_every_unit_is_one_that_is_tested(folder: Path) -> None:
    assert sorted(file.name for file in folder.iterdir()) == sorted(UNITS)


def test_systemd_finds_no_fault_in_the_units(folder: Path, project: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        absent("systemd", "systemd-analyze is not installed")
    loftet = Path(sys.executable).with_name("loftet")
    for name in UNITS:
        text = (folder / name).read_text(encoding="utf-8")
        installed = text.replace("/opt/loftet/.venv/bin/loftet", str(loftet))
        installed = installed.replace("/opt/loftet", str(project)).replace("/usr/bin/restic", "/bin/true")
        (tmp_path / name).write_text(installed, encoding="utf-8")
    units = [str(tmp_path / name) for name in UNITS]
    verified = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False, timeout=60
    )
    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_every_service_is_shut_in(folder: Path, name: str) -> None:
    service = read(folder / name)["Service"]
    assert {key: service.get(key) for key in HARDENED} == HARDENED


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_dies_is_started_again_and_one_that_is_refused_waits(folder: Path, name: str) -> None:
    service = read(folder / name)["Service"]
    assert (service["Restart"], service["RestartPreventExitStatus"]) == ("always", "2")


def test_a_backup_is_copied_elsewhere_where_somebody_has_said_where(folder: Path) -> None:
    assert read(folder / "loftet-backup.service")["Unit"]["OnSuccess"] == "loftet-backup-copy.service"
    copied = read(folder / "loftet-backup-copy.service")
    assert copied["Unit"]["ConditionPathExists"] == copied["Service"]["EnvironmentFile"]


@pytest.mark.parametrize("name", UNITS[:3])
def test_every_service_starts_a_command_that_there_is(folder: Path, name: str) -> None:
    start = read(folder / name)["Service"]["ExecStart"]
    words = shlex.split(start.partition("/opt/loftet/.venv/bin/loftet ")[2].strip("'"))
    build_parser().parse_args(words)
