"""The small partnership, with somebody to tell and something to tell of."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pytest_django import Settings

from loftet.core import registry
from loftet.core.registry import App, NoticeWords, Topic
from loftet.notices.actions.notifications import News, notify
from loftet.notices.followed import FOLLOWED
from loftet.notices.models import Notice, Reason
from loftet.people.models import Organisation, RoleKind, User
from tests.people.partnership import World, hire, small_partnership

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)  # a Monday
TODAY = date(2026, 11, 23)
Tell = Callable[..., Notice]


@pytest.fixture
def world(db: None, settings: Settings, tmp_path: Path) -> World:
    settings.DATA = tmp_path
    settings.SITE_ADDRESS = "https://loftet.example"
    return small_partnership()


@pytest.fixture
def kari(world: World) -> User:
    return hire("kari@gol.example", world.gol, RoleKind.EDITOR)


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register two kinds of notice that no package has."""
    notices = {
        "firm.moved": NoticeWords(_("%(label)s has moved to %(where)s"), "Moving", topic=Topic.TRADE),
        "firm.opened": NoticeWords(_("%(label)s opens on %(day)s"), "Opening", topic=Topic.FIGURES),
    }
    monkeypatch.setitem(registry._APPS, "firm", App(label="firm", notices=notices))


@pytest.fixture(autouse=True)
def firms_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register organisations as what everybody can follow, which no package does."""
    follow_firms(monkeypatch, Q())


def follow_firms(monkeypatch: pytest.MonkeyPatch, seen: Q) -> None:
    """Register organisations as what can be followed, and which of them anybody may see."""
    firms = App(label="firms", hooks=(FOLLOWED(Organisation),), visible={Organisation: lambda _actor: seen})
    monkeypatch.setitem(registry._APPS, "firms", firms)


@pytest.fixture
def tell(world: World) -> Tell:
    """Notify somebody that the firm has moved."""

    def told(to: User, *, kind: str = "firm.moved", when: datetime = NOW, **more: object) -> Notice:
        details = {"where": "Ål", "day": "2026-12-18"} | dict(more.pop("details", {}))  # type: ignore[call-overload]
        given: dict[str, object] = {"address": "/organisasjoner/varme/", "organisation": "Gol kommune"} | more
        news = News(kind, world.firm, details=details, **given)  # type: ignore[arg-type]
        notify(news, [to], reason=Reason.FOLLOWS, by=None, now=when)
        return Notice.objects.filter(user=to).latest("pk")

    return told
