"""What is inside a procurement is closed to who is disqualified («inhabil») on it, or on the pool behind."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from loftet.core.verdicts import NotAllowed
from loftet.dialogues.models import Summary
from loftet.meetings.example import announced_event
from loftet.meetings.models import Event
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.pools.actions import start_pool
from loftet.pools.models import Pool
from loftet.procurement.actions import add_share, start_procurement, stop_procurement
from loftet.procurement.check import alike, demands_of
from loftet.procurement.models import Procurement
from loftet.procurement.queries import dialogues_of
from loftet.procurement.rules import inside
from loftet.procurement.steps import path_of
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as, browser_of
from tests.pools.conftest import terms
from tests.procurement.conftest import LARGE, facts, in_days

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def pool(world: World, acting: Actor, writer: Actor) -> Pool:
    """Return a frozen pool that Gol leads."""
    made = start_pool(world.gol, terms(title="Skyss i lag"), actor=writer)
    Pool.objects.filter(pk=made.pk).update(state="frozen", opened=acting.now, frozen=acting.now)
    made.refresh_from_db()
    return made


def steps_aside(user: User, subject: Pool | Procurement, acting: Actor, world: World) -> None:
    declare_disqualified(user, subject, reason="", scope=world.gol.slug, now=acting.now)


@pytest.mark.parametrize("on_pool", [True, False])
def test_the_value_is_closed_in_list_and_file_also_after_the_announcement(
    pool: Pool, world: World, acting: Actor, people: People, on_pool: bool
) -> None:
    made = start_procurement(world.gol, facts(), pool=pool, actor=acting)
    who = people.writer
    steps_aside(who, pool if on_pool else made, acting, world)
    assert not Procurement.objects.visible_to(acting_as(who)).exists()
    Procurement.objects.update(state="announced", announced=in_days(0))
    for address in ("/anskaffelser/?lang=nb", "/anskaffelser/?format=csv"):
        for user, sees in ((who, False), (acting.person, True)):
            listed = browser_of(user).get(address).content.decode()
            bare = "".join(listed.split()).replace("\N{SOFT HYPHEN}", "").replace("&nbsp;", "")
            assert ("Skuleskyss" in bare, str(LARGE) in bare) == (True, sees), address


def test_drafts_of_the_same_kind_are_told_to_who_may_read_them_alone(
    small: Procurement, world: World, acting: Actor, people: People
) -> None:
    other = start_procurement(world.gol, facts(title="Løyndom"), actor=acting)
    add_share(small, {"organisation": world.al, "value": 1}, actor=acting)
    steps_aside(people.writer, other, acting, world)
    today = acting.today
    for user, sees in ((acting.person, True), (people.neighbour, False), (people.writer, False)):
        seen = inside(acting_as(user).permissions)
        found = alike(small, demands_of(small, today), today, seen)
        page = browser_of(user).get(small.get_absolute_url()).content.decode()
        assert (found is not None, "Løyndom" in page) == (sees, sees), user


def test_who_is_disqualified_on_a_pool_starts_nothing_from_it_and_others_once(
    pool: Pool, world: World, acting: Actor, people: People
) -> None:
    steps_aside(people.writer, pool, acting, world)
    with pytest.raises(NotAllowed, match="disqualified"):
        start_procurement(world.gol, facts(), pool=pool, actor=acting_as(people.writer))
    address = f"{reverse('procurement_create', args=['gol'])}?innkjop={pool.pk}"
    for user, sees in ((acting.person, True), (people.writer, False)):
        assert ("Skyss i lag" in browser_of(user).get(address).content.decode()) == sees
        assert (address in browser_of(user).get(pool.get_absolute_url()).content.decode()) == sees
    first = start_procurement(world.gol, facts(), pool=pool, actor=acting)
    with pytest.raises(NotAllowed, match="has its procurement already"):
        start_procurement(world.gol, facts(), pool=pool, actor=acting)
    browser = browser_of(acting.person)
    assert address not in browser.get(pool.get_absolute_url()).content.decode()
    stop_procurement(first, {"reason": "Ingen tilbod"}, actor=acting)
    assert address in browser.get(pool.get_absolute_url()).content.decode()
    assert start_procurement(world.gol, facts(), pool=pool, actor=acting).pool == pool


def test_the_maximum_of_a_pool_has_room_for_options(pool: Pool, world: World, acting: Actor) -> None:
    made = start_procurement(world.gol, facts(options=100_000), pool=pool, actor=acting)
    assert made.max_value == made.total == LARGE + 100_000


def test_meetings_that_are_no_market_dialogue_are_not_shown_as_one(
    procurement: Procurement, world: World, writer: Actor
) -> None:
    event = announced_event(writer, world.gol)
    procurement.need = event.needs.get()
    assert list(dialogues_of(procurement)) == [event]
    Event.objects.update(kind="gathering")
    assert not dialogues_of(procurement).exists()


def test_a_dialogue_that_has_been_and_its_summary_need_no_mark(
    procurement: Procurement, world: World, writer: Actor
) -> None:
    def days() -> dict[str, date | None]:
        return {one.step.key: one.day for one in path_of(procurement, is_small=False)}

    event = announced_event(writer, world.gol)
    procurement.need = event.needs.get()
    Event.objects.update(day=in_days(0), closes=in_days(-20))
    assert (days()["dialogue"], days()["summary"]) == (None, None)
    Event.objects.update(day=in_days(-9))
    assert (days()["dialogue"], days()["summary"]) == (in_days(-9), None)
    for number, ago in ((1, 5), (2, 2)):
        when = writer.now - timedelta(days=ago)
        Summary.objects.create(event=event, number=number, text="Vi lærte", when=when, by=writer.person)
    assert days()["summary"] == in_days(-5)
