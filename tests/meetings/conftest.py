"""A dialogue conference that Gol has announced; the people are those of the tests of needs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from loftet.meetings.actions.teams import Person, register_team
from loftet.meetings.example import announced_event
from loftet.meetings.models import Attendee, Event, Team
from loftet.people.models import Organisation, User
from loftet.people.permissions import Actor
from tests.needs.conftest import People, people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.people.partnership import World, acting_as


def in_days(number: int) -> Any:
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def event(world: World, people: People, writer: Actor) -> Event:  # noqa: F811
    return announced_event(writer, world.gol, seats=3)


def named(*names: str, way: str = "physical", know: str = "") -> list[Person]:
    """Return people who are new in a team."""
    return [Person(None, name, "", way, know) for name in names]


Register = Callable[..., Team]


@pytest.fixture
def register(event: Event) -> Register:
    """Register a team of an organisation as somebody."""

    def registered(
        organisation: Organisation | None, user: User, *names: str, know: str = "", **more: Any
    ) -> Team:
        row = Event.objects.get(pk=event.pk)
        written = {"email": user.email} | more
        return register_team(row, organisation, written, named(*names, know=know), actor=acting_as(user))

    return registered


def where(event: Event) -> dict[str, str]:
    """Return where everybody is: «place», «waits», «digital» or «away»."""
    rows = Attendee.objects.filter(team__event=event).order_by("pk")
    return {one.name: "place" if one.seated else "waits" if one.waits else str(one.way) for one in rows}
