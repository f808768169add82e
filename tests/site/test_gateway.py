"""What the gateway hands on to Django, and what it keeps out."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Event
from typing import Any

import pytest
from django.conf import settings

from loftet.site.gateway import BodyLimits, Gateway
from loftet.site.wsgi_bridge import (
    LONGEST_COOKIES,
    MOST_PARTS,
    TOO_LARGE,
    Headers,
    RefusedRequestError,
    Wsgi,
    client_of,
    demand_plain_parts,
    headers_of,
    length_of,
)

Sent = list[dict[str, Any]]


def echo(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answer with what was asked."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    names = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "CONTENT_LENGTH", "REMOTE_ADDR", "HTTP_COOKIE")
    return [repr([environ.get(name) for name in names]).encode(), environ["wsgi.input"].read()]


def broken(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    raise ValueError("HEMMELIG")


def scope(headers: Headers) -> dict[str, Any]:
    return {
        "type": "http",
        "method": "POST",
        "path": "/\ufffd/",
        "raw_path": b"/%FF/",
        "query_string": b"q=\xe6",
        "http_version": "1.1",
        "scheme": "http",
        "client": ("192.0.2.7", 4000),
        "server": ("127.0.0.1", 8000),
        "headers": headers,
    }


def answered(
    headers: Headers,
    parts: list[dict[str, Any]],
    application: Wsgi = echo,
    limits: BodyLimits | None = None,
) -> Sent:
    """Return what is sent to a client that sends these parts, and then nothing more."""
    waiting, sent = list(parts), []

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.Event().wait()
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    gateway = Gateway(application, threads=1, limits=limits or BodyLimits(seconds=0.1))
    # In a thread of its own: the browser tests of the same process keep an event loop running.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, gateway(scope(headers), receive, send)).result()
    return sent


def test_bytes_of_path_query_and_body_arrive_as_they_were_sent() -> None:
    parts = [
        {"type": "http.request", "body": b"abc", "more_body": True},
        {"type": "http.request", "body": b"\xff", "more_body": False},
    ]
    start, body = answered([(b"content-length", b"4"), (b"cookie", b"x=1"), (b"cookie", b"y=2")], parts)
    assert start == {
        "type": "http.response.start",
        "status": 200,
        "headers": [(b"content-type", b"text/plain"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")],
    }
    told = repr(["POST", "/\xff/", "q=\xe6", "4", "192.0.2.7", "x=1; y=2"]).encode()
    assert body == {"type": "http.response.body", "body": told + b"abc\xff"}


def test_a_body_that_stops_is_answered_with_408() -> None:
    part = {"type": "http.request", "body": b"abc", "more_body": True}
    assert answered([(b"content-length", b"4")], [part])[0]["status"] == 408


def test_all_bodies_together_are_bounded() -> None:
    part = {"type": "http.request", "body": b"abc", "more_body": True}
    start = answered([(b"content-length", b"4")], [part], limits=BodyLimits(total=2))[0]
    assert (start["status"], dict(start["headers"])[b"retry-after"]) == (503, b"5")


class Client:
    """A client that sends a body piece by piece, as it is told to, and notes what it is answered."""

    def __init__(
        self, gateway: Gateway, address: str = "192.0.2.7", length: int = 0, path: str = "/"
    ) -> None:
        self.statuses: list[int] = []
        self.parts: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        headers = [(b"content-length", str(length).encode())]
        about = scope(headers) | {"client": (address, 4000), "path": path}
        self.asked = asyncio.create_task(gateway(about, self.parts.get, self.note))

    async def note(self, message: Any) -> None:
        if "status" in message:
            self.statuses.append(message["status"])

    async def sends(self, body: bytes, *, more: bool = True) -> None:
        await self.parts.put({"type": "http.request", "body": body, "more_body": more})
        await turns()

    async def goes(self) -> None:
        await self.parts.put({"type": "http.disconnect"})
        await turns()


async def turns() -> None:
    """Let everything that can go on do so."""
    for _turn in range(10):
        await asyncio.sleep(0)


def in_a_thread(play: Callable[[], Coroutine[Any, Any, None]]) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, play()).result()


def test_what_one_client_holds_leaves_room_for_others() -> None:
    gateway = Gateway(echo, threads=1, limits=BodyLimits(of_one=4, total=100))

    async def play() -> None:
        greedy = [Client(gateway, f"2001:db8::{number}", length=3) for number in (1, 2)]
        for one in greedy:
            await one.sends(b"ab")
        await greedy[0].sends(b"c", more=False)
        await greedy[0].asked
        other = Client(gateway, "2001:db9::1", length=3)
        await other.sends(b"abc", more=False)
        await other.asked
        await greedy[1].sends(b"c", more=False)  # what was refused has let its room go
        await greedy[1].asked
        assert ([one.statuses for one in greedy], other.statuses) == ([[429], [200]], [200])
        assert (gateway._held, dict(gateway._held_by)) == (0, {})

    in_a_thread(play)


def test_behind_a_proxy_a_client_is_the_last_address_that_it_has_added() -> None:
    sent = scope([(b"x-forwarded-for", b"198.51.100.1, 203.0.113.9")])
    assert client_of(sent, behind_proxy=False) == "192.0.2.7"
    assert client_of(sent, behind_proxy=True) == "203.0.113.9"
    assert client_of(scope([]), behind_proxy=True) == "192.0.2.7"


def test_a_request_whose_reader_has_gone_is_not_computed_and_a_long_queue_is_closed() -> None:
    computed, goes_on = [], Event()

    def slow(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        computed.append(environ["REMOTE_ADDR"])
        goes_on.wait(30)
        start_response("200 OK", [])
        return [b""]

    gateway = Gateway(slow, threads=1, limits=BodyLimits(), queue=2)

    async def play() -> None:
        first, gone, waits = (Client(gateway, f"192.0.2.{number}") for number in (1, 2, 3))
        await turns()
        late = Client(gateway, "192.0.2.4")
        await late.asked
        assert late.statuses == [503]
        await gone.goes()
        await gone.asked
        after = Client(gateway, "192.0.2.5")
        await turns()
        goes_on.set()
        await asyncio.gather(first.asked, waits.asked, after.asked)
        assert [one.statuses for one in (first, gone, waits, after)] == [[200], [], [200], [200]]

    in_a_thread(play)
    assert computed == ["192.0.2.1", "192.0.2.3", "192.0.2.5"]
    assert gateway._pages.inside == 0


def test_files_that_take_long_leave_pages_their_threads() -> None:
    goes_on = Event()

    def slow(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        if environ["REMOTE_ADDR"] == "192.0.2.1":
            goes_on.wait(30)
        start_response("200 OK", [])
        return [b""]

    gateway = Gateway(slow, threads=4, limits=BodyLimits(), queue=3)

    async def play() -> None:
        files = [Client(gateway, "192.0.2.1", path="/indikatorer/a.csv") for _time in range(6)]
        await turns()
        others = [Client(gateway, "192.0.2.2", path=one) for one in ("/om/", "/csv/", "/static/a.svg")]
        await asyncio.gather(*(one.asked for one in others))
        assert [one.statuses for one in others] == [[200]] * 3
        goes_on.set()
        await asyncio.gather(*(one.asked for one in files))
        assert [one.statuses for one in files] == [[200]] * 5 + [[503]]

    in_a_thread(play)


def test_what_is_too_large_is_told_in_both_forms() -> None:
    _start, body = answered([(b"content-length", b"9")], [], limits=BodyLimits(size=8))
    assert body["body"].decode() == f"413 {HTTPStatus.REQUEST_ENTITY_TOO_LARGE.phrase}\n{TOO_LARGE}\n"
    assert TOO_LARGE.count("ingenting er lagr") == 2


def test_a_longer_body_is_taken_at_some_addresses_while_there_is_room() -> None:
    part = {"type": "http.request", "body": b"abc", "more_body": False}

    def status(**limits: Any) -> int:
        found = answered([(b"content-length", b"3")], [part], limits=BodyLimits(size=2, **limits))
        return int(found[0]["status"])

    assert status() == 413
    assert status(larger={"/bilde/": 3}) == 413
    here = scope([])["path"]
    assert status(larger={here: 3}) == 200
    assert status(larger={here[1:]: 3}) == 413
    assert status(larger={here: 3}, larger_total=2) == 503


@pytest.mark.parametrize(
    ("path", "is_larger"),
    [
        ("/fatt-til/12/bilde/", True),
        ("/fatt-til/12/bilde/fjern/", False),
        ("/x/bilde/", False),
        ("/fatt-til/12/bilde/\n", False),
        ("/nn/fatt-til/12/bilde/", False),
    ],
)
def test_only_the_form_of_a_picture_takes_a_longer_body(path: str, is_larger: bool) -> None:
    limits = BodyLimits(larger={settings.PICTURE_ADDRESS: settings.PICTURE_BODY_BYTES})
    assert (limits.size_at(path) > limits.size) is is_larger


def test_a_longer_body_that_is_only_announced_takes_no_room_from_another() -> None:
    here = scope([])["path"]
    limits = BodyLimits(size=2, seconds=0.2, larger={here: 3}, larger_total=3)
    gateway = Gateway(echo, threads=1, limits=limits)
    headers = [(b"content-length", b"3")]
    statuses: list[int] = []

    async def send(message: Any) -> None:
        if "status" in message:
            statuses.append(message["status"])

    async def silent() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def whole() -> dict[str, Any]:
        return {"type": "http.request", "body": b"abc", "more_body": False}

    async def both() -> None:
        waiting = asyncio.create_task(gateway(scope(headers), silent, send))
        await asyncio.sleep(0)  # it begins
        for _time in range(2):  # what was answered has let its room go
            await gateway(scope(headers), whole, send)
        await waiting

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, both()).result()
    assert statuses == [200, 200, 408]


def test_nothing_is_sent_to_a_client_that_has_gone() -> None:
    assert answered([(b"content-length", b"4")], [{"type": "http.disconnect"}]) == []


def test_an_application_that_fails_without_an_answer_says_nothing_of_itself() -> None:
    start, body = answered([], [], application=broken)
    assert (start["status"], body["body"]) == (500, b"500 Internal Server Error\n")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"TRANSFER_ENCODING": "chunked"}, 411),
        ({"CONTENT_LENGTH": "11"}, 413),
        ({"CONTENT_LENGTH": "9" * 5_000}, 413),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": "1_0"}, 400),
        ({"CONTENT_LENGTH": "¹"}, 400),
    ],
)
def test_a_body_is_refused_by_what_its_headers_say(headers: dict[str, str], status: int) -> None:
    with pytest.raises(RefusedRequestError) as refused:
        length_of(headers, most=10)
    assert refused.value.status == status


def test_a_header_with_an_underscore_cannot_stand_for_one_that_a_proxy_sets() -> None:
    sent = [(b"x_forwarded_for", b"192.0.2.1"), (b"x-forwarded-for", b"192.0.2.2"), (b"host", b"a")]
    assert headers_of(scope(sent)) == {"X_FORWARDED_FOR": "192.0.2.2", "HOST": "a"}


@pytest.mark.parametrize(
    "sent",
    [
        "multipart/form-data; boundary=X; charset=punycode",
        "multipart/form-data; charset=punycode; boundary=X",
        "text/html; charset=base64",
        "text/html;charset=utf-16",
        "text/html; CHARSET=rot13",
        'text/plain; charset="utf-16"',
        "text/plain; charset=utf-8; charset=utf-16",
        "text/plain; charset=utf-16; charset=utf-8",
        "text/plain; charset=",
        "text/plain; charset",
        "text/plain; charset =utf-16",
        "text/plain; charset='utf-16'",
        'text/plain; charset="utf-16',
        'text/plain; charset="utf\\-16"',
        'text/plain; x="; charset=utf-16',
        "text/plain; charset*=utf-8''utf-16",
        "text/plain; charset*0=utf-; charset*1=16",
        "text/plain; charset*0*=utf-8''utf-; charset*1=16",
        "text/plain; x*=base64''%41",
        "text/plain; charset=unicode_escape",
        "text/plain; charset=utf_8",
        "text/plain, text/plain; charset=utf-16",
        "text/plain\n; charset=utf-16",
        "charset=utf-16",
        "multipart/form-data; boundary=X; boundary=Y",
        "multipart/form-data; boundary=" + "X" * 71,
        'multipart/form-data; boundary=""',
        "text/plain" + "; " * 4000 + "é",
    ],
)
def test_no_character_set_but_utf_8_reaches_django(sent: str) -> None:
    refused, answer = answered([(b"content-type", sent.encode())], [])
    assert refused["status"] == 415
    assert answer["body"].startswith(b"415 Unsupported Media Type\n")


def form_of(*heads: str) -> tuple[Headers, list[dict[str, Any]]]:
    """Return a form of parts with these heads, as it is sent."""
    parts = "".join(f"--X\r\n{head}\r\n\r\na value\r\n" for head in heads)
    body = f"{parts}--X--\r\n".encode()
    headers = [
        (b"content-type", b"multipart/form-data; boundary=X"),
        (b"content-length", str(len(body)).encode()),
    ]
    return headers, [{"type": "http.request", "body": body, "more_body": False}]


@pytest.mark.parametrize(
    "head",
    [
        "Content-Disposition: form-data; name*=punycode''" + "a" * 900,
        "Content-Disposition: form-data; name*=utf-16-le''e%00m%00",
        "Content-Disposition: form-data; name*0*=utf-8''e; name*1=m",
        "Content-Disposition: form-data; name* \x0b=utf-8''email",
        'Content-Disposition: form-data; name="a"; filename*=utf-7a.txt',
        'Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset*=xy',
    ],
)
def test_a_part_that_names_a_character_set_is_refused(head: str) -> None:
    headers, parts = form_of('Content-Disposition: form-data; name="first"', head)
    refused, answer = answered(headers, parts)
    assert refused["status"] == 415
    assert b"A part names a character set" in answer["body"]


def test_a_form_of_too_many_parts_is_refused_before_they_are_copied() -> None:
    headers = {"CONTENT_TYPE": 'multipart/form-data; boundary="X"'}
    demand_plain_parts(headers, bytearray(b"--X" * MOST_PARTS))
    with pytest.raises(RefusedRequestError, match="too many parts") as refused:
        demand_plain_parts(headers, bytearray(b"--X" * (MOST_PARTS + 1)))
    assert refused.value.status == 400


def test_long_cookies_are_refused() -> None:
    for cookies, status in ((["a" * LONGEST_COOKIES], 200), (["a" * 4096, "b" * 4096], 431)):
        sent = [(b"cookie", one.encode()) for one in cookies]
        assert answered(sent, [])[0]["status"] == status


def test_plain_parts_are_passed_on_whatever_they_hold() -> None:
    headers, parts = form_of(
        'Content-Disposition: form-data; name="text"\r\nContent-Type: */*; charset=utf-8',
        'Content-Disposition: form-data; name="file"; filename="a*b.txt"\r\nContent-Type: text/plain',
    )
    parts[0]["body"] = parts[0]["body"].replace(b"a value", b"a value; x*=utf-8''y")
    headers[1] = (b"content-length", str(len(parts[0]["body"])).encode())
    start, body = answered(headers, parts)
    assert start["status"] == 200
    assert b"x*=utf-8''y" in body["body"]


def test_what_is_accepted_names_no_character_set() -> None:
    for sent in ("text/html; q*=nope''x", "a/b;q=1, a/b; q*0=x", "text/html; q*=undefined''x"):
        assert "ACCEPT" not in headers_of(scope([(b"accept", sent.encode())]))
    plain = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert headers_of(scope([(b"accept", plain.encode())]))["ACCEPT"] == plain


def test_asterisks_are_looked_through_once() -> None:
    """The event loop does it, and all readers wait: from each to the end, this would take half an hour."""
    many = "*" * 2_000_000
    assert headers_of(scope([(b"accept", many.encode())]))["ACCEPT"] == many
    assert "ACCEPT" not in headers_of(scope([(b"accept", f"{many}=".encode())]))


def test_two_content_types_are_refused() -> None:
    sent = [(b"content-type", b"text/plain"), (b"content-type", b"text/plain; charset=utf-16")]
    assert answered(sent, [])[0]["status"] == 415


@pytest.mark.parametrize(
    ("sent", "passed_on"),
    [
        ("", ""),
        ("application/json", "application/json"),
        ("application/x-www-form-urlencoded; charset=UTF-8", "application/x-www-form-urlencoded"),
        ('text/plain;charset="utf-8";', "text/plain"),
        ("text/plain; format=flowed", "text/plain"),
        ("multipart/form-data; boundary=----Form7MA4", 'multipart/form-data; boundary="----Form7MA4"'),
        ('multipart/form-data; charset=utf8; boundary="a b"', 'multipart/form-data; boundary="a b"'),
    ],
)
def test_of_a_content_type_the_boundary_is_passed_on(sent: str, passed_on: str) -> None:
    assert headers_of(scope([(b"content-type", sent.encode())]))["CONTENT_TYPE"] == passed_on
