"""Health of the site: checks with a name, a state and one sentence, registered by their apps."""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connections

from loftet.core.kinds import HealthCheck, HealthFinding, HealthState
from loftet.core.registry import health_checks

LOG = logging.getLogger(__name__)
DATABASE = "database"
WAIT = 1.0  # seconds for a lock or an answer of the database
TO_CONNECT = 2  # seconds; a client of PostgreSQL waits no less


@dataclass(frozen=True, slots=True)
class HealthResult:
    """A check by its name, and what it found."""

    name: str
    state: HealthState
    sentence: str


def run_checks(now: datetime, names: Collection[str] | None = None) -> tuple[HealthResult, ...]:
    """Run the checks, or those with some names, and return what they found; the database is asked first."""
    wanted = {name: check for name, check in health_checks().items() if names is None or name in names}
    with own_connection():
        database = _found(DATABASE, HealthCheck(database_answers, True), now)
        results = [database]
        for name, check in wanted.items():
            if check.asks_database and database.state is HealthState.FAIL:
                results.append(
                    HealthResult(name, HealthState.FAIL, "not known: the database does not answer")
                )
            else:
                results.append(_found(name, check, now))
    return tuple(results)


def state_of(results: Collection[HealthResult]) -> HealthState:
    """Return the worst state of all."""
    for state in (HealthState.FAIL, HealthState.WARN):
        if any(one.state is state for one in results):
            return state
    return HealthState.OK


def database_answers(_now: datetime) -> HealthFinding:
    """Check that the database answers, and let no later question wait longer than this one may."""
    connection = connections["default"]
    file = connection.settings_dict["NAME"]
    is_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()  # type: ignore[attr-defined]
    if is_file and not Path(file).exists():
        return HealthFinding(HealthState.FAIL, f"there is no database at {file}; «loftet init» makes one")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET statement_timeout = {int(WAIT * 1000)}")
        else:
            cursor.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    return HealthFinding(HealthState.OK, f"{connection.display_name} answers")


@contextmanager
def own_connection() -> Iterator[None]:
    """Query the database through a separate connection, which waits a second or two and no longer.

    Inside a transaction its connection is used.
    """
    before = connections["default"]
    if before.in_atomic_block:
        yield
        return
    mine = connections.create_connection("default")
    is_sqlite = mine.vendor == "sqlite"
    patience = {"timeout": WAIT} if is_sqlite else {"connect_timeout": TO_CONNECT}
    mine.settings_dict = mine.settings_dict | {"OPTIONS": mine.settings_dict["OPTIONS"] | patience}
    connections["default"] = mine
    try:
        yield
    finally:
        connections["default"] = before
        mine.close()


def _found(name: str, check: HealthCheck, now: datetime) -> HealthResult:
    try:
        found = check.run(now)
    except Exception as fault:
        LOG.warning("the check of %s failed: %s", name, type(fault).__name__)
        first = str(fault).strip().partition("\n")[0] or type(fault).__name__
        return HealthResult(name, HealthState.FAIL, f"cannot be checked: {first}")
    return HealthResult(name, found.state, found.sentence)
