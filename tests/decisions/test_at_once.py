"""Two do the same thing in the same moment, on either database: one is kept, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import OperationalError, connection

from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.actions.bodies import plan_meetings
from loftet.decisions.actions.matters import (
    PreparedAlready,
    revise_matter,
    take_up,
    write_matter,
)
from loftet.decisions.meeting_plan import read_plan
from loftet.decisions.models import Matter, Meeting, Outcome, Treatment, TreatmentKind
from loftet.decisions.treatments.actions import Planned, Result, plan_treatment, record_outcome
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from tests.decisions.conftest import actor, draft, prepare_matter, prepared, read_at, small_house, written

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


def patiently(do: Callable[[], object]) -> object:
    """Do it as soon as the database is free: SQLite in memory says so at once, where a file is waited for."""
    while True:
        try:
            return do()
        except OperationalError as busy:
            if "locked" not in str(busy):
                raise
            sleep(0.01)


def at_once(*things: Callable[[], object]) -> list[object]:
    """Do several things in threads that begin together; give what each got, or was refused by."""
    gate = Barrier(len(things))

    def run(do: Callable[[], object]) -> object:
        gate.wait()
        try:
            return patiently(do)
        except (NotAllowed, InvalidInput) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(run, things))


def test_of_those_who_write_a_matter_one_is_kept_and_the_others_are_told() -> None:
    house = small_house()
    matter, who = written(house), actor(house.editor)
    got = at_once(
        *(
            lambda text=text: revise_matter(read_at(matter, 1), draft(facts=text), actor=who)
            for text in ("a", "b", "c", "d")
        )
    )
    kept = [one for one in got if isinstance(one, Matter)]
    assert len(kept) == 1
    assert sum(isinstance(one, ChangedMeanwhile) for one in got) == TIMES - 1
    row = Matter.objects.get(pk=matter.pk)
    assert (row.facts, row.version) == (kept[0].facts, 2)
    assert Entry.objects.filter(action="matter.revised").count() == 1


def test_an_outcome_is_recorded_once() -> None:
    house = small_house()
    who = actor(house.editor)
    planned = Planned(TreatmentKind.DECISION, house.council, house.meeting(0))
    row = plan_treatment(written(house), planned, actor=who)
    results = [Result(Outcome.ADOPTED, "Ja."), Result(Outcome.REJECTED, "Nei.")] * 2
    got = at_once(*(lambda one=one: record_outcome(row, one, actor=who) for one in results))
    kept = [one for one in got if isinstance(one, Treatment)]
    assert len(kept) == 1
    assert Treatment.objects.get().outcome == kept[0].outcome


def test_a_matter_is_taken_up_once() -> None:
    house = small_house()
    matter, who = prepared(house), actor(house.director)
    got = at_once(*[lambda: take_up(read_at(matter, 1), actor=who)] * TIMES)
    assert sum(isinstance(one, Matter) for one in got) == 1
    assert Matter.objects.get().version == 2


def test_a_regional_matter_leads_to_one_in_a_municipality() -> None:
    house = small_house()
    who, world = actor(house.facilitator), house.world
    regional = write_matter(world.council, draft(), actor=who)
    got = at_once(
        *[lambda: prepare_matter(world.gol, world.council, draft(), derived_from=regional, actor=who)] * TIMES
    )
    assert sum(isinstance(one, Matter) for one in got) == 1
    assert sum(isinstance(one, PreparedAlready) for one in got) == TIMES - 1


def test_a_meeting_plan_is_pasted_once() -> None:
    house = small_house()
    days, who = read_plan("18.12.2099, 22.1.2100"), actor(house.editor)
    got = at_once(*[lambda: plan_meetings(house.council, days, "", actor=who)] * TIMES)
    assert sum(isinstance(one, list) for one in got) == 1
    assert Meeting.objects.count() == 2
