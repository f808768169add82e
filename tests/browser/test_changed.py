"""The apps whose pages the gate looks at in all looks."""

import subprocess

import pytest

from tests.browser.changed import app_of, changed_apps
from tests.gate.stages import PROJECT


def test_without_a_commit_no_app_has_changed() -> None:
    assert (changed_apps(None), changed_apps("")) == (set(), set())


def test_from_nothing_at_all_every_app_has_changed() -> None:
    command = ["git", "hash-object", "-t", "tree", "-w", "/dev/null"]
    empty = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.strip()
    assert {"needs", "pools", "status"} <= changed_apps(empty)


def test_a_commit_that_is_not_there_is_named() -> None:
    with pytest.raises(RuntimeError, match="LOFTET_BASE=nothing-like-it: fatal: "):
        changed_apps("nothing-like-it")


@pytest.mark.parametrize(
    ("address", "app"), [("/behov/?q=vatn", "needs"), ("/om/", "site"), ("/kvifor-ikkje/her/", "")]
)
def test_an_address_belongs_to_the_app_of_its_view(address: str, app: str) -> None:
    assert app_of(address) == app
