"""Run the tests of the day on SQLite: all where PostgreSQL does not answer, else those that it does not run.

These use no database, or a browser, or they are marked `both_databases`.
"""

import os
import subprocess
import sys

from tests.on_postgres import OPTIONS, why_not

REST = "(not database or browser or both_databases) and not nightly and not release"
ALL = "not nightly and not release"


def main(*options: str) -> int:
    """Return pytest's exit code."""
    marked = ALL if why_not() else REST
    print(f"On SQLite: {marked}", flush=True)  # noqa: T201
    command = [sys.executable, "-m", "pytest", *OPTIONS, "-m", marked, *options]
    # Without the database of a site, which may be set where the tests are run.
    environment = {name: value for name, value in os.environ.items() if name != "LOFTET_DATABASE_URL"}
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
