"""Run the tests that use a database on PostgreSQL; print why not where it does not answer.

Of all tests, or of the files that are named. Those in the browser and those of the night are left out; with
`--all`, the ones of the night that are marked `both_databases` are run, too.
"""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

URL = os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1/postgres")
# A test database is thrown away: no commit waits until it lies on the disk. Twelve who press at once may wait
# for each other's locks on a busy machine; a test of the limit sets its own. All else is as in service.
OPTIONS_OF_TESTS = "options=-c%20synchronous_commit%3Doff%20-c%20lock_timeout%3D60s"
DEMANDED = "postgres" in os.environ.get("LOFTET_REQUIRE", "").split(",")
DAY = "database and not browser and not nightly and not release"
# What `make nightly` repeats for more readers and addresses asks the same of the database by day.
ALL = "database and not browser and not release and (both_databases or not nightly)"
OPTIONS = ("--quiet", "--numprocesses=2", "--dist=loadgroup")
TESTS = Path(__file__).parent


def why_not() -> str:
    """Return why PostgreSQL cannot be used, nothing where it answers."""
    try:
        psycopg.connect(URL, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return f"{URL} does not answer ({str(error).strip().splitlines()[0]})"
    return ""


def main(*options: str) -> int:
    """Return pytest's exit code, or 0 where PostgreSQL is neither there nor demanded."""
    if reason := why_not():
        print(f"PostgreSQL: skipped, {reason}")  # noqa: T201
        return int(DEMANDED)
    marked, rest = (ALL if "--all" in options else DAY), [one for one in options if one != "--all"]
    print(f"On PostgreSQL: {marked}", flush=True)  # noqa: T201
    where = [] if any(Path(one.partition("::")[0]).exists() for one in rest) else [str(TESTS)]
    command = [sys.executable, "-m", "pytest", *OPTIONS, "-m", marked, *where, *rest]
    address = f"{URL}{'&' if '?' in URL else '?'}{OPTIONS_OF_TESTS}"
    return subprocess.run(command, env=os.environ | {"LOFTET_DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
