"""How a matter is treated: planned, recorded, decided by delegation; what each kind can come to."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from loftet.core.actions import Gone
from loftet.core.models import OutboxLetter
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.actions.bodies import cancel_meeting
from loftet.decisions.actions.matters import revise_matter, take_up
from loftet.decisions.actions.notifications import RECEIPT, where_and_when
from loftet.decisions.models import (
    DECIDES,
    OUTCOMES_OF,
    Body,
    Matter,
    Meeting,
    Outcome,
    Treatment,
    TreatmentKind,
)
from loftet.decisions.queries.standing import has_been
from loftet.decisions.treatments.actions import (
    Planned,
    Result,
    call_off_treatment,
    correct_outcome,
    plan_treatment,
    record_delegated,
    record_outcome,
    replan_treatment,
)
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.notices.models import Notice
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import RoleKind
from tests.decisions.conftest import House, actor, draft, moved, prepared, read_at, stated, written
from tests.people.partnership import hire

pytestmark = pytest.mark.usefixtures("in_english")
DECISION = TreatmentKind.DECISION


def in_meeting(house: House, kind: TreatmentKind = DECISION, days: int = 0) -> Treatment:
    """Plan a treatment of a new matter in a meeting so many days from today."""
    body = house.youth if kind == TreatmentKind.HEARING else house.council
    planned = Planned(kind, body, house.meeting(days, body))
    return plan_treatment(written(house), planned, actor=actor(house.editor))


def by_delegation(**changed: object) -> Result:
    told = {
        "day": timezone.localdate(),
        "decided_by": "kommunedirektør",
        "document": "Delegeringsreglementet pkt. 3.2",
        "outcome": Outcome.ADOPTED,
        "wording": "Gol kommune deltek.",
    }
    return Result(**(told | changed))  # type: ignore[arg-type]


# --- planned --------------------------------------------------------------------------------------


def test_a_treatment_is_planned_and_those_who_follow_are_told(house: House) -> None:
    matter, meeting = written(house), house.meeting(20)
    row = plan_treatment(matter, Planned(DECISION, house.council, meeting), actor=actor(house.director))
    assert (row.kind, row.body, row.meeting, row.outcome, row.day) == (
        *("decision", house.council, meeting),
        *("", None),
    )
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.details) == (
        house.editor,
        "matter.planned",
        {"title": matter.title, "where": where_and_when("Gol kommunestyre", meeting.day)},
    )


def test_a_hearing_body_only_hears(house: House) -> None:
    matter = written(house)
    for kind in set(TreatmentKind) - {TreatmentKind.HEARING}:
        with pytest.raises(NotAllowed, match="hearing body"):
            plan_treatment(matter, Planned(kind, house.youth), actor=actor(house.editor))
    row = plan_treatment(matter, Planned(TreatmentKind.HEARING, house.youth), actor=actor(house.editor))
    assert row.body == house.youth


def test_a_plan_names_a_body_of_the_organisation_and_a_meeting_of_the_body(house: House) -> None:
    matter, who = written(house), actor(house.editor)
    foreign = Body.objects.create(organisation=house.world.al, kind="council", name="Ål kommunestyre")
    ended = Body.objects.create(
        organisation=house.world.gol, kind="council", name="X", ended=timezone.localdate()
    )
    for body in (foreign, ended):
        with pytest.raises(NotAllowed):
            plan_treatment(matter, Planned(DECISION, body), actor=who)
    cancelled = house.meeting(3)
    Meeting.objects.filter(pk=cancelled.pk).update(cancelled=timezone.now())
    cancelled.refresh_from_db()
    for meeting in (house.meeting(5, house.youth), cancelled):
        with pytest.raises(InvalidInput, match="no such meeting"):
            plan_treatment(matter, Planned(DECISION, house.council, meeting), actor=who)
    with pytest.raises(InvalidInput, match="Only a decision"):
        plan_treatment(matter, Planned(TreatmentKind.POLL), actor=who)
    with pytest.raises(InvalidInput, match="names the function"):
        plan_treatment(matter, Planned(DECISION, decided_by="kommunedirektør"), actor=who)
    assert not Treatment.objects.exists()


def test_a_plan_is_moved_and_called_off_until_it_has_an_outcome(house: House) -> None:
    row, who = in_meeting(house), actor(house.editor)
    later = house.meeting(9)
    moved = replan_treatment(row, Planned(DECISION, house.council, later), actor=who)
    assert (moved.meeting, moved.version) == (later, 2)
    with pytest.raises(ChangedMeanwhile):
        call_off_treatment(row, actor=who)
    call_off_treatment(moved, actor=who)
    assert not Treatment.objects.exists()
    with pytest.raises(Gone):
        replan_treatment(moved, Planned(DECISION, house.council), actor=who)
    done = record_outcome(in_meeting(house, days=-1), Result(Outcome.POSTPONED), actor=who)
    for attempt in (
        lambda: call_off_treatment(done, actor=who),
        lambda: replan_treatment(done, Planned(DECISION, house.council), actor=who),
        lambda: record_outcome(done, Result(Outcome.NOTED), actor=who),
    ):
        with pytest.raises(InvalidInput, match="treated already"):
            attempt()


# --- recorded -------------------------------------------------------------------------------------


def test_what_came_of_it_is_kept_with_votes_motions_and_statements(house: House) -> None:
    row = in_meeting(house)
    result = Result(
        Outcome.AMENDED,
        "Gol kommune deltek i eitt år.",
        case_number="PS 26/114",
        votes_for=12,
        votes_against=9,
        motions=(
            moved("Sp", "Gol kommune deltek i eitt år.", 12, 9, adopted=True),
            moved("Høgre", "Saka blir send attende.", 9, 12),
        ),
        statements=(stated("Ungdomsrådet", "Vi vil vere med."),),
    )
    done = record_outcome(row, result, actor=actor(house.editor))
    assert (done.day, done.outcome, done.case_number, done.votes_for, done.version) == (
        *(timezone.localdate(), "amended", "PS 26/114"),
        *(12, 2),
    )
    motions = done.motions.values_list("moved_by", "votes_for", "votes_against", "adopted")
    assert list(motions) == [("Sp", 12, 9, True), ("Høgre", 9, 12, False)]
    assert list(done.statements.values_list("said_by", "text")) == [("Ungdomsrådet", "Vi vil vere med.")]
    corrected = correct_outcome(done, Result(Outcome.ADOPTED), actor=actor(house.director))
    assert (corrected.motions.count(), corrected.version) == (0, 3)
    actions = Entry.objects.filter(action__startswith="treatment.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "treatment.planned",
        "treatment.recorded",
        "treatment.corrected",
    ]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("kind", "outcome"),
    [pair for pair in product(TreatmentKind, Outcome) if pair[1] not in OUTCOMES_OF[pair[0]]],
)
def test_an_outcome_that_the_kind_cannot_have_is_refused_by_rule_and_by_the_database(
    house: House, kind: TreatmentKind, outcome: Outcome
) -> None:
    row = in_meeting(house, kind)
    with pytest.raises(InvalidInput, match="no outcome of this kind"):
        record_outcome(row, Result(outcome, "Noko."), actor=actor(house.editor))
    with pytest.raises(IntegrityError), transaction.atomic():
        Treatment.objects.filter(pk=row.pk).update(outcome=outcome, day=date(2026, 1, 1), wording="x")


def test_a_poll_is_never_a_decision() -> None:
    assert DECIDES.isdisjoint(OUTCOMES_OF[TreatmentKind.POLL])
    assert [kind for kind in TreatmentKind if DECIDES & {*OUTCOMES_OF[kind]}] == [DECISION]


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (Result(Outcome.REJECTED), "has a wording"),
        (Result(Outcome.ADOPTED, "Gol deltek ikkje."), "not the proposal's"),
        (Result(Outcome.REJECTED, "1. Gol kommune deltek"), "wording of the proposal"),
        (Result(Outcome.AMENDED, "Gol kommune deltek."), "wording of the proposal"),
        (Result(Outcome.NOTED, votes_for=3, votes_against=1, unanimous=True), "not unanimous"),
        (Result(Outcome.NOTED, votes_for=3), "votes against"),
        (Result(Outcome.NOTED, day=date(2020, 1, 1)), "another than that of the meeting"),
        (Result(Outcome.NOTED, motions=(moved("Sp", "Ja", 3),)), "votes against"),
        (Result(Outcome.NOTED, motions=(moved("Sp", " "),)), "wording"),
        (Result(Outcome.NOTED, statements=(stated("Sp", ""),)), "statement"),
        (Result(Outcome.NOTED, votes_for=40_000, votes_against=1), "so many votes"),
    ],
)
def test_a_result_that_does_not_hold_together_is_refused_whole(
    house: House, result: Result, reason: str
) -> None:
    row = in_meeting(house)
    with pytest.raises(InvalidInput, match=reason):
        record_outcome(row, result, actor=actor(house.editor))
    row.refresh_from_db()
    assert (row.outcome, row.version, row.motions.count()) == ("", 1, 0)


def test_nothing_comes_of_a_meeting_that_has_not_been_held(house: House) -> None:
    row = in_meeting(house, days=1)
    with pytest.raises(NotAllowed, match="can be recorded from that day"):
        record_outcome(row, Result(Outcome.NOTED), actor=actor(house.editor))
    without = plan_treatment(written(house), Planned(DECISION, house.council), actor=actor(house.editor))
    with pytest.raises(InvalidInput, match="on which day"):
        record_outcome(without, Result(Outcome.NOTED), actor=actor(house.editor))
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(InvalidInput, match="not come yet"):
        record_outcome(without, Result(Outcome.NOTED, day=tomorrow), actor=actor(house.editor))
    with pytest.raises(InvalidInput, match="long before the matter"):
        record_outcome(without, Result(Outcome.NOTED, day=date(1990, 1, 1)), actor=actor(house.editor))


def test_nothing_comes_of_a_meeting_that_was_cancelled(house: House) -> None:
    row = in_meeting(house)
    assert row.meeting is not None
    cancel_meeting(read_at(row.meeting, 1), actor=actor(house.editor))
    row.refresh_from_db()
    assert not has_been(row, timezone.localdate())
    with pytest.raises(InvalidInput, match="has been cancelled"):
        record_outcome(row, Result(Outcome.ADOPTED), actor=actor(house.editor))


def test_the_second_of_two_who_record_is_told_and_overwrites_nothing(house: House) -> None:
    row = in_meeting(house)
    record_outcome(row, Result(Outcome.ADOPTED), actor=actor(house.editor))
    with pytest.raises(ChangedMeanwhile):
        record_outcome(row, Result(Outcome.REJECTED, "Nei."), actor=actor(house.director))
    row.refresh_from_db()
    assert (row.outcome, row.wording) == ("adopted", "Gol kommune deltek.")


def test_minutes_are_recorded_by_own_people_not_by_delegation(house: House) -> None:
    row = in_meeting(house)
    lent = hire("leigd@example.no", house.world.gol, RoleKind.EDITOR, "26/1")
    facilitator = hire("tilrettelegg@example.no", house.world.gol, RoleKind.FACILITATOR)
    for user in (lent, facilitator, house.neighbour):
        with pytest.raises(NotAllowed, match="recorded by the organisation's own"):
            record_outcome(row, Result(Outcome.NOTED), actor=actor(user))


def test_what_a_matter_was_decided_upon_stays_as_it_was(house: House) -> None:
    row = in_meeting(house)
    record_outcome(row, Result(Outcome.ADOPTED), actor=actor(house.editor))
    with pytest.raises(NotAllowed, match="stays as it was"):
        revise_matter(read_at(row.matter, 1), draft(), actor=actor(house.editor))


# --- by delegation --------------------------------------------------------------------------------


def test_a_director_records_a_decision_by_delegation(house: House) -> None:
    matter = take_up(read_at(prepared(house), 1), actor=actor(house.director))
    row = record_delegated(matter, by_delegation(case_number="DS 26/9"), actor=actor(house.director))
    assert (row.body, row.decided_by, row.document, row.outcome, row.case_number) == (
        *(None, "kommunedirektør", "Delegeringsreglementet pkt. 3.2"),
        *("adopted", "DS 26/9"),
    )
    assert Notice.objects.filter(kind="matter.treated").get().user == house.facilitator
    with pytest.raises(NotAllowed, match="decides by delegation"):
        correct_outcome(row, Result(Outcome.REJECTED, "Nei.", day=row.day), actor=actor(house.editor))


def test_only_own_top_management_decides_by_delegation(house: House) -> None:
    matter = written(house)
    for user in (house.editor, house.facilitator, house.neighbour):
        with pytest.raises(NotAllowed, match="decides by delegation"):
            record_delegated(matter, by_delegation(), actor=actor(user))


@pytest.mark.parametrize(
    "changed",
    [
        {"decided_by": " "},
        {"document": ""},
        {"wording": "Gol deltek ikkje."},
        {"day": date(1990, 1, 1)},
        {"outcome": Outcome.POLLED},
        {"day": date(2999, 1, 1)},
        {"document": "x" * 201},
    ],
)
def test_a_delegated_decision_says_who_by_what_and_what(house: House, changed: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        record_delegated(written(house), by_delegation(**changed), actor=actor(house.director))
    assert not Treatment.objects.exists()


def test_the_own_management_goes_on_with_what_is_prepared_and_nobody_else(house: House) -> None:
    plan = Planned(DECISION, house.council)
    matters = [prepared(house) for _time in range(3)]
    with pytest.raises(NotAllowed, match="waits until"):
        plan_treatment(matters[0], plan, actor=actor(house.editor))
    plan_treatment(matters[0], plan, actor=actor(house.director))
    record_delegated(matters[1], by_delegation(), actor=actor(house.director))
    revise_matter(read_at(matters[2], 1), draft(), actor=actor(house.director))
    assert set(Matter.objects.values_list("state", flat=True)) == {"draft"}
    assert Entry.objects.filter(action="matter.taken_up").count() == 3


def test_a_council_is_not_heard_and_decides_a_matter_once(house: House) -> None:
    matter, who = written(house), actor(house.editor)
    with pytest.raises(NotAllowed, match="council decides"):
        plan_treatment(matter, Planned(TreatmentKind.HEARING, house.council), actor=who)
    row = plan_treatment(matter, Planned(DECISION, house.council), actor=who)
    with pytest.raises(InvalidInput, match="to decide the matter already"):
        plan_treatment(matter, Planned(DECISION, house.council), actor=who)
    meeting = house.meeting(-30)  # held, and it is the same treatment that is moved
    assert replan_treatment(row, Planned(DECISION, house.council, meeting), actor=who).meeting == meeting


def test_function_and_document_of_a_delegated_decision_are_corrected(house: House) -> None:
    row = record_delegated(written(house), by_delegation(), actor=actor(house.director))
    result = Result(Outcome.ADOPTED, day=row.day, decided_by="kommunalsjef", document="Reglementet § 2")
    corrected = correct_outcome(row, result, actor=actor(house.director))
    assert (corrected.decided_by, corrected.document) == ("kommunalsjef", "Reglementet § 2")
    assert corrected.wording == "Gol kommune deltek."


@pytest.mark.parametrize(
    ("corrected", "receipts"),
    [
        ({"case_number": "PS 26/115", "votes_for": 12, "votes_against": 9}, 1),
        (
            {"motions": (moved("Sp", "Gol ventar.", 9, 12),), "statements": (stated("Ungdomsrådet", "Ja."),)},
            1,
        ),
        ({"wording": "Gol kommune deltek i to år."}, 2),
        ({"outcome": Outcome.REJECTED, "wording": "Gol kommune deltek ikkje."}, 2),
    ],
)
def test_a_correction_sends_a_receipt_only_where_something_else_was_decided(
    house: House, corrected: dict[str, Any], receipts: int
) -> None:
    result = Result(Outcome.AMENDED, "Gol kommune deltek i eitt år.", case_number="PS 26/114")
    row = record_outcome(in_meeting(house), result, actor=actor(house.editor))
    correct_outcome(row, replace(result, **corrected), actor=actor(house.editor))
    assert OutboxLetter.objects.filter(kind=RECEIPT, row=row.pk).count() == receipts
    assert Entry.objects.filter(action="treatment.corrected").count() == 1


def test_a_correction_of_the_power_of_a_delegated_decision_sends_a_receipt(house: House) -> None:
    row = record_delegated(written(house), by_delegation(), actor=actor(house.director))
    same = Result(Outcome.ADOPTED, day=row.day)
    for result, receipts in ((same, 1), (replace(same, document="Reglementet § 2"), 2)):
        row = correct_outcome(row, result, actor=actor(house.director))
        assert OutboxLetter.objects.filter(kind=RECEIPT).count() == receipts


def test_whoever_is_disqualified_neither_plans_records_nor_decides(house: House) -> None:
    row = in_meeting(house)
    declare_disqualified(house.director, row.matter, reason="", scope="gol", now=timezone.now())
    who = actor(house.director)
    tries = (
        lambda: plan_treatment(row.matter, Planned(DECISION, house.council), actor=who),
        lambda: replan_treatment(row, Planned(DECISION, house.council), actor=who),
        lambda: call_off_treatment(row, actor=who),
        lambda: record_outcome(row, Result(Outcome.ADOPTED), actor=who),
        lambda: record_delegated(row.matter, by_delegation(), actor=who),
    )
    for attempt in tries:
        with pytest.raises(NotAllowed, match="disqualified"):
            attempt()
