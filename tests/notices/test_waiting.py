"""The number of what waits stands in the menu: that of «Mitt arbeid», asked for once a minute."""

import re
from collections.abc import Generator, Sequence
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from loftet.core import registry
from loftet.core.registry import App, Task
from loftet.people.models import User
from tests.people.partnership import World, browser_of

COUNT = re.compile(r'href="/min-side/"[^>]*>[^<]*<span\s+class="ds-badge" data-count="(\d+)"')


@pytest.fixture
def things(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the things that wait for everybody, which a test changes."""
    found: list[str] = []

    def tasks(_actor: object) -> Generator[list[Any], Any, list[Task]]:
        yield []
        return [Task(what=one, organisation="Gol kommune", address="/", reason="Du svarer.") for one in found]

    monkeypatch.setitem(registry._APPS, "things", App(label="things", tasks=(tasks,)))
    return found


def counted(browser: Client, address: str = "/om/") -> Sequence[str]:
    return COUNT.findall(browser.get(address).content.decode())


def test_the_number_is_that_of_the_page_and_comes_at_once_after_what_one_sends(
    world: World, kari: User, things: list[str]
) -> None:
    browser = browser_of(kari)
    assert counted(browser) == []
    assert counted(Client()) == []
    things += ["Svar Ål", "Les referatet"]
    assert counted(browser) == []  # what others do is seen within a minute
    assert set(counted(browser, "/min-side/")) == {"2"}
    assert set(counted(browser)) == {"2"}
    things.pop()
    browser.post("/varsler/lest/", {})
    assert set(counted(browser)) == {"1"}
    assert set(counted(browser_of(kari))) == {"1"}  # another session counts for itself


def test_a_page_asks_nothing_while_the_number_is_kept(
    world: World, kari: User, things: list[str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    things.append("Svar Ål")
    browser = browser_of(kari)
    with django_assert_max_num_queries(20) as first:
        browser.get("/om/")
    with django_assert_max_num_queries(5):  # session, user, roles, unread notices
        browser.get("/om/")
    assert len(first.captured_queries) > 5
