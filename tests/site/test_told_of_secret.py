"""A secret that is lost or changed is told by what runs and by what is started next; by a set clock."""

import errno
import os
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from pytest_django import Settings

from loftet.people.models import User
from loftet.settings_file import load_settings_file
from tests.people.partnership import browser_of
from tests.site.test_told_when_ill import FAIL, NOW, OK, set_clock, tells_machines, told

__all__ = ["set_clock"]
pytestmark = pytest.mark.both_databases


def test_a_secret_that_is_lost_is_told_with_what_to_do_first(
    db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    assert told("secret").state is OK
    settings.SECRET_KEY = ""
    found = told("secret")
    assert found.state is FAIL
    assert found.sentence.startswith(
        "LOFTET_SECRET_KEY is missing: let LOFTET_ENV_FILE name the settings file"
    )
    assert "signs everybody out" in found.sentence
    assert tells_machines("secret")


@pytest.mark.parametrize("lost", ["gone", "damaged", "of another user"])
def test_a_settings_file_that_is_lost_is_told_by_what_runs(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lost: str
) -> None:
    file = tmp_path / "loftet.env"
    monkeypatch.setenv("LOFTET_ENV_FILE", str(file))
    file.write_text("LOFTET_SECRET_KEY=x\n")
    assert told("secret").state is OK
    if lost == "gone":
        file.unlink()
    elif lost == "damaged":
        file.write_text("LOFTET_SECRET_KEY\n")
    else:
        monkeypatch.setattr(Path, "read_text", lambda *_how, **_more: open_of_another(file))
    found = told("secret")
    assert found.state is FAIL
    assert found.sentence.startswith("neither server nor worker would start again: ")
    assert str(file) in found.sentence
    assert tells_machines("secret")


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ("LOFTET_SECRET_KEY=old", ""),
        ("LOFTET_SECRET_KEY=new\nLOFTET_SECRET_KEY_FALLBACKS=older,old", ""),
        ("LOFTET_SECRET_KEY=new", "another LOFTET_SECRET_KEY than the one in use"),
        ("LOFTET_SECRET_KEY=", "no longer holds LOFTET_SECRET_KEY"),
        ("LOFTET_OPERATOR=Hallingdal", "no longer holds LOFTET_SECRET_KEY"),
    ],
)
@pytest.mark.parametrize("given", [True, False])
def test_a_settings_file_that_lost_or_changed_its_secret_is_told_by_what_runs(
    db: None,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    tmp_path: Path,
    holds: str,
    said: str,
    given: bool,
) -> None:
    file = tmp_path / "loftet.env"
    file.write_text("LOFTET_SECRET_KEY=old\n")
    others = {name: value for name, value in os.environ.items() if not name.startswith("LOFTET_")}
    monkeypatch.setattr(os, "environ", others | {"LOFTET_ENV_FILE": str(file)})
    if not given:  # by the file, but by what started the process, which need not name it there
        os.environ["LOFTET_SECRET_KEY"] = "old"
    load_settings_file()
    load_settings_file()  # as a process does that was started by this one
    settings.SECRET_KEY = os.environ["LOFTET_SECRET_KEY"]
    assert told("secret").state is OK
    file.write_text(f"{holds}\n")
    found = told("secret")
    if not (said and given):
        assert found.state is OK
    else:
        assert (found.state, said in found.sentence, str(file) in found.sentence) == (FAIL, True, True)
        assert tells_machines("secret")


def test_a_secret_that_signs_out_who_is_signed_in_is_told_by_what_starts(
    db: None, settings: Settings
) -> None:
    kari = User.objects.create_user("kari@gol.example")
    browser_of(kari)
    assert told("sessions").state is OK
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    found = told("sessions")
    assert (found.state, "signs everybody out" in found.sentence) == (FAIL, True)
    assert tells_machines("sessions")
    assert told("sessions", NOW + timedelta(days=31)).state is OK  # nobody would be signed in by then
    settings.SECRET_KEY_FALLBACKS = [old]
    assert told("sessions").state is OK
    settings.SECRET_KEY_FALLBACKS = []
    with patch("django.utils.timezone.now", lambda: NOW + timedelta(minutes=1)):
        browser_of(kari)
    assert told("sessions").state is OK


def open_of_another(file: Path) -> str:
    raise PermissionError(errno.EACCES, "Permission denied", str(file))
