"""The way from a need to what came of it, and back: nobody who reads without a role meets a dead end."""

import pytest
from django.utils import timezone

from loftet.contracts.actions import sign_contract
from loftet.contracts.models import Contract
from loftet.meetings.example import announced_event
from loftet.meetings.models import Event
from loftet.needs.actions import close_need, write_need
from loftet.needs.models import Audience, Need
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.pools.models import Pool
from loftet.procurement.actions import start_procurement
from loftet.procurement.models import Procurement
from loftet.projects.models import Project
from tests.needs.conftest import People, Share, draft, share, writer  # noqa: F401 - fixtures
from tests.needs.test_pages import reported
from tests.people.partnership import World, browser_of
from tests.procurement.conftest import SMALL, announced, facts, in_days, terms


def thread_of(address: str) -> list[str]:
    """Return where the thread of a page leads, as everybody reads it."""
    page = browser_of(None).get(f"{address}?lang=nb").content.decode()
    thread = page.partition('<nav class="thread"')[2].partition("</nav>")[0]
    return [part.partition('"')[0] for part in thread.split('href="')[1:]]


@pytest.fixture
def need(share: Share) -> Need:  # noqa: F811
    return share(Audience.PUBLIC)


@pytest.fixture
def pool(world: World, people: People, need: Need) -> Pool:
    told = {
        "title": "Tetting i lag",
        "unit": "meter",
        "joins_until": in_days(9),
        "region": world.council.place,
    }
    made = Pool.objects.create(
        **told,
        lead=world.gol,
        state="open",
        opened=timezone.now(),
        written=timezone.now(),
        written_by=people.writer,
    )
    made.needs.add(need)
    return made


@pytest.fixture
def bought(pool: Pool, world: World, acting: Actor, buyer: User) -> Contract:
    """Return the contract of what was bought by the pool."""
    made = announced(start_procurement(world.gol, facts(value=SMALL), actor=acting), acting)
    Procurement.objects.filter(pk=made.pk).update(pool=pool)
    made.refresh_from_db()
    return sign_contract(made, terms(buyer), actor=acting)


@pytest.fixture
def project(world: World, people: People, need: Need) -> Project:
    """Return a project of the need that has begun."""
    assert world.council.place is not None
    made = Project.objects.create(
        title="Tette i lag",
        lead=world.gol,
        region=world.council.place,
        kind="innovation",
        starts_on=in_days(0),
        state="running",
        begun=timezone.now(),
        written=timezone.now(),
        written_by=people.writer,
    )
    made.needs.add(need)
    return made


def test_the_thread_leads_both_ways(need: Need, pool: Pool, bought: Contract, project: Project) -> None:
    chain = [one.get_absolute_url() for one in (need, pool, bought.procurement, bought, project)]
    for number, own in enumerate(chain):
        assert sorted(thread_of(own)) == sorted(chain[:number] + chain[number + 1 :]), own
    assert thread_of(chain[2]) == [*chain[:2], *chain[3:]]
    assert thread_of(chain[3]) == [*chain[:3], chain[4]]
    assert thread_of(chain[4])[:4] == chain[:4]


@pytest.mark.parametrize("is_signed", [False, True])
def test_a_joint_purchase_waits_for_a_contract_until_there_is_one(
    pool: Pool, request: pytest.FixtureRequest, is_signed: bool
) -> None:
    if is_signed:
        request.getfixturevalue("bought")
    Pool.objects.filter(pk=pool.pk).update(state="frozen", frozen=timezone.now())
    page = browser_of(None).get(f"{pool.get_absolute_url()}?lang=en").content.decode()
    assert ("The tenders are compared, and a contract is signed" in page) == (not is_signed)


@pytest.fixture
def dialogue(world: World, writer: Actor, need: Need, pool: Pool) -> Event:  # noqa: F811
    """Return a dialogue conference about the need and its joint purchase."""
    made = announced_event(writer, world.gol)
    made.needs.set([need])
    made.pools.set([pool])
    return made


def test_the_market_dialogue_is_a_step_of_the_thread(
    need: Need, pool: Pool, dialogue: Event, bought: Contract, project: Project
) -> None:
    chain = [one.get_absolute_url() for one in (need, pool, dialogue, bought.procurement, bought)]
    for number, own in enumerate(chain):
        assert thread_of(own) == chain[:number] + chain[number + 1 :] + [project.get_absolute_url()], own
    assert thread_of(project.get_absolute_url())[:5] == chain
    Event.objects.update(kind="gathering")
    assert dialogue.get_absolute_url() not in thread_of(bought.get_absolute_url())


def test_a_dialogue_about_a_joint_purchase_is_one_about_its_needs(
    need: Need, pool: Pool, dialogue: Event
) -> None:
    dialogue.needs.clear()
    assert thread_of(need.get_absolute_url()) == [pool.get_absolute_url(), dialogue.get_absolute_url()]
    Pool.objects.filter(pk=pool.pk).update(state="proposed", opened=None)
    assert thread_of(need.get_absolute_url()) == []


def test_a_challenge_tells_what_it_became_also_when_that_is_closed(
    world: World,
    people: People,
    need: Need,
    pool: Pool,
    dialogue: Event,
    writer: Actor,  # noqa: F811
) -> None:
    challenge = reported(world, people)
    Need.objects.filter(pk=need.pk).update(challenge=challenge)
    need.refresh_from_db()
    close_need(need, {"outcome": "bought", "outcome_text": "Kjøpt"}, actor=writer)
    draft_of_it = write_need(world.gol, {"title": "Kladd"}, actor=writer)
    Need.objects.filter(pk=draft_of_it.pk).update(challenge=challenge)
    address = challenge.get_absolute_url()
    assert thread_of(address) == [one.get_absolute_url() for one in (need, pool, dialogue)]
    page = browser_of(None).get(f"{address}?lang=nb").content.decode()
    thread = page.partition('<nav class="thread"')[2].partition("</nav>")[0].replace("\N{SOFT HYPHEN}", "")
    assert need.title in thread
    assert "(Gol kommune, Avsluttet)" in " ".join(thread.split())
    assert page.count(need.title) == 1
    assert "Kladd" not in browser_of(writer.user).get(address).content.decode()


def test_a_need_that_is_closed_to_the_reader_is_no_stop(
    need: Need, pool: Pool, bought: Contract, project: Project
) -> None:
    Need.objects.filter(pk=need.pk).update(audience=Audience.REGION)
    for one in (bought, bought.procurement):
        assert need.get_absolute_url() not in thread_of(one.get_absolute_url())
        assert pool.get_absolute_url() in thread_of(one.get_absolute_url())


def test_one_that_came_of_nothing_leads_on_to_its_contract_alone(contract: Contract) -> None:
    assert thread_of(contract.procurement.get_absolute_url()) == [contract.get_absolute_url()]
    assert thread_of(contract.get_absolute_url()) == [contract.procurement.get_absolute_url()]
