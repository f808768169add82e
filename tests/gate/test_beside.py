"""A stage that keeps one processor busy for long runs beside those that follow it."""

from pathlib import Path

import pytest

from tests.gate import __main__ as gate
from tests.gate.stages import Stage, stage_beside
from tests.gate.test_gate import has_ended, wait_for_words


def test_a_stage_beside_others_runs_meanwhile_and_is_told_after_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    waits = f"until test -e {tmp_path}/there; do sleep 0.05; done; echo a wrong type; exit 1"
    stages = (
        Stage("types", ("sh", "-c", waits), 60, beside=True),
        Stage("style", ("touch", f"{tmp_path}/there"), 60),
        Stage("tests", ("true",), 60, runs_tests=True),
    )
    monkeypatch.setattr(gate, "STAGES", stages)
    monkeypatch.setattr(gate, "FOLDER", tmp_path / "gate")
    assert gate.main() == 1
    lines = capsys.readouterr().out.splitlines()[-7:]
    assert [line.split()[0] for line in lines[1:4]] == ["style", "types", "tests"]
    assert "FAILED types: a wrong type" in lines


def test_a_stage_beside_others_is_stopped_at_its_limit(tmp_path: Path) -> None:
    stage = Stage("slow", ("sh", "-c", "sleep 600 & echo $! >child; wait"), 5, beside=True)
    with stage_beside(stage, tmp_path / "gate", tmp_path) as wait:
        outcome = wait()
        assert has_ended(int((tmp_path / "child").read_text()))
    assert (outcome.exit_code, list(outcome.failures)) == (None, ["slow"])


def test_a_stage_that_nobody_waited_for_is_ended(tmp_path: Path) -> None:
    stage = Stage("slow", ("sh", "-c", "echo $$ >process; sleep 600"), 60, beside=True)
    with stage_beside(stage, tmp_path / "gate", tmp_path):
        wait_for_words(tmp_path / "process")
    assert has_ended(int((tmp_path / "process").read_text()))
