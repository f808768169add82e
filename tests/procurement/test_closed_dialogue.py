"""A market dialogue closes when a purchase of its need is announced, also one that no pool is behind."""

import pytest

from loftet.dialogues.rules import is_not_frozen, may_ask
from loftet.meetings.example import announced_event
from loftet.people.permissions import Actor
from loftet.procurement.models import Procurement
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as
from tests.procurement.conftest import announced

pytestmark = pytest.mark.usefixtures("english")


def test_nobody_asks_once_a_purchase_of_the_need_is_announced(
    world: World, people: People, writer: Actor, acting: Actor, small: Procurement
) -> None:
    event, firm = announced_event(writer, world.gol), acting_as(people.firm)
    Procurement.objects.update(need=event.needs.get())
    small.refresh_from_db()
    assert may_ask(firm, event)  # it is being prepared
    announced(small, acting)
    verdict = may_ask(firm, event)
    assert "the dialogue is closed" in str(getattr(verdict, "reason", ""))
    Procurement.objects.update(state="signed")
    assert not is_not_frozen(event)
    Procurement.objects.update(state="stopped", ended=acting.now)
    assert is_not_frozen(event)
