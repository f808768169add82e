"""At which moments and on which database the tests are run."""

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import on_sqlite
from tests.gate import moments


def test_what_has_the_clock_of_the_machine_is_not_tried_at_another_moment(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text("import time\ntoday = 1\n", encoding="utf-8")
    (tmp_path / "test_b.py").write_text("today = 1\n", encoding="utf-8")
    assert moments.files_that_read_a_date(tmp_path) == [str(tmp_path / "test_b.py")]


def test_a_moment_that_is_not_there_is_not_green(capsys: pytest.CaptureFixture[str]) -> None:
    assert moments.main("2026-11-30T23:59") == 2
    assert capsys.readouterr().out.startswith("there is no moment «2026-11-30T23:59»; there are ")


def test_the_database_of_a_site_is_no_database_of_the_sqlite_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTET_DATABASE_URL", "postgresql://site.example/loftet")
    seen: dict[str, str] = {}

    def run(*_command: object, env: dict[str, str] | None = None, check: bool) -> SimpleNamespace:
        seen.update(os.environ if env is None else env)
        return SimpleNamespace(returncode=3)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(on_sqlite, "why_not", lambda: "")
    assert (on_sqlite.main(), "LOFTET_DATABASE_URL" in seen, "PATH" in seen) == (3, False, True)
