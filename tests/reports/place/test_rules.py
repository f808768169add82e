"""Who orders, reads, approves, sends and adopts reports."""

from collections.abc import Callable
from typing import Any

import pytest

from loftet.core.verdicts import Verdict
from loftet.people.actor import nobody
from loftet.people.permissions import Actor
from loftet.reports.models import PlaceReport
from loftet.reports.rules import (
    STATES,
    may_adopt,
    may_keep,
    may_order,
    may_order_for_members,
    may_see,
    may_send,
)
from tests.people.partnership import World
from tests.reports.place.conftest import People, place_of

GOL = {"director", "planner", "politician", "lent"}


def let_in(people: People, rule: Callable[[Actor, Any], Verdict], subject: object) -> set[str]:
    return {name for name, actor in people.named() if rule(actor, subject)}


def test_who_has_a_role_in_the_municipality_orders(world: World, people: People) -> None:
    assert let_in(people, may_order, place_of(world.gol)) == GOL
    assert let_in(people, may_order, place_of(world.council)) == {"council"}


def test_the_council_orders_for_all_members(world: World, people: People) -> None:
    assert let_in(people, may_order_for_members, place_of(world.council)) == {"council"}


def test_a_draft_is_read_at_home_and_an_approved_report_by_all(made: PlaceReport, people: People) -> None:
    everybody = {name for name, _actor in people.named()}
    assert let_in(people, may_see, made) == GOL
    made.state = "approved"
    assert let_in(people, may_see, made) == everybody


def test_lists_hide_what_the_rule_denies(approved: PlaceReport, people: People) -> None:
    found = {name for name, actor in people.named() if PlaceReport.objects.visible_to(actor).exists()}
    assert (len(found), PlaceReport.objects.visible_to(nobody()).count()) == (7, 1)
    PlaceReport.objects.update(state="draft", approved=None)
    found = {name for name, actor in people.named() if PlaceReport.objects.visible_to(actor).exists()}
    assert (found, PlaceReport.objects.visible_to(nobody()).count()) == (GOL, 0)


def test_the_municipality_s_own_management_approves(made: PlaceReport, people: People) -> None:
    def approve(actor: Actor, report: object) -> Verdict:
        return STATES.may_take("approve", actor, report)

    assert let_in(people, approve, made) == {"director"}


def test_a_report_that_is_not_made_cannot_be_approved(ordered: PlaceReport, people: People) -> None:
    said = [
        STATES.may_take("approve", actor, ordered) for name, actor in people.named() if name == "director"
    ]
    assert [str(getattr(one, "reason", "")) for one in said] == ["The report is not made yet."]


@pytest.mark.parametrize("rule", [may_send, may_adopt])
def test_an_approved_report_is_sent_and_adopted_by_those_who_keep_records(
    rule: Callable[[Actor, Any], Verdict],
    approved: PlaceReport,
    people: People,
) -> None:
    assert let_in(people, rule, approved) == {"director", "planner", "lent"}
    assert let_in(people, may_keep, approved.place) == {"director", "planner", "lent"}
    approved.state = "draft"
    assert let_in(people, rule, approved) == set()
