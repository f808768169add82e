"""A build or a publish may be killed at any moment: the site serves a whole edition every time.

The processes come from a fork server that has the libraries loaded, so that a kill falls inside the work
and not inside the imports.
"""

import multiprocessing
import random
import signal
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing.context import ForkServerContext
from pathlib import Path

import duckdb
import pytest

from loftet.editions.engine import CONFIG, TABLES, parquet_sql
from loftet.editions.folder import build_edition, publish, published
from loftet.editions.pointer import POINTER
from loftet.editions.stamp import EDITIONS, edition_ids, verify_edition

DAY = date(2026, 11, 24)
BUILDS, PUBLISHES = 30, 40
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
        while not self._stop.wait(0.02):
            try:
                self.seen.append(read_whole(self._root))
            except BaseException as fault:
                self.faults.append(fault)


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Give a way to start a process that has everything loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["loftet.editions.folder"])
    warm = context.Process(target=published, args=(Path("/"),))
    warm.start()
    warm.join()
    return context


def kill_after(
    context: ForkServerContext, seconds: float, work: Callable[..., object], *arguments: object
) -> int | None:
    """Let a process work, kill it after a while, and give how it ended."""
    process = context.Process(target=work, args=arguments)
    process.start()
    time.sleep(seconds)
    process.kill()
    process.join()
    return process.exitcode


def seconds_of(context: ForkServerContext, work: Callable[..., object], *arguments: object) -> float:
    """Measure how long a process takes that is left alone."""
    start = time.perf_counter()
    process = context.Process(target=work, args=arguments)
    process.start()
    process.join()
    assert process.exitcode == 0
    return time.perf_counter() - start


def test_a_build_killed_at_any_moment_leaves_the_site_whole(
    study: Path, root: Path, processes: ForkServerContext
) -> None:
    served = build_edition(study, root, DAY)
    publish(root, served)
    whole = seconds_of(processes, build_edition, study, root, DAY + timedelta(days=1))
    moments = random.Random(20261124)
    ends = []
    with Reader(root) as reader:
        for day in range(2, 2 + BUILDS):
            moment = moments.uniform(0, 1.1 * whole)
            ends.append(kill_after(processes, moment, build_edition, study, root, DAY + timedelta(days=day)))
            assert read_whole(root) == served
            for edition_id in edition_ids(root):
                verify_edition(root, edition_id)
    assert reader.faults == []
    assert set(reader.seen) == {served}
    assert ends.count(KILLED) >= BUILDS / 2
    after = build_edition(study, root, DAY + timedelta(days=100))
    assert list((root / EDITIONS).glob(".building-*")) == []
    assert verify_edition(root, after).observations == 16


def test_a_publish_killed_at_any_moment_leaves_the_site_whole(
    study: Path, root: Path, processes: ForkServerContext
) -> None:
    editions = [build_edition(study, root, DAY + timedelta(days=days)) for days in (0, 1)]
    publish(root, editions[0])
    whole = seconds_of(processes, publish, root, editions[0])
    moments = random.Random(24112026)
    ends, served = [], []
    with Reader(root) as reader:
        for turn in range(PUBLISHES):
            moment = moments.uniform(0, 1.5 * whole)
            ends.append(kill_after(processes, moment, publish, root, editions[turn % 2]))
            served.append(read_whole(root))
    assert reader.faults == []
    assert set(reader.seen) | set(served) <= set(editions)
    assert ends.count(KILLED) >= PUBLISHES / 4
    assert ends.count(0) >= 1
    assert {entry.name for entry in (root / EDITIONS).iterdir()} - {f".{POINTER}"} == {
        *editions,
        *{".building.lock", ".publishing.lock", POINTER},
    }
