"""Answers of KLASS, JSON and CSV."""

from datetime import date
from pathlib import Path

from loftet.sources.klass.answers import (
    Classification,
    Code,
    CodeChange,
    Correspondence,
    read_changes,
    read_codes,
    read_correspondence,
)
from loftet.sources.klass.saved import find_answers, read_answers

MUNICIPALITIES = Classification.MUNICIPALITIES


def test_codes_are_read_alike_from_json_and_from_csv_in_latin_1() -> None:
    as_json = (
        b'{"codes":[{"code":"0301","name":"Oslo - Oslove","validFrom":null,"validTo":null},'
        b'{"code":"3330","name":"Hol","validFrom":"2024-01-01","validTo":null},'
        b'{"code":"9999","name":"Uoppgitt"}]}'
    )
    as_csv = (
        '"code";"parentCode";"level";"name";"shortName";"notes";"validFrom";"validTo"\n'
        '"0301";"";"1";"Oslo - Oslove";;"Oslo på nordsamisk."\n'  # KLASS ends such a row early
        '"3330";"";"1";"Hol";;"";"2024-01-01";\n'
        '"9999";"";"1";"Uoppgitt";;""\n'
    ).encode("iso-8859-1")
    expected = (Code("0301", "Oslo - Oslove"), Code("3330", "Hol", date(2024, 1, 1)))
    assert read_codes(as_json, MUNICIPALITIES, "a.json") == expected
    assert read_codes(as_csv, MUNICIPALITIES, "a.csv") == expected


def test_letters_beyond_latin_1_are_read_from_utf_8() -> None:
    told = "code;name\n5610;Kárášjohka - Karasjok\n".encode()
    assert read_codes(told, MUNICIPALITIES, "a.csv") == (Code("5610", "Kárášjohka - Karasjok"),)


def test_changes_are_read_with_their_day_and_without_what_is_not_known() -> None:
    told = (
        "oldCode;oldName;oldShortName;newCode;newName;newShortName;changeOccurred\n"
        "3041;Gol;;3324;Gol;;2024-01-01\n"
        ";;;1580;Haram;;2024-01-01\n"
        "9999;Uoppgitt;;9999;Ukjent;;2024-01-01\n"
    ).encode("iso-8859-1")
    assert read_changes(told, MUNICIPALITIES, "a.csv") == (
        CodeChange("3041", "Gol", "3324", "Gol", date(2024, 1, 1)),
        CodeChange("", "", "1580", "Haram", date(2024, 1, 1)),
    )


def test_a_correspondence_is_read() -> None:
    told = (
        b'{"correspondenceItems":[{"sourceCode":"3324","sourceName":"Gol",'
        b'"targetCode":"EKG04","targetName":"x"}]}'
    )
    assert read_correspondence(told, "a.json") == (Correspondence("3324", "Gol", "EKG04", "x"),)


REGIONS = Classification.KOSTRA_REGIONS


def test_kostras_regions_are_read_whatever_they_stand_for() -> None:
    as_csv = (
        '"code";"parentCode";"level";"name";"shortName";"validFrom";"validTo"\n'
        '"EAK";;"1";"Landet";;;\n'
        '"EAKUO";;"1";"Landet uten Oslo";;;\n'
        '"EKA33";;"1";"Gjennomsnitt Buskerud";;"2024-01-01";\n'
        '"EKG04";;"1";"Gruppe 4";;;\n'
        '"3324";;"1";"Gol";;"2024-01-01";\n'
        '"9999";;"1";"Uoppgitt";;;\n'
    ).encode("iso-8859-1")
    assert [(one.code, one.valid_from) for one in read_codes(as_csv, REGIONS, "a.csv")] == [
        ("EAK", None),
        ("EAKUO", None),
        ("EKA33", date(2024, 1, 1)),
        ("EKG04", None),
        ("3324", date(2024, 1, 1)),
    ]


def test_changes_of_kostras_regions_are_read() -> None:
    told = (
        b'{"codeChanges":[{"oldCode":"EKA30","oldName":"Viken","newCode":"EKA33","newName":"Buskerud",'
        b'"changeOccurred":"2024-01-01"},{"oldCode":null,"oldName":null,"newCode":"EKG17",'
        b'"newName":"Gruppe 17","changeOccurred":"2020-01-01"}]}'
    )
    assert read_changes(told, REGIONS, "a.json") == (
        CodeChange("EKA30", "Viken", "EKA33", "Buskerud", date(2024, 1, 1)),
        CodeChange("", "", "EKG17", "Gruppe 17", date(2020, 1, 1)),
    )


def test_a_correspondence_with_kostras_regions_is_not_taken_for_groups(tmp_path: Path) -> None:
    regions = b"sourceCode;sourceName;targetCode;targetName\n3324;Gol;3324;Gol\n"
    groups = b"sourceCode;sourceName;targetCode;targetName\nEKG04;Gruppe 4;3324;Gol\n"
    (tmp_path / "131-correspondsAt-231-2024-01-01.csv").write_bytes(regions)
    (tmp_path / "112-correspondsAt-131-2024-01-01.csv").write_bytes(groups)
    answers = read_answers(find_answers(tmp_path))
    assert dict(answers.groups) == {date(2024, 1, 1): (Correspondence("EKG04", "Gruppe 4", "3324", "Gol"),)}
    pair = frozenset({MUNICIPALITIES, REGIONS})
    assert answers.correspondences[pair][date(2024, 1, 1)] == (Correspondence("3324", "Gol", "3324", "Gol"),)


def test_the_real_answers_as_json_and_as_csv_hold_the_same_357_codes(shared: Path) -> None:
    folder = shared / "data" / "klass"
    as_json = read_codes((folder / "klass-131-codesAt-2026-01-01.json").read_bytes(), MUNICIPALITIES, "j")
    as_csv = read_codes((folder / "klass-131-2026-latin1.csv").read_bytes(), MUNICIPALITIES, "c")
    assert len(as_json) == 357
    assert [one.code for one in as_csv] == [one.code for one in as_json]
    differ = {one.code: (one.name, two.name) for one, two in zip(as_json, as_csv, strict=True) if one != two}
    assert all("?" in name for _, name in differ.values())  # ISO-8859-1 has no letter for them
