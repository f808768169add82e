"""The containers: what compose starts hangs together, and the image is made of files that are there."""

import os
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from loftet.cli import build_parser

SERVICES = {"database", "upgrade", "web", "worker", "backup", "copy", "proxy"}
SIGNS_OF_A_HOST = re.compile(r"^[^/]+[.:][^/]*/")


@pytest.fixture(scope="module")
def compose(project: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((project / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def test_compose_starts_all_parts_of_a_site(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == SERVICES


def test_what_a_service_waits_for_is_there_and_can_be_waited_for(compose: dict[str, Any]) -> None:
    services = compose["services"]
    waits = {
        (name, other, how["condition"])
        for name, service in services.items()
        for other, how in service.get("depends_on", {}).items()
    }
    assert waits == {
        ("upgrade", "database", "service_healthy"),
        ("web", "upgrade", "service_completed_successfully"),
        ("worker", "upgrade", "service_completed_successfully"),
        ("backup", "upgrade", "service_completed_successfully"),
        ("proxy", "web", "service_healthy"),
    }
    assert "test" in services["database"]["healthcheck"]
    assert "disable" not in services["web"].get("healthcheck", {})  # the image brings its own


def test_what_is_kept_lies_in_volumes_that_are_declared(compose: dict[str, Any]) -> None:
    used = {
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if re.match(r"[a-z]+:", volume)
    }
    assert used == set(compose["volumes"]) == {"data", "database"}


def test_files_that_are_mounted_are_there(compose: dict[str, Any], project: Path) -> None:
    mounted = [
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if volume.startswith(".")
    ]
    assert mounted == ["./backup.sh", "./nginx/loftet.conf.template"]
    assert all((project / "deploy" / one).is_file() for one in mounted)


def test_every_log_is_bounded(compose: dict[str, Any]) -> None:
    assert {service["logging"]["options"]["max-size"] for service in compose["services"].values()} == {"10m"}


@pytest.fixture
def backups(project: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """Run the script of the service `backup`, with a `loftet` that only writes; return the archives."""

    def run(*words: str) -> list[str]:
        (tmp_path / "loftet").write_text('#!/bin/sh\ntest "$1" = backup && touch "$3"\n', encoding="utf-8")
        (tmp_path / "loftet").chmod(0o755)
        script = (project / "deploy" / "backup.sh").read_text(encoding="utf-8")
        script = script.replace("/backup", str(tmp_path)).replace("sleep 1800", "exit")
        environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        subprocess.run(["sh", "-c", script, "backup.sh", *words], env=environment, check=True)
        return sorted(one.name for one in tmp_path.glob("*.gz"))

    return run


def test_a_backup_is_made_each_day_and_old_ones_are_removed(
    backups: Callable[..., list[str]], tmp_path: Path
) -> None:
    old = tmp_path / "loftet-2020-01-01.tar.gz"
    old.touch()
    os.utime(old, (0, 0))
    (made,) = backups()
    first = tmp_path / made
    os.utime(first, (10**9, 10**9))  # today's is there, and is left
    assert (backups(), first.stat().st_mtime) == ([made], 10**9)
    first.touch()
    assert backups("now") == [made]


def test_the_commands_of_the_script_are_ours(project: Path) -> None:
    text = (project / "deploy" / "backup.sh").read_text(encoding="utf-8")
    (words,) = re.findall(r"^ +loftet (.+)$", text, re.MULTILINE)
    build_parser().parse_args(shlex.split(words))


@pytest.mark.parametrize(("service", "words"), [("upgrade", ["upgrade"]), ("worker", ["worker"])])
def test_a_service_runs_a_command_that_there_is(
    compose: dict[str, Any], service: str, words: list[str]
) -> None:
    assert compose["services"][service]["command"] == ["loftet", *words]
    build_parser().parse_args(words)


def test_images_are_named_without_a_host(compose: dict[str, Any], project: Path) -> None:
    images = [service["image"] for service in compose["services"].values()]
    text = (project / "deploy" / "Containerfile").read_text(encoding="utf-8")
    images += re.findall(r"^ARG PYTHON=(.+)$", text, re.MULTILINE)
    assert [image for image in images if SIGNS_OF_A_HOST.match(image)] == []
    assert set(re.findall(r"^FROM (\S+)", text, re.MULTILINE)) == {"${PYTHON}"}


def test_no_secret_stands_in_compose(project: Path) -> None:
    text = (project / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    assert re.findall(r"(?i)(?:password|secret)\w*: (?!\$\{)(\S+)", text) == []


def test_the_image_copies_files_that_are_there_and_not_kept_out(project: Path) -> None:
    text = (project / "deploy" / "Containerfile").read_text(encoding="utf-8")
    copied = [
        name
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)
        for name in line.split()[:-1]
    ]
    assert [name for name in copied if not (project / name).exists()] == []
    let_in = (project / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert sorted(f"!{name}" for name in copied) == sorted(line for line in let_in if line.startswith("!"))
