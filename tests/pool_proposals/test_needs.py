"""The needs that a joint purchase comes from, linked while it is not announced."""

import pytest

from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.needs.actions import share_need, write_need
from loftet.needs.models import Need
from loftet.people.permissions import Actor
from loftet.pool_proposals.needs import link_needs, needs_for
from loftet.pools.actions import start_pool
from loftet.pools.models import Pool
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as
from tests.pools.conftest import in_days, terms


def need_of(world: World, actor: Actor, title: str, audience: str = "public") -> Need:
    need = write_need(world.gol, {"title": title, "way": "purchase"}, actor=actor)
    shared = {"audience": audience, "expires_on": in_days(30), "journal": "not_needed", "journal_case": ""}
    return share_need(need, shared, actor=actor)


@pytest.fixture
def bare(world: World, writer: Actor) -> Pool:
    return start_pool(world.gol, terms(), actor=writer)


def test_several_needs_are_linked_and_both_pages_lead_on(
    bare: Pool, world: World, people: People, writer: Actor
) -> None:
    needs = [need_of(world, writer, f"Behov {number}") for number in range(2)]
    browser, page = browser_of(people.writer), bare.get_absolute_url()
    assert "Behov 1" in browser.get(f"{page}behov/").content.decode()
    sent = {"needs": [str(one.pk) for one in needs], "version": str(bare.version)}
    assert browser.post(f"{page}behov/", sent).status_code == 302
    assert set(bare.needs.all()) == set(needs)
    assert all(one.get_absolute_url() in browser.get(page).content.decode() for one in needs)
    assert page in browser.get(needs[1].get_absolute_url()).content.decode()
    assert browser.post(f"{page}behov/", sent).status_code == 409  # it was read before the change
    bare.refresh_from_db()
    assert browser.post(f"{page}behov/", {"version": str(bare.version)}).status_code == 302
    assert not bare.needs.exists()


def test_a_draft_an_unknown_need_and_others_are_refused(
    bare: Pool, world: World, people: People, writer: Actor
) -> None:
    draft = write_need(world.gol, {"title": "Kladd", "way": "purchase"}, actor=writer)
    assert draft not in needs_for(bare, writer)
    with pytest.raises(InvalidInput, match=r"open to you|ikke åpent"):
        link_needs(bare, [draft], actor=writer)
    with pytest.raises(NotAllowed):
        link_needs(bare, [], actor=acting_as(people.neighbour))
    page = f"{bare.get_absolute_url()}behov/"
    answer = browser_of(people.writer).post(page, {"needs": ["99999"], "version": str(bare.version)})
    assert answer.status_code == 422
    assert not bare.needs.exists()
