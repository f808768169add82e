"""A participation that is moved to another matter stays closed to whom it was closed."""

import pytest
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.decisions.actions.matters import write_matter
from loftet.decisions.models import Matter
from loftet.decisions.rules import open_to as matter_open_to
from loftet.log.models import Entry
from loftet.people.actions.disqualifications import declare_disqualified, lift_disqualification
from loftet.people.models import Disqualification, RoleKind
from loftet.programme.cohorts.bulk import prepare_for
from loftet.programme.models import Participation
from loftet.programme.participation.actions import decide_by_delegation, newest, use_matter
from loftet.programme.rules import open_to
from tests.decisions.conftest import draft, written
from tests.people.partnership import acting_as, browser_of, hire
from tests.programme.conftest import STATE, Programme, actor, delegated, joined, waits_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("where", ["participation", "matter"])
@pytest.mark.parametrize("how", ["chosen", "decided anew"])
def test_a_move_opens_nothing_to_whoever_is_disqualified(programme: Programme, where: str, how: str) -> None:
    house = programme.house
    joined(programme, days_ago=2)
    row = Participation.objects.select_related("matter").get(pk=programme.gol.pk)
    first = row.matter
    assert first is not None
    near = hire("nils@gol.example", house.world.gol, RoleKind.TOP_MANAGEMENT)
    thing = row if where == "participation" else first
    declare_disqualified(near, thing, reason="Slekt", scope="gol", now=timezone.now())
    if how == "chosen":
        use_matter(row, written(house, title="Ny sak"), actor=actor(house.director))
    else:
        decide_by_delegation(
            row, delegated(days_ago=1), STATE.WITHDREW, newest(row), actor=actor(house.director)
        )
    row = Participation.objects.select_related("matter__organisation").get(pk=row.pk)
    second = row.matter
    assert second is not None
    assert second != first
    assert [
        bool(open_to(near, row)),
        bool(matter_open_to(near, first)),
        bool(matter_open_to(near, second)),
    ] == [False] * 3
    assert not waits_for(actor(near))
    with pytest.raises(NotAllowed):
        decide_by_delegation(row, delegated(), STATE.TAKES_PART, newest(row), actor=actor(near))
    browser = browser_of(near)
    page = f"/kull/{programme.cohort.slug}/deltakere/gol/"
    assert browser.get(page).status_code == 403
    assert browser.post(f"{page}sak/{first.pk}/").status_code == 403
    assert bool(open_to(house.director, row))


def test_what_is_carried_is_the_persons_own_to_lift_and_the_log_tells_of_it(programme: Programme) -> None:
    house = programme.house
    joined(programme)
    row = Participation.objects.select_related("matter").get(pk=programme.gol.pk)
    declare_disqualified(house.editor, row, reason="Slekt", scope="gol", now=timezone.now())
    for title in ("Ny sak", "Endå ei sak"):
        use_matter(row, written_by_director(programme, title), actor=actor(house.director))
    every = Disqualification.objects.standing().filter(user=house.editor)
    assert {one.reason for one in every} == {"Slekt"}
    told = Entry.objects.filter(action="disqualification.carried")
    assert {(one.actor_id, one.scope, one.details["person"]) for one in told} == {
        (house.director.pk, "gol", house.editor.pk)
    }
    assert "Slekt" not in str([one.details for one in told])
    for one in every:
        lift_disqualification(one, actor=acting_as(house.editor))
    assert bool(open_to(house.editor, Participation.objects.select_related("matter").get(pk=row.pk)))


def test_nobody_moves_it_to_a_matter_on_which_they_are_disqualified(programme: Programme) -> None:
    house = programme.house
    other = written(programme.house)
    declare_disqualified(house.director, other, reason="", scope="gol", now=timezone.now())
    with pytest.raises(NotAllowed):
        use_matter(programme.gol, other, actor=actor(house.director))
    assert Participation.objects.get(pk=programme.gol.pk).matter is None


def written_by_director(programme: Programme, title: str) -> Matter:
    house = programme.house
    return write_matter(house.world.gol, draft(title=title), actor=actor(house.director))


def test_what_is_prepared_for_all_moves_nobody_off_a_matter_of_their_own(programme: Programme) -> None:
    house = programme.house
    Participation.objects.update(matter=None)
    read_before = list(Participation.objects.select_related("organisation", "cohort").order_by("pk"))
    own = written(house, title="Vår eigen sak")
    use_matter(programme.gol, own, actor=actor(house.director))
    assert prepare_for(programme.cohort, read_before, "join", actor=actor(house.facilitator)) == 2
    rests = {one.organisation.slug: one.matter for one in Participation.objects.select_related("matter")}
    assert rests["gol"] == own
    assert rests["al"] is not None
