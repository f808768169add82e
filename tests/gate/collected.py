"""Collect the tests with two hash seeds: two processes must find the same ones in the same order.

python -m tests.gate.collected
"""

import os
import subprocess
import sys

from tests.gate.stages import PROJECT

SEEDS = ("1", "2")


def main() -> int:
    """Return 0 where both collections are the same, 1 where they are not or one failed."""
    command = (sys.executable, "-m", "pytest", "--collect-only", "--quiet", "-p", "no:cacheprovider")
    running = [
        subprocess.Popen(
            command,
            cwd=PROJECT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in SEEDS
    ]
    printed = [one.communicate()[0] for one in running]
    if failed := [one for one, process in zip(printed, running, strict=True) if process.returncode]:
        print(failed[0])  # noqa: T201
        return 1
    first, second = ([line for line in one.splitlines() if "::" in line] for one in printed)
    for one, other in zip(first, second, strict=False):
        if one != other:
            print(f"with another hash seed {other} is collected where {one} was")  # noqa: T201
            return 1
    print(f"{len(first)} tests are collected, and {len(second)} with another hash seed")  # noqa: T201
    return int(not first or len(first) != len(second))


if __name__ == "__main__":
    sys.exit(main())
