"""Wrong files and answers of KLASS, FHI, Miljødirektoratet and the taxonomy: refused with place and cause."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from loftet.invalid_input import InvalidInput
from loftet.sources.emissions import SHEET, read_emissions
from loftet.sources.klass.answers import Classification, read_changes, read_codes, read_correspondence
from loftet.sources.klass.saved import find_answers, read_answers
from loftet.sources.raw_copies import newest
from loftet.sources.taxonomy.read import read_taxonomy
from loftet.sources.web import Caller

PAGE = b"<!DOCTYPE html><html><body>Vedlikehold</body></html>"
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)
MUNICIPALITIES = Classification.MUNICIPALITIES


def told(read: Callable[[], object]) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        read()
    return [str(problem) for problem in refused.value.problems]


# --- KLASS ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b" \n", "k: the answer is empty"),
        (PAGE, "k: the answer is a web page or XML, where JSON or CSV was asked for"),
        (
            b"<?xml version='1.0'?><codeList/>",
            "k: the answer is a web page or XML, where JSON or CSV was asked for",
        ),
        (OLD_EXCEL, "k: the file is a workbook, not JSON or CSV"),
        (b"PK\x03\x04rest", "k: the file is a workbook, not JSON or CSV"),
        (b'{"codes":[{"code":"3324"', "k, line 1: the answer is not whole JSON: unexpected end of data"),
        (b'{"code":[]}', "k: the answer has no list «codes»; did you mean «code»?"),
        (b"[]", "k: the answer has no list «codes»"),
        (b'{"codes":{"code":"3324"}}', "k: the answer has no list «codes»; did you mean «codes»?"),
        (b'{"codes":["3324"]}', "k: «codes[0]» is not an object"),
        (
            b'{"codes":[{"code":3324,"name":"Gol"}]}',
            "k, column codes[0].code: «3324» is not a text; codes and names are",
        ),
        (
            b'{"codes":[{"code":"301","name":"Oslo"}]}',
            "k, column codes[0].code: «301» is not a code of 131: four digits",
        ),
        (
            b'{"codes":[{"code":"3324","name":"Gol","validFrom":"2024-01-01","validTo":"2023-01-01"}]}',
            "k, column codes[0].validTo: the end 2023-01-01 is not after the start 2024-01-01",
        ),
        (
            b'{"codes":[{"code":"3324","name":"Gol","validFrom":"01.01.2024"}]}',
            "k, column codes[0].validFrom: «01.01.2024» is not a date (YYYY-MM-DD)",
        ),
        (b"code,name\n3324,Gol\n", "k, line 1: the column «code» is missing; did you mean «code,name»?"),
        (b"code;nme\n3324;Gol\n", "k, line 1: the column «name» is missing; did you mean «nme»?"),
        (b"code;name\n3324;Gol;1;2\n", "k, line 2: the row has 4 cells, the header 2"),
        (b'code;name\n3324;"Gol\n', "k, line 2: the row is not CSV: unexpected end of data"),
        ("code;name\n3324;Gol\n".encode("utf-16"), "k, line 1: the column «code» is missing"),
        (b"code;name\n3324;Gol\n3324;Gol\n", "k: the code 3324 stands twice in the answer"),
    ],
)
def test_an_answer_with_codes_that_cannot_be_used_is_refused(content: bytes, problem: str) -> None:
    (found,) = told(lambda: read_codes(content, MUNICIPALITIES, "k"))
    assert found.startswith(problem)


def test_changes_without_codes_or_day_are_refused_all_at_once() -> None:
    content = (
        b"oldCode;oldName;newCode;newName;changeOccurred\n"
        b";;;;2024-01-01\n3041;Gol;3324;Gol;\n3041;Gol;332;Gol;2024\n"
    )
    assert told(lambda: read_changes(content, MUNICIPALITIES, "k")) == [
        "k, line 2, column newCode: neither an old nor a new code is given",
        "k, line 3, column changeOccurred: the day of the change is empty",
        "k, line 4, column newCode: «332» is not a code of 131: four digits",
        "k, line 4, column changeOccurred: «2024» is not a date (YYYY-MM-DD)",
    ]


def test_a_correspondence_without_a_target_column_is_refused() -> None:
    assert told(lambda: read_correspondence(b"sourceCode;targtCode\n3324;EKG04\n", "k")) == [
        "k, line 1: the column «targetCode» is missing; did you mean «targtCode»?"
    ]


def test_a_change_outside_the_period_asked_about_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "131-changes-2024-01-01-2024-01-02.csv"
    file.write_bytes(b"oldCode;oldName;newCode;newName;changeOccurred\n0617;Gol;3041;Gol;2020-01-01\n")
    assert told(lambda: read_answers(find_answers(tmp_path))) == [
        f"{file}: a change of 2020-01-01 is not between 2024-01-01 and 2024-01-01"
    ]


def test_a_folder_without_answers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "131-codesAt-2026-13-45.json").write_bytes(b"{}")  # no such day
    assert told(lambda: find_answers(tmp_path)) == [
        f"{tmp_path}: the folder holds no answer of KLASS, such as «131-codesAt-2026-01-01.json»"
    ]
    assert told(lambda: find_answers(tmp_path / "none")) == [
        f"{tmp_path / 'none'}: the folder of saved answers is missing"
    ]


def test_a_kept_answer_that_was_altered_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "131-codesAt-2026-01-01" / "2026-01-02T030405.000006Z"
    folder.mkdir(parents=True)
    (folder / "answer.json").write_bytes(b'{"codes":[]}')
    (folder / "answer.about.json").write_text(json.dumps({"sha256": "0" * 64}), encoding="utf-8")
    assert told(lambda: newest(folder.parent)) == [
        f"{folder / 'answer.json'}: the answer is not the one that was fetched: its checksum differs"
    ]


def test_an_address_that_is_none_is_refused() -> None:
    assert told(lambda: Caller("data.ssb.no/klass")) == [
        "«data.ssb.no/klass» is not an address that begins with http:// or https://"
    ]


# --- the taxonomy ---------------------------------------------------------------------------------

PREFIX = "@prefix dct: <http://purl.org/dc/> .\n@prefix sdgo: <http://metadata.un.org/sdg/ontology#> .\n\n"


@pytest.mark.parametrize(
    ("content", "place", "cause"),
    [
        (PAGE, ", line 1", "the file is a web page or XML, not Turtle"),
        (
            (PREFIX + '<http://x/1> a sdgo:Indicator ;\n  dct:title "Mål').encode()[:-1],
            ", line 5",
            "not Turtle: ",
        ),
        (
            (PREFIX + "<http://x/1> a sdgo:Indicator ;\n  dct:title").encode(),
            ", line 5",
            "not Turtle: the file ends within",
        ),
        (
            (PREFIX + "<http://x/1> a foo:Indicator .").encode(),
            ", line 4",
            'not Turtle: Prefix "foo:" not bound',
        ),
        ((PREFIX + "# mål\n").encode("iso-8859-1"), ", line 4", "the file is not UTF-8: byte 0xe5"),
        (PREFIX.encode(), "", "the file holds neither indicators nor a scheme of values"),
        (
            (PREFIX + "<http://x/1> a sdgo:Indicator .").encode(),
            ", line 4, column dct:title",
            "<http://x/1> has 0 titles",
        ),
        (
            (PREFIX + '<http://x/one> a sdgo:Indicator ; dct:title "En" .').encode(),
            ", line 4",
            "the address <http://x/one> does not end in a number",
        ),
    ],
)
def test_a_file_that_is_no_taxonomy_is_refused(
    tmp_path: Path, content: bytes, place: str, cause: str
) -> None:
    file = tmp_path / "set.ttl"
    file.write_bytes(content)
    (found,) = told(lambda: read_taxonomy(tmp_path))
    assert found.startswith(f"{file}{place}: {cause}")


def test_an_indicator_that_stands_in_two_sets_is_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        text = PREFIX + '<http://x/1> a sdgo:Indicator ; dct:title "En" .'
        (tmp_path / f"{name}.ttl").write_text(text, encoding="utf-8")
    assert told(lambda: read_taxonomy(tmp_path)) == [
        f"{tmp_path / 'b.ttl'}, line 4: <http://x/1> is in a.ttl too"
    ]


def test_a_folder_without_turtle_is_refused(tmp_path: Path) -> None:
    assert told(lambda: read_taxonomy(tmp_path)) == [f"{tmp_path}: the folder holds no Turtle file (.ttl)"]


# --- the workbook of emissions --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (PAGE, "the file is a web page"),
        (OLD_EXCEL, "the file is an old .xls workbook; save it as .xlsx"),
        (b"Kommunenr;Utslipp\n", "the file is no .xlsx workbook"),
        (b"PK\x03\x04 but not the rest of it", "the workbook is not whole"),
        (b"", "the file is no .xlsx workbook"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes, cause: str) -> None:
    file = tmp_path / "utslipp.xlsx"
    file.write_bytes(content)
    assert told(lambda: read_emissions(file, date(2026, 1, 1))) == [f"{file}: {cause}"]


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "utslipp.xlsx"
    Workbook().save(file)
    file.write_bytes(file.read_bytes()[:-40])
    assert told(lambda: read_emissions(file, date(2026, 1, 1))) == [f"{file}: the workbook is not whole"]


@pytest.mark.parametrize(
    ("header", "cause"),
    [
        (("Kommunenr", "År", "Sektor", "Utslippskilde"), "row 1 has no column «Utslipp»"),
        (("Kommune", "År", "Sektor", "Utslippskilde", "Utslipp"), "row 1 has no column «Kommunenr»"),
        (
            ("Kommunenr", "År", "År", "Sektor", "Utslippskilde", "Utslipp"),
            "row 1 has the column «År» more than once",
        ),
        (("Kommunenr", "År", "Sektor", "Utslippskilde", "Utslipp"), "the sheet has a header and no rows"),
    ],
)
def test_a_sheet_of_another_layout_is_refused(tmp_path: Path, header: tuple[str, ...], cause: str) -> None:
    file, book = tmp_path / "utslipp.xlsx", Workbook()
    book.create_sheet(SHEET).append(header)
    book.save(file)
    assert told(lambda: read_emissions(file, date(2026, 1, 1))) == [f"{file}, column {SHEET}: {cause}"]
