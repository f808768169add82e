"""How a matter stands is derived from how it was treated; what does not fit is told and forbids nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from loftet.decisions.models import Matter, Meeting, Outcome, Treatment, TreatmentKind
from loftet.decisions.queries.doubts import doubts_of
from loftet.decisions.queries.matters import find_matter
from loftet.decisions.queries.standing import Standing, Stands, standing_of
from loftet.decisions.treatments.actions import Planned, Result, plan_treatment, record_outcome
from tests.decisions.conftest import House, actor, moved, prepared, written

pytestmark = pytest.mark.usefixtures("in_english")
Recorded = Callable[..., Treatment]


def stands(matter: Matter) -> Standing:
    found = find_matter(matter.pk)
    assert found is not None
    return standing_of(found, timezone.localdate())


@pytest.fixture
def treated(house: House) -> Recorded:
    """Record what came of a treatment of a matter by the council so many days ago."""

    def record(matter: Matter, kind: TreatmentKind, result: Result, days: int = 0) -> Treatment:
        meeting = house.meeting(-days)
        row = plan_treatment(matter, Planned(kind, house.council, meeting), actor=actor(house.editor))
        return record_outcome(row, result, actor=actor(house.editor))

    return record


def doubts(row: Treatment) -> tuple[str, ...]:
    matter = find_matter(row.matter_id)
    assert matter is not None
    all_of_them = list(matter.treatments.all())
    one = next(each for each in all_of_them if each.pk == row.pk)
    return doubts_of(one, all_of_them, timezone.localdate())


def test_a_matter_says_what_it_waits_for(house: House) -> None:
    waits, matter = prepared(house), written(house)
    assert stands(waits) == Standing(
        Stands.PREPARED,
        "Prepared by Regionrådet for Hallingdal. It waits for the top management.",
    )
    assert stands(matter).stands is Stands.WRITTEN
    row = plan_treatment(matter, Planned(TreatmentKind.DECISION, house.council), actor=actor(house.editor))
    assert stands(matter).sentence == "Waits for decision by Gol kommunestyre. No day is set."
    row.meeting = house.meeting(40)
    row.save()
    told = stands(matter)
    assert told.stands is Stands.PLANNED
    assert told.deadline is not None
    assert told.sentence.startswith("Waits for decision by Gol kommunestyre on ")
    row.meeting = house.meeting(-1)
    row.save()
    assert stands(matter).stands is Stands.HELD


def test_what_settles_a_matter_is_a_decision_alone(house: House, treated: Recorded) -> None:
    matter, kinds = written(house), TreatmentKind
    treated(matter, kinds.ORIENTATION, Result(Outcome.NOTED), 9)
    assert stands(matter).stands is Stands.TREATED
    assert stands(matter).sentence.startswith("Gol kommunestyre took the matter for information on ")
    treated(matter, kinds.DISCUSSION, Result(Outcome.ENDORSED), 8)
    assert stands(matter).sentence.startswith("Gol kommunestyre endorsed the proposal on ")
    assert stands(matter).sentence.endswith(". It has not been decided.")
    treated(
        matter, kinds.POLL, Result(Outcome.POLLED, "14 av 20 vil delta.", votes_for=14, votes_against=6), 7
    )
    assert stands(matter).stands is Stands.TREATED
    treated(matter, kinds.DECISION, Result(Outcome.POSTPONED), 6)
    assert stands(matter).stands is Stands.STOPPED
    treated(matter, kinds.DECISION, Result(Outcome.REJECTED, "Gol deltek ikkje.", case_number="PS 1"), 5)
    decided = stands(matter)
    assert (decided.stands, decided.outcome, decided.differs) == (Stands.DECIDED, Outcome.REJECTED, True)
    assert decided.sentence.startswith("Not adopted by Gol kommunestyre on ")
    assert decided.sentence.endswith("(case PS 1).")
    treated(matter, kinds.DECISION, Result(Outcome.ADOPTED), 1)
    assert (stands(matter).outcome, stands(matter).differs) == (Outcome.ADOPTED, False)
    treated(matter, kinds.ORIENTATION, Result(Outcome.NOTED))
    assert stands(matter).is_decided


# --- what does not fit ----------------------------------------------------------------------------


def test_a_plan_after_the_last_day_for_papers_is_told(house: House) -> None:
    late, early = (
        plan_treatment(
            written(house),
            Planned(TreatmentKind.DECISION, house.council, house.meeting(days)),
            actor=actor(house.editor),
        )
        for days in (2, 60)
    )
    assert len(doubts(late)) == 1
    assert doubts(late)[0].startswith("It was planned after the last day for papers to Gol kommunestyre, ")
    assert doubts(early) == ()


def test_a_body_that_is_heard_after_the_decision_is_told(house: House) -> None:
    matter, who = written(house), actor(house.editor)
    hearing = plan_treatment(
        matter, Planned(TreatmentKind.HEARING, house.youth, house.meeting(60, house.youth)), actor=who
    )
    assert doubts(hearing) == ()
    plan_treatment(matter, Planned(TreatmentKind.DECISION, house.council, house.meeting(50)), actor=who)
    assert doubts(hearing) == ("Gol ungdomsråd is heard after Gol kommunestyre decides.",)


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (Result(Outcome.ADOPTED, "", votes_for=12, votes_against=9), ()),
        (
            Result(Outcome.ADOPTED, "", votes_for=9, votes_against=12),
            ("It was adopted with fewer votes for than against.",),
        ),
        (
            Result(Outcome.REJECTED, "Nei.", votes_for=12, votes_against=9),
            ("It was rejected with more votes for than against.",),
        ),
        (
            Result(Outcome.AMENDED, "Ja, men.", motions=(moved("Sp", "Men."),)),
            ("It was adopted with changes, but no motion is marked as adopted.",),
        ),
        (Result(Outcome.AMENDED, "Ja, men.", motions=(moved("Sp", "Men.", adopted=True),)), ()),
        (
            Result(
                *(Outcome.ADOPTED, ""),
                votes_for=12,
                votes_against=9,
                motions=(moved("Sp", "Nei.", 8, 12),),
            ),
            ("The votes do not add up to the same number each time.",),
        ),
        (
            Result(Outcome.ADOPTED, "", motions=(moved("Sp", "Men.", 12, 9),)),
            ("The motion of Sp was not adopted, with more votes for than against.",),
        ),
        (
            Result(Outcome.ADOPTED, "", motions=(moved("Sp", "Men.", 9, 12, adopted=True),)),
            (
                "The motion of Sp was adopted with fewer votes for than against.",
                "A motion is marked as adopted, but the outcome does not say that anything was changed.",
            ),
        ),
    ],
)
def test_votes_and_motions_that_do_not_fit_are_told_and_kept(
    house: House, treated: Recorded, result: Result, told: tuple[str, ...]
) -> None:
    row = treated(written(house), TreatmentKind.DECISION, result)
    assert (doubts(row), row.outcome) == (told, result.outcome)


def test_a_meeting_that_is_cancelled_asks_for_another(house: House) -> None:
    meeting = house.meeting(30)
    matter = written(house)
    plan_treatment(matter, Planned(TreatmentKind.DECISION, house.council, meeting), actor=actor(house.editor))
    Meeting.objects.filter(pk=meeting.pk).update(cancelled=timezone.now() - timedelta(hours=1))
    assert stands(matter).sentence.endswith("was cancelled: choose another.")
