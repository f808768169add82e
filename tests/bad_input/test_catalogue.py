"""A spoilt catalogue is refused, with the file, the line, the column and the cause."""

import csv
from pathlib import Path

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import read_catalogue

FACTS, TEXTS, TARGETS, U4SSC = "indicators.csv", "indicator_texts.csv", "targets.csv", "u4ssc.csv"

# file, key of the row, column, what is put there, what the refusal says
SPOILT = [
    (FACTS, "neet", "indicator", "ne et", "«ne et» has no row in indicator_texts.csv; did you mean «neet»?"),
    (FACTS, "neet", "target", "8.66", "«8.66» is not a target; did you mean «8.6»?"),
    (FACTS, "neet", "target", "8", "«8» is not the key of a target, such as 3.4 or 3.a"),
    (FACTS, "neet", "goal", "9", "target 8.6 belongs to goal 8, not to 9"),
    (FACTS, "neet", "kind", "nmber", "did you mean «number»?"),
    (FACTS, "neet", "direction", "down", "«down» is not a direction: 1, -1 or 0"),
    (FACTS, "neet", "direction", "0", "direction 0 and the kind balance go together"),
    (
        FACTS,
        "women_council",
        "ideal_high",
        "",
        "a balance has ideal_low and ideal_high, and nothing else has",
    ),
    (FACTS, "women_council", "ideal_high", "30", "is below ideal_low"),
    (FACTS, "neet", "unit", "", "is empty"),
    (FACTS, "neet", "decimals", "1.5", "«1.5» is not a number of decimals from 0 to 3"),
    (FACTS, "neet", "sector", "enrgy", "did you mean «energy»?"),
    (FACTS, "neet", "role", "employee", "did you mean «employer»?"),
    (FACTS, "open_shore", "applies_to", "!inlnd", "did you mean «inland»?"),
    (FACTS, "open_shore", "applies_to", "!", "«» is not known (inland, wild_reindeer)"),
    (FACTS, "neet", "source", "", "is empty"),
    (FACTS, "neet", "url", "www.ssb.no", "is not an address that begins with https://"),
    (FACTS, "neet", "green", "5", "must be empty: with the yardstick comparison there is no target"),
    (FACTS, "water_leakage", "green", "35", "do not follow each other from worse to better"),
    (FACTS, "water_leakage", "green", "nan", "nan is not between"),
    (FACTS, "water_leakage", "target_source", "", "a target is cited"),
    (FACTS, "water_leakage", "checked_by", "", "a target is cited"),
    (FACTS, "water_leakage", "target_date", "16.2.2024", "«16.2.2024» is not a date (YYYY-MM-DD)"),
    (FACTS, "local_food", "contents", "KOS1", "a contents code without a table"),
    (FACTS, "landfill", "verified", "2026-11-24", "only a table and a contents code can be verified"),
    (FACTS, "median_income", "selection", "HusholdType", "is not variable=code; variable=code"),
    (FACTS, "median_income", "selection", "HusholdType=a||b", "is not variable=code; variable=code|code"),
    (FACTS, "median_income", "selection", "Region=agg:KommSummer", "names a list of codes; name the table's"),
    (FACTS, "median_income", "selection", "Region=vs_Kommune", "names a list of codes"),
    (FACTS, "employment", "divided_by", "13563", "is not a table, a contents code and a selection"),
    (FACTS, "employment", "divided_by", "13563 Alder=20-66", "is not a table, a contents code and a sel"),
    (FACTS, "employment", "divided_by", "13563 Bosatte Alder", "is not variable=code"),
    (FACTS, "employment", "times", "0", "must not be 0"),
    (TEXTS, "neet", "name_nn", "", "is empty"),
    (TEXTS, "neet", "name_nn", "x" * 71, "has 71 characters, at most 70 fit"),
    (TEXTS, "neet", "about_en", "", "is empty"),
    (TEXTS, "neet", "indicator", "open_data", "is in line"),
    (TARGETS, "8.6", "goal", "18", "«18» is not a goal"),
    (TARGETS, "8.6", "target", "9.1", "target 9.1 does not belong to goal 8"),
    (U4SSC, "EN:E:E:1C", "code", "EN:E:1C", "«EN:E:1C» is not a U4SSC code, such as EC:ICT:ICT:1C"),
    (U4SSC, "EN:E:E:1C", "type", "advanced", "«advanced», but the code ends in C"),
    (U4SSC, "EN:E:E:1C", "upper", "100", "the benchmarks of U4SSC are not public"),
    (U4SSC, "EN:E:E:1C", "applicable", "no", "is given where, and only where, the measure does not fit"),
    (U4SSC, "EN:E:E:1C", "goals", "7 18", "«18» is not a goal"),
    (U4SSC, "EN:E:E:1C", "aliases", "EN:E:E:2C", "the alias EN:E:E:2C of EN:E:E:1C is itself a code"),
]


@pytest.fixture
def folder(catalogue: Path, tmp_path: Path) -> Path:
    for file in catalogue.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def spoil(file: Path, key: str, column: str, cell: str) -> int:
    """Write a cell into the row with a key, and return its line number."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    line = next(at for at, row in enumerate(rows) if row[0] == key)
    rows[line][rows[0].index(column)] = cell
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    return line + 1


@pytest.mark.parametrize(("name", "key", "column", "cell", "cause"), SPOILT)
def test_a_spoilt_cell_is_refused_where_it_stands(
    folder: Path, name: str, key: str, column: str, cell: str, cause: str
) -> None:
    line = spoil(folder / name, key, column, cell)
    with pytest.raises(InvalidInput) as refusal:
        read_catalogue(folder)
    told = [str(problem) for problem in refusal.value.problems]
    assert any(cause in one for one in told), told
    if "alias" not in cause and "already" not in cause and "is in line" not in cause:
        assert any(one.startswith(f"{folder / name}, line {line}, column ") for one in told), told


@pytest.mark.parametrize("name", [FACTS, TEXTS, TARGETS, U4SSC, "goals.csv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(InvalidInput) as refusal:
        read_catalogue(folder)
    assert f"{folder / name}: the file is missing" in map(str, refusal.value.problems)


@pytest.mark.parametrize("name", [FACTS, TEXTS])
def test_a_list_as_excel_saves_it_is_told_in_one_line(folder: Path, name: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    for written, cause in (
        (text.replace(",", ";").encode(), "its columns are separated by «;»; separate them by «,»"),
        (text.encode("cp1252", errors="replace"), "save it as «CSV UTF-8»"),
    ):
        (folder / name).write_bytes(written)
        with pytest.raises(InvalidInput) as refusal:
            read_catalogue(folder)
        (told,) = map(str, refusal.value.problems)
        assert cause in told


def test_a_missing_column_is_named_with_the_nearest(folder: Path) -> None:
    text = (folder / FACTS).read_text(encoding="utf-8")
    (folder / FACTS).write_text(text.replace(",direction,", ",directoin,", 1), encoding="utf-8")
    with pytest.raises(InvalidInput, match="the column «direction» is missing; did you mean «directoin»"):
        read_catalogue(folder)


def test_texts_without_an_indicator_are_refused(folder: Path) -> None:
    lines = (folder / FACTS).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / FACTS).write_text(
        "".join(one for one in lines if not one.startswith("neet,")), encoding="utf-8"
    )
    with pytest.raises(
        InvalidInput, match=r"indicator_texts.csv, line .*«neet» has no row in indicators.csv"
    ):
        read_catalogue(folder)
