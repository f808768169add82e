"""The command `loftet report`: its file, its exit codes, and what it says of a wrong word."""

from pathlib import Path

import pytest

from loftet import cli


@pytest.fixture
def command(demo_site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Serve the demo to the command, which starts Django itself elsewhere."""
    monkeypatch.setattr("loftet.commands.start_django", lambda: None)
    monkeypatch.setenv("LOFTET_ENV_FILE", "")
    return demo_site


def test_a_report_is_written_in_the_form_of_its_place(
    command: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "folder" / "fossvang.pdf"
    assert cli.main(["report", "one-page", "--place", "fossvang", "--out", str(out)]) == cli.DONE
    assert out.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().out == f"{out}: Korleis står det til i Fossvang?\n"


def test_a_report_of_a_region_is_written_as_word(command: Path, tmp_path: Path) -> None:
    out = tmp_path / "demodalen.docx"
    words = ["report", "kunnskapsgrunnlag", "--region", "demodalen", "--language", "nn", "--out", str(out)]
    assert cli.main(words) == cli.DONE
    assert out.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (["one-page", "--place", "atlantis", "--out", "x.pdf"], "there is no municipality «atlantis»"),
        (["one-page", "--region", "granasen", "--out", "x.pdf"], "there is no region or county «granasen»"),
        (["poem", "--place", "granasen", "--out", "x.pdf"], "«poem» is not a kind of report: saksframlegg, "),
        (["vlr", "--place", "granasen", "--out", "x.odt"], "x.odt: a report is written as .docx or .pdf"),
        (["vlr", "--place", "granasen", "--edition", "2020-01-01-x", "--out", "x.pdf"], "2020-01-01-x"),
        (["one-page", "--place", "", "--out", "x.pdf"], "there is no municipality «»"),
        (["vlr", "--place", "gol\0", "--out", "x.pdf"], "there is no municipality"),
    ],
)
def test_a_wrong_word_is_exit_two_and_nothing_is_written(
    command: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    cause: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["report", *words]) == cli.REFUSED
    assert cause in capsys.readouterr().err
    assert list(tmp_path.glob("x.*")) == []


def test_a_folder_in_place_of_a_file_is_refused(
    command: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    assert cli.main(["report", "one-page", "--place", "granasen", "--out", str(folder)]) == cli.REFUSED
    assert "it is a folder; name a file" in capsys.readouterr().err


def test_a_folder_that_may_not_be_written_is_a_fault_and_the_old_file_stays(
    command: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "gol.pdf"
    out.write_bytes(b"the old one")

    def refuse(_from: object, to: object) -> None:
        raise PermissionError(13, "Permission denied", str(to))

    monkeypatch.setattr("loftet.sources.whole_file.os.replace", refuse)
    assert cli.main(["report", "one-page", "--place", "granasen", "--out", str(out)]) == cli.FAULT
    assert "this user may not write or read it" in capsys.readouterr().err
    assert out.read_bytes() == b"the old one"
    assert [one.name for one in tmp_path.iterdir()] == ["gol.pdf"]


def test_a_place_and_a_region_together_are_refused(command: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["report", "vlr", "--place", "gol", "--region", "hallingdal", "--out", "x.pdf"])
    assert stopped.value.code == cli.REFUSED


def test_a_place_without_figures_is_refused_in_english(
    command: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("loftet.report_content.municipality.in_edition", lambda *_asked: {})
    words = ["report", "vlr", "--place", "granasen", "--language", "nn", "--out", str(tmp_path / "x.pdf")]
    assert cli.main(words) == cli.REFUSED
    assert "has no figures for Granåsen." in capsys.readouterr().err
