"""A person's telephone number: written on the account page, read by those who work with them, erased."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from loftet.people.models import Invitation, RoleKind, User
from loftet.people.telephone import LONGEST, written_telephone
from tests.people.partnership import World, browser_of, hire

ACCOUNT, NUMBER = "/min-side/konto/", "32 00 00 00"


@pytest.fixture
def kari(world: World) -> User:
    return hire("kari@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)


def write(user: User, telephone: str, language: str = "nb") -> tuple[int, str]:
    sent = {"name": "Kari", "telephone": telephone, "language": language}
    answer = browser_of(user).post(f"{ACCOUNT}?lang={language}", sent)
    user.refresh_from_db()
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("+47 32000000", NUMBER),
        ("90 00 00 00", "900 00 000"),
        ("0046 8-123 456 78", "+46 8 123 456 78"),
        ("02800", "02800"),
        ("  ", ""),
    ],
)
def test_a_number_is_kept_as_it_is_written_in_norway(kari: User, given: str, kept: str) -> None:
    assert write(kari, given)[0] == 302
    assert kari.telephone == kept
    page = browser_of(kari).get(f"{ACCOUNT}?lang=nn").content.decode()
    assert ("Telefonnummeret ditt (valfritt)" in page, f'value="{kept}"' in page or not kept) == (True, True)


@pytest.mark.parametrize(
    "given", ["3200000", "12345678", "+47 123", "ring meg", "+0 32 00 00 00", "٣٢٠٠٠٠٠٠"]
)
def test_what_is_no_number_is_refused_with_its_reason(kari: User, given: str) -> None:
    status, page = write(kari, given)
    assert (status, kari.telephone) == (422, "")
    assert "Dette er ikke et telefonnummer. Skriv åtte sifre" in page
    assert "Dette er ikkje eit telefonnummer. Skriv åtte siffer" in write(kari, given, "nn")[1]


def test_the_longest_number_has_room() -> None:
    assert len(written_telephone("+" + "-4" * 15)) <= LONGEST
    with pytest.raises(ValidationError):
        written_telephone("+" + "4" * 16)


def test_those_with_a_role_there_read_it_and_others_do_not(world: World, kari: User) -> None:
    write(kari, NUMBER)
    colleague = hire("odd@gol.example", world.gol, RoleKind.PLANNER)
    stranger = hire("lars@al.example", world.al, RoleKind.PLANNER)
    for address in ("/organisasjoner/gol/", "/organisasjoner/gol/folk.csv"):
        seen = [NUMBER in one.get(address).content.decode() for one in (browser_of(colleague), Client())]
        assert seen == [True, False]
        assert NUMBER not in browser_of(stranger).get(address).content.decode()
    assert 'href="tel:32000000"' in browser_of(colleague).get("/organisasjoner/gol/").content.decode()


def test_it_is_handed_out_and_goes_with_the_person(kari: User) -> None:
    write(kari, NUMBER)
    browser = browser_of(kari)
    assert json.loads(browser.get("/min-side/data.json").content)["person"]["telephone"] == NUMBER
    browser.post("/min-side/slett/", {"sure": "on"})
    kari.refresh_from_db()
    assert (kari.telephone, kari.is_active) == ("", False)


def test_a_name_given_with_the_answer_to_an_invitation_leaves_the_number(world: World, kari: User) -> None:
    odd = hire("odd@al.example", world.al, RoleKind.PLANNER)
    User.objects.filter(pk=odd.pk).update(telephone=NUMBER)
    browser_of(kari).post("/organisasjoner/gol/inviter/", {"email": odd.email, "kind": "planner"})
    address = f"/min-side/invitasjoner/{Invitation.objects.get().pk}/"
    browser_of(odd).post(address, {"answer": "yes", "name": "Odd"})
    odd.refresh_from_db()
    assert (odd.name, odd.telephone) == ("Odd", NUMBER)
