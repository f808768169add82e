"""«This waits for you»: first on the front page, on my page and in the inbox; computed, never stored."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone, translation

from loftet.core import registry
from loftet.core.actor import Actor as CoreActor
from loftet.core.registry import App, Task, TaskReads
from loftet.notices.tasks import asked, tasks_for
from loftet.people.actions.invitations import Terms, accept, invite
from loftet.people.actions.leaving import leave
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
            TODAY + timedelta(days=8),  # the last day, as the page of roles has it
        ),
        (
            "Rollen din som planlegger for Ål kommune går ut: få den fornyet, eller overlat den til en annen",
            "/min-side/#delegations",
            ends - timedelta(days=1),
        ),
    ]
    assert told(boss) == [
        (
            "Fullmakten til kari@gol.example som planlegger går ut: avgjør om dere vil gi en ny",
            "/organisasjoner/al/#delegations",
            ends - timedelta(days=1),
        )
    ]
    Delegation.objects.update(valid_to=TODAY + timedelta(days=31))
    assert told(boss) == []


def test_the_first_of_a_new_site_is_asked_to_invite_the_others(world: World) -> None:
    boss = hire("boss@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    line = ("Inviter dei andre som skal arbeide for Gol kommune her", "/organisasjoner/gol/inviter/", None)
    assert told(boss, "nn") == [line]
    front = browser_of(boss).get("/?lang=nn", follow=True).content.decode()
    assert line[0] in front
    assert "Ingenting ventar" not in front
    actor, terms = acting_as(boss, timezone.now(), TODAY), Terms(RoleKind.PLANNER)
    invite(world.gol, "odd@gol.example", terms, language="nn", actor=actor)
    assert told(boss, "nn") == []
    Invitation.objects.all().delete()
    assert told(boss, "nn") == [line]
    hire("odd@gol.example", world.gol, RoleKind.PLANNER)
    assert told(boss, "nn") == []


def test_nobody_who_leaves_is_asked_to_have_the_roles_renewed(world: World, kari: User) -> None:
    Role.objects.filter(user=kari).update(valid_to=TODAY + timedelta(days=9))
    assert len(told(kari)) == 1
    leave(TODAY + timedelta(days=9), "", actor=acting_as(kari, timezone.now(), TODAY))
    assert told(kari) == []


def test_what_has_no_day_comes_last(world: World, kari: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def asks(actor: Actor) -> TaskReads:
        yield from ()
        assert actor.person == kari  # a rule that asks who it is gets an answer
        days = (None, actor.today + timedelta(days=2), actor.today + timedelta(days=1))
        return [Task(f"{day}", "/", "Gol", "x", day) for day in days]

    monkeypatch.setattr(registry, "_APPS", {"asks": App(label="asks", tasks=[asks])})
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
        heading = page.index("ventar på deg</h1>" if address == "/min-side/" else "Dette ventar på deg")
        assert "Rolla di som redaktør for Gol kommune går ut" in page[heading:]
        assert page.count("<h2", page.index("<main"), heading + 30) == (address != "/min-side/"), address
        levels = [int(one) for one in re.findall(r"<h([1-6])", page[page.index("<main") :])]
        assert all(below - above <= 1 for above, below in pairwise(levels)), (address, levels)


def test_a_stranger_is_shown_nothing_and_nobody_has_nothing_waiting(world: World, client: Client) -> None:
    assert tasks_for(CoreActor(None, timezone.now(), TODAY, NOBODY)) == []
    page = client.get("/?lang=nb")
    assert "Dette venter på deg" not in page.content.decode()
    assert "private" not in page.headers.get("Cache-Control", "")


def test_a_day_to_know_of_comes_last_and_is_not_counted(
    world: World, kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks(actor: Actor) -> TaskReads:
        yield from ()
        soon = actor.today + timedelta(days=1)
        return [
            Task("Budget day", "/", "Gol", "x", soon, is_reminder=True),
            Task("Write it", "/", "Gol", "x"),
        ]

    monkeypatch.setattr(registry, "_APPS", registry._APPS | {"asks": App(label="asks", tasks=[asks])})
    assert [one.what for one in tasks_for(at_today(kari))] == ["Write it", "Budget day"]
    assert [one.what for one in asked(tasks_for(at_today(kari)))] == ["Write it"]
    page = browser_of(kari).get("/min-side/?lang=nb").content.decode()
    assert '<h1 id="waiting">Én ting venter på deg</h1>' in page
    assert "Dager å huske" in page
    assert page.index("Write it") < page.index("Budget day")


def asking(monkeypatch: pytest.MonkeyPatch, *tasks: Task) -> None:
    """Let one more app ask for these."""

    def asks(_actor: Actor) -> TaskReads:
        yield from ()
        return tasks

    monkeypatch.setattr(registry, "_APPS", registry._APPS | {"asks": App(label="asks", tasks=[asks])})


def test_what_is_suggested_waits_while_something_is_due_and_is_still_in_view(
    world: World, kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = Task("Hand in papers", "/", "Gol", "x", TODAY + timedelta(days=31))
    asking(monkeypatch, Task("Read a match", "/match/", "Gol", "x", can_wait=True), due)
    found = tasks_for(at_today(kari))
    assert [one.what for one in asked(found)] == ["Hand in papers"]
    assert [one.what for one in found] == ["Hand in papers", "Read a match"]
    page = browser_of(kari).get("/min-side/?lang=nb").content.decode()
    assert '<h1 id="waiting">Én ting venter på deg</h1>' in page
    assert page.index("Når du har tid") < page.index('href="/match/"')


def test_of_what_is_suggested_one_thing_waits_at_a_time(
    world: World, kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = Task("Renew it", "/", "Gol", "x", TODAY + timedelta(days=32))
    two = [Task(what, "/", "Gol", "x", can_wait=True) for what in ("Read a match", "Read a list")]
    asking(monkeypatch, *two, Task("Answer", "/", "Gol", "x"), far)
    assert [one.what for one in asked(tasks_for(at_today(kari)))] == ["Renew it", "Read a match", "Answer"]
    asking(monkeypatch, *two[1:])  # the first is done
    assert [one.what for one in asked(tasks_for(at_today(kari)))] == ["Read a list"]


def test_what_is_not_due_soon_makes_no_more_than_three_lines(
    world: World, kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = Task("Renew it", "/", "Gol", "x", TODAY + timedelta(days=32))
    undated = [Task(what, "/", "Gol", "x") for what in ("Join", "Approve")]
    due = [Task(f"Hand in {number}", "/", "Gol", "x", TODAY + timedelta(days=number)) for number in range(4)]
    asking(monkeypatch, *undated, far, *due[:2])
    assert [one.what for one in asked(tasks_for(at_today(kari)))] == ["Hand in 0", "Hand in 1", "Renew it"]
    assert [one.what for one in tasks_for(at_today(kari)) if one.is_later] == ["Join", "Approve"]
    asking(monkeypatch, far, *due)
    assert [one.what for one in asked(tasks_for(at_today(kari)))] == [one.what for one in due]
