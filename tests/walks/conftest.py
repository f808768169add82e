"""An empty clone, and what a walk runs in it; and the demo as it is made today."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from loftet.core.demo import Demo
from loftet.core.testing import around_a_request
from loftet.geography.gazetteer import Gazetteer
from loftet.people.demo import make_demo_people
from loftet.site.demo import editions_in, make_editions, tell_the_story
from loftet.sources.demo_places import read_demo_places
from tests.conftest import absent
from tests.kept_places import KeptPlaces

LONGEST = 600  # seconds for one command; a machine without a store of packages fetches them all
Run = Callable[..., str]
Serve = Callable[..., AbstractContextManager[Path]]


def clean(**settings: str) -> dict[str, str]:
    """Return the environment without settings of this run, and with those given."""
    hidden = ("LOFTET_", "DJANGO_", "PYTHON", "VIRTUAL_ENV", "MAKE", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(hidden)} | settings


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def page(address: str, within: float = 90, certificate: Path | None = None) -> str:
    """Return a page of a server that is about to start."""
    until = time.monotonic() + within
    trusted = ssl.create_default_context(cafile=certificate) if certificate else None
    while True:
        try:
            with urlopen(address, timeout=20, context=trusted) as answer:
                return str(answer.read().decode())
        except HTTPError as error:
            if error.code not in {502, 503} or time.monotonic() > until:
                raise
        except URLError:
            if time.monotonic() > until:
                raise
        time.sleep(0.3)


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None,
    kept_demo_places: KeptPlaces,
    django_db_blocker: DjangoDbBlocker,
    gazetteer: Gazetteer,
    catalogue: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demo]:
    """Make the demo today, with both of its editions; what a test changes in it is undone after the test."""
    root, today = tmp_path_factory.mktemp("demo"), timezone.localdate()
    with django_db_blocker.unblock(), override_settings(DATA=root), around_a_request():
        kept_demo_places.copy()
        with connection.cursor() as cursor:  # the walks know addresses with numbers, whatever ran before
            for sql in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
                cursor.execute(sql)
        make_editions(gazetteer, read_demo_places(catalogue), Demo(catalogue, today), say=lambda _line: None)
        make_demo_people(catalogue, today)
        made = Demo(catalogue, today, editions_in(root))
        assert tell_the_story(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clone(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clone what is committed into an empty folder."""
    folder = tmp_path_factory.mktemp("walk") / "loftet"
    cloned = subprocess.run(
        ["git", "clone", "--quiet", str(project), str(folder)], capture_output=True, text=True, check=False
    )
    if cloned.returncode:
        pytest.skip(f"the checkout cannot be cloned: {cloned.stderr.strip()}")
    assert not (folder / ".venv").exists()
    return folder


@pytest.fixture
def fresh(clone: Path) -> Path:
    """Return the clone as it was cloned: nothing installed, built or written."""
    subprocess.run(["git", "clean", "-xffdq"], cwd=clone, check=True)
    return clone


@pytest.fixture
def run(fresh: Path) -> Run:
    """Run one command of a walk in the clone, which may be one that fails; return what it prints."""

    def command(line: str, *, fails: bool = False, **settings: str) -> str:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", line],
            cwd=fresh,
            env=clean(**settings),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )
        assert bool(done.returncode) is fails, f"{line}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return command


@pytest.fixture
def serve(fresh: Path, tmp_path: Path) -> Serve:
    """Run a command until the test has asked what it wants; then stop it and all that it started."""

    @contextmanager
    def serving(line: str, **settings: str) -> Iterator[Path]:
        said = tmp_path / f"said-{len(list(tmp_path.glob('said-*')))}"
        with background(line, fresh, clean(**settings), said):
            yield said

    return serving


@contextmanager
def background(line: str, folder: Path, environment: dict[str, str], said: Path) -> Iterator[Path]:
    """Run a command in a folder until the test has asked what it wants; `said` is what it prints."""
    with said.open("wb") as out:
        process = subprocess.Popen(
            ["bash", "-c", f"exec {line}"],
            cwd=folder,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield said
            assert process.poll() is None, f"{line} has ended\n{said.read_text(encoding='utf-8')}"
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children; those that do not end are killed."""
    with suppress(ProcessLookupError, subprocess.TimeoutExpired):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def nginx() -> str:
    """Return the path of nginx."""
    path = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if path is None:
        absent("nginx", "nginx is not installed")
    assert path is not None
    return path
