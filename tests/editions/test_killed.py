"""A build or a publish may be killed at any moment: the site serves a whole edition every time.

The processes come from a fork server that has the libraries loaded, so that a kill falls inside the work
and not inside the imports.
"""

import multiprocessing
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from multiprocessing.context import ForkServerContext
from pathlib import Path

import duckdb
import pytest

from loftet.editions.engine import CONFIG, TABLES, parquet_sql
from loftet.editions.folder import build_edition, publish, published
from loftet.editions.pointer import POINTER
from loftet.editions.stamp import EDITIONS, edition_ids, verify_edition

pytestmark = pytest.mark.nightly
DAY = date(2026, 11, 24)
# How often each is killed in the middle of its work, and how many processes may be needed for that.
KILLS, MOST = 25, 250
KILLED = -signal.SIGKILL


def read_whole(root: Path) -> str:
    """Read the pointer and every row of every table that it leads to, and compare their numbers."""
    edition_id = published(root)
    assert edition_id is not None
    edition = verify_edition(root, edition_id)
    folder = root / EDITIONS / edition_id
    with duckdb.connect(config=CONFIG) as connection:
        counts = {
            table: len(connection.execute(f"FROM {parquet_sql(folder / f'{table}.parquet')}").fetchall())
            for table in TABLES
        }
    assert counts == {
        "places": edition.places,
        "indicators": edition.indicators,
        "observations": edition.observations,
        "indicator_scores": edition.places * edition.indicators,
        "goal_scores": edition.places * 3,
        "index": edition.places,
    }
    return edition_id


class Reader:
    """Reads the published edition over and over, as the site does, and remembers what it saw."""

    def __init__(self, root: Path) -> None:
        self.seen: list[str] = []
        self.faults: list[BaseException] = []
        self._root, self._stop = root, threading.Event()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _read(self) -> None:
        while not self._stop.wait(0.1):
            try:
                self.seen.append(read_whole(self._root))
            except BaseException as fault:
                self.faults.append(fault)


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Return a way to start a process that has everything loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["loftet.editions.folder"])
    warm = context.Process(target=published, args=(Path("/"),))
    warm.start()
    warm.join()
    return context


class Killer:
    """Kills processes at random moments of the time that one takes when it is left alone."""

    def __init__(self, context: ForkServerContext, seed: int) -> None:
        self.kills = 0
        self._context = context
        self._dice = random.Random(seed)
        self._whole = 1.0  # seconds; learnt anew from each process, for the machine may be busy

    def kill(self, work: Callable[..., object], *arguments: object) -> None:
        """Let a process work until the moment comes; one that is done by then tells how long it takes."""
        moment = self._dice.uniform(0, 1.05 * self._whole)
        process = self._context.Process(target=work, args=arguments)
        start = time.perf_counter()
        process.start()
        process.join(moment)
        took = time.perf_counter() - start
        process.kill()
        process.join()
        assert process.exitcode in (0, KILLED)
        if process.exitcode == KILLED:
            self.kills += 1
            self._whole = max(self._whole, took)
        else:
            self._whole = took

    def turns(self) -> Iterator[int]:
        """Count the processes until enough have been killed."""
        for turn in range(MOST):
            if self.kills == KILLS:
                return
            yield turn
        pytest.fail(f"only {self.kills} of {MOST} processes were killed in the middle of their work")


def test_a_build_killed_at_any_moment_leaves_the_site_whole(
    study: Path, root: Path, processes: ForkServerContext
) -> None:
    served = build_edition(study, root, DAY)
    publish(root, served)
    killer, whole = Killer(processes, seed=20261124), {served}
    with Reader(root) as reader:
        for turn in killer.turns():
            killer.kill(build_edition, study, root, DAY + timedelta(days=1 + turn))
            assert read_whole(root) == served
            for edition_id in set(edition_ids(root)) - whole:
                whole.add(verify_edition(root, edition_id).id)
    assert reader.faults == []
    assert set(reader.seen) == {served}
    after = build_edition(study, root, DAY + timedelta(days=1 + MOST))
    assert list((root / EDITIONS).glob(".building-*")) == []
    assert verify_edition(root, after).observations == 16


def test_a_publish_killed_at_any_moment_leaves_the_site_whole(
    study: Path, root: Path, processes: ForkServerContext
) -> None:
    editions = [build_edition(study, root, DAY + timedelta(days=days)) for days in (0, 1)]
    publish(root, editions[0])
    killer, served = Killer(processes, seed=24112026), []
    with Reader(root) as reader:
        for turn in killer.turns():
            killer.kill(publish, root, editions[turn % 2])
            served.append(read_whole(root))
    assert reader.faults == []
    assert set(reader.seen) | set(served) <= set(editions)
    left = {entry.name for entry in (root / EDITIONS).iterdir()} - {f".{POINTER}"}
    assert left == {*editions, ".building.lock", ".publishing.lock", POINTER}
