"""A code in an e-mail: used once, by whom it was sent to, in the browser where it was asked for."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from loftet.background.outbox import send_due
from loftet.core.models import OutboxLetter
from loftet.people.actions.retention import forget
from loftet.people.limits import ASKED_BY_ADDRESS_FROM_CLIENT, TRIES_FOR_A_CODE, WRONG_BY_CLIENT
from loftet.people.models import RoleKind, SignInCode, ThrottleEvent, User
from tests.letters import letters_sent
from tests.people.partnership import World, browser_of, code_sent, hire

ASK, TRY = "/logg-inn/?lang=nb", "/logg-inn/kode/?lang=nb"


@pytest.fixture
def kari(world: World) -> User:
    return hire("kari@gol.example", world.gol, RoleKind.EDITOR)


@pytest.fixture
def asked() -> Callable[[Client, str], HttpResponse]:
    """Ask for a code as a browser does."""

    def ask(client: Client, email: str) -> HttpResponse:
        answer = client.post(ASK, {"email": email})
        assert isinstance(answer, HttpResponse)
        return answer

    return ask


Ask = Callable[[Client, str], HttpResponse]


def is_in(client: Client) -> bool:
    return client.get("/min-side/").status_code == 200


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def kinds_of(queries: Iterable[Mapping[str, str]]) -> list[str]:
    """Return what was asked of the database, without the values."""
    words = [re.sub(r"'[^']*'|\d+|NULL|\b(true|false)\b", "?", one["sql"]) for one in queries]
    return [one.partition(" WHERE ")[0] for one in words]


def test_a_code_signs_in(kari: User, client: Client, asked: Ask) -> None:
    answer = asked(client, " Kari@Gol.example ")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/logg-inn/kode/")
    (letter,) = letters_sent()
    assert (letter.to, letter.subject) == (["kari@gol.example"], "Koden din til Løftet")
    assert "http" not in letter.body
    code = code_sent()
    entered = client.post(TRY, {"code": f" {code[:3]} {code[3:]} "})
    assert (entered.status_code, entered.headers["Location"]) == (302, "/min-side/")
    assert is_in(client)
    assert SignInCode.objects.count() == 0


def test_a_code_is_used_once(kari: User, client: Client, asked: Ask) -> None:
    asked(client, kari.email)
    kept = client.cookies["sign_in"].value
    client.post(TRY, {"code": code_sent()})
    other = Client()
    other.cookies["sign_in"] = kept
    answer = other.post(TRY, {"code": code_sent()})
    assert answer.status_code == 422
    assert "Koden er utløpt eller allerede brukt" in answer.content.decode()
    assert not is_in(other)


def test_a_code_holds_for_ten_minutes(kari: User, client: Client, asked: Ask) -> None:
    asked(client, kari.email)
    SignInCode.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert client.post(TRY, {"code": code_sent()}).status_code == 422
    assert not is_in(client)


def test_a_code_is_worth_nothing_in_another_browser(kari: User, client: Client, asked: Ask) -> None:
    asked(client, kari.email)
    code, other = code_sent(), Client()
    assert other.post(TRY, {"code": code}).headers["Location"] == "/logg-inn/"
    other.cookies["sign_in"] = "made up"
    assert other.post(TRY, {"code": code}).status_code == 422
    asked(other, "nobody@example.no")
    assert other.post(TRY, {"code": code}).status_code == 422
    assert not is_in(other)


def test_a_code_is_guessed_five_times_at_the_most(kari: User, client: Client, asked: Ask) -> None:
    asked(client, kari.email)
    code = code_sent()
    for _ in range(TRIES_FOR_A_CODE):
        assert client.post(TRY, {"code": wrong(code)}).status_code == 422
    assert client.post(TRY, {"code": code}).status_code == 422
    assert not is_in(client)


def test_wrong_codes_are_counted_for_a_machine_over_all_its_codes(
    world: World, kari: User, client: Client, asked: Ask
) -> None:
    for number in range(WRONG_BY_CLIENT // 4):
        user = hire(f"user{number}@gol.example", world.gol, RoleKind.EDITOR)
        asked(client, user.email)
        for _ in range(4):
            client.post(TRY, {"code": wrong(code_sent())})
    asked(client, kari.email)
    answer = client.post(TRY, {"code": code_sent()})
    assert "Mange feil koder" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("email", ["kari@gol.example", "nobody@example.no"])
def test_an_address_gets_a_few_codes_an_hour_whether_anybody_has_it(
    kari: User, client: Client, asked: Ask, email: str
) -> None:
    answers = [asked(client, email).status_code for _ in range(ASKED_BY_ADDRESS_FROM_CLIENT + 1)]
    assert answers == [302] * ASKED_BY_ADDRESS_FROM_CLIENT + [429]
    ThrottleEvent.objects.update(when=timezone.now() - timedelta(hours=1))
    assert asked(client, email).status_code == 302


def test_the_answer_does_not_tell_whether_an_address_exists(kari: User) -> None:
    answers = {}
    for email in ("kari@gol.example", "nobody@example.no"):
        client = Client()
        with CaptureQueriesContext(connection) as asked:
            first = client.post(ASK, {"email": email})
        with CaptureQueriesContext(connection) as tried:
            second = client.post(TRY, {"code": "000000"})
        page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", second.content.decode())
        queries = kinds_of([*asked, *tried])
        told = (first.status_code, first.headers["Location"], sorted(first.cookies), second.status_code, page)
        answers[email] = (*told, len(queries), queries)
    assert answers["kari@gol.example"] == answers["nobody@example.no"]
    assert [one.to for one in letters_sent()] == [["kari@gol.example"]]
    states = OutboxLetter.objects.order_by("pk").values_list("kind", "state")
    assert list(states) == [("sign_in_code", "sent"), ("sign_in_code", "dropped")]


def test_a_mail_server_keeps_nobody_waiting(kari: User, client: Client, asked: Ask) -> None:
    with patch.object(EmailMessage, "send", side_effect=AssertionError("sent by the web process")):
        assert asked(client, kari.email).status_code == 302
    assert mail.outbox == []
    assert OutboxLetter.objects.get().state == "waiting"
    assert len(letters_sent()) == 1


def test_a_letter_that_cannot_be_sent_names_nobody_in_the_log(
    kari: User, client: Client, settings: Settings, asked: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "loftet.background.mail_backends.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert asked(client, kari.email).status_code == 302
    send_due(timezone.now())
    (said,) = [one.getMessage() for one in caplog.records if one.name == "loftet.background.outbox"]
    number = OutboxLetter.objects.get().pk
    assert said == f"letter {number} (sign_in_code) was not sent: ConnectionRefusedError"


def test_neither_address_nor_code_nor_machine_is_kept_as_it_is(
    kari: User, client: Client, asked: Ask
) -> None:
    asked(client, kari.email)
    kept = [*SignInCode.objects.values_list("browser", "address").get()]
    kept += [*ThrottleEvent.objects.values_list("address", "client").get()]
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in kept)
    assert len(set(kept)) == 3  # the address hashes alike in both tables
    code = code_sent()
    rows = (*SignInCode.objects.values().get().values(), *OutboxLetter.objects.values().get().values())
    assert not [one for one in rows if code in re.findall(r"[0-9]+", str(one)) or "kari" in str(one)]
    later = timezone.now() + timedelta(minutes=71)
    assert str(forget(later)) == (
        "0 addresses of invitations, 1 codes, 1 knocks, 0 letters, 0 files with letters, 0 sessions,"
        " 0 access_requests, 0 notices, 0 weekly_letters, 0 noted, 0 own_files, 0 error_reports,"
        " 0 firms_told, 0 event_attendees, 0 event_invitations, 0 event_inputs, 0 voices_given,"
        " 0 voice_checks, 0 experience_contacts"
    )


def test_somebody_erased_or_closed_gets_no_code(kari: User, client: Client, asked: Ask) -> None:
    User.objects.update(is_active=False)
    assert asked(client, kari.email).status_code == 302
    assert letters_sent() == []


def test_a_session_that_was_planted_is_not_the_one_signed_in(kari: User, client: Client, asked: Ask) -> None:
    client.cookies["sessionid"] = "planted0planted0planted0planted0"
    asked(client, kari.email)
    client.post(TRY, {"code": code_sent()})
    assert is_in(client)
    assert client.cookies["sessionid"].value != "planted0planted0planted0planted0"
    victim = Client()
    victim.cookies["sessionid"] = "planted0planted0planted0planted0"
    assert not is_in(victim)


def test_signing_in_again_gives_another_session(kari: User, client: Client, asked: Ask) -> None:
    keys = []
    for _ in range(2):
        asked(client, kari.email)
        client.post(TRY, {"code": code_sent()})
        keys.append(client.cookies["sessionid"].value)
        client.post("/logg-ut/")
    assert len(set(keys)) == 2


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "min-side/../..//evil.example",
        "/\t/evil.example",
        "",
    ],
)
def test_the_way_on_stays_on_the_site(kari: User, client: Client, asked: Ask, wanted: str) -> None:
    asked(client, kari.email)
    answer = client.post("/logg-inn/kode/", {"code": code_sent()}, query_params={"neste": wanted})
    assert answer.headers["Location"] == "/min-side/"


def test_the_way_on_leads_back_to_what_was_asked_for(kari: User, client: Client, asked: Ask) -> None:
    answer = client.get("/organisasjoner/gol/?q=kari")
    assert answer.headers["Location"] == "/logg-inn/?neste=%2Forganisasjoner%2Fgol%2F%3Fq%3Dkari"
    answer = client.post(answer.headers["Location"], {"email": kari.email})
    assert answer.headers["Location"] == "/logg-inn/kode/?neste=%2Forganisasjoner%2Fgol%2F%3Fq%3Dkari"
    asked(client, kari.email)
    answer = client.post(answer.headers["Location"], {"code": code_sent()})
    assert answer.headers["Location"] == "/organisasjoner/gol/?q=kari"


def test_signing_out_ends_the_session(kari: User) -> None:
    client = browser_of(kari)
    key = client.cookies["sessionid"].value
    assert client.post("/logg-ut/").headers["Location"] == "/logget-ut/"
    thief = Client()
    thief.cookies["sessionid"] = key
    assert not is_in(thief)


def test_signing_out_everywhere_ends_every_session(kari: User) -> None:
    here, there = browser_of(kari), browser_of(kari)
    assert (is_in(here), is_in(there)) == (True, True)
    here.post("/logg-ut/overalt/")
    assert (is_in(here), is_in(there)) == (False, False)


def test_a_session_ends_unused_and_in_any_case(kari: User) -> None:
    for since, seen, lasts in (
        (timedelta(days=29, hours=23), timedelta(hours=7), True),
        (timedelta(hours=9), timedelta(hours=8), False),
        (timedelta(days=30), timedelta(0), False),
        (timedelta(minutes=-59), timedelta(minutes=-59), True),
        (timedelta(minutes=-61), timedelta(0), False),
        (timedelta(0), timedelta(minutes=-61), False),
    ):
        client, now = browser_of(kari), timezone.now()
        session = client.session
        session["since"], session["seen"] = (now - since).isoformat(), (now - seen).isoformat()
        session.save()
        assert is_in(client) is lasts


def test_a_page_of_somebody_is_kept_nowhere_and_one_of_nobody_has_no_session(
    kari: User, client: Client
) -> None:
    own = browser_of(kari).get("/personvern/")
    assert own.headers["Cache-Control"] == "private, no-store"
    assert "kari@gol.example" in own.content.decode()
    for address in ("/personvern/", "/logg-inn/", "/logget-ut/"):
        assert "sessionid" not in client.get(address).cookies


def test_the_word_of_the_browser_is_out_of_reach_of_scripts(kari: User, client: Client, asked: Ask) -> None:
    kept = asked(client, kari.email).cookies["sign_in"]
    assert (kept["httponly"], kept["samesite"], kept["path"], kept["max-age"]) == (
        True,
        "Lax",
        "/logg-inn/",
        600,
    )


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("", "Skriv e-postadressen din."),
        ("kari", "Dette er ikke en e-postadresse."),
        ("kari@gol.example\r\nBcc: all@example.no", "Dette er ikke en e-postadresse."),
        ("kari@gol.example,per@gol.example", "Dette er ikke en e-postadresse."),
        ("x" * 250 + "@gol.example", "254"),
    ],
)
def test_what_is_no_address_is_said(kari: User, client: Client, asked: Ask, email: str, said: str) -> None:
    answer = asked(client, email)
    assert (answer.status_code, letters_sent()) == (422, [])
    assert said in answer.content.decode()


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 345"])
def test_what_is_no_code_is_not_counted_as_one(kari: User, client: Client, asked: Ask, code: str) -> None:
    asked(client, kari.email)
    assert client.post(TRY, {"code": code}).status_code == 422
    assert SignInCode.objects.get().tries == 0


def test_the_letter_is_in_the_persons_own_form(kari: User, client: Client, asked: Ask) -> None:
    User.objects.update(language="nn")
    asked(client, kari.email)
    assert letters_sent()[0].body.startswith("Koden din er ")
    assert "Skriv han i vindauget" in letters_sent()[0].body
    client.post("/logg-inn/kode/", {"code": code_sent()})
    assert client.cookies["language"].value == "nn"
