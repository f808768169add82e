"""The command `loftet`: what it says, what it returns, and what it leaves behind."""

import os
import stat
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from loftet import cli, commands
from loftet.private_files import private

STUDY = {
    "method.toml": "",
    "places.csv": "place,name,group,ranked,tags\n3324,Gol,,1,\n3326,Hemsedal,,1,\n",
    "indicators.csv": (
        "indicator,name,goal,weight,lower,red,green,upper,applies_to\nwaste,Waste,12,1,600,500,400,300,\n"
    ),
    "observations.csv": "place,indicator,year,value\n3324,waste,2024,450\n3326,waste,2024,300\n",
    "about.toml": 'title = "Avfall"\npublisher = "Prøve"\nlicence = "CC0-1.0"\ncodes_at = 2024-01-01\n',
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Write a study of two places and one indicator."""
    folder = tmp_path / "study"
    folder.mkdir()
    for name, text in STUDY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the command a data folder of its own."""
    folder = tmp_path / "data"
    monkeypatch.setenv("LOFTET_DATA", str(folder))
    return folder


def test_status_writes_the_scores(study: Path, tmp_path: Path) -> None:
    out = tmp_path / "status"
    assert cli.main(["status", str(study), "--out", str(out)]) == cli.DONE
    assert (out / "indicator_scores.csv").read_text(encoding="utf-8").splitlines() == [
        "place,indicator,year,value,status,score,colour,trend",
        "3324,waste,2024,450.0,reported,50.0,yellow,",
        "3326,waste,2024,300.0,reported,100.0,green,",
    ]


def test_refused_input_is_exit_two_with_place_and_cause_and_nothing_written(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (study / "observations.csv").open("a", encoding="utf-8") as file:
        file.write("3324,waste,2023,mye\n")
    out = tmp_path / "status"
    assert cli.main(["status", str(study), "--out", str(out)]) == cli.REFUSED
    assert not out.exists()
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{study / 'observations.csv'}, line 4, column value: «mye» ")


@pytest.fixture
def edition(study: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Build an edition, and return what the command prints: its id."""
    assert cli.main(["edition", "build", str(study)]) == cli.DONE
    return capsys.readouterr().out.strip()


@pytest.fixture
def published(edition: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Publish the edition."""
    assert cli.main(["edition", "publish", edition]) == cli.DONE
    capsys.readouterr()
    return edition


def test_an_edition_that_is_built_is_listed(edition: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["edition", "list"]) == cli.DONE
    assert capsys.readouterr().out == f"  {edition}  Avfall\n"


def test_publishing_an_edition_moves_the_pointer(published: str, data: Path) -> None:
    assert (data / "editions" / "published").read_text(encoding="utf-8") == f"{published}\n"


def test_a_published_edition_is_marked_in_the_list(
    published: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["edition", "list"]) == cli.DONE
    assert capsys.readouterr().out == f"* {published}  Avfall\n"


def test_an_edition_is_shown_with_its_state(published: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["edition", "show", published]) == cli.DONE
    assert capsys.readouterr().out.splitlines()[0] == f"{published} (published)"


def test_an_unknown_edition_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["edition", "publish", "2026-01-01-00000000"]) == cli.REFUSED
    assert "2026-01-01-00000000" in capsys.readouterr().err
    assert not (data / "editions" / "published").exists()


def test_a_missing_recipe_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe, out = tmp_path / "none.toml", tmp_path / "study"
    assert (
        cli.main(["study", "build", str(recipe), "--data", str(tmp_path), "--out", str(out)]) == cli.REFUSED
    )
    assert str(recipe) in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    "words", [[], ["statsu"], ["status"], ["status", "s", "--out", "o", "--year", "24"], ["edition", "show"]]
)
def test_a_command_that_is_not_understood_is_exit_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == cli.REFUSED


def test_help_needs_no_heavy_library() -> None:
    code = (
        "import sys; from loftet.cli import build_parser; build_parser().format_help(); "
        "print(sorted({'numpy', 'xarray', 'pandas', 'duckdb', 'django', 'resvg_py'} & set(sys.modules)))"
    )
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "[]"


def test_the_demo_refuses_a_folder_that_holds_something_else(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data.mkdir()
    (data / "db.sqlite3").touch()
    assert cli.main(["demo", "--no-server"]) == cli.REFUSED
    assert "is not a demo" in capsys.readouterr().err
    assert [file.name for file in data.iterdir()] == ["db.sqlite3"]


@pytest.mark.parametrize(
    "words",
    [
        "pool pool.toml --out out",
        "timetable folder --out out",
        "effect panel.csv --out out",
        "match --needs needs.csv --solutions solutions.csv --out out.csv",
        "report vlr --place gol --out out.pdf",
        "search vann",
    ],
)
def test_commands_that_others_run_take_a_seed_and_a_day(words: str) -> None:
    parser = cli.build_parser()
    plain = parser.parse_args(words.split())
    assert (plain.seed, plain.today) == (1, None)
    told = parser.parse_args([*words.split(), "--seed", "7", "--today", "2026-01-31"])
    assert (told.seed, told.today.isoformat()) == (7, "2026-01-31")


def test_what_commands_of_a_site_write_is_for_their_user_alone(tmp_path: Path) -> None:
    @private
    def write(_options: object) -> None:
        (tmp_path / "written").touch()

    before = os.umask(0o022)
    try:
        write(Namespace())
        assert stat.S_IMODE((tmp_path / "written").stat().st_mode) == 0o600
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    named = (commands.serve, commands.worker, commands.backup, commands.restore)
    assert all(hasattr(one, "__wrapped__") for one in named)
