"""Two do the same thing in the same moment: it is done once, and the other is told.

On SQLite one writer waits for the other, so there they come one after the other, both having seen the same.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import translation

from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.decisions.models import Matter, Outcome
from loftet.invalid_input import InvalidInput
from loftet.people.models import RoleKind
from loftet.programme.cohorts.actions import invite
from loftet.programme.models import Participation, ParticipationDecision, PhaseRun, Tick
from loftet.programme.participation.actions import decide_by_delegation, say_what_it_means
from loftet.programme.phases.actions import OpenAlready, open_phase, tick
from tests.decisions.conftest import small_house
from tests.people.partnership import hire
from tests.programme.conftest import STATE, actor, begun, delegated, joined, small_programme

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*doing: Callable[[], object]) -> list[object]:
    """Do things in threads that begin together; give what each got, or was refused by."""
    gate = Barrier(len(doing))

    def run(do: Callable[[], object]) -> object:
        gate.wait()
        try:
            with translation.override("en"):
                return do()
        except (NotAllowed, InvalidInput) as refused:
            return refused
        finally:
            if connection.vendor != "sqlite":
                connection.close()

    if connection.vendor == "sqlite":  # its tests share a database in memory, which does not wait
        gate = Barrier(1)
        return [run(do) for do in doing]
    with ThreadPoolExecutor(len(doing)) as pool:
        return list(pool.map(run, doing))


def test_two_who_record_a_decision_at_once_leave_one_and_the_other_is_told() -> None:
    programme = small_programme()
    other = hire("ny@gol.example", programme.house.world.gol, RoleKind.TOP_MANAGEMENT)
    got = at_once(
        lambda: decide_by_delegation(
            programme.gol, delegated(), STATE.TAKES_PART, 0, actor=actor(programme.house.director)
        ),
        lambda: decide_by_delegation(
            programme.gol, delegated(Outcome.REJECTED), STATE.DOES_NOT, 0, actor=actor(other)
        ),
    )
    made = [one for one in got if isinstance(one, ParticipationDecision)]
    told = [str(one) for one in got if not isinstance(one, ParticipationDecision)]
    assert len(made) == ParticipationDecision.objects.count() == 1
    assert told == ["This has been changed since you opened it. What you wrote still stands below."]
    assert Matter.objects.count() == 1  # the other's was undone with the rest


def test_two_who_say_anew_what_an_outcome_means_do_not_overwrite_each_other() -> None:
    programme = small_programme()
    first, director = joined(programme), programme.house.director
    other = hire("ny@gol.example", programme.house.world.gol, RoleKind.TOP_MANAGEMENT)
    programme.gol.refresh_from_db()
    got = at_once(
        *[
            lambda who=who: say_what_it_means(
                programme.gol, first.treatment, STATE.DOES_NOT, first.pk, actor=actor(who)
            )
            for who in (director, other)
        ]
    )
    assert sum(isinstance(one, ChangedMeanwhile) for one in got) == 1
    assert [row.state for row in programme.gol.decisions.all()] == ["takes_part", "does_not"]


def test_two_who_open_a_phase_at_once_open_it_once() -> None:
    programme = small_programme()
    runner = actor(programme.house.facilitator)
    for only in (None, programme.gol):
        PhaseRun.objects.all().delete()
        got = at_once(*[lambda: open_phase(programme.cohort, "meet", "", only, actor=runner)] * 4)  # noqa: B023
        assert sum(isinstance(one, PhaseRun) for one in got) == PhaseRun.objects.count() == 1
        assert [str(one) for one in got if isinstance(one, OpenAlready)] == ["The phase is open already."] * 3


def test_opening_for_all_and_for_one_at_once_leaves_it_open_once() -> None:
    programme = small_programme()
    runner = actor(programme.house.facilitator)
    at_once(
        lambda: open_phase(programme.cohort, "meet", "", programme.gol, actor=runner),
        lambda: open_phase(programme.cohort, "meet", "", actor=runner),
    )
    assert PhaseRun.objects.open().get().participation is None


def test_inviting_at_once_invites_once() -> None:
    house = small_house()
    cohort, gol = begun(house), house.world.gol
    at_once(*[lambda: invite(cohort, [gol], "join", actor=actor(house.facilitator))] * 4)
    assert (Participation.objects.count(), Matter.objects.count()) == (1, 1)


def test_ticking_at_once_ticks_once() -> None:
    programme = small_programme()
    joined(programme)
    run = open_phase(programme.cohort, "meet", "", actor=actor(programme.house.facilitator))
    director = actor(programme.house.director)
    at_once(*[lambda: tick(run, programme.gol, "agree_volume", "", actor=director)] * 4)
    assert Tick.objects.count() == 1
