"""The command `loftet procurement check`: a purchase as TOML in, what follows from it as JSON out."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from loftet.cli import main
from loftet.invalid_input import InvalidInput
from loftet.sources.procurement_rules import read_procedures, read_rule_book

CATALOGUE = Path(__file__).parents[2] / "catalogue"
CASE = """\
date = 2026-08-01
buyer = "municipality"
kind = "services"
value = 1200000
options = 0
lots = [700000, 500000.01]
joint = true
framework = true
months = 24
reserved = false
hours_relevant_for_apprentices = 400
[[others]]
name = "Gol"
value = 1400000.50
binding = false
[environment]
mode = "weighted"
weight = 29.99
[dialogue]
contacts_after_announcement = 1
"""
TABLE = """\
valid_from,amount_nok,kind,source,status,checked_at
2020-01-01,1000,lower_scope,one.no,primary,2026-11-01
2020-01-01,2000,national,two.no,primary,2026-05-01
2020-01-01,3000,eea_goods_services_local,three.no,secondary,2026-11-01
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a case can be written."""
    return tmp_path / "case.toml"


def checked(file: Path, text: str, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    file.write_text(text, encoding="utf-8")
    assert main(["procurement", "check", str(file), "--today", "2026-11-29", *more]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def refusal(file: Path, text: str, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    file.write_text(text, encoding="utf-8")
    assert main(["procurement", "check", str(file), *more]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err.strip()


def by_id(answer: dict[str, Any]) -> dict[str, Any]:
    return {one["id"]: one["value"] for one in answer["consequences"]}


def test_a_case_of_which_all_is_known_is_answered_whole(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = checked(file, CASE, capsys)
    assert list(answer) == ["value_total", "consequences", "not_applicable", "depends_on", "warnings"]
    assert (answer["value_total"], answer["depends_on"], answer["not_applicable"]) == (2600000.5, [], [])
    assert by_id(answer) == {
        "scope": "part3",
        "notice": "eea",
        "climate_duty": True,
        "climate_mode_valid": False,
        "deadlines": {"requests": 30, "tenders": 30},
        "splitting": [700000, 500000.01],
        "wage_clause": True,
        "apprentice_clause": True,
        "standstill": 10,
        "protocol": "FOA § 25-5",
        "max_value": True,
        "dialogue_frozen": True,
    }
    for one in answer["consequences"]:
        assert {"title", "url", "status", "checked"} <= set(one["citation"])
        assert one["because"]


def test_the_same_case_gives_the_same_bytes(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(file, CASE, capsys) == checked(file, CASE, capsys)


@pytest.mark.parametrize("day", ['"2026-06-30"', "2026-06-30"])
def test_a_day_is_a_date_or_its_text(file: Path, capsys: pytest.CaptureFixture[str], day: str) -> None:
    text = f'date = {day}\nbuyer = "county"\nkind = "goods"\nvalue = 499999\noptions = 0\njoint = false\n'
    assert by_id(checked(file, text, capsys))["scope"] == "part1"


@pytest.mark.parametrize(("hours", "expected"), [("true", True), ("false", False), ("0.5", True)])
def test_hours_are_a_number_or_whether_there_are_any(
    file: Path, capsys: pytest.CaptureFixture[str], hours: str, expected: bool
) -> None:
    text = CASE.replace("apprentices = 400", f"apprentices = {hours}")
    assert by_id(checked(file, text, capsys))["apprentice_clause"] is expected


@pytest.mark.parametrize(("told", "some"), [("0", False), ("[]", False), ("false", False), ("2", True)])
def test_contacts_are_a_number_whether_there_were_any_or_a_list(
    file: Path, capsys: pytest.CaptureFixture[str], told: str, some: bool
) -> None:
    for text in (told, *(("true", '["Varme AS, 3 August"]') if some else ())):
        answer = checked(file, CASE.replace("announcement = 1", f"announcement = {text}"), capsys)
        assert any("contacts after" in one for one in answer["warnings"]) is some


def test_nothing_is_guessed_of_a_case_that_says_little(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = checked(file, 'date = 2026-08-01\nbuyer = "state"\nvalue = 600000\n', capsys)
    assert answer["value_total"] is None
    assert {"id": "scope", "field": "options"} in answer["depends_on"]
    assert {"id": "scope", "field": "kind"} in answer["depends_on"]
    assert "scope" not in by_id(answer)


def test_a_table_of_ones_own_takes_the_place_of_the_catalogues(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "amounts.csv"
    table.write_text(TABLE, encoding="utf-8")
    base = 'date = 2026-08-01\nbuyer = "municipality"\nkind = "goods"\noptions = 0\njoint = false\n'
    scopes = {}
    for value in ("999.99", "1000", "2000", "2999.99", "3000"):
        answer = checked(file, f"{base}value = {value}\n", capsys, "--table", str(table))
        scopes[value] = by_id(answer)["scope"]
        assert any("180 days" in one for one in answer["warnings"]) == (value in ("1000", "2000", "2999.99"))
    assert list(scopes.values()) == ["outside", "part1", "part2", "part2", "part3"]
    cited = answer["consequences"][0]["citation"]
    assert cited == {
        "title": "three.no",
        "url": "https://three.no",
        "status": "secondary",
        "checked": "2026-11-01",
        "valid_from": "2020-01-01",
        "amount": 3000,
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("value = -1\n", "line 1, column value: -1 is below 0"),
        ("options = -0.01\n", "line 1, column options: -0.01 is below 0"),
        ("months = -1\n", "line 1, column months: -1 is below 0"),
        ("hours_relevant_for_apprentices = -1\n", "column hours_relevant_for_apprentices: -1 is below 0"),
        ("lots = [5, -1]\n", "column lots[2]: -1 is below 0"),
        ("value = nan\n", "column value: «NaN» is not a number"),
        ("value = 1e16\n", "column value: 1E+16 is above"),
        ('value = "5"\n', "column value: «5» is not a number"),
        ("value = true\n", "column value: «True» is not a number"),
        ("joint = 1\n", "column joint: «1» is not true or false"),
        ('kind = "gods"\n', "column kind: «gods» is not one of goods, services"),
        ('buyer = "town"\n', "column buyer: «town» is not one of municipality"),
        ("date = 2026-02-30\n", "line 1: is not TOML"),
        ('date = "2026-02-30"\n', "line 1, column date: «2026-02-30» is not a date"),
        ("date = 2026-08-01T10:00:00\n", "column date: «2026-08-01 10:00:00» is not a date"),
        ("valeu = 1\n", "line 1, column valeu: the key «valeu» is not known here; did you mean «value»?"),
        (
            "value = 100\nlots = [50, 49.98]\n",
            "line 2, column lots: the lots add up to 99.98, not to the value 100",
        ),
        ("[[others]]\nvalue = 1\n", "line 1, column others[1]: others buy, too: then the purchase is joint"),
        ("joint = false\n[[others]]\nvalue = 1\n", "others buy, too"),
        ("joint = true\n[[others]]\nvalue = -1\n", "column others[1].value: -1 is below 0"),
        (
            "[environment]\nweight = 100.01\n",
            "line 2, column environment.weight: a weight of 100.01 is above",
        ),
        ("[environment]\nweight = -1\n", "column environment.weight: -1 is below 0"),
        ("[environment]\nrank = 0\n", "column environment.rank: 0 is no place in an order"),
        ("[environment]\nrank = 1.5\n", "column environment.rank: «1.5» is not a whole number"),
        ('[environment]\nmode = "none"\n', "column environment.mode: «none» is not one of weighted"),
        ("[dialogue]\ncontacts_after_announcement = -1\n", "contacts_after_announcement: -1 is below 0"),
        ("[dialogue]\ncontacts_after_announcement = 1.5\n", "1.5 is no whole number of contacts"),
        ("value = \n", "line 1: is not TOML"),
    ],
)
def test_what_cannot_be_is_refused_with_line_key_and_cause(
    file: Path, capsys: pytest.CaptureFixture[str], text: str, place: str
) -> None:
    told = refusal(file, text, capsys)
    assert str(file) in told
    assert place in told


def test_lots_may_differ_from_the_value_by_a_cent(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(file, "value = 100\nlots = [50, 49.99]\n", capsys)["consequences"]


def test_a_missing_case_and_a_table_that_is_none_are_refused(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["procurement", "check", str(file)]) == 2
    assert "the file is missing" in capsys.readouterr().err
    table = tmp_path / "amounts.csv"
    for text, said in (
        ("", "the column «valid_from» is missing"),
        (TABLE.splitlines()[0] + "\n", "the table has no amounts"),
        (TABLE + "2020-01-01,5,national,x.no,primary,2026-11-01\n", "line 5, column kind: «national» from"),
        (TABLE.replace("2000,", "-2000,"), "line 3, column amount_nok"),
        (TABLE.replace(",national,", ",natonal,"), "column kind: «natonal» is no kind of amount; did you"),
        (TABLE.replace(",national,", ",,"), "line 3, column kind: the kind of amount is missing"),
        (TABLE.replace(",source,", ",sauce,"), "the column «source» or «source_en» is missing"),
    ):
        table.write_text(text, encoding="utf-8")
        assert said in refusal(file, CASE, capsys, "--table", str(table))


def test_a_table_may_have_kinds_that_no_rule_reads(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "amounts.csv"
    table.write_text(TABLE + "2020-01-01,5,defence,x.no,primary,2026-11-01\n", encoding="utf-8")
    assert by_id(checked(file, CASE, capsys, "--table", str(table)))["scope"] == "part3"


WANTED = """\
date = 2026-08-01
buyer = "municipality"
kind = "services"
value = {value}
options = 0
joint = false
[wanted]
{wanted}
"""


@pytest.mark.parametrize(
    ("value", "wanted", "expected"),
    [
        (3_000_000, "on_market = true\ncan_specify = true", ["open", "restricted"]),
        (
            3_000_000,
            "on_market = false\ncan_specify = false\nmust_talk = true\nbuy_after = true",
            ["innovation", "dialogue", "negotiated", "open", "restricted"],
        ),
        (1_400_000, "must_talk = true\non_market = true", ["part2", "open"]),
        (1_400_000, "on_market = false\nbuy_after = false", ["pre_commercial", "part2", "open"]),
        (600_000, "on_market = true", ["quotes", "open"]),
        (400_000, "on_market = true", ["direct"]),
    ],
)
def test_procedures_are_suggested_by_value_and_by_what_is_wanted(
    file: Path, capsys: pytest.CaptureFixture[str], value: int, wanted: str, expected: list[str]
) -> None:
    file.write_text(WANTED.format(value=value, wanted=wanted), encoding="utf-8")
    assert main(["procurement", "procedures", str(file), "--today", "2026-11-29"]) == 0
    answer = json.loads(capsys.readouterr().out)
    possible = [one["procedure"] for one in answer["procedures"] if not one["open_questions"]]
    assert possible == expected
    for one in answer["procedures"]:
        assert one["weeks"][0] < one["weeks"][1]
        assert one["citation"]["title"]


def test_a_procedure_names_what_speaks_for_and_against_it_and_what_is_open(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(WANTED.format(value=3_000_000, wanted="must_talk = true"), encoding="utf-8")
    main(["procurement", "procedures", str(file)])
    found = {one["procedure"]: one for one in json.loads(capsys.readouterr().out)["procedures"]}
    assert found["open"]["against"] == ["you must talk about the tenders"]
    assert found["negotiated"]["for"] == ["you must talk about the tenders"]
    assert found["negotiated"]["open_questions"] == []
    assert found["innovation"]["open_questions"] == ["on_market", "buy_after"]


def test_no_procedure_is_suggested_while_the_part_is_not_known(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(WANTED.format(value=3_000_000, wanted="").replace("value", "#"), encoding="utf-8")
    main(["procurement", "procedures", str(file)])
    answer = json.loads(capsys.readouterr().out)
    assert (answer["scope"], answer["procedures"]) == (None, [])
    assert answer["depends_on"] == [{"id": "scope", "field": "value"}]


def test_a_row_of_the_catalogue_that_cannot_be_used_is_refused_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "procurement"
    shutil.copytree(CATALOGUE / "procurement", folder)
    faults = {
        "procedures.csv": ("on_market", "on_marked", "column speaks_for: «on_marked» is not known"),
        "clauses.csv": ("2050000", "much", "column amount_nok: «much» is not an amount"),
        "climate_modes.csv": ("weighted,30", "weighed,30", "column mode: «weighed» is not known"),
        "rules.csv": ("primary", "sure", "column status: «sure» is not one of primary, secondary"),
    }
    for name, (right, wrong, said) in faults.items():
        text = (CATALOGUE / "procurement" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(right, wrong, 1), encoding="utf-8")
        read = read_procedures if name == "procedures.csv" else read_rule_book
        with pytest.raises(InvalidInput, match=re.escape(said)):
            read(tmp_path)
        (folder / name).write_text(text, encoding="utf-8")
