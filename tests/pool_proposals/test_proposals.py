"""A pool is proposed by what is alike, with its reasons, and never formed by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from loftet.agreements.models import Agreement
from loftet.core.reading import answer
from loftet.needs.actions import share_need, write_need
from loftet.needs.models import Need
from loftet.people.models import Organisation, User
from loftet.people.permissions import Actor
from loftet.pool_proposals.actions import decline_proposal
from loftet.pool_proposals.proposals import proposals_for, proposals_of
from loftet.pool_proposals.tasks import proposals_to_look_at
from loftet.pools.actions import start_pool
from loftet.pools.models import Pool
from loftet.pools.tasks import pledges_to_commit
from tests.needs.conftest import People, browser_of, shared_as
from tests.people.partnership import World, acting_as
from tests.pools.conftest import in_days, terms


def need_of(organisation: Organisation, user: User, audience: str = "region", **more: Any) -> Need:
    actor = acting_as(user)
    need = write_need(organisation, {"title": "Mindre lekkasje", "way": "purchase"} | more, actor=actor)
    return share_need(need, shared_as(audience), actor=actor)


def agreement_of(organisation: Organisation, user: User, days: int = 200) -> Agreement:
    facts = {"title": "Røyr", "supplier": "Demorør AS", "cpv": "45232150", "source": "26/1"}
    return Agreement.objects.create(
        organisation=organisation, recorded_by=user, ends_on=in_days(days), volume=6, unit="km", **facts
    )


def sentences(actor: Actor, organisation: Organisation) -> list[str]:
    with translation.override("nb"):
        return [one.sentence for one in proposals_for(actor, organisation)]


@pytest.fixture
def two_needs(world: World, people: People) -> None:
    need_of(world.gol, people.writer, cpv="45232150", volume=40, unit="km")
    need_of(world.al, people.neighbour, cpv="45232000")


def test_needs_of_one_kind_and_an_agreement_that_runs_out_are_one_proposal(
    world: World, people: People, writer: Actor, two_needs: None
) -> None:
    one = agreement_of(world.al, people.neighbour)
    with translation.override("nb"):
        month = f"{one.ends_on:%Y}"
    (sentence,) = sentences(writer, world.gol)
    assert sentence.startswith("Gol og Ål: samme type innkjøp (CPV 4523), en avtale går ut i ")
    assert sentence.endswith(month)
    assert not Pool.objects.exists()


@pytest.mark.parametrize(
    ("more", "reason"),
    [({"targets": ["6.4"]}, "Gol og Ål: samme delmål, 6.4"), ({"targets": []}, None), ({"cpv": "45"}, None)],
)
def test_a_target_in_common_is_a_reason_and_two_digits_of_a_code_are_not(
    world: World, people: People, writer: Actor, more: dict[str, Any], reason: str | None
) -> None:
    need_of(world.gol, people.writer, **more)
    need_of(world.al, people.neighbour, **more)
    found = sentences(writer, world.gol)
    assert [one[: len(reason or "")] for one in found] == ([reason] if reason else [])


def test_agreements_alone_are_a_proposal_when_both_run_out_in_time(
    world: World, people: People, writer: Actor
) -> None:
    agreement_of(world.gol, people.writer, 200)
    late = agreement_of(world.al, people.neighbour, 400)
    assert sentences(writer, world.gol) == []
    Agreement.objects.filter(pk=late.pk).update(ends_on=in_days(220))
    assert "avtalene går ut fra" in sentences(writer, world.gol)[0]


def test_a_need_that_is_hidden_or_has_run_out_proposes_nothing(
    world: World, people: People, writer: Actor
) -> None:
    need_of(world.gol, people.writer, cpv="45232")
    other = need_of(world.al, people.neighbour, "own", cpv="45232")
    assert sentences(writer, world.gol) == []
    Need.objects.filter(pk=other.pk).update(audience="region", expires_on=in_days(-1))
    assert sentences(writer, world.gol) == []


def test_what_is_a_pool_already_is_not_proposed_again(
    world: World, people: People, writer: Actor, two_needs: None
) -> None:
    browser = browser_of(people.writer)
    key = proposals_for(writer, world.gol)[0].key
    form = browser.get(f"/organisasjoner/gol/felles-innkjop/nytt/?forslag={key}").content.decode()
    assert 'value="Mindre lekkasje"' in form
    sent = {**terms(), "joins_until": in_days(30).isoformat(), "cpv": "45232150"}
    browser.post(f"/organisasjoner/gol/felles-innkjop/nytt/?forslag={key}", sent)
    made = Pool.objects.get()
    assert set(made.needs.all()) == set(Need.objects.all())
    assert proposals_for(writer, world.gol) == ()
    assert (
        f'href="{made.get_absolute_url()}"'
        in browser.get(f"/behov/{Need.objects.values_list('pk')[0][0]}/").content.decode()
    )


@pytest.mark.parametrize(
    ("state", "years_ago", "proposed"), [("frozen", 1, 0), ("frozen", 3, 1), ("ended", 1, 1), ("open", 3, 0)]
)
def test_the_same_kind_is_proposed_again_two_years_after_the_announcement_or_when_it_has_ended(
    world: World, people: People, writer: Actor, two_needs: None, state: str, years_ago: int, proposed: int
) -> None:
    then = writer.now - timedelta(days=365 * years_ago)
    pool = start_pool(
        world.gol, terms(cpv="45232150"), list(Need.objects.values_list("pk", flat=True)), actor=writer
    )
    frozen = None if state == "open" else then
    Pool.objects.filter(pk=pool.pk).update(state=state, opened=then, frozen=frozen)
    assert len(proposals_for(writer, world.gol)) == proposed


def test_the_proposals_of_a_region_are_computed_once_for_all_its_organisations(
    world: World, people: People, writer: Actor, two_needs: None
) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = dict(answer(proposals_of(writer, [world.gol, world.al, world.council])))
    assert [len(one) for one in found.values()] == [1, 1, 1]
    table = f'FROM "{Agreement._meta.db_table}"'
    assert len([one for one in asked if table in one["sql"]]) == 1
    assert proposals_for(writer, world.gol) == found[world.gol]
    assert len(asked) == 4  # and the regions in which the reader reads
    assert not [
        one for one in asked if '"needs_need"."problem"' in one["sql"]
    ]  # long texts stay where they are


def test_not_now_is_said_for_one_organisation_alone(
    world: World, people: People, writer: Actor, two_needs: None
) -> None:
    key = proposals_for(writer, world.gol)[0].key
    browser = browser_of(people.writer)
    address = "/organisasjoner/gol/felles-innkjop/ikke-na/"
    assert browser.post(address, {"forslag": "made up"}).status_code == 302
    assert len(proposals_for(writer, world.gol)) == 1
    browser.post(address, {"forslag": key})
    assert proposals_for(writer, world.gol) == ()
    decline_proposal(world.gol, key, actor=writer)
    assert len(proposals_for(acting_as(people.neighbour), world.al)) == 1


def test_each_municipality_and_the_coordinator_have_one_line(
    world: World, people: People, two_needs: None
) -> None:
    agreement_of(world.al, people.neighbour)
    need_of(world.gol, people.writer, targets=["6.4"], cpv="15800000")
    need_of(world.al, people.neighbour, targets=["6.4"], cpv="15810000")
    lines = {
        role: [one.organisation for one in answer(proposals_to_look_at(acting_as(getattr(people, role))))]
        for role in ("writer", "colleague", "politician", "neighbour", "council", "far", "firm")
    }
    assert {role: names for role, names in lines.items() if names} == {
        "writer": ["Gol kommune"],
        "neighbour": ["Ål kommune"],
        "council": ["Regionrådet for Hallingdal"],
    }


def test_a_line_asks_only_once_an_intention_can_be_confirmed(
    world: World, people: People, open_one: Pool, join: Any
) -> None:
    join(world.al, people.neighbour, {**part_of(), "certainty": "intention"})
    with translation.override("nb"):
        (line,) = answer(pledges_to_commit(acting_as(people.neighbour)))
        assert (str(line.what), line.address, line.due) == (
            "Gjør kjøpet bindende for Ål",
            open_one.get_absolute_url(),
            open_one.joins_until,
        )
    assert not answer(proposals_to_look_at(acting_as(people.neighbour)))
    Pool.objects.update(joins_until=in_days(-1))
    assert not answer(pledges_to_commit(acting_as(people.neighbour)))


def part_of() -> dict[str, Any]:
    return {"amount": 48, "earliest": in_days(60), "latest": in_days(60) + timedelta(days=30)}
