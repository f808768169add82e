"""A firm of Gol that is confirmed or not, its people, and people of municipalities."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import Actor
from loftet.places.models import Place
from loftet.solutions.actions.solutions import publish_solution, write_solution
from loftet.solutions.actions.suppliers import confirm_supplier, create_profile
from loftet.solutions.models import Solution, Supplier
from loftet.sources.brreg.company import Company
from tests.people.partnership import LONG_AGO, World, acting_as, hire, small_partnership

SECRET = "Hemmeleg lytting i kummane"
VARME = Company("310482013", "VARME AS", email="post@varme.example", municipality="3324")
WHOLE = {
    "title": SECRET,
    "problem": "Ingen veit kvar røyret lek.",
    "effect": "Lekkasjen går ned 8 prosentpoeng.",
    "cpv": "45232150",
    "targets": ["6.4"],
    "price_model": "unit",
}


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


@pytest.fixture
def draft(world: World, supplier: Supplier, boss: Actor) -> Solution:
    return write_solution(world.firm, WHOLE, actor=boss)


Publish = Callable[..., Solution]


@pytest.fixture
def publish(people: People, supplier: Supplier, draft: Solution, boss: Actor) -> Publish:
    """Confirm the firm, and publish its draft."""

    def published(**more: Any) -> Solution:
        confirm_supplier(supplier, "Eg har ringt dei.", actor=acting_as(people.facilitator))
        draft.refresh_from_db()
        found = publish_solution(draft, actor=boss)
        if more:
            Solution.objects.filter(pk=found.pk).update(**more)
            found.refresh_from_db()
        return found

    return published
