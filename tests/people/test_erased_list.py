"""Who is erased is on a list beside the database, so that a restored backup brings nobody back."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from loftet.people.actions.own import erase, erase_again
from loftet.people.erased_list import add_line, merged, read_lines
from loftet.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def kari(settings: Settings, tmp_path: Path) -> User:
    settings.DATA = tmp_path
    return User.objects.create_user("kari@example.no", name="Kari Nordmann")


def erase_now(user: User) -> None:
    erase(user, now=timezone.now(), today=timezone.localdate())


def again(tmp_path: Path) -> int:
    return erase_again(read_lines(tmp_path), now=timezone.now(), today=timezone.localdate())


def test_an_erased_person_is_on_the_list_by_number_alone(
    kari: User, tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        erase_now(kari)
    kari.refresh_from_db()
    assert read_lines(tmp_path) == ((kari.pk, kari.created, kari.erased),)
    content = (tmp_path / "erased.csv").read_text()
    assert "kari" not in content.lower()
    assert "nordmann" not in content.lower()


def test_somebody_whom_a_restore_brings_back_is_erased_again(kari: User, tmp_path: Path) -> None:
    add_line(tmp_path, kari.pk, kari.created, timezone.now())
    call_command("erase_again", verbosity=0)
    kari.refresh_from_db()
    assert (kari.email, kari.name, kari.erased is not None) == (
        f"erased-{kari.pk}@erased.invalid",
        "",
        True,
    )
    assert again(tmp_path) == 0


def test_another_person_who_has_got_the_number_stays(kari: User, tmp_path: Path) -> None:
    add_line(tmp_path, kari.pk, kari.created - timedelta(days=1), timezone.now())
    assert again(tmp_path) == 0
    kari.refresh_from_db()
    assert kari.erased is None


def test_a_line_that_is_not_whole_is_left_out(kari: User, tmp_path: Path) -> None:
    add_line(tmp_path, kari.pk, kari.created, timezone.now())
    with (tmp_path / "erased.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n7,yesterday,\n8")
    assert [number for number, _created, _erased in read_lines(tmp_path)] == [kari.pk]


def test_where_there_is_no_list_nobody_is_erased(kari: User, tmp_path: Path) -> None:
    assert again(tmp_path) == 0


def test_a_list_that_cannot_be_written_stops_nobodys_erasing(
    kari: User, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "loftet.people.erased_list"):
        add_line(tmp_path / "nowhere", kari.pk, kari.created, timezone.now())
    assert [one.getMessage() for one in caplog.records] == [
        "the list of erased persons was not written: No such file or directory"
    ]


def test_two_lists_are_put_together_with_each_line_once() -> None:
    assert merged(b"1,a,b\n2,c,d", b"2,c,d\n3,e,f\n") == b"1,a,b\n2,c,d\n3,e,f\n"
