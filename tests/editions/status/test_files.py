"""A status as files: what stands where, whole or not at all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from loftet.editions.status import Format, write_status
from loftet.invalid_input import InvalidInput
from loftet.sources import whole_folder as whole_folder_module

Ask = Callable[..., Any]

SMALL = [{"red": 20, "green": 60}, {"indicator": "y", "goal": "2"}]
ROWS = [("0301", "x", 2019, 0.1), ("0301", "x", 2020, 33.3), ("4003", "x", 2020, "", "suppressed")]
PLACES = [{"place": "0301"}, {"place": "4003"}]


@pytest.fixture
def answer(ask: Ask) -> Any:
    return ask(SMALL, ROWS, places=PLACES)


def test_the_tables_stand_as_csv_with_full_precision_and_empty_gaps(answer: Any, tmp_path: Path) -> None:
    write_status(answer.status, tmp_path / "out", Format.CSV)
    texts = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "out").iterdir()}
    assert sorted(texts) == ["goal_scores.csv", "index.csv", "indicator_scores.csv", "study.json"]
    assert texts["indicator_scores.csv"] == (
        "place,indicator,year,value,status,score,colour,trend\n"
        "0301,x,2020,33.3,reported,33.3,orange,on_track\n"
        "0301,y,,,missing,,,\n"
        "4003,x,,,suppressed,,,\n"
        "4003,y,,,missing,,,\n"
    )
    assert texts["goal_scores.csv"] == (
        "place,goal,year,score,colour,coverage,imputed,yardstick\n"
        "0301,1,2020,33.3,orange,1.0,0,target\n"
        "0301,2,2020,,,0.0,0,\n"
        "4003,1,2020,,grey,0.0,0,\n"
        "4003,2,2020,,,0.0,0,\n"
    )
    assert texts["index.csv"] == "place,year,score,rank,coverage\n0301,2020,33.3,1,0.5\n4003,2020,,,0.0\n"


def test_the_tables_stand_as_parquet_with_types_and_nulls(answer: Any, tmp_path: Path) -> None:
    write_status(answer.status, tmp_path / "out", Format.PARQUET)
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "goal_scores.parquet",
        "index.parquet",
        "indicator_scores.parquet",
        "study.json",
    ]
    source = f"'{tmp_path / 'out' / 'indicator_scores.parquet'}'"
    described = duckdb.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    assert [(name, kind) for name, kind, *_ in described] == [
        *(("place", "VARCHAR"), ("indicator", "VARCHAR"), ("year", "INTEGER"), ("value", "DOUBLE")),
        *(("status", "VARCHAR"), ("score", "DOUBLE"), ("colour", "VARCHAR"), ("trend", "VARCHAR")),
    ]
    assert duckdb.execute(f"FROM {source} LIMIT 2").fetchall() == [
        ("0301", "x", 2020, 33.3, "reported", 33.3, "orange", "on_track"),
        ("0301", "y", None, None, "missing", None, None, None),
    ]


def test_the_record_tells_the_method_the_content_and_what_was_left_out(answer: Any, tmp_path: Path) -> None:
    write_status(answer.status, tmp_path / "out", Format.CSV)
    record = json.loads((tmp_path / "out" / "study.json").read_text(encoding="utf-8"))
    assert (record["loftet"], record["year"], len(record["content_hash"])) == ("0.2.0", 2020, 64)
    assert record["method"]["values"] == {"max_age": ""}
    assert record["method"]["normalise"] == {
        "kind": "goalposts",
        "clip": True,
        "range": [0.0, 100.0],
        "decimals": "",
    }
    assert record["rows"] == {"places": 2, "ranked": 2, "indicators": 2, "observations": 3}
    assert record["indicators"][0] == {
        "indicator": "x",
        "direction": 1,
        "lower": 0.0,
        "red": 20.0,
        "yellow": 40.0,
        "green": 60.0,
        "upper": 100.0,
        "winsorised": 0,
        "logged": False,
    }
    assert record["left_out"] == [
        {"table": "indicators", "key": "y", "count": 0, "why": "has no value in the year"},
        {"table": "indicators", "key": "y", "count": 0, "why": "has no red and green: no colour"},
    ]


@pytest.mark.parametrize("format", list(Format))
def test_the_same_study_gives_the_same_bytes(answer: Any, tmp_path: Path, format: Format) -> None:
    for name in ("one", "two"):
        write_status(answer.status, tmp_path / name, format)
    one, two = ({f.name: f.read_bytes() for f in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_an_earlier_status_is_replaced_as_a_whole(answer: Any, tmp_path: Path) -> None:
    write_status(answer.status, tmp_path / "out", Format.PARQUET)
    write_status(answer.status, tmp_path / "out", Format.CSV)
    assert {file.suffix for file in (tmp_path / "out").iterdir()} == {".csv", ".json"}
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []


def test_an_empty_folder_and_one_whose_parents_are_missing_are_filled(answer: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for out in (tmp_path / "empty", tmp_path / "new" / "out"):
        write_status(answer.status, out, Format.CSV)
        assert (out / "study.json").is_file()


def test_a_folder_with_other_things_is_left_alone(answer: Any, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"the folder holds «indicators.csv», so it is not replaced"):
        write_status(answer.status, answer.status.study.folder, Format.CSV)
    write_status(answer.status, tmp_path / "out", Format.CSV)
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    with pytest.raises(InvalidInput, match=r"out: the folder holds «notes.txt», so it is not replaced"):
        write_status(answer.status, tmp_path / "out", Format.PARQUET)
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before


def test_a_file_in_the_way_is_refused(answer: Any, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidInput, match="out: a file stands where the folder should be written"):
        write_status(answer.status, tmp_path / "out", Format.CSV)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_to_is_refused(answer: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"out: cannot be written: (Not a directory|File exists)"):
        write_status(answer.status, tmp_path / "file" / "out", Format.CSV)


def test_a_failure_midway_leaves_the_earlier_status_whole(
    answer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_status(answer.status, tmp_path / "out", Format.CSV)
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}

    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(whole_folder_module, "sync", fail)
    with pytest.raises(OSError, match="no space left"):
        write_status(answer.status, tmp_path / "out", Format.PARQUET)
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []


def test_every_observation_has_its_unclipped_unrounded_score(ask: Ask) -> None:
    method = "[normalise]\ndecimals = 0\n"
    rows = [("B", "x", 2020, 130), ("A", "x", 2020, "", "missing"), ("A", "x", 2018, -7.5)]
    status = ask([{}], rows, method=method).status
    table = status.study.observations.table
    assert list(zip(table.column("place"), table.column("year"), strict=True)) == [
        ("A", "2018"),
        ("A", "2020"),
        ("B", "2020"),
    ]
    assert [repr(score) for score in status.score_unclipped.tolist()] == ["-7.5", "nan", "130.0"]
