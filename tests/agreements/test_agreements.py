"""Refused cases of agreements: one for each field and each rule.

What else an app of this kind refuses is held where its rules are: a need in `test_rules.py`, a pool with its
pledges and price curves in `tests/pools/test_rules.py`, the number of a firm, its code and its profile in
`tests/suppliers/test_suppliers.py`, a solution in `tests/solutions/test_rules.py`, where one is in use in
`tests/solutions/test_uses.py`, who is the firm in `tests/suppliers/test_disputes.py`.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from loftet.agreements.actions import change_agreement, record_agreement
from loftet.agreements.models import Agreement
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.people.permissions import Actor
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as

pytestmark = pytest.mark.usefixtures("english")  # reasons are read as they are written

CYRILLIC = "R\N{CYRILLIC SMALL LETTER O}r"
DAY = timezone.localdate() + timedelta(days=90)
WHOLE = {"title": "Røyr", "supplier": "Demorør AS", "source": "26/1", "ends_on": DAY}


@pytest.mark.parametrize(
    ("written", "field", "reason"),
    [
        ({"title": ""}, "title", "cannot be blank"),
        ({"title": "x" * 161}, "title", "at most 160"),
        ({"title": CYRILLIC}, "title", "another alphabet"),
        ({"title": "<b>Røyr</b>"}, "title", "without code"),
        ({"supplier": ""}, "supplier", "cannot be blank"),
        ({"supplier": CYRILLIC}, "supplier", "another alphabet"),
        ({"supplier": "x" * 10_000_000}, "supplier", "at most 160"),
        ({"cpv": "røyr"}, "cpv", "two to eight digits"),
        ({"volume": -1, "unit": "km"}, "volume", "above 0"),
        ({"volume": "mykje", "unit": "km"}, "volume", "decimal number"),
        ({"volume": 6}, "unit", "in which unit"),
        ({"unit": "<i>km</i>"}, "unit", "without code"),
        ({"ends_on": None}, "ends_on", "cannot be null"),
        ({"ends_on": "i morgon"}, "ends_on", "date"),
        ({"options_until": DAY - timedelta(days=1)}, "options_until", "cannot end before"),
        ({"source": ""}, "source", "cannot be blank"),
        ({"source": "<script>alert(1)</script>"}, "source", "without code"),
    ],
)
def test_a_value_is_refused_at_its_field(
    world: World, writer: Actor, written: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        record_agreement(world.gol, WHOLE | written, actor=writer)
    assert next((one.field, reason in one.cause) for one in refused.value.problems) == (field, True)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("role", ["politician", "neighbour", "far", "firm"])
def test_an_agreement_is_kept_by_those_who_write_for_its_organisation(
    world: World, people: People, writer: Actor, role: str
) -> None:
    other = acting_as(getattr(people, role))
    with pytest.raises(NotAllowed):
        record_agreement(world.gol, WHOLE, actor=other)
    kept = record_agreement(world.gol, WHOLE, actor=writer)
    with pytest.raises(NotAllowed):
        change_agreement(kept, {"title": "Stolne røyr"}, actor=other)
    kept.refresh_from_db()
    assert kept.title == "Røyr"


def test_a_firm_has_no_agreements_of_its_own(world: World, people: People) -> None:
    with pytest.raises(NotAllowed, match="municipalities, counties"):
        record_agreement(world.firm, WHOLE, actor=acting_as(people.firm))


@pytest.mark.parametrize(("count", "drawn"), [(50, True), (51, False)])
def test_the_picture_is_of_all_that_are_listed_or_not_there(
    world: World, writer: Actor, client: Client, count: int, drawn: bool
) -> None:
    for number in range(count):
        record_agreement(world.gol, WHOLE | {"title": f"Avtale {number}"}, actor=writer)
    page = client.get("/behov/avtaler/?lang=nb").content.decode()
    assert ('id="runs-out"' in page) == drawn
