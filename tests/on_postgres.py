"""Run tests on PostgreSQL; print why not where it does not answer.

Without an argument those that are marked `both_databases`; with `--all` all that use a database, but for
the repetitions of the night.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg

URL = os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1/postgres")
# A test database is thrown away: no commit waits until it lies on the disk. Twelve who press at once may wait
# for each other's locks on a busy machine; a test of the limit sets its own. All else is as in service.
OPTIONS_OF_TESTS = "options=-c%20synchronous_commit%3Doff%20-c%20lock_timeout%3D60s"
DEMANDED = "postgres" in os.environ.get("LOFTET_REQUIRE", "").split(",")
# What `make nightly` repeats for more readers and addresses asks the same of the database by day.
ALL = "database and not browser and not release and (both_databases or not nightly)"
MARKED = "database and both_databases and not browser and not nightly and not release"
# The walk through every address asks nothing of the database that other tests do not ask.
OPTIONS = (
    "--quiet",
    "--numprocesses=2",
    "--dist=loadgroup",
    "--deselect=tests/site/test_crawler.py",
)
# What makes a test run on both databases stands in its file: the others need not be imported.
WORDS = re.compile(r"both_databases|transaction=True|transactional_db")
TESTS = Path(__file__).parent


def files_of_both() -> list[str]:
    """Return the files that have tests for both databases."""
    return [
        str(one) for one in sorted(TESTS.rglob("test_*.py")) if WORDS.search(one.read_text(encoding="utf-8"))
    ]


def main(*options: str) -> int:
    """Return pytest's exit code, or 0 where PostgreSQL is neither there nor demanded."""
    try:
        psycopg.connect(URL, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        print(f"PostgreSQL: skipped, {URL} does not answer ({str(error).strip().splitlines()[0]})")  # noqa: T201
        return int(DEMANDED)
    marked, rest = (ALL if "--all" in options else MARKED), [one for one in options if one != "--all"]
    print(f"On PostgreSQL: {marked}", flush=True)  # noqa: T201
    files = [str(TESTS)] if marked == ALL else files_of_both()
    command = [sys.executable, "-m", "pytest", *OPTIONS, "-m", marked, *files, *rest]
    address = f"{URL}{'&' if '?' in URL else '?'}{OPTIONS_OF_TESTS}"
    return subprocess.run(command, env=os.environ | {"LOFTET_DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
