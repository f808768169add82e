"""The procurement strategy: what is refused, who reads it, and when the buyer is reminded."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from loftet.core.reading import answer
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.strategies.actions import write_strategy
from loftet.strategies.models import Strategy
from loftet.strategies.rules import may_write_strategy
from loftet.strategies.tasks import strategy_tasks
from tests.days import with_days
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as, browser_of
from tests.procurement.conftest import in_days
from tests.refusals import reason_of


def told(**more: Any) -> dict[str, Any]:
    written = {"climate": "Alle køyretøy utan utslepp frå 2028", "adopted_on": in_days(-300)}
    return written | {"revise_on": in_days(400)} | more


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("more", "field", "reason"),
    [
        ({"climate": ""}, "climate", "at least one consideration"),
        ({"revise_on": timedelta(-300)}, "revise_on", "after it was adopted"),
        ({"adopted_on": timedelta(1)}, "adopted_on", "still to come"),
        ({"link": "arkivet"}, "link", "valid URL"),
        ({"labour": "<b>Lærlingar</b>"}, "labour", "without code"),
    ],
)
def test_a_strategy_that_cannot_be_right_is_refused_at_its_field(
    world: World, acting: Actor, more: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        write_strategy(world.gol, told(**with_days(more)), 0, actor=acting)
    problem = refused.value.problems[0]
    assert (problem.field, reason in problem.cause) == (field, True), problem
    assert not Strategy.objects.exists()


def test_everybody_reads_what_the_buyer_has_written_and_two_do_not_overwrite_each_other(
    world: World, acting: Actor, buyer: User, people: People
) -> None:
    page = reverse("procurement_strategy", args=["gol"])
    assert "Ingen strategi er skriven her enno" in browser_of(None).get(page, {"lang": "nn"}).content.decode()
    sent = {"climate": "Ingen utslepp", "adopted_on": in_days(-9).isoformat()}
    sent |= {"revise_on": in_days(9).isoformat(), "version": "0"}
    assert browser_of(buyer).post(f"{page}endre/", sent).status_code == 302
    assert browser_of(buyer).post(f"{page}endre/", sent | {"climate": "Mi eiga"}).status_code == 409
    read = browser_of(None).get(page, {"lang": "nn"}).content.decode()
    assert ("Ingen utslepp" in read, "Skal reviderast" in read or "skal reviderast" in read) == (True, True)
    with pytest.raises(NotAllowed):
        write_strategy(world.al, told(), 0, actor=acting)
    with pytest.raises(ChangedMeanwhile):
        write_strategy(world.gol, told(), 0, actor=acting)


def test_the_buyer_is_reminded_a_month_before_and_not_earlier(
    world: World, acting: Actor, buyer: User, people: People
) -> None:
    write_strategy(world.gol, told(revise_on=in_days(40)), 0, actor=acting)
    assert list(answer(strategy_tasks(acting))) == []
    later = acting_as(buyer, today=in_days(10))
    (task,) = answer(strategy_tasks(later))
    assert (task.can_wait, task.due) == (True, in_days(40))
    assert task.address == reverse("procurement_strategy", args=["gol"])
    assert list(answer(strategy_tasks(acting_as(people.firm, today=in_days(10))))) == []


@pytest.mark.usefixtures("english")
def test_a_firm_has_no_procurement_strategy(world: World, people: People) -> None:
    refused = may_write_strategy(acting_as(people.firm), world.firm)
    assert reason_of(refused) == "Municipalities, counties and regional councils buy here."
