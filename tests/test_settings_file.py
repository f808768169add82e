"""The settings file: found by one rule, read strictly, written for its owner alone."""

import os
from pathlib import Path

import pytest

from loftet.invalid_input import InvalidInput
from loftet.settings_file import load_settings_file, parse_line, print_line, read_settings, write_settings

AWKWARD = [
    "",
    "a b",
    "pa#ss$word",
    "it's",
    "both ' and \"",
    "back\\slash's",
    "Løftet <post@example.no>",
    "'",
    '"',
]


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change to an empty folder, with no settings but what a test sets."""
    for name in [name for name in os.environ if name.startswith("LOFTET_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.chdir(tmp_path)


def test_the_file_in_the_working_directory_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "loftet.env").write_text(
        "# ours\n\nLOFTET_OPERATOR='A B'\nLOFTET_CONTACT=file\n", encoding="utf-8"
    )
    os.environ["LOFTET_CONTACT"] = "environment"
    load_settings_file()
    assert (os.environ["LOFTET_OPERATOR"], os.environ["LOFTET_CONTACT"]) == ("A B", "environment")


def test_the_file_that_is_named_is_read_instead(tmp_path: Path) -> None:
    (tmp_path / "loftet.env").write_text("LOFTET_OPERATOR=here\n", encoding="utf-8")
    (tmp_path / "other.env").write_text("LOFTET_OPERATOR=there\n", encoding="utf-8")
    os.environ["LOFTET_ENV_FILE"] = str(tmp_path / "other.env")
    load_settings_file()
    assert os.environ["LOFTET_OPERATOR"] == "there"


def test_no_file_is_read_where_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "loftet.env").write_text("LOFTET_OPERATOR=here\n", encoding="utf-8")
    os.environ["LOFTET_ENV_FILE"] = ""
    load_settings_file()
    assert "LOFTET_OPERATOR" not in os.environ


def test_a_file_that_is_named_and_missing_is_refused(tmp_path: Path) -> None:
    os.environ["LOFTET_ENV_FILE"] = str(tmp_path / "none.env")
    with pytest.raises(InvalidInput) as refused:
        load_settings_file()
    said = "the settings file is missing (LOFTET_ENV_FILE names it): bring it back from where you keep it"
    assert str(refused.value).startswith(f"{tmp_path}/none.env: {said}")


def test_lines_that_are_no_settings_are_refused_by_number(tmp_path: Path) -> None:
    file = tmp_path / "loftet.env"
    file.write_text("LOFTET_DATA=/x\nLD_PRELOAD=/y\nhello\nLOFTET_OPERATOR='a\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_settings(file)
    assert str(refused.value).splitlines() == [
        f"{file}, line 2: «LD_PRELOAD» is no setting: their names begin with LOFTET_",
        f"{file}, line 3: it must be NAME=value",
        f"{file}, line 4: the quotation mark at the start of the value has no match at the end",
    ]


@pytest.mark.parametrize("value", AWKWARD)
def test_what_is_written_is_what_is_read(value: str) -> None:
    assert parse_line(print_line("LOFTET_MAIL_PASSWORD", value)) == ("LOFTET_MAIL_PASSWORD", value)


def test_a_line_break_cannot_add_a_setting() -> None:
    with pytest.raises(InvalidInput, match="line break"):
        print_line("LOFTET_OPERATOR", "a\nLOFTET_DEBUG=yes")


def test_the_file_is_for_its_owner_alone_and_stays_readable_for_its_group(tmp_path: Path) -> None:
    file = tmp_path / "etc" / "loftet.env"
    write_settings(file, {"LOFTET_OPERATOR": "Løftet", "LOFTET_DATA": "/var/lib/loftet"})
    assert (file.stat().st_mode & 0o777, [one.name for one in file.parent.iterdir()]) == (
        0o600,
        ["loftet.env"],
    )
    assert read_settings(file) == {"LOFTET_OPERATOR": "Løftet", "LOFTET_DATA": "/var/lib/loftet"}
    file.chmod(0o644)
    write_settings(file, {"LOFTET_DATA": "/srv"})
    assert (file.stat().st_mode & 0o777, read_settings(file)) == (0o640, {"LOFTET_DATA": "/srv"})
