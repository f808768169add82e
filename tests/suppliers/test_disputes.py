"""Who acts for a firm: colleagues come and go, and somebody else says that the firm is theirs."""

from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation

from loftet.core.registry import tasks_for
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.people.actions.invitations import Terms, accept, invite, withdraw_invitation
from loftet.people.actions.roles import end_role
from loftet.people.models import Invitation, Organisation, RoleKind, User
from loftet.people.permissions import Actor, permissions_at
from loftet.suppliers.actions.suppliers import close_supplier, confirm_supplier, doubt_supplier
from loftet.suppliers.disputes.actions import decide_supplier, dispute_supplier
from loftet.suppliers.models import Standing, Supplier
from tests.letters import letters_sent
from tests.people.partnership import World, acting_as, browser_of, hire
from tests.suppliers.conftest import People

SAID = {"dispute": "Eg er dagleg leiar. Ring 00 00 00 00."}
NEW = "tuva@varme.example"


@pytest.fixture(autouse=True)
def english() -> Any:
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user("eigar@varme.example", name="Eigar")


@pytest.fixture
def sure(supplier: Supplier, people: People) -> Supplier:
    return confirm_supplier(supplier, "Eg har ringt dei.", actor=acting_as(people.facilitator))


@pytest.fixture
def disputed(sure: Supplier, owner: User) -> Supplier:
    return dispute_supplier(sure, SAID, actor=acting_as(owner))


def invited(world: World, boss: Actor) -> Invitation:
    return invite(world.firm, NEW, Terms(RoleKind.EDITOR), language="nn", actor=boss)


def kinds_of(user: User, boss: Actor) -> list[str]:
    return [one.kind.value for one in permissions_at(user, boss.today).roles]


# --- colleagues ---------------------------------------------------------------------------------------


def test_a_firm_that_is_not_confirmed_invites_nobody(
    world: World, supplier: Supplier, people: People, boss: Actor
) -> None:
    with pytest.raises(NotAllowed, match="when the firm is confirmed"):
        invited(world, boss)
    browser = browser_of(people.boss)
    page = browser.get("/organisasjoner/varme/?lang=en").content.decode()
    assert ("Others can be invited when the firm is confirmed." in page, "/inviter/" in page) == (True, False)
    for address in ("inviter", "fullmakt"):
        assert browser.get(f"/organisasjoner/varme/{address}/").status_code == 403


def test_a_colleague_joins_a_confirmed_firm_and_leaves(
    world: World, sure: Supplier, people: People, boss: Actor
) -> None:
    row = invited(world, boss)
    person = User.objects.create_user(NEW, name="Tuva")
    role = accept(row, actor=acting_as(person))
    assert kinds_of(person, boss) == ["editor"]
    end_role(role, actor=acting_as(person))
    assert kinds_of(person, boss) == []


def test_an_invitation_falls_with_the_confirmation_and_can_be_withdrawn(
    world: World, sure: Supplier, people: People, boss: Actor
) -> None:
    row = invited(world, boss)
    doubt_supplier(sure, "To seier at dei er firmaet.", actor=acting_as(people.facilitator))
    person = User.objects.create_user(NEW, name="Tuva")
    with pytest.raises(NotAllowed, match="when the firm is confirmed"):
        accept(row, actor=acting_as(person))
    assert withdraw_invitation(row, actor=boss).answer == "withdrawn"


def test_an_organisation_without_a_profile_invites_as_before(world: World, people: People) -> None:
    rival, actor = Organisation.objects.get(slug="rival"), acting_as(people.rival)
    assert invite(rival, NEW, Terms(RoleKind.EDITOR), language="nn", actor=actor).email == NEW


# --- a dispute ----------------------------------------------------------------------------------------


def test_who_looks_up_a_firm_that_others_have_signed_up_is_led_to_the_facilitator(
    sure: Supplier, owner: User
) -> None:
    browser = browser_of(owner)
    answer = browser.get("/leverandorer/ny/?nummer=310482013&lang=en")
    page = answer.content.decode()
    assert (answer.status_code, "Yes, this is us" in page) == (422, False)
    assert "/leverandorer/varme/vart-firma/" in page
    answer = browser.post("/leverandorer/varme/vart-firma/", SAID | {"version": sure.version})
    sure.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, "/leverandorer/")
    assert (sure.dispute, sure.disputed_by, sure.state) == (SAID["dispute"], owner, Standing.CONFIRMED)


def test_the_form_tells_nothing_of_a_firm_that_is_hidden(supplier: Supplier, owner: User) -> None:
    page = browser_of(owner).get("/leverandorer/varme/vart-firma/?lang=en").content.decode()
    assert [word for word in ("Varme AS", "VARME", "310482013", "sigrid") if word in page] == []


def test_the_letter_with_the_code_says_where_to_tell(supplier: Supplier, people: People) -> None:
    browser_of(people.boss).post("/leverandorer/varme/send/", {"version": supplier.version})
    (letter,) = letters_sent()
    assert "/leverandorer/varme/vart-firma/" in letter.body
    assert letter.extra_headers["Reply-To"] == people.facilitator.email


@pytest.mark.parametrize(("who", "reason"), [("boss", "take part in the firm"), ("rival", "said so already")])
def test_a_dispute_is_said_once_and_by_somebody_outside(
    disputed: Supplier, people: People, who: str, reason: str
) -> None:
    if who == "boss":
        Supplier.objects.update(disputed=None, disputed_by=None)
        disputed.refresh_from_db()
    with pytest.raises(NotAllowed, match=reason):
        dispute_supplier(disputed, SAID, actor=acting_as(getattr(people, who)))


def test_a_dispute_says_something_and_not_of_a_closed_profile(
    supplier: Supplier, owner: User, boss: Actor
) -> None:
    with pytest.raises(InvalidInput, match="your firm") as refused:
        dispute_supplier(supplier, {"dispute": " "}, actor=acting_as(owner))
    assert refused.value.problems[0].field == "dispute"
    with pytest.raises(NotAllowed, match="closed"):
        dispute_supplier(close_supplier(supplier, actor=boss), SAID, actor=acting_as(owner))


def test_nobody_disputes_more_than_three_firms_at_a_time(
    supplier: Supplier, owner: User, people: People, boss: Actor
) -> None:
    for number in range(3):
        of = Organisation.objects.create(slug=f"f{number}", name=f"F {number}", kind="supplier")
        row = Supplier.objects.create(
            organisation=of, number=str(number), signed_up=boss.now, signed_up_by=people.boss
        )
        dispute_supplier(row, SAID, actor=acting_as(owner))
    with pytest.raises(NotAllowed, match="three firms"):
        dispute_supplier(supplier, SAID, actor=acting_as(owner))


def test_the_facilitator_of_the_region_reads_it_and_the_firm_that_it_is_said(
    disputed: Supplier, people: People, owner: User
) -> None:
    lines = {
        who: [one.what for one in tasks_for(acting_as(getattr(people, who))) if "acts for" in str(one.what)]
        for who in ("facilitator", "boss", "buyer", "far")
    }
    assert lines == {"facilitator": ["Decide who acts for 1 firm"], "boss": [], "buyer": [], "far": []}
    said = {
        who: browser_of(getattr(people, who)).get("/leverandorer/varme/?lang=en").content.decode()
        for who in ("facilitator", "boss", "buyer")
    }
    assert {who: (SAID["dispute"] in page, owner.email in page) for who, page in said.items()} == {
        "facilitator": (True, True),
        "boss": (False, False),
        "buyer": (False, False),
    }
    assert "Somebody else says that" in said["boss"]


def test_a_facilitator_leaves_the_firm_to_those_who_have_it(
    disputed: Supplier, people: People, boss: Actor
) -> None:
    actor = acting_as(people.facilitator)
    with pytest.raises(InvalidInput, match="how you know"):
        decide_supplier(disputed, "stands", " ", actor=actor)
    with pytest.raises(InvalidInput, match="Choose who"):
        decide_supplier(disputed, "both", "Ja.", actor=actor)
    done = decide_supplier(disputed, "stands", "Dagleg leiar i registeret er Sigrid.", actor=actor)
    assert (done.state, done.disputed, done.disputed_by, done.dispute) == (Standing.CONFIRMED, None, None, "")
    assert kinds_of(people.boss, boss) == ["top_management"]


def test_a_firm_that_changes_hands_is_confirmed_once_more(
    world: World, disputed: Supplier, people: People, owner: User, boss: Actor
) -> None:
    waiting = invited(world, boss)
    actor = acting_as(people.facilitator)
    browser_of(people.facilitator).post(
        "/leverandorer/varme/avgjer/",
        {"version": disputed.version, "outcome": "given", "note": "Registeret seier at Eigar er leiar."},
    )
    disputed.refresh_from_db()
    assert (disputed.state, disputed.means, disputed.disputed_by) == (Standing.UNCONFIRMED, "", None)
    assert {who.email: kinds_of(who, boss) for who in (people.boss, people.writer, owner)} == {
        "sigrid@varme.example": [],
        "nils@varme.example": [],
        "eigar@varme.example": ["top_management"],
    }
    with pytest.raises(NotAllowed):
        accept(waiting, actor=acting_as(User.objects.create_user(NEW, name="Tuva")))
    assert confirm_supplier(disputed, "Ja.", actor=actor).state == Standing.CONFIRMED


def test_a_decision_is_on_the_one_whom_the_facilitator_has_read_of(
    disputed: Supplier, people: People, boss: Actor
) -> None:
    browser, facilitator = browser_of(people.facilitator), acting_as(people.facilitator)
    seen = browser.get("/leverandorer/varme/avgjer/").context["form"]["version"].value()
    decide_supplier(disputed, "stands", "Nei.", actor=facilitator)
    another = User.objects.create_user("annan@varme.example", name="Annan")
    disputed.refresh_from_db()
    dispute_supplier(disputed, {"dispute": "Eg er styreleiar."}, actor=acting_as(another))
    sent = {"version": seen, "outcome": "given", "note": "Registeret seier at Eigar er leiar."}
    answer = browser.post("/leverandorer/varme/avgjer/?lang=en", sent)
    page = answer.content.decode()
    assert (answer.status_code, "annan@varme.example: Eg er styreleiar." in page) == (409, True)
    assert (kinds_of(another, boss), kinds_of(people.boss, boss)) == ([], ["top_management"])
    now = answer.context["form"]["version"].value()
    assert browser.post("/leverandorer/varme/avgjer/", sent | {"version": now}).status_code == 302
    assert kinds_of(another, boss) == ["top_management"]


@pytest.mark.parametrize("who", ["boss", "far", "buyer"])
def test_others_do_not_decide(disputed: Supplier, people: People, who: str) -> None:
    with pytest.raises(NotAllowed):
        decide_supplier(disputed, "given", "Ja.", actor=acting_as(getattr(people, who)))


def test_a_facilitator_who_says_that_the_firm_is_theirs_does_not_decide(
    sure: Supplier, people: People
) -> None:
    actor = acting_as(people.facilitator)
    row = dispute_supplier(sure, SAID, actor=actor)
    with pytest.raises(NotAllowed, match="Somebody else decides"):
        decide_supplier(row, "given", "Ja.", actor=actor)


def test_a_facilitator_who_has_a_role_in_the_firm_does_not_decide(
    world: World, disputed: Supplier, people: People
) -> None:
    hire("solveig@hallingdal.example", world.firm, RoleKind.EDITOR)
    with pytest.raises(NotAllowed, match="role in the firm yourself"):
        decide_supplier(disputed, "stands", "Ja.", actor=acting_as(people.facilitator))


# --- by post ------------------------------------------------------------------------------------------


def test_a_facilitator_who_confirms_is_shown_the_address_of_the_register(
    supplier: Supplier, people: People
) -> None:
    Supplier.objects.update(
        snapshot={"name": "VARME AS", "street": "Prøvevegen 4", "postal_code": "3550", "town": "GOL"}
    )
    own = browser_of(people.boss).get("/leverandorer/varme/?lang=en").content.decode()
    assert "has no e-mail address of the firm. A facilitator of the region" in own
    page = browser_of(people.facilitator).get("/leverandorer/varme/bekreft/?lang=en").content.decode()
    wanted = ["VARME AS", "Prøvevegen 4", "3550 GOL", "no letters by post"]
    assert [word for word in wanted if word in page] == wanted
