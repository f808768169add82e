"""What the page of a need says of its next step, and of its thread."""

from datetime import date, timedelta

from django.utils import timezone

from loftet.needs.actions import close_need, send_need, set_reading, write_need
from loftet.needs.models import Need
from loftet.people.permissions import Actor
from tests.needs.conftest import People, Share
from tests.next_steps import next_of, thread_of
from tests.people.partnership import World, acting_as, browser_of


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def test_a_draft_is_read_by_a_colleague_who_shares_it_or_sends_it_back(
    draft: Need, people: People, writer: Actor, world: World
) -> None:
    set_reading(world.gol, {"wants_reader": True}, 0, actor=acting_as(people.colleague))
    assert next_of(draft, people.writer) == (
        "La en kollega lese behovet, så det kan deles",
        None,
        "du",
    )
    send_need(draft, actor=writer)
    assert next_of(draft, people.colleague) == ("Les behovet, og del det eller send det tilbake", None, "du")
    reads = "En kollega leser behovet før det deles"
    assert next_of(draft, people.politician) == (reads, None, "ikke du: Gol kommune")


def test_an_open_need_is_renewed_by_its_owner_and_shared_by_others(share: Share, people: People) -> None:
    need, ends = share("public"), in_days(90)
    also = "Si fra om dere også har behovet"
    assert next_of(need, people.neighbour) == (also, ends, "du for Ål kommune")
    waits = "Andre sier om de også har det, og firma hvordan de ville løst det"
    assert next_of(need, people.firm) == (waits, ends, "ikke du: Gol kommune")
    assert next_of(need, people.writer) == (waits, ends, "ikke du: Gol kommune")
    Need.objects.update(expires_on=in_days(20))
    assert next_of(need, people.writer) == ("Forny behovet, eller lukk det", in_days(20), "du")
    Need.objects.update(expires_on=in_days(-1))
    over = ("Behovet fornyes eller lukkes", in_days(-1), "ikke du: Gol kommune")
    assert next_of(need, people.council) == over


def test_a_need_that_is_closed_has_no_next_step_and_nothing_to_come(
    share: Share, people: People, writer: Actor
) -> None:
    need = share("public")
    assert thread_of(need, people.firm) == ["*", "Anskaffelse eller prosjekt kommer"]
    close_need(need, {"outcome": "gone", "outcome_text": "Løyst"}, actor=writer)
    assert next_of(need, people.writer) is None
    assert thread_of(need, people.firm) == ["*"]


def test_a_need_taken_over_names_the_one_it_came_from_to_those_who_read_it(
    share: Share, people: People, world: World
) -> None:
    first = share("region")
    own = write_need(world.al, {"title": "Vi òg"}, actor=acting_as(people.neighbour))
    shown = {"state": "open", "audience": "public", "shared": timezone.now(), "expires_on": in_days(90)}
    Need.objects.filter(pk=own.pk).update(derived_from=first, **shown)
    coming = "Anskaffelse eller prosjekt kommer"
    assert thread_of(own, people.neighbour) == [f"Behov: {first.title}", "*", coming]
    assert thread_of(own, people.far) == ["*", coming]
    assert thread_of(first, people.writer) == ["*", "Behov: Vi òg"]


def test_a_step_whose_day_has_passed_is_said_to_be_late_and_not_to_come(share: Share, people: People) -> None:
    need = share("public")
    late, comes, own = "Dette skulle ha skjedd", "Dette skjer framover", "Neste steg"
    for user, days, said in (
        (people.firm, 20, comes),
        (people.firm, -1, late),
        (people.writer, 20, own),
        (people.writer, -1, late),
        (people.firm, 0, comes),
    ):
        Need.objects.update(expires_on=in_days(days))
        page = browser_of(user).get(need.get_absolute_url(), {"lang": "nb"}).content.decode()
        label = page.partition('class="next-label">')[2].partition("</p>")[0]
        assert label.replace("\N{SOFT HYPHEN}", "").strip() == said, (user, days)
