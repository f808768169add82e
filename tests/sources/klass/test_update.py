"""What KLASS would change in the catalogue's places."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loftet.geography.gazetteer import load_gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.klass.kostra import groups_on
from loftet.sources.klass.update import saved_answers, update_places


def column(file: Path, *names: str) -> list[tuple[str, ...]]:
    header, *rows = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]
    return [tuple(row[header.index(name)] for name in names) for row in rows]


def replace_change(saved: Path, name: str, change: dict[str, str] | None, drop: str = "") -> None:
    """Leave the changes of one old code out, and add one change."""
    file = saved / f"{name}.json"
    told: list[Any] = json.loads(file.read_bytes())["codeChanges"]
    kept = [one for one in told if one["oldCode"] != drop]
    file.write_text(json.dumps({"codeChanges": [*kept, *([change] if change else [])]}), encoding="utf-8")


def test_a_renumbered_municipality_keeps_its_place_back_to_2013(places: Path, saved: Path) -> None:
    update_places(places, saved_answers(saved), write=True)
    gazetteer = load_gazetteer(places)
    gol, roros, baerum = (gazetteer.by_slug(slug) for slug in ("gol", "roros", "baerum"))
    assert [gazetteer.series_code(gol, year) for year in range(2018, 2025)] == [
        *["0617"] * 2,
        *["3041"] * 4,
        "3324",
    ]
    assert [gazetteer.series_code(roros, year) for year in (2013, 2017, 2018)] == ["1640", "1640", "5025"]
    assert gazetteer.series_code(baerum, 2019) == "0219"


def test_merged_municipalities_become_places_that_end(places: Path, saved: Path) -> None:
    update_places(places, saved_answers(saved), write=True)
    assert [
        one for one in column(places / "codes.csv", "place", "code", "valid_to") if one[2] == "2020-01-01"
    ] == [
        ("akershus-til-2020-fylke", "02", "2020-01-01"),
        ("buskerud-til-2020-fylke", "06", "2020-01-01"),
        ("baerum", "0219", "2020-01-01"),
        ("gol", "0617", "2020-01-01"),
        ("stavanger-til-2020", "1103", "2020-01-01"),
        ("finnoy", "1141", "2020-01-01"),
        ("rennesoy", "1142", "2020-01-01"),
        ("alesund-til-2020", "1504", "2020-01-01"),
        ("orskog", "1523", "2020-01-01"),
        ("skodje", "1529", "2020-01-01"),
        ("haram-til-2020", "1534", "2020-01-01"),
        ("sandoy", "1546", "2020-01-01"),
    ]
    gazetteer = load_gazetteer(places)
    assert gazetteer.resolve("1103", date(2019, 1, 1)).slug == "stavanger-til-2020"
    assert gazetteer.resolve("1103", date(2020, 1, 1)).slug == "stavanger"
    assert gazetteer.successors("1141", date(2024, 1, 1)) == ("1103",)


def test_a_split_is_never_cast_back(places: Path, saved: Path) -> None:
    update_places(places, saved_answers(saved), write=True)
    gazetteer = load_gazetteer(places)
    for slug in ("alesund", "haram"):
        assert gazetteer.series_code(gazetteer.by_slug(slug), 2023) is None
    assert gazetteer.successors("1534", date(2024, 1, 1)) == ("1508", "1580")


def test_not_known_is_no_place(places: Path, saved: Path) -> None:
    update_places(places, saved_answers(saved), write=True)
    assert "9999" not in {code for (code,) in column(places / "codes.csv", "code")}


def test_columns_kept_by_hand_stay(places: Path, saved: Path) -> None:
    before = (places / "municipalities.csv").read_text(encoding="utf-8").splitlines()
    update_places(places, saved_answers(saved), write=True)
    after = (places / "municipalities.csv").read_text(encoding="utf-8").splitlines()
    assert after[: len(before)] == before
    assert [one for one in column(places / "counties.csv", "by_hand") if one[0]] == [("kept",)]


def test_a_proposal_writes_nothing_until_it_is_asked_to(places: Path, saved: Path) -> None:
    before = {file.name: file.read_bytes() for file in places.iterdir()}
    proposal = update_places(places, saved_answers(saved), write=False)
    assert {file.name: file.read_bytes() for file in places.iterdir()} == before
    assert "+gol,0617,2013-01-01,2020-01-01\n" in proposal.diff()
    assert "+norge,NO,2013-01-01,\n" in proposal.diff()


def test_a_second_update_has_nothing_to_change(places: Path, saved: Path) -> None:
    update_places(places, saved_answers(saved), write=True)
    assert update_places(places, saved_answers(saved), write=True).diff() == ""


def test_groups_carry_the_time_of_each_membership(places: Path, saved: Path) -> None:
    update_places(places, saved_answers(saved), write=True)
    names = ("group", "place", "valid_from", "valid_to")
    assert column(places / "kostra_groups.csv", *names) == [
        ("EKG01", "haram", "2024-01-01", ""),
        ("EKG04", "gol", "2021-01-01", ""),
        ("EKG04", "roros", "2020-01-01", ""),
        ("EKG11", "alesund", "2024-01-01", ""),
        ("EKG11", "alesund-til-2024", "2020-01-01", "2024-01-01"),
        ("EKG14", "gol", "2020-01-01", "2021-01-01"),
    ]


def test_a_membership_does_not_run_through_the_new_grouping_of_2020(places: Path, saved: Path) -> None:
    same = saved / "131-correspondsAt-112-2020-01-01.json"
    (saved / "131-correspondsAt-112-2019-01-01.json").write_bytes(
        same.read_bytes().replace(b"3041", b"0617").replace(b"1507", b"1504")
    )
    update_places(places, saved_answers(saved), write=True)
    rows = column(places / "kostra_groups.csv", "group", "place", "valid_from", "valid_to")
    assert [one for one in rows if one[1] == "roros"] == [
        ("EKG04", "roros", "2019-01-01", "2020-01-01"),
        ("EKG04", "roros", "2020-01-01", ""),
    ]


def test_the_groups_of_a_day_are_found_by_place(places: Path, saved: Path) -> None:
    assert groups_on(places, date(2024, 1, 1)) == {}
    update_places(places, saved_answers(saved), write=True)
    assert groups_on(places, date(2020, 6, 1)) == {
        "gol": "Gruppe 14",
        "alesund-til-2024": "Gruppe 11",
        "roros": "Gruppe 4",
    }
    assert groups_on(places, date(2024, 1, 1)) == {
        "gol": "Gruppe 4",
        "alesund": "Gruppe 11",
        "haram": "Gruppe 1",
        "roros": "Gruppe 4",
    }


def test_what_kostras_own_lists_lack_is_told(places: Path, saved: Path) -> None:
    assert update_places(places, saved_answers(saved), write=False).notes == ()
    for name, old, new in (("112", b"EKG04", b"EKG05"), ("231", b"EKA33", b"EKA30")):
        file = saved / f"{name}-codesAt-2024-06-01.json"
        file.write_bytes(file.read_bytes().replace(old, new))
    assert update_places(places, saved_answers(saved), write=False).notes == (
        "KOSTRA groups of 2024-06-01: EKG04 is not in the list of groups",
        "KOSTRA's regions of 2024-06-01 do not have EKA33; its tables may not have them either",
    )


def test_a_hand_written_column_of_the_groups_stays(places: Path, saved: Path) -> None:
    text = "group,name,place,valid_from,valid_to,checked\nEKG04,Gruppe 4,roros,2020-01-01,,yes\n"
    (places / "kostra_groups.csv").write_text(text, encoding="utf-8")
    update_places(places, saved_answers(saved), write=True)
    rows = column(places / "kostra_groups.csv", "place", "group", "checked")
    assert ("roros", "EKG04", "yes") in rows


def test_codes_without_changes_are_only_compared(places: Path, saved: Path) -> None:
    for name in ("131-changes-2013-01-01-2024-06-02", "104-changes-2013-01-01-2024-06-02"):
        (saved / f"{name}.json").unlink()
    for year in range(2020, 2025):
        (saved / f"131-correspondsAt-112-{year}-01-01.json").unlink()
    proposal = update_places(places, saved_answers(saved), write=True)
    assert proposal.diff() == ""
    assert proposal.notes[0] == (
        "municipalities: no changes up to 2024-06-01 are among the answers, so history stays"
    )


def test_a_name_that_the_catalogue_lacks_is_told_and_not_written(places: Path, saved: Path) -> None:
    file = saved / "131-codesAt-2024-06-01.json"
    file.write_bytes(file.read_bytes().replace("Bærum".encode(), "Bærum by".encode()))
    proposal = update_places(places, saved_answers(saved), write=False)
    assert proposal.notes == ("«baerum»: KLASS calls 3201 «Bærum by»",)


ENDS = {"oldCode": "1640", "oldName": "Røros", "newCode": "", "newName": "", "changeOccurred": "2018-01-01"}
STRANGE = {
    "oldCode": "1142",
    "oldName": "x",
    "newCode": "1103",
    "newName": "Stavanger",
    "changeOccurred": "2022-01-01",
}


@pytest.mark.parametrize(
    ("drop", "change", "told", "untouched"),
    [
        (
            "1640",
            None,
            [
                "5025 Røros - Rosse is valid on 2024-06-01, and no change tells where it came from",
                "1640 Røros is not valid on 2024-06-01, and no change tells what it became",
                "municipalities: the history of 5025 stays as the catalogue has it",
            ],
            "roros",
        ),
        (
            "1640",
            ENDS,
            [
                "1640 Røros ends on 2018-01-01, and KLASS does not tell what it became",
                "5025 Røros - Rosse is valid on 2024-06-01, and no change tells where it came from",
                "municipalities: the history of 5025 stays as the catalogue has it",
            ],
            "roros",
        ),
        (
            "",
            STRANGE,
            [
                "1142 changes into 1103 on 2022-01-01, but is not valid the day before",
                "municipalities: the history of 1103 stays as the catalogue has it",
            ],
            "stavanger",
        ),
    ],
)
def test_what_the_changes_do_not_explain_is_told_and_all_else_has_its_history(
    places: Path, saved: Path, drop: str, change: dict[str, str] | None, told: list[str], untouched: str
) -> None:
    replace_change(saved, "131-changes-2013-01-01-2024-06-02", change, drop)
    before = list(column(places / "codes.csv", "place", "code", "valid_from", "valid_to"))
    proposal = update_places(places, saved_answers(saved), write=True)
    assert list(proposal.notes) == told
    after = column(places / "codes.csv", "place", "code", "valid_from", "valid_to")
    assert [one for one in after if one[0] == untouched] == [one for one in before if one[0] == untouched]
    gazetteer = load_gazetteer(places)
    assert gazetteer.series_code(gazetteer.by_slug("gol"), 2015) == "0617"
    assert gazetteer.successors("1504", date(2024, 1, 1)) == ("1508", "1580")
    assert gazetteer.known_from == date(2013, 1, 1)


def test_a_change_that_klass_leaves_out_is_taken_from_the_catalogue(places: Path, saved: Path) -> None:
    """As 3018 Våler to 3114 Våler (Østfold), whose printed name changed with its code."""
    replace_change(saved, "131-changes-2013-01-01-2024-06-02", None, "3041")
    proposal = update_places(places, saved_answers(saved), write=True)
    assert proposal.notes == ()
    gazetteer = load_gazetteer(places)
    gol = gazetteer.by_slug("gol")
    assert [gazetteer.series_code(gol, year) for year in (2019, 2023, 2024)] == ["0617", "3041", "3324"]


def test_a_catalogue_that_has_two_places_where_klass_has_one_is_refused(places: Path, saved: Path) -> None:
    for name, right, wrong in (
        ("codes.csv", "gol,3041,", "golf,3041,"),
        ("municipalities.csv", "gol,Gol,,nn,,,,,,\n", "gol,Gol,,nn,,,,,,\ngolf,Golf,,,,,,,,\n"),
        ("changes.csv", "3041,3324,2024-01-01,renumbered\n", "3041,3324,2024-01-01,merged\n"),
        (
            "changes.csv",
            "3024,3201,2024-01-01,renumbered\n",
            "3024,3201,2024-01-01,split\n3024,3324,2024-01-01,split\n",
        ),
        ("codes.csv", "baerum,3024,", "asker,3024,"),
        ("municipalities.csv", "gol,Gol,,nn,,,,,,\n", "gol,Gol,,nn,,,,,,\nasker,Asker,,,,,,,,\n"),
    ):
        file = places / name
        file.write_text(file.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        update_places(places, saved_answers(saved), write=True)
    assert [problem.cause for problem in refused.value.problems][:2] == [
        "KLASS has 0219 Bærum then 3024 Bærum then 3201 Bærum as one place, "
        "the catalogue as asker and baerum",
        "KLASS has 0617 Gol then 3041 Gol then 3324 Gol as one place, the catalogue as gol and golf",
    ]


def test_the_real_codes_of_2026_leave_the_catalogue_as_it_is(catalogue: Path, shared: Path) -> None:
    answers = saved_answers(shared / "data" / "klass")
    assert [len(found) for days in answers.codes.values() for found in days.values()] == [357]
    assert update_places(catalogue / "places", answers, write=False).diff() == ""


def test_a_changed_catalogue_is_told_apart_from_the_real_codes(
    catalogue: Path, shared: Path, tmp_path: Path
) -> None:
    for file in (catalogue / "places").glob("*.csv"):
        text = (
            file.read_text(encoding="utf-8")
            .replace("gol,3324,", "gol,3325,")
            .replace("3041,3324", "3041,3325")
        )
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        update_places(tmp_path, saved_answers(shared / "data" / "klass"), write=False)
    assert [problem.cause for problem in refused.value.problems] == [
        "the catalogue has 3325 on 2026-01-01, KLASS has not",
        "KLASS has 3324 Gol on 2026-01-01, the catalogue has not; get the changes too",
    ]
