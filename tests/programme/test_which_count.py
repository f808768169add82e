"""Which decisions count is said in one place: the list of who takes part and every page agree."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from loftet.decisions.models import Outcome, TreatmentKind
from loftet.people.permissions import permissions_at
from loftet.programme.models import (
    OUTCOME_OF,
    ParticipationDecision,
    ParticipationState,
)
from loftet.programme.participation.queries import own_page
from loftet.programme.queries.standings import standings, taking_part
from loftet.programme.rules import works_in
from tests.decisions.conftest import written
from tests.programme.conftest import Programme, treated

pytestmark = pytest.mark.both_databases
Row = ParticipationDecision
STATES = [one for one in ParticipationState if one is not ParticipationState.NOT_CONSIDERED]
OUTCOMES = [Outcome.ADOPTED, Outcome.REJECTED, Outcome.POSTPONED, Outcome.NOTED]


def say(
    programme: Programme, state: ParticipationState, outcome: Outcome, days_ago: int
) -> ParticipationDecision:
    """Record a decision, and let the outcome that it rests on be what it is today."""
    house = programme.house
    row = treated(written(house), house.council, TreatmentKind.DECISION, outcome, days_ago=days_ago)
    return say_of(programme, row.pk, state, days_ago)


def say_of(
    programme: Programme, treatment: int, state: ParticipationState, days_ago: int
) -> ParticipationDecision:
    return ParticipationDecision.objects.create(
        participation=programme.gol,
        treatment_id=treatment,
        state=state,
        decided=timezone.localdate() - timedelta(days_ago),
        recorded=timezone.now(),
        recorded_by=programme.house.director,
        acting_for="Gol kommune",
    )


@pytest.mark.parametrize(("state", "outcome"), list(product(STATES, OUTCOMES)))
def test_a_decision_counts_on_every_page_while_its_outcome_allows_it(
    programme: Programme, state: ParticipationState, outcome: Outcome
) -> None:
    say(programme, ParticipationState.POSTPONED, Outcome.POSTPONED, days_ago=9)
    say(programme, state, outcome, days_ago=2)
    stands = state if outcome in OUTCOME_OF[state] else ParticipationState.POSTPONED
    today, now = timezone.localdate(), timezone.now()
    page = own_page(programme.gol, today, now)
    assert standings([programme.gol.pk])[programme.gol.pk].state == stands
    assert page.standing.state == stands
    assert [line.holds for line in page.history] == [outcome in OUTCOME_OF[state], True]
    takes_part = stands is ParticipationState.TAKES_PART
    assert taking_part(today, programme.cohort).filter(pk=programme.gol.pk).exists() is takes_part
    outside = stands in (ParticipationState.DOES_NOT, ParticipationState.WITHDREW)
    assert works_in(permissions_at(programme.house.director, today), programme.cohort) is not outside


def test_what_was_said_last_of_a_treatment_counts(programme: Programme) -> None:
    first = say(programme, ParticipationState.TAKES_PART, Outcome.ADOPTED, days_ago=3)
    say_of(programme, first.treatment_id, ParticipationState.DOES_NOT, days_ago=3)
    page = own_page(programme.gol, timezone.localdate(), timezone.now())
    assert [(line.standing.state, line.holds, line.counts) for line in page.history] == [
        (ParticipationState.DOES_NOT, True, True),
        (ParticipationState.TAKES_PART, True, False),
    ]
    assert not taking_part(timezone.localdate(), programme.cohort).exists()
