"""The same bytes whoever computes: threads, processes, and workers on other machines, one of which dies."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any, TypeVar

import numpy as np
import pytest

from loftet.editions.build import Status, compute_status
from loftet.editions.status import write_status
from loftet.editions.study import read_study
from loftet.editions.workers import workers_of
from loftet.invalid_input import InvalidInput
from loftet.methods.uncertainty.replicate import Workers, in_threads

Task = TypeVar("Task")
Done = TypeVar("Done")

pytestmark = pytest.mark.nightly
PLACES, KEYS, YEARS = 130, 6, range(2015, 2021)
METHOD = '[trend]\nkind = "theil_sen"\n[impute]\ngoal_group_mean = true\n[uncertainty]\nreplicates = 60\n'
# A network for each namespace, out of those kept for examples: the host is first, the worker second.
NETWORKS = ("203.0.113.0", "203.0.113.4")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    rng = np.random.default_rng(6)
    places = [f"p{at:03},,{'ab'[at % 2]},1,\n" for at in range(PLACES)]
    goals = [f"i{at},,{at % 3 + 1},1,,30,60,,,1,100,binomial\n" for at in range(KEYS)]
    rows = [
        f"p{place:03},i{key},{year},{count},{count},100\n"
        for place in range(PLACES)
        for key in range(KEYS)
        for year in YEARS
        if rng.random() < 0.8
        for count in (rng.integers(5, 95),)
    ]
    for name, header, lines in (
        ("places", "place,name,group,ranked,tags", places),
        (
            "indicators",
            "indicator,name,goal,weight,lower,red,green,upper,applies_to,direction,per,draw",
            goals,
        ),
        ("observations", "place,indicator,year,value,count,denominator", rows),
    ):
        (folder / f"{name}.csv").write_text("".join([f"{header}\n", *lines]), encoding="utf-8")
    (folder / "method.toml").write_text(METHOD, encoding="utf-8")
    return folder


def written(status: Status, out: Path) -> dict[str, bytes]:
    write_status(status, out)
    return {file.name: file.read_bytes() for file in sorted(out.iterdir())}


@pytest.fixture(scope="module")
def expected(study: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    status = compute_status(read_study(study), workers=in_threads(1))
    return written(status, tmp_path_factory.mktemp("expected") / "out")


@pytest.mark.parametrize("scheduler", [None, "local-threads", "local-processes"])
def test_the_machine_gives_the_same_bytes_however_it_works(
    study: Path, expected: dict[str, bytes], tmp_path: Path, scheduler: str | None
) -> None:
    with workers_of(scheduler) as workers:
        assert written(compute_status(read_study(study), workers=workers), tmp_path / "out") == expected


def test_a_scheduler_that_is_none_is_refused_with_the_nearest_word() -> None:
    with (
        pytest.raises(InvalidInput, match=r"«local-proceses» .*«local-processes» meant"),
        workers_of("local-proceses"),
    ):
        pass


def run(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(words, capture_output=True, check=True)


@dataclass(frozen=True, slots=True)
class Room:
    """Where a worker lives: the words that lead in, and the addresses of the host and of itself there."""

    way_in: tuple[str, ...]
    host: str
    own: str


@contextmanager
def room(number: int) -> Iterator[Room]:
    """Return a network namespace of its own, or the machine itself where those are not allowed."""
    name, outer, inner = (f"{word}{number}{os.getpid()}" for word in ("loftet", "lfo", "lfi"))
    base = NETWORKS[number].rsplit(".", 1)
    host, own = (f"{base[0]}.{int(base[1]) + step}" for step in (1, 2))
    if shutil.which("ip") is None or os.geteuid() != 0:
        yield Room((), "127.0.0.1", "127.0.0.1")
        return
    remove_rooms_of_ended_runs()
    try:
        run("ip", "netns", "add", name)
    except subprocess.CalledProcessError:
        yield Room((), "127.0.0.1", "127.0.0.1")
        return
    try:
        run("ip", "link", "add", outer, "type", "veth", "peer", "name", inner, "netns", name)
        run("ip", "addr", "add", f"{host}/30", "dev", outer)
        run("ip", "link", "set", outer, "up")
        run("ip", "-n", name, "addr", "add", f"{own}/30", "dev", inner)
        run("ip", "-n", name, "link", "set", inner, "up")
        yield Room(("ip", "netns", "exec", name), host, own)
    finally:
        run("ip", "netns", "del", name)


def remove_rooms_of_ended_runs() -> None:
    """Delete the namespaces that killed runs have left: their addresses would be reached before ours."""
    listed = subprocess.run(("ip", "netns", "list"), capture_output=True, text=True, check=False).stdout
    for name, process in re.findall(r"^(loftet\d(\d+))\b", listed, re.MULTILINE):
        if not Path(f"/proc/{process}").exists():
            run("ip", "netns", "del", name)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("", 0))
        return int(found.getsockname()[1])


@contextmanager
def started(words: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program as a process group of its own until the test is done with it."""
    folder.mkdir(exist_ok=True)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            words, cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@dataclass(frozen=True, slots=True)
class Cluster:
    """The address of a scheduler with two workers, and the workers' processes."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def worker(where: Room, port: int) -> tuple[str, ...]:
    told = ("worker", f"tcp://{where.host}:{port}", "--host", where.own, "--nthreads", "1")
    return (*told, "--no-nanny", "--no-dashboard", "--memory-limit", "0")


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    dask, port = (sys.executable, "-m", "dask"), free_port()
    with ExitStack() as stack:
        rooms = [stack.enter_context(room(number)) for number in range(2)]
        head = (*dask, "scheduler", "--host", "0.0.0.0", "--port", str(port), "--no-dashboard")
        stack.enter_context(started(head, folder / "scheduler"))
        workers = [
            stack.enter_context(
                started((*where.way_in, *dask, *worker(where, port)), folder / f"worker{number}")
            )
            for number, where in enumerate(rooms)
        ]
        address = f"tcp://127.0.0.1:{port}"
        wait_for_workers(address, len(workers))
        yield Cluster(address, workers)


def wait_for_workers(address: str, number: int) -> None:
    from distributed import Client

    with Client(address, timeout="30s", set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(number, timeout=60)


def dying(workers: Workers, victim: subprocess.Popen[bytes]) -> Workers:
    """Work slowly, and kill a worker while it has a block in hand."""

    def run_all(run: Callable[[Task], Done], tasks: Sequence[Task]) -> list[Done]:
        def slowly(task: Any) -> Any:
            time.sleep(0.5)
            return run(task)

        if len(tasks) > 2:
            Timer(0.2, stop, [victim]).start()
        return workers(slowly, tasks)

    return run_all


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_two_workers_apart_give_the_same_bytes_also_when_one_dies_midway(
    study: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    with cluster(tmp_path) as apart, workers_of(apart.address) as workers:
        both = compute_status(read_study(study), workers=workers)
        assert written(both, tmp_path / "both") == expected
        one = compute_status(read_study(study), workers=dying(workers, apart.workers[0]))
        assert written(one, tmp_path / "one") == expected
        assert [process.poll() for process in apart.workers] == [-signal.SIGKILL, None]
