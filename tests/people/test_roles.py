"""Roles end, are handed over and lent; what is lent ends with its delegation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.log.models import Entry
from loftet.people.actions.roles import end_role, hand_over
from loftet.people.models import Delegation, Invitation, Role, RoleKind, User
from loftet.people.queries import permissions_at
from tests.people.partnership import World, acting_as, browser_of, hire


@pytest.fixture
def director(world: World) -> User:
    return hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)


def kinds_of(user: User) -> list[str]:
    return [one.kind.value for one in permissions_at(user, timezone.localdate()).roles]


def role_of(user: User) -> Role:
    return Role.objects.on(timezone.localdate()).get(user=user)


def lend(director: User, holder: User, **terms: str) -> int:
    """Offer a delegation, and accept it as the holder; return the status of the answer."""
    filled = {"email": holder.email, "kind": "procurement_officer", "document": "24/117"} | terms
    offered = browser_of(director).post("/organisasjoner/gol/fullmakt/", filled)
    if offered.status_code != 302:
        return offered.status_code
    invitation = Invitation.objects.get(email=holder.email, answer="")
    return browser_of(holder).post(f"/min-side/invitasjoner/{invitation.pk}/", {"answer": "yes"}).status_code


def test_a_role_is_handed_over_to_a_colleague_at_once(world: World, director: User) -> None:
    old = hire("old@gol.example", world.gol, RoleKind.PROCUREMENT_OFFICER)
    new = hire("new@gol.example", world.gol, RoleKind.PLANNER)
    address = f"/organisasjoner/gol/roller/{role_of(old).pk}/overlat/"
    assert browser_of(director).post(address, {"colleague": new.pk}).status_code == 302
    assert (kinds_of(old), kinds_of(new)) == ([], ["planner", "procurement_officer"])
    told = Entry.objects.filter(scope="gol").order_by("pk").values_list("action", "details__person")
    assert list(told) == [("role.ended", old.pk), ("role.began", new.pk)]


def test_a_role_is_handed_over_to_somebody_new_when_they_say_yes(world: World, director: User) -> None:
    old = hire("old@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    new = User.objects.create_user("new@gol.example")
    address = f"/organisasjoner/gol/roller/{role_of(old).pk}/overlat/"
    assert browser_of(director).post(address, {"email": new.email}).status_code == 302
    assert (kinds_of(old), kinds_of(new)) == (["administrator"], [])
    invitation = Invitation.objects.get()
    browser_of(new).post(f"/min-side/invitasjoner/{invitation.pk}/", {"answer": "yes"})
    assert (kinds_of(old), kinds_of(new)) == ([], ["administrator"])


def test_a_handing_over_that_cannot_be_leaves_both_as_they_were(world: World, director: User) -> None:
    old = hire("old@gol.example", world.gol, RoleKind.EDITOR)
    new = hire("new@gol.example", world.gol, RoleKind.EDITOR)
    with pytest.raises(NotAllowed, match="allerede denne rollen"):
        hand_over(role_of(old), new, actor=acting_as(director))
    assert (kinds_of(old), kinds_of(new)) == (["editor"], ["editor"])


def test_a_role_is_not_handed_over_to_somebody_outside(world: World, director: User) -> None:
    old = hire("old@gol.example", world.gol, RoleKind.EDITOR)
    outside = hire("ola@al.example", world.al, RoleKind.EDITOR)
    address = f"/organisasjoner/gol/roller/{role_of(old).pk}/overlat/"
    assert browser_of(director).post(address, {"colleague": outside.pk}).status_code == 422
    with pytest.raises(NotAllowed, match="må delta i organisasjonen"):
        hand_over(role_of(old), outside, actor=acting_as(director))
    assert (kinds_of(old), kinds_of(outside)) == (["editor"], ["editor"])


def test_a_role_ends_once(world: World, director: User) -> None:
    old = hire("old@gol.example", world.gol, RoleKind.EDITOR)
    role = role_of(old)
    end_role(role, actor=acting_as(director))
    with pytest.raises(NotAllowed, match="allerede avsluttet"):
        end_role(role, actor=acting_as(director))
    assert (kinds_of(old), Entry.objects.filter(action="role.ended").count()) == ([], 1)


def test_who_has_a_role_can_give_it_up(world: World) -> None:
    editor = hire("old@gol.example", world.gol, RoleKind.EDITOR)
    browser_of(editor).post(f"/min-side/roller/{role_of(editor).pk}/avslutt/")
    assert kinds_of(editor) == []


def test_a_delegation_lets_a_neighbour_act_until_it_is_withdrawn(world: World, director: User) -> None:
    buyer = hire("ola@al.example", world.al, RoleKind.PROCUREMENT_OFFICER)
    assert lend(director, buyer) == 302
    now = permissions_at(buyer, timezone.localdate())
    assert [(one.slug, one.document) for one in now.roles] == [("gol", "24/117"), ("al", "")]
    assert now.has(world.gol, RoleKind.PROCUREMENT_OFFICER)
    assert now.on_behalf_of(world.gol) == "Gol kommune"
    delegation = Delegation.objects.get()
    assert (delegation.decided_by, delegation.holder, delegation.giver) == (director, buyer, world.gol)
    browser_of(director).post(f"/organisasjoner/gol/fullmakter/{delegation.pk}/trekk/")
    assert not permissions_at(buyer, timezone.localdate()).has(world.gol)


def test_one_buyer_acts_for_three_municipalities(world: World, director: User) -> None:
    buyer = hire("ola@al.example", world.al, RoleKind.PROCUREMENT_OFFICER)
    for organisation in (world.gol, world.council):
        hire(buyer.email, organisation, RoleKind.PROCUREMENT_OFFICER, document="24/1")
    assert permissions_at(buyer, timezone.localdate()).organisations == (
        ("gol", "Gol kommune"),
        ("hallingdal", "Regionrådet for Hallingdal"),
        ("al", "Ål kommune"),
    )


def test_a_delegation_that_has_run_out_gives_nothing(world: World, director: User) -> None:
    buyer, today = hire("ola@al.example", world.al, RoleKind.PROCUREMENT_OFFICER), timezone.localdate()
    until = today + timedelta(days=2)
    assert lend(director, buyer, valid_from=str(today), valid_to=str(until)) == 302
    assert permissions_at(buyer, until - timedelta(days=1)).has(world.gol)
    assert not permissions_at(buyer, until).has(world.gol)


def test_a_delegation_that_begins_later_gives_nothing_yet(world: World, director: User) -> None:
    buyer, today = hire("ola@al.example", world.al, RoleKind.PROCUREMENT_OFFICER), timezone.localdate()
    begins = today + timedelta(days=3)
    assert lend(director, buyer, valid_from=str(begins)) == 302
    assert not permissions_at(buyer, today).has(world.gol)
    assert permissions_at(buyer, begins).has(world.gol)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"document": ""}, "A delegation is in writing."),
        ({"document": "   "}, "A delegation is in writing."),
        ({"valid_from": "2026-12-01", "valid_to": "2026-12-01"}, "It must end after it begins."),
        ({"valid_to": "2027-12-01"}, "Say from when, too."),
        ({"kind": "top_management"}, "Select a valid choice."),
        ({"kind": "administrator"}, "Select a valid choice."),
        ({"kind": "politician"}, "Select a valid choice."),
    ],
)
def test_a_delegation_that_is_not_one_is_said(
    world: World, director: User, terms: dict[str, str], said: str
) -> None:
    filled = {"email": "ola@al.example", "kind": "editor", "document": "24/1"} | terms
    answer = browser_of(director).post("/organisasjoner/gol/fullmakt/?lang=en", filled)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert Invitation.objects.count() == 0


def test_who_holds_a_delegation_lends_it_to_nobody(world: World, director: User) -> None:
    holder = hire("ola@al.example", world.gol, RoleKind.FACILITATOR, document="24/1")
    answer = browser_of(holder).post(
        "/organisasjoner/gol/fullmakt/", {"email": "per@al.example", "kind": "editor", "document": "24/2"}
    )
    role = role_of(holder)
    handed = browser_of(director).post(
        f"/organisasjoner/gol/roller/{role.pk}/overlat/?lang=en", {"email": "per@al.example"}
    )
    assert (answer.status_code, handed.status_code, Invitation.objects.count()) == (403, 403, 0)
    assert "A delegation is to one person." in handed.content.decode()


def test_the_holder_can_give_a_delegation_back(world: World, director: User) -> None:
    buyer = hire("ola@al.example", world.gol, RoleKind.PROCUREMENT_OFFICER, document="24/1")
    browser_of(buyer).post(f"/min-side/roller/{role_of(buyer).pk}/avslutt/")
    assert kinds_of(buyer) == []
    assert Delegation.objects.get().withdrawn is not None


def test_who_may_only_invite_the_first_does_not_see_who_is_there(world: World) -> None:
    hire("siv@gol.example", world.gol, RoleKind.EDITOR)
    browser = browser_of(hire("kari@hallingdal.example", world.council, RoleKind.FACILITATOR))
    page = browser.get("/organisasjoner/gol/?lang=nb")
    assert page.status_code == 200
    assert "/organisasjoner/gol/inviter/" in page.content.decode()
    assert "siv@gol.example" not in page.content.decode()
    assert browser.get("/organisasjoner/gol/folk.csv").status_code == 403
