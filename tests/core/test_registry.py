"""What an app registers: one label, and names of personal data that no other app has."""

from collections.abc import Callable
from unittest.mock import Mock

import pytest

from loftet.core import registry
from loftet.core.hooks import Hook
from loftet.core.registry import App, added_to, apps, call_all, register, shown_in


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_APPS", {})


def test_an_app_registers_once() -> None:
    app = App(label="needs", personal_data={"needs": None})
    assert register(app) is register(app)
    with pytest.raises(ValueError, match="two apps are called «needs»"):
        register(App(label="needs"))


def test_two_apps_never_share_a_name_of_personal_data() -> None:
    first = register(App(label="needs", personal_data={"comments": None}))
    with pytest.raises(ValueError, match="«comments» of «reports» is another app's personal data"):
        register(App(label="reports", personal_data={"comments": None}))
    assert apps() == (first,)


def test_what_apps_give_is_collected_once_until_another_app_is_there() -> None:
    hook: Hook[str] = Hook("a letter")
    register(App(label="needs", hooks=(hook("a"),)))
    first = added_to(hook)
    assert (first, added_to(hook) is first) == (("a",), True)
    register(App(label="pools", hooks=(hook("b"),)))
    assert added_to(hook) == ("a", "b")


def test_all_that_apps_give_to_a_hook_is_called_in_their_order() -> None:
    hook: Hook[Callable[[int], int]] = Hook("a number")
    register(App(label="needs", hooks=(hook(lambda number: number + 1),)))
    register(App(label="pools", hooks=(hook(lambda number: number * 10),)))
    assert call_all(hook, 4) == [5, 40]


def test_an_app_shows_several_panels_in_one_spot() -> None:
    one, other = Mock(), Mock()
    register(App(label="needs", panels=(("place", one), ("front", Mock()), ("place", other))))
    assert list(shown_in("place")) == [one, other]
