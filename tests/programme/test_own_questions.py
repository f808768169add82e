"""What several packages want to know of a person is asked once for a page."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from loftet.decisions.models import Matter
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import Role, RoleKind
from loftet.people.permissions import NOBODY, Permissions
from loftet.programme.models import Participation
from tests.decisions.conftest import written
from tests.people.partnership import browser_of, hire
from tests.programme.conftest import Programme, joined

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
# Session, person, roles, and what the page itself shows (two); the closed matter; what waits (one for all
# packages); what a region could buy together is found in its needs and agreements (three).
MOST = 10
MOST_OF_ALL = 15  # for everybody: the card of a politician asks four
# Declarations of the person, and of all on the matters of their municipality; invitations likewise.
ONCE = ("disqualification", "invitation")


def test_the_own_page_of_one_who_has_roles_in_all_that_asks(programme: Programme) -> None:
    house = programme.house
    joined(programme)
    hire(house.director.email, house.world.council, RoleKind.FACILITATOR)
    declare_disqualified(house.director, written(house), reason="", scope="gol", now=timezone.now())
    ContentType.objects.get_for_models(Matter, Participation)
    asked = queries_of_own_page(browser_of(house.director))
    assert [sum(f'FROM "people_{table}"' in one for one in asked) for table in ONCE] == [2, 2]
    assert len(asked) == MOST


def test_the_own_page_of_one_who_has_every_role(programme: Programme) -> None:
    """The limit holds for all: what waits is asked in rounds, however many packages ask."""
    house, world = programme.house, programme.house.world
    joined(programme)
    held = Role.objects.filter(user=house.director, organisation=world.gol).values_list("kind", flat=True)
    for kind in set(RoleKind) - set(held):
        hire(house.director.email, world.gol, kind)
    for one in (world.council, world.partner):
        hire(house.director.email, one, RoleKind.FACILITATOR)
    hire(house.director.email, world.al, RoleKind.PROCUREMENT_OFFICER, "Delegert 26/9")
    assert len(queries_of_own_page(browser_of(house.director))) <= MOST_OF_ALL


def queries_of_own_page(browser: Client) -> list[str]:
    browser.get("/min-side/")  # the session is marked as seen
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/min-side/").status_code == 200
    return [one["sql"] for one in asked]


def test_what_is_asked_of_a_person_is_never_kept_for_nobody() -> None:
    counted = iter(range(9))
    somebody = Permissions(1)

    def question(_who: Permissions) -> int:
        return next(counted)

    assert [somebody.once(question), somebody.once(question)] == [0, 0]
    assert [NOBODY.once(question), NOBODY.once(question)] == [1, 2]
    assert somebody == Permissions(1)
