"""The stages of `make gate`: each runs to its end or its limit; few failed tests are run once more, alone."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests.gate.junit import TestResults, read_results

PROJECT = Path(__file__).parent.parent.parent
# More failures than these are no chance, and are not tried again.
MOST_REPEATED = 5
SECONDS_TO_END = 20  # for the first process of a stage; what it leaves is killed
TESTS_FAILED = 1  # pytest's exit code where all was run and some tests failed
REASON_LINES = 6


@dataclass(frozen=True, slots=True)
class Stage:
    """A command, and the seconds after which it is stopped.

    One that runs tests takes pytest's options. One that may skip ends with 0 without a test where its tool is
    not there; the last line of its log is the reason. One that is run `beside` others keeps one processor
    busy for long: those that follow it run meanwhile, up to the first that runs tests.
    """

    name: str
    command: Sequence[str]
    limit: float
    runs_tests: bool = False
    may_skip: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a stage.

    `exit_code` is None where the stage was stopped at its limit. `failures` and `flakes` are names with
    reasons; a flake failed, and passed when it was run again. A stage without tests counts as one that passed
    or failed. `note` is why a stage was skipped, or what its tests tell the reader.
    """

    stage: str
    exit_code: int | None
    seconds: float
    passed: int = 0
    skipped: int = 0
    failures: Mapping[str, str] = field(default_factory=dict)
    flakes: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


# All stages together: machines of two cores have needed from 13 to 36 minutes for the same tests. This limit
# and each stage's own stop what hangs; they measure nothing.
SECONDS_IN_ALL = 60 * 60
STAGES = (
    Stage("types", ("make", "--no-print-directory", "types"), 600, beside=True),
    Stage("style", ("make", "--no-print-directory", "style"), 180),
    Stage("layers", ("make", "--no-print-directory", "layers"), 180),
    Stage("words", ("make", "--no-print-directory", "words"), 180),
    Stage("migrations", ("make", "--no-print-directory", "migrations"), 180),
    Stage("sqlite", (sys.executable, "-m", "tests.on_sqlite"), 1800, runs_tests=True),
    Stage("postgres", (sys.executable, "-m", "tests.on_postgres"), 2700, runs_tests=True, may_skip=True),
)

# What only a merge breaks, each branch being green: three minutes on a quiet machine.
READY = (
    Stage("layers", ("make", "--no-print-directory", "layers"), 15),
    Stage("checks", (str(Path(sys.executable).with_name("loftet")), "manage", "check"), 15),
    Stage("migrations", ("make", "--no-print-directory", "migrations"), 15),
    Stage("words", ("make", "--no-print-directory", "words"), 20),
    Stage("flakes", (sys.executable, "-m", "tests.gate.flakes"), 15),
    Stage("collection", (sys.executable, "-m", "tests.gate.collected"), 40),
    Stage(
        "contract",
        (
            *(sys.executable, "-m", "pytest", "--numprocesses=2", "--dist=loadgroup"),
            *("-m", "contract and not nightly and not release"),
        ),
        180,
        runs_tests=True,
    ),
)


def run_stage(stage: Stage, folder: Path, directory: Path = PROJECT) -> Outcome:
    """Run a stage in a directory, with its log and results in a folder; return what came of it."""
    folder.mkdir(parents=True, exist_ok=True)
    run = _StageRun(stage, folder.resolve(), directory)
    return run.tests() if stage.runs_tests else run.check()


@contextmanager
def stage_beside(stage: Stage, folder: Path, directory: Path = PROJECT) -> Iterator[Callable[[], Outcome]]:
    """Start a stage that runs no tests; yield what waits for its end, and returns what came of it."""
    folder.mkdir(parents=True, exist_ok=True)
    run = _StageRun(stage, folder.resolve(), directory)
    with ExitStack() as running:
        process = running.enter_context(run.started(stage.command))

        def outcome() -> Outcome:
            code = run.waited_for(process)
            running.close()  # nothing of it is left while others run
            return run.as_a_whole(code)

        yield outcome


class _StageRun:
    """A stage while it runs: its log, its clock, and where pytest writes."""

    def __init__(self, stage: Stage, folder: Path, directory: Path) -> None:
        self.stage, self.folder, self.directory = stage, folder, directory
        self.log = folder / f"{stage.name}.log"
        self.log.unlink(missing_ok=True)
        self.began = time.monotonic()

    def check(self) -> Outcome:
        """Run a command that passes or fails as a whole."""
        return self.as_a_whole(self._run(self.stage.command))

    def tests(self) -> Outcome:
        """Run tests; run the uncertain ones that failed once more, if few failed and all were run."""
        shutil.rmtree(self._cache, ignore_errors=True)
        code, results = self._try("first")
        if results is None and code == 0 and self.stage.may_skip:
            return Outcome(self.stage.name, code, self._seconds, skipped=1, note=self._end_of_log(lines=1))
        if results is None or bool(code) != bool(results.failed) or not (results.passed or results.failed):
            return self.as_a_whole(code, results)
        flakes = {}
        if 0 < len(results.failed) <= MOST_REPEATED and not results.broken:
            flakes = self._try_again(results)
        failures = {name: reason for name, reason in results.failed.items() if name not in flakes}
        return Outcome(
            self.stage.name,
            code if failures else 0,
            self._seconds,
            passed=len(results.passed) + len(flakes),
            skipped=len(results.skipped),
            failures=failures,
            flakes=flakes,
            note="; ".join(sorted(results.notes)),
        )

    def _try_again(self, results: TestResults) -> dict[str, str]:
        """Run the uncertain ones of the failed tests once more, in one process.

        Return those that passed, with the first reason.
        """
        certain = sorted(results.failed.keys() - results.uncertain)
        uncertain = results.failed.keys() & results.uncertain
        if not uncertain:
            return {}
        # One worker, for without any a test of a group has another name, and all tests would be run.
        options = ("--last-failed", "--last-failed-no-failures=none", "--numprocesses=1")
        code, again = self._try("second", *options, *(f"--deselect={name}" for name in certain))
        # A second try that broke off, or was of other tests or of fewer, tells nothing.
        if again is None or bool(code) != bool(again.failed) or again.tests != uncertain:
            return {}
        return {name: results.failed[name] for name in sorted(again.passed)}

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self.began

    @property
    def _cache(self) -> Path:
        return self.folder / f"{self.stage.name}-cache"

    def as_a_whole(self, code: int | None, results: TestResults | None = None) -> Outcome:
        """Return the outcome of a stage that its exit code judges; the end of the log is the reason."""
        failures, reason = {} if results is None else dict(results.failed), self._end_of_log()
        if code is None:
            failures[self.stage.name] = f"stopped at its limit of {self.stage.limit:g} s\n{reason}"
        elif code or self.stage.runs_tests:
            failures[self.stage.name] = reason
        passed = int(not failures) if results is None else len(results.passed)
        skipped = 0 if results is None else len(results.skipped)
        return Outcome(self.stage.name, code, self._seconds, passed, skipped, failures)

    def _end_of_log(self, lines: int = REASON_LINES) -> str:
        """Return the last lines of the log that say something."""
        log = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        told = [line for line in log if line.strip() and not line.startswith(("make:", "make["))]
        return "\n".join(told[-lines:])

    def _try(self, name: str, *options: str) -> tuple[int | None, TestResults | None]:
        """Run the tests; return pytest's exit code and its results, None where it did not run to its end."""
        written = self.folder / f"{self.stage.name}-{name}.xml"
        written.unlink(missing_ok=True)
        where = (
            f"--junit-xml={written}",
            "--override-ini=junit_family=xunit1",
            f"--override-ini=cache_dir={self._cache}",
        )
        code = self._run([*self.stage.command, *where, *options])
        if code not in {0, TESTS_FAILED} or not written.exists():
            return code, None
        try:
            return code, read_results(written)
        except ElementTree.ParseError:  # as on a full disk
            return code or TESTS_FAILED, None

    def _run(self, command: Sequence[str]) -> int | None:
        """Run a command for what is left of the time; return its exit code, None where it was stopped."""
        with self.started(command) as process:
            return self.waited_for(process)

    def waited_for(self, process: "subprocess.Popen[bytes]") -> int | None:
        """Return the exit code of a command, None where the time is over before it ends."""
        try:
            return process.wait(max(0.0, self.stage.limit - self._seconds))
        except subprocess.TimeoutExpired:
            return None

    @contextmanager
    def started(self, command: Sequence[str]) -> Iterator["subprocess.Popen[bytes]"]:
        """Start a command; end it and all that it started at last, also after an error.

        It has a process group of its own; only who kills the gate itself leaves it running.
        """
        # How `make` was called, and options for every run of pytest, would choose what is tried.
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("MAKE", "PYTEST_ADDOPTS"))
        }
        with self.log.open("a", encoding="utf-8") as log:
            process = None
            try:
                with _held_back(signal.SIGTERM, signal.SIGHUP):
                    process = subprocess.Popen(
                        command,
                        cwd=self.directory,
                        env=environment,
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                        process_group=0,
                    )
                yield process
            finally:
                if process is not None:
                    _end_group(process)


@contextmanager
def _held_back(*signals: signal.Signals) -> Iterator[None]:
    """Handle signals afterwards: one that came while a process is started would leave that running."""
    held: list[int] = []
    handlers = {one: handler for one in signals if callable(handler := signal.getsignal(one))}
    for one in handlers:
        signal.signal(one, lambda number, _frame: held.append(number))
    try:
        yield
    finally:
        for one, handler in handlers.items():
            signal.signal(one, handler)
        for number in held:
            signal.raise_signal(number)


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all that it started; kill what does not end by itself."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_TO_END)
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
