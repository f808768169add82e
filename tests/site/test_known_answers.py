"""Answers of kept pages without Django: byte for byte what Django says, and never to who is signed in."""

import asyncio
import logging
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias, cast
from weakref import ref

import pytest
from django.core.handlers.wsgi import WSGIHandler
from pytest_django import Settings

from loftet.editions.folder import build_edition, publish
from loftet.site.gateway import BodyLimits, Gateway
from loftet.site.known_answers import KNOWN, MOST, SECONDS, SERVED, KnownAnswers, key_of
from loftet.site.page_cache import PAGES, ServedPage
from loftet.site.page_store import KeptPage
from loftet.site.warming import addresses
from loftet.site.wsgi_bridge import (
    GatewayAnswer,
    Headers,
    RefusedRequestError,
    Scope,
    Wsgi,
    environ_of,
    headers_of,
    respond,
)
from tests.parameters import by_night
from tests.site.test_page_cache import ODD, Change, a_study, kept, scope, sent_with

__all__ = ["kept"]
PAGE = "/kommuner/gol/"
SHORT = "/personvern/"  # is made thirty times where it is asked for
FILES = (
    *("/indikatorer/water_leakage.csv?aar=alle", "/indikatorer/water_leakage.json", "/kommuner/gol.csv"),
    *("/indikatorer/water_leakage.svg?sted=gol", "/robots.txt", "/indikatorer.csv"),
)
GZIP = ("accept-encoding", "gzip, deflate, br")
# A browser's headers; those that differ from reader to reader make no answer of their own.
BROWSER = (
    *(("user-agent", "Mozilla/5.0"), ("accept", "text/html,*/*;q=0.8"), ("connection", "keep-alive")),
    *(
        ("sec-fetch-mode", "navigate"),
        ("referer", "http://localhost/"),
        ("cookie", f"csrftoken={32 * 'a'}; device=b"),
    ),
)
ASKED: dict[str, tuple[tuple[str, str], ...]] = {
    "plain": (GZIP,),
    "a browser": (GZIP, *BROWSER),
    "nynorsk": (GZIP, ("accept-language", "nn,nb;q=0.8")),
    "English chosen": (GZIP, ("cookie", "language=en")),
    "behind the proxy": (GZIP, ("x-forwarded-proto", "https"), ("x-forwarded-for", "192.0.2.7")),
    "not packed": (("accept-encoding", "identity"),),
}
MORE_ODD: dict[str, Change] = {
    "signed in": sent_with(("cookie", "sessionid=somebody")),
    "signed in, two headers": sent_with(("cookie", "a=b"), ("cookie", "sessionid=somebody")),
    "signed in, last": sent_with(("cookie", "language=nn; csrftoken=x;sessionid=somebody")),
    "another host": lambda asked: asked.update(
        headers=[(b"host", b"evil.example"), (b"accept-encoding", b"gzip")]
    ),
    "another port": lambda asked: asked.update(
        headers=[(b"host", b"localhost:81"), (b"accept-encoding", b"gzip")]
    ),
    "no host": lambda asked: asked.update(headers=[(b"accept-encoding", b"gzip")]),
    "two hosts": sent_with(("host", "evil.example")),
    "capitals": lambda asked: asked.update(headers=[(b"host", b"LOCALHOST"), (b"accept-encoding", b"gzip")]),
    "a range": sent_with(("range", "bytes=0-9")),
    "if-match": sent_with(("if-match", '"x"')),
    "all tags": sent_with(("if-none-match", "*")),
    "a long header": sent_with(("accept-language", "nn," * 2_000)),
    "a long agent": sent_with(("user-agent", "x" * 20_000)),
    "an underscore": sent_with(("x_forwarded_host", "evil.example")),
    "a body": sent_with(("content-length", "0")),
    "in chunks": sent_with(("transfer-encoding", "chunked")),
    "expected": sent_with(("expect", "100-continue")),
    "upgraded": sent_with(("upgrade", "h2c"), ("connection", "upgrade")),
    "no gzip": sent_with(("accept-encoding", "identity")),
    "POST": lambda asked: asked.update(method="POST"),
    "OPTIONS": lambda asked: asked.update(method="OPTIONS"),
    "get": lambda asked: asked.update(method="get"),
    "a longer path": lambda asked: asked.update(raw_path=asked["raw_path"] + b"/"),
    "an encoded path": lambda asked: asked.update(raw_path=b"/%6bommuner/gol/"),
}
HARMLESS = {"all tags", "a long agent", "an encoded path"}  # whoever asks so may be answered alike
Asked: TypeAlias = tuple[GatewayAnswer, bool]


class Site:
    """The site behind what it has answered before, as the gateway asks it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.known = KnownAnswers(clock=lambda: self.now)
        self.django = cast(Wsgi, WSGIHandler())

    def ask(self, asked: Scope) -> Asked:
        """Return the answer, and whether it was known."""
        if (known := self.known.answer_to(asked)) is not None:
            return known, True
        environ = environ_of(asked, headers_of(asked), b"")
        answer = respond(self.django, environ)
        self.known.remember(asked, environ, answer)
        return answer, False

    def until_known(self, asked: Scope) -> GatewayAnswer:
        """Ask until the answer is known: Django makes the page, and then answers from it."""
        answers = [self.ask(asked) for _time in range(3)]
        assert [known for _answer, known in answers][-1], asked
        return answers[-1][0]

    def of_django(self, asked: Scope) -> GatewayAnswer:
        """Return what Django answers."""
        return respond(self.django, environ_of(asked, headers_of(asked), b""))


@pytest.fixture
def site(demo_site: Path, kept: None) -> Site:
    return Site()


def asked_for(address: str, headers: Iterable[tuple[str, str]] = (GZIP,)) -> dict[str, Any]:
    """Return a request with these headers."""
    asked = scope(address)
    sent_with(*headers)(asked)
    return asked


def alike(answer: GatewayAnswer) -> tuple[int, Headers, bytes]:
    """Return an answer without the id of its request, which is there in its place."""
    headers = [(name, b"id" if name == b"x-request-id" else value) for name, value in answer.headers]
    assert re.fullmatch(rb"[0-9a-f]{16}", dict(answer.headers)[b"x-request-id"])
    return answer.status, headers, answer.body


def tag_of(answer: GatewayAnswer) -> str:
    return dict(answer.headers)[b"etag"].decode()


def test_a_page_of_each_kind_is_answered_as_django_does(site: Site) -> None:
    asked_of = [*(one for one in addresses() if not one.startswith("/sok/")), *FILES]  # without an index
    unknown = []
    for address in asked_of:
        asked = asked_for(address)
        for _time in range(2):
            site.ask(asked)
        answer, known = site.ask(asked)
        if not known:
            unknown.append(address)
        assert alike(answer) == alike(site.of_django(asked)), address
        again = asked_for(address, (GZIP, ("if-none-match", tag_of(answer))))
        assert (alike(site.ask(again)[0]), alike(site.ask(again)[0])) == (alike(site.of_django(again)),) * 2
    assert (len(asked_of) > 25, unknown) == (True, [])


@pytest.mark.parametrize("headers", ASKED.values(), ids=ASKED)
def test_every_reader_gets_what_django_would_say(site: Site, headers: tuple[tuple[str, str], ...]) -> None:
    asked = asked_for(PAGE, headers)
    site.ask(asked)
    site.ask(asked)
    answer, known = site.ask(asked)
    assert (alike(answer), known) == (alike(site.of_django(asked)), "identity" not in dict(headers).values())


def test_what_the_browser_has_is_said_without_django(site: Site) -> None:
    tag = tag_of(site.until_known(asked_for(PAGE)))
    asked = asked_for(PAGE, (GZIP, ("if-none-match", tag)))
    site.ask(asked)
    answer, known = site.ask(asked)
    assert (answer.status, answer.body, known) == (304, b"", True)
    assert alike(answer) == alike(site.of_django(asked))
    other = asked_for(PAGE, (GZIP, ("if-none-match", 'W/"another"')))
    assert [site.ask(other)[1] for _time in range(3)] == [False] * 3


@pytest.mark.parametrize("address", ["/indikatorer/?maal=6", *by_night(f"{PAGE}?sted=al")])
def test_an_odd_request_gets_djangos_answer_and_leaves_the_next_readers_alone(
    site: Site, address: str
) -> None:
    plain = asked_for(address)
    expected = alike(site.until_known(plain))
    wrong, was_known = [], set()
    for name, change in (ODD | MORE_ODD).items():
        odd = asked_for(address)
        change(odd)
        for _time in range(3):
            with suppress(RefusedRequestError):
                answer, known = site.ask(odd)
                if known:
                    was_known.add(name)
                if answer.status >= 500 or (known and alike(answer) != alike(site.of_django(odd))):
                    wrong.append(name)
        answer, known = site.ask(plain)
        if (alike(answer), known) != (expected, True):
            wrong.append(f"after {name}")
    assert (wrong, was_known & MORE_ODD.keys()) == ([], HARMLESS)


def test_who_is_signed_in_is_never_answered_from_here(site: Site, settings: Settings) -> None:
    site.until_known(asked_for(SHORT))
    for name in ("sessionid", "__Host-sessionid"):
        settings.SESSION_COOKIE_NAME = name
        before = len(site.known)
        for cookie in (f"{name}=x", f"language=nn; {name}=x", f" {name} = ", f'{name}="x"', f"a=b;{name}=x"):
            asked = asked_for(SHORT, (GZIP, ("cookie", cookie)))
            assert key_of(asked) is None
            assert [site.ask(asked)[1] for _time in range(3)] == [False] * 3
        assert len(site.known) == before


def test_cookies_that_take_seconds_to_read_are_not_read_for_all_readers(site: Site) -> None:
    site.until_known(asked_for(PAGE))
    for cookie in ('a="\\"', 'language="n\\156"', 'a="' + "\\a" * 20 + '"'):
        assert key_of(asked_for(PAGE, (GZIP, ("cookie", cookie)))) is None


def test_readers_with_cookies_and_agents_of_their_own_share_an_answer(site: Site) -> None:
    site.until_known(asked_for(PAGE))
    for cookie in ("csrftoken=1", "csrftoken=2; device=3", "language=", ""):
        assert site.ask(asked_for(PAGE, (GZIP, ("cookie", cookie), ("user-agent", cookie))))[1]
    assert len(site.known) == 1


def test_a_known_answer_takes_no_room_beside_its_page(site: Site) -> None:
    answer = site.until_known(asked_for(PAGE))
    ((_made, page),) = PAGES._pages.values()
    assert answer.body is page.body


def test_a_language_that_was_chosen_is_an_answer_of_its_own(site: Site) -> None:
    said = {}
    for language in ("nb", "nn", "en"):
        answer = site.until_known(asked_for("/om/", (GZIP, ("cookie", f"language={language}"))))
        said[language] = dict(answer.headers)[b"content-language"].decode()
    assert said == {one: one for one in said}


def test_a_newly_published_edition_is_seen_at_once(
    serve: Callable[[Path], None],
    kept: None,
    tmp_path: Path,
) -> None:
    root, site = tmp_path / "data", Site()
    ids = [build_edition(a_study(tmp_path / str(value), value), root, date(2026, 11, 24)) for value in (1, 2)]
    serve(root)
    for one in (ids[0], ids[1], ids[0]):
        publish(root, one)
        asked = asked_for(PAGE)
        assert not site.ask(asked)[1]
        assert alike(site.until_known(asked)) == alike(site.of_django(asked))


def test_a_page_that_is_kept_no_longer_is_made_anew(site: Site) -> None:
    asked = asked_for(PAGE)
    site.until_known(asked)
    PAGES.clear()
    assert not site.ask(asked)[1]
    site.until_known(asked)
    site.now += SECONDS
    assert [site.ask(asked)[1] for _time in range(2)] == [False, True]


def test_the_log_has_the_line_that_django_would_write(
    site: Site, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ACCESS_LOG, settings.BEHIND_PROXY = True, True
    log = logging.getLogger("loftet.access")
    log.addHandler(caplog.handler)
    try:
        for address in (PAGE, "/indikatorer/?maal=6"):
            asked = asked_for(address, (GZIP, ("x-request-id", "0123456789abcdef")))
            site.until_known(asked)
            site.of_django(asked)
            told = [re.sub(r" \d+ (\S+)$", r" 0 \1", one.getMessage()) for one in caplog.records[-2:]]
            assert told[0] == told[1]
            assert site.ask(asked)[0].headers[-1] == (b"x-request-id", b"0123456789abcdef")
    finally:
        log.removeHandler(caplog.handler)


def test_answers_that_were_asked_for_longest_ago_are_forgotten(kept: None) -> None:
    known = KnownAnswers()
    page = KeptPage((), b"", "page")
    PAGES.put("key", page, 10_000)
    answer = GatewayAnswer(200, [(b"content-encoding", b"gzip")])
    for number in range(MOST + 1):
        asked = asked_for(f"/{number}/")
        known.remember(asked, {SERVED: served(page)}, answer)
        known.answer_to(asked_for("/0/"))
    assert len(known) == MOST
    assert known.answer_to(asked_for("/0/")) is not None
    assert known.answer_to(asked_for("/1/")) is None


def test_a_page_that_others_have_pushed_out_takes_no_room_here(kept: None) -> None:
    known, page = KnownAnswers(), KeptPage((), bytes(1_000), "page")
    answer = GatewayAnswer(200, [(b"content-encoding", b"gzip")], page.body)
    PAGES.put("key", page, 10_000)
    known.remember(asked_for(PAGE), {SERVED: served(page)}, answer)
    assert known.answer_to(asked_for(PAGE)) is not None
    gone, before = ref(page), len(known)
    PAGES.put("another", KeptPage((), bytes(9_000), "page"), 12_000)
    del page, answer
    assert (gone(), before) == (None, 1)
    assert known.answer_to(asked_for(PAGE)) is None


def served(page: KeptPage) -> ServedPage:
    """Return what says that a page was answered from, with nothing published."""
    return ServedPage("key", ref(page), "/", page.route, None)


def test_no_thread_is_taken_for_what_is_known(kept: None) -> None:
    page, calls = KeptPage((), b"packed", "page"), []
    PAGES.put("key", page, 10_000)

    def django(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        calls.append(environ["PATH_INFO"])
        environ[SERVED] = served(page)
        start_response("200 OK", [("Content-Encoding", "gzip"), ("X-Request-ID", "x")])
        return [b"packed"]

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def play() -> None:
        gateway = Gateway(django, threads=1, limits=BodyLimits(), known=KnownAnswers())
        for _time in range(3):
            await gateway(asked_for(PAGE), receive, send)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, play()).result()
    assert calls == [PAGE]
    assert [one["body"] for one in sent if "body" in one] == [b"packed"] * 3
    assert [one["status"] for one in sent if "status" in one] == [200] * 3


def test_every_header_that_the_site_reads_is_named_or_left_to_django(project: Path) -> None:
    """What decides is in the key; what is unread must be read nowhere for a page that is kept."""
    only_elsewhere = {
        "x-forwarded-for",
        "sec-fetch-site",
        "x-request-id",
    }  # the sign-in, refused forms, the log
    read = re.compile(r"request\.headers\.get\(\s*\"([\w-]+)\"|META\.get\(\s*\"HTTP_(\w+)\"")
    found = set()
    for file in (project / "src" / "loftet").rglob("*.py"):
        for one, other in read.findall(file.read_text(encoding="utf-8")):
            found.add((one or other).lower().replace("_", "-"))
    decide = {"host", "accept-encoding", "accept-language"}
    assert decide <= found
    assert {name for name in found if name.encode() in KNOWN} == decide | only_elsewhere
