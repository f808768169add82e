"""Run tests on PostgreSQL; say why not where it does not answer.

Without an argument those that are marked `both_databases`; with `--all` all that use a database.
"""

import os
import subprocess
import sys

import psycopg

URL = os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1/postgres")
# A test database is thrown away: no commit waits until it lies on the disk. All else is as in service.
UNWAITING = "options=-c%20synchronous_commit%3Doff"
DEMANDED = "postgres" in os.environ.get("LOFTET_REQUIRE", "").split(",")
ALL = "database and not browser and not release"
MARKED = "database and both_databases and not browser and not nightly and not release"
# The walk through every address asks nothing of the database that other tests do not ask.
OPTIONS = (
    "--quiet",
    "--numprocesses=2",
    "--dist=loadgroup",
    "--deselect=tests/site/test_crawler.py",
    "tests",  # not the examples in docstrings
)


def main(*options: str) -> int:
    """Return pytest's exit code, or 0 where PostgreSQL is neither there nor demanded."""
    try:
        psycopg.connect(URL, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        print(f"PostgreSQL: skipped, {URL} does not answer ({str(error).strip().splitlines()[0]})")  # noqa: T201
        return int(DEMANDED)
    marked, rest = (ALL if "--all" in options else MARKED), [one for one in options if one != "--all"]
    print(f"On PostgreSQL: {marked}", flush=True)  # noqa: T201
    command = [sys.executable, "-m", "pytest", *OPTIONS, "-m", marked, *rest]
    address = f"{URL}{'&' if '?' in URL else '?'}{UNWAITING}"
    return subprocess.run(command, env=os.environ | {"LOFTET_DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
