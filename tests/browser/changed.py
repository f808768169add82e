"""Which apps differ from a commit, and which app answers at an address."""

import subprocess

from django.urls import Resolver404, resolve

from tests.gate.stages import PROJECT

PACKAGE = "src/loftet/"


def changed_apps(base: str | None) -> set[str]:
    """Return the apps of which a file differs from a commit; none where no commit is given.

    Raises:
        RuntimeError: there is no such commit.
    """
    if not base:
        return set()
    command = ["git", "diff", "--name-only", "--end-of-options", base, "--", PACKAGE]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"LOFTET_BASE={base}: {run.stderr.strip()}")
    return {path.removeprefix(PACKAGE).split("/")[0] for path in run.stdout.splitlines()}


def app_of(address: str) -> str:
    """Return the app whose view answers at an address, "" where none does."""
    try:
        view = resolve(address.partition("?")[0]).func
    except Resolver404:
        return ""
    return view.__module__.split(".")[1]
