"""«Dette venter på deg»: matters to take up, papers due, outcomes to record, what was to follow."""

from datetime import timedelta

from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from loftet.core.reading import answer
from loftet.decisions.actions.matters import take_up
from loftet.decisions.follow_ups.actions import add_follow_up, finish_follow_up
from loftet.decisions.models import Meeting, TreatmentKind
from loftet.decisions.queries.waiting import matter_tasks
from loftet.decisions.treatments.actions import Planned, plan_treatment
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import RoleKind, User
from tests.decisions.conftest import House, actor, prepared, read_at, written
from tests.people.partnership import hire


def waits_for(user: User) -> list[str]:
    with translation.override("nb"):
        return [str(one.what) for one in answer(matter_tasks(actor(user)))]


def test_what_is_prepared_waits_for_the_own_top_management_alone(house: House) -> None:
    matter = prepared(house)
    assert waits_for(house.director) == [
        "Ta stilling til «Deltaking i Bærekraftsløftet», som Regionrådet for Hallingdal har forberedt"
    ]
    assert waits_for(house.editor) == waits_for(house.neighbour) == []
    take_up(read_at(matter, 1), actor=actor(house.director))
    assert waits_for(house.director) == []


def test_papers_are_asked_for_from_two_weeks_before_they_are_due(house: House) -> None:
    today = timezone.localdate()
    stated = {"body": house.council, "day": today + timedelta(60)}
    soon = Meeting.objects.create(paper_deadline=today + timedelta(14), **stated)
    later = Meeting.objects.create(
        body=house.council, day=today + timedelta(61), paper_deadline=today + timedelta(15)
    )
    over = Meeting.objects.create(
        body=house.council, day=today + timedelta(62), paper_deadline=today - timedelta(1)
    )
    for meeting in (soon, later, over):
        plan_treatment(
            written(house, title=f"Sak {meeting.pk}"),
            Planned(TreatmentKind.DECISION, house.council, meeting),
            actor=actor(house.editor),
        )
    asked = waits_for(house.editor)
    assert len(asked) == 1
    assert asked[0].startswith(f"Lever papirene til «Sak {soon.pk}» til Gol kommunestyre ")
    politician = hire("vara@gol.example", house.world.gol, RoleKind.POLITICIAN)
    assert waits_for(politician) == []


def test_a_meeting_that_was_held_asks_for_what_came_of_it(house: House) -> None:
    planned = Planned(TreatmentKind.DECISION, house.council, house.meeting(-1))
    matter = written(house)
    plan_treatment(matter, planned, actor=actor(house.editor))
    asked = ["Før inn hva Gol kommunestyre gjorde med «Deltaking i Bærekraftsløftet»"]
    assert (waits_for(house.editor), waits_for(house.director)) == (asked, [])  # who writes it has it
    adviser = hire("naring@gol.example", house.world.gol, RoleKind.BUSINESS_ADVISER)
    assert waits_for(adviser) == []
    declare_disqualified(house.director, matter, reason="", scope="gol", now=timezone.now())
    assert (waits_for(house.director), waits_for(house.editor)) == ([], asked)


def test_what_was_to_follow_is_asked_for_until_it_is_done(house: House) -> None:
    matter, today = written(house), timezone.localdate()
    row = add_follow_up(
        matter,
        {"text": "Vel kontaktperson", "responsible": "rådgivar", "due": today - timedelta(1)},
        actor=actor(house.editor),
    )
    add_follow_up(matter, {"text": "Sidan", "due": today + timedelta(40)}, actor=actor(house.editor))
    assert waits_for(house.editor) == ["Følg opp «Deltaking i Bærekraftsløftet»: Vel kontaktperson"]
    finish_follow_up(row, {"text": "Vel kontaktperson"}, actor=actor(house.editor))
    assert waits_for(house.editor) == []


def test_what_a_function_sees_to_is_for_others_where_all_who_have_it_are_disqualified(house: House) -> None:
    matter = written(house)
    due = {"text": "Svar dei", "responsible": "Kommunedirektøren", "due": timezone.localdate()}
    add_follow_up(matter, due, actor=actor(house.editor))
    asked = ["Følg opp «Deltaking i Bærekraftsløftet»: Svar dei"]
    assert (waits_for(house.director), waits_for(house.editor)) == (asked, [])
    declare_disqualified(house.director, matter, reason="", scope="gol", now=timezone.now())
    assert (waits_for(house.director), waits_for(house.editor)) == ([], asked)
    hire("vikar@gol.example", house.world.gol, RoleKind.TOP_MANAGEMENT)
    assert waits_for(house.editor) == []


def test_what_waits_is_asked_for_with_few_questions(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for days in range(-20, 20):
        planned = Planned(TreatmentKind.DECISION, house.council, house.meeting(days))
        plan_treatment(written(house), planned, actor=actor(house.editor))
    who, stranger = actor(house.director), actor(User.objects.create_user("ingen@example.no"))
    with django_assert_max_num_queries(2):
        answer(matter_tasks(who))
    with django_assert_max_num_queries(0):
        answer(matter_tasks(stranger))
