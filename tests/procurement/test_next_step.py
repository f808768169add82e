"""What the page of a procurement says of its next step and of its thread; both are for the buyers alone."""

from loftet.contracts.models import Contract
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.procurement.actions import start_procurement, stop_procurement
from loftet.procurement.models import Procurement
from tests.needs.conftest import People, Share, draft, share  # noqa: F401 - fixtures
from tests.next_steps import context_of, next_of, thread_of
from tests.people.partnership import World
from tests.procurement.conftest import announced, facts, in_days, stepped


def test_the_next_step_is_the_first_that_is_open_and_then_the_announcement(
    procurement: Procurement, acting: Actor, buyer: User
) -> None:
    first = ("Forankre anskaffelsen", in_days(0), "lederen som eier anskaffelsen")
    assert next_of(procurement, buyer) == first
    stepped(procurement, acting)
    assert next_of(procurement, buyer) == ("Kunngjør anskaffelsen", in_days(0), "du")


def test_after_the_announcement_comes_the_contract_and_then_what_was_promised(
    small: Procurement, acting: Actor, buyer: User, people: People
) -> None:
    out = announced(small, acting)
    assert next_of(out, buyer) == ("Skriv kontrakten når et tilbud er valgt", None, "du")
    assert next_of(out, people.politician) is None
    assert thread_of(out, buyer) == ["*", "Kontrakt kommer"]


def test_a_contract_is_followed_up_by_its_owner(contract: Contract, buyer: User) -> None:
    made = contract.procurement
    assert next_of(made, buyer) == ("Spør om det som ble lovet, holder", contract.ends_on, "Gol kommune")
    assert thread_of(made, buyer) == ["*", "Kontrakt: Buss AS"]


def test_one_that_is_cancelled_has_no_next_step(small: Procurement, acting: Actor, buyer: User) -> None:
    stopped = stop_procurement(small, {"reason": "Ingen pengar"}, actor=acting)
    assert next_of(stopped, buyer) is None
    assert thread_of(stopped, buyer) == ["*"]


def test_the_thread_of_a_need_names_a_procurement_to_those_who_see_it(
    share: Share,  # noqa: F811
    world: World,
    people: People,
    acting: Actor,
    buyer: User,
) -> None:
    need = share("public")
    made = start_procurement(world.gol, facts(title="Skyss"), need=need, actor=acting)
    assert thread_of(made, buyer) == [f"Behov: {need.title}", "*", "Kontrakt kommer"]
    assert thread_of(need, buyer) == ["*", "Anskaffelse: Skyss"]
    assert thread_of(need, people.far) == ["*", "Anskaffelse eller prosjekt kommer"]
    stop_procurement(made, {"reason": "Ingen pengar"}, actor=acting)
    assert thread_of(need, buyer) == ["*", "Anskaffelse eller prosjekt kommer"]


def test_who_is_no_buyer_is_told_of_no_step(small: Procurement, acting: Actor, people: People) -> None:
    out = announced(small, acting)
    for user in (people.far, people.firm):
        told = context_of(out, user)
        assert (told["next"], "thread" in told) == (None, True)  # where it came from is for all
