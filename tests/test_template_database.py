"""The template of the test databases is made whole, also after a making that was killed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import gethostname
from typing import Any, cast

import pytest
from django.db import connection

from tests import template_database

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a template on the server is PostgreSQL's"),
]
NAME = f"killed_{os.getpid()}"


def execute(statement: str) -> None:
    """Run a statement outside of the test's transaction, on no database of the tests."""
    with cast("Any", connection.creation)._nodb_cursor() as cursor:
        cursor.execute(statement)


def databases() -> list[str]:
    """Return the names of the databases that this test has made."""
    with cast("Any", connection.creation)._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY 1", [f"{NAME}_%"])
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def makes_empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let a template be an empty database of this test; return the names of those that were made."""
    made: list[str] = []

    def make(begun: str, fill: Callable[[], None]) -> None:
        execute(f'DROP DATABASE IF EXISTS "{begun}"')
        execute(f'CREATE DATABASE "{begun}" TEMPLATE template0')
        made.append(begun)

    monkeypatch.setattr(template_database, "CHECKOUT", NAME)
    monkeypatch.setattr(template_database, "_make", make)
    monkeypatch.setitem(connection.settings_dict["TEST"], "TEMPLATE", None)
    yield made
    for one in databases():
        execute(f'DROP DATABASE "{one}"')


def test_what_a_killed_making_left_is_made_again_and_used(makes_empty: list[str]) -> None:
    name, old = f"{NAME}_template_new", f"{NAME}_template_old"
    for left in (f"{name}_begun", f"{old}_begun", old):
        execute(f'CREATE DATABASE "{left}" TEMPLATE template0')
    for _each in range(2):  # the second time it is there
        template_database._copy_postgresql(name, lambda: None)
        assert (databases(), connection.settings_dict["TEST"]["TEMPLATE"]) == ([name], name)
    assert makes_empty == [f"{name}_begun"]


def test_what_a_checkout_that_is_gone_has_left_is_dropped(makes_empty: list[str], tmp_path: Path) -> None:
    gone, stays = (f"loftet_{number:08x}" for number in (os.getpid(), os.getpid() + 1))
    left = {
        f"{gone}_template_a": f"{gethostname()} {tmp_path}/gone",
        f"test_{gone}_gw0": "",
        f"{stays}_template_a": f"{gethostname()} {tmp_path}",
        f"test_{stays}_gw0": f"another-machine {tmp_path}/gone",
    }
    try:
        for name, comment in left.items():
            execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            execute(f"COMMENT ON DATABASE \"{name}\" IS '{comment}'")
        with cast("Any", connection.creation)._nodb_cursor() as cursor:
            template_database.drop_databases_of_gone_checkouts(cursor)
            assert left.keys() & template_database._databases(cursor).keys() == {*left} - {
                f"{gone}_template_a",
                f"test_{gone}_gw0",
            }
    finally:
        for name in left:
            execute(f'DROP DATABASE IF EXISTS "{name}"')
