"""The commands that read official sources: what they print, and their exit codes."""

import shutil
from pathlib import Path

import pytest

from loftet.cli import DONE, REFUSED, main

TURTLE = """\
@prefix dct: <http://purl.org/dc/> .
@prefix sdgo: <http://metadata.un.org/sdg/ontology#> .

<http://x/U4SSC/1> a sdgo:Indicator ; dct:title "Open Data"@en ;
    sdgo:hasGoal <http://metadata.un.org/sdg/16> .
"""


@pytest.fixture
def own_catalogue(catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the catalogue that commands may write in."""
    copy = tmp_path / "catalogue"
    shutil.copytree(catalogue, copy)
    monkeypatch.setenv("LOFTET_CATALOGUE", str(copy))
    return copy


def save_answers(folder: Path, catalogue: Path, new_name: str) -> None:
    """Write answers of KLASS that agree with the catalogue, but for Gol, which gets another code in 2026."""
    folder.mkdir()
    rows = [
        line.split(",")
        for line in (catalogue / "places" / "codes.csv").read_text(encoding="utf-8").splitlines()
    ]
    now = {row[1]: row[0] for row in rows[1:] if len(row[1]) == 4 and not row[3]}
    for day, gol in (("2025-01-01", "3324"), ("2026-01-01", "3325")):
        told = [f"{gol if code == '3324' else code};{name}" for code, name in now.items()]
        (folder / f"131-codesAt-{day}.csv").write_text("\n".join(["code;name", *told]), encoding="utf-8")
    change = f"oldCode;oldName;newCode;newName;changeOccurred\n3324;Gol;3325;{new_name};2026-01-01\n"
    (folder / "131-changes-2025-01-01-2026-01-02.csv").write_text(change, encoding="utf-8")


def test_places_update_prints_a_diff_and_writes_only_when_asked(
    own_catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_answers(tmp_path / "saved", own_catalogue, "Gol")
    codes = own_catalogue / "places" / "codes.csv"
    before = codes.read_text(encoding="utf-8")
    assert main(["places", "update", "--from", str(tmp_path / "saved")]) == DONE
    printed = capsys.readouterr().out
    changed = [line for line in printed.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == [
        "-gol,3324,2024-01-01,",
        "+gol,3324,2024-01-01,2026-01-01",
        "+gol,3325,2026-01-01,",
        "+3324,3325,2026-01-01,renumbered",
    ]
    assert codes.read_text(encoding="utf-8") == before
    assert main(["places", "update", "--from", str(tmp_path / "saved"), "--write"]) == DONE
    assert "gol,3325,2026-01-01,\n" in codes.read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["places", "update", "--from", str(tmp_path / "saved")]) == DONE
    assert capsys.readouterr().out == "nothing to change\n"


def test_places_update_refuses_a_folder_without_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["places", "update", "--from", str(tmp_path)]) == REFUSED
    assert "the folder holds no answer of KLASS" in capsys.readouterr().err


def test_taxonomy_check_counts_and_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "U4SSC.ttl").write_text(TURTLE, encoding="utf-8")
    assert main(["taxonomy", "check", "--data", str(tmp_path), "--list", "no_target"]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["1 indicator sets, 1 indicators, 0 schemes", "     1  U4SSC"]
    assert lines[-1] == "no_target: U4SSC.ttl, line 4: Open Data"


def test_taxonomy_check_refuses_a_kind_that_it_does_not_know(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "U4SSC.ttl").write_text(TURTLE, encoding="utf-8")
    assert main(["taxonomy", "check", "--data", str(tmp_path), "--list", "no_targt"]) == REFUSED
    assert capsys.readouterr().err == "«no_targt» is no kind of dirt; did you mean «no_target»?\n"


def test_taxonomy_import_says_how_many_tags_stand_in_each_state(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "U4SSC.ttl").write_text(TURTLE, encoding="utf-8")
    out = tmp_path / "suggestions.csv"
    assert main(["taxonomy", "import", "--data", str(tmp_path), "--out", str(out)]) == DONE
    assert capsys.readouterr().out == f"{out}: 1 tags: 1 suggested\n"


@pytest.mark.nightly
def test_the_outlines_of_all_municipalities_are_drawn(
    shared: Path,
    catalogue: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(catalogue, tmp_path / "catalogue", ignore=shutil.ignore_patterns("outlines"))
    monkeypatch.setenv("LOFTET_CATALOGUE", str(tmp_path / "catalogue"))
    saved = shared / "data" / "boundaries" / "municipalities-2024-small.topojson"
    assert main(["places", "outlines", "--from", str(saved)]) == DONE
    said = capsys.readouterr().out
    assert said == f"{tmp_path / 'catalogue' / 'outlines'}: outlines of 357 municipalities\n"
    made = [file for file in (tmp_path / "catalogue" / "outlines").rglob("*") if file.is_file()]
    assert len(made) == 2
    for file in made:
        assert file.read_bytes() == (catalogue / file.relative_to(tmp_path / "catalogue")).read_bytes()


def test_outlines_that_cannot_be_read_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "outlines", "--from", str(tmp_path / "none")]) == REFUSED
    assert "cannot be read" in capsys.readouterr().err
