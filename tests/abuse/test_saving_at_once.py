"""Four save the same thing in the same moment, by the pages: one is kept, and the others are told.

On PostgreSQL in the database of the tests; on SQLite in a file, as a site has it, in a process of its own.
"""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copy
from threading import Barrier

import pytest
from django.db import connection
from pytest_django import Settings

from tests.abuse.scene import play
from tests.abuse.test_stale import SAVES, versioned

TIMES = 4
# What is decided or closed is told by its rule (403), what is only changed by its version (409).
KEPT, TOLD = 302, frozenset({403, 409})


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one connection")
@pytest.mark.parametrize("name", SAVES)
def test_of_four_who_save_at_once_one_is_kept(settings: Settings, tmp_path: Path, name: str) -> None:
    settings.DATA = tmp_path
    scene, save = play(), SAVES[name]
    row = versioned()[name]._default_manager.filter(pk=scene.things[save.thing])
    before, gate = row.values_list("version", flat=True)[0], Barrier(TIMES)
    browsers = [scene.browser(save.who) for _each in range(TIMES)]

    def send(number: int) -> int:
        gate.wait()
        try:
            sent = {"version": str(before), **save.sent}
            return browsers[number].post(scene.address(save.address), sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        statuses = sorted(pool.map(send, range(TIMES)))
    assert (statuses.count(KEPT), set(statuses) - {KEPT} <= TOLD) == (1, True), statuses
    assert row.values_list("version", flat=True)[0] == before + 1


@pytest.mark.nightly
def test_of_four_who_save_at_once_in_a_file_one_is_kept(
    project: Path, migrated_file: Path, tmp_path: Path
) -> None:
    file = copy(migrated_file, tmp_path / "db.sqlite3")
    done = subprocess.run(
        [sys.executable, "-m", "tests.abuse.saving", str(file)],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert set(told) == set(SAVES)
    for name, (statuses, grown) in told.items():
        assert (statuses.count(KEPT), set(statuses) - {KEPT} <= TOLD, grown) == (1, True, 1), (name, statuses)
