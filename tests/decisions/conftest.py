"""The small partnership with those who write, decide and coordinate."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.utils import timezone, translation
from pytest_django import Settings

from loftet.core.records import Record
from loftet.decisions.actions.matters import Draft, prepare_matters, write_matter
from loftet.decisions.models import Body, BodyKind, Matter, Meeting
from loftet.people.actor import Actor, actor_at
from loftet.people.models import Organisation, RoleKind, User
from tests.people.partnership import World, hire, small_partnership

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class House:
    """Gol's director and editor, its council and youth council; the region's facilitator; Ål's director."""

    world: World
    director: User
    editor: User
    facilitator: User
    neighbour: User
    council: Body
    youth: Body

    def meeting(self, days: int, body: Body | None = None) -> Meeting:
        """Make a meeting of the council so many days from today."""
        return Meeting.objects.create(body=body or self.council, day=timezone.localdate() + timedelta(days))


def actor(user: User, on: date | None = None) -> Actor:
    """Return somebody who acts now, or on a day."""
    return actor_at(user, timezone.now(), on or timezone.localdate())


def read_at(row: R, version: int) -> R:
    """Return a record as somebody read it who saw a version of it."""
    read = copy(row)
    read.version = version
    return read


def draft(**changed: Any) -> Draft:
    """Return a draft as a municipality writes one."""
    words = {
        "title": "Deltaking i Bærekraftsløftet",
        "facts": "Regionrådet har drøfta saka.",
        "assessment": "Kommunen har nytte av å delta.",
        "economy": "Inga avgift ut over eiga tid.",
        "proposal": "Gol kommune deltek.",
        "language": "nn",
    }
    return Draft(**(words | changed))


def written(house: House, **changed: Any) -> Matter:
    """Return a draft of Gol's own."""
    return write_matter(house.world.gol, draft(**changed), actor=actor(house.editor))


def prepare_matter(
    organisation: Organisation, preparer: Organisation, written: Draft, **options: Any
) -> Matter:
    """Prepare a matter for one municipality."""
    return prepare_matters([(organisation, written)], preparer, **options)[0]


def prepared(house: House, organisation: Organisation | None = None, **changed: Any) -> Matter:
    """Return what the region has prepared for Gol, or for another."""
    world = house.world
    return prepare_matter(
        organisation or world.gol, world.council, draft(**changed), actor=actor(house.facilitator)
    )


def small_house() -> House:
    """Make the house."""
    world = small_partnership()
    return House(
        world,
        hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT),
        hire("kari@gol.example", world.gol, RoleKind.EDITOR),
        hire("per@hallingdal.example", world.council, RoleKind.FACILITATOR),
        hire("anne@al.example", world.al, RoleKind.TOP_MANAGEMENT),
        Body.objects.create(organisation=world.gol, kind=BodyKind.COUNCIL, name="Gol kommunestyre"),
        Body.objects.create(organisation=world.gol, kind=BodyKind.YOUTH_COUNCIL, name="Gol ungdomsråd"),
    )


@pytest.fixture
def house(db: None, settings: Settings, tmp_path: Path) -> House:
    settings.DATA = tmp_path
    return small_house()


@pytest.fixture
def in_english() -> Iterator[None]:
    """Let reasons be told in the words of the source."""
    with translation.override("en"):
        yield


def moved(
    by: str,
    wording: str,
    votes_for: int | None = None,
    votes_against: int | None = None,
    *,
    adopted: bool = False,
) -> dict[str, object]:
    """Return a motion of the minutes."""
    votes = {"votes_for": votes_for, "votes_against": votes_against, "adopted": adopted}
    return {"moved_by": by, "wording": wording, **votes}


def stated(by: str, text: str) -> dict[str, object]:
    """Return a statement of the minutes."""
    return {"said_by": by, "text": text}
