"""A backup of PostgreSQL words a fault of the machine as other commands do, and ends with their code."""

from pathlib import Path

import pytest
from django.db.utils import OperationalError

from loftet.faults import DISK_IS_FULL, FAULT, Sentence, sentence_for
from loftet.invalid_input import InvalidInput
from loftet.site.backup.postgres import PostgresDatabase
from tests.walks.conftest import free_port


@pytest.fixture
def database() -> PostgresDatabase:
    """Return a database that nobody serves."""
    where = {"HOST": "127.0.0.1", "PORT": str(free_port()), "USER": "loftet", "PASSWORD": ""}
    return PostgresDatabase({"NAME": "loftet", "OPTIONS": {}, **where})


def says(folder: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """Let `pg_dump` be a tool that is new enough, and fails with some words."""
    tool = folder / "pg_dump"
    tool.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo "pg_dump 99" && exit\necho "{said}" >&2\nexit 1\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def test_a_full_disk_and_a_server_that_goes_are_faults(
    database: PostgresDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for said, sentence in (
        ("pg_dump: error: could not write to output file: No space left on device", DISK_IS_FULL),
        ("pg_dump: error: connection to server was lost", "the database does not answer; start it"),
    ):
        says(tmp_path, monkeypatch, said)
        with pytest.raises(OperationalError) as failed:
            database._run([str(tmp_path / "pg_dump")])
        found = sentence_for(failed.value)
        assert isinstance(found, Sentence)
        assert (found.code, found.text.startswith(sentence)) == (FAULT, True)


def test_what_a_tool_cannot_do_is_refused(
    database: PostgresDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(tmp_path, monkeypatch, "pg_dump: error: it is no archive")
    with pytest.raises(InvalidInput, match="did not succeed: pg_dump: error: it is no archive"):
        database._run([str(tmp_path / "pg_dump")])


def test_a_server_that_is_away_is_a_fault(
    database: PostgresDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(tmp_path, monkeypatch, "not asked")
    with pytest.raises(OperationalError) as failed:
        database.copy(tmp_path / "copy")
    found = sentence_for(failed.value)
    assert isinstance(found, Sentence)
    assert (found.code, found.text.startswith("the database does not answer; start it")) == (FAULT, True)
