"""The caller keeps the pace it is told, waits when told to, and refuses in the interface's own words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.pxweb import PxWebClient
from loftet.sources.web import Call
from tests.sources.pxweb_server import Office

ASK = Call("tables/12134/metadata")
CONFIG = {"maxDataCells": 100, "maxCallsPerTimeWindow": 3, "timeWindow": 10}
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that moves only when someone sleeps."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def caller(clock: Clock, *replies: httpx.Response | Exception) -> PxWebClient:
    """Return a caller whose interface answers in this order."""
    waiting: Iterator[httpx.Response | Exception] = iter(replies)

    def answer(request: httpx.Request) -> httpx.Response:
        reply = next(waiting)
        if isinstance(reply, Exception):
            raise reply
        return reply

    http = httpx.Client(transport=httpx.MockTransport(answer))
    return PxWebClient(
        "https://office.example/", http=http, clock=lambda: clock.now, sleep=clock.sleep, now=lambda: NOW
    )


def problem(status: int, title: str, detail: str = "", **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"title": title, "detail": detail}, headers=headers)


def test_no_window_holds_more_calls_than_the_interface_allows(clock: Clock) -> None:
    client = caller(
        clock, httpx.Response(200, json=CONFIG), *(httpx.Response(200, json={}) for _ in range(7))
    )
    client.limits()
    times = []
    for _ in range(7):
        client.send(ASK)
        times.append(round(clock.now, 2))
    assert times == [0.0, 0.0, 10.05, 10.05, 10.05, 20.1, 20.1]  # asking for the limits was a call too


def test_limits_are_asked_for_once(clock: Clock) -> None:
    client = caller(clock, httpx.Response(200, json=CONFIG))
    assert client.limits() is client.limits()


def test_too_many_calls_wait_as_long_as_they_are_told(clock: Clock) -> None:
    busy = problem(429, "Too many requests", **{"retry-after": "7"})
    dated = problem(429, "Too many requests", **{"retry-after": "Tue, 24 Nov 2026 08:00:20 GMT"})
    client = caller(clock, busy, dated, httpx.Response(200, json={}))
    assert client.send(ASK).content == b"{}"
    assert clock.slept == [7.0, 20.0]


def test_without_being_told_the_waits_double(clock: Clock) -> None:
    client = caller(
        clock, problem(429, "Too many"), problem(503, "Stengt"), httpx.ReadTimeout("slow"), problem(500, "")
    )
    with pytest.raises(InvalidInput, match="the interface answers 500 Internal Server Error, in 4 tries"):
        client.send(ASK)
    assert clock.slept == [1.0, 2.0, 4.0]


def test_an_interface_that_never_answers_is_refused_by_name(clock: Clock) -> None:
    client = caller(clock, *(httpx.ConnectError("no route") for _ in range(4)))
    with pytest.raises(InvalidInput) as caught:
        client.send(ASK)
    assert str(caught.value) == (
        "https://office.example/tables/12134/metadata: "
        "the interface does not answer (ConnectError: no route), in 4 tries"
    )


def test_a_wait_of_an_hour_is_told_and_not_slept_through(clock: Clock) -> None:
    client = caller(clock, problem(503, "Stengt", **{"retry-after": "3600"}))
    with pytest.raises(InvalidInput, match="503 Stengt, and asks to wait 3600 seconds; try again then"):
        client.send(ASK)
    assert clock.slept == []


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (problem(400, "Non-existent value", "Value, 9999"), "answers 400 Non-existent value: Value, 9999"),
        (
            problem(403, "Forbidden", "exceeds the number allowed"),
            "answers 403 Forbidden: exceeds the number allowed",
        ),
        (problem(404, "Non-existent table"), "answers 404 Non-existent table"),
        (httpx.Response(404, text="<html>"), "answers 404 Not Found"),
        (httpx.Response(304), "answers 304 Not Modified"),
    ],
)
def test_a_refusal_is_told_in_the_interfaces_words_and_not_tried_again(
    clock: Clock, reply: httpx.Response, words: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        caller(clock, reply).send(ASK)
    assert str(caught.value) == f"https://office.example/tables/12134/metadata: the interface {words}"


@pytest.mark.parametrize("config", [{}, {**CONFIG, "maxDataCells": 0}, {**CONFIG, "timeWindow": "10"}, [1]])
def test_limits_that_are_none_are_refused(clock: Clock, config: object) -> None:
    with pytest.raises(InvalidInput, match="the interface does not tell its limits"):
        caller(clock, httpx.Response(200, json=config)).limits()


def test_an_answer_too_large_for_memory_is_refused(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loftet.sources.replies.MOST_BYTES", 1000)
    with pytest.raises(InvalidInput, match="the answer is over 1,000 bytes"):
        caller(clock, httpx.Response(200, content=b"0" * 1001)).send(ASK)


def test_the_traps_of_the_office_spring_on_a_careless_caller(office: Office, client: PxWebClient) -> None:
    """Show that the stand-in does what it is there for, so that tests without refusals mean something."""
    bare = client.send(Call("tables/12134/data")).content
    assert b'"size": [1, 1, 1]' in bare  # the silent default selection
    for path, status in (
        ("tables/12134/data?valueCodes[Tid]=1999", 400),
        ("tables/12134/data?valueCodes[Tid]=" + "2024," * 500, 404),
        ("tables/1/metadata", 404),
    ):
        with pytest.raises(InvalidInput, match=f"the interface answers {status} "):
            client.send(Call(path))
    office.cells = 0
    with pytest.raises(InvalidInput, match="the interface answers 403 Forbidden"):
        client.send(Call("tables/12134/data"))
    client.send(Call("config"))
    client.send(Call("config"))  # the seventh in a second, unpaced: waits for Retry-After
    assert office.refused == {400: 1, 404: 2, 403: 1, 429: 1}
