"""An invitation holds for a while, is answered by the person it is to, and leaves no address behind."""

import pytest
from django.test import Client
from django.utils import timezone

from loftet.log.models import Entry
from loftet.people.actions.own import erase
from loftet.people.actions.retention import forget
from loftet.people.models import Answer, Invitation, Organisation, Role, RoleKind, User
from loftet.people.permissions import permissions_at
from tests.letters import letters_sent
from tests.people.partnership import World, browser_of, code_sent, hire


@pytest.fixture
def director(world: World) -> User:
    return hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)


def invited(organisation: Organisation, by: User, email: str, kind: RoleKind, **terms: object) -> Invitation:
    answer = browser_of(by).post(
        f"/organisasjoner/{organisation.slug}/inviter/", {"email": email, "kind": kind}
    )
    assert answer.status_code == 302, answer.content.decode()
    invitation = Invitation.objects.get(email=email, answer="")
    Invitation.objects.filter(pk=invitation.pk).update(**terms)
    return Invitation.objects.get(pk=invitation.pk)


def answer(user: User, invitation: Invitation, word: str = "yes") -> tuple[int, str]:
    response = browser_of(user).post(f"/min-side/invitasjoner/{invitation.pk}/?lang=en", {"answer": word})
    return response.status_code, response.content.decode()


def roles_of(user: User) -> list[tuple[str, str, bool]]:
    held = permissions_at(user, timezone.localdate()).roles
    return [(one.slug, one.kind.value, one.by_delegation) for one in held]


def test_somebody_new_is_invited_signs_in_and_says_yes(world: World, director: User, client: Client) -> None:
    invitation = invited(world.gol, director, "ny@gol.example", RoleKind.BUSINESS_ADVISER)
    (letter,) = letters_sent()
    assert (letter.to, letter.subject) == (["ny@gol.example"], "Invitasjon frå Gol kommune til Løftet")
    assert "logg inn med ny@gol.example" in letter.body
    assert letter.body.count("http") == 1  # where to sign in; the address alone changes nothing
    assert letter.extra_headers["Reply-To"] == director.email
    assert letter.body.endswith(f"Kontakt {director.email}, eller svar på denne e-posten.\n")
    client.post("/logg-inn/", {"email": "ny@gol.example"})
    client.post("/logg-inn/kode/", {"code": code_sent()})
    page = client.get("/min-side/?lang=nb").content.decode()
    assert "Én invitasjon venter på svaret ditt." in page
    client.post(f"/min-side/invitasjoner/{invitation.pk}/", {"answer": "yes"})
    user = User.objects.get(email="ny@gol.example")
    assert roles_of(user) == [("gol", "business_adviser", False)]
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.email) == (Answer.ACCEPTED, "")
    actions = [(one.action, one.actor_id) for one in Entry.objects.filter(scope="gol").order_by("pk")]
    assert actions == [
        ("invitation.made", director.pk),
        ("person.came", user.pk),
        ("role.began", user.pk),
        ("invitation.accepted", user.pk),
    ]


def test_no_is_an_answer(world: World, director: User) -> None:
    user = User.objects.create_user("ny@gol.example")
    invitation = invited(world.gol, director, user.email, RoleKind.EDITOR)
    assert answer(user, invitation, "no")[0] == 302
    assert (roles_of(user), Invitation.objects.get().answer) == ([], Answer.DECLINED)
    status, page = answer(user, invitation)
    assert (status, "The invitation has been answered already." in page) == (403, True)


def test_an_expired_invitation_is_refused_and_its_address_goes(world: World, director: User) -> None:
    user, now = User.objects.create_user("ny@gol.example"), timezone.now()
    invitation = invited(world.gol, director, user.email, RoleKind.EDITOR, expires=now)
    status, page = answer(user, invitation)
    assert (status, "The invitation has expired. Ask for a new one." in page) == (403, True)
    assert forget(now).addresses == 1
    assert (roles_of(user), Invitation.objects.get().email) == ([], "")


def test_a_withdrawn_invitation_is_refused(world: World, director: User) -> None:
    user = User.objects.create_user("ny@gol.example")
    invitation = invited(world.gol, director, user.email, RoleKind.EDITOR)
    taken = browser_of(director).post(f"/organisasjoner/gol/invitasjoner/{invitation.pk}/trekk/")
    assert taken.status_code == 302
    status, page = answer(user, invitation)
    assert (status, "The invitation has been withdrawn." in page) == (403, True)
    assert roles_of(user) == []


def test_somebody_elses_invitation_is_refused(world: World, director: User) -> None:
    invitation = invited(world.gol, director, "ny@gol.example", RoleKind.ADMINISTRATOR)
    thief = hire("ola@al.example", world.al, RoleKind.TOP_MANAGEMENT)
    for word in ("yes", "no"):
        status, page = answer(thief, invitation, word)
        assert (status, "The invitation is for another address." in page) == (403, True)
    assert roles_of(thief) == [("al", "top_management", False)]
    assert Invitation.objects.get().answer == ""


def test_an_invitation_outlives_the_one_who_sent_it(world: World, director: User) -> None:
    user = User.objects.create_user("ny@gol.example")
    invitation = invited(world.gol, director, user.email, RoleKind.EDITOR)
    hire("ada@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    erase(director, now=timezone.now(), today=timezone.localdate())
    (letter,) = letters_sent()
    assert ("ada@gol.example" in letter.body, "erased" in letter.body) == (True, False)
    assert answer(user, invitation)[0] == 302
    assert roles_of(user) == [("gol", "editor", False)]


def test_a_role_that_has_ended_can_still_be_taken_over(world: World, director: User) -> None:
    old, user = (
        hire("old@gol.example", world.gol, RoleKind.EDITOR),
        User.objects.create_user("ny@gol.example"),
    )
    role = Role.objects.get(user=old)
    invitation = invited(world.gol, director, user.email, RoleKind.EDITOR, replaces=role)
    Role.objects.filter(pk=role.pk).update(valid_to=timezone.localdate())
    assert answer(user, invitation)[0] == 302


def test_inviting_again_replaces_what_waits(world: World, director: User) -> None:
    first = invited(world.gol, director, "ny@gol.example", RoleKind.EDITOR)
    second = invited(world.gol, director, "ny@gol.example", RoleKind.EDITOR)
    first.refresh_from_db()
    assert (first.answer, first.email, second.answer) == (Answer.WITHDRAWN, "", "")


def test_an_address_of_somebody_who_is_here_and_of_nobody_get_the_same(world: World, director: User) -> None:
    User.objects.create_user("here@al.example")
    pages = []
    for email in ("here@al.example", "gone@al.example"):
        browser = browser_of(director)
        browser.post("/organisasjoner/gol/inviter/?lang=en", {"email": email, "kind": "editor"})
        page = browser.get("/organisasjoner/gol/?lang=en").content.decode()
        pages.append(email in page and "A letter is on its way to" in page)
    assert pages == [True, True]


def test_an_invitation_to_oneself_is_refused_at_the_form(world: World) -> None:
    coordinator = hire("per@hallingdal.example", world.council, RoleKind.FACILITATOR)
    sent = {"email": coordinator.email, "kind": RoleKind.TOP_MANAGEMENT}
    page = browser_of(coordinator).post("/organisasjoner/gol/inviter/?lang=en", sent)
    assert (page.status_code, "You cannot give yourself a role." in page.content.decode()) == (422, True)


def test_the_name_is_asked_for_with_the_yes_and_a_page_greets(world: World, director: User) -> None:
    user = User.objects.create_user("ny@gol.example")
    invitation = invited(world.gol, director, user.email, RoleKind.PROCUREMENT_OFFICER)
    browser = browser_of(user)
    assert 'name="name"' in browser.get("/min-side/").content.decode()
    for name in ("   ", "x" * 201):
        sent = {"answer": "yes", "name": name}
        again = browser.post(f"/min-side/invitasjoner/{invitation.pk}/", sent, follow=True)
        assert "Skriv navnet ditt, med høyst 200 tegn." in again.content.decode()
    assert roles_of(user) == []
    sent = {"answer": "yes", "name": " Nina Ny "}
    page = browser.post(f"/min-side/invitasjoner/{invitation.pk}/", sent, follow=True).content.decode()
    user.refresh_from_db()
    assert (user.name, "Velkomen, Nina Ny" in page) == ("Nina Ny", True)
    assert "skriv kva kommunen treng" in page


def test_who_acts_by_delegation_makes_no_role_of_their_own_of_it(world: World) -> None:
    lent = hire("lent@hallingdal.example", world.gol, RoleKind.FACILITATOR, document="24/1")
    before = roles_of(lent)
    for kind in RoleKind:
        sent = {"email": "other.address@hallingdal.example", "kind": kind.value}
        assert browser_of(lent).post("/organisasjoner/gol/inviter/", sent).status_code == 403
    assert (Invitation.objects.count(), roles_of(lent)) == (0, before)


def test_two_invitations_to_one_role_give_one_role(world: World, director: User) -> None:
    user = User.objects.create_user("ny@gol.example")
    first = invited(world.gol, director, user.email, RoleKind.EDITOR)
    answer(user, first)
    sent = {"email": user.email, "kind": RoleKind.EDITOR.value}
    again = browser_of(director).post("/organisasjoner/gol/inviter/?lang=en", sent)
    assert (again.status_code, "The person has this role already." in again.content.decode()) == (422, True)
    assert roles_of(user) == [("gol", "editor", False)]


def test_a_name_cannot_write_a_header_of_its_own(world: World, director: User) -> None:
    Organisation.objects.filter(pk=world.gol.pk).update(name="Gol\r\nBcc: all@example.no")
    invited(world.gol, director, "ny@gol.example", RoleKind.EDITOR)
    sent = letters_sent()[0].message()
    assert (sent["Bcc"], sent["To"]) == (None, "ny@gol.example")
    assert letters_sent()[0].recipients() == ["ny@gol.example"]
