"""What an attacker tries, and what is refused; nothing is changed by any of it."""

import pytest
from django.test import Client
from django.utils import timezone

from loftet.people.models import Delegation, Invitation, Role, RoleKind, User
from loftet.people.permissions import permissions_at
from tests.people.partnership import World, browser_of, hire

State = tuple[object, ...]


def state() -> State:
    """Return all that people decide, to see that nothing has changed."""
    return tuple(list(model.objects.order_by("pk").values()) for model in (Role, Delegation, Invitation))


@pytest.fixture
def things(world: World) -> dict[str, int]:
    """Make a role, an invitation and a delegation of Gol."""
    director = hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    browser = browser_of(director)
    browser.post("/organisasjoner/gol/inviter/", {"email": "ny@gol.example", "kind": "editor"})
    hire("buyer@al.example", world.gol, RoleKind.PROCUREMENT_OFFICER, document="24/1")
    return {
        "role": Role.objects.get(user=director).pk,
        "invitation": Invitation.objects.get().pk,
        "delegation": Delegation.objects.get().pk,
        "director": director.pk,
    }


# Every address by which something of an organisation is changed, and what is sent to it.
CHANGES: dict[str, dict[str, str]] = {
    "inviter/": {"email": "mine@evil.example", "kind": "administrator"},
    "fullmakt/": {"email": "mine@evil.example", "kind": "editor", "document": "24/1"},
    "roller/{role}/avslutt/": {},
    "roller/{role}/overlat/": {"email": "mine@evil.example"},
    "invitasjoner/{invitation}/trekk/": {},
    "fullmakter/{delegation}/trekk/": {},
}


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("kind", [RoleKind.TOP_MANAGEMENT, RoleKind.ADMINISTRATOR])
def test_the_heads_of_another_municipality_change_nothing(
    world: World, things: dict[str, int], path: str, kind: RoleKind
) -> None:
    stranger = hire("head@al.example", world.al, kind)
    before = state()
    address = path.format(**things)
    assert browser_of(stranger).post(f"/organisasjoner/gol/{address}", CHANGES[path]).status_code == 403
    assert state() == before


@pytest.mark.parametrize("path", [path for path in CHANGES if "{" in path])
def test_things_of_another_organisation_are_not_reached_by_the_address_of_the_own(
    world: World, things: dict[str, int], path: str
) -> None:
    stranger = hire("head@al.example", world.al, RoleKind.TOP_MANAGEMENT)
    before = state()
    address = path.format(**things)
    assert browser_of(stranger).post(f"/organisasjoner/al/{address}", CHANGES[path]).status_code == 404
    assert state() == before


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("kind", [one for one in RoleKind if one not in ("top_management", "administrator")])
def test_a_colleague_who_does_not_decide_changes_nothing(
    world: World, things: dict[str, int], path: str, kind: RoleKind
) -> None:
    colleague = hire("colleague@gol.example", world.gol, kind)
    before = state()
    address = path.format(**things)
    assert browser_of(colleague).post(f"/organisasjoner/gol/{address}", CHANGES[path]).status_code == 403
    assert state() == before


@pytest.mark.parametrize("path", CHANGES)
def test_a_page_elsewhere_cannot_send_a_form_in_somebodys_name(
    world: World, things: dict[str, int], path: str
) -> None:
    browser = browser_of(User.objects.get(pk=things["director"]), strict=True)
    before = state()
    answer = browser.post(f"/organisasjoner/gol/{path.format(**things)}", CHANGES[path])
    assert (answer.status_code, state()) == (403, before)


@pytest.mark.parametrize(
    "address",
    [
        "/logg-inn/",
        "/logg-ut/",
        "/logg-ut/overalt/",
        "/min-side/",
        "/min-side/slett/",
        "/min-side/roller/{role}/avslutt/",
    ],
)
def test_nor_to_the_persons_own_pages(world: World, things: dict[str, int], address: str) -> None:
    director = User.objects.get(pk=things["director"])
    browser, before = browser_of(director, strict=True), state()
    sent = {"email": "eli@gol.example", "sure": "on", "name": "Forged", "language": "en"}
    assert browser.post(address.format(**things), sent).status_code == 403
    director.refresh_from_db()
    assert (state(), director.name, director.sign_in_number) == (before, "", 0)
    assert browser.get("/min-side/").status_code == 200


def test_reading_an_address_changes_nothing(world: World, things: dict[str, int]) -> None:
    """A mail scanner, or a picture in somebody's page, can make a browser read an address."""
    browser, before = browser_of(User.objects.get(pk=things["director"])), state()
    paths = [f"/organisasjoner/gol/{path.format(**things)}" for path in CHANGES]
    own = [
        "/logg-ut/",
        "/logg-ut/overalt/",
        "/min-side/slett/",
        f"/min-side/invitasjoner/{things['invitation']}/",
    ]
    statuses = {browser.get(address).status_code for address in [*paths, *own]}
    assert (statuses, state()) == ({200, 405}, before)
    assert browser.get("/min-side/").status_code == 200


def test_an_administrator_makes_nobody_top_management(world: World) -> None:
    administrator = hire("a@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    browser = browser_of(administrator)
    answer = browser.post(
        "/organisasjoner/gol/inviter/", {"email": "mine@evil.example", "kind": "top_management"}
    )
    assert (answer.status_code, Invitation.objects.count()) == (422, 0)
    assert "top_management" not in browser.get("/organisasjoner/gol/inviter/").content.decode()


def test_an_administrator_neither_ends_nor_takes_over_top_management(
    world: World, things: dict[str, int]
) -> None:
    administrator = hire("a@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    before = state()
    for word, sent in (("avslutt", {}), ("overlat", {"colleague": str(administrator.pk)})):
        answer = browser_of(administrator).post(f"/organisasjoner/gol/roller/{things['role']}/{word}/", sent)
        assert answer.status_code == 403
    assert state() == before


def test_fields_that_no_form_has_change_nothing(world: World) -> None:
    administrator = hire("a@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    browser_of(administrator).post(
        "/organisasjoner/gol/inviter/",
        {
            "email": "ny@gol.example",
            "kind": "editor",
            "organisation": world.al.pk,
            "document": "24/1",
            "valid_to": "2099-01-01",
            "replaces": "1",
            "expires": "2099-01-01",
            "invited_by": "1",
            "answer": "accepted",
        },
    )
    made = Invitation.objects.get()
    told = (made.organisation, made.document, made.valid_to, made.replaces, made.invited_by, made.answer)
    assert told == (world.gol, "", None, None, administrator, "")
    assert (made.expires - made.invited).days == 14


def test_an_answer_gives_the_role_of_the_invitation_and_no_other(
    world: World, things: dict[str, int]
) -> None:
    user = User.objects.create_user("ny@gol.example")
    browser_of(user).post(
        f"/min-side/invitasjoner/{things['invitation']}/",
        {"answer": "yes", "kind": "administrator", "organisation": str(world.al.pk), "user": "1"},
    )
    assert [(one.slug, one.kind) for one in permissions_at(user, timezone.localdate()).roles] == [
        ("gol", "editor")
    ]


def test_a_withdrawn_or_ended_delegation_opens_nothing(world: World) -> None:
    holder = hire("ola@al.example", world.gol, RoleKind.FACILITATOR, document="24/1")
    browser, now = browser_of(holder), timezone.now()
    pages = ("/organisasjoner/gol/", "/organisasjoner/gol/folk.csv")
    assert [browser.get(page).status_code for page in pages] == [200, 200]
    Delegation.objects.update(withdrawn=now)
    assert [browser.get(page).status_code for page in pages] == [403, 403]
    Delegation.objects.update(withdrawn=None, valid_to=timezone.localdate())
    assert [browser.get(page).status_code for page in pages] == [403, 403]


def test_a_role_that_has_ended_opens_nothing_in_a_session_that_goes_on(world: World) -> None:
    user = hire("a@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    browser = browser_of(user)
    assert browser.get("/logg/gol/").status_code == 200
    Role.objects.update(valid_to=timezone.localdate())
    assert browser.get("/logg/gol/").status_code == 403


def test_a_refusal_says_why_and_that_nothing_was_changed(world: World) -> None:
    stranger = hire("a@al.example", world.al, RoleKind.TOP_MANAGEMENT)
    page = browser_of(stranger).get("/logg/gol/?lang=nb").content.decode()
    assert "Loggen kan leses av administratorene og toppledelsen i organisasjonen." in page
    assert "Ingenting er endret." in page


def test_what_others_have_written_is_shown_as_text(world: World) -> None:
    user = hire("a@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    User.objects.filter(pk=user.pk).update(name="<script>alert(1)</script>")
    for address in ("/min-side/", "/organisasjoner/gol/", "/logg/gol/", "/personvern/"):
        assert "<script>alert" not in browser_of(user).get(address).content.decode()


def test_a_list_to_take_home_holds_no_formula_and_no_stranger(world: World) -> None:
    user = hire("a@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    hire("b@al.example", world.al, RoleKind.EDITOR)
    User.objects.filter(pk=user.pk).update(name="=1+1")
    lines = browser_of(user).get("/organisasjoner/gol/folk.csv").content.decode("utf-8-sig").splitlines()
    assert lines == [
        "name;email;telephone;role;valid_from;valid_to;delegation",
        "'=1+1;a@gol.example;;administrator;2020-01-01;;",
    ]


@pytest.mark.parametrize("forged", ["sessionid", "sign_in"])
def test_a_cookie_that_was_made_up_is_nobody(world: World, forged: str, client: Client) -> None:
    client.cookies[forged] = "x" * 32
    assert client.get("/min-side/").status_code == 302


@pytest.mark.parametrize("change", [{"is_active": False}, {"sign_in_number": 1}])
def test_a_person_who_is_closed_out_is_out_at_once(world: World, change: dict[str, object]) -> None:
    user = hire("a@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    browser = browser_of(user)
    User.objects.filter(pk=user.pk).update(**change)
    assert browser.get("/min-side/").status_code == 302
