"""Run the tests that use a database once more, on PostgreSQL; say why not where it does not answer."""

import os
import subprocess
import sys

import psycopg

URL = os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1/postgres")
# A test database is thrown away: no commit waits until it lies on the disk. All else is as in service.
UNWAITING = "options=-c%20synchronous_commit%3Doff"
DEMANDED = "postgres" in os.environ.get("LOFTET_REQUIRE", "").split(",")


def main() -> int:
    """Return pytest's exit code, or 0 where PostgreSQL is neither there nor demanded."""
    try:
        psycopg.connect(URL, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        print(f"PostgreSQL: skipped, {URL} does not answer ({str(error).strip().splitlines()[0]})")  # noqa: T201
        return int(DEMANDED)
    print("The tests that use a database, on PostgreSQL:", flush=True)  # noqa: T201
    # The walk through every address asks nothing of the database that other tests do not ask.
    walk = "--deselect=tests/site/test_crawler.py"
    options = [
        "-m",
        "database and not browser and not nightly and not release",
        "--quiet",
        "--numprocesses=2",
        "--dist=loadgroup",
        walk,
    ]
    command = [sys.executable, "-m", "pytest", *options, *sys.argv[1:]]
    address = f"{URL}{'&' if '?' in URL else '?'}{UNWAITING}"
    return subprocess.run(command, env=os.environ | {"LOFTET_DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
