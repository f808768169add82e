"""The limits of sign-in by code: guessing is slow, and nobody closes it for others."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from loftet.people.actions.own import erase
from loftet.people.actions.sign_in import sign_out_everywhere
from loftet.people.devices import SALT, new_device, read_device
from loftet.people.limits import (
    ASKED_BY_ADDRESS,
    ASKED_BY_ALL,
    ASKED_BY_CLIENT,
    ASKED_BY_DEVICE,
    DEVICE_LASTS,
    WRONG_BY_ADDRESS,
    WRONG_BY_ALL,
    WRONG_BY_CLIENT,
    WRONG_BY_DEVICE,
)
from loftet.people.models import OutsideIdentity, RoleKind, ThrottleEvent, ThrottleKind, User
from tests.letters import letters_sent
from tests.people.authenticator import Machine
from tests.people.openid_provider import running
from tests.people.partnership import World, browser_of, code_sent, hire
from tests.people.test_oidc import comes_back
from tests.people.test_passkeys import add, asked, signs_in
from tests.people.test_sign_in import kinds_of

ASK, TRY = "/logg-inn/?lang=nb", "/logg-inn/kode/?lang=nb"
VERY_MANY, FROM_HERE = "Svært mange logger inn akkurat nå", "der du er"


@pytest.fixture
def kari(world: World) -> User:
    return hire("kari@gol.example", world.gol, RoleKind.EDITOR)


@pytest.fixture(autouse=True)
def warned_of_nothing() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


class Web:
    """Browsers at net addresses, behind a proxy that tells which."""

    def ask(self, email: str, where: str = "192.0.2.1", browser: Client | None = None) -> HttpResponse:
        answer = (browser or Client()).post(ASK, {"email": email}, REMOTE_ADDR=where)
        assert isinstance(answer, HttpResponse)
        return answer

    def attempt(self, browser: Client, code: str, where: str = "192.0.2.1") -> HttpResponse:
        answer = browser.post(TRY, {"code": code}, REMOTE_ADDR=where)
        assert isinstance(answer, HttpResponse)
        return answer

    def signs_in(self, email: str, where: str = "192.0.2.1", browser: Client | None = None) -> bool:
        browser = browser or Client()
        letters = len(letters_sent())
        self.ask(email, where, browser)
        if len(letters_sent()) == letters:
            return False
        self.attempt(browser, code_sent(), where)
        return browser.get("/min-side/").status_code == 200

    def guess_wrongly(self, email: str, times: int, where: str, browser: Client | None = None) -> None:
        for number in range(times):
            if number % 4 == 0:
                browser = browser or Client()
                self.ask(email, where, browser)
            assert browser is not None
            self.attempt(browser, wrong_code(), where)


def wrong_code() -> str:
    """Return a code that was not in the last letter."""
    return f"{(int(code_sent()) + 1) % 1_000_000:06}" if letters_sent() else "000000"


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def known(kari: User, web: Web) -> Client:
    """Sign Kari in and out in a browser."""
    browser = Client()
    assert web.signs_in(kari.email, browser=browser)
    browser.post("/logg-ut/")
    ThrottleEvent.objects.all().delete()
    return browser


def fill(kind: ThrottleKind, number: int, *, client: str = "", for_all: bool = True) -> None:
    """Make so many attempts of others, from one net address or each from one of its own."""
    now = timezone.now()
    ThrottleEvent.objects.bulk_create(
        ThrottleEvent(kind=kind, address="", client=client or str(one), when=now, for_all=for_all)
        for one in range(number)
    )


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


# The steps of finding S1 -------------------------------------------------------------------------


@pytest.mark.nightly
def test_305_asks_from_11_clients_with_addresses_nobody_has_close_sign_in_for_nobody(
    kari: User, web: Web
) -> None:
    statuses = {web.ask(f"user{n}@example.no", f"198.51.100.{n % 11}").status_code for n in range(305)}
    assert statuses == {302}
    assert web.signs_in(kari.email, "203.0.113.12")


def test_five_asks_by_somebody_else_close_sign_in_for_nobody(kari: User, web: Web) -> None:
    for _ in range(6):
        web.ask(kari.email, "198.51.100.1")
    assert web.signs_in(kari.email, "203.0.113.12")


@pytest.mark.nightly
def test_31_people_sign_in_from_one_house_in_an_hour(world: World, web: Web) -> None:
    users = [hire(f"user{n}@gol.example", world.gol, RoleKind.EDITOR) for n in range(31)]
    assert [web.signs_in(one.email, "198.51.100.1") for one in users] == [True] * 31


# A browser that has signed in before ---------------------------------------------------------------


def test_a_known_browser_asks_although_strangers_have_used_up_the_limit_for_the_address(
    kari: User, known: Client, web: Web
) -> None:
    for number in range(ASKED_BY_ADDRESS):
        web.ask(kari.email, f"198.51.100.{number // 5}")
    assert web.ask(kari.email, "203.0.113.12").status_code == 429
    assert web.signs_in(kari.email, "203.0.113.12", known)


def test_a_known_browser_asks_although_the_limit_for_all_and_for_its_client_are_reached(
    kari: User, known: Client, web: Web
) -> None:
    fill(ThrottleKind.ASKED, ASKED_BY_ALL)
    fill(ThrottleKind.ASKED, ASKED_BY_CLIENT, client="198.51.100.1")
    assert web.ask(kari.email, "198.51.100.1").status_code == 429
    assert web.signs_in(kari.email, "198.51.100.1", known)


def test_a_known_browser_tries_although_strangers_gave_wrong_codes_for_the_address(
    kari: User, known: Client, web: Web
) -> None:
    web.guess_wrongly(kari.email, WRONG_BY_ADDRESS, "198.51.100.1")
    stranger = Client()
    web.ask(kari.email, "203.0.113.12", stranger)
    assert "Mange feil koder" in text(web.attempt(stranger, code_sent(), "203.0.113.12"))
    assert web.signs_in(kari.email, "203.0.113.12", known)


def test_a_known_browser_tries_although_the_limit_of_wrong_codes_for_all_is_reached(
    kari: User, known: Client, web: Web
) -> None:
    fill(ThrottleKind.WRONG, WRONG_BY_ALL)
    assert not web.signs_in(kari.email)
    assert web.signs_in(kari.email, browser=known)


def test_a_known_browser_is_known_for_its_own_person_alone(
    world: World, kari: User, known: Client, web: Web
) -> None:
    hire("per@gol.example", world.gol, RoleKind.EDITOR)
    fill(ThrottleKind.ASKED, ASKED_BY_ALL)
    assert web.ask("per@gol.example", browser=known).status_code == 429
    assert web.ask("nobody@example.no", browser=known).status_code == 429


def test_a_known_browser_asks_for_a_few_codes_an_hour(kari: User, known: Client, web: Web) -> None:
    statuses = [web.ask(kari.email, browser=known).status_code for _ in range(ASKED_BY_DEVICE + 1)]
    assert statuses == [302] * ASKED_BY_DEVICE + [429]


def test_a_known_browser_guesses_a_few_times_an_hour(kari: User, known: Client, web: Web) -> None:
    web.guess_wrongly(kari.email, WRONG_BY_DEVICE, "192.0.2.1", known)
    web.ask(kari.email, browser=known)
    assert "Mange feil koder" in text(web.attempt(known, code_sent()))
    assert known.get("/min-side/").status_code == 302


def test_what_a_known_browser_does_uses_up_no_limit_of_others(kari: User, known: Client, web: Web) -> None:
    web.guess_wrongly(kari.email, WRONG_BY_DEVICE, "192.0.2.1", known)
    assert web.signs_in(kari.email)


def test_signing_in_again_keeps_the_count_of_a_known_browser(kari: User, known: Client, web: Web) -> None:
    for _ in range(ASKED_BY_DEVICE):
        assert web.signs_in(kari.email, browser=known)
        known.post("/logg-ut/")
    assert web.ask(kari.email, browser=known).status_code == 429


def test_signing_out_everywhere_makes_every_browser_unknown(kari: User, known: Client, web: Web) -> None:
    sign_out_everywhere(kari)
    fill(ThrottleKind.ASKED, ASKED_BY_ALL)
    assert web.ask(kari.email, browser=known).status_code == 429


def test_the_cookie_of_an_erased_person_opens_nothing(kari: User, known: Client, web: Web) -> None:
    erase(kari, now=timezone.now(), today=timezone.localdate())
    fill(ThrottleKind.ASKED, ASKED_BY_ALL)
    assert web.ask("kari@gol.example", browser=known).status_code == 429


def test_the_device_cookie_is_out_of_reach_of_scripts_and_goes_to_sign_in_alone(
    kari: User, web: Web, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    browser = Client()
    web.signs_in(kari.email, browser=browser)
    kept = browser.cookies["device"]
    told = [kept[name] for name in ("httponly", "secure", "samesite", "path", "max-age")]
    assert told == [True, True, "Lax", "/logg-inn/", int(DEVICE_LASTS.total_seconds())]
    assert kari.email not in str(signing.loads(kept.value, salt=SALT))


@pytest.mark.parametrize("change", ["", "made up", "forged", "of another purpose", "old", "not a list"])
def test_a_device_cookie_that_was_not_signed_here_or_is_old_is_unknown(
    kari: User, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = new_device(kari, "")
    assert (found := read_device(cookie)) is not None
    assert found.belongs_to(kari)
    cookie = {
        "forged": f"{cookie[:-4]}AAAA",
        "of another purpose": signing.dumps([kari.pk, 0, "nonce"], salt="another"),
        "not a list": signing.dumps({"user": kari.pk}, salt=SALT),
        "old": cookie,
    }.get(change, change)
    if change == "old":
        monkeypatch.setattr("loftet.people.devices.DEVICE_LASTS", timedelta(seconds=-1))
    assert read_device(cookie) is None


def test_a_passkey_makes_the_browser_known(kari: User, web: Web) -> None:
    machine, browser = Machine(), Client()
    add(kari, machine)
    assert signs_in(browser, machine.signs(asked(browser))) == 200
    browser.post("/logg-ut/")
    fill(ThrottleKind.ASKED, ASKED_BY_ALL)
    assert web.signs_in(kari.email, browser=browser)


def test_a_service_makes_the_browser_known(kari: User, web: Web, settings: Settings) -> None:
    browser = Client()
    with running() as provider:
        settings.SIGN_IN_SERVICES = (provider.service(),)
        OutsideIdentity.objects.create(
            user=kari, issuer=provider.issuer, subject="kTj9-a-word-of-its-own", added=timezone.now()
        )
        assert comes_back(browser, provider)[0] == 302
    browser.post("/logg-ut/")
    fill(ThrottleKind.ASKED, ASKED_BY_ALL)
    assert web.signs_in(kari.email, browser=browser)


# What strangers may do ------------------------------------------------------------------------------


def test_a_client_asks_for_so_many_codes_whether_anybody_has_the_addresses(world: World, web: Web) -> None:
    for number in range(ASKED_BY_CLIENT):
        assert web.ask(f"user{number}@example.no").status_code == 302
    hire("kari@gol.example", world.gol, RoleKind.EDITOR)
    answers = [web.ask(email) for email in ("kari@gol.example", "nobody@example.no")]
    assert [(one.status_code, FROM_HERE in text(one)) for one in answers] == [(429, True)] * 2
    assert mail.outbox == []


def test_all_strangers_together_ask_for_so_many_codes_that_cost_a_letter(kari: User, web: Web) -> None:
    fill(ThrottleKind.ASKED, ASKED_BY_ALL, for_all=False)
    fill(ThrottleKind.ASKED, ASKED_BY_ALL - 1)
    assert web.ask("nobody@example.no").status_code == 302
    assert web.ask(kari.email).status_code == 302
    answers = [web.ask(email, "203.0.113.12") for email in (kari.email, "nobody@example.no")]
    assert [(one.status_code, VERY_MANY in text(one)) for one in answers] == [(429, True)] * 2


@pytest.mark.nightly
def test_wrong_codes_for_addresses_nobody_has_close_trying_for_nobody(kari: User, web: Web) -> None:
    for number in range(WRONG_BY_ALL // 5):
        web.guess_wrongly(f"user{number}@example.no", 5, f"198.51.100.{number // 4}")
    assert ThrottleEvent.objects.filter(kind=ThrottleKind.WRONG).count() > WRONG_BY_ALL // 2
    assert web.signs_in(kari.email, "203.0.113.12")


def test_a_client_guesses_so_often_whether_anybody_has_the_addresses(kari: User, web: Web) -> None:
    for number in range(WRONG_BY_CLIENT // 4):
        web.guess_wrongly(f"user{number}@example.no", 4, "192.0.2.1")
    assert not web.signs_in(kari.email, "192.0.2.1")


def test_an_address_is_guessed_so_often_from_all_clients_together(kari: User, web: Web) -> None:
    for number in range(4):
        web.guess_wrongly(kari.email, 4, f"198.51.100.{number}")
    assert ThrottleEvent.objects.filter(kind=ThrottleKind.WRONG).count() == WRONG_BY_ADDRESS
    assert not web.signs_in(kari.email, "203.0.113.12")


def test_reaching_the_limit_for_all_is_logged_once_an_hour_and_names_nobody(
    kari: User, web: Web, caplog: pytest.LogCaptureFixture
) -> None:
    fill(ThrottleKind.ASKED, ASKED_BY_ALL)
    for number in range(3):
        web.ask(kari.email, f"203.0.113.{number}")
    told = [(one.levelno, one.getMessage()) for one in caplog.records if one.name == "loftet.people.limits"]
    assert told == [
        (
            logging.WARNING,
            "the limit for all is reached (asked): sign-in is closed for unknown browsers",
        )
    ]


# Whether an address has an account is not told ---------------------------------------------------------


@pytest.mark.parametrize("reached", ["nothing", "by client", "by address", "for all"])
def test_a_refusal_does_not_tell_whether_an_address_exists(kari: User, web: Web, reached: str) -> None:
    told = {}
    for email in (kari.email, "nobody@example.no"):
        ThrottleEvent.objects.all().delete()
        if reached == "by client":
            fill(ThrottleKind.ASKED, ASKED_BY_CLIENT, client="192.0.2.1")
        elif reached == "by address":
            for number in range(ASKED_BY_ADDRESS):
                web.ask(email, f"198.51.100.{number // 5}")
        elif reached == "for all":
            fill(ThrottleKind.ASKED, ASKED_BY_ALL)
        with CaptureQueriesContext(connection) as queries:
            answer = web.ask(email)
        page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text(answer)).replace(email, "")
        told[email] = (answer.status_code, answer.headers.get("Location"), page, kinds_of(queries))
    assert told[kari.email] == told["nobody@example.no"]


def test_a_browser_known_for_somebody_learns_nothing_of_others(
    world: World, kari: User, known: Client, web: Web
) -> None:
    hire("per@gol.example", world.gol, RoleKind.EDITOR)
    told = []
    for email in ("per@gol.example", "nobody@example.no"):
        with CaptureQueriesContext(connection) as queries:
            answer = web.ask(email, browser=known)
        told.append((answer.status_code, answer.headers["Location"], kinds_of(queries)))
    assert told[0] == told[1]


def test_a_browser_without_a_session_has_no_device_cookie_before_it_signs_in(kari: User, web: Web) -> None:
    browser = Client()
    web.ask(kari.email, browser=browser)
    web.attempt(browser, wrong_code())
    assert "device" not in browser.cookies
    assert "device" not in browser_of(kari).cookies
