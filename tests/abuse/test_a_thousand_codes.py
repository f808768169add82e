"""A thousand wrong codes from fifty addresses, with every trick that has been found."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, TypeAlias, cast
from urllib.parse import urlencode

import django.shortcuts
import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from pytest_django import Settings

from loftet.core.submissions import new_word
from loftet.people.devices import new_device
from loftet.people.hashes import code_of, keyed
from loftet.people.limits import ASKED_BY_ADDRESS, WITHIN, WRONG_BY_ADDRESS
from loftet.people.models import RoleKind, SignInCode, ThrottleEvent, ThrottleKind, User
from loftet.people.views import sign_in
from loftet.site.wsgi_bridge import (
    GatewayAnswer,
    RefusedRequestError,
    Wsgi,
    demand_plain_parts,
    environ_of,
    headers_of,
    plain_answer,
    respond,
)
from tests.people.partnership import hire, small_partnership
from tests.site.test_page_cache import scope

ADDRESSES, TIMES = 50, 20
KARI, TOKEN = "kari@gol.example", "a" * 32
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=X"
FAILS = "fails"
# With the transactions that a request has in operation: none around the test.
pytestmark = [pytest.mark.nightly, pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


class Asked:
    """A request from an address, as a browser that holds some cookies sends it."""

    def __init__(self, where: str, cookies: dict[str, str], fields: dict[str, str], path: str) -> None:
        self.where, self.path, self.query, self.method = where, path, "lang=nb", "POST"
        self.cookies = {"csrftoken": TOKEN, **cookies}
        self.fields = [("csrfmiddlewaretoken", TOKEN), *fields.items()]
        self.kind = FORM
        self.headers: list[tuple[str, str]] = []

    def body(self) -> bytes:
        """Return the form as it is sent."""
        if not self.kind.startswith("multipart"):
            return urlencode(self.fields).encode()
        head = 'Content-Disposition: form-data; name="'
        parts = [f'--X\r\n{head}{name}"\r\n\r\n{text}\r\n' for name, text in self.fields]
        return f"{''.join(parts)}--X--\r\n".encode()

    def sent_to(self, application: Wsgi) -> GatewayAnswer:
        """Send it through the gateway's own reading of requests."""
        body, cookies = self.body(), "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        given = [("host", "localhost"), ("cookie", cookies), ("content-type", self.kind), *self.headers]
        given.append(("x-forwarded-for", self.where))  # as the proxy adds it, last
        sent = scope(f"{self.path}?{self.query}") | {"method": self.method, "client": ("127.0.0.1", 1)}
        sent["headers"] = [(name.encode(), text.encode("latin-1")) for name, text in given]
        try:
            headers = headers_of(sent)
            demand_plain_parts(headers, bytearray(body))
            return respond(application, environ_of(sent, headers, body))
        except RefusedRequestError as refused:
            return plain_answer(refused.status)


Trick: TypeAlias = Callable[[Asked], object]


def sent_as(kind: str, query: str = "") -> Trick:
    """Return a trick that names another kind of form, and asks for another way on."""

    def change(asked: Asked) -> None:
        asked.kind, asked.query = kind, query or asked.query

    return change


def with_header(name: str, text: str) -> Trick:
    return lambda asked: asked.headers.append((name, text))


def with_field(name: str, text: str) -> Trick:
    return lambda asked: asked.fields.append((name, text))


def with_cookie(name: str, text: str) -> Trick:
    return lambda asked: asked.cookies.update({name: text})


def by(method: str) -> Trick:
    return lambda asked: setattr(asked, "method", method)


def elsewhere_in_the_network(asked: Asked) -> None:
    """Come from another address of IPv6 in the same network each time."""
    asked.where = f"2001:db8::{len(asked.where):x}:{id(asked) % 65_536:x}"


def tricks(stranger: User) -> dict[str, Trick]:
    """Return every trick: those of the findings N1 to N11, and those beside them."""
    return {
        "plain": lambda asked: None,
        "a made-up word": with_field("submission", "a" * 20),
        "the word of another form": with_field("submission", new_word("error_report")),
        "a surrogate by a codec": sent_as(f"{PARTS}; charset=unicode_escape", "neste=\\ud800"),
        "a surrogate in bytes": sent_as(FORM, "neste=%ed%a0%80"),
        "punycode": sent_as(f"{PARTS}; charset=punycode"),
        "utf-16, quoted": sent_as(f'{FORM}; charset="utf-16"'),
        "extended": sent_as(f"{FORM}; charset*=utf-8''base64"),
        "parts": sent_as(PARTS),
        "the view fails": with_header(f"x-{FAILS}", "yes"),
        "the view fails, with a word": lambda asked: (
            with_field("submission", "a" * 20)(asked),
            with_header(f"x-{FAILS}", "yes")(asked),
        ),
        "an address that was made up": with_header("x-forwarded-for", "198.51.100.7"),
        "an underscore": with_header("x_forwarded_for", "198.51.100.8"),
        "a header of other proxies": with_header("x-real-ip", "198.51.100.9"),
        "another address of the network": elsewhere_in_the_network,
        "a known browser of another": with_cookie("device", new_device(stranger, "")),
        "a made-up known browser": with_cookie("device", "WzEsMCwieCJd:1v:x"),
        "two codes": with_field("code", "000000"),
        "blanks in it": with_field("code", " 00 00 00 "),
        "digits of another script": with_field("code", "٠٠٠٠٠٠"),
        "another method": with_header("x-http-method-override", "PATCH"),
        "HEAD": by("HEAD"),
        "PUT": by("PUT"),
        "a part of the page": with_header("hx-request", "true"),
        "from elsewhere": with_field("csrfmiddlewaretoken", "b" * 32),
        "a session that was planted": with_cookie("sessionid", "planted"),
    }


@pytest.fixture
def site(db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wsgi]:
    """Return the site behind a proxy, on which a view can be made to fail."""
    settings.DATA, settings.BEHIND_PROXY = tmp_path, True
    shown = django.shortcuts.render

    def render(request: HttpRequest, *given: Any, **more: Any) -> HttpResponse:
        if f"x-{FAILS}" in request.headers:
            raise ZeroDivisionError
        return shown(request, *given, **more)

    monkeypatch.setattr(sign_in, "render", render)
    for one in (request_started, request_finished):
        one.disconnect(close_old_connections)
    cache.clear()
    yield cast(Wsgi, WSGIHandler())
    cache.clear()
    for one in (request_started, request_finished):
        one.connect(close_old_connections)


def cookies_of(answer: GatewayAnswer) -> dict[str, str]:
    """Return the cookies that an answer sets."""
    set_here: SimpleCookie = SimpleCookie()
    for name, text in answer.headers:
        if name == b"set-cookie":
            set_here.load(text.decode())
    return {name: one.value for name, one in set_here.items() if one.value}


def attempt(where: str, word: str, plus: int) -> Asked:
    """Return a request with the right code, or with another one."""
    code = (int(code_of(keyed("browser", word))) + plus) % 1_000_000
    return Asked(where, {"sign_in": word}, {"code": f"{code:06}"}, "/logg-inn/kode/")


def signs_in(site: Wsgi, where: str, cookies: dict[str, str]) -> dict[str, str]:
    """Ask for a code and give it, as who gets the letter does; return the cookies that come of it."""
    asked = cookies_of(Asked(where, cookies, {"email": KARI}, "/logg-inn/").sent_to(site))
    if "sign_in" not in asked:
        return {}
    right = attempt(where, asked["sign_in"], 0)
    right.cookies |= cookies
    return cookies_of(right.sent_to(site))


def guess(site: Wsgi, tried: Sequence[Trick]) -> tuple[Counter[int], list[str]]:
    """Give the wrong codes; return how they were answered, and the words of browsers that asked for codes."""
    answers, words = Counter[int](), list[str]()
    for number in range(ADDRESSES * TIMES):
        where = f"192.0.2.{number % ADDRESSES}"
        if number % 4 == 0:  # more codes are asked for than there may be
            asked = Asked(where, {}, {"email": f" {KARI.upper()}"}, "/logg-inn/").sent_to(site)
            words += [cookies_of(asked)["sign_in"]] if asked.status == 302 else []
        wrong = attempt(where, words[number % len(words)], 1 + number)
        tried[number % len(tried)](wrong)
        answer = wrong.sent_to(site)
        answers[answer.status] += 1
        assert "sessionid" not in cookies_of(answer), number
    return answers, words


def test_a_thousand_wrong_codes_are_counted_and_the_owner_still_gets_in(
    site: Wsgi, monkeypatch: pytest.MonkeyPatch
) -> None:
    gol = small_partnership().gol
    kari, other = (hire(email, gol, RoleKind.TOP_MANAGEMENT) for email in (KARI, "other@gol.example"))
    known, tried = {"device": new_device(kari, "")}, tricks(other)
    answers, words = guess(site, list(tried.values()))
    assert (answers.total(), set(answers)) == (1_000, {200, 403, 415, 422, 500})
    counted = ThrottleEvent.objects.filter(kind=ThrottleKind.WRONG, address=keyed("address", KARI))
    codes = SignInCode.objects.filter(user=kari)
    assert counted.count() == codes.aggregate(all=Sum("tries"))["all"] == WRONG_BY_ADDRESS
    assert codes.count() == len(words) == ASKED_BY_ADDRESS

    # After the limit nobody unknown gets in with the right code either, from wherever, by whatever trick.
    for number, (trick, change) in enumerate(tried.items()):
        right = attempt(f"203.0.113.{number}", words[number % len(words)], 0)
        change(right)
        assert "sessionid" not in cookies_of(right.sent_to(site)), trick

    # The owner gets in: at once in a browser that is known, and in any other when an hour has passed.
    assert "sessionid" in signs_in(site, "198.51.100.1", known)
    assert "sessionid" not in signs_in(site, "198.51.100.2", {})
    later = timezone.now() + WITHIN + timedelta(seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert "sessionid" in signs_in(site, "198.51.100.2", {})
