"""The apps whose pages the gate looks at in all looks."""

import subprocess

import pytest

from tests.browser import changed
from tests.browser.changed import MOST_PAGES, app_of, apps_in_all_looks, changed_apps
from tests.gate.stages import PROJECT


def test_from_nothing_at_all_every_app_has_changed() -> None:
    command = ["git", "hash-object", "-t", "tree", "-w", "/dev/null"]
    empty = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.strip()
    assert {"needs", "pools", "status"} <= changed_apps(empty)


def test_a_commit_that_is_not_there_is_named() -> None:
    with pytest.raises(RuntimeError, match="fatal: "):
        changed_apps("nothing-like-it")


@pytest.mark.parametrize(
    ("address", "app"),
    [("/behov/{need}/del/?q=vatn", "needs"), ("/om/", "site"), ("/kvifor-ikkje/her/", "")],
)
def test_an_address_belongs_to_the_app_of_its_view(address: str, app: str) -> None:
    assert app_of(address) == app


@pytest.mark.parametrize(
    ("base", "needs", "apps", "why"),
    [
        ("", 3, set(), "4 pages once; LOFTET_BASE names no commit to look for changes from"),
        ("abc", 3, {"needs"}, "4 pages once, 3 in all looks: needs differs from abc"),
        ("abc", 0, set(), "1 pages once, 0 in all looks: no app differs from abc"),
        (
            *("abc", MOST_PAGES + 1, set()),
            f"{MOST_PAGES + 2} pages once; {MOST_PAGES + 1} of apps that differ from abc are too many",
        ),
    ],
)
def test_few_pages_of_changed_apps_are_looked_at_in_all_looks(
    monkeypatch: pytest.MonkeyPatch, base: str, needs: int, apps: set[str], why: str
) -> None:
    monkeypatch.setenv("LOFTET_BASE", base)
    monkeypatch.setattr(changed, "changed_apps", lambda _base: {"needs", "pools"})
    addresses = ("/om/", *(f"/behov/{number}/" for number in range(needs)))
    found, told = apps_in_all_looks(addresses)
    assert (set(found), told) == (apps, why)


def test_a_commit_that_a_clone_does_not_have_makes_nothing_red(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTET_BASE", "nothing-like-it")
    apps, why = apps_in_all_looks(("/om/", "/nytt/"))
    assert (apps, why[:48]) == (frozenset(), "2 pages once; LOFTET_BASE=nothing-like-it: fatal")
