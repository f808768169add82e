"""Phases: several at once, again, for one; ticks that stay where they were made; what waits for whom."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.core.reading import answer
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.models import Outcome, TreatmentKind
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.notices.models import Notice
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import RoleKind
from loftet.people.permissions import Permissions, permissions_at
from loftet.programme.app import municipality_tasks
from loftet.programme.catalogue import phase_of, read_matters, read_phases, said
from loftet.programme.models import Cohort, Participation, ParticipationState, PhaseRun, Tick
from loftet.programme.participation.actions import say_what_it_means, use_matter
from loftet.programme.participation.queries import participations
from loftet.programme.phases.actions import OpenAlready, close_phase, open_phase, open_phases, tick, untick
from loftet.programme.phases.queries import checklists, progress_of
from loftet.programme.queries.standings import decided_in
from loftet.programme.queries.waiting import meaningful_of, unanswered
from tests.decisions.conftest import read_at, written
from tests.people.partnership import hire
from tests.programme.conftest import Programme, actor, both_joined, joined, treated, waits_for

pytestmark = pytest.mark.django_db


def asked_of(rows: Sequence[Participation]) -> set[int]:
    """Return the participations with an outcome of which nobody has said what it means."""
    matters = Participation.objects.filter(pk__in=[one.pk for one in rows], matter__isnull=False)
    return unanswered(rows, decided_in(one.pk for one in rows), meaningful_of(matters.values("matter")))


def as_now(programme: Programme, who: str = "director") -> Permissions:
    return permissions_at(getattr(programme.house, who), timezone.localdate())


def waiting(programme: Programme, who: str = "director") -> list[tuple[str, str]]:
    return [
        (one.organisation, one.address.partition("#")[2])
        for one in waits_for(actor(getattr(programme.house, who)))
    ]


def test_several_phases_are_open_at_once_and_one_is_opened_again(programme: Programme) -> None:
    joined(programme)
    runner, director = actor(programme.house.facilitator), actor(programme.house.director)
    first = open_phase(programme.cohort, "understand", "", actor=runner)
    open_phase(programme.cohort, "meet", "", actor=runner)
    assert PhaseRun.objects.open().count() == 2
    tick(first, programme.gol, "read_status", "I leiarmøtet", actor=director)
    close_phase(first, actor=runner)
    again = open_phase(programme.cohort, "understand", "Nye tal", actor=runner)
    assert again.pk != first.pk
    with pytest.raises(NotAllowed):
        tick(first, programme.gol, "comment_figures", "", actor=director)
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
    runner = actor(programme.house.facilitator)
    open_phase(programme.cohort, "meet", "", actor=runner)
    for only in (None, programme.gol):
        with pytest.raises(OpenAlready, match=r"The phase is open already\."):
            open_phase(programme.cohort, "meet", "", only, actor=runner)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhaseRun.objects.create(cohort=programme.cohort, phase="meet", opened=timezone.localdate())
    assert PhaseRun.objects.count() == 1


def test_a_phase_for_one_municipality_is_no_other_s(programme: Programme) -> None:
    joined(programme)
    run = open_phase(programme.cohort, "act", "", programme.al, actor=actor(programme.house.facilitator))
    assert [one.key for one in checklists(programme.gol, as_now(programme), timezone.localdate())] == []
    with pytest.raises(NotAllowed):
        tick(run, programme.gol, "set_aside", "", actor=actor(programme.house.director))
    progress = progress_of([programme.gol, programme.al], timezone.localdate())
    assert (progress[programme.gol.pk].of, progress[programme.al.pk].of) == (0, 2)


def test_a_phase_that_opens_for_all_gathers_those_open_for_one_with_their_ticks(programme: Programme) -> None:
    joined(programme)
    runner, director = actor(programme.house.facilitator), actor(programme.house.director)
    own = open_phase(programme.cohort, "meet", "", programme.gol, actor=runner)
    assert ("Gol kommune", "meet") in waiting(programme)
    tick(own, programme.gol, "agree_volume", "", actor=director)
    run = open_phase(programme.cohort, "meet", "", actor=runner)
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
        untick(own, programme.gol, "agree_volume", actor=director)


def test_phases_are_opened_and_closed_by_those_who_run_the_cohort(programme: Programme) -> None:
    house = programme.house
    for user in (house.director, house.neighbour, house.editor):
        with pytest.raises(NotAllowed):
            open_phase(programme.cohort, "meet", "", actor=actor(user))
    run = open_phase(programme.cohort, "meet", "", actor=actor(house.facilitator))
    with pytest.raises(NotAllowed):
        close_phase(run, actor=actor(house.director))
    with pytest.raises(ChangedMeanwhile):
        close_phase(read_at(run, run.version + 1), actor=actor(house.facilitator))
    with pytest.raises(InvalidInput):
        open_phase(programme.cohort, "nothing", "", actor=actor(house.facilitator))


def test_opening_for_several_opens_for_none_where_it_is_open_for_one(programme: Programme) -> None:
    runner = actor(programme.house.facilitator)
    open_phase(programme.cohort, "act", "", programme.al, actor=runner)
    with pytest.raises(OpenAlready):
        open_phases(programme.cohort, "act", "", [programme.gol, programme.al], actor=runner)
    assert PhaseRun.objects.count() == 1


def test_a_tick_is_taken_back_and_the_log_tells_both(programme: Programme) -> None:
    joined(programme)
    director = actor(programme.house.director)
    run = open_phase(programme.cohort, "meet", "", actor=actor(programme.house.facilitator))
    first = tick(run, programme.gol, "agree_volume", "", actor=director)
    assert tick(run, programme.gol, "agree_volume", "again", actor=director) == first
    untick(run, programme.gol, "agree_volume", actor=director)
    untick(run, programme.gol, "agree_volume", actor=director)
    assert not Tick.objects.exists()
    ticks = Entry.objects.filter(action__startswith="tick").order_by("pk")
    assert [one.action for one in ticks] == ["tick.set", "tick.taken_back"]
    with pytest.raises(InvalidInput):
        tick(run, programme.gol, "nothing", "", actor=director)
    with pytest.raises(NotAllowed):
        tick(run, programme.gol, "agree_volume", "", actor=actor(programme.house.facilitator))
    with pytest.raises(NotAllowed):  # Ål has decided nothing
        tick(run, programme.al, "agree_volume", "", actor=actor(programme.house.neighbour))


def test_opening_tells_those_who_have_something_to_do(programme: Programme) -> None:
    joined(programme)
    buyer = hire("siv@al.example", programme.house.world.gol, RoleKind.PROCUREMENT_OFFICER, document="24/1")
    hire("buyer@al.example", programme.house.world.al, RoleKind.PROCUREMENT_OFFICER)
    open_phase(programme.cohort, "meet", "", actor=actor(programme.house.facilitator))
    told = Notice.objects.filter(kind="phase.opened").values_list("user", "organisation")
    assert set(told) == {(programme.house.director.pk, "Gol kommune"), (buyer.pk, "Gol kommune")}


def test_what_waits_follows_what_is_done(programme: Programme) -> None:
    assert waiting(programme) == [("Gol kommune", "")]  # to decide
    assert waiting(programme, "facilitator") == []
    joined(programme)
    assert waiting(programme) == [("Gol kommune", "people")] * 2  # to name two
    run = open_phase(programme.cohort, "meet", "", actor=actor(programme.house.facilitator))
    assert waiting(programme) == [("Gol kommune", "people")] * 2 + [("Gol kommune", "meet")]
    tick(run, programme.gol, "agree_volume", "", actor=actor(programme.house.director))
    hire("siv@gol.example", programme.house.world.gol, RoleKind.PROCUREMENT_OFFICER)
    hire("ola@gol.example", programme.house.world.gol, RoleKind.BUSINESS_ADVISER)
    assert waiting(programme) == []
    close_phase(run, actor=actor(programme.house.facilitator))
    assert waiting(programme) == []


def test_nothing_waits_for_whoever_is_disqualified(programme: Programme) -> None:
    declare_disqualified(programme.house.director, programme.gol, reason="", scope="gol", now=timezone.now())
    assert waiting(programme) == []


def test_nothing_waits_for_whoever_is_disqualified_on_the_matter(programme: Programme) -> None:
    director = programme.house.director
    matter = written(programme.house)
    use_matter(programme.gol, matter, actor=actor(director))
    declare_disqualified(director, matter, reason="", scope="gol", now=timezone.now())
    assert waiting(programme) == []


def test_an_outcome_that_changes_nothing_is_not_waited_for(programme: Programme) -> None:
    matter, council = written(programme.house), programme.house.council
    director = actor(programme.house.director)
    use_matter(programme.gol, matter, actor=director)
    one = treated(matter, council, TreatmentKind.DECISION, Outcome.ADOPTED, days_ago=1)
    assert asked_of([participations().get(pk=programme.gol.pk)]) == {programme.gol.pk}
    say_what_it_means(programme.gol, one, ParticipationState.TAKES_PART, 0, actor=director)
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
        open_phase(programme.cohort, key, "", actor=actor(programme.house.facilitator))
    who = actor(programme.house.director)
    with django_assert_max_num_queries(2):  # what is declared, and all else
        asked = [str(one.what) for one in waits_for(who)]
    assert len(asked) == len(set(asked)) == 3  # the checklists are one task, however much is open
    with django_assert_max_num_queries(0):
        assert answer(municipality_tasks(replace(who, permissions=Permissions(1)))) == []


def test_a_line_names_nothing_that_a_municipality_has_ticked_off(programme: Programme) -> None:
    house = programme.house
    both_joined(programme)
    buyer = hire("siv@al.example", house.world.gol, RoleKind.PROCUREMENT_OFFICER, document="24/1")
    hire(buyer.email, house.world.al, RoleKind.PROCUREMENT_OFFICER)
    run = open_phase(programme.cohort, "meet", "", actor=actor(house.facilitator))

    def lines() -> dict[str, str]:
        return {one.organisation: str(one.what) for one in waits_for(actor(buyer))}

    before = lines()
    assert len(set(before.values())) == 1  # the same in both: one line
    phase = phase_of("meet")
    assert phase is not None
    first = next(
        one for one in phase.items_on(timezone.localdate()) if one.role == RoleKind.PROCUREMENT_OFFICER
    )
    assert str(said(first.text)) in before["Gol kommune"]
    tick(run, programme.gol, first.key, "", actor=actor(buyer))
    after = lines()
    assert str(said(first.text)) not in after.get("Gol kommune", "")
    assert after["Ål kommune"]
    assert len(set(after.values())) == 1  # it is still one line


def test_a_point_that_no_longer_holds_is_still_on_the_lists_of_its_time() -> None:
    phase = phase_of("act")
    assert phase is not None
    then, now = ({one.key for one in phase.items_on(date(*day))} for day in ((2026, 11, 26), (2026, 11, 27)))
    assert then - now == {"plan_procurement", "follow_project"}


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


def test_lines_that_name_nothing_are_alike_in_all_cohorts(programme: Programme) -> None:
    """They become one line; a cohort in it would make several of the same."""
    both_joined(programme)
    director, runner = programme.house.director, actor(programme.house.facilitator)
    second = Cohort.objects.get(pk=programme.cohort.pk)
    second.pk, second.slug, second.name = None, "hallingdal-kull-2", "kull 2"
    second.save()
    made = Participation.objects.create(
        cohort=second,
        organisation=programme.gol.organisation,
        invited=timezone.now(),
        invited_by=programme.house.facilitator,
    )
    decided = programme.gol.decisions.get()
    decided.pk, decided.participation = None, made
    decided.save()
    open_phases(programme.cohort, "meet", "", (), actor=runner)
    open_phases(second, "understand", "", (), actor=runner)
    hire(director.email, programme.al.organisation, RoleKind.TOP_MANAGEMENT)
    lines = [str(one.what) for one in waits_for(actor(director)) if one.can_wait]
    assert (len(lines), len(set(lines))) == (3, 1)
