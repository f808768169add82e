"""«This waits for you»: first on the front page, on my page and in the inbox; computed, never stored."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from loftet.core import registry
from loftet.core.actor import Actor as CoreActor
from loftet.core.registry import App, Task
from loftet.notices.tasks import tasks_for
from loftet.people.actions.invitations import Terms, accept, invite
from loftet.people.actor import Actor, actor_at
from loftet.people.models import Delegation, Invitation, Role, RoleKind, User
from loftet.people.permissions import NOBODY
from tests.people.partnership import World, acting_as, browser_of, hire

TODAY = timezone.localdate()


def at_today(user: User) -> Actor:
    return actor_at(user, timezone.now(), TODAY)


def told(user: User, language: str = "nb") -> list[tuple[str, str, date | None]]:
    with translation.override(language):
        return [(str(one.what), one.address, one.due) for one in tasks_for(at_today(user))]


def test_an_invitation_waits_until_it_is_answered(world: World, kari: User) -> None:
    boss = hire("boss@al.example", world.al, RoleKind.TOP_MANAGEMENT)
    now = timezone.now()
    asked = invite(
        world.al,
        kari.email,
        Terms(RoleKind.PLANNER),
        language="nn",
        actor=acting_as(boss, now, TODAY),
    )
    due = timezone.localdate(asked.expires)
    assert told(kari, "nn") == [
        ("Svar ja eller nei til rolla som planleggjar for Ål kommune", "/min-side/#invitations", due)
    ]
    assert told(boss) == []
    accept(asked, actor=acting_as(kari, now, TODAY))
    assert told(kari) == []
    assert Invitation.objects.get().answer == "accepted"


def test_a_role_and_a_delegation_that_end_soon_wait_and_what_is_due_first_comes_first(
    world: World, kari: User
) -> None:
    boss = hire("boss@al.example", world.al, RoleKind.TOP_MANAGEMENT)
    hire(kari.email, world.al, RoleKind.PLANNER, document="24/9")
    ends = TODAY + timedelta(days=30)
    Delegation.objects.update(valid_to=ends)
    Role.objects.filter(user=kari, delegation=None).update(valid_to=TODAY + timedelta(days=9))
    assert told(kari) == [
        (
            "Rollen din som redaktør for Gol kommune går ut: få den fornyet, eller overlat den til en annen",
            "/min-side/#roles",
            TODAY + timedelta(days=9),
        ),
        (
            "Rollen din som planlegger for Ål kommune går ut: få den fornyet, eller overlat den til en annen",
            "/min-side/#delegations",
            ends,
        ),
    ]
    assert told(boss) == [
        (
            "Fullmakten til kari@gol.example som planlegger går ut: avgjør om dere vil gi en ny",
            "/organisasjoner/al/#delegations",
            ends,
        )
    ]
    Delegation.objects.update(valid_to=TODAY + timedelta(days=31))
    assert told(boss) == []


def test_what_has_no_day_comes_last(world: World, kari: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def asks(actor: Actor) -> list[Task]:
        assert actor.person == kari  # a rule that asks who it is gets an answer
        days = (None, actor.today + timedelta(days=2), actor.today + timedelta(days=1))
        return [Task(f"{day}", "/", "Gol", "x", day) for day in days]

    monkeypatch.setattr(registry, "_APPS", {"asks": App(label="asks", tasks=asks)})
    assert [one.due for one in tasks_for(at_today(kari))] == [
        TODAY + timedelta(days=1),
        TODAY + timedelta(days=2),
        None,
    ]


def test_it_stands_first_on_the_front_page_on_my_page_and_in_the_inbox(world: World, kari: User) -> None:
    browser = browser_of(kari)
    Role.objects.update(valid_to=TODAY + timedelta(days=9))
    for address in ("/?lang=nn", "/min-side/", "/varsler/"):
        page = browser.get(address).content.decode()
        heading = page.index("Dette ventar på deg")
        assert "Rolla di som redaktør for Gol kommune går ut" in page[heading:]
        assert page.count("<h2", page.index("<main"), heading + 30) == 1, address


def test_a_stranger_is_shown_nothing_and_nobody_has_nothing_waiting(world: World, client: Client) -> None:
    assert tasks_for(CoreActor(None, timezone.now(), TODAY, NOBODY)) == []
    page = client.get("/?lang=nb")
    assert "Dette venter på deg" not in page.content.decode()
    assert "private" not in page.headers.get("Cache-Control", "")
