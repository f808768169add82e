"""The command `loftet timetable`: files in, files out."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from loftet.cli import main

FILES = {
    "events": "slots,tables,session1_last_slot,max_break_difference\n4,2,2,\n",
    "participants": "id,unavailable,max_meetings,name\na,1,,Anne\nb,,1,Bo\nc,3 4,,\nd,,,\n",
    "requests": "id,a,b,mandatory,weight,session,fixed_slot,after\n"
    "r1,a,b,true,3,,,\nr2,a,c,,2,1,,\nr3,b,d,,5,,,\nr4,a,d,no,1,2,4,r2\n",
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes a folder of an event, with some of its files changed."""

    def write_files(**changed: str) -> Path:
        folder = tmp_path / "event"
        folder.mkdir(exist_ok=True)
        for name, text in (FILES | changed).items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return folder

    return write_files


def rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_timetable_unmet_and_report_are_written(write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["timetable", str(write()), "--out", str(out)]) == 0
    header, *met = rows(out / "timetable.csv")
    assert header == ["slot", "table", "a", "b", "request"]
    assert [row[2:] for row in met] == [["a", "c", "r2"], ["a", "b", "r1"], ["a", "d", "r4"]]
    assert [row[0] for row in met] == ["2", "3", "4"]
    assert rows(out / "unmet.csv") == [
        ["request", "reason"],
        ["r3", "Bo has the 1 meetings that are the limit"],
    ]
    report = json.loads((out / "report.json").read_text())
    assert {name: report[name] for name in ("objective", "value", "bound", "gap", "proven", "moved")} == {
        "objective": "both",
        "value": 6,
        "bound": 6,
        "gap": 0.0,
        "proven": True,
        "moved": 0,
    }
    assert [one["name"] for one in report["stages"]] == ["weight", "without_meeting", "breaks"]


def test_wishes_without_a_weight_are_met_where_that_costs_nothing(write: Write, tmp_path: Path) -> None:
    folder = write(requests="id,a,b,mandatory,weight\nr1,a,b,,\nr2,c,d,,\nr3,a,c,,\n")
    assert main(["timetable", str(folder), "--out", str(tmp_path / "out")]) == 0
    assert sorted(row[4] for row in rows(tmp_path / "out" / "timetable.csv")[1:]) == ["r1", "r2", "r3"]


def test_the_same_files_give_the_same_bytes(write: Write, tmp_path: Path) -> None:
    folder = write()
    for name in ("one", "two"):
        assert main(["timetable", str(folder), "--out", str(tmp_path / name)]) == 0
    for file in ("timetable.csv", "unmet.csv", "report.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_an_earlier_timetable_is_kept_as_far_as_that_goes(write: Write, tmp_path: Path) -> None:
    people = "id,unavailable\na,\nb,\nc,\nd,\n"
    asked = "id,a,b,mandatory,weight\nr1,a,b,,1\nr2,c,d,,1\nr3,a,c,,1\n"
    folder = write(participants=people, requests=asked)
    assert main(["timetable", str(folder), "--out", str(tmp_path / "first")]) == 0
    kept = {row[4]: row[:2] for row in rows(tmp_path / "first" / "timetable.csv")[1:]}
    write(participants=people.replace("\nd,", f"\nd,{kept['r2'][0]}"), requests=asked)
    again = ["--keep", str(tmp_path / "first" / "timetable.csv"), "--out", str(tmp_path / "second")]
    assert main(["timetable", str(folder), *again]) == 0
    found = {row[4]: row[:2] for row in rows(tmp_path / "second" / "timetable.csv")[1:]}
    assert json.loads((tmp_path / "second" / "report.json").read_text())["moved"] == 1
    assert [found[key] == kept[key] for key in ("r1", "r2", "r3")] == [True, False, True]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"requests": "id,a,b,mandatory,weight,weight\nr,a,b,,1,5\n"},
            "requests.csv, line 1: the column «weight» is there 2 times",
        ),
        ({"events": "slots\n4\n"}, "events.csv, line 1: the column «tables» is missing"),
        ({"events": "slots,tables\n"}, "events.csv: there must be one row, and there are 0"),
        ({"events": "slots,tables\n4,0\n"}, "line 2, column tables: «0» is not a whole number from 1"),
        ({"events": "slots,tables,session1_last_slot\n4,2,5\n"}, "session1_last_slot: there are 4 slots"),
        (
            {"participants": "id,unavailable\na,\na,\nb,\nc,\nd,\n"},
            "line 3, column id: «a» has a row already",
        ),
        (
            {"participants": "id,unavailable\na,9\nb,\nc,\nd,\n"},
            "participants.csv, line 2, column unavailable: «a» is away in slot 9, and there are 4 slots",
        ),
        ({"participants": "id,unavailable\na,one\nb,\nc,\nd,\n"}, "line 2, column unavailable: «one» is not"),
        (
            {"requests": "id,a,b,mandatory,weight\nr,a,x,,\n"},
            "line 2, column b: «x» is not in participants.csv",
        ),
        ({"requests": "id,a,b,mandatory,weight\nr,a,a,,\n"}, "line 2, column b: «a» cannot meet itself"),
        (
            {"requests": "id,a,b,mandatory,weight\nr,a,b,,\nr,a,c,,\n"},
            "column id: «r» is on several rows",
        ),
        ({"requests": "id,a,b,mandatory,weight\nr,a,b,,nan\n"}, "column weight: «nan» is not a weight"),
        (
            {"requests": "id,a,b,mandatory,weight\nr,a,b,maybe,\n"},
            "column mandatory: «maybe» is not true or false",
        ),
        ({"requests": "id,a,b,mandatory,weight,after\nr,a,b,,,z\n"}, "column after: «z» is no request"),
        ({"requests": "id,a,b,mandatory,weight,fixed_slot\nr,a,b,,,5\n"}, "fixed_slot: there are 4 slots"),
        ({"forbidden": "a,b\na,x\n"}, "forbidden.csv, line 2, column b: «x» is not in participants.csv"),
        (
            {
                "events": "slots,tables\n4,2\n",
                "requests": "id,a,b,mandatory,weight,session\nr,a,b,,,1\n",
            },
            "column session: events.csv has no session1_last_slot",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_place_and_nothing_is_written(
    changed: dict[str, str], told: str, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["timetable", str(write(**changed)), "--out", str(tmp_path / "out")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_demands_that_clash_end_with_four_and_are_named(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "id,a,b,mandatory,weight\nr1,a,b,1,\nr2,c,d,1,\n"
    for banned, told in (("b,a\n", "- r1: Anne and Bo must meet, and may not"), ("", "the smallest set of")):
        folder = write(requests=asked, forbidden=f"a,b\n{banned}")
        if not banned:
            write(requests=asked.replace("r2,c,d", "r2,b,d"), forbidden="a,b\n")
        assert main(["timetable", str(folder), "--out", str(tmp_path / "out")]) == 4
        assert told in capsys.readouterr().err
        assert not (tmp_path / "out").exists()
