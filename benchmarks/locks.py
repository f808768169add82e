"""Forty who begin something for one organisation at once, in four apps: with its row locked, and without.

    LOFTET_DATABASE_URL=postgresql://… python -m benchmarks.locks

Before, each create locked the row of the organisation until its request ended (`FOR UPDATE`). Both ways run
side by side, turn by turn, in a database that is made for it. A request goes on for a while after its create,
here for 0 and 50 ms; the figure is the time from the first create to the last commit.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any
from unittest.mock import patch

MANY, ROUNDS, AFTERWARDS = 40, 7, (0, 50)  # people, rounds, and ms of a request after its create
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loftet.site.settings")
os.environ.setdefault("LOFTET_SECRET_KEY", "for the benchmark alone")
os.environ.setdefault("LOFTET_HTTPS", "no")
os.environ.setdefault("LOFTET_DATA", tempfile.mkdtemp())

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.report import table  # noqa: E402
from loftet.core import actions  # noqa: E402
from loftet.people.actor import Actor  # noqa: E402
from loftet.people.models import Organisation, RoleKind  # noqa: E402
from tests.core.test_locks import begin_something  # noqa: E402
from tests.people.partnership import acting_as, hire, small_partnership  # noqa: E402


@contextmanager
def parents_locked() -> Iterator[None]:
    """Lock the parent of each create as it was done before: so that no row can point to it meanwhile."""
    read, lock = actions._read_again, QuerySet.select_for_update

    def read_locked(record: Any, *, lock: bool) -> Any:  # the signature of what it replaces
        return read(record, lock=True)

    def lock_whole(rows: QuerySet[Any], **how: Any) -> QuerySet[Any]:
        return lock(rows, **how | {"no_key": False})

    with (
        patch.object(actions, "_read_again", read_locked),
        patch.object(QuerySet, "select_for_update", lock_whole),
    ):
        yield


def took(organisation: Organisation, actor: Actor, afterwards: float) -> float:
    """Return the milliseconds that all together take, from the first create to the last commit."""
    ready = Barrier(MANY + 1)

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            ready.wait()
            with transaction.atomic():
                begin_something(number, organisation, actor)
                time.sleep(afterwards / 1000)
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        done = [pool.submit(run, number) for number in range(MANY)]
        ready.wait()
        begun = time.perf_counter()
        for one in done:
            one.result()
        return (time.perf_counter() - begun) * 1000


def somebody() -> tuple[Organisation, Actor]:
    """Create an organisation, and somebody who may begin something in all four apps."""
    gol = small_partnership().gol
    for kind in (RoleKind.BUSINESS_ADVISER, RoleKind.EDITOR, RoleKind.PLANNER, RoleKind.TOP_MANAGEMENT):
        user = hire("kari@gol.example", gol, kind)
    return gol, acting_as(user)


def compare(organisation: Organisation, actor: Actor, afterwards: int) -> list[str]:
    """Return a row of the table: the median of both ways, and how many times faster the new one is."""
    before, after = [], []
    for _ in range(ROUNDS):
        with parents_locked():
            before.append(took(organisation, actor, afterwards))
        after.append(took(organisation, actor, afterwards))
    old, new = statistics.median(before), statistics.median(after)
    return [f"{afterwards} ms", f"{old:.0f} ms", f"{new:.0f} ms", f"{old / new:.1f}"]


def main() -> None:
    """Fill a database of its own, and print the figures.

    Raises:
        SystemExit: on another database: SQLite has one writer at a time.
    """
    if connection.vendor != "postgresql":
        raise SystemExit("set LOFTET_DATABASE_URL to a PostgreSQL")
    connection.settings_dict["TEST"]["NAME"] = f"loftet_locks_{os.getpid()}"
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        organisation, actor = somebody()
        took(organisation, actor, 0)  # what a process reads once
        print(f"{timezone.localdate()}: {MANY} creates at once in four apps, median of {ROUNDS} rounds")
        head = ("after the create", "parents locked", "not locked", "times faster")
        rows = [compare(organisation, actor, one) for one in AFTERWARDS]
        print("\n".join(table(head, rows)))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
