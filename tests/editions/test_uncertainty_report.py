"""The command that tells where doubt comes from."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from loftet.cli import main


@pytest.fixture
def doubtful(write_study: Callable[..., Path]) -> Path:
    study = write_study()
    (study / "method.toml").write_text("[uncertainty]\nreplicates = 200\n", encoding="utf-8")
    return study


def test_doubt_is_told_by_place(doubtful: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "doubt.csv"
    assert main(["doubt", str(doubtful), "--out", str(out), "--ahead", "3326", "0301"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("3326 is ahead of 0301 with probability ")
    assert 0 <= float(first.rsplit(" ", 1)[1]) <= 1
    assert second == f"{out}: doubt about {doubtful}"
    with out.open(encoding="utf-8", newline="") as handle:
        rows = {row["place"]: row for row in csv.DictReader(handle)}
    assert list(rows) == ["0301", "3324", "3326", "3328", "NO"]
    assert rows["NO"]["group"] == ""
    assert min(int(row["group"]) for code, row in rows.items() if code != "NO") == 1
    # Only Gol has a count and a stated interval; Hemsedal lacks a figure, Oslo none.
    assert [float(rows[code]["sd_sampling"]) > 0 for code in ("0301", "3324", "3326")] == [False, True, False]
    assert [float(rows[code]["sd_missing"]) > 0 for code in ("0301", "3326")] == [False, True]
    assert all(row["moved_most_by"] in ("weights", "bounds", "sampling") for row in rows.values())


def test_doubt_needs_replicates_and_places_that_exist(
    study: Path, doubtful: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "doubt.csv")
    assert main(["doubt", str(study), "--out", out]) == 2
    assert "replicates is 0" in capsys.readouterr().err
    assert main(["doubt", str(doubtful), "--out", out, "--ahead", "3326", "0302"]) == 2
    assert "«0302» is not a known place (is «0301» meant?)" in capsys.readouterr().err
    assert main(["doubt", str(doubtful), "--out", str(tmp_path)]) == 2
    assert not (tmp_path / "doubt.csv").exists()
