"""An upgrade that cannot be done writes nothing; what has left the catalogue and is in use stops none."""

from pathlib import Path

import pytest
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from loftet import locations
from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.locations import commit
from loftet.places.models import Place
from loftet.site.install import prepare
from loftet.site.install.prepare import prepare_site

pytestmark = pytest.mark.django_db
Called = list[str]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Called:
    """Return the commands of Django's that an upgrade calls, which do nothing."""
    found: Called = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **_options: found.append(name))
    monkeypatch.setattr(prepare, "has_static_sources", lambda: True)
    return found


def refused(places: Gazetteer, called: Called) -> str:
    """Return why an upgrade is refused; it has said nothing, called nothing, and loaded nothing."""
    said: list[str] = []
    before = list(Place.objects.values_list("slug", "from_catalogue"))
    with pytest.raises(InvalidInput) as refusal:
        prepare_site(places, said.append)
    assert (said, called, list(Place.objects.values_list("slug", "from_catalogue"))) == ([], [], before)
    return str(refusal.value)


def test_an_upgrade_checks_writes_and_says_what_it_did(gazetteer: Gazetteer, called: Called) -> None:
    said: list[str] = []
    prepare_site(gazetteer, said.append)
    assert called == ["collectstatic", "migrate"]
    assert [line.partition(":")[0] for line in said] == ["static files", "tables", "places"]
    assert Place.objects.count() == 379


def test_a_place_of_a_person_with_a_slug_of_the_catalogue_is_told_before(
    gazetteer: Gazetteer, called: Called
) -> None:
    Place.objects.create(slug="hallingdal", kind="region", name="Mitt", sort_key="mitt")
    assert refused(gazetteer, called) == (
        "a person has added a place with the slug «hallingdal» of the catalogue"
    )


def test_a_database_of_a_newer_version_is_refused(gazetteer: Gazetteer, called: Called) -> None:
    MigrationRecorder.Migration.objects.create(app="an_older_name", name="0001_initial")
    prepare_site(gazetteer, lambda _line: None)
    called.clear()
    MigrationRecorder.Migration.objects.create(app="log", name="9999_later")
    assert refused(gazetteer, called).startswith(
        "the database is of a newer version: it knows log.9999_later. Install that version, or restore"
    )


def test_without_style_sheets_nothing_is_written(
    gazetteer: Gazetteer, called: Called, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "has_static_sources", lambda: False)
    settings.STATIC_ROOT = tmp_path
    assert "the style sheets are not built" in refused(gazetteer, called)


def test_the_commit_of_a_checkout_is_read_from_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locations, "BASE", tmp_path)
    assert commit() == ""
    (tmp_path / ".git" / "refs").mkdir(parents=True)
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/main\n", encoding="utf-8")
    assert commit() == ""
    (tmp_path / ".git" / "packed-refs").write_text("# pack-refs\n1a2b3c4d5e6f refs/main\n", encoding="utf-8")
    assert commit() == "1a2b3c4d"
    (tmp_path / ".git" / "refs" / "main").write_text("9a9b9c9d9e\n", encoding="utf-8")
    assert commit() == "9a9b9c9d"
    (tmp_path / ".git" / "HEAD").write_text("0a0b0c0d0e\n", encoding="utf-8")
    assert commit() == "0a0b0c0d"
