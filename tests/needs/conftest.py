"""Gol, Ål and their council with people who write needs, and one far away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from loftet.needs.actions import share_need, write_need
from loftet.needs.models import Audience, Need
from loftet.openness.journal import Journal
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import Actor
from loftet.places.models import Place
from tests.made_once import made_once
from tests.people.partnership import World, acting_as, hire, small_partnership

SECRET = "Hemmeleg tunnel under elva"
BASIS = "offl-23-1"


@dataclass(frozen=True, slots=True)
class People:
    """Who asks: two who write in Gol, one in Ål, one in the council, one in Oslo, one of a firm."""

    writer: User
    colleague: User
    politician: User
    neighbour: User
    council: User
    far: User
    firm: User

    def read_what_is_for(self, audience: str) -> set[str]:
        """Return who reads an open need of Gol."""
        own = {"writer", "colleague", "politician"}
        region = own | {"neighbour", "council"}
        everybody = region | {"far", "firm", "nobody"}
        return {"own": own, "region": region, "public": everybody}[audience]


def populated() -> tuple[World, People]:
    """Make the small partnership with the people who ask."""
    world = small_partnership()
    oslo = Place.objects.create(slug="oslo", kind="municipality", name="Oslo", sort_key="oslo")
    far = Organisation.objects.create(slug="oslo", name="Oslo kommune", kind="municipality", place=oslo)
    return world, People(
        writer=hire("odd@gol.example", world.gol, RoleKind.BUSINESS_ADVISER),
        colleague=hire("kari@gol.example", world.gol, RoleKind.TOP_MANAGEMENT),
        politician=hire("marit@gol.example", world.gol, RoleKind.POLITICIAN),
        neighbour=hire("lars@al.example", world.al, RoleKind.PROCUREMENT_OFFICER),
        council=hire("solveig@hallingdal.example", world.council, RoleKind.FACILITATOR),
        far=hire("ola@oslo.example", far, RoleKind.BUSINESS_ADVISER),
        firm=hire("sigrid@varme.example", world.firm, RoleKind.TOP_MANAGEMENT),
    )


@pytest.fixture
def world_and_people(db: None, request: pytest.FixtureRequest) -> tuple[World, People | None]:
    """Return the partnership, with its people where a test asks for any."""
    if "people" in request.fixturenames:
        return made_once(populated)
    return made_once(small_partnership), None


@pytest.fixture
def world(world_and_people: tuple[World, People | None]) -> World:
    return world_and_people[0]


@pytest.fixture
def people(world_and_people: tuple[World, People | None]) -> People:
    found = world_and_people[1]
    assert found is not None
    return found


@pytest.fixture
def writer(people: People) -> Actor:
    return acting_as(people.writer)


Share = Callable[..., Need]


@pytest.fixture
def draft(world: World, writer: Actor) -> Need:
    return write_need(
        world.gol, {"title": SECRET, "way": "purchase", "effect": "Vi vil spare 10 %."}, actor=writer
    )


def shared_as(audience: str, **more: Any) -> Mapping[str, Any]:
    """Return what is filled in when a need is shared."""
    expires_on = timezone.localdate() + timedelta(days=90)
    journal = "" if audience == Audience.OWN else Journal.NOT_NEEDED
    return {"audience": audience, "expires_on": expires_on, "journal": journal, "journal_case": ""} | more


@pytest.fixture
def share(draft: Need, writer: Actor) -> Share:
    """Share the draft with somebody."""

    def shared(audience: str = "public", **more: Any) -> Need:
        draft.refresh_from_db()
        return share_need(draft, shared_as(audience, **more), actor=writer)

    return shared


def browser_of(user: User | None) -> Client:
    """Return a browser in which somebody has signed in, or nobody."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client
