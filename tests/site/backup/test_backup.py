"""A backup is whole, says what it holds, and is restored whole or not at all."""

import io
import json
import os
import shutil
import sqlite3
import stat
import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps

from loftet import __version__
from loftet.invalid_input import InvalidInput
from loftet.site.backup.archive import Manifest
from loftet.site.backup.databases import SHORT_LIVED
from loftet.site.backup.make import check_backup, make_backup
from loftet.site.backup.restore import restore
from loftet.site.backup.site import Site
from loftet.site.backup.sqlite import SqliteDatabase
from tests.site.backup.conftest import FILES, MIGRATION

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
KNOWN = frozenset({MIGRATION})
RowsOf = Callable[[Path, str], list[tuple[object, ...]]]


@pytest.fixture
def archive(site: Site, tmp_path: Path) -> Path:
    make_backup(site, tmp_path / "site.tar.gz", NOW)
    return tmp_path / "site.tar.gz"


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as refused:
        call()
    return str(refused.value)


def rewritten(archive: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """Write an archive again with other members."""
    with tarfile.open(archive) as old:
        members = {one.name: stream.read() for one in old if (stream := old.extractfile(one)) is not None}
    change(members)
    target = archive.with_name("changed.tar.gz")
    with tarfile.open(target, "w:gz") as new:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return target


def with_manifest(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | changes).encode()

    return change


def test_an_archive_says_what_it_holds(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loftet.site.backup.make.commit", lambda: "1a2b3c4d")
    found = make_backup(site, tmp_path / "site.tar.gz", NOW)
    members = sorted(found.members)
    assert members == sorted([*FILES, "database.sqlite3"])
    assert found == Manifest(
        format=1,
        loftet=f"{__version__} (1a2b3c4d)",
        made="2026-11-26T12:00:00+00:00",
        database="SQLite",
        migrations=(MIGRATION,),
        rows={"django_migrations": 1, "log_entry": 3, "person": 2},
        members=found.members,
    )
    assert check_backup(site, tmp_path / "site.tar.gz") == found


def test_only_its_owner_may_read_an_archive(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_raw_copies_are_kept_where_that_is_asked_for(site: Site, tmp_path: Path) -> None:
    found = make_backup(site, tmp_path / "site.tar.gz", NOW, raw=True)
    assert "raw/pxweb/1.json" in found.members


def test_a_file_that_stands_there_is_replaced_only_when_that_is_asked_for(site: Site, archive: Path) -> None:
    archive.write_bytes(b"older")
    assert refusal(lambda: make_backup(site, archive, NOW)) == (
        f"{archive}: a file exists; --overwrite replaces it"
    )
    assert archive.read_bytes() == b"older"
    make_backup(site, archive, NOW, overwrite=True)
    assert check_backup(site, archive).rows["person"] == 2


def test_what_goes_wrong_leaves_nothing_behind(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("loftet.site.backup.archive.os.fsync", full)
    target = tmp_path / "new" / "site.tar.gz"
    target.parent.mkdir()
    assert refusal(lambda: make_backup(site, target, NOW)) == (
        f"{target}: cannot be written: No space left on device"
    )
    assert list(target.parent.iterdir()) == []


def test_a_backup_is_refused_where_there_is_no_database(empty: Site, tmp_path: Path) -> None:
    said = refusal(lambda: make_backup(empty, tmp_path / "site.tar.gz", NOW))
    assert said.endswith("there is no database: «loftet init» makes one")


def test_a_site_is_restored_on_an_empty_folder_byte_for_byte(
    archive: Path, empty: Site, rows_of: RowsOf
) -> None:
    restore(empty, archive, KNOWN)
    found = files_below(empty.data)
    database = found.pop("db.sqlite3")
    assert found == FILES
    assert database.startswith(b"SQLite format 3")
    file = empty.data / "db.sqlite3"
    assert rows_of(file, "SELECT * FROM person") == [(1, "Kari"), (2, "Ola")]
    assert rows_of(file, "SELECT what FROM log_entry") == [("came",), ("came",), ("went",)]


def test_the_log_still_refuses_changes_after_a_restore(archive: Path, empty: Site) -> None:
    restore(empty, archive, KNOWN)
    with closing(sqlite3.connect(empty.data / "db.sqlite3")) as connection:
        for sql in ("UPDATE log_entry SET what = 'x'", "DELETE FROM log_entry"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(sql)


@pytest.mark.parametrize("there", ["editions/2026-11-24-00000009/about.toml", "media/one.pdf", "DEMO"])
def test_nothing_is_restored_where_there_is_a_site(archive: Path, empty: Site, there: str) -> None:
    (empty.data / there).parent.mkdir(parents=True)
    (empty.data / there).write_text("mine")
    name = there.partition("/")[0]
    assert refusal(lambda: restore(empty, archive, KNOWN)) == (
        f"{empty.data}: «{name}» exists; move it away, or name an empty folder with LOFTET_DATA"
    )
    assert files_below(empty.data) == {there: b"mine"}


def test_nothing_is_restored_over_a_database(archive: Path, site: Site) -> None:
    for name in ("editions", "media"):
        shutil.rmtree(site.data / name)
    before = files_below(site.data)
    assert "a database exists; move it away" in refusal(lambda: restore(site, archive, KNOWN))
    assert files_below(site.data) == before


def changed_byte(archive: Path) -> Path:
    def change(members: dict[str, bytes]) -> None:
        members["media/papers/plan.pdf"] = b"%pdf"

    return rewritten(archive, change)


def missing_member(archive: Path) -> Path:
    return rewritten(archive, lambda members: members.pop("media/papers/plan.pdf"))


def missing_manifest(archive: Path) -> Path:
    return rewritten(archive, lambda members: members.pop("manifest.json"))


def cut_short(archive: Path) -> Path:
    archive.write_bytes(archive.read_bytes()[:-300])
    return archive


def flipped_bit(archive: Path) -> Path:
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 8
    archive.write_bytes(content)
    return archive


def no_archive(archive: Path) -> Path:
    archive.write_bytes(b"PK\x03\x04")
    return archive


DAMAGES: dict[Callable[[Path], Path], str] = {
    changed_byte: "«media/papers/plan.pdf» is not what was backed up",
    missing_member: "«media/papers/plan.pdf» is not what was backed up",
    missing_manifest: "the archive has no manifest, so it is not whole",
    cut_short: "the archive is damaged",
    flipped_bit: "",
    no_archive: "the archive is damaged",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_archive_is_refused_and_nothing_is_put_in_place(
    archive: Path, site: Site, empty: Site, damage: Callable[[Path], Path]
) -> None:
    file = damage(archive)
    for call in (lambda: restore(empty, file, KNOWN), lambda: check_backup(site, file)):
        said = refusal(call)
        assert said == f"{file}: {DAMAGES[damage]}" or damage is flipped_bit
    assert files_below(empty.data) == {}


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/outside", "editions/../../outside", "db.sqlite3", "mail/x"]
)
def test_an_archive_with_what_no_backup_holds_is_refused(archive: Path, empty: Site, name: str) -> None:
    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members.pop("manifest.json"))
        members[name] = b""
        manifest["members"][name] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        members["manifest.json"] = json.dumps(manifest).encode()

    assert ", which no backup does" in refusal(lambda: restore(empty, rewritten(archive, change), KNOWN))
    assert files_below(empty.data) == {}
    assert not (empty.data.parent / "outside").exists()


def test_a_link_in_an_archive_is_refused(archive: Path, empty: Site) -> None:
    with tarfile.open(archive.with_name("link.tar.gz"), "w:gz") as new:
        entry = tarfile.TarInfo("editions")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc"
        new.addfile(entry)
    assert "«editions», which no backup does" in refusal(
        lambda: restore(empty, archive.with_name("link.tar.gz"), KNOWN)
    )


def test_an_archive_of_a_newer_version_says_what_to_install(archive: Path, empty: Site) -> None:
    newer = rewritten(archive, with_manifest(loftet="9.9.0", migrations=[MIGRATION, "later.0001_later"]))
    assert refusal(lambda: restore(empty, newer, KNOWN)) == (
        f"{newer}: the archive is from a newer version (it knows «later.0001_later»); "
        "install Løftet 9.9.0 or newer, and restore with it"
    )
    other = rewritten(archive, with_manifest(loftet="9.9.0", format=2))
    assert "was made by Løftet 9.9.0; install that version" in refusal(lambda: restore(empty, other, KNOWN))


def test_an_archive_of_another_kind_of_database_is_refused(archive: Path, empty: Site) -> None:
    other = rewritten(archive, with_manifest(database="PostgreSQL"))
    assert refusal(lambda: restore(empty, other, KNOWN)) == (
        f"{other}: the archive holds PostgreSQL, and LOFTET_DATABASE_URL names SQLite"
    )


def test_a_database_without_the_rows_it_should_have_is_refused(archive: Path, empty: Site) -> None:
    fewer = rewritten(archive, with_manifest(rows={"person": 3}))
    assert "does not hold the rows that it should" in refusal(lambda: restore(empty, fewer, KNOWN))
    assert files_below(empty.data) == {}


def test_what_was_placed_is_taken_back_where_the_database_is_not_loaded(
    archive: Path, empty: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise InvalidInput.because("the server went away")

    monkeypatch.setattr(SqliteDatabase, "load", fail)
    assert refusal(lambda: restore(empty, archive, KNOWN)) == "the server went away"
    assert files_below(empty.data) == {}


def test_what_a_killed_restore_left_is_removed(archive: Path, empty: Site) -> None:
    (empty.data / ".restoring-killed" / "editions").mkdir(parents=True)
    restore(empty, archive, KNOWN)
    assert not list(empty.data.glob(".restoring-*"))


def test_the_lists_of_erased_persons_are_put_together(archive: Path, empty: Site) -> None:
    mine = b"8,2026-01-01T00:00:00+00:00,2026-03-01T00:00:00+00:00\n"
    empty.data.mkdir()
    (empty.data / "erased.csv").write_bytes(mine + FILES["erased.csv"])
    restore(empty, archive, KNOWN)
    assert (empty.data / "erased.csv").read_bytes() == mine + FILES["erased.csv"]


def test_what_is_erased_from_the_database_is_not_in_the_archive(site: Site, tmp_path: Path) -> None:
    with closing(sqlite3.connect(site.data / "db.sqlite3")) as connection:
        connection.execute("INSERT INTO person (name) VALUES ('Somebody who left the municipality')")
        connection.commit()
        connection.execute("DELETE FROM person WHERE id = 3")
        connection.commit()
    make_backup(site, tmp_path / "site.tar.gz", NOW)
    with tarfile.open(tmp_path / "site.tar.gz") as archive:
        stream = archive.extractfile("database.sqlite3")
        assert stream is not None
        assert b"Somebody who left" not in stream.read()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_refused(archive: Path, empty: Site) -> None:
    empty.data.mkdir(mode=0o500)
    assert "cannot be written to" in refusal(lambda: restore(empty, archive, KNOWN))


# --- what is short-lived ---------------------------------------------------------------------------


def signed_in(file: Path) -> None:
    """Write a live session and a code into a database."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(
            "CREATE TABLE django_session (session_key TEXT); CREATE TABLE people_signincode (browser TEXT);"
            "INSERT INTO django_session VALUES ('a-live-session-key');"
            "INSERT INTO people_signincode VALUES ('a-code-that-waits');"
        )


def holds(archive: Path, words: bytes) -> bool:
    with tarfile.open(archive) as opened:
        return any(words in stream.read() for one in opened if (stream := opened.extractfile(one)))


def test_nobody_can_sign_in_with_what_a_backup_holds(site: Site, empty: Site, tmp_path: Path) -> None:
    signed_in(site.data / "db.sqlite3")
    found = make_backup(site, tmp_path / "site.tar.gz", NOW)
    assert (found.rows["django_session"], found.rows["people_signincode"]) == (0, 0)
    assert not holds(tmp_path / "site.tar.gz", b"a-live-session-key")
    assert not holds(tmp_path / "site.tar.gz", b"a-code-that-waits")
    restore(empty, tmp_path / "site.tar.gz", KNOWN)
    assert stat.S_IMODE(empty.data.stat().st_mode) == 0o700


def test_an_older_archive_is_restored_without_its_sessions(
    site: Site, empty: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(site.data / "db.sqlite3")
    with monkeypatch.context() as older:
        older.setattr("loftet.site.backup.sqlite.SHORT_LIVED", ())
        make_backup(site, tmp_path / "site.tar.gz", NOW)
    assert holds(tmp_path / "site.tar.gz", b"a-live-session-key")
    restore(empty, tmp_path / "site.tar.gz", KNOWN)
    assert b"a-live-session-key" not in (empty.data / "db.sqlite3").read_bytes()
    with closing(sqlite3.connect(empty.data / "db.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


def test_what_is_short_lived_names_tables_of_the_site() -> None:
    assert {*SHORT_LIVED} <= {model._meta.db_table for model in apps.get_models()}
