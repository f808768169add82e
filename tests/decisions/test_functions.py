"""Functions as roles: what a function sees to waits for nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from loftet.decisions.follow_ups.actions import add_follow_up
from loftet.decisions.queries.functions import role_of
from loftet.people.models import RoleKind
from tests.decisions.conftest import House, actor, written
from tests.decisions.test_waiting import waits_for
from tests.people.partnership import hire


@pytest.mark.parametrize(
    ("function", "role"),
    [
        ("kommunedirektøren", RoleKind.TOP_MANAGEMENT),
        ("Innkjøpsansvarleg", RoleKind.PROCUREMENT_OFFICER),
        ("næringsutvikleren", RoleKind.BUSINESS_ADVISER),
        ("planner", RoleKind.PLANNER),
        ("rådgivar", None),
        ("", None),
    ],
)
def test_a_function_is_a_role_in_any_language_and_also_as_the_one_who_holds_it(
    function: str, role: RoleKind | None
) -> None:
    assert role_of(function) == role


def test_what_the_chief_executive_sees_to_waits_for_the_editor_only_where_there_is_none(house: House) -> None:
    due = timezone.localdate() + timedelta(2)
    row = {"text": "Vel kontaktperson", "responsible": "kommunedirektøren", "due": due}
    add_follow_up(written(house), row, actor=actor(house.editor))
    asked = ["Følg opp «Deltaking i Bærekraftsløftet»: Vel kontaktperson"]
    assert (waits_for(house.director), waits_for(house.editor)) == (asked, [])
    house.director.roles.update(valid_to=timezone.localdate())
    assert waits_for(house.editor) == asked


def test_who_was_to_be_found_and_is_found_is_asked_for_no_more_but_that_it_is_done(house: House) -> None:
    due = timezone.localdate() + timedelta(2)
    row = {"text": "Finne ein innkjøpsansvarleg", "responsible": "kommunedirektøren", "due": due}
    add_follow_up(written(house), row, actor=actor(house.editor))
    assert waits_for(house.director) == [
        "Følg opp «Deltaking i Bærekraftsløftet»: Finne ein innkjøpsansvarleg"
    ]
    hire("innkjop@gol.example", house.world.gol, RoleKind.PROCUREMENT_OFFICER)
    assert waits_for(house.director) == ["Noter at det er gjort: Finne ein innkjøpsansvarleg"]


def test_what_a_delegate_alone_would_see_to_waits_for_those_who_write_matters(house: House) -> None:
    due = timezone.localdate() + timedelta(2)
    row = {"text": "Be om tilbod", "responsible": "innkjøpsansvarleg", "due": due}
    add_follow_up(written(house), row, actor=actor(house.editor))
    delegate = hire("felles@al.example", house.world.gol, RoleKind.PROCUREMENT_OFFICER, document="24/9")
    asked = ["Følg opp «Deltaking i Bærekraftsløftet»: Be om tilbod"]
    assert (waits_for(house.editor), waits_for(delegate)) == (asked, [])
    buyer = hire("innkjop@gol.example", house.world.gol, RoleKind.PROCUREMENT_OFFICER)
    assert (waits_for(house.editor), waits_for(buyer)) == ([], asked)
