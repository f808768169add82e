"""An outcome that is corrected asks again what it means, of its own accord."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone, translation

from loftet.decisions.actions.treatments import Result, record_outcome
from loftet.decisions.models import Outcome
from loftet.people.queries import acting
from loftet.programme.actions.participation import say_what_it_means
from loftet.programme.models import ParticipationDecision
from loftet.programme.queries.standings import standings
from loftet.programme.queries.waiting import waits
from tests.decisions.conftest import done_by
from tests.people.partnership import browser_of
from tests.programme.conftest import STATE, Programme, clerk, treated
from tests.programme.test_participation import DECISION, matter_of, page_of

pytestmark = pytest.mark.django_db
KEPT_TILL_THEN = (
    "Utfallet er rettet siden det ble sagt hva det betyr (deltar ikke). Det står til det blir sagt på nytt."
)


@pytest.mark.parametrize(
    ("outcome", "wording"), [(Outcome.ADOPTED, "Vedteke."), (Outcome.REJECTED, "Gol ventar til hausten.")]
)
def test_an_outcome_that_is_corrected_asks_again_what_it_means_and_counts_till_then(
    programme: Programme, outcome: Outcome, wording: str
) -> None:
    matter, house, today = matter_of(programme), programme.house, timezone.localdate()
    one = treated(matter, house.council, DECISION, Outcome.REJECTED)
    made = say_what_it_means(programme.gol, one, STATE.DOES_NOT, 0, clerk=clerk(house.director))
    browser, asks = browser_of(house.director), f"/betyr/{one.pk}/"
    assert asks not in browser.get(f"/saker/{matter.pk}/").content.decode()
    votes = {"motion-TOTAL_FORMS": "0", "motion-INITIAL_FORMS": "0"}
    sent = {"outcome": outcome, "wording": wording, "day": today.isoformat(), "version": one.version, **votes}
    sent |= {"statement-TOTAL_FORMS": "0", "statement-INITIAL_FORMS": "0"}
    answer = browser.post(f"/saker/{matter.pk}/behandlinger/{one.pk}/utfall/?lang=nb", sent, follow=True)
    page = answer.content.decode()
    assert KEPT_TILL_THEN in page
    assert (asks in page, "Hva betyr dette utfallet?" in page) == (True, True)
    assert standings([programme.gol.pk])[programme.gol.pk].state == STATE.DOES_NOT
    with translation.override("en"):
        waiting = {str(one.what) for one in waits(acting(house.director, today), today)}
    assert "Say what the outcome means for taking part in Bærekraftsløftet, kull 1" in waiting
    assert page_of(programme.gol).anew is None  # it is asked once
    say_what_it_means(programme.gol, one, STATE.DOES_NOT, made.pk, clerk=clerk(house.director))
    assert page_of(programme.gol).questions == ()
    assert not any(one.reason for one in waits(acting(house.director, today), today))


def test_a_correction_of_votes_asks_nothing(programme: Programme) -> None:
    matter, house = matter_of(programme), programme.house
    one = treated(matter, house.council, DECISION, Outcome.ADOPTED)
    say_what_it_means(programme.gol, one, STATE.TAKES_PART, 0, clerk=clerk(house.director))
    counted = Result(Outcome.ADOPTED, one.wording, one.day, votes_for=19, votes_against=0)
    record_outcome(one, one.version, counted, **done_by(house.editor))
    assert page_of(programme.gol).questions == ()


def test_what_was_said_before_is_filled_in_where_it_is_known(programme: Programme) -> None:
    matter, house = matter_of(programme), programme.house
    one = treated(matter, house.council, DECISION, Outcome.ADOPTED)
    say_what_it_means(programme.gol, one, STATE.TAKES_PART, 0, clerk=clerk(house.director))
    rows = ParticipationDecision.objects
    rows.update(outcome="", wording="")
    fill = import_module("loftet.programme.migrations.0004_what_a_decision_was_said_of").fill
    fill(apps, None)
    assert list(rows.values_list("outcome", "wording")) == [("adopted", "Vedteke.")]
    rows.update(outcome="", wording="")
    record_outcome(one, one.version, Result(Outcome.ADOPTED, "Retta.", one.day), **done_by(house.editor))
    fill(apps, None)
    assert list(rows.values_list("outcome", "wording")) == [("", "")]
    assert page_of(programme.gol).questions == ()
