"""A firm signs up, is confirmed by a code or a facilitator, doubted, closed and looked up again at night."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from loftet.core.reading import answer_all
from loftet.core.registry import tasks_for
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.notices.models import Notice
from loftet.people.models import Organisation, OrganisationKind, RoleKind, User
from loftet.people.permissions import Actor
from loftet.places.models import Place
from loftet.sources.brreg.client import NotFound, Register, Removed
from loftet.sources.brreg.company import Company, Trouble
from loftet.sources.web import Caller
from loftet.suppliers.actions import refresh, suppliers
from loftet.suppliers.actions.accounts import forget_unused_accounts
from loftet.suppliers.actions.suppliers import (
    Foreign,
    change_supplier,
    close_supplier,
    confirm_supplier,
    create_profile,
    doubt_supplier,
    enter_code,
    reopen_supplier,
    send_code,
    sign_up,
)
from loftet.suppliers.app import APP
from loftet.suppliers.letters import supplier_code
from loftet.suppliers.models import Standing, Supplier
from loftet.suppliers.queries import waiting_suppliers
from loftet.suppliers.register import find_company
from loftet.suppliers.rules import CODE_AGAIN, CODE_LASTS, may_vouch
from tests.letters import letters_sent
from tests.people.partnership import World, acting_as, browser_of, code_sent, county_of, hire
from tests.suppliers.conftest import VARME, People

PIPES = "310482382"
FIRM = OrganisationKind.SUPPLIER
FOREIGN = Foreign("Provby AB", "Sverige", "Bolagsverket", "559000-0000")
ACCOUNT = "/leverandorer/konto/?neste=/leverandorer/ny/"
CYRILLIC = "Varm\N{CYRILLIC SMALL LETTER IE} AS"


@pytest.fixture(autouse=True)
def english() -> Any:
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def stranger(world: World) -> User:
    return User.objects.create_user("ny@demoror.example")


# --- signing up -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("310482383", "mistyped"),
        ("31048238", "nine digits"),
        ("<b>310482382</b>", "nine digits"),
        ("9" * 10_000_000, "nine digits"),
        ("974760673", "no organisation with this number"),
        ("310487562", "no organisation with this number"),
        ("310486086", "bankrupt"),
        ("310486450", "wound up"),
        ("310486825", "dissolved by force"),
        ("310487198", "removed from"),
    ],
)
def test_a_number_is_refused_with_the_reason(number: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason) as refused:
        find_company(number)
    assert refused.value.problems[0].field == "number"


def test_a_silent_register_is_told_of_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def respond(_request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("")

    http = httpx.Client(transport=httpx.MockTransport(respond))
    silent = Register(Caller("https://register.example/", http, pauses=()))
    monkeypatch.setattr("loftet.suppliers.register.register", lambda: silent)
    with pytest.raises(InvalidInput, match="does not answer just now"):
        find_company(PIPES)


def test_a_firm_signs_up_through_the_pages(stranger: User) -> None:
    browser = browser_of(stranger)
    page = browser.get("/leverandorer/ny/?nummer=310+482+382").content.decode()
    assert "DEMORØR AS" in page
    found = page.partition('name="found" value="')[2].partition('"')[0]
    answer = browser.post("/leverandorer/ny/", {"found": found, "kind": "supplier"})
    supplier = Supplier.objects.select_related("organisation").get()
    of = supplier.organisation
    assert answer.headers["Location"] == f"/leverandorer/{of.slug}/"
    assert (of.name, of.number, of.kind, supplier.state) == ("Demorør AS", PIPES, "supplier", "unconfirmed")
    assert [one["name"] for one in supplier.snapshot["branches"]] == [
        "DEMORØR AS AVD TJERNLI",
        "DEMORØR AS AVD BJØRKEVOLL",
    ]
    assert stranger.roles.get().kind == RoleKind.TOP_MANAGEMENT


@pytest.mark.parametrize(("number", "reason"), [("310482383", "mistyped"), ("310486086", "bankrupt")])
def test_a_wrong_number_is_told_at_its_field(stranger: User, number: str, reason: str) -> None:
    answer = browser_of(stranger).get(f"/leverandorer/ny/?nummer={number}&lang=en")
    page = answer.content.decode()
    assert (answer.status_code, reason in page, 'id="nummer_error"' in page) == (422, True, True)
    assert 'name="found"' not in page


def test_what_was_found_cannot_be_changed_on_the_way(stranger: User) -> None:
    answer = browser_of(stranger).post("/leverandorer/ny/", {"found": "a:b:c", "kind": "supplier"})
    assert (answer.status_code, Supplier.objects.count()) == (422, 0)


def test_few_numbers_are_looked_up_in_an_hour(stranger: User) -> None:
    browser = browser_of(stranger)
    pages = [browser.get(f"/leverandorer/ny/?nummer={PIPES}&lang=en") for _one in range(21)]
    assert {one.status_code for one in pages[:20]} == {200}
    assert "many numbers" in pages[20].content.decode()


def test_who_is_not_signed_in_is_asked_to_sign_in_and_shown_where_a_firm_begins(db: None) -> None:
    browser = browser_of(None)
    address = browser.get("/leverandorer/ny/").headers["Location"]
    assert address.startswith("/logg-inn/")
    assert "/leverandorer/konto/?neste=/leverandorer/ny/" in browser.get(address).content.decode()


@pytest.mark.parametrize("email", ["aase@nyfirma.example", "ny@demoror.example"])
def test_a_person_whom_nobody_has_invited_signs_in_by_a_code(stranger: User, email: str) -> None:
    browser = browser_of(None)
    asked = browser.post("/leverandorer/konto/?neste=/leverandorer/ny/", {"email": email})
    assert asked.headers["Location"] == "/logg-inn/kode/?neste=%2Fleverandorer%2Fny%2F"
    entered = browser.post(asked.headers["Location"], {"code": code_sent(email)})
    assert entered.headers["Location"] == "/leverandorer/ny/"
    assert (User.objects.filter(email=email).count(), User.objects.get(email=email).roles.count()) == (1, 0)
    assert browser.get("/leverandorer/ny/").status_code == 200


def test_many_accounts_are_not_opened_from_one_place(db: None) -> None:
    browser = browser_of(None)
    answers = [
        browser.post(
            "/leverandorer/konto/?neste=/leverandorer/ny/", {"email": f"a{one}@x.example"}
        ).status_code
        for one in range(61)
    ]
    assert (set(answers[:60]), answers[60], User.objects.count()) == ({302}, 403, 60)


def test_an_account_that_nobody_uses_is_removed_after_a_day(world: World, people: People) -> None:
    now, known = timezone.now(), User.objects.count()
    gone = User.objects.create_user("gone@x.example")
    User.objects.filter(pk=gone.pk).update(created=now - timedelta(days=2))
    used = User.objects.create_user("used@x.example", last_login=now)
    User.objects.filter(pk=used.pk).update(created=now - timedelta(days=2))
    User.objects.create_user("new@x.example")
    User.objects.filter(pk=people.boss.pk).update(created=now - timedelta(days=2))
    assert forget_unused_accounts(now) == 1
    assert User.objects.count() == known + 2


def test_nobody_takes_over_a_profile_by_its_number(supplier: Supplier, stranger: User) -> None:
    with pytest.raises(InvalidInput, match="here already"):
        sign_up(stranger, VARME, FIRM, actor=acting_as(stranger))
    rival = Organisation.objects.get(slug="rival")
    with pytest.raises(InvalidInput, match="here already"):
        create_profile(rival, VARME, actor=acting_as(User.objects.get(email="aud@rival.example")))


def test_the_second_of_two_who_sign_up_at_once_is_refused_in_the_ordinary_words(
    world: World, supplier: Supplier, stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suppliers, "_refuse_known", lambda *_args, **_more: None)  # nobody was there yet
    for found in (VARME, FOREIGN):
        if found is FOREIGN:
            sign_up(stranger, FOREIGN, FIRM, actor=acting_as(stranger))
        known = (Organisation.objects.count(), Supplier.objects.count())
        with pytest.raises(InvalidInput, match="here already") as refused:
            sign_up(stranger, replace(found, name="ANNA AS"), FIRM, actor=acting_as(stranger))
        assert refused.value.problems[0].field == "number"
        assert (Organisation.objects.count(), Supplier.objects.count()) == known


@pytest.mark.parametrize("kind", [OrganisationKind.RESEARCH, OrganisationKind.VOLUNTARY])
@pytest.mark.parametrize("form", ["AS", "ASA", "ENK", "ANS", "DA", "NUF"])
def test_a_company_does_not_sign_up_as_research_or_voluntary(
    stranger: User, kind: OrganisationKind, form: str
) -> None:
    with pytest.raises(InvalidInput, match=f"has the form {form}") as refused:
        sign_up(stranger, replace(VARME, form=form), kind, actor=acting_as(stranger))
    assert refused.value.problems[0].field == "kind"
    club = sign_up(stranger, replace(VARME, form="FLI"), kind, actor=acting_as(stranger))
    assert club.organisation.kind == kind


@pytest.mark.parametrize(
    "name", ["Rival AS", "rival  as", "Gol", "GOL KOMMUNE", "Ål kommune", "Oslo kommune"]
)
def test_a_foreign_firm_does_not_take_the_name_of_somebody_here(
    people: People, stranger: User, name: str
) -> None:
    with pytest.raises(InvalidInput, match="has this name") as refused:
        sign_up(stranger, replace(FOREIGN, name=name), FIRM, actor=acting_as(stranger))
    assert refused.value.problems[0].field == "name"


def test_a_foreign_firm_is_here_once(stranger: User) -> None:
    supplier = sign_up(stranger, FOREIGN, FIRM, actor=acting_as(stranger))
    assert (supplier.is_foreign, supplier.snapshot, supplier.organisation.number) == (True, {}, "")
    with pytest.raises(InvalidInput, match="here already"):
        sign_up(stranger, FOREIGN, FIRM, actor=acting_as(stranger))


@pytest.mark.parametrize(
    ("found", "field", "reason"),
    [
        (replace(FOREIGN, register=""), "register", "Name the country"),
        (replace(FOREIGN, country=""), "register", "Name the country"),
        (replace(FOREIGN, register="<i>Bolagsverket</i>"), "register", "without code"),
        (replace(FOREIGN, number="x" * 41), "number", "at most 40"),
        (replace(FOREIGN, name=CYRILLIC), "name", "another alphabet"),
        (replace(FOREIGN, name="<b>Provby</b>"), "name", "without code"),
    ],
)
def test_a_foreign_firm_is_refused_at_its_field(
    stranger: User, found: Foreign, field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput, match=reason) as refused:
        sign_up(stranger, found, FIRM, actor=acting_as(stranger))
    assert refused.value.problems[0].field == field


def test_one_person_has_three_firms_that_are_not_confirmed(stranger: User) -> None:
    for number in ("310482382", "310482757", "310483125"):
        sign_up(stranger, Company(number, "DEMO AS"), FIRM, actor=acting_as(stranger))
    with pytest.raises(NotAllowed, match="three firms"):
        sign_up(stranger, VARME, FIRM, actor=acting_as(stranger))


def test_to_close_firms_that_are_not_confirmed_makes_no_place_for_more(
    stranger: User, people: People
) -> None:
    actor = acting_as(stranger)
    for number in ("310482382", "310482757", "310483125"):
        made = sign_up(stranger, Company(number, "DEMO AS"), FIRM, actor=actor)
        actor = acting_as(stranger)
        closed = close_supplier(made, actor=actor)
    with pytest.raises(NotAllowed, match="three firms"):
        sign_up(stranger, FOREIGN, FIRM, actor=actor)
    sure = confirm_supplier(reopen_supplier(closed, actor=actor), "Ja.", actor=acting_as(people.partner))
    close_supplier(sure, actor=actor)  # one that was known leaves
    assert sign_up(stranger, FOREIGN, FIRM, actor=actor).is_foreign


def test_an_organisation_with_another_number_is_refused(world: World, boss: Actor) -> None:
    Organisation.objects.filter(pk=world.firm.pk).update(number="310482382")
    world.firm.refresh_from_db()
    with pytest.raises(InvalidInput, match="another number: 310482382"):
        create_profile(world.firm, VARME, actor=boss)


@pytest.mark.parametrize("role", ["writer", "rival", "buyer"])
def test_management_alone_makes_the_profile(world: World, people: People, role: str) -> None:
    with pytest.raises(NotAllowed, match="Management and administrators"):
        create_profile(world.firm, VARME, actor=acting_as(getattr(people, role)))


def test_a_municipality_needs_no_profile(world: World, people: People) -> None:
    with pytest.raises(NotAllowed, match="known already"):
        create_profile(world.gol, VARME, actor=acting_as(people.buyer))


@pytest.mark.parametrize(
    ("written", "field", "reason"),
    [
        ({"about": "<script>x</script>"}, "about", "without code"),
        ({"about": "x" * 10_000_000}, "about", "at most 600"),
        ({"contact": CYRILLIC}, "contact", "another alphabet"),
    ],
)
def test_a_text_of_a_profile_is_refused_at_its_field(
    supplier: Supplier, boss: Actor, written: dict[str, str], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput, match=reason) as refused:
        change_supplier(supplier, written, actor=boss)
    assert refused.value.problems[0].field == field


# --- confirmed ----------------------------------------------------------------------------------------


def test_a_code_goes_to_the_address_of_the_register_and_confirms(supplier: Supplier, people: People) -> None:
    browser = browser_of(people.writer)
    page = browser.get("/leverandorer/varme/").content.decode()
    assert ("p…@varme.example" in page, "post@varme.example" in page) == (True, False)
    browser.post("/leverandorer/varme/send/", {"version": supplier.version})
    assert [one.to for one in letters_sent()] == [["post@varme.example"]]
    answer = browser.post("/leverandorer/varme/kode/", {"code": code_sent("post@varme.example")})
    supplier.refresh_from_db()
    assert (answer.status_code, supplier.state, supplier.means) == (302, "confirmed", "email")
    assert supplier.code_word == ""
    assert Entry.objects.filter(action="supplier.confirmed", actor_id=people.writer.pk).count() == 1


def test_a_wrong_code_counts_and_the_sixth_is_not_tried(supplier: Supplier, boss: Actor) -> None:
    sent = send_code(supplier, actor=boss)
    right = supplier_code(sent)
    wrong = "000000" if right != "000000" else "000001"
    for tries in range(1, 6):
        sent.refresh_from_db()
        assert not enter_code(sent, wrong, actor=boss)
        assert Supplier.objects.get().code_tries == tries
    sent.refresh_from_db()
    with pytest.raises(NotAllowed, match="five times"):
        enter_code(sent, right, actor=boss)


def test_a_code_holds_for_a_week_and_a_new_one_ends_it(
    supplier: Supplier, people: People, boss: Actor
) -> None:
    sent = send_code(supplier, actor=boss)
    first = supplier_code(sent)
    late = acting_as(people.boss, timezone.now() + CODE_LASTS + timedelta(minutes=1))
    with pytest.raises(NotAllowed, match="No code"):
        enter_code(sent, first, actor=late)
    with pytest.raises(NotAllowed, match="less than an hour"):
        send_code(sent, actor=boss)
    again = send_code(sent, actor=acting_as(people.boss, timezone.now() + CODE_AGAIN))
    assert supplier_code(again) != first


def test_who_closes_a_profile_and_opens_it_again_waits_and_has_no_tries_more(
    supplier: Supplier, boss: Actor
) -> None:
    sent = send_code(supplier, actor=boss)
    right = supplier_code(sent)
    wrong = "000000" if right != "000000" else "000001"
    enter_code(sent, wrong, actor=boss)
    sent.refresh_from_db()
    opened = reopen_supplier(close_supplier(sent, actor=boss), actor=boss)
    assert (opened.code_word, opened.code_sent, opened.code_tries) == ("", sent.code_sent, 1)
    with pytest.raises(NotAllowed, match="less than an hour"):
        send_code(opened, actor=boss)
    with pytest.raises(NotAllowed, match="No code"):
        enter_code(opened, right, actor=boss)


def test_three_codes_are_sent_within_a_day(supplier: Supplier, people: People) -> None:
    now, sent = timezone.now(), supplier
    for hours in range(3):
        sent = send_code(sent, actor=acting_as(people.boss, now + timedelta(hours=hours)))
    with pytest.raises(NotAllowed, match="Three codes"):
        send_code(sent, actor=acting_as(people.boss, now + timedelta(hours=3)))
    send_code(sent, actor=acting_as(people.boss, now + timedelta(hours=27)))


@pytest.mark.parametrize("role", ["rival", "buyer", "facilitator"])
def test_a_code_is_sent_and_tried_by_the_firm_alone(
    supplier: Supplier, people: People, boss: Actor, role: str
) -> None:
    other = acting_as(getattr(people, role))
    with pytest.raises(NotAllowed):
        send_code(supplier, actor=other)
    sent = send_code(supplier, actor=boss)
    with pytest.raises(NotAllowed):
        enter_code(sent, supplier_code(sent), actor=other)


def test_without_an_address_in_the_register_a_facilitator_is_asked(supplier: Supplier, boss: Actor) -> None:
    Supplier.objects.update(snapshot={})
    supplier.refresh_from_db()
    with pytest.raises(NotAllowed, match="Ask a facilitator"):
        send_code(supplier, actor=boss)


@pytest.mark.parametrize("role", ["facilitator", "partner"])
def test_a_facilitator_of_the_region_confirms_with_a_note(
    supplier: Supplier, people: People, role: str
) -> None:
    actor = acting_as(getattr(people, role))
    with pytest.raises(InvalidInput, match="how you know"):
        confirm_supplier(supplier, " ", actor=actor)
    done = confirm_supplier(supplier, "Eg har ringt dei.", actor=actor)
    assert (done.state, done.means, done.note) == ("confirmed", "facilitator", "Eg har ringt dei.")


@pytest.mark.parametrize(
    ("role", "reason"),
    [("far", "outside of your region|A facilitator"), ("boss", "A facilitator"), ("buyer", "A facilitator")],
)
def test_others_do_not_confirm(supplier: Supplier, people: People, role: str, reason: str) -> None:
    with pytest.raises(NotAllowed, match=reason):
        confirm_supplier(supplier, "Ja.", actor=acting_as(getattr(people, role)))


def test_who_has_a_role_in_the_firm_does_not_confirm_it(
    world: World, supplier: Supplier, people: People
) -> None:
    hire("solveig@hallingdal.example", world.firm, RoleKind.EDITOR)
    with pytest.raises(NotAllowed, match="role in the firm yourself"):
        confirm_supplier(supplier, "Ja.", actor=acting_as(people.facilitator))


def test_a_firm_in_trouble_is_not_confirmed(supplier: Supplier, people: People) -> None:
    Supplier.objects.update(trouble="bankrupt")
    supplier.refresh_from_db()
    with pytest.raises(NotAllowed, match="bankrupt"):
        confirm_supplier(supplier, "Ja.", actor=acting_as(people.facilitator))


def test_a_dispute_takes_the_confirmation_back_with_a_reason(supplier: Supplier, people: People) -> None:
    actor = acting_as(people.facilitator)
    sure = confirm_supplier(supplier, "Ja.", actor=actor)
    with pytest.raises(InvalidInput, match="why"):
        doubt_supplier(sure, "", actor=actor)
    doubted = doubt_supplier(sure, "To seier at dei er firmaet.", actor=actor)
    assert (doubted.state, doubted.means, doubted.confirmed_by) == (Standing.UNCONFIRMED, "", None)


def test_a_firm_leaves_and_comes_back_unconfirmed(supplier: Supplier, people: People, boss: Actor) -> None:
    with pytest.raises(NotAllowed, match="Management"):
        close_supplier(supplier, actor=acting_as(people.writer))
    closed = close_supplier(supplier, actor=boss)
    with pytest.raises(NotAllowed, match="closed"):
        change_supplier(closed, {"about": "Vi"}, actor=boss)
    assert reopen_supplier(closed, actor=boss).state == Standing.UNCONFIRMED


def test_a_firm_that_waits_is_one_line_for_its_facilitator_and_its_management(
    supplier: Supplier, people: People
) -> None:
    lines = {
        role: [
            one.address for one in tasks_for(acting_as(getattr(people, role))) if "leverandor" in one.address
        ]
        for role in ("facilitator", "boss", "writer", "far", "buyer")
    }
    assert lines == {
        "facilitator": ["/leverandorer/varme/"],
        "boss": ["/leverandorer/varme/"],
        "writer": [],
        "far": [],
        "buyer": [],
    }


@pytest.mark.parametrize(("role", "number"), [("facilitator", 300), ("partner", 600), ("far", 0)])
def test_all_firms_that_wait_in_a_region_are_counted_in_few_questions(
    world: World, people: People, role: str, number: int, django_assert_max_num_queries: Any
) -> None:
    oslo, now = Organisation.objects.get(slug="oslo").place, timezone.now()
    made = Organisation.objects.bulk_create(
        Organisation(
            slug=f"f{at}", name=f"F {at}", kind="supplier", place=oslo if at < 300 else world.al.place
        )
        for at in range(600)
    )
    Supplier.objects.bulk_create(
        Supplier(organisation=of, number=of.slug, signed_up=now, signed_up_by=people.boss) for of in made
    )
    actor = acting_as(getattr(people, role))
    with django_assert_max_num_queries(6):
        lines = [one.what for some in answer_all(ask(actor) for ask in APP.tasks) for one in some]
    assert lines == ([f"Confirm {number} firms"] if number else [])


def test_a_county_confirms_firms_of_its_municipalities_and_none_with_a_role_of_the_asker(
    world: World, supplier: Supplier, people: People
) -> None:
    county = county_of(world)
    leader = hire("kari@buskerud.example", county, RoleKind.FACILITATOR)
    for slug in ("gol", "al"):
        Organisation.objects.filter(pk=world.firm.pk).update(place=Place.objects.get(slug=slug))
        row = Supplier.objects.select_related("organisation").get()
        for user in (leader, people.facilitator, people.partner, people.far, people.buyer):
            actor = acting_as(user)
            assert waiting_suppliers(actor).exists() == bool(may_vouch(actor, row))
    hire("solveig@hallingdal.example", world.firm, RoleKind.EDITOR)
    assert not waiting_suppliers(acting_as(people.facilitator)).exists()


# --- at night -----------------------------------------------------------------------------------------


GONE, UNKNOWN = Removed.because("the interface answers 410"), NotFound.because("the interface answers 404")
SILENT = InvalidInput.because("the interface does not answer")


def answering(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, Company], alone: InvalidInput | Company = GONE
) -> list[int]:
    """Let the register answer at night; return how many numbers each call had.

    `alone` is what it says of each firm that is not among those found.
    """
    calls: list[int] = []

    class Night:
        def find_all(self, numbers: Any) -> dict[str, Company]:
            calls.append(len(list(numbers)))
            return dict(found)

        def find(self, number: str) -> Company:
            if isinstance(alone, InvalidInput):
                raise alone
            return replace(alone, number=number)

    monkeypatch.setattr(refresh, "register", lambda *, patient: Night())
    return calls


@pytest.mark.parametrize("trouble", [Trouble.BANKRUPT, Trouble.WINDING_UP, Trouble.FORCED])
def test_at_night_a_firm_that_cannot_take_on_work_is_hidden_and_told_once(
    supplier: Supplier, people: People, monkeypatch: pytest.MonkeyPatch, trouble: Trouble
) -> None:
    answering(monkeypatch, {VARME.number: replace(VARME, trouble=trouble)})
    now = timezone.now() + timedelta(days=1)
    assert [refresh.refresh_suppliers(now), refresh.refresh_suppliers(now)] == [1, 0]
    refresh.refresh_suppliers(now + timedelta(days=1))
    assert Supplier.objects.get().trouble == trouble
    told = Notice.objects.filter(kind="supplier.stopped").values_list("user__email", flat=True)
    assert sorted(told) == ["nils@varme.example", "sigrid@varme.example"]


def test_at_night_a_firm_that_is_gone_is_hidden_and_comes_back(
    supplier: Supplier, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now() + timedelta(days=1)
    answering(monkeypatch, {})
    refresh.refresh_suppliers(now)
    assert Supplier.objects.get().trouble == "deleted"
    answering(monkeypatch, {VARME.number: replace(VARME, name="VARME OG VATN AS")})
    refresh.refresh_suppliers(now + timedelta(days=1))
    found = Supplier.objects.get()
    assert (found.trouble, found.snapshot["name"]) == ("", "VARME OG VATN AS")


@pytest.mark.parametrize(
    ("alone", "trouble"),
    [
        (UNKNOWN, ""),
        (SILENT, ""),
        (VARME, ""),
        (GONE, "deleted"),
        (replace(VARME, trouble=Trouble.DELETED), "deleted"),
    ],
)
def test_at_night_a_missing_firm_is_asked_for_alone_and_removed_by_a_clear_answer_only(
    supplier: Supplier, monkeypatch: pytest.MonkeyPatch, alone: InvalidInput | Company, trouble: str
) -> None:
    answering(monkeypatch, {}, alone)
    refresh.refresh_suppliers(timezone.now() + timedelta(days=1))
    assert Supplier.objects.get().trouble == trouble


def test_at_night_an_answer_that_lacks_many_firms_stops_the_job_and_changes_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, old = timezone.now(), timezone.now() - timedelta(days=2)
    numbers = [f"3{at:08}" for at in range(5)]
    for number in numbers:
        of = Organisation.objects.create(slug=f"f{number}", name=f"F {number}", kind="supplier")
        Supplier.objects.create(
            organisation=of, number=number, looked_up=old, signed_up=old, signed_up_by=people.boss
        )
    answering(monkeypatch, {numbers[0]: Company(numbers[0], "F")})
    with pytest.raises(InvalidInput, match="leaves out 4 of 5 firms, such as 300000001"):
        refresh.refresh_suppliers(now)
    assert set(Supplier.objects.values_list("trouble", "looked_up")) == {("", old)}
    Supplier.objects.filter(number=numbers[4]).update(trouble="deleted")  # is known, and missing for good
    assert refresh.refresh_suppliers(now) == 5
    assert Supplier.objects.filter(trouble="deleted").count() == 4


def test_at_night_a_closed_or_foreign_firm_is_not_asked_for(
    supplier: Supplier, boss: Actor, stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_supplier(supplier, actor=boss)
    sign_up(stranger, FOREIGN, FIRM, actor=acting_as(stranger))
    calls = answering(monkeypatch, {})
    assert (refresh.refresh_suppliers(timezone.now() + timedelta(days=1)), calls) == (0, [])


def test_at_night_the_made_up_register_is_asked_without_a_network(supplier: Supplier) -> None:
    assert refresh.refresh_suppliers(timezone.now() + timedelta(days=1)) == 1
    assert Supplier.objects.get().snapshot["name"] == "DEMOVARME AS"


@pytest.mark.nightly
def test_ten_thousand_firms_are_asked_for_in_few_questions(
    people: People, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    now, old = timezone.now(), timezone.now() - timedelta(days=2)
    firms = [Organisation(slug=f"f{one}", name=f"F {one}", kind="supplier") for one in range(10_000)]
    made = Organisation.objects.bulk_create(firms)
    rows = (
        Supplier(organisation=of, number=f"3{at:08}", looked_up=old, signed_up=old, signed_up_by=people.boss)
        for at, of in enumerate(made)
    )
    Supplier.objects.bulk_create(rows, batch_size=500)
    found = {f"3{at:08}": Company(f"3{at:08}", f"F {at}") for at in range(10_000)}
    calls = answering(monkeypatch, found)
    with django_assert_max_num_queries(1 + 100 * 8):
        assert refresh.refresh_suppliers(now) == 10_000
    assert (len(calls), Supplier.objects.filter(looked_up=now).count()) == (100, 10_000)
