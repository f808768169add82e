"""A firm of Gol that is confirmed or not, its people, and people of municipalities."""

from dataclasses import dataclass

import pytest

from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import Actor
from loftet.places.models import Place
from loftet.sources.brreg.company import Company
from loftet.suppliers.actions.suppliers import create_profile
from loftet.suppliers.models import Supplier
from tests.people.partnership import LONG_AGO, World, acting_as, hire, small_partnership

VARME = Company("310482013", "VARME AS", email="post@varme.example", municipality="3324")


@dataclass(frozen=True, slots=True)
class People:
    """Who asks: two of the firm, one of another firm, people of Gol and Ål, facilitators near and far."""

    boss: User
    writer: User
    rival: User
    buyer: User
    neighbour: User
    facilitator: User
    partner: User
    far: User


@pytest.fixture
def world(db: None) -> World:
    world = small_partnership()
    for slug, code in (("gol", "3324"), ("al", "3328")):
        place = Place.objects.get(slug=slug)
        if not place.codes.exists():
            place.codes.create(code=code, valid_from=LONG_AGO)
    return world


@pytest.fixture
def people(world: World) -> People:
    oslo, _new = Place.objects.get_or_create(
        slug="oslo", defaults={"kind": "municipality", "name": "Oslo", "sort_key": "oslo"}
    )
    far = Organisation.objects.create(slug="oslo", name="Oslo kommune", kind="municipality", place=oslo)
    rival = Organisation.objects.create(slug="rival", name="Rival AS", kind="supplier", place=world.al.place)
    return People(
        boss=hire("sigrid@varme.example", world.firm, RoleKind.TOP_MANAGEMENT),
        writer=hire("nils@varme.example", world.firm, RoleKind.EDITOR),
        rival=hire("aud@rival.example", rival, RoleKind.TOP_MANAGEMENT),
        buyer=hire("odd@gol.example", world.gol, RoleKind.BUSINESS_ADVISER),
        neighbour=hire("lars@al.example", world.al, RoleKind.PROCUREMENT_OFFICER),
        facilitator=hire("solveig@hallingdal.example", world.council, RoleKind.FACILITATOR),
        partner=hire("trond@ks.example", world.partner, RoleKind.FACILITATOR),
        far=hire("ola@oslo.example", far, RoleKind.FACILITATOR),
    )


@pytest.fixture
def boss(people: People) -> Actor:
    return acting_as(people.boss)


@pytest.fixture
def supplier(world: World, boss: Actor) -> Supplier:
    return create_profile(world.firm, VARME, actor=boss)
