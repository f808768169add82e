"""What a coordinator writes in for others binds nobody until its owner confirms it by a letter's link."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from loftet.needs.models import Need
from loftet.notices.models import Noted, Notice
from loftet.notices.noted.rules import LASTS
from loftet.people.models import RoleKind, User
from loftet.pools.actions import pledge, start_pool
from loftet.pools.models import Pledge, Pool
from tests.letters import letters_sent
from tests.people.partnership import World, acting_as, browser_of, hire, small_partnership

LINK = re.compile(r"https?://[^/]+(/svar/\S+/)")
TITLE = "Mindre vatn på vegen"


@pytest.fixture
def world(db: None) -> World:
    return small_partnership()


@pytest.fixture
def solveig(world: World) -> User:
    return hire("solveig@hallingdal.example", world.council, RoleKind.FACILITATOR)


@pytest.fixture
def tora(world: World) -> User:
    return hire("tora@gol.example", world.gol, RoleKind.BUSINESS_ADVISER)


@pytest.fixture
def director(world: World) -> User:
    return hire("kari@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)


@pytest.fixture
def pool(world: World, solveig: User) -> Pool:
    """Return a pool that the council leads."""
    in_a_month = timezone.localdate() + timedelta(days=30)
    terms = {"title": "Tette i lag", "unit": "km", "kind": "goods_services", "joins_until": in_a_month}
    return start_pool(world.council, terms, actor=acting_as(solveig))


def said(asked: User, **more: Any) -> dict[str, Any]:
    """Return who said it, and who confirms it."""
    today = timezone.localdate().isoformat()
    return {"said_by": "Tora Vatn, vassverket", "how": "call", "said_on": today, "asked": asked.pk} | more


def volume(asked: User, **more: Any) -> dict[str, Any]:
    later = (timezone.localdate() + timedelta(days=90)).isoformat()
    return said(asked, amount="46", earliest=later, latest=later, certainty="intention") | more


def link_sent(to: User) -> str:
    """Return the address in the newest letter to somebody."""
    letters_sent()
    letter = [one for one in mail.outbox if one.to == [to.email]][-1]
    found = LINK.search(str(letter.body))
    assert found, letter.body
    return found[1]


def write_need_in(solveig: User, tora: User) -> str:
    sent = said(tora, title=TITLE, effect="Halvparten på tre år.", volume="46", unit="km")
    answer = browser_of(solveig).post("/organisasjoner/gol/behov/noter/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return link_sent(tora)


def test_a_need_told_on_the_telephone_is_shared_when_its_owner_says_yes_without_signing_in(
    solveig: User, tora: User
) -> None:
    User.objects.filter(pk=solveig.pk).update(telephone="32 00 00 00")
    link, stranger = write_need_in(solveig, tora), Client()
    letter = mail.outbox[-1]
    assert letter.extra_headers["Reply-To"] == solveig.email
    assert letter.body.endswith(
        "Ring solveig@hallingdal.example, 32 00 00 00, eller svar på denne e-posten.\n"
    )
    assert "Sagt av Tora Vatn, vassverket for Gol kommune, på telefon" in letter.body
    asked = stranger.get(f"{link}?lang=nn")
    assert (asked.status_code, asked.headers["X-Robots-Tag"]) == (200, "noindex, nofollow")
    shown = (TITLE, "Halvparten på tre år.", "46 km", 'href="tel:32000000"')
    assert all(words in asked.content.decode() for words in shown)
    assert "Halvparten på tre år." in letter.body
    assert not Need.objects.exists()  # reading a link, as mail scanners do, changes nothing
    assert stranger.post(link, {"answer": "yes"}).status_code == 302
    need = Need.objects.get()
    assert (need.title, need.written_by, need.audience, need.state) == (TITLE, tora, "region", "open")
    page = browser_of(solveig).get(f"{need.get_absolute_url()}?lang=nn").content.decode()
    assert "Skrive inn av solveig@hallingdal.example." in page
    assert "Stadfesta av tora@gol.example" in page
    page = browser_of(solveig).get("/organisasjoner/gol/?lang=nn").content.decode()
    assert "Stadfesta av tora@gol.example" in page
    assert Notice.objects.get(user=solveig).kind == "noted.replied"


def test_a_link_holds_once_until_its_day_and_cannot_be_changed(solveig: User, tora: User) -> None:
    link, stranger = write_need_in(solveig, tora), Client()
    assert stranger.post(f"{link[:-3]}xx/", {"answer": "yes"}).status_code == 403
    Noted.objects.update(expires=timezone.now())
    assert stranger.post(link, {"answer": "yes"}).status_code == 403
    Noted.objects.update(expires=timezone.now() + LASTS)
    assert stranger.post(link, {"answer": "perhaps"}).status_code == 422
    assert stranger.post(link, {"answer": "no"}).status_code == 302
    assert stranger.post(link, {"answer": "yes"}).status_code == 403
    assert not Need.objects.exists()
    User.objects.filter(pk=tora.pk).update(is_active=False)
    assert stranger.get(link).status_code == 403


def test_only_who_signs_is_asked_to_commit_and_the_volume_counts_after_the_yes(
    pool: Pool, solveig: User, tora: User, director: User
) -> None:
    address = f"/felles-innkjop/{pool.pk}/noter/gol/"
    within = {"certainty": "committed", "max_value": "1600000", "authority": "26/14"}
    within["authority_limit"] = "2000000"
    browser = browser_of(solveig)
    refused = browser.post(f"{address}?lang=nn", volume(tora, **within))
    assert (refused.status_code, "kan ikkje stadfeste dette" in refused.content.decode()) == (422, True)
    assert browser.post(address, volume(director, **within)).status_code == 302
    assert not Pledge.objects.exists()
    page = browser.get(f"{pool.get_absolute_url()}?lang=nn").content.decode()
    assert "Ikkje stadfesta enno. kari@gol.example er spurd." in page
    assert Client().post(link_sent(director), {"answer": "yes"}).status_code == 302
    row = Pledge.objects.get()
    assert (row.certainty, row.authority, row.pledged_by) == ("committed", "26/14", director)


def test_what_is_written_in_was_said_today_unless_another_day_is_chosen(pool: Pool, solveig: User) -> None:
    today = f'value="{timezone.localdate().isoformat()}"'
    for address in ("/organisasjoner/gol/behov/noter/", f"/felles-innkjop/{pool.pk}/noter/gol/"):
        page = browser_of(solveig).get(address).content.decode()
        assert today in page.partition('name="said_on"')[2].partition(">")[0]


def test_a_volume_that_is_written_in_anew_takes_the_place_of_the_one_not_answered(
    pool: Pool, solveig: User, tora: User
) -> None:
    address, browser = f"/felles-innkjop/{pool.pk}/noter/gol/", browser_of(solveig)
    links = []
    for amount in ("40", "12"):
        assert browser.post(address, volume(tora, amount=amount)).status_code == 302
        links.append(link_sent(tora))
    refused = Client().post(f"{links[0]}?lang=nn", {"answer": "yes"})
    assert (refused.status_code, "Bruk det nyaste brevet" in refused.content.decode()) == (403, True)
    page = browser.get(f"{pool.get_absolute_url()}?lang=nn").content.decode()
    assert page.count("Ikkje stadfesta. Brevet gjeld ikkje lenger.") == 1
    assert page.count("Ikkje stadfesta enno. tora@gol.example er spurd.") == 1
    assert Client().post(links[1], {"answer": "yes"}).status_code == 302
    assert Pledge.objects.get().amount == 12


def test_a_late_yes_does_not_undo_what_the_municipality_has_changed_itself_meanwhile(
    pool: Pool, solveig: User, tora: User
) -> None:
    address, browser = f"/felles-innkjop/{pool.pk}/noter/gol/", browser_of(solveig)
    assert browser.post(address, volume(tora, amount="40")).status_code == 302
    later = timezone.localdate() + timedelta(days=90)
    own = {"amount": "12", "earliest": later, "latest": later, "certainty": "intention"}
    pledge(pool, tora.roles.get().organisation, own, 0, actor=acting_as(tora))
    refused = Client().post(f"{link_sent(tora)}?lang=nn", {"answer": "yes"})
    assert (refused.status_code, "og blir ståande som det er no" in refused.content.decode()) == (422, True)
    assert (str(Pledge.objects.get().amount), Noted.objects.get().reply) == ("12.00", "")
    assert browser.post(address, volume(tora, amount="46")).status_code == 302
    assert Client().post(link_sent(tora), {"answer": "yes"}).status_code == 302
    assert Pledge.objects.get().amount == 46


def test_needs_that_are_told_one_after_the_other_are_asked_about_each(solveig: User, tora: User) -> None:
    links = [write_need_in(solveig, tora) for _one in range(2)]
    assert [Client().post(one, {"answer": "yes"}).status_code for one in links] == [302, 302]
    assert Need.objects.count() == 2


def test_not_this_year_ends_the_asking(pool: Pool, solveig: User, tora: User) -> None:
    address, browser = f"/felles-innkjop/{pool.pk}/noter/gol/", browser_of(solveig)
    assert browser.post(address, volume(tora)).status_code == 302
    assert Client().post(link_sent(tora), {"answer": "later"}).status_code == 302
    again = browser.post(f"{address}?lang=nn", volume(tora))
    assert (again.status_code, "«ikkje i år»" in again.content.decode()) == (422, True)
    assert not Pledge.objects.exists()


@pytest.mark.parametrize("who", ["tora", "far", "firm"])
def test_nobody_but_a_coordinator_of_the_region_writes_in(
    world: World, solveig: User, tora: User, who: str
) -> None:
    users = {"tora": tora, "firm": hire("a@varme.example", world.firm, RoleKind.TOP_MANAGEMENT)}
    users["far"] = hire("ola@al.example", world.al, RoleKind.FACILITATOR)
    assert browser_of(users[who]).get("/organisasjoner/gol/behov/noter/").status_code == 403
