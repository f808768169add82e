"""A person's own page: what is kept is handed out whole, and erased at request."""

import json
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponseBase
from django.utils import timezone

from loftet.log.models import Entry
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import Disqualification, Invitation, Organisation, Role, RoleKind, User
from loftet.people.permissions import permissions_at
from loftet.people.personal_data import forget_personal_data
from tests.people.partnership import World, browser_of, hire

pytestmark = pytest.mark.both_databases
Text = Callable[[HttpResponseBase], str]


@pytest.fixture
def kari(world: World) -> User:
    user = hire("kari@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    hire("kari@gol.example", world.al, RoleKind.EDITOR, document="24/9")
    return user


def test_name_and_language_are_kept(kari: User) -> None:
    browser = browser_of(kari)
    answer = browser.post("/min-side/konto/", {"name": " Kari  Nordmann ", "language": "nn"})
    assert (answer.status_code, answer.cookies["language"].value) == (302, "nn")
    kari.refresh_from_db()
    assert (kari.name, kari.language) == ("Kari  Nordmann", "nn")
    page = browser.get("/min-side/").content.decode()
    assert page.count("/min-side/roller/") == 2
    assert "Med fullmakt: 24/9." in page


def test_a_form_sets_nothing_but_its_own_fields(kari: User) -> None:
    browser_of(kari).post(
        "/min-side/konto/",
        {
            "name": "Kari",
            "language": "nb",
            "email": "other@gol.example",
            "is_active": "",
            "sign_in_number": "7",
            "id": "1",
            "pk": "1",
            "erased": "2026-01-01",
        },
    )
    kari.refresh_from_db()
    told = (kari.name, kari.email, kari.is_active, kari.sign_in_number, kari.erased)
    assert told == ("Kari", "kari@gol.example", True, 0, None)


def test_all_that_is_kept_is_handed_out(world: World, kari: User) -> None:
    now = timezone.now()
    declare_disqualified(kari, world.firm, reason="Syster.", scope="gol", now=now)
    browser = browser_of(kari)
    kari.refresh_from_db()  # signing in is kept too
    answer = browser.get("/min-side/data.json?lang=nb")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="loftet-my-data.json"'
    assert answer.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    data = json.loads(answer.content)
    words = data.pop("in_words")
    assert {name: len(rows) for name, rows in data.items()} == {
        **dict.fromkeys(words, 0),  # of all else, nothing is hers
        "person": 6,
        "roles": 2,
        "delegations": 1,
        "delegations_decided": 1,
        "disqualifications": 1,
        "log": 1,
    }
    assert words["log"] == {
        "what": "Loggen over det du har gjort på vegne av organisasjoner",
        "why": "slik at det som gjøres på vegne av en organisasjon, kan etterprøves",
        "how_long": "for godt: Databasen nekter å endre eller fjerne det",
    }
    assert data["person"]["email"] == "kari@gol.example"
    assert data["roles"][0] == {
        "organisation__name": "Gol kommune",
        "kind": "top_management",
        "valid_from": "2020-01-01",
        "valid_to": None,
    }
    assert data["disqualifications"][0]["reason"] == "Syster."


def test_what_is_kept_is_told_in_words_by_group(world: World, kari: User, text_of: Text) -> None:
    declare_disqualified(kari, world.firm, reason="Syster.", scope="gol", now=timezone.now())
    said = text_of(browser_of(kari).get("/min-side/opplysninger/?lang=nb"))
    headings = [
        "Hvem jeg er",
        "Roller og fullmakter",
        "Hva jeg har skrevet og gjort",
        "Innlogging",
        "Av dette er ingenting lagret om deg",
        "Med hvilken rett det er lagret",
    ]
    assert [words for words in headings if words not in said] == []
    assert "Sju opplysninger om deg er lagret." in said
    assert (
        "Rollene dine, fra når til når Hvor mange 2 (den nyeste fra 1. januar 2020)"
        " Hvorfor de er lagret slik at det senere går an å se hvem som kunne bestemme hva, og hva det bygde"
        " på Hvor lenge de er lagret for godt, fordi det viser hvem som bestemte hva; når du er slettet,"
        " er bare et nummer igjen"
    ) in said
    assert said.index("Av dette er ingenting") < said.index("Invitasjoner til adressen din")
    assert "til det har gått 8 timer uten bruk, eller i høyst 30 dager." in said


def test_the_way_to_it_stands_on_the_own_page_and_that_of_privacy(kari: User) -> None:
    for address in ("/min-side/konto/", "/personvern/"):
        assert 'href="/min-side/opplysninger/"' in browser_of(kari).get(address).content.decode()


def test_who_is_erased_leaves_nothing_but_a_number(world: World, kari: User) -> None:
    now = timezone.now()
    User.objects.filter(pk=kari.pk).update(name="Kari Nordmann")
    declare_disqualified(kari, world.firm, reason="Kari si syster", scope="gol", now=now)
    browser, there = browser_of(kari), browser_of(kari)
    browser.post("/organisasjoner/gol/inviter/", {"email": "ny@gol.example", "kind": "editor"})
    assert browser.post("/min-side/slett/", {}).status_code == 422
    assert browser.post("/min-side/slett/", {"sure": "on"}).headers["Location"] == "/logget-ut/"
    assert (
        "Du er sletta. Det som står att, fører ikkje til nokon."
        in browser.get("/logget-ut/").content.decode()
    )
    assert there.get("/min-side/").status_code == 302
    kari.refresh_from_db()
    told = (kari.email, kari.name, kari.language, kari.is_active, kari.last_login)
    assert told == (f"erased-{kari.pk}@erased.invalid", "", "", False, None)
    assert permissions_at(kari, timezone.localdate()).roles == ()
    assert Role.objects.filter(user=kari, valid_to=None).count() == 0
    assert Disqualification.objects.get().reason == ""
    assert Invitation.objects.get().email == "ny@gol.example"  # the organisation's, until it is answered
    kept = [str(one) for one in Entry.objects.values_list("subject_label", "details", "acting_for")]
    assert len(kept) == 5  # declared, invited, two roles ended, erased
    assert [one for one in kept if "kari" in one.lower() or "ny@" in one] == []


def test_the_log_names_people_as_they_are_called_now_and_nobody_who_is_erased(
    world: World, kari: User
) -> None:
    User.objects.filter(pk=kari.pk).update(name="Kari Nordmann")
    boss = hire("boss@gol.example", world.gol, RoleKind.ADMINISTRATOR)
    browser_of(kari).post("/organisasjoner/gol/inviter/", {"email": "ny@gol.example", "kind": "editor"})
    page = browser_of(boss).get("/logg/gol/?lang=nb").content.decode()
    assert "Kari Nordmann" in page
    assert "inviterte noen" in page
    browser_of(kari).post("/min-side/slett/", {"sure": "on"})
    page = browser_of(boss).get("/logg/gol/?lang=nb").content.decode()
    assert "inviterte noen" in page
    assert "Kari" not in page


def test_an_operator_adds_the_first(world: World) -> None:
    call_command("organisation", "lo", "LO", "partner")
    call_command("appoint", "Per@LO.example", "lo", "facilitator", name="Per")
    user = User.objects.get(email="per@lo.example")
    assert permissions_at(user, timezone.localdate()).has(
        Organisation.objects.get(slug="lo"), RoleKind.FACILITATOR
    )
    for words, said in (
        (("organisation", "lo", "LO", "partner"), "already"),
        (("organisation", "gol", "Gol AS", "supplier"), "is a place"),
        (("organisation", "gol2", "Gol", "municipality", "--place=gol"), "has its slug"),
        (("organisation", "x", "X", "municipality", "--place=nowhere"), "no place"),
        (("appoint", "nobody", "lo", "editor"), "not an e-mail address"),
        (("appoint", "per@lo.example", "nowhere", "editor"), "no organisation"),
        (("appoint", "per@lo.example", "lo", "facilitator"), "allerede"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command(*words)


def test_the_daily_tidying_tells_what_went(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("forget")
    later = "".join(f", 0 {name}" for name in forget_personal_data(timezone.now()))
    gone = "0 codes, 0 knocks, 0 letters, 0 files with letters, 0 sessions"
    assert capsys.readouterr().out == f"0 addresses of invitations, {gone}{later}\n"


def test_who_alone_leads_is_warned_before_they_are_erased(world: World, text_of: Text) -> None:
    eli = hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    warning = "Da har Gol kommune ingen i toppledelsen, og ingen der kan invitere andre."
    said = text_of(browser_of(eli).get("/min-side/slett/?lang=nb"))
    assert "overlat dem først: toppledelse (Gol kommune)." in said
    assert warning in said
    hire("ola@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    assert warning not in text_of(browser_of(eli).get("/min-side/slett/?lang=nb"))


def test_a_page_says_on_whose_behalf_it_is_read(world: World, text_of: Text) -> None:
    jonas = hire("jonas@al.example", world.al, RoleKind.PROCUREMENT_OFFICER)
    hire("jonas@al.example", world.gol, RoleKind.PROCUREMENT_OFFICER, document="26/88")
    said = "Her handler du for Gol kommune med fullmakt: innkjøpsansvarlig (26/88)."
    assert said in text_of(browser_of(jonas).get("/organisasjoner/gol/?lang=nb"))
    assert said in text_of(browser_of(jonas).get("/organisasjoner/gol/saker/?lang=nb"))
    assert "Her handler du" not in text_of(browser_of(jonas).get("/organisasjoner/al/?lang=nb"))


def test_who_is_signed_in_reads_one_form_everywhere(world: World) -> None:
    eli = hire("eli@gol.example", world.gol, RoleKind.PLANNER)
    kari = hire("kari@ks.example", world.partner, RoleKind.PLANNER)
    pages = ("/min-side/", "/varsler/", "/be-om-tilgang/")
    for user, chosen, read in ((eli, "", "nn"), (eli, "nb", "nb"), (kari, "", "nb"), (kari, "nn", "nn")):
        User.objects.filter(pk=user.pk).update(language=chosen)
        browser = browser_of(user)
        assert {browser.get(one).headers["Content-Language"] for one in pages} == {read}
