"""Whole pages kept in memory: the same for everybody, never from two editions, never one reader's own."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias, cast
from urllib.parse import unquote_to_bytes

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from loftet.editions.folder import build_edition, publish
from loftet.places.models import Place
from loftet.site.page_cache import PAGES, PARTS
from loftet.site.page_store import OVERHEAD, KeptPage, PageStore
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

PAGE = "/kommuner/gol/"


def a_study(folder: Path, value: int) -> Path:
    """Write a study of one figure."""
    files = {
        "about.toml": 'title = "Prøve"\npublisher = "Løftet"\nlicence = "CC0-1.0"\ncodes_at = 2024-01-01\n',
        "method.toml": "",
        "places.csv": "place,name,group,ranked,tags\n3324,Gol,,1,\n3326,Hemsedal,,1,\n",
        "indicators.csv": (
            "indicator,name,goal,weight,direction,lower,red,green,upper,applies_to\n"
            "poverty,Fattigdom,1,1,-1,10,8,2,0,\n"
        ),
        "observations.csv": f"place,indicator,year,value\n3324,poverty,2024,{value}\n3326,poverty,2024,3\n",
    }
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def kept(settings: Settings) -> Iterator[None]:
    """Switch the cache of pages on, as on a running site; a request leaves the connection open."""
    settings.KEEP_PAGES = 60
    PAGES.clear()
    for one in (request_started, request_finished):
        one.disconnect(close_old_connections)
    yield
    for one in (request_started, request_finished):
        one.connect(close_old_connections)
    PAGES.clear()


def test_a_page_is_made_once(
    demo_site: Path, kept: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(PAGE)
    with django_assert_num_queries(0):
        again = client.get(PAGE)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["Content-Language"] == "nn"  # Gol's own form, though nobody asked the database


def test_what_the_browser_has_is_not_sent_again(demo_site: Path, kept: None, client: Client) -> None:
    mark = client.get(PAGE).headers["ETag"]
    answer = client.get(PAGE, headers={"If-None-Match": mark})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", mark)


def test_head_is_answered_from_the_kept_page_and_makes_it(
    demo_site: Path, kept: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.head(PAGE)
    with django_assert_num_queries(0):
        page, head = client.get(PAGE), client.head(PAGE)
    assert (page.status_code, b"</html>" in page.content, head.content) == (200, True, b"")
    told = [{**one.headers, "X-Request-ID": ""} for one in (first, page, head)]
    assert told == [told[1]] * 3
    assert client.head(PAGE, headers={"If-None-Match": page.headers["ETag"]}).status_code == 304


def test_each_language_each_query_and_each_part_is_a_page_of_its_own(
    demo_site: Path, kept: None, client: Client
) -> None:
    whole = client.get("/sok/?q=klima")
    part = client.get("/sok/?q=klima", headers={"HX-Request": "true"})
    other = client.get("/sok/?q=vatn")
    client.cookies["language"] = "en"
    english = client.get("/sok/?q=klima")
    assert len({one.content for one in (whole, part, other, english)}) == 4


def test_browsers_that_ask_for_other_languages_do_not_share_a_page(
    demo_site: Path, kept: None, client: Client
) -> None:
    answers = [client.get("/om/", headers={"Accept-Language": asked}) for asked in ("nb", "nn", "en", "nb")]
    assert [one.headers["Content-Language"] for one in answers] == ["nb", "nn", "en", "nb"]


def test_an_indicator_of_a_place_is_a_page_of_its_own(demo_site: Path, kept: None, client: Client) -> None:
    plain = "/indikatorer/water_leakage/?lang=nn"
    titles: dict[str, set[str]] = {}
    for address in (plain, f"{plain}&sted=al", f"{plain}&sted=hol", plain):
        page = client.get(address).content.decode()
        titles.setdefault(address, set()).update(re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL))
    assert [len(said) for said in titles.values()] == [1, 1, 1]
    assert len(set.union(*titles.values())) == 3


def test_a_newly_published_edition_is_seen_at_once(
    serve: Callable[[Path], None], kept: None, client: Client, tmp_path: Path
) -> None:
    root = tmp_path / "data"
    ids = [build_edition(a_study(tmp_path / str(value), value), root, date(2026, 11, 24)) for value in (1, 2)]
    serve(root)
    shown = []
    for one in (ids[0], ids[1], ids[0]):
        publish(root, one)
        page = client.get(PAGE).content.decode()
        shown.append([other for other in ids if other in page])
    assert shown == [[ids[0]], [ids[1]], [ids[0]]]


def test_one_readers_page_is_not_kept(
    demo_site: Path, kept: None, client: Client, settings: Settings
) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"
    client.get(PAGE)
    client.cookies.clear()
    client.get(f"{PAGE}?lang=nb")  # sets a cookie
    client.get("/kommuner/atlantis/")
    Place.objects.filter(slug="gol").update(name="Et annet navn")
    assert "Et annet navn" in client.get(PAGE).content.decode()
    assert "Et annet navn" in client.get(f"{PAGE}?lang=nb").content.decode()


def test_a_form_is_kept_for_nobody_else(demo_site: Path, kept: None) -> None:
    address, first, second = "/meld-feil/?indikator=water_leakage&sted=gol", Client(), Client()
    first.get(address)  # now the browser has a token of its own
    assert "csrfmiddlewaretoken" in first.get(address).content.decode()
    answer = second.get(address)
    assert answer.cookies["csrftoken"].value != first.cookies["csrftoken"].value


def test_what_no_page_reads_makes_no_page_of_its_own_and_stands_in_nobodys_links(
    demo_site: Path, kept: None, client: Client
) -> None:
    pages = [
        client.get(PAGE, query_params={"sted": "al", name: "sporing"}).content.decode()
        for name in ("utm_source", "fbclid", "x")
    ]
    assert (len(set(pages)), len(PAGES), "sporing" in pages[0]) == (1, 1, False)
    assert "?sted=al&amp;lang=en" in pages[0]


def test_a_kept_page_lies_there_compressed_and_is_read_by_every_browser(
    demo_site: Path, kept: None, client: Client
) -> None:
    plain = client.get(PAGE)
    (key,) = PAGES._pages
    assert PAGES.size < len(plain.content) / 3
    packed = client.get(PAGE, headers={"accept-encoding": "gzip"})
    again = client.get(PAGE)
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.content)) == ("gzip", plain.content)
    assert (again.headers.get("Content-Encoding"), again.content) == (None, plain.content)
    assert again.headers["Content-Length"] == str(len(plain.content))
    assert {one.headers["ETag"] for one in (plain, packed, again)} == {plain.headers["ETag"]}
    assert list(PAGES._pages) == [key]


def test_a_page_that_was_made_compressed_is_kept_as_it_is(
    demo_site: Path, kept: None, client: Client
) -> None:
    packed = client.get(PAGE, headers={"accept-encoding": "gzip"})
    plain = client.get(PAGE)
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_a_cookie_of_another_name_does_not_open_the_kept_pages_to_a_session(
    demo_site: Path, kept: None, client: Client, settings: Settings
) -> None:
    settings.SESSION_COOKIE_NAME = "__Host-sessionid"
    client.get(PAGE)
    assert len(PAGES) == 1
    client.cookies["__Host-sessionid"] = "somebody"
    client.get("/kommuner/al/")
    assert len(PAGES) == 1


# The headers by which a browser reads a page; others carry the id of the request or say how it was packed.
ABOUT = {b"content-type", b"content-language", b"content-disposition"}
Change: TypeAlias = Callable[[dict[str, Any]], None]


def scope(address: str) -> dict[str, Any]:
    """Return a plain request for an address, as the server hands it on."""
    path, _, query = address.partition("?")
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "http_version": "1.1",
        "scheme": "http",
        "headers": [(b"host", b"localhost")],
    }


def answer_to(application: Wsgi, asked: Scope) -> GatewayAnswer:
    """Answer through the gateway and the middleware."""
    return respond(application, environ_of(asked, headers_of(asked), b""))


def shown(application: Wsgi, address: str) -> tuple[Headers, bytes]:
    """Return what a plain reader gets."""
    answer = answer_to(application, scope(address))
    assert answer.status == 200
    return sorted(one for one in answer.headers if one[0] in ABOUT), answer.body


def sent_with(*headers: tuple[str, str]) -> Change:
    """Return a change that adds headers."""

    def change(asked: dict[str, Any]) -> None:
        asked["headers"] += [(name.encode(), value.encode()) for name, value in headers]

    return change


def asked_as(rewrite: Callable[[bytes], bytes]) -> Change:
    """Return a change that writes the query otherwise."""

    def change(asked: dict[str, Any]) -> None:
        asked["query_string"] = rewrite(asked["query_string"])

    return change


def misread(query: bytes) -> bytes:
    """Return the bytes that would be this query if each stood for a character of its own."""
    text = unquote_to_bytes(query).decode()
    return text.encode("latin-1") if text.isascii() or "\xc3" in text else text.encode()


ODD: dict[str, Change] = {
    "utf-16": sent_with(("content-type", "text/plain; charset=utf-16")),
    "utf-7": sent_with(("content-type", "text/plain; charset=utf-7")),
    "quoted": sent_with(("content-type", 'text/plain; charset="utf-16"')),
    "extended": sent_with(("content-type", "text/plain; charset*=utf-8''utf-16")),
    "in parts": sent_with(("content-type", "text/plain; charset*0=utf-; charset*1=16")),
    "repeated": sent_with(("content-type", "text/plain; charset=utf-8; charset=utf-16")),
    "two types": sent_with(("content-type", "text/plain"), ("content-type", "a/b; charset=utf-16")),
    "base64": sent_with(("content-type", "text/html; charset=base64")),
    "duplicates": asked_as(lambda query: query + b"&" + query),
    "overruled": asked_as(lambda query: b"aar=2016&maal=1&q=x&sted=flaa&" + query),
    "reordered": asked_as(lambda query: b"&".join(reversed(query.split(b"&")))),
    "names encoded": asked_as(lambda query: b"%" + b"%02x" % query[0] + query[1:]),
    "raw bytes": asked_as(unquote_to_bytes),
    "misread": asked_as(misread),
    "encoded twice": asked_as(lambda query: query.replace(b"%", b"%25")),
    "semicolon": asked_as(lambda query: query.replace(b"&", b";") + b";q=x"),
    "no query": asked_as(lambda query: b""),
    "unknown": asked_as(lambda query: b"utm_source=x&" + query),
    "not UTF-8": asked_as(lambda query: query + b"%ff\xff"),
    "accepted": sent_with(("accept", "text/html; q*=nope''x")),
    "part": sent_with(("hx-request", "true")),
    "part, encoded": sent_with(("hx-request", "tru%65"), ("hx-request-uri-autoencoded", "true")),
    "part, capitals": sent_with(("hx-request", "TRUE"), ("hx-target", "hits"), ("hx-boosted", "true")),
    "other language": sent_with(("cookie", "language=en"), ("accept-language", "en")),
    "forwarded": sent_with(("x-forwarded-proto", "https"), ("x-forwarded-host", "evil.example")),
    "over HTTPS": lambda asked: asked.update(scheme="https"),
    "compressed": sent_with(("accept-encoding", "gzip"), ("range", "bytes=0-9")),
    "conditional": sent_with(("if-none-match", "*"), ("if-modified-since", "Mon, 30 Nov 2026 00:00:00 GMT")),
    "HEAD": lambda asked: asked.update(method="HEAD"),
    "HEAD of a part": lambda asked: asked.update(
        method="HEAD", headers=[*asked["headers"], (b"hx-request", b"true"), (b"hx-target", b"hits")]
    ),
    "the hits": sent_with(("hx-request", "true"), ("hx-target", "hits")),
    "the hits of a chart": sent_with(("hx-request", "true"), ("hx-target", "chart-hits")),
    "the figure": sent_with(("hx-request", "true"), ("hx-target", "figure")),
    "the figure, encoded": sent_with(
        ("hx-request", "true"), ("hx-target", "%66igure"), ("hx-target-uri-autoencoded", "true")
    ),
}


@pytest.mark.parametrize(
    "address",
    [
        "/indikatorer/water_leakage.csv?lang=nn",
        pytest.param("/indikatorer/water_leakage/?sted=hol", marks=pytest.mark.nightly),
        "/indikatorer/?maal=6",
        "/kommuner/?q=%C3%85l",
        "/kommuner/?q=%C3%83%C2%A5l",
        "/sammenlign/?sted=gol&sted=hol",
        pytest.param("/kommuner/gol/?sted=al", marks=pytest.mark.nightly),
    ],
)
def test_an_odd_request_never_changes_what_the_next_plain_reader_gets(
    address: str, demo_site: Path, kept: None
) -> None:
    application = cast(Wsgi, WSGIHandler())
    expected, changed = shown(application, address), []
    assert len(PAGES) == 1
    for name, change in ODD.items():
        PAGES.clear()
        odd = scope(address)
        change(odd)
        with suppress(RefusedRequestError):
            assert answer_to(application, odd).status < 500, name
        if len(PAGES) and shown(application, address) != expected:
            changed.append(name)
    assert changed == []


def test_a_target_that_no_page_answers_makes_no_page_of_its_own(demo_site: Path, kept: None) -> None:
    application = cast(Wsgi, WSGIHandler())
    for target in ("%E2", "x", "figure", "hits", ""):
        asked = scope("/indikatorer/?maal=6")
        sent_with(("hx-request", "true"), ("hx-target", target))(asked)
        answer_to(application, asked)
    assert len(PAGES) == 3


def test_the_targets_of_parts_are_those_that_pages_compare_with(project: Path) -> None:
    asked = re.compile(r"^(?:FIGURE, )?HITS = (.+)$", re.MULTILINE)
    found = set()
    for file in (project / "src" / "loftet").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if '"HX-Target"' in text and file.name != "page_cache.py":
            found |= {word.strip('" ') for words in asked.findall(text) for word in words.split(",")}
    assert found == PARTS


def test_a_page_of_an_older_edition_is_made_once_and_tells_what_is_published(
    serve: Callable[[Path], None], kept: None, client: Client, tmp_path: Path
) -> None:
    root = tmp_path / "data"
    old, new = (
        build_edition(a_study(tmp_path / str(value), value), root, date(2026, 11, 24)) for value in (1, 2)
    )
    serve(root)
    publish(root, new)
    address = f"{PAGE}?utgave={old}"
    first = client.get(address).content
    assert (client.get(address).content, len(PAGES)) == (first, 1)
    publish(root, old)
    assert client.get(address).content != first


def test_each_spelling_of_a_query_is_one_page(demo_site: Path, kept: None) -> None:
    application = cast(Wsgi, WSGIHandler())
    for query in ("q=%C3%85l", "q=%c3%85l", "%71=%C3%85%6C", "utm_source=x&q=%C3%85l&"):
        answer_to(application, scope(f"/kommuner/?{query}"))
    assert len(PAGES) == 1


def page(size: int) -> KeptPage:
    return KeptPage((), b"x" * (size - OVERHEAD), "")


def test_the_pages_asked_for_longest_ago_go_when_there_is_no_more_room() -> None:
    store = PageStore()
    for key in ("a", "b", "c"):
        store.put(key, page(10_000), most=30_000)
    assert store.get("a", 60) is not None
    store.put("d", page(20_000), most=30_000)
    assert [key for key in "abcd" if store.get(key, 60)] == ["a", "d"]
    assert store.size == 30_000
    store.put("e", page(31_000), most=30_000)
    assert (len(store), store.size) == (0, 0)


def test_a_page_that_is_too_old_is_not_shown() -> None:
    store = PageStore()
    store.put("a", page(10_000), most=30_000)
    assert store.get("a", 60) is not None
    assert store.get("a", 0) is None
    assert (len(store), store.size) == (0, 0)


@pytest.mark.parametrize("host", ["testserver:81", "TestServer", "testserver.", "testserver:80081"])
def test_a_host_that_is_called_oddly_makes_no_pages_of_its_own(
    demo_site: Path, kept: None, client: Client, host: str
) -> None:
    client.get(PAGE, headers={"Host": "testserver"})
    client.get(PAGE, headers={"Host": "testserver:80"})
    before = len(PAGES)
    client.get(PAGE, headers={"Host": host})
    assert len(PAGES) == before == 2


def test_a_site_that_is_called_by_its_own_port_keeps_its_pages(
    demo_site: Path, kept: None, client: Client, settings: Settings
) -> None:
    settings.SITE_ADDRESS = "http://testserver:8443"
    client.get(PAGE, headers={"Host": "testserver:8443"})
    client.get(PAGE, headers={"Host": "testserver:8001"}, SERVER_PORT="8001")
    assert len(PAGES) == 2


def test_a_long_file_is_kept_packed(
    demo_site: Path, kept: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/kommuner.csv"
    plain = client.get(address).content
    PAGES.clear()
    monkeypatch.setattr("loftet.site.page_cache.LARGEST", len(plain) - 1)
    first = client.get(address)
    assert len(PAGES) == 1
    assert PAGES.size - OVERHEAD < len(plain) - 1
    assert client.get(address).content == first.content == plain
    PAGES.clear()
    monkeypatch.setattr("loftet.site.page_cache.LARGEST", 100)
    client.get(address)
    assert len(PAGES) == 0
