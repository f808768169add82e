"""A solution of a firm of Gol, a draft or published."""

from collections.abc import Callable
from typing import Any

import pytest

from loftet.people.permissions import Actor
from loftet.solutions.actions.solutions import publish_solution, write_solution
from loftet.solutions.models import Solution
from loftet.suppliers.actions.suppliers import confirm_supplier
from loftet.suppliers.models import Supplier
from tests.people.partnership import World, acting_as
from tests.suppliers.conftest import People

SECRET = "Hemmeleg lytting i kummane"
WHOLE = {
    "title": SECRET,
    "problem": "Ingen veit kvar røyret lek.",
    "effect": "Lekkasjen går ned 8 prosentpoeng.",
    "cpv": "45232150",
    "targets": ["6.4"],
    "price_model": "unit",
}


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
