"""Two order the same reports in the same moment, on either database: there is one of each."""

import pytest

from loftet.core.models import WorkItem
from loftet.reports.actions import order_for_members
from loftet.reports.models import PlaceReport
from loftet.reports.queries import members_with_people
from tests.decisions.test_at_once import at_once
from tests.people.partnership import World, acting_as
from tests.reports.place.conftest import CASE_PAPER, People, edition_id, order, place_of

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


def test_a_council_and_a_municipality_that_order_the_same_report_get_one(
    world: World, people: People
) -> None:
    region, council, edition = place_of(world.council), acting_as(people.council), edition_id()
    members, kind = members_with_people(region), CASE_PAPER["kind"]
    for _ in range(TIMES):
        PlaceReport.objects.all().delete()
        WorkItem.objects.all().delete()
        made = at_once(
            lambda: order(world.gol, people.planner),
            lambda: order_for_members(region, kind, members, edition, actor=council),
            lambda: order(world.al, people.neighbour),
            lambda: order_for_members(region, kind, members[::-1], edition, actor=council),
        )
        assert [type(one) for one in made] == [PlaceReport, list, PlaceReport, list]
        assert (PlaceReport.objects.count(), WorkItem.objects.count()) == (2, 2)
