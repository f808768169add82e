"""What is refused of challenges and what is chosen among them, each with its reason."""

from loftet.challenges.choosing.rules import may_choose
from loftet.challenges.focus.rules import may_end, may_join
from loftet.challenges.models import FocusArea
from loftet.challenges.targets.rules import may_work_for
from loftet.own_data.rules import may_add
from loftet.people.models import RoleKind
from loftet.places.models import Place
from tests.people.partnership import acting_as, hire, small_partnership
from tests.refusals import reason_of


def test_indicators_targets_and_own_data_are_those_of_a_municipality(db: None) -> None:
    world = small_partnership()
    region = Place.objects.get(slug="hallingdal")
    coordinator = acting_as(hire("solveig@hallingdal.example", world.council, RoleKind.FACILITATOR))
    assert reason_of(may_choose(coordinator, region)) == "Only municipalities choose indicators here."
    assert reason_of(may_work_for(coordinator, region)) == "Only municipalities adopt targets here."
    assert reason_of(may_add(coordinator, region)) == "Only municipalities have own data here."
    adviser = acting_as(hire("odd@gol.example", world.gol, RoleKind.BUSINESS_ADVISER))
    gol = Place.objects.get(slug="gol")
    for rule in (may_choose, may_work_for, may_add):
        assert rule(adviser, gol)


def test_a_focus_area_that_has_ended_stays_so(db: None) -> None:
    actor = acting_as(hire("solveig@hallingdal.example", small_partnership().council, RoleKind.FACILITATOR))
    focus = FocusArea(ended_on=actor.today)
    assert (
        reason_of(may_end(actor, focus)) == reason_of(may_join(actor, focus)) == "The focus area has ended."
    )
