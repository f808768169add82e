"""Four firms that ask for two buyers at the conference of the tests of meetings."""

from datetime import time
from typing import Any

import pytest

from loftet.meetings.models import Event, Team
from loftet.one_to_one.actions import set_up
from loftet.one_to_one.asking import ask_for_meetings
from loftet.one_to_one.models import OneToOne
from loftet.people.models import Organisation, RoleKind
from loftet.people.permissions import Actor
from tests.meetings.conftest import Register, event, in_days, register  # noqa: F401 - fixtures
from tests.needs.conftest import People, people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.people.partnership import World, acting_as, hire

FRAME: dict[str, Any] = {"begins": time(10), "minutes": 45, "gap": 15, "slots": 3, "tables": 2, "most": 6}


@pytest.fixture
def frame(event: Event, writer: Actor) -> OneToOne:  # noqa: F811
    days = {"wishes_by": in_days(10), "day": in_days(31)}
    return set_up(event, {**FRAME, **days}, 0, actor=writer)


@pytest.fixture
def buyers(
    world: World,  # noqa: F811
    people: People,  # noqa: F811
    frame: OneToOne,
    register: Register,  # noqa: F811
) -> list[Team]:
    Event.objects.update(seats=None)
    gol = register(world.gol, people.colleague, "Odd")
    return [gol, register(world.al, people.neighbour, "Lars")]


@pytest.fixture
def firms(buyers: list[Team], register: Register) -> list[Team]:  # noqa: F811
    """Register four firms, which all ask for both buyers."""
    found = []
    for number in range(4):
        firm = Organisation.objects.create(slug=f"f{number}", name=f"Firma {number}", kind="supplier")
        user = hire(f"x@f{number}.example", firm, RoleKind.TOP_MANAGEMENT)
        team = register(firm, user, f"N{number}")
        ask_for_meetings(team, [one.pk for one in buyers], [], actor=acting_as(user))
        found.append(Team.objects.get(pk=team.pk))
    return found


@pytest.fixture
def closed(frame: OneToOne, firms: list[Team]) -> OneToOne:
    """Return the frame when nobody can ask any more."""
    OneToOne.objects.update(wishes_by=in_days(-1), seed=7)
    frame.refresh_from_db()
    return frame
