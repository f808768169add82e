"""A panel is read as it is, in whatever order and form, or refused with the line and the cause."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from loftet.cli import main
from loftet.sources.panel_file import Incomplete, ReadPanel, read_panel
from tests.sources.effect_panels import HEADER, Rows, rows_of, text_of

Change = Callable[[Rows], Rows]


def read(tmp_path: Path, text: str, incomplete: Incomplete = Incomplete.REFUSE) -> ReadPanel:
    file = tmp_path / "panel.csv"
    file.write_bytes(text.encode())
    return read_panel(file, incomplete, 3)


def cell(line: int, column: int, text: str) -> Change:
    """Change one cell; lines are those of the file."""

    def change(rows: Rows) -> Rows:
        rows[line - 2][column] = text
        return rows

    return change


def start_of(place: str, text: str) -> Change:
    """Change the first treated year of a place, or of all."""
    return lambda rows: [[*row[:3], text if place in {row[0], "all"} else row[3]] for row in rows]


def constant(place: str) -> Change:
    return lambda rows: [[*row[:2], "5" if place in {row[0], "all"} else row[2], row[3]] for row in rows]


def without(place: str, year: str) -> Change:
    return lambda rows: [row for row in rows if (row[0], row[1]) != (place, year)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (without("p002", "2014"), "line 22, column year: «p002» has no value for 2014; --incomplete drop"),
        (cell(26, 2, ""), "line 26, column value: «p002» has no value for 2014"),
        (start_of("p000", "2010"), "line 2, column treated_from: «p000» is treated in the first year (2010)"),
        (start_of("p000", "2005"), "line 2, column treated_from: «p000» is treated in the first year (2010)"),
        (
            start_of("p000", "2012"),
            "line 2, column treated_from: «p000» has 2 years before 2012; 3 are needed",
        ),
        (lambda rows: rows[:20], "line 12, column treated_from: only «p001» is never treated"),
        (start_of("all", "2017"), "line 1, column treated_from: all places are treated"),
        (start_of("all", ""), "line 1, column treated_from: no place is treated"),
        (
            lambda rows: [*rows, rows[14]],
            "line 302, column year: «p001» has a row for 2014 already, in line 16",
        ),
        (constant("all"), "line 2, column value: the outcome is constant: no place's value ever changes"),
        (
            constant("p000"),
            "line 2, column value: the outcome is constant: the value of «p000» never changes",
        ),
        (
            cell(16, 3, "2018"),
            "line 16, column treated_from: «p001» is never treated in line 12, and treated",
        ),
        (cell(16, 2, "4,5"), "line 16, column value: «4,5» is not a number (decimals follow a dot)"),
        (cell(16, 2, "NA"), "line 16, column value: «NA» is not a number"),
        (cell(16, 2, "inf"), "line 16, column value: «inf» is not a number"),
        (cell(16, 2, "1e300"), "line 16, column value: «1e300» is not a number"),
        (cell(16, 1, "in 2014"), "line 16, column year: «in 2014» is not a year"),
        (cell(16, 1, ""), "line 16, column year: a year is missing"),
        (cell(16, 3, "soon"), "line 16, column treated_from: «soon» is not a year"),
        (cell(16, 0, " "), "line 16, column place: a place is missing"),
        (lambda rows: [], "the file has no rows"),
        (lambda rows: [*rows, ["p9"]], "line 302: the row has 1 cells, the header 4"),
    ],
)
def test_what_is_no_panel_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Change, told: str
) -> None:
    file = tmp_path / "panel.csv"
    file.write_text(text_of(change(rows_of())), encoding="utf-8")
    assert main(["effect", str(file), "--out", str(tmp_path / "out")]) == 2
    refused = capsys.readouterr()
    assert f"{file}" in refused.err
    assert told in refused.err
    assert refused.out == ""
    assert [entry.name for entry in tmp_path.iterdir()] == ["panel.csv"]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (("place", "year", "value", "treated"), "line 1: the column «treated_from» is missing; did you mean"),
        (("place", "year", "value", "treated_from", "value"), "line 1: the column «value» is there 2 times"),
    ],
)
def test_the_header_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], header: tuple[str, ...], told: str
) -> None:
    file = tmp_path / "panel.csv"
    rows = [[*row, "7"][: len(header)] for row in rows_of()]
    file.write_text(text_of(rows, header), encoding="utf-8")
    assert main(["effect", str(file), "--out", str(tmp_path / "out")]) == 2
    assert told in capsys.readouterr().err


def test_a_file_that_is_missing_or_no_text_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["effect", str(tmp_path / "none.csv"), "--out", str(tmp_path / "out")]) == 2
    assert "the file is missing" in capsys.readouterr().err
    (tmp_path / "panel.csv").write_bytes("place,year,value,treated_from\nBø,2010,1,".encode("latin-1"))
    assert main(["effect", str(tmp_path / "panel.csv"), "--out", str(tmp_path / "out")]) == 2
    assert "line 2: the file is not UTF-8" in capsys.readouterr().err


def test_places_that_lack_years_can_be_left_out(tmp_path: Path) -> None:
    rows = without("p004", "2011")(without("p002", "2014")(rows_of()))
    found = read(tmp_path, text_of(rows), Incomplete.DROP)
    assert found.left_out == ("p002", "p004")
    assert len(found.panel.places) == 28
    assert np.isfinite(found.panel.values).all()


def test_too_many_left_out_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "panel.csv"
    file.write_text(text_of(without("p000", "2014")(rows_of())), encoding="utf-8")
    words = ["effect", str(file), "--out", str(tmp_path / "out"), "--incomplete", "drop"]
    assert main(words) == 2
    assert "no place is treated (left out, for want of years: 1)" in capsys.readouterr().err


def test_forms_of_one_panel_are_read_alike(tmp_path: Path) -> None:
    rows = rows_of()
    plain = read(tmp_path, text_of(rows)).panel
    shuffled = [rows[at] for at in np.random.default_rng(1).permutation(len(rows))]
    more = [[row[0], "4600", *row[1:], "x"] for row in rows]
    floats = [[row[0], f"{row[1]}.0", row[2], row[3] and f"{row[3]}.0"] for row in rows]
    for text in (
        text_of(shuffled),
        "\ufeff" + text_of(rows, end="\r\n"),
        text_of(more, ("place", "population", *HEADER[1:], "note")),
        text_of(floats),
        text_of(rows) + "\n\n",
    ):
        again = read(tmp_path, text).panel
        assert again.places == plain.places
        assert again.years.tolist() == plain.years.tolist()
        assert again.values.tolist() == plain.values.tolist()
        assert again.treated_from.tolist() == plain.treated_from.tolist()


def test_ids_are_text(tmp_path: Path) -> None:
    names = {"p000": "0301", "p001": "301", "p002": 'Bø, "Telemark"', "p003": "1e3"}
    rows = [[names.get(row[0], row[0]), *row[1:]] for row in rows_of()]
    assert set(names.values()) <= set(read(tmp_path, text_of(rows)).panel.places)


def test_a_year_without_any_value_is_no_year_of_the_panel(tmp_path: Path) -> None:
    rows = [[*row[:2], "" if row[1] == "2019" else row[2], row[3]] for row in rows_of()]
    assert read(tmp_path, text_of(rows)).panel.years.tolist() == list(range(2010, 2019))


def test_years_need_not_follow_each_other(tmp_path: Path) -> None:
    rows = [row for row in rows_of() if row[1] not in {"2012", "2016"}]
    panel = read(tmp_path, text_of(rows)).panel
    assert panel.years.tolist() == [2010, 2011, 2013, 2014, 2015, 2017, 2018, 2019]
    assert panel.before(2016).tolist() == [True] * 5 + [False] * 3
