"""An outcome that is corrected asks again what it means, of its own accord."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone, translation

from loftet.decisions.models import Outcome, Treatment
from loftet.decisions.treatments.actions import (
    Planned,
    Result,
    correct_outcome,
    plan_treatment,
    record_outcome,
)
from loftet.notices.actions.notifications import follow
from loftet.people.models import RoleKind, User
from loftet.programme.models import ParticipationDecision, ParticipationState
from loftet.programme.participation.actions import say_what_it_means
from loftet.programme.queries.standings import standings
from tests.people.partnership import browser_of, hire
from tests.programme.conftest import STATE, Programme, actor, small_programme, treated, waits_for
from tests.programme.test_following import told
from tests.programme.test_participation import DECISION, matter_of, page_of

pytestmark = pytest.mark.django_db
KEPT_TILL_THEN = (
    "Utfallet er rettet etter at dere svarte hva det betyr (deltar ikke)."
    " Svaret gjelder til dere svarer på nytt."
)


@pytest.mark.parametrize(
    ("outcome", "wording"), [(Outcome.ADOPTED, ""), (Outcome.AMENDED, "Gol ventar til hausten.")]
)
def test_an_outcome_that_is_corrected_asks_again_what_it_means_and_counts_till_then(
    programme: Programme, outcome: Outcome, wording: str
) -> None:
    matter, house, today = matter_of(programme), programme.house, timezone.localdate()
    one = treated(matter, house.council, DECISION, Outcome.REJECTED)
    made = say_what_it_means(programme.gol, one, STATE.DOES_NOT, 0, actor=actor(house.director))
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
        waiting = {str(one.what) for one in waits_for(actor(house.director))}
    assert "Say what the outcome means for taking part in Bærekraftsløftet, kull 1" in waiting
    assert page_of(programme.gol).amendable is None  # it is asked once
    say_what_it_means(programme.gol, one, STATE.DOES_NOT, made.pk, actor=actor(house.director))
    assert page_of(programme.gol).questions == ()
    assert not any(one.reason for one in waits_for(actor(house.director)))


def test_a_correction_of_votes_asks_nothing(programme: Programme) -> None:
    matter, house = matter_of(programme), programme.house
    one = treated(matter, house.council, DECISION, Outcome.ADOPTED)
    say_what_it_means(programme.gol, one, STATE.TAKES_PART, 0, actor=actor(house.director))
    counted = Result(Outcome.ADOPTED, one.wording, one.day, votes_for=19, votes_against=0)
    correct_outcome(one, counted, actor=actor(house.editor))
    assert page_of(programme.gol).questions == ()


def test_a_correction_of_day_number_or_wording_asks_nothing_and_both_rows_stay(programme: Programme) -> None:
    matter, house = matter_of(programme), programme.house
    one = treated(matter, house.council, DECISION, Outcome.REJECTED)
    say_what_it_means(programme.gol, one, STATE.DOES_NOT, 0, actor=actor(house.director))
    day = timezone.localdate() - timedelta(days=9)
    correct_outcome(one, Result(Outcome.REJECTED, "Gol ventar.", day), actor=actor(house.editor))
    page = page_of(programme.gol)
    assert page.questions == ()
    assert [(line.standing.decided, line.wording, line.counts) for line in page.history] == [
        (timezone.localdate(), "Vedteke.", False),
        (day, "Gol ventar.", True),
    ]
    assert page.standing.decided == day


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Outcome.ADOPTED, STATE.TAKES_PART), (Outcome.REJECTED, STATE.DOES_NOT), (Outcome.AMENDED, None)],
)
def test_the_outcome_of_a_matter_that_the_cohort_prepared_says_itself_what_it_means(
    db: None, settings: object, outcome: Outcome, state: ParticipationState | None
) -> None:
    programme = small_programme("join")
    house, matter = programme.house, programme.gol.matter
    assert matter is not None
    who = actor(house.director)
    row = plan_treatment(matter, Planned(DECISION, house.council, house.meeting(-1)), actor=who)
    record_outcome(row, Result(outcome, "" if outcome == Outcome.ADOPTED else "Noko anna."), actor=who)
    page = page_of(programme.gol)
    assert page.standing.state == (state or STATE.NOT_CONSIDERED)
    assert len(page.questions) == (0 if state else 1)


def test_what_was_said_before_is_filled_in_where_it_is_known(programme: Programme) -> None:
    matter, house = matter_of(programme), programme.house
    one = treated(matter, house.council, DECISION, Outcome.ADOPTED)
    say_what_it_means(programme.gol, one, STATE.TAKES_PART, 0, actor=actor(house.director))
    rows = ParticipationDecision.objects
    rows.update(outcome="", wording="")
    fill = import_module("loftet.programme.migrations.0004_what_a_decision_was_said_of").fill
    fill(apps, None)
    assert list(rows.values_list("outcome", "wording")) == [("adopted", "Vedteke.")]
    rows.update(outcome="", wording="")
    correct_outcome(one, Result(Outcome.ADOPTED, "", one.day), actor=actor(house.editor))
    fill(apps, None)
    assert list(rows.values_list("outcome", "wording")) == [("", "")]
    assert page_of(programme.gol).questions == ()


def corrected_to(programme: Programme, one: Treatment, *outcomes: Outcome) -> None:
    """Correct what came of a treatment, once for each outcome."""
    for outcome in outcomes:
        one.refresh_from_db()
        wording = "" if outcome == Outcome.ADOPTED else "Retta."
        correct_outcome(one, Result(outcome, wording, one.day), actor=actor(programme.house.editor))


@pytest.fixture
def reader(programme: Programme) -> User:
    """Return somebody of a firm who follows the cohort."""
    siri = hire("siri@varme.example", programme.house.world.firm, RoleKind.EDITOR)
    follow(siri, programme.cohort, "/kull/", now=timezone.now())
    return siri


NO_LONGER = (
    "Utfallet bak det Gol kommune har avgjort om kull 1, er rettet (Gol kommunestyre)."
    " Det teller ikke før kommunen har svart på nytt."
)
TAKES_PART = "Gol kommune har tatt stilling til kull 1: deltar."


def test_a_correction_by_which_a_decision_no_longer_counts_is_told_once_and_so_is_the_answer(
    programme: Programme, reader: User
) -> None:
    house = programme.house
    one = treated(matter_of(programme), house.council, DECISION, Outcome.ADOPTED)
    made = say_what_it_means(programme.gol, one, STATE.TAKES_PART, 0, actor=actor(house.director))
    corrected_to(programme, one, Outcome.REJECTED, Outcome.POSTPONED, Outcome.REJECTED)
    assert told(reader) == [TAKES_PART, NO_LONGER]
    assert told(reader, "nn")[1] == (
        "Utfallet bak det Gol kommune har avgjort om kull 1, er retta (Gol kommunestyre)."
        " Det tel ikkje før kommunen har svart på nytt."
    )
    assert told(house.director).count(NO_LONGER) == 1  # of the cohort's own till now
    assert NO_LONGER not in told(house.editor)  # who did it
    say_what_it_means(programme.gol, one, STATE.DOES_NOT, made.pk, actor=actor(house.director))
    assert told(reader)[2:] == ["Gol kommune har tatt stilling til kull 1: deltar ikke."]


def test_an_answer_that_moves_nothing_is_told_to_whoever_waits_for_it(
    programme: Programme, reader: User
) -> None:
    house, matter = programme.house, matter_of(programme)
    first = treated(matter, house.council, DECISION, Outcome.REJECTED, days_ago=2)
    made = say_what_it_means(programme.gol, first, STATE.DOES_NOT, 0, actor=actor(house.director))
    second = treated(matter, house.council, DECISION, Outcome.ADOPTED)
    made = say_what_it_means(programme.gol, second, STATE.TAKES_PART, made.pk, actor=actor(house.director))
    corrected_to(programme, second, Outcome.REJECTED)
    say_what_it_means(programme.gol, second, STATE.DOES_NOT, made.pk, actor=actor(house.director))
    not_taking_part = "Gol kommune har tatt stilling til kull 1: deltar ikke."
    assert told(reader) == [not_taking_part, TAKES_PART, NO_LONGER, not_taking_part]


def test_a_correction_that_is_taken_back_is_told_as_where_the_municipality_stands(
    programme: Programme, reader: User
) -> None:
    house = programme.house
    one = treated(matter_of(programme), house.council, DECISION, Outcome.ADOPTED)
    say_what_it_means(programme.gol, one, STATE.TAKES_PART, 0, actor=actor(house.director))
    corrected_to(programme, one, Outcome.REJECTED, Outcome.ADOPTED, Outcome.AMENDED)
    assert told(reader) == [TAKES_PART, NO_LONGER, TAKES_PART]


def test_a_correction_of_what_something_was_decided_after_tells_followers_nothing(
    programme: Programme, reader: User
) -> None:
    house, matter = programme.house, matter_of(programme)
    first = treated(matter, house.council, DECISION, Outcome.ADOPTED, days_ago=2)
    made = say_what_it_means(programme.gol, first, STATE.TAKES_PART, 0, actor=actor(house.director))
    second = treated(matter, house.council, DECISION, Outcome.ADOPTED)
    say_what_it_means(programme.gol, second, STATE.WITHDREW, made.pk, actor=actor(house.director))
    corrected_to(programme, first, Outcome.POSTPONED)
    assert told(reader) == [TAKES_PART, "Gol kommune har tatt stilling til kull 1: trakk seg."]
