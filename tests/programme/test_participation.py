"""Where municipalities stand: what can mean what, by whom, and that nothing is overwritten."""

from itertools import product

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from loftet.core.verdicts import Denied, NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.actions.departures import Journal, Receiver, hand_out
from loftet.decisions.actions.matters import publish_matter, revise_matter, take_up, withdraw_matter
from loftet.decisions.follow_ups.actions import add_follow_up
from loftet.decisions.models import (
    OUTCOMES_OF,
    Body,
    BodyKind,
    Matter,
    MatterState,
    Outcome,
    TreatmentKind,
)
from loftet.decisions.queries.matters import disqualified
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
from loftet.log.models import Entry
from loftet.notices.models import Notice
from loftet.openness.journal import Journalled
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.actions.invitations import accept
from loftet.people.actions.roles import begin_role, end_role, hand_over
from loftet.people.models import Invitation, Role, RoleKind, User
from loftet.programme.cohorts.actions import invite
from loftet.programme.models import OUTCOME_OF, Participation, ParticipationDecision
from loftet.programme.participation.actions import (
    Naming,
    decide_by_delegation,
    name_people,
    say_what_it_means,
    use_matter,
)
from loftet.programme.participation.queries import OwnPage, holders_of, own_page, participations
from loftet.programme.queries.standings import standings, taking_part
from loftet.programme.rules import is_valid_basis, may_mean, states_after
from tests.decisions.conftest import draft, prepared, read_at, written
from tests.people.partnership import acting_as, hire
from tests.programme.conftest import (
    STATE,
    Programme,
    actor,
    delegated,
    joined,
    small_programme,
    treated,
)

pytestmark = pytest.mark.django_db
DECISION = TreatmentKind.DECISION


def page_of(row: Participation) -> OwnPage:
    found = participations().get(pk=row.pk)
    return own_page(found, timezone.localdate(), timezone.now())


def matter_of(programme: Programme) -> Matter:
    """Return Gol's own matter, on which its participation rests."""
    matter = written(programme.house)
    use_matter(programme.gol, matter, actor=actor(programme.house.director))
    return matter


@pytest.mark.parametrize("kind", TreatmentKind)
def test_each_outcome_means_what_the_table_says_and_nothing_else(
    programme: Programme, kind: TreatmentKind
) -> None:
    matter = matter_of(programme)
    row = participations().get(pk=programme.gol.pk)
    found: dict[tuple[str, str], set[str]] = {}
    for outcome, before in product(OUTCOMES_OF[kind], (STATE.NOT_CONSIDERED, STATE.TAKES_PART)):
        one = treated(matter, programme.house.council, kind, outcome)
        means = {state for state in OUTCOME_OF if is_valid_basis(row, one) and may_mean(one, state, before)}
        if means:
            found[outcome.value, before.value] = {state.value for state in means}
    late = {
        ("postponed", "not_considered"): {"postponed"},
        ("sent_back", "not_considered"): {"sent_back"},
    }
    decided = {
        ("adopted", "not_considered"): {"takes_part", "does_not"},
        ("amended", "not_considered"): {"takes_part", "does_not"},
        ("rejected", "not_considered"): {"does_not"},
        ("adopted", "takes_part"): {"withdrew"},
        ("amended", "takes_part"): {"withdrew"},
    }
    expected = {
        TreatmentKind.ORIENTATION: {key: late[key] for key in late if key[0] == "postponed"},
        TreatmentKind.DISCUSSION: late,
        TreatmentKind.HEARING: {key: late[key] for key in late if key[0] == "postponed"},
        TreatmentKind.POLL: {},
        TreatmentKind.DECISION: late | decided,
    }
    assert found == expected[kind]


@pytest.mark.usefixtures("in_english")
def test_taking_for_information_never_makes_participation(programme: Programme) -> None:
    matter, house = matter_of(programme), programme.house
    for kind in (TreatmentKind.ORIENTATION, TreatmentKind.DECISION):
        one = treated(matter, house.council, kind, Outcome.NOTED)
        for state in OUTCOME_OF:
            with pytest.raises(NotAllowed) as refused:
                say_what_it_means(programme.gol, one, state, 0, actor=actor(house.director))
            assert "To take a matter for information is not to decide it." in str(refused.value)
    assert not ParticipationDecision.objects.exists()
    page = page_of(programme.gol)
    assert [one.states for one in page.questions] == [(), ()]
    assert all("information" in str(one.no_decision) for one in page.questions)


def test_a_youth_council_and_another_municipality_decide_nothing_for_it(programme: Programme) -> None:
    matter, house = matter_of(programme), programme.house
    other = Body.objects.create(organisation=house.world.al, kind=BodyKind.COUNCIL, name="Ål")
    row = participations().get(pk=programme.gol.pk)
    for body in (house.youth, other):
        one = treated(matter, body, DECISION, Outcome.ADOPTED)
        assert isinstance(is_valid_basis(row, one), Denied)


def test_the_council_decides_and_the_director_says_what_it_means(programme: Programme) -> None:
    matter, house = matter_of(programme), programme.house
    one = treated(matter, house.council, DECISION, Outcome.AMENDED, days_ago=2)
    (asked,) = page_of(programme.gol).questions
    assert asked.states == (STATE.TAKES_PART, STATE.DOES_NOT)
    made = say_what_it_means(programme.gol, one, STATE.TAKES_PART, 0, actor=actor(house.director))
    assert (made.state, made.decided) == ("takes_part", one.day)
    assert standings([programme.gol.pk, programme.al.pk])[programme.al.pk].state == STATE.NOT_CONSIDERED
    assert page_of(programme.gol).questions == ()
    with pytest.raises(NotAllowed):
        say_what_it_means(programme.gol, one, STATE.TAKES_PART, made.pk, actor=actor(house.director))


def test_what_an_outcome_means_is_said_anew_and_the_history_stays(programme: Programme) -> None:
    matter, director = matter_of(programme), actor(programme.house.director)
    one = treated(matter, programme.house.council, DECISION, Outcome.ADOPTED)
    wrong = say_what_it_means(programme.gol, one, STATE.DOES_NOT, 0, actor=director)
    amendable = page_of(programme.gol).amendable
    assert amendable is not None
    assert (amendable.treatment, amendable.states) == (one, (STATE.TAKES_PART,))
    right = say_what_it_means(programme.gol, one, STATE.TAKES_PART, wrong.pk, actor=director)
    page = page_of(programme.gol)
    assert (page.standing.decision, page.seen) == (right.pk, right.pk)
    assert [(line.standing.decision, line.counts) for line in page.history] == [
        (right.pk, True),
        (wrong.pk, False),
    ]
    back = say_what_it_means(programme.gol, one, STATE.DOES_NOT, right.pk, actor=director)
    assert standings([programme.gol.pk])[programme.gol.pk].decision == back.pk
    assert not taking_part(timezone.localdate()).exists()


def test_what_is_no_longer_the_last_word_is_not_said_anew(programme: Programme) -> None:
    director = actor(programme.house.director)
    first = joined(programme, days_ago=2)
    second = decide_by_delegation(programme.gol, delegated(), STATE.WITHDREW, first.pk, actor=director)
    with pytest.raises(NotAllowed):
        say_what_it_means(
            participations().get(pk=programme.gol.pk),
            second.treatment,
            STATE.WITHDREW,
            second.pk,
            actor=director,
        )
    use_matter(programme.gol, first.treatment.matter, actor=director)
    with pytest.raises(NotAllowed):
        say_what_it_means(programme.gol, first.treatment, STATE.DOES_NOT, second.pk, actor=director)


def test_an_outcome_that_is_corrected_back_can_be_given_its_meaning_again(programme: Programme) -> None:
    matter, house = matter_of(programme), programme.house
    one, director = treated(matter, house.council, DECISION, Outcome.ADOPTED), actor(house.director)
    made = say_what_it_means(programme.gol, one, STATE.TAKES_PART, 0, actor=director)
    for outcome in (Outcome.REJECTED, Outcome.ADOPTED):
        one.refresh_from_db()
        wording = "" if outcome == Outcome.ADOPTED else "Retta."
        correct_outcome(one, Result(outcome, wording, one.day), actor=actor(house.editor))
        if outcome == Outcome.REJECTED:
            made = say_what_it_means(programme.gol, one, STATE.DOES_NOT, made.pk, actor=director)
    say_what_it_means(programme.gol, one, STATE.TAKES_PART, made.pk, actor=director)
    assert page_of(programme.gol).standing.state == STATE.TAKES_PART
    assert taking_part(timezone.localdate()).get().pk == programme.gol.pk


def test_only_its_own_top_management_says_where_a_municipality_stands(programme: Programme) -> None:
    house = programme.house
    for user in (house.editor, house.facilitator, house.neighbour):
        with pytest.raises(NotAllowed):
            decide_by_delegation(programme.gol, delegated(), STATE.TAKES_PART, 0, actor=actor(user))
    assert not ParticipationDecision.objects.exists()
    assert not Matter.objects.exists()


def test_withdrawing_and_joining_again_are_new_decisions(programme: Programme) -> None:
    director = actor(programme.house.director)
    first = joined(programme, days_ago=3)
    second = decide_by_delegation(
        programme.gol,
        delegated(days_ago=2, wording="Gol trekkjer seg."),
        STATE.WITHDREW,
        first.pk,
        actor=director,
    )
    third = decide_by_delegation(
        programme.gol, delegated(days_ago=1), STATE.TAKES_PART, second.pk, actor=director
    )
    rows = ParticipationDecision.objects.filter(participation=programme.gol)
    assert [(row.pk, row.state) for row in rows] == [
        (first.pk, "takes_part"),
        (second.pk, "withdrew"),
        (third.pk, "takes_part"),
    ]
    assert len({row.treatment.matter_id for row in rows}) == 3  # what is decided once is not decided again
    assert standings([programme.gol.pk])[programme.gol.pk].decision == third.pk


def test_who_has_not_seen_the_newest_decision_overwrites_nothing(programme: Programme) -> None:
    joined(programme)
    with pytest.raises(ChangedMeanwhile), transaction.atomic():
        decide_by_delegation(
            programme.gol,
            delegated(Outcome.REJECTED),
            STATE.DOES_NOT,
            0,
            actor=actor(programme.house.director),
        )
    assert ParticipationDecision.objects.get().state == "takes_part"


def test_whoever_takes_part_is_not_moved_by_a_matter_that_is_put_off() -> None:
    assert states_after(STATE.TAKES_PART) == (STATE.WITHDREW,)
    assert STATE.WITHDREW not in states_after(STATE.DOES_NOT)


def test_a_corrected_outcome_no_longer_counts_and_the_history_stays(programme: Programme) -> None:
    matter, house = matter_of(programme), programme.house
    one = treated(matter, house.council, DECISION, Outcome.ADOPTED)
    say_what_it_means(programme.gol, one, STATE.TAKES_PART, 0, actor=actor(house.director))
    correct_outcome(one, Result(Outcome.REJECTED, "Ikkje vedteke.", one.day), actor=actor(house.editor))
    page = page_of(programme.gol)
    assert page.standing.state == STATE.NOT_CONSIDERED
    assert [line.holds for line in page.history] == [False]
    (asked,) = page.questions
    assert asked.states == (STATE.DOES_NOT,)
    say_what_it_means(programme.gol, one, STATE.DOES_NOT, page.seen, actor=actor(house.director))
    assert standings([programme.gol.pk])[programme.gol.pk].state == STATE.DOES_NOT


def test_a_prepared_matter_is_taken_up_as_the_director_decides(db: None, settings: object) -> None:
    programme = small_programme("join")
    matter = programme.gol.matter
    assert matter is not None
    assert (matter.state, matter.language, matter.title) == (
        MatterState.PREPARED,
        "nn",
        "Deltaking i Bærekraftsløftet, kull 1",
    )
    assert "Gol kommune deltek i Bærekraftsløftet, kull 1, frå 3. mars 2026." in matter.proposal
    joined(programme)  # in words of its own
    matter.refresh_from_db()
    assert matter.state == MatterState.DRAFT
    assert matter.treatments.get().outcome == Outcome.AMENDED
    assert Matter.objects.filter(organisation=programme.al.organisation).get().state == MatterState.PREPARED


def test_a_stranger_matter_moves_nobody(programme: Programme) -> None:
    house = programme.house
    theirs = take_up(read_at(prepared(house, house.world.al), 1), actor=actor(house.neighbour))
    with pytest.raises(NotAllowed):
        use_matter(programme.gol, theirs, actor=actor(house.director))
    one = treated(theirs, house.council, DECISION, Outcome.ADOPTED)
    with pytest.raises(NotAllowed):
        say_what_it_means(programme.gol, one, STATE.TAKES_PART, 0, actor=actor(house.director))
    assert {row.state for row in standings([programme.gol.pk, programme.al.pk]).values()} == {
        STATE.NOT_CONSIDERED
    }


def test_whoever_is_disqualified_records_nothing(programme: Programme) -> None:
    director = programme.house.director
    declare_disqualified(director, programme.gol, reason="", scope="gol", now=timezone.now())
    with pytest.raises(NotAllowed):
        joined(programme)
    assert not ParticipationDecision.objects.exists()


def test_whoever_is_disqualified_on_a_participation_does_nothing_with_its_matter(
    programme: Programme, in_english: None
) -> None:
    house, matter = programme.house, matter_of(programme)
    planned = Planned(DECISION, house.council)
    row = plan_treatment(matter, planned, actor=actor(house.director))
    journal, who = Journal(Journalled.WILL_BE), actor(house.director)
    act = actor(house.director)
    declare_disqualified(house.director, programme.gol, reason="", scope="gol", now=timezone.now())
    tries = (
        lambda: publish_matter(matter, journal, actor=who),
        lambda: revise_matter(matter, draft(), actor=who),
        lambda: withdraw_matter(matter, "Feil.", actor=who),
        lambda: hand_out(matter, journal, what="Saka", receiver=Receiver("Avisa"), actor=who),
        lambda: add_follow_up(matter, {"text": "Skriv"}, actor=act),
        lambda: plan_treatment(matter, planned, actor=act),
        lambda: replan_treatment(row, planned, actor=act),
        lambda: call_off_treatment(row, actor=act),
        lambda: record_outcome(row, Result(Outcome.ADOPTED, "Ja."), actor=act),
        lambda: record_delegated(matter, delegated(), actor=act),
    )
    for attempt in tries:
        with pytest.raises(NotAllowed, match="disqualified"):
            attempt()
    assert disqualified(matter) == (str(house.director),)


def test_a_buyer_who_leaves_makes_the_warning_appear_and_handing_over_makes_it_go(
    programme: Programme,
) -> None:
    house, today, now = programme.house, timezone.localdate(), timezone.now()
    row = participations().get(pk=programme.gol.pk)

    def missing() -> list[RoleKind]:
        return [one.kind for one in holders_of(row, today, now) if one.warning]

    assert missing() == [RoleKind.BUSINESS_ADVISER, RoleKind.PROCUREMENT_OFFICER]
    buyer = hire("siv@gol.example", house.world.gol, RoleKind.PROCUREMENT_OFFICER)
    hire("lent@al.example", house.world.gol, RoleKind.BUSINESS_ADVISER, document="24/1")
    assert missing() == []
    held = Role.objects.get(user=buyer)
    hand_over(held, house.editor, actor=acting_as(house.director))
    assert missing() == []
    end_role(Role.objects.get(user=house.editor, kind="procurement_officer"), actor=acting_as(house.editor))
    assert missing() == [RoleKind.PROCUREMENT_OFFICER]
    (adviser,) = next(one.people for one in holders_of(row, today, now) if one.kind == "business_adviser")
    assert adviser.document == "24/1"


def test_people_are_named_once_it_is_decided(programme: Programme) -> None:
    house = programme.house
    joined(programme)
    namings = [
        Naming(RoleKind.BUSINESS_ADVISER, house.editor),
        Naming(RoleKind.PROCUREMENT_OFFICER, email="siv@gol.example"),
    ]
    name_people(programme.gol, namings, actor=actor(house.director))
    assert Role.objects.filter(user=house.editor, kind=RoleKind.BUSINESS_ADVISER).exists()
    asked = Invitation.objects.get()
    assert (asked.kind, asked.email, asked.language) == ("procurement_officer", "siv@gol.example", "nn")
    told = Notice.objects.filter(user=house.facilitator).values_list("kind", flat=True)
    assert set(told) == {"participation.decided", "participation.named"}
    logged = Entry.objects.filter(scope="gol").values_list("action", flat=True)
    assert {"participation.decided", "treatment.delegated", "role.began", "invitation.made"} <= set(logged)


def test_whoever_runs_the_cohort_hears_of_a_new_adviser_however_the_role_began(programme: Programme) -> None:
    house, today = programme.house, timezone.localdate()
    joined(programme)
    name_people(
        programme.gol,
        [Naming(RoleKind.PROCUREMENT_OFFICER, email="siv@gol.example")],
        actor=actor(house.director),
    )
    told = Notice.objects.filter(kind="participation.named", user=house.facilitator)
    assert not told.exists()  # to be invited is not to have a role
    siv = User.objects.create_user("siv@gol.example")
    role = accept(Invitation.objects.get(), actor=acting_as(siv))
    assert [one.details["organisation"] for one in told.all()] == ["Gol kommune"]
    hand_over(role, house.editor, actor=acting_as(house.director))
    assert told.count() == 2
    begin_role(house.editor, house.world.gol, RoleKind.PLANNER, by=house.director, today=today)
    begin_role(siv, house.world.gol, RoleKind.BUSINESS_ADVISER, by=None, today=today)
    assert told.count() == 2


def test_somebody_of_another_municipality_is_not_named(programme: Programme) -> None:
    house = programme.house
    with pytest.raises(NotAllowed), transaction.atomic():
        name_people(
            programme.gol,
            [Naming(RoleKind.BUSINESS_ADVISER, house.neighbour)],
            actor=actor(house.director),
        )
    with pytest.raises(NotAllowed), transaction.atomic():
        name_people(
            programme.gol,
            [Naming(RoleKind.BUSINESS_ADVISER, house.editor)],
            actor=actor(house.facilitator),
        )
    assert not Role.objects.filter(kind=RoleKind.BUSINESS_ADVISER).exists()


def test_inviting_twice_invites_once(programme: Programme) -> None:
    house = programme.house
    done = invite(programme.cohort, [house.world.gol, house.world.al], "join", actor=actor(house.facilitator))
    assert done.new == ()
    assert Participation.objects.count() == 2
    assert not Matter.objects.exists()
    assert Notice.objects.filter(kind="participation.invited").count() == 2


def test_a_stranger_municipality_is_not_invited(programme: Programme) -> None:
    house = programme.house
    with pytest.raises(NotAllowed):
        invite(programme.cohort, [house.world.firm], "", actor=actor(house.facilitator))
    with pytest.raises(NotAllowed):
        invite(programme.cohort, [house.world.gol], "", actor=actor(house.director))


@pytest.mark.usefixtures("in_english")
def test_where_it_stands_is_said_in_one_sentence(programme: Programme) -> None:
    assert page_of(programme.al).sentence == (
        "Ål has not considered taking part in Bærekraftsløftet, kull 1 yet."
    )
    day = date_format(joined(programme).decided, "j. F Y")
    assert page_of(programme.gol).sentence == (
        f"Gol takes part in Bærekraftsløftet, kull 1, from {day} (case 12/27)."
    )
