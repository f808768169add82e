"""A need of Gol and solutions of firms, compared by words alone, and the people of both sides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from loftet.matches import finding
from loftet.matches.models import Match
from loftet.needs.models import Audience, Need
from loftet.needs.models import State as NeedState
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import Actor
from loftet.solutions.models import Solution, State
from loftet.sources.match_knowledge import load_knowledge
from loftet.suppliers.example import confirmed
from tests.people.partnership import World, acting_as, hire, small_partnership

HALL = "Straumrekninga for symjehallen er skyhøg"
SHOWER = "Varmegjenvinning frå dusjvatn i symjehallar"
FAR_AWAY = "Grus til vintervegane"


@dataclass(frozen=True, slots=True)
class People:
    """Who asks: two of the buyer, one of the firm, one of another municipality."""

    buyer: User
    manager: User
    boss: User
    neighbour: User


@pytest.fixture(autouse=True)
def by_words_alone(monkeypatch: pytest.MonkeyPatch, catalogue: Path) -> None:
    """Compare by words alone, so that a test takes no time to load the language model."""
    known = load_knowledge(catalogue, None)
    monkeypatch.setattr(finding, "knowledge", lambda: known)
    monkeypatch.setattr(finding, "installed_model", lambda: "")


@pytest.fixture
def world(db: None) -> World:
    return small_partnership()


@pytest.fixture
def people(world: World) -> People:
    return People(
        buyer=hire("odd@gol.example", world.gol, RoleKind.BUSINESS_ADVISER),
        manager=hire("kari@gol.example", world.gol, RoleKind.TOP_MANAGEMENT),
        boss=hire("sigrid@varme.example", world.firm, RoleKind.TOP_MANAGEMENT),
        neighbour=hire("lars@al.example", world.al, RoleKind.PROCUREMENT_OFFICER),
    )


@pytest.fixture
def need(world: World, people: People) -> Need:
    """Return an open need of Gol that everybody reads."""
    now, by = timezone.now(), people.buyer
    return Need.objects.create(
        organisation=world.gol,
        title=HALL,
        problem="Det varme vatnet i dusjane går rett i sluket, og symjehallen brukar for mykje straum.",
        effect="Vi vil halvere straumen til varmt vatn.",
        cpv="50720000",
        targets=["7.3"],
        audience=Audience.PUBLIC,
        state=NeedState.OPEN,
        shared=now,
        expires_on=timezone.localdate() + timedelta(days=90),
        written=now,
        written_by=by,
    )


Offer = Callable[..., Solution]


@pytest.fixture
def offer(people: People) -> Offer:
    """Publish a solution of a firm."""

    def offered(organisation: Organisation, title: str = SHOWER, **more: Any) -> Solution:
        now = timezone.now()
        told = {
            "problem": "Varmt dusjvatn går i sluket, og symjehallen varmar nytt vatn heile dagen.",
            "effect": "Straumen til varmt vatn i symjehallen går ned.",
            "cpv": "50720000",
            "targets": ["7.3"],
            "state": State.OPEN,
            "published": now,
            "expires_on": timezone.localdate() + timedelta(days=90),
            "written": now,
            "written_by": people.boss,
        }
        return Solution.objects.create(organisation=organisation, title=title, **told | more)

    return offered


@pytest.fixture
def solution(world: World, people: People, offer: Offer) -> Solution:
    """Return a published solution of a confirmed firm."""
    confirmed(world.firm, "310482013", people.boss)
    return offer(world.firm)


@pytest.fixture
def match(need: Need, solution: Solution) -> Match:
    """Return the match of both."""
    find()
    return Match.objects.get()


@pytest.fixture
def buyer(people: People) -> Actor:
    return acting_as(people.buyer)


@pytest.fixture
def boss(people: People) -> Actor:
    return acting_as(people.boss)


def find() -> int:
    """Find what is new, as the worker does."""
    return finding.find_all(timezone.localdate(), timezone.now())
