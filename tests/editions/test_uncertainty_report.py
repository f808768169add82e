"""The command that tells where doubt comes from."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from loftet.cli import main


@pytest.fixture
def doubtful(write_study: Callable[..., Path]) -> Path:
    study = write_study()
    (study / "method.toml").write_text("[uncertainty]\nreplicates = 200\n", encoding="utf-8")
    return study


@dataclass(frozen=True, slots=True)
class Told:
    """What the command printed, the file that it wrote, and its rows by place."""

    lines: list[str]
    file: Path
    rows: dict[str, dict[str, str]]


@pytest.fixture
def told(doubtful: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    file = tmp_path / "doubt.csv"
    assert main(["doubt", str(doubtful), "--out", str(file), "--ahead", "3326", "0301"]) == 0
    with file.open(encoding="utf-8", newline="") as handle:
        rows = {row["place"]: row for row in csv.DictReader(handle)}
    return Told(capsys.readouterr().out.splitlines(), file, rows)


def test_doubt_prints_the_probability_that_one_place_is_ahead(told: Told, doubtful: Path) -> None:
    words, number = told.lines[0].rsplit(" ", 1)
    assert words == "3326 is ahead of 0301 with probability"
    assert 0 <= float(number) <= 1
    assert told.lines[1:] == [f"{told.file}: doubt about {doubtful}"]


def test_doubt_groups_the_ranked_places_alone(told: Told) -> None:
    assert list(told.rows) == ["0301", "3324", "3326", "3328", "NO"]
    groups = [told.rows[code]["group"] for code in ("0301", "3324", "3326", "3328")]
    assert (min(groups), told.rows["NO"]["group"]) == ("1", "")


def test_doubt_names_where_it_comes_from(told: Told) -> None:
    """Only Gol has a count and a stated interval; Hemsedal lacks a figure, Oslo none."""
    sampling = {code: float(told.rows[code]["sd_sampling"]) > 0 for code in ("0301", "3324", "3326")}
    missing = {code: float(told.rows[code]["sd_missing"]) > 0 for code in ("0301", "3326")}
    assert sampling == {"0301": False, "3324": True, "3326": False}
    assert missing == {"0301": False, "3326": True}
    assert {row["moved_most_by"] for row in told.rows.values()} <= {"weights", "bounds", "sampling"}


def test_doubt_needs_replicates(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doubt", str(study), "--out", str(tmp_path / "doubt.csv")]) == 2
    assert "replicates is 0" in capsys.readouterr().err


def test_doubt_needs_places_that_exist(
    doubtful: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "doubt.csv"
    assert main(["doubt", str(doubtful), "--out", str(out), "--ahead", "3326", "0302"]) == 2
    assert "«0302» is not a known place (is «0301» meant?)" in capsys.readouterr().err
    assert not out.exists()


def test_doubt_is_not_written_over_a_folder(doubtful: Path, tmp_path: Path) -> None:
    assert main(["doubt", str(doubtful), "--out", str(tmp_path)]) == 2
