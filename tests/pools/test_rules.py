"""One refused case for each rule and each kind of field, with its reason."""

from typing import Any

import pytest

from loftet.core.verdicts import ALLOWED, Denied, NotAllowed, Verdict
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.needs.actions import close_need, share_need, write_need
from loftet.needs.models import Need
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import Organisation, RoleKind
from loftet.people.permissions import Actor
from loftet.pool_overview.actions import price_pool
from loftet.pools import rules
from loftet.pools.actions import (
    change_pool,
    end_pool,
    freeze_pool,
    open_pool,
    pledge,
    specify_pool,
    start_pool,
    withdraw_pledge,
)
from loftet.pools.example import OPENED
from loftet.pools.models import Pledge, Pool
from loftet.pools.queries import buyers_as_read, could_pledge_for, members_of
from tests.needs.conftest import People, shared_as
from tests.people.partnership import World, acting_as, hire
from tests.pools.conftest import PRICES, Join, announce, in_days, part, signed, terms

pytestmark = pytest.mark.usefixtures("english")  # reasons are read as they are written

CYRILLIC = "R\N{CYRILLIC SMALL LETTER O}r"


def fault(refused: InvalidInput) -> tuple[str | None, str]:
    return refused.problems[0].field, refused.problems[0].cause


@pytest.mark.parametrize(
    ("written", "field", "reason"),
    [
        ({"title": ""}, "title", "cannot be blank"),
        ({"title": "x" * 161}, "title", "at most 160"),
        ({"title": CYRILLIC}, "title", "another alphabet"),
        ({"title": "<b>Røyr</b>"}, "title", "without code"),
        ({"unit": "<i>km</i>"}, "unit", "without code"),
        ({"cpv": "røyr"}, "cpv", "two to eight digits"),
        ({"kind": "theft"}, "kind", "not a valid choice"),
        ({"least_volume": -1}, "least_volume", "above 0"),
        ({"unit_estimate": 0}, "unit_estimate", "above 0"),
        ({"joint_cost": "mykje"}, "joint_cost", "decimal number"),
        ({"cost_rule": "shapley"}, "cost_rule", "not a valid choice"),
        ({"joins_until": in_days(-1)}, "joins_until", "still to come"),
        ({"joins_until": "i morgon"}, "joins_until", "date"),
    ],
)
def test_a_term_is_refused_at_its_field(
    pool: Pool, writer: Actor, written: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_pool(pool, written, actor=writer)
    assert (fault(refused.value)[0], reason in fault(refused.value)[1]) == (field, True)


@pytest.mark.parametrize(
    ("written", "field", "reason"),
    [
        (part(-1), "amount", "above 0"),
        (part(0), "amount", "above 0"),
        (part(1) | {"amount": "mykje"}, "amount", "decimal number"),
        (part(1) | {"certainty": "sure"}, "certainty", "not a valid choice"),
        (part(1) | {"latest": in_days(1)}, "latest", "before the earliest"),
        (part(1, alone_unit_price=-5), "alone_unit_price", "above 0"),
        (signed(1, authority=""), "authority", "signed authority"),
        (signed(1, authority="<b>26</b>"), "authority", "without code"),
        (signed(1, max_value=None), "max_value", "at most"),
        (signed(1, authority_limit=None), "authority_limit", "must hold for the maximum"),
        (signed(1, authority_limit=1_599_999), "authority_limit", "must hold for the maximum"),
    ],
)
def test_a_pledge_is_refused_at_its_field(
    world: World, people: People, join: Join, written: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        join(world.gol, people.colleague, written)
    assert (fault(refused.value)[0], reason in fault(refused.value)[1]) == (field, True)


@pytest.mark.parametrize(
    ("knots", "reason"),
    [
        ([["50", "800", "a"], ["10", "900", "b"]], "smallest volume first"),
        ([["10", "800", "a"], ["10", "700", "b"]], "each volume once"),
        ([["10", "800", "a"], ["50", "900", "b"]], "cannot rise"),
        ([["1", "100", "a"], ["10", "5", "b"]], "cost less in all"),
        ([["-5", "100", "a"]], "volume, price and where it is from"),
        ([["0", "100", "a"]], "above 0"),
        ([["1e9", "100", "a"]], "volume, price and where it is from"),
        ([["9" * 13, "100", "a"]], "volume, price and where it is from"),
        ([["5", "100"]], "volume, price and where it is from"),
        ([["5", "100", " "]], "volume, price and where it is from"),
        ([["5", "100", "x" * 121]], "at most 120"),
        ([["5", "100", "<b>Gol</b>"]], "without code"),
        ("5: 100", "at most 12"),
        ([[str(one), "5", "a"] for one in range(1, 14)], "at most 12"),
    ],
)
def test_what_is_no_price_curve_is_refused(pool: Pool, writer: Actor, knots: Any, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        price_pool(pool, {"own_prices": knots}, actor=writer)
    assert (fault(refused.value)[0], reason in fault(refused.value)[1]) == ("own_prices", True)
    assert Pool.objects.get().own_prices == []


@pytest.mark.parametrize("text", ["x" * 6_001, "<script>alert(1)</script>", "", "x" * 10_000_000])
def test_a_specification_is_plain_text_that_somebody_can_read(pool: Pool, writer: Actor, text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        specify_pool(pool, {"text": text}, actor=writer)
    assert fault(refused.value)[0] == "text"


# --- who leads --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["politician", "neighbour", "far", "firm"])
def test_a_pool_is_started_by_those_who_write_needs(world: World, people: People, role: str) -> None:
    with pytest.raises(NotAllowed, match="started by those who write needs"):
        start_pool(world.gol, terms(), actor=acting_as(getattr(people, role)))


def test_a_council_starts_a_pool_and_a_firm_does_not(world: World, people: People) -> None:
    made = start_pool(world.council, terms(), actor=acting_as(people.council))
    assert (made.region.slug, made.state) == ("hallingdal", "proposed")
    with pytest.raises(NotAllowed, match="buy together here"):
        start_pool(world.firm, terms(), actor=acting_as(people.firm))


def test_a_pool_is_not_made_from_a_need_that_is_hidden_closed_or_has_run_out(
    world: World, people: People, writer: Actor
) -> None:
    need = write_need(world.gol, {"title": "Mindre lekkasje", "way": "purchase"}, actor=writer)
    with pytest.raises(InvalidInput, match="not open to you"):
        start_pool(world.al, terms(), [need.pk], actor=acting_as(people.neighbour))
    need = share_need(need, shared_as("region"), actor=writer)
    Need.objects.update(expires_on=in_days(-1))
    need.refresh_from_db()
    with pytest.raises(InvalidInput, match="has run out or is closed"):
        start_pool(world.gol, terms(), [need.pk], actor=writer)
    closed = close_need(need, {"outcome": "gone", "outcome_text": ""}, actor=writer)
    with pytest.raises(InvalidInput, match="has run out or is closed"):
        start_pool(world.gol, terms(), [closed.pk], actor=writer)
    assert not Pool.objects.exists()


@pytest.mark.parametrize("role", ["politician", "neighbour", "council", "far", "firm"])
def test_the_lead_buyer_alone_changes_a_pool(people: People, open_one: Pool, role: str) -> None:
    for change in (change_pool, specify_pool):
        with pytest.raises(NotAllowed):
            change(open_one, {}, actor=acting_as(getattr(people, role)))
    with pytest.raises(NotAllowed):
        announce(open_one, acting_as(getattr(people, role)))
    with pytest.raises(NotAllowed):
        end_pool(open_one, actor=acting_as(getattr(people, role)))


def test_a_pool_is_opened_when_it_says_what_is_asked_for(pool: Pool, writer: Actor) -> None:
    with pytest.raises(NotAllowed, match="Write first"):
        open_pool(pool, OPENED, actor=writer)


@pytest.mark.parametrize(
    ("more", "field", "reason"),
    [
        ({"journal": ""}, "journal", "entered in the journal"),
        ({"journal": "entered"}, "journal_case", "case number"),
        ({"hidden_basis": ""}, "hidden_basis", "paragraph"),
        ({"hidden_basis": "offl-99"}, "hidden_basis", "paragraph"),
    ],
)
def test_opening_a_pool_answers_on_the_journal_and_on_what_stays_hidden(
    pool: Pool, writer: Actor, more: dict[str, str], field: str, reason: str
) -> None:
    specify_pool(pool, {"text": "Halv lekkasje på tre år."}, actor=writer)
    pool.refresh_from_db()
    with pytest.raises(InvalidInput, match=reason) as refused:
        open_pool(pool, OPENED | more, actor=writer)
    assert [one.field for one in refused.value.problems] == [field]
    pool.refresh_from_db()
    assert (pool.state, pool.opened) == ("proposed", None)


def test_the_unit_stays_when_others_have_pledged_in_it(
    world: World, people: People, pool: Pool, join: Join, writer: Actor
) -> None:
    join(world.al, people.neighbour, part(48))
    with pytest.raises(InvalidInput, match="so it stays"):
        change_pool(pool, {"unit": "meter"}, actor=writer)


def test_the_unit_stays_when_prices_are_written_in_it(pool: Pool, writer: Actor) -> None:
    price_pool(pool, {"own_prices": PRICES}, actor=writer)
    pool.refresh_from_db()
    with pytest.raises(InvalidInput, match="so it stays"):
        change_pool(pool, {"unit": "meter"}, actor=writer)


def test_the_lead_buyer_is_a_member(
    world: World, people: People, pool: Pool, join: Join, writer: Actor
) -> None:
    with pytest.raises(InvalidInput, match="one of the members"):
        change_pool(pool, {"lead": world.al}, actor=writer)
    join(world.al, people.neighbour, part(48))
    assert change_pool(pool, {"lead": world.al}, actor=writer).lead == world.al


# --- who joins --------------------------------------------------------------------------------------


def test_a_buyer_pledges_for_another_municipality_by_delegation_and_not_without(
    world: World, people: People, join: Join
) -> None:
    with pytest.raises(NotAllowed, match="by a role or a delegation"):
        join(world.gol, people.neighbour, part(10))
    hire("lars@al.example", world.gol, RoleKind.PROCUREMENT_OFFICER, document="26/14")
    assert join(world.gol, people.neighbour, signed(10)).certainty == "committed"


def test_who_may_not_sign_cannot_commit(world: World, people: People, join: Join) -> None:
    with pytest.raises(NotAllowed, match="commits the municipality"):
        join(world.gol, people.writer, signed(10))
    assert join(world.gol, people.writer, part(10)).certainty == "intention"


def test_a_commitment_is_undone_only_by_who_may_sign(
    world: World, people: People, open_one: Pool, join: Join
) -> None:
    kept = join(world.gol, people.colleague, signed(61))
    adviser = acting_as(people.writer)
    for written in (signed(5), part(5), part(61, "interested")):
        with pytest.raises(NotAllowed, match="It is committed"):
            join(world.gol, people.writer, written)
    with pytest.raises(NotAllowed, match="It is committed"):
        withdraw_pledge(kept, actor=adviser)
    assert (could_pledge_for(adviser, open_one), kept.changes.count()) == ([], 1)
    assert join(world.gol, people.colleague, part(50)).certainty == "intention"
    assert join(world.gol, people.writer, part(40)).amount == 40


def test_a_municipality_elsewhere_does_not_join(people: People, open_one: Pool, join: Join) -> None:
    oslo = people.far.roles.get().organisation
    with pytest.raises(NotAllowed, match="of the region join"):
        join(oslo, people.far, part(10))


def test_nobody_joins_after_the_day(world: World, people: People, open_one: Pool, join: Join) -> None:
    Pool.objects.update(joins_until=in_days(-1))
    with pytest.raises(NotAllowed, match="day for joining has passed"):
        join(world.al, people.neighbour, part(48))


def test_a_frozen_pool_names_its_buyers_and_takes_no_late_joiner(
    world: World, people: People, open_one: Pool, join: Join, writer: Actor
) -> None:
    join(world.gol, people.colleague, signed(61))
    with pytest.raises(InvalidInput, match="At least two"):
        announce(open_one, writer)
    one = join(world.al, people.neighbour, signed(48))
    frozen = announce(open_one, writer)
    buyers = [
        (row.organisation.slug, int(row.amount), int(row.max_value or 0))
        for row in Pledge.objects.order_by("pk")
    ]
    assert (frozen.state, buyers) == ("frozen", [("gol", 61, 1_600_000), ("al", 48, 1_600_000)])
    for late in (
        lambda: join(world.al, people.neighbour, signed(50)),
        lambda: withdraw_pledge(one, actor=acting_as(people.neighbour)),
        lambda: change_pool(frozen, {"title": "Anna"}, actor=writer),
        lambda: price_pool(frozen, {"own_prices": PRICES}, actor=writer),
    ):
        with pytest.raises(NotAllowed):
            late()


@pytest.mark.parametrize("change", ["changed", "added", "withdrawn"])
def test_nothing_is_announced_but_the_buyers_that_were_read(
    world: World, people: People, open_one: Pool, join: Join, writer: Actor, change: str
) -> None:
    join(world.gol, people.colleague, signed(61))
    one = join(world.al, people.neighbour, signed(48) if change != "added" else part(48))
    read = buyers_as_read(members_of(open_one))
    if change == "withdrawn":
        withdraw_pledge(one, actor=acting_as(people.neighbour))
    else:
        join(world.al, people.neighbour, signed(4800))
    with pytest.raises(ChangedMeanwhile):
        freeze_pool(open_one, {"notice": ""}, read, actor=writer)
    open_one.refresh_from_db()
    assert open_one.state == "open"


def test_what_is_announced_can_be_ended_and_keeps_its_day_and_buyers(
    world: World, people: People, open_one: Pool, join: Join, writer: Actor
) -> None:
    join(world.gol, people.colleague, signed(61))
    join(world.al, people.neighbour, signed(48))
    frozen = announce(open_one, writer)
    with pytest.raises(NotAllowed, match="lead buyer does this"):
        end_pool(frozen, actor=acting_as(people.neighbour))
    ended = end_pool(frozen, actor=writer)
    assert (ended.state, ended.frozen, len(members_of(ended))) == ("ended", frozen.frozen, 2)
    with pytest.raises(NotAllowed):
        end_pool(ended, actor=writer)


def test_a_pledge_that_is_taken_back_can_be_given_again(
    world: World, people: People, pool: Pool, join: Join
) -> None:
    one = join(world.al, people.neighbour, part(48))
    withdraw_pledge(one, actor=acting_as(people.neighbour))
    one.refresh_from_db()
    with pytest.raises(NotAllowed, match="no pledge to take back"):
        withdraw_pledge(one, actor=acting_as(people.neighbour))
    join(world.al, people.neighbour, part(50))
    kept = [(int(row.amount), row.certainty) for row in Pledge.objects.get().changes.all()]
    assert kept == [(48, "intention"), (48, ""), (50, "intention")]


def test_two_who_pledge_at_once_are_told(world: World, people: People, pool: Pool, join: Join) -> None:
    join(world.al, people.neighbour, part(48))
    with pytest.raises(InvalidInput, match="changed"):
        pledge(pool, world.al, part(50), 0, actor=acting_as(people.neighbour))


# --- who sees what the buyers pay --------------------------------------------------------------------


@pytest.mark.parametrize("role", ["politician", "council", "far", "firm"])
def test_own_prices_are_written_by_who_acts_for_a_buyer(people: People, priced: Pool, role: str) -> None:
    other = acting_as(getattr(people, role))
    with pytest.raises(NotAllowed, match="act for the buyers"):
        price_pool(priced, {"own_prices": []}, actor=other)
    assert price_pool(priced, {"own_prices": []}, actor=acting_as(people.neighbour)).own_prices == []


@pytest.mark.parametrize("kind", ["supplier", "research", "voluntary"])
def test_who_has_a_role_in_what_can_bid_stands_apart_from_the_buyers(
    people: People, priced: Pool, kind: str
) -> None:
    other = Organisation.objects.create(slug="forsk", name="Forsk", kind=kind)
    hire(people.writer.email, other, RoleKind.EDITOR)
    assert "that can bid" in reason(rules.sees_costs(acting_as(people.writer), priced))
    for act in (change_pool, price_pool):
        with pytest.raises(NotAllowed, match="that can bid"):
            act(priced, {}, actor=acting_as(people.writer))


def test_who_leaves_sees_no_costs(people: People, priced: Pool) -> None:
    neighbour = acting_as(people.neighbour)
    assert rules.sees_costs(neighbour, priced) == ALLOWED
    priced.pledges.filter(organisation__slug="al").update(withdrawn=neighbour.now)
    assert "act for the buyers" in reason(rules.sees_costs(neighbour, priced))


def test_who_stands_too_close_is_shut_out_of_costs_and_of_acting(
    people: People, priced: Pool, writer: Actor
) -> None:
    assert rules.sees_costs(writer, priced) == ALLOWED
    declare_disqualified(people.writer, priced, reason="", scope="gol", now=writer.now)
    assert "disqualified" in reason(rules.sees_costs(writer, priced))
    for act in (change_pool, price_pool):
        with pytest.raises(NotAllowed, match="disqualified"):
            act(priced, {}, actor=writer)


def reason(verdict: Verdict) -> str:
    return str(verdict.reason) if isinstance(verdict, Denied) else ""
