"""One refused case for each rule and each kind of field of a solution, with its reason."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.needs.actions import share_need, write_need
from loftet.notices.actions.notifications import follow
from loftet.notices.models import Notice
from loftet.people.permissions import Actor
from loftet.solutions.actions.solutions import (
    change_solution,
    publish_solution,
    renew_solution,
    withdraw_solution,
    write_solution,
)
from loftet.solutions.models import STANDS_FOR, Solution, State
from loftet.suppliers.actions.suppliers import close_supplier, confirm_supplier, doubt_supplier
from loftet.suppliers.models import Supplier
from tests.people.partnership import World, acting_as
from tests.solutions.drafts import WHOLE, Publish
from tests.suppliers.conftest import People

pytestmark = pytest.mark.usefixtures("english")  # reasons are read as they are written

CYRILLIC = "Lekkasj\N{CYRILLIC SMALL LETTER IE}"


@pytest.mark.parametrize(
    ("written", "field", "reason"),
    [
        ({"title": ""}, "title", "cannot be blank"),
        ({"title": "x" * 161}, "title", "at most 160"),
        ({"title": CYRILLIC}, "title", "another alphabet"),
        ({"title": "<b>Røyr</b>"}, "title", "without code such as «<b>»"),
        ({"problem": "<script>alert(1)</script>"}, "problem", "without code"),
        ({"effect": "x" * 10_000_000}, "effect", "at most 2000"),
        ({"what": "<img src=x onerror=alert(1)>"}, "what", "without code"),
        ({"evidence": "5"}, "evidence", "not a valid choice"),
        ({"evidence": "3"}, "evidence_source", "who measured it"),
        ({"evidence": "4", "evidence_source": "  "}, "evidence_source", "who measured it"),
        ({"maturity": "grown"}, "maturity", "not a valid choice"),
        ({"cpv": "røyr"}, "cpv", "two to eight digits"),
        ({"goals": ["18"]}, "goals", "«18»"),
        ({"targets": ["6.99"]}, "targets", "«6.99»"),
        ({"price_model": "barter"}, "price_model", "not a valid choice"),
        ({"price_note": "<i>billeg</i>"}, "price_note", "without code"),
        ({"least_volume": Decimal(-4), "unit": "km"}, "least_volume", "above 0"),
        ({"least_volume": Decimal(4)}, "unit", "in which unit"),
        ({"unit": "<b>km</b>"}, "unit", "without code"),
        ({"delivers": ["atlantis"]}, "delivers", "«atlantis»"),
        ({"delivers": "gol"}, "delivers", "at most 20"),
        ({"delivers": ["gol"] * 21}, "delivers", "at most 20"),
        ({"languages": ["xx"]}, "languages", "«xx»"),
        ({"languages": "nb"}, "languages", "Choose from the list"),
        ({"markets": CYRILLIC}, "markets", "another alphabet"),
        ({"contact": CYRILLIC}, "contact", "another alphabet"),
    ],
)
def test_a_value_is_refused_at_its_field(
    draft: Solution, boss: Actor, written: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_solution(draft, written, actor=boss)
    assert next((one.field, reason in one.cause) for one in refused.value.problems) == (field, True)


@pytest.mark.parametrize("role", ["rival", "buyer", "facilitator"])
def test_a_solution_is_written_by_its_own_organisation(
    world: World, supplier: Supplier, people: People, role: str
) -> None:
    with pytest.raises(NotAllowed, match="of the organisation do this"):
        write_solution(world.firm, WHOLE, actor=acting_as(getattr(people, role)))


def test_a_firm_has_a_profile_before_it_writes(world: World, boss: Actor) -> None:
    with pytest.raises(NotAllowed, match="Make the profile"):
        write_solution(world.firm, WHOLE, actor=boss)


def test_an_unconfirmed_firm_writes_and_does_not_publish(draft: Solution, boss: Actor) -> None:
    change_solution(draft, {"title": "Ein annan tittel"}, actor=boss)
    draft.refresh_from_db()
    with pytest.raises(NotAllowed, match="must be confirmed"):
        publish_solution(draft, actor=boss)


def test_a_firm_in_trouble_does_not_publish(publish: Publish, boss: Actor) -> None:
    solution = withdraw_solution(publish(), actor=boss)
    Supplier.objects.update(trouble="winding_up")
    with pytest.raises(NotAllowed, match="wound up"):
        publish_solution(solution, actor=boss)


@pytest.mark.parametrize(
    ("lacks", "reason"),
    [
        ({"effect": ""}, "which effect"),
        ({"problem": ""}, "which effect"),
        ({"cpv": ""}, "CPV code and a price"),
        ({"price_model": ""}, "CPV code and a price"),
    ],
)
def test_what_a_reader_asks_first_is_said_before_it_is_published(
    draft: Solution, supplier: Supplier, people: People, boss: Actor, lacks: dict[str, str], reason: str
) -> None:
    confirm_supplier(supplier, "Ja.", actor=acting_as(people.facilitator))
    change_solution(draft, lacks, actor=boss)
    draft.refresh_from_db()
    with pytest.raises(NotAllowed, match=reason):
        publish_solution(draft, actor=boss)


def test_a_municipality_publishes_without_profile_price_or_code(world: World, people: People) -> None:
    buyer = acting_as(people.buyer)
    texts = {name: WHOLE[name] for name in ("title", "problem", "effect")}
    solution = write_solution(world.gol, texts, actor=buyer)
    assert publish_solution(solution, actor=buyer).state == State.OPEN


def test_what_is_published_keeps_its_problem_and_effect(publish: Publish, boss: Actor) -> None:
    with pytest.raises(InvalidInput, match="cannot be empty") as refused:
        change_solution(publish(), {"effect": ""}, actor=boss)
    assert refused.value.problems[0].field == "effect"


@pytest.mark.parametrize("field", ["cpv", "price_model"])
def test_what_a_firm_has_published_keeps_its_code_and_its_price(
    publish: Publish, boss: Actor, field: str
) -> None:
    with pytest.raises(InvalidInput, match="Choose a CPV code and a price model") as refused:
        change_solution(publish(), {field: ""}, actor=boss)
    assert refused.value.problems[0].field == field


def test_a_solution_that_runs_out_is_renewed_in_time(publish: Publish, boss: Actor) -> None:
    solution = publish()
    assert solution.expires_on == boss.today + STANDS_FOR
    with pytest.raises(NotAllowed, match="from a month before"):
        renew_solution(solution, actor=boss)
    Solution.objects.update(expires_on=boss.today - timedelta(days=1))
    solution.refresh_from_db()
    assert renew_solution(solution, actor=boss).expires_on == boss.today + STANDS_FOR


def test_a_doubted_firm_does_not_renew(publish: Publish, people: People, boss: Actor) -> None:
    solution = publish(expires_on=boss.today)
    doubt_supplier(Supplier.objects.get(), "To seier at dei er firmaet.", actor=acting_as(people.facilitator))
    with pytest.raises(NotAllowed, match="must be confirmed"):
        renew_solution(solution, actor=boss)


def test_a_firm_that_has_left_writes_nothing(publish: Publish, world: World, boss: Actor) -> None:
    solution = publish()
    close_supplier(Supplier.objects.get(), actor=boss)
    with pytest.raises(NotAllowed, match="closed"):
        change_solution(solution, {"title": "Ny"}, actor=boss)
    with pytest.raises(NotAllowed, match="closed"):
        write_solution(world.firm, WHOLE, actor=boss)


def test_a_solution_does_not_answer_a_need_that_is_hidden(
    world: World, supplier: Supplier, people: People, boss: Actor
) -> None:
    need = write_need(world.gol, {"title": "Mindre lekkasje"}, actor=acting_as(people.buyer))
    with pytest.raises(InvalidInput, match="not open to you"):
        write_solution(world.firm, WHOLE | {"need": need}, actor=boss)


def test_those_who_follow_a_need_are_told_of_a_solution_to_it(
    world: World, supplier: Supplier, people: People, boss: Actor
) -> None:
    buyer = acting_as(people.buyer)
    need = write_need(world.gol, {"title": "Mindre lekkasje"}, actor=buyer)
    day = timezone.localdate() + timedelta(days=60)
    shared = {"audience": "public", "expires_on": day, "journal": "not_needed", "journal_case": ""}
    need = share_need(need, shared, actor=buyer)
    follow(people.neighbour, need, need.get_absolute_url(), now=buyer.now)
    confirm_supplier(supplier, "Ja.", actor=acting_as(people.facilitator))
    solution = write_solution(world.firm, WHOLE | {"need": need}, actor=boss)
    publish_solution(solution, actor=boss)
    told = Notice.objects.filter(kind="solution.published").values_list("user__email", "label")
    assert list(told) == [("lars@al.example", solution.title)]
