"""The gate: every stage is run, few failed tests are tried once more, and the end tells why it is red."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression

from tests.gate import __main__ as gate
from tests.gate.faults import FAULTS
from tests.gate.flakes import outlived, read_known, read_seen, unknown, write_seen
from tests.gate.junit import NOTE, TRIED_AGAIN, nearest_limits
from tests.gate.report import MOST_LINES, is_green, report
from tests.gate.stages import READY, SECONDS_IN_ALL, STAGES, Outcome, Stage, run_stage
from tests.on_postgres import DAY
from tests.on_sqlite import ALL, REST

# A small run of pytest: none of the plugins of this project but the one that starts processes.
PYTEST = ("env", "PYTEST_DISABLE_PLUGIN_AUTOLOAD=1", sys.executable, "-m", "pytest", "-p", "xdist")
PASSES = "def test_passes():\n    pass\n\n"
FAILS = "def test_fails():\n    assert 1 + 1 == 3, 'a wrong sum'\n\n"
SKIPS = "import pytest\n\ndef test_skips():\n    pytest.skip('no tool')\n\n"
HELPERS = """
from pathlib import Path

def tries(name):
    file = Path(name)
    before = int(file.read_text()) if file.exists() else 0
    file.write_text(str(before + 1))
    return before + 1

"""


Try = Callable[..., Outcome]


def flaky(name: str, *, uncertain: bool = True) -> str:
    """Return the source of a test that fails every second time, and may do so where it is uncertain."""
    may = f"    record_property('{TRIED_AGAIN}', 'yes')\n" if uncertain else ""
    fails = f"    assert tries('{name}') % 2 == 0, 'a pause was too long'\n\n"
    return f"{HELPERS}def test_{name}(record_property):\n{may}{fails}"


@pytest.fixture
def run(tmp_path: Path) -> Try:
    """Return a function that runs a file of tests as a stage."""

    def run_tests(source: str, *options: str) -> Outcome:
        (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        (tmp_path / "test_it.py").write_text(source, encoding="utf-8")
        stage = Stage("tests", (*PYTEST, *options), 60, runs_tests=True)
        return run_stage(stage, tmp_path / "gate", tmp_path)

    return run_tests


def test_a_run_that_is_green_is_counted(run: Try) -> None:
    outcome = run(PASSES + SKIPS)
    assert (outcome.exit_code, outcome.passed, outcome.skipped) == (0, 1, 1)
    assert (outcome.failures, outcome.flakes, is_green([outcome])) == ({}, {}, True)


def test_what_a_test_tells_the_reader_stands_in_the_report(run: Try) -> None:
    tells = f"def test_tells(record_property):\n    record_property('{NOTE}', 'nine pages once')\n"
    assert report([run(tells)])[1].endswith("1 passed: nine pages once")


@pytest.mark.parametrize("processes", ["0", "2"])
def test_what_fails_twice_is_red_and_named_with_its_reason(run: Try, processes: str) -> None:
    outcome = run(PASSES + FAILS, f"--numprocesses={processes}")
    assert (outcome.exit_code, outcome.passed, is_green([outcome])) == (1, 1, False)
    (name, reason), *more = outcome.failures.items()
    assert (name, more) == ("test_it.py::test_fails", [])
    assert reason.startswith("AssertionError: a wrong sum")
    lines = report([outcome])
    assert lines[0].startswith("== RED ")
    assert lines[2].startswith("FAILED tests test_it.py::test_fails: AssertionError: a wrong sum")
    assert lines[-1] == "gate: 1 passed, 1 failed, 0 skipped"


@pytest.mark.parametrize("processes", ["0", "2"])
def test_what_passes_the_second_time_is_told_and_green(run: Try, processes: str) -> None:
    outcome = run(PASSES + flaky("sometimes"), f"--numprocesses={processes}")
    assert (outcome.exit_code, outcome.passed, outcome.failures, is_green([outcome])) == (0, 2, {}, True)
    (flake,) = outcome.flakes.items()
    assert flake[0] == "test_it.py::test_sometimes"
    assert "a pause was too long" in flake[1]
    lines = report([outcome])
    assert lines[0].startswith("== GREEN ")
    assert lines[1].endswith(" s  2 passed, 1 flakes")
    assert lines[2].startswith("FLAKE tests test_it.py::test_sometimes: AssertionError: a pause was too long")
    assert lines[-1] == "gate: 2 passed, 0 failed, 0 skipped"


def test_what_may_not_fail_by_chance_is_red_at_once(run: Try, tmp_path: Path) -> None:
    outcome = run(PASSES + flaky("certain", uncertain=False) + flaky("sometimes"))
    assert (list(outcome.failures), list(outcome.flakes)) == (
        ["test_it.py::test_certain"],
        ["test_it.py::test_sometimes"],
    )
    assert [(tmp_path / name).read_text() for name in ("certain", "sometimes")] == ["1", "2"]


def test_a_flake_beside_a_failure_stays_red(run: Try) -> None:
    outcome = run(FAILS + flaky("sometimes"))
    assert (outcome.exit_code, list(outcome.failures)) == (1, ["test_it.py::test_fails"])
    assert list(outcome.flakes) == ["test_it.py::test_sometimes"]


def test_a_flake_is_told_until_it_is_known_and_again_after_two_weeks(tmp_path: Path) -> None:
    known, first = tmp_path / "known_flakes.toml", date(2026, 11, 30)
    write_seen(tmp_path, "sqlite", {"tests/test_it.py::test_it[a]": "a pause"})
    write_seen(tmp_path, "postgres", {})
    assert unknown(read_seen(tmp_path), {}) == [
        "tests/test_it.py::test_it[a] is a flake that known_flakes.toml does not name"
    ]
    known.write_text('["tests/test_it.py::test_it[a]"]\nfirst_seen = 2026-11-30\ncause = "a pause"\n')
    assert unknown(read_seen(tmp_path), read_known(known)) == []
    assert outlived(read_known(known), first + timedelta(days=14)) == []
    assert outlived(read_known(known), first + timedelta(days=15)) == [
        "tests/test_it.py::test_it[a] has been a known flake since 2026-11-30"
    ]
    assert len(outlived(read_known(known), first - timedelta(days=1))) == 1


@pytest.mark.parametrize(
    ("entry", "lacking"),
    [
        ("cause = 'a pause'", "first_seen"),
        ("first_seen = 2026-11-30", "cause"),
        ("first_seen = 2026-11-30T12:00:00\ncause = 'a pause'", "first_seen"),
        ("first_seen = 2026-11-30\ncause = ''", "cause"),
    ],
)
def test_a_known_flake_without_day_or_cause_is_refused(tmp_path: Path, entry: str, lacking: str) -> None:
    (file := tmp_path / "known_flakes.toml").write_text(f'["t.py::t"]\n{entry}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=f"known_flakes.toml: «t.py::t» lacks {lacking}"):
        read_known(file)


def test_four_flakes_are_red(run: Try) -> None:
    outcome = run(PASSES + "".join(flaky(name) for name in "abcd"))
    assert (len(outcome.flakes), is_green([outcome])) == (4, False)
    lines = report([outcome])
    assert lines[0].startswith("== RED ")
    assert lines[-1] == "gate: 1 passed, 4 failed, 0 skipped"


def test_six_failures_are_not_tried_again(run: Try, tmp_path: Path) -> None:
    outcome = run("".join(flaky(name) for name in "abcdef"))
    assert (len(outcome.failures), outcome.flakes, outcome.exit_code) == (6, {}, 1)
    assert {(tmp_path / name).read_text() for name in "abcdef"} == {"1"}


@pytest.mark.parametrize("processes", ["0", "2"])
def test_a_file_that_cannot_be_collected_is_red_at_once(run: Try, tmp_path: Path, processes: str) -> None:
    (tmp_path / "test_broken.py").write_text("import nothing_of_this_name\n", encoding="utf-8")
    outcome = run(flaky("sometimes"), f"--numprocesses={processes}")
    assert (outcome.flakes, is_green([outcome])) == ({}, False)
    assert "No module named 'nothing_of_this_name'" in "\n".join(report([outcome]))


def test_a_process_that_died_is_red_at_once(run: Try) -> None:
    dies = f"{HELPERS}import os\n\ndef test_dies():\n    if tries('dies') == 1:\n        os._exit(3)\n"
    outcome = run(PASSES + dies, "--numprocesses=2")
    assert (list(outcome.failures), outcome.flakes) == (["test_it.py::test_dies"], {})
    assert "crashed while running" in outcome.failures["test_it.py::test_dies"]


def test_a_run_that_broke_off_is_red_though_what_failed_would_pass(run: Try) -> None:
    broken_off = "import pytest\n\ndef test_ends():\n    pytest.exit('no more')\n\n"
    outcome = run(flaky("sometimes") + broken_off + PASSES)
    assert (outcome.exit_code, outcome.flakes, is_green([outcome])) == (2, {}, False)
    assert "no more" in outcome.failures["tests"]


def test_a_second_try_that_is_skipped_is_no_pass(run: Try) -> None:
    uncertain = f"record_property('{TRIED_AGAIN}', 'yes')"
    skips = "assert tries('s') > 1\n    pytest.skip('later')\n"
    outcome = run(f"{HELPERS}import pytest\n\ndef test_skips(record_property):\n    {uncertain}\n    {skips}")
    assert (list(outcome.failures), outcome.flakes) == (["test_it.py::test_skips"], {})


@pytest.mark.parametrize(
    ("source", "option"), [("", "-v"), (SKIPS, "-v"), (PASSES, "--collect-only"), (PASSES, "--version")]
)
def test_a_run_in_which_no_test_passed_is_red(run: Try, source: str, option: str) -> None:
    outcome = run(source, option)
    assert (outcome.passed, list(outcome.failures), is_green([outcome])) == (0, ["tests"], False)


def test_options_from_outside_choose_no_tests(run: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "-k passes")
    assert list(run(PASSES + FAILS).failures) == ["test_it.py::test_fails"]


def test_a_test_that_cannot_tidy_up_is_red(run: Try) -> None:
    source = "import pytest\n\n@pytest.fixture\ndef file():\n    yield\n    raise OSError('still open')\n\n"
    outcome = run(f"{source}def test_writes(file):\n    pass\n\ndef test_fails(file):\n    assert False\n")
    assert sorted(outcome.failures) == ["test_it.py::test_fails", "test_it.py::test_writes"]
    assert "still open" in outcome.failures["test_it.py::test_writes"]


def test_a_flake_of_a_group_is_found_again(run: Try) -> None:
    grouped = flaky("sometimes").replace(
        "def test", "import pytest\n\n@pytest.mark.xdist_group('g')\ndef test"
    )
    outcome = run(PASSES + grouped, "--numprocesses=2", "--dist=loadgroup")
    assert (list(outcome.flakes), outcome.failures) == (["test_it.py::test_sometimes"], {})


@pytest.mark.parametrize("runs_tests", [False, True])
def test_what_hangs_is_stopped_with_all_that_it_started(tmp_path: Path, runs_tests: bool) -> None:
    command = ("sh", "-c", "sleep 600 & echo $! >child; echo waiting; wait")
    outcome = run_stage(Stage("slow", command, 5, runs_tests), tmp_path / "gate", tmp_path)
    assert (outcome.exit_code, is_green([outcome])) == (None, False)
    assert outcome.failures == {"slow": "stopped at its limit of 5 s\nwaiting"}
    assert report([outcome])[1].split()[:2] == ["slow", "limit"]
    assert has_ended(int((tmp_path / "child").read_text()))


def has_ended(process: int) -> bool:
    """Check whether a process is gone within a minute, or waits only for its parent to note it."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_stage_that_skips_itself_tells_why(tmp_path: Path) -> None:
    command = ("sh", "-c", "echo 'PostgreSQL: skipped, it does not answer'")
    outcome = run_stage(Stage("postgres", command, 60, runs_tests=True, may_skip=True), tmp_path, tmp_path)
    assert (outcome.passed, outcome.skipped, is_green([outcome])) == (0, 1, True)
    assert "1 skipped: PostgreSQL: skipped, it does not answer" in report([outcome])[1]


@pytest.mark.parametrize(("at_first", "code"), [("", 1), ("it does not answer", 0)])
def test_postgresql_may_only_be_skipped_where_sqlite_has_run_its_tests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_first: str, code: int
) -> None:
    command = ("sh", "-c", "echo 'PostgreSQL: skipped, it does not answer'")
    monkeypatch.setattr(gate, "STAGES", (Stage("postgres", command, 60, runs_tests=True, may_skip=True),))
    monkeypatch.setattr(gate, "FOLDER", tmp_path)
    monkeypatch.setattr(gate, "why_not", lambda: at_first)
    assert gate.main() == code


def test_a_stage_alone_forgets_no_flake_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "STAGES", (Stage("style", ("true",), 60),))
    monkeypatch.setattr(gate, "FOLDER", tmp_path)
    write_seen(tmp_path, "sqlite", {"tests/test_it.py::test_it": "a pause"})
    assert gate.main("style") == 0
    assert read_seen(tmp_path) == {"tests/test_it.py::test_it": "a pause"}


def test_every_stage_is_run_and_the_sum_is_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stages = (
        Stage("first", ("sh", "-c", "echo a wrong type; exit 2"), 60),
        Stage("second", ("true",), 60),
        Stage("third", ("sh", "-c", "echo a wrong word; exit 1"), 60),
    )
    monkeypatch.setattr(gate, "STAGES", stages)
    monkeypatch.setattr(gate, "FOLDER", tmp_path)
    assert gate.main() == 1
    lines = capsys.readouterr().out.splitlines()[-6:]
    assert re.match(r"first +exit 2 +\d+ s  1 failed", lines[0])
    assert re.match(r"second +exit 0 +\d+ s  1 passed", lines[1])
    assert lines[3:] == [
        "FAILED first: a wrong type",
        "FAILED third: a wrong word",
        "gate: 1 passed, 2 failed, 0 skipped",
    ]
    assert (tmp_path / "report.txt").read_text(encoding="utf-8").splitlines()[-6:] == lines


def test_one_stage_can_be_run_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "STAGES", (Stage("first", ("false",), 60), Stage("second", ("true",), 60)))
    monkeypatch.setattr(gate, "FOLDER", tmp_path)
    assert gate.main("second") == 0
    assert not (tmp_path / "first.log").exists()


def test_a_stage_that_is_not_there_is_refused_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main("sqlit") == 2
    there = "types, style, layers, words, migrations, sqlite, postgres"
    assert capsys.readouterr().err == f"gate: there is no stage «sqlit»; there are {there}\n"


def test_a_report_has_room_for_every_stage_and_the_sum() -> None:
    failures = {f"tests/test_{number}.py::test_it": "a reason\n" * 3 for number in range(50)}
    flakes = {f"tests/test_{number}.py::test_flake": "a pause" for number in range(50)}
    outcomes = [Outcome(stage.name, 1, 1.0, 100, 1, failures, flakes) for stage in STAGES]
    lines = report(outcomes)
    assert len(lines) == MOST_LINES
    assert [line.split()[0] for line in lines[1 : 1 + len(STAGES)]] == [stage.name for stage in STAGES]
    assert lines[-1] == "gate: 350 passed, 700 failed, 7 skipped"


@pytest.mark.contract
def test_every_deliberate_fault_can_be_put_in(project: Path) -> None:
    stages = {one.name for one in READY}
    assert len([one for one in FAULTS if one.stage in stages]) >= 8
    assert len(FAULTS) >= 12
    for edit in (one for fault in FAULTS for one in fault.edits if one.old):
        text = (project / edit.file).read_text(encoding="utf-8")
        assert edit.applied_to(text) != text


def test_the_limits_with_least_left_are_told(tmp_path: Path) -> None:
    file = tmp_path / "results.xml"
    told = '<properties><property name="limit" value="{1}"/></properties>'
    case = f'<testcase file="t.py" name="{{0}}">{told}</testcase>'
    both = case.format("a", "3 of 9 queries") + case.format("b", "390 of 400 lines of one file")
    file.write_text(f"<suite>{both}</suite>", encoding="utf-8")
    assert nearest_limits(file, 1) == ["t.py::b: 390 of 400 lines of one file"]


MARKS = ("database", "browser", "both_databases", "nightly", "release")


@pytest.mark.parametrize("chosen", list(product((False, True), repeat=len(MARKS))))
def test_every_test_of_the_day_is_run_on_one_database_and_a_marked_one_on_both(chosen: list[bool]) -> None:
    has = dict(zip(MARKS, chosen, strict=True))

    def runs(marks: str) -> bool:
        return Expression.compile(marks).evaluate(lambda mark, /, **_: has[mark])

    by_day = not has["nightly"] and not has["release"]
    twice = has["database"] and has["both_databases"] and not has["browser"]
    assert runs(REST) + runs(DAY) == by_day * (2 if twice else 1)
    assert runs(ALL) == by_day


def test_a_stage_gets_what_is_left_of_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert SECONDS_IN_ALL <= 60 * 60
    monkeypatch.setattr(gate, "SECONDS_IN_ALL", 2)
    stages = (Stage("slow", ("sleep", "600"), 60), Stage("late", ("sleep", "600"), 60))
    monkeypatch.setattr(gate, "STAGES", stages)
    monkeypatch.setattr(gate, "FOLDER", tmp_path)
    assert gate.main() == 1
    told = re.findall(r"FAILED (\w+): stopped at its limit of (\d) s", capsys.readouterr().out)
    assert told == [("slow", "2"), ("late", "1")]


def test_what_only_a_merge_breaks_is_told_within_five_minutes() -> None:
    assert sum(stage.limit for stage in READY) <= 5 * 60
    assert gate.main("--ready", "sqlite") == 2


def wait_for_words(file: Path) -> None:
    """Wait until a file is there and has words, at most a minute."""
    until = time.monotonic() + 60
    while not (file.exists() and file.read_text(encoding="utf-8").strip()) and time.monotonic() < until:
        time.sleep(0.05)


def test_a_gate_that_is_ended_ends_what_it_started(tmp_path: Path) -> None:
    source = f"""
import signal, sys
from pathlib import Path
from tests.gate import __main__ as gate
from tests.gate.flakes import outlived, read_known, read_seen, unknown, write_seen
from tests.gate.junit import TRIED_AGAIN
from tests.gate.stages import Stage
gate.FOLDER = Path({str(tmp_path)!r})
gate.STAGES = (Stage("slow", ("sh", "-c", "echo $$ >{tmp_path}/pid; sleep 600"), 60),)
signal.signal(signal.SIGTERM, gate.end)
gate.main()
"""
    with subprocess.Popen([sys.executable, "-c", source]) as running:
        pid = tmp_path / "pid"
        wait_for_words(pid)
        os.kill(running.pid, signal.SIGTERM)
        assert running.wait(60) == 128 + signal.SIGTERM
    assert has_ended(int(pid.read_text()))
