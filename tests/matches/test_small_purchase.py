"""Before suppliers are drawn, the budget of a need is held against the limit of small purchases."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from loftet.matches.models import Match
from loftet.matches.rules import may_draw
from loftet.matches.small_purchase import small_purchase
from loftet.needs.models import Need
from loftet.people.permissions import Actor
from tests.matches.conftest import People
from tests.people.partnership import browser_of
from tests.refusals import reason_of

SPRING, AUTUMN = date(2026, 3, 1), date(2026, 10, 1)


@pytest.mark.parametrize(
    ("budget", "day", "is_larger", "said"),
    [
        (None, AUTUMN, False, "A small purchase costs less than 500,000 kr without VAT."),
        (499_999, AUTUMN, False, "The budget frame is below 500,000 kr: a small purchase."),
        (500_000, AUTUMN, True, "The budget frame is not below 500,000 kr"),
        (99_999, SPRING, False, "The budget frame is below 100,000 kr: a small purchase."),
        (100_000, SPRING, True, "The budget frame is not below 100,000 kr"),
    ],
)
def test_a_budget_is_held_against_the_amount_of_its_day(
    budget: int | None, day: date, is_larger: bool, said: str
) -> None:
    need = Need()
    if budget is not None:
        need.budget = Decimal(budget)
    with translation.override("en"):
        found = small_purchase(need, day)
    assert found is not None
    assert (found.is_larger, found.sentence.startswith(said)) == (is_larger, True)
    assert "Source: " in found.source


def test_an_amount_of_a_secondary_source_is_marked_and_before_the_first_row_nothing_is_said() -> None:
    need = Need()
    by_day = {day: small_purchase(need, day) for day in (SPRING, AUTUMN, date(2016, 1, 1))}
    assert {day: one.is_uncertain if one else None for day, one in by_day.items()} == {
        SPRING: False,
        AUTUMN: True,
        date(2016, 1, 1): None,
    }


def test_who_may_draw_reads_the_limit_and_nobody_else(match: Match, need: Need, people: People) -> None:
    Need.objects.update(budget=Decimal(9_000_000), budget_hidden=True, budget_basis="offl. § 23")
    address, said = need.get_absolute_url(), "a draw alone is not enough"
    pages = {
        who: browser_of(user, language="en").get(address).content.decode()
        for who, user in (("buyer", people.buyer), ("boss", people.boss), ("nobody", None))
    }
    assert {who for who, page in pages.items() if said in page} == {"buyer"}
    assert timezone.localdate() >= AUTUMN, "the limit of this test is that of autumn 2026"


def test_nobody_draws_for_a_need_that_is_closed(need: Need, match: Match, buyer: Actor) -> None:
    need.state = "closed"
    assert reason_of(may_draw(buyer, need)) == "The need is not open."
