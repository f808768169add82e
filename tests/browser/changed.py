"""Which pages are looked at in all looks by day: those of apps that differ from a commit, if few."""

import os
import re
import subprocess

from django.urls import Resolver404, resolve

from tests.gate.stages import PROJECT

PACKAGE = "src/loftet/"
# So many pages are looked at in all looks within two minutes; more wait for the night.
MOST_PAGES = 40
MADE = re.compile(r"\{\w+\}")


def changed_apps(base: str) -> set[str]:
    """Return the apps of which a file differs from a commit.

    Raises:
        RuntimeError: there is no such commit.
    """
    command = ["git", "diff", "--name-only", "--end-of-options", base, "--", PACKAGE]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(run.stderr.strip())
    return {path.removeprefix(PACKAGE).split("/")[0] for path in run.stdout.splitlines()}


def app_of(address: str) -> str:
    """Return the app whose view answers at an address, "" where none does; what is made may be in braces."""
    try:
        view = resolve(MADE.sub("1", address.partition("?")[0])).func
    except Resolver404:
        return ""
    return view.__module__.split(".")[1]


def apps_in_all_looks(addresses: tuple[str, ...]) -> tuple[frozenset[str], str]:
    """Return the apps whose pages are looked at in all looks, of those that show addresses; and why these.

    They are the apps that differ from the commit in `LOFTET_BASE`. A commit that is not there makes nothing
    red: a clone of CI need not have it.
    """
    each = f"{len(addresses)} pages once"
    if not (base := os.environ.get("LOFTET_BASE", "")):
        return frozenset(), f"{each}; LOFTET_BASE names no commit to look for changes from"
    try:
        changed = changed_apps(base)
    except RuntimeError as error:
        return frozenset(), f"{each}; LOFTET_BASE={base}: {error}"
    of_changed = [app for app in map(app_of, addresses) if app in changed]
    apps = frozenset(of_changed)
    if len(of_changed) > MOST_PAGES:
        return frozenset(), f"{each}; {len(of_changed)} of apps that differ from {base} are too many"
    named = ", ".join(sorted(apps)) or "no app"
    return apps, f"{each}, {len(of_changed)} in all looks: {named} differs from {base}"
