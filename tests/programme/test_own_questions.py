"""What several packages want to know of a person is asked once for a page."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from loftet.decisions.models import Matter
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import RoleKind
from loftet.people.permissions import NOBODY, Permissions
from loftet.programme.models import Participation
from tests.decisions.conftest import written
from tests.people.partnership import browser_of, hire
from tests.programme.conftest import Programme, joined

pytestmark = pytest.mark.django_db
# Session, person and roles; what the page itself shows; what waits by people, matters, programme and figures.
MOST = 20


def test_the_own_page_of_whoever_has_roles_in_all_that_asks(programme: Programme) -> None:
    house = programme.house
    joined(programme)
    hire(house.director.email, house.world.council, RoleKind.FACILITATOR)
    declare_disqualified(house.director, written(house), reason="", scope="gol", now=timezone.now())
    ContentType.objects.get_for_models(Matter, Participation)
    browser = browser_of(house.director)
    browser.get("/min-side/")  # the session is marked as seen
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/min-side/").status_code == 200
    about = [one["sql"].partition(" WHERE ")[0] for one in asked]
    declared = [one for one in about if one.endswith('FROM "people_disqualification"')]
    offered = [one for one in about if 'FROM "people_invitation"' in one]
    assert (len(declared), len(offered), len(asked)) == (1, 1, MOST + 1)  # one more finds the closed matter


def test_what_is_asked_of_a_person_is_never_kept_for_nobody() -> None:
    counted = iter(range(9))
    somebody = Permissions(1)

    def question(_who: Permissions) -> int:
        return next(counted)

    assert [somebody.once(question), somebody.once(question)] == [0, 0]
    assert [NOBODY.once(question), NOBODY.once(question)] == [1, 2]
    assert somebody == Permissions(1)
