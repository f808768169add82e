"""Phases: several at once, again, for one; ticks that stay where they were made; what waits for whom."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.models import Outcome, TreatmentKind
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.notices.models import Notice
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import RoleKind
from loftet.people.permissions import Permissions
from loftet.people.queries import permissions_at
from loftet.programme.actions.bulk import open_for
from loftet.programme.actions.participation import say_what_it_means, use_matter
from loftet.programme.actions.phases import OpenAlready, close_phase, open_phase, tick, untick
from loftet.programme.app import tasks_of
from loftet.programme.catalogue import read_matters, read_phases
from loftet.programme.models import Cohort, Participation, ParticipationState, PhaseRun, Tick
from loftet.programme.queries.participation import participations
from loftet.programme.queries.phases import checklists, progress_of
from loftet.programme.queries.standings import decided_in
from loftet.programme.queries.waiting import participation_tasks, unanswered
from tests.decisions.conftest import written
from tests.people.partnership import hire
from tests.programme.conftest import Programme, actor, clerk, joined, treated

pytestmark = pytest.mark.django_db


def asked_of(rows: Sequence[Participation]) -> set[int]:
    """Return the participations with an outcome of which nobody has said what it means."""
    return unanswered(rows, decided_in(one.pk for one in rows))


def as_now(programme: Programme, who: str = "director") -> Permissions:
    return permissions_at(getattr(programme.house, who), timezone.localdate())


def waiting(programme: Programme, who: str = "director") -> list[tuple[str, str]]:
    return [
        (one.organisation, one.address.partition("#")[2])
        for one in participation_tasks(actor(getattr(programme.house, who)))
    ]


def test_several_phases_are_open_at_once_and_one_is_opened_again(programme: Programme) -> None:
    joined(programme)
    runner, director = clerk(programme.house.facilitator), clerk(programme.house.director)
    first = open_phase(programme.cohort, "understand", "", clerk=runner)
    open_phase(programme.cohort, "meet", "", clerk=runner)
    assert PhaseRun.objects.open().count() == 2
    tick(first, programme.gol, "read_status", "I leiarmøtet", clerk=director)
    close_phase(first, first.version, clerk=runner)
    again = open_phase(programme.cohort, "understand", "Nye tal", clerk=runner)
    assert again.pk != first.pk
    with pytest.raises(NotAllowed):
        tick(first, programme.gol, "comment_figures", "", clerk=director)
    lists = checklists(programme.gol, as_now(programme), timezone.localdate())
    assert [(one.run == first.pk, one.key, one.done) for one in lists] == [
        (True, "understand", 1),
        (False, "meet", 0),
        (False, "understand", 0),
    ]
    assert progress_of([programme.gol], timezone.localdate())[programme.gol.pk].done == 0


@pytest.mark.both_databases
@pytest.mark.usefixtures("in_english")
def test_a_phase_that_is_open_is_not_opened_again(programme: Programme) -> None:
    runner = clerk(programme.house.facilitator)
    open_phase(programme.cohort, "meet", "", clerk=runner)
    for only in (None, programme.gol):
        with pytest.raises(OpenAlready, match=r"The phase is open already\."):
            open_phase(programme.cohort, "meet", "", only, clerk=runner)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhaseRun.objects.create(cohort=programme.cohort, phase="meet", opened=timezone.localdate())
    assert PhaseRun.objects.count() == 1


def test_a_phase_for_one_municipality_is_no_other_s(programme: Programme) -> None:
    joined(programme)
    run = open_phase(programme.cohort, "act", "", programme.al, clerk=clerk(programme.house.facilitator))
    assert [one.key for one in checklists(programme.gol, as_now(programme), timezone.localdate())] == []
    with pytest.raises(NotAllowed):
        tick(run, programme.gol, "set_aside", "", clerk=clerk(programme.house.director))
    progress = progress_of([programme.gol, programme.al], timezone.localdate())
    assert (progress[programme.gol.pk].of, progress[programme.al.pk].of) == (0, 4)


def test_a_phase_that_opens_for_all_gathers_those_open_for_one_with_their_ticks(programme: Programme) -> None:
    joined(programme)
    runner, director = clerk(programme.house.facilitator), clerk(programme.house.director)
    own = open_phase(programme.cohort, "meet", "", programme.gol, clerk=runner)
    assert ("Gol kommune", "meet") in waiting(programme)
    tick(own, programme.gol, "agree_volume", "", clerk=director)
    run = open_phase(programme.cohort, "meet", "", clerk=runner)
    own.refresh_from_db()
    assert own.closed == runner.today
    assert list(Tick.objects.values_list("run", "item").order_by("run")) == [
        (own.pk, "agree_volume"),
        (run.pk, "agree_volume"),
    ]
    lists = checklists(programme.gol, as_now(programme), timezone.localdate())
    assert [one.run for one in lists if one.closed is None] == [run.pk]
    assert progress_of([programme.gol], timezone.localdate())[programme.gol.pk].done == 1
    with pytest.raises(NotAllowed):
        untick(own, programme.gol, "agree_volume", clerk=director)


def test_phases_are_opened_and_closed_by_those_who_run_the_cohort(programme: Programme) -> None:
    house = programme.house
    for user in (house.director, house.neighbour, house.editor):
        with pytest.raises(NotAllowed):
            open_phase(programme.cohort, "meet", "", clerk=clerk(user))
    run = open_phase(programme.cohort, "meet", "", clerk=clerk(house.facilitator))
    with pytest.raises(NotAllowed):
        close_phase(run, run.version, clerk=clerk(house.director))
    with pytest.raises(ChangedMeanwhile):
        close_phase(run, run.version + 1, clerk=clerk(house.facilitator))
    with pytest.raises(InvalidInput):
        open_phase(programme.cohort, "nothing", "", clerk=clerk(house.facilitator))


def test_opening_for_several_opens_for_none_where_it_is_open_for_one(programme: Programme) -> None:
    runner = clerk(programme.house.facilitator)
    open_phase(programme.cohort, "act", "", programme.al, clerk=runner)
    with pytest.raises(OpenAlready):
        open_for(programme.cohort, "act", [programme.gol, programme.al], clerk=runner)
    assert PhaseRun.objects.count() == 1


def test_a_tick_is_taken_back_and_the_log_tells_both(programme: Programme) -> None:
    joined(programme)
    director = clerk(programme.house.director)
    run = open_phase(programme.cohort, "meet", "", clerk=clerk(programme.house.facilitator))
    first = tick(run, programme.gol, "agree_volume", "", clerk=director)
    assert tick(run, programme.gol, "agree_volume", "again", clerk=director) == first
    untick(run, programme.gol, "agree_volume", clerk=director)
    untick(run, programme.gol, "agree_volume", clerk=director)
    assert not Tick.objects.exists()
    ticks = Entry.objects.filter(action__startswith="tick").order_by("pk")
    assert [one.action for one in ticks] == ["tick.set", "tick.taken_back"]
    with pytest.raises(InvalidInput):
        tick(run, programme.gol, "nothing", "", clerk=director)
    with pytest.raises(NotAllowed):
        tick(run, programme.gol, "agree_volume", "", clerk=clerk(programme.house.facilitator))
    with pytest.raises(NotAllowed):  # Ål has decided nothing
        tick(run, programme.al, "agree_volume", "", clerk=clerk(programme.house.neighbour))


def test_opening_tells_those_who_have_something_to_do(programme: Programme) -> None:
    joined(programme)
    buyer = hire("siv@al.example", programme.house.world.gol, RoleKind.PROCUREMENT_OFFICER, document="24/1")
    hire("buyer@al.example", programme.house.world.al, RoleKind.PROCUREMENT_OFFICER)
    open_phase(programme.cohort, "meet", "", clerk=clerk(programme.house.facilitator))
    told = Notice.objects.filter(kind="phase.opened").values_list("user", "organisation")
    assert set(told) == {(programme.house.director.pk, "Gol kommune"), (buyer.pk, "Gol kommune")}


def test_what_waits_follows_what_is_done(programme: Programme) -> None:
    assert waiting(programme) == [("Gol kommune", "")]  # to decide
    assert waiting(programme, "facilitator") == []
    joined(programme)
    assert waiting(programme) == [("Gol kommune", "people")] * 2  # to name two
    run = open_phase(programme.cohort, "meet", "", clerk=clerk(programme.house.facilitator))
    assert waiting(programme) == [("Gol kommune", "people")] * 2 + [("Gol kommune", "meet")]
    tick(run, programme.gol, "agree_volume", "", clerk=clerk(programme.house.director))
    hire("siv@gol.example", programme.house.world.gol, RoleKind.PROCUREMENT_OFFICER)
    hire("ola@gol.example", programme.house.world.gol, RoleKind.BUSINESS_ADVISER)
    assert waiting(programme) == []
    close_phase(run, run.version, clerk=clerk(programme.house.facilitator))
    assert waiting(programme) == []


def test_nothing_waits_for_whoever_is_disqualified(programme: Programme) -> None:
    declare_disqualified(programme.house.director, programme.gol, reason="", scope="gol", now=timezone.now())
    assert waiting(programme) == []


def test_nothing_waits_for_whoever_is_disqualified_on_the_matter(programme: Programme) -> None:
    director = programme.house.director
    matter = written(programme.house)
    use_matter(programme.gol, matter, clerk=clerk(director))
    declare_disqualified(director, matter, reason="", scope="gol", now=timezone.now())
    assert waiting(programme) == []


def test_an_outcome_that_changes_nothing_is_not_waited_for(programme: Programme) -> None:
    matter, council = written(programme.house), programme.house.council
    director = clerk(programme.house.director)
    use_matter(programme.gol, matter, clerk=director)
    one = treated(matter, council, TreatmentKind.DECISION, Outcome.ADOPTED, days_ago=1)
    assert asked_of([participations().get(pk=programme.gol.pk)]) == {programme.gol.pk}
    say_what_it_means(programme.gol, one, ParticipationState.TAKES_PART, 0, clerk=director)
    for outcome in (Outcome.REJECTED, Outcome.POSTPONED):
        treated(matter, council, TreatmentKind.DECISION, outcome)
    assert asked_of([participations().get(pk=programme.gol.pk)]) == set()


def test_two_participations_that_rest_on_one_matter_are_both_asked(programme: Programme) -> None:
    matter = written(programme.house)
    second = Cohort.objects.get(pk=programme.cohort.pk)
    second.pk, second.slug = None, "hallingdal-kull-2"
    second.save()
    made = Participation.objects.create(
        cohort=second,
        organisation=programme.gol.organisation,
        invited=timezone.now(),
        invited_by=programme.house.facilitator,
    )
    Participation.objects.filter(organisation=programme.gol.organisation).update(matter=matter)
    treated(matter, programme.house.council, TreatmentKind.DECISION, Outcome.ADOPTED)
    rows = list(participations().filter(organisation=programme.gol.organisation))
    assert asked_of(rows) == {programme.gol.pk, made.pk}


def test_what_waits_is_asked_in_few_queries(
    programme: Programme, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    joined(programme)
    for key in ("understand", "meet", "act", "measure"):
        open_phase(programme.cohort, key, "", clerk=clerk(programme.house.facilitator))
    who = actor(programme.house.director)
    with django_assert_max_num_queries(9):
        assert len(list(participation_tasks(who))) == 6
    with django_assert_max_num_queries(0):
        assert list(tasks_of(replace(who, permissions=Permissions(1)))) == []


def test_the_catalogue_is_refused_with_file_line_and_column(catalogue: Path, tmp_path: Path) -> None:
    for file in (catalogue / "programme").iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    lists = tmp_path / "checklist.csv"
    text = lists.read_text(encoding="utf-8").replace(
        "meet,write_needs,procurement_officer", "met,write_needs,buyer"
    )
    lists.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_phases(tmp_path)
    assert [(one.line, one.column) for one in refused.value.problems] == [(8, "phase"), (8, "role")]
    matters = tmp_path / "matters.toml"
    matters.write_text(matters.read_text(encoding="utf-8").replace("{region}", "{regoin}"), encoding="utf-8")
    with pytest.raises(InvalidInput, match="regoin"):
        read_matters(matters)


def test_the_catalogue_s_lists_stand_for_their_time(catalogue: Path) -> None:
    day = timezone.localdate()
    for phase in read_phases(catalogue / "programme"):
        assert phase.items_on(day)
        assert phase.items_on(day - timedelta(days=4000)) == ()
