"""An error that trying again may mend is told from one that it does not."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import dj_database_url
import pytest
from django import db
from django.db import connection, transaction
from django.db.utils import ConnectionHandler

from loftet.core.database_faults import is_unavailable
from loftet.places.models import Place

pytestmark = pytest.mark.both_databases
BUSY = "CREATE TABLE b (x)"


def locked(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(sqlite3.connect(file, timeout=0)) as one:
            one.execute(BUSY)


def full(file: Path) -> None:
    with closing(sqlite3.connect(file)) as one:
        one.execute("PRAGMA max_page_count = 3")
        one.execute(BUSY)
        one.execute("INSERT INTO b VALUES (zeroblob(100000))")


def readonly(file: Path) -> None:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as one:
        one.execute(BUSY)


def out_of_reach(file: Path) -> None:
    with closing(sqlite3.connect(file.parent / "nowhere" / "db.sqlite3")) as one:
        one.execute(BUSY)


def no_such_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as one:
        one.execute("SELECT * FROM nothing")


def doubled(file: Path) -> None:
    with closing(sqlite3.connect(file)) as one:
        one.execute("INSERT INTO a VALUES (1)")


@pytest.mark.parametrize(
    ("fault", "helps"),
    [
        *((fault, True) for fault in (locked, full, readonly, out_of_reach)),
        *((fault, False) for fault in (no_such_table, doubled)),
    ],
)
def test_what_sqlite_says_is_understood(tmp_path: Path, fault: Callable[[Path], None], helps: bool) -> None:
    file = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(file)) as made:
        made.execute("CREATE TABLE a (x UNIQUE)")
        made.execute("INSERT INTO a VALUES (1)")
        made.commit()
    with pytest.raises(sqlite3.Error) as said:
        fault(file)
    assert is_unavailable(said.value) is helps


@pytest.mark.django_db
def test_a_server_that_does_not_answer_may_answer_later() -> None:
    nowhere = dj_database_url.parse("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(db.OperationalError) as said:
        ConnectionHandler({"default": nowhere})["default"].ensure_connection()
    assert is_unavailable(said.value)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has such transactions")
def test_a_transaction_that_may_only_read_may_write_later() -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        with pytest.raises(db.Error) as said:
            Place.objects.update(name="x")
        transaction.set_rollback(True)
    assert is_unavailable(said.value)


@pytest.mark.django_db
def test_what_is_wrong_with_a_row_stays_wrong() -> None:
    Place.objects.create(slug="x", kind="municipality", name="X", sort_key="x")
    with pytest.raises(db.IntegrityError) as said:
        Place.objects.create(slug="x", kind="municipality", name="X", sort_key="x")
    assert not is_unavailable(said.value)


def test_an_error_of_another_kind_is_no_fault_of_the_database() -> None:
    assert not is_unavailable(ValueError("database is locked"))
    assert not is_unavailable(None)
