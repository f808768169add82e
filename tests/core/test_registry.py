"""What an app registers: one label, and names of personal data that no other app has."""

import pytest

from loftet.core import registry
from loftet.core.registry import App, apps, register


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
