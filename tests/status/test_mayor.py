"""The mayor's card: what was decided, what is next, how the municipality stands; few words, few queries."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponseBase
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.decisions.models import Outcome, TreatmentKind
from loftet.decisions.treatments.actions import Planned, plan_treatment
from loftet.people.models import RoleKind
from tests.decisions.conftest import House, actor, house, written  # noqa: F401 - a fixture
from tests.people.partnership import browser_of, hire
from tests.programme.conftest import treated

MOST_QUERIES, MOST_WORDS = 15, 40


@pytest.mark.django_db
def test_a_mayor_reads_what_was_decided_and_what_is_next(
    house: House,  # noqa: F811 - the fixture
    text_of: Callable[[HttpResponseBase], str],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    mayor = hire("ordforar@gol.example", house.world.gol, RoleKind.POLITICIAN)
    old, new = written(house), written(house, title="Felles prosjekt")
    one = treated(old, house.council, TreatmentKind.DECISION, Outcome.ADOPTED, days_ago=3)
    type(one).objects.filter(pk=one.pk).update(case_number="88/26")
    meeting = house.meeting(20)
    plan_treatment(new, Planned(TreatmentKind.DECISION, house.council, meeting), actor=actor(house.editor))
    browser = browser_of(mayor)
    browser.get("/min-side/")
    with django_assert_max_num_queries(MOST_QUERIES):
        page = browser.get("/min-side/?lang=nn")
    card = re.search(r'<section aria-labelledby="mayor">.*?</section>', page.content.decode(), re.DOTALL)
    assert card
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", card[0]))
    assert "Vedteke av Gol kommunestyre" in said
    assert "sak 88/26" in said
    assert "Felles prosjekt" in said
    assert f"{timezone.localdate() + timedelta(20):%-d}." in said
    assert len(said.split()) <= MOST_WORDS, said
    of_region = hire("leiar@hallingdal.example", house.world.council, RoleKind.POLITICIAN)
    for other in (house.editor, of_region):
        assert "mayor" not in browser_of(other).get("/min-side/").content.decode()
