"""What the page of a joint purchase says of its next step, and of its thread."""

from django.utils import timezone

from loftet.needs.models import Need
from loftet.people.permissions import Actor
from loftet.pools.models import Pool
from tests.needs.conftest import People, Share, draft, share  # noqa: F401 - fixtures
from tests.next_steps import next_of, thread_of
from tests.people.partnership import World
from tests.pools.conftest import TITLE, Join, announce, in_days, part, signed

ASK = "Skriv hva dere ber om sammen"
JOIN = "Si hvor mye dere vil kjøpe sammen med de andre"


def waits() -> tuple[object, ...]:
    """Return the next step where others are to act."""
    return ("Kommuner melder seg inn, og forplikter det de kjøper", in_days(30), "ikke du: Hallingdal")


def test_the_lead_writes_what_is_asked_for_and_members_join(pool: Pool, people: People) -> None:
    assert next_of(pool, people.colleague) == (ASK, in_days(30), "du")
    assert next_of(pool, people.neighbour) == (JOIN, in_days(30), "du for Ål")


def test_a_member_makes_its_intention_a_commitment_and_the_rest_wait(
    open_one: Pool, people: People, world: World, join: Join
) -> None:
    join(world.al, people.neighbour, part(48))
    firmer = "Gjør intensjonen på 48 km om til forpliktet"
    assert next_of(open_one, people.neighbour) == (firmer, in_days(30), "du for Ål")
    assert next_of(open_one, people.far) == waits()
    join(world.al, people.neighbour, signed(48))
    assert next_of(open_one, people.neighbour) == waits()


def test_who_waits_reads_who_does_what_next_until_it_has_ended(
    open_one: Pool, people: People, world: World, join: Join, writer: Actor
) -> None:
    join(world.gol, people.colleague, signed(61))
    join(world.al, people.neighbour, signed(48))
    assert next_of(open_one, people.colleague) == ("Kunngjør, og frys hvem som kjøper", None, "du")
    Pool.objects.update(joins_until=in_days(-1))
    late = "Det kunngjøres, og fryses med dem som har forpliktet seg"
    assert next_of(open_one, people.far) == (late, None, "ikke du: Gol kommune")
    announce(open_one, writer)
    after = "Tilbudene sammenlignes, og en kontrakt signeres"
    assert next_of(open_one, people.far) == (after, None, "ikke du: Gol kommune")
    Pool.objects.update(state="ended")
    assert next_of(open_one, people.far) is None


def test_the_thread_leads_from_needs_to_the_pool_and_on_to_a_procurement(
    open_one: Pool,
    people: People,
    share: Share,  # noqa: F811
) -> None:
    need = share("region")
    open_one.needs.add(need)
    assert thread_of(open_one, people.neighbour) == [f"Behov: {need.title}", "*", "Anskaffelse kommer"]
    assert thread_of(open_one, people.far) == ["*", "Anskaffelse kommer"]  # the need is not for Oslo
    assert thread_of(need, people.neighbour) == ["*", f"Felles innkjøp: {TITLE}"]
    Pool.objects.update(state="ended")
    assert thread_of(open_one, people.far) == ["*"]


def test_the_thread_of_a_need_names_no_pool_that_the_reader_may_not_see(
    pool: Pool,
    people: People,
    share: Share,  # noqa: F811
) -> None:
    need: Need = share("public")
    pool.needs.add(need)
    assert thread_of(need, people.neighbour) == ["*", f"Felles innkjøp: {TITLE}"]
    assert thread_of(need, people.far) == ["*", "Anskaffelse eller prosjekt kommer"]
    Pool.objects.filter(pk=pool.pk).update(state="open", opened=timezone.now())
    assert thread_of(need, people.far) == ["*", f"Felles innkjøp: {TITLE}"]
