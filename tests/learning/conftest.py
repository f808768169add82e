"""An experience of Gol; the people are those of the tests of needs."""

from collections.abc import Mapping
from typing import Any

import pytest

from loftet.learning.actions import publish_experience, write_experience
from loftet.learning.models import Experience
from loftet.people.permissions import Actor
from tests.needs.conftest import People, people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.people.partnership import World
from tests.procurement.conftest import acting, buyer, contract, small  # noqa: F401 - fixtures

WRITTEN: Mapping[str, Any] = {
    "title": "Lytta etter lekkasjar om natta",
    "outcome": "failed",
    "done": "Vi leigde ein lyttebil i to veker.",
    "effect": "Éin lekkasje er tetta.",
    "failed": "Plastrøyr ber lyden dårleg.",
    "contact": "Driftsleiar Liv, 00 00 00 01",
    "indicator": "water_leakage",
}


@pytest.fixture
def draft(world: World, writer: Actor) -> Experience:  # noqa: F811
    return write_experience(world.gol, WRITTEN, actor=writer)


@pytest.fixture
def experience(draft: Experience, writer: Actor) -> Experience:  # noqa: F811
    """Return what everybody reads."""
    return publish_experience(draft, actor=writer)
