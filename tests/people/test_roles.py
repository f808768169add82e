"""Roles end, are handed over and lent; what is lent ends with its delegation."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.people.actions.invitations import Terms, offer_delegation
from loftet.people.actions.roles import end_role, hand_over
from loftet.people.forms import InviteForm
from loftet.people.models import Delegation, Invitation, OrganisationKind, Role, RoleKind, User
from loftet.people.permissions import permissions_at
from tests.letters import letters_sent
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


def test_a_page_asks_before_a_role_ends_and_it_can_be_undone_for_a_month(world: World) -> None:
    editor = hire("old@gol.example", world.gol, RoleKind.EDITOR)
    address, browser = f"/min-side/roller/{role_of(editor).pk}", browser_of(editor)
    page = browser.get(f"{address}/avslutt/?lang=en").content.decode()
    assert "is no longer editor for Gol kommune from today." in page
    assert kinds_of(editor) == ["editor"]
    page = browser.post(f"{address}/avslutt/?lang=en", follow=True).content.decode()
    assert ("You have no role any longer." in page, kinds_of(editor)) == (True, [])
    assert browser.post(f"{address}/angre/").status_code == 302
    assert kinds_of(editor) == ["editor"]
    browser.post(f"{address}/avslutt/")
    Role.objects.update(ended=timezone.now() - timedelta(days=31))
    assert (browser.post(f"{address}/angre/").status_code, kinds_of(editor)) == (403, [])


def test_the_last_in_the_top_management_hands_over_first(world: World, director: User) -> None:
    address, browser = f"/min-side/roller/{role_of(director).pk}/avslutt/?lang=en", browser_of(director)
    page = browser.get(address).content.decode()
    assert ("Nobody else is in the top management" in page, "/overlat/" in page) == (True, True)
    assert (browser.post(address).status_code, kinds_of(director)) == (403, ["top_management"])
    hire("ada@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    assert browser.post(address).status_code == 302


def test_a_role_that_others_ended_is_given_back_by_them_alone(world: World, director: User) -> None:
    editor = hire("old@gol.example", world.gol, RoleKind.EDITOR)
    role = role_of(editor)
    browser_of(director).post(f"/organisasjoner/gol/roller/{role.pk}/avslutt/")
    assert browser_of(editor).post(f"/min-side/roller/{role.pk}/angre/").status_code == 403
    page = browser_of(director).get("/organisasjoner/gol/").content.decode()
    assert f"/organisasjoner/gol/roller/{role.pk}/angre/" in page
    browser_of(director).post(f"/organisasjoner/gol/roller/{role.pk}/angre/")
    assert kinds_of(editor) == ["editor"]


def test_a_withdrawn_delegation_can_hold_again(world: World, director: User) -> None:
    buyer = hire("ola@al.example", world.al, RoleKind.PROCUREMENT_OFFICER)
    lend(director, buyer)
    address = f"/organisasjoner/gol/fullmakter/{Delegation.objects.get().pk}"
    page = browser_of(director).get(f"{address}/trekk/?lang=en").content.decode()
    assert "no longer acts for Gol kommune as procurement officer from today." in page
    browser_of(director).post(f"{address}/trekk/")
    assert not permissions_at(buyer, timezone.localdate()).has(world.gol)
    browser_of(director).post(f"{address}/angre/")
    assert permissions_at(buyer, timezone.localdate()).has(world.gol)


def test_a_withdrawn_delegation_stays_so_when_there_is_a_new_one(world: World, director: User) -> None:
    buyer = hire("ola@al.example", world.al, RoleKind.PROCUREMENT_OFFICER)
    lend(director, buyer)
    address, browser = f"/organisasjoner/gol/fullmakter/{Delegation.objects.get().pk}", browser_of(director)
    browser.post(f"{address}/trekk/")
    lend(director, buyer)
    assert browser.post(f"{address}/angre/").status_code == 403


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("old@gol.example", "This is the one who has the role now."),
        ("eli@gol.example", "You cannot give yourself a role."),
        ("two@gol.example", "one@gol.example is invited to take over already."),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused_at_the_form(
    world: World, director: User, email: str, said: str
) -> None:
    role = role_of(hire("old@gol.example", world.gol, RoleKind.ADMINISTRATOR))
    address = f"/organisasjoner/gol/roller/{role.pk}/overlat/?lang=en"
    browser = browser_of(director)
    browser.post(address, {"email": "one@gol.example"})
    assert "one@gol.example" in browser.get(address).content.decode()
    page = browser.post(address, {"email": email})
    assert (page.status_code, said in page.content.decode()) == (422, True)


def test_somebody_who_leaves_ends_all_roles_on_one_day_with_one_successor(
    world: World, director: User
) -> None:
    leaver = hire("odd@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    hire(leaver.email, world.gol, RoleKind.EDITOR)
    hire(leaver.email, world.al, RoleKind.PROCUREMENT_OFFICER, document="24/1")
    giver = hire("anne@al.example", world.al, RoleKind.TOP_MANAGEMENT)
    today = timezone.localdate()
    sent = {"last_day": str(today), "email": "ny@gol.example"}
    assert browser_of(leaver).post("/min-side/slutter/", sent).status_code == 302
    tomorrow = today + timedelta(days=1)
    assert (len(kinds_of(leaver)), permissions_at(leaver, tomorrow).roles) == (3, ())
    assert browser_of(leaver).get("/min-side/?lang=en").content.decode().count("Last day:") == 3
    waiting = Invitation.objects.filter(email="ny@gol.example", answer="").values_list("kind", flat=True)
    assert sorted(waiting) == ["administrator", "editor"]
    told = [one for one in letters_sent() if one.to == [giver.email]]
    assert "odd@gol.example er innkjøpsansvarleg" in told[0].body
    for role in Role.objects.filter(user=leaver):
        browser_of(leaver).post(f"/min-side/roller/{role.pk}/angre/")
    assert len(permissions_at(leaver, tomorrow).roles) == 3


def test_the_last_leader_who_leaves_stays_until_the_successor_says_yes(world: World, director: User) -> None:
    browser, today = browser_of(director), str(timezone.localdate())
    page = browser.post("/min-side/slutter/?lang=en", {"last_day": today, "email": ""})
    assert (page.status_code, "Say who takes over." in page.content.decode()) == (422, True)
    browser.post("/min-side/slutter/", {"last_day": today, "email": "ny@gol.example"})
    assert kinds_of(director) == ["top_management"]
    new = User.objects.create_user("ny@gol.example")
    browser_of(new).post(f"/min-side/invitasjoner/{Invitation.objects.get().pk}/", {"answer": "yes"})
    assert (kinds_of(director), kinds_of(new)) == ([], ["top_management"])


@pytest.mark.parametrize("alone", [True, False])
def test_who_leaves_later_stays_until_the_last_day_though_the_successor_has_said_yes(
    world: World, director: User, alone: bool
) -> None:
    if not alone:
        hire("ada@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    today = timezone.localdate()
    last = today + timedelta(days=30)
    browser_of(director).post("/min-side/slutter/", {"last_day": str(last), "email": "ny@gol.example"})
    new = User.objects.create_user("ny@gol.example")
    browser_of(new).post(f"/min-side/invitasjoner/{Invitation.objects.get().pk}/", {"answer": "yes"})
    for day, held in ((today, 1), (last, 1), (last + timedelta(days=1), 0)):
        assert len(permissions_at(director, day).roles) == held
    assert kinds_of(new) == ["top_management"]
    role = Role.objects.get(user=director)
    assert browser_of(director).post(f"/min-side/roller/{role.pk}/angre/").status_code == 403


def test_of_two_leaders_who_leave_the_second_names_a_successor(world: World, director: User) -> None:
    other = hire("ada@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    sent = {"last_day": str(timezone.localdate() + timedelta(days=30)), "email": ""}
    answers = [browser_of(one).post("/min-side/slutter/", sent).status_code for one in (director, other)]
    assert answers == [302, 422]
    own = browser_of(other).post("/min-side/slutter/", sent | {"email": other.email, "last_day": "snart"})
    page = unescape(own.content.decode())
    assert (own.status_code, "«snart» er ingen dato." in page) == (422, True)
    own = browser_of(other).post("/min-side/slutter/", sent | {"email": other.email})
    assert 'href="#id_email"' in own.content.decode()  # nobody takes over from themselves


@pytest.mark.parametrize("later", [False, True])
def test_who_left_takes_nothing_back_when_the_successor_has_said_yes(
    world: World, director: User, later: bool
) -> None:
    leaver = hire("odd@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    role, today = role_of(leaver), timezone.localdate()
    browser_of(leaver).post("/min-side/slutter/", {"last_day": str(today), "email": "ny@gol.example"})
    if later:  # the answer comes after the last day
        Role.objects.filter(pk=role.pk).update(valid_to=today)
    new = User.objects.create_user("ny@gol.example")
    browser_of(new).post(f"/min-side/invitasjoner/{Invitation.objects.get().pk}/", {"answer": "yes"})
    assert browser_of(leaver).post(f"/min-side/roller/{role.pk}/angre/").status_code == 403
    assert (kinds_of(leaver), kinds_of(new)) == ([], ["administrator"])


def test_who_has_a_role_is_not_asked_to_take_it(world: World, director: User) -> None:
    buyer = hire("ola@al.example", world.al, RoleKind.PROCUREMENT_OFFICER)
    assert (lend(director, buyer), lend(director, buyer)) == (302, 422)
    assert not Invitation.objects.filter(answer="").exists()


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
    last = today + timedelta(days=1)
    assert lend(director, buyer, valid_from=str(today), valid_to=str(last)) == 302
    assert permissions_at(buyer, last).has(world.gol)
    assert not permissions_at(buyer, last + timedelta(days=1)).has(world.gol)


def test_a_delegation_that_begins_later_gives_nothing_yet(world: World, director: User) -> None:
    buyer, today = hire("ola@al.example", world.al, RoleKind.PROCUREMENT_OFFICER), timezone.localdate()
    begins = today + timedelta(days=3)
    assert lend(director, buyer, valid_from=str(begins)) == 302
    assert not permissions_at(buyer, today).has(world.gol)
    assert permissions_at(buyer, begins).has(world.gol)


@pytest.mark.usual_moment
@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"document": ""}, "A delegation is in writing."),
        ({"document": "   "}, "A delegation is in writing."),
        ({"valid_from": "2026-12-01", "valid_to": "2026-11-30"}, "It must end after it begins."),
        ({"valid_to": "2027-12-01"}, "Say from when, too."),
        ({"valid_from": "1990-01-01"}, "It cannot begin before today."),
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


def test_a_delegation_that_is_over_before_anybody_could_use_it_is_refused(
    world: World, director: User
) -> None:
    """Whoever calls the action: the form refuses its first day before that."""
    today = timezone.localdate()
    terms = Terms(RoleKind.EDITOR, "24/1", today - timedelta(9), today - timedelta(1))
    with pytest.raises(InvalidInput, match="Fullmakten går ut før noen kan ta den i bruk"):
        offer_delegation(world.gol, "ola@al.example", terms, language="en", actor=acting_as(director))
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


@pytest.mark.parametrize(
    ("within", "kinds", "folded"),
    [
        (OrganisationKind.MUNICIPALITY, [RoleKind.TOP_MANAGEMENT], []),
        (OrganisationKind.MUNICIPALITY, [RoleKind.TOP_MANAGEMENT, RoleKind.PLANNER], [RoleKind.PLANNER]),
        (OrganisationKind.REGIONAL_COUNCIL, [RoleKind.TOP_MANAGEMENT, RoleKind.FACILITATOR], []),
    ],
)
def test_only_what_is_left_of_a_municipalitys_roles_is_folded(
    within: OrganisationKind, kinds: list[RoleKind], folded: list[RoleKind]
) -> None:
    fields = InviteForm(kinds=kinds, within=within).fields
    groups = [group for _name, group in fields["kind"].choices if isinstance(group, list)]  # type: ignore[attr-defined]
    assert groups == ([[(kind.value, kind.called_in(within)) for kind in folded]] if folded else [])
