"""A database of an older version is migrated: no row is lost, the log says the same, addresses answer.

The dumps lie in tests/dumps, and `make.py` there says how one is taken. What an old version answered is kept
beside its dump.
"""

import gzip
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from tests.conftest import PROJECT, absent
from tests.on_postgres import URL
from tests.parameters import by_night

DUMPS = PROJECT / "tests" / "dumps"
NAMES = sorted(file.stem for file in DUMPS.glob("*.json"))
# What Django itself writes for the models that there are.
OF_DJANGO = frozenset({"auth_permission", "django_content_type", "django_migrations"})
SET_UP = re.compile(r"^(\\.*|SELECT pg_catalog\.set_config.*|SET .*)$", re.MULTILINE)

Answers = Mapping[str, Any]
Migrate = Callable[[str, Mapping[str, list[str]]], Answers]
pytestmark = [pytest.mark.contract, pytest.mark.long, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(params=["sqlite", *by_night("postgresql")])
def migrate(request: pytest.FixtureRequest, tmp_path: Path, demo_root: Path) -> Iterator[Migrate]:
    """Return what loads a dump beside the demo's edition, migrates it, and asks it for addresses."""
    (tmp_path / "editions").symlink_to(demo_root / "editions")
    environ = os.environ | {"LOFTET_DATA": str(tmp_path), "LOFTET_SECRET_KEY": "of-a-test"}
    environ.pop("LOFTET_DATABASE_URL", None)
    if request.param == "sqlite":
        yield partial(_answers, environ, partial(_load_sqlite, tmp_path / "db.sqlite3"))
        return
    try:
        server = psycopg.connect(URL, connect_timeout=3, autocommit=True)
    except psycopg.OperationalError:
        absent("postgres", f"PostgreSQL does not answer at {URL}")
    database = f"loftet_dump_{uuid4().hex}"
    environ["LOFTET_DATABASE_URL"] = urlsplit(URL)._replace(path=f"/{database}").geturl()
    with closing(server):
        server.execute(f'CREATE DATABASE "{database}"')
        try:
            yield partial(_answers, environ, partial(_load_postgres, environ["LOFTET_DATABASE_URL"]))
        finally:
            server.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


def _sql(name: str, database: str) -> str:
    return gzip.decompress((DUMPS / f"{name}.{database}.sql.gz").read_bytes()).decode()


def _load_sqlite(file: Path, name: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(_sql(name, "sqlite"))


def _load_postgres(address: str, name: str) -> None:
    """Run the statements of a dump; what it sets for its own session is left out."""
    with psycopg.connect(address) as connection:
        connection.execute(SET_UP.sub("", _sql(name, "postgresql")).encode())


def _answers(
    environ: Mapping[str, str], load: Callable[[str], None], name: str, wanted: Mapping[str, list[str]]
) -> Answers:
    load(name)
    target = Path(environ["LOFTET_DATA"]) / "answers.json"
    command = [sys.executable, "-m", "tests.dumps.answers", str(DUMPS / f"{name}.json"), str(target)]
    sent = json.dumps(wanted)
    done = subprocess.run(
        command, cwd=PROJECT, env=environ, input=sent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answers: Answers = json.loads(target.read_bytes())
    return answers


def _then(name: str) -> Answers:
    then: Answers = json.loads((DUMPS / f"{name}.json").read_text(encoding="utf-8"))
    return then


# Hours of days were added up to one number a half-year, and planned hours are gone.
NO_LONGER = frozenset({"programme_hoursplanned", "programme_hoursspent"})
# A matter is taken up by who treats it; the log said that it was taken over.
REWORDED = {"overtok en sak:": "tok opp en sak:", "overtok ei sak:": "tok opp ei sak:"}


def _as_said_now(sentence: str) -> str:
    """Return a sentence of then with the words that the log has today."""
    for before, after in REWORDED.items():
        sentence = sentence.replace(before, after)
    return sentence


def _is_draft_of_others(address: str, status: int) -> bool:
    """Check whether a matter is not there for somebody, where it was forbidden before."""
    return address.startswith("/saker/") and status == HTTPStatus.NOT_FOUND


def demand_the_same(then: Answers, now: Answers) -> None:
    """Compare rows, sentences and addresses with those of then."""
    kept = {table: count for table, count in then["counts"].items() if table not in OF_DJANGO | NO_LONGER}
    assert {table: now["counts"].get(table) for table in kept} == kept
    said = {
        language: {key: _as_said_now(one) for key, one in found.items()}
        for language, found in then["sentences"].items()
    }
    assert now["sentences"] == said
    other = {
        (reader, one): (then["addresses"][reader][one], status)
        for reader, found in now["addresses"].items()
        for one, status in found.items()
        if then["addresses"][reader][one] != status and not _is_draft_of_others(one, status)
    }
    assert other == {}


@pytest.mark.nightly
@pytest.mark.parametrize("name", NAMES)
def test_every_address_of_a_migrated_dump_answers_each_reader_as_it_did(migrate: Migrate, name: str) -> None:
    then = _then(name)
    demand_the_same(then, migrate(name, {reader: list(found) for reader, found in then["addresses"].items()}))
