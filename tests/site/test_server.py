"""The real server: slow and long bodies hold up nobody, a worker that dies is started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from tests.site.served import Server, begun_form, served, status_of
from tests.walks.conftest import free_port

pytestmark = [pytest.mark.nightly, pytest.mark.xdist_group("server")]
VARIES = (b"date:", b"x-request-id:")  # from answer to answer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("server"), LOFTET_BODY_SECONDS="2") as running:
        yield running


@pytest.fixture(autouse=True)
def connections(server: Server) -> Iterator[None]:
    yield
    server.close_connections()


def test_a_reader_is_answered_while_forty_forms_are_half_sent(server: Server) -> None:
    slow = [server.send(begun_form()) for _each in range(40)]
    waited = [server.seconds_to_answer() for _each in range(5)]
    assert max(waited) < 2
    assert {status_of(one) for one in slow} == {408}


def test_a_body_that_drips_is_cut_at_the_time_limit(server: Server) -> None:
    connection, began = server.send(begun_form()), time.monotonic()
    connection.settimeout(0.2)
    while time.monotonic() - began < 10:
        connection.sendall(b"a")
        try:
            status = status_of(connection)
        except TimeoutError:
            continue
        break
    assert (status, 1.5 < time.monotonic() - began < 4) == (408, True)


def test_a_body_that_is_too_long_is_refused_before_it_is_sent(server: Server) -> None:
    began = time.monotonic()
    assert status_of(server.send(begun_form(length=1024 * 1024 + 1))) == 413
    assert status_of(server.send(begun_form(length=10**40))) in (400, 413)
    assert time.monotonic() - began < 1.5


def test_a_body_in_chunks_is_refused_before_it_is_sent(server: Server) -> None:
    head = begun_form().partition("Content-Length")[0]
    assert status_of(server.send(head, "Transfer-Encoding: chunked\r\n\r\n5\r\nemail\r\n")) == 411


def test_half_sent_headers_hold_up_nobody(server: Server) -> None:
    slow = [server.send("GET / HTTP/1.1\r\nHost: loc") for _each in range(200)]
    assert max(server.seconds_to_answer() for _each in range(5)) < 2
    assert len(slow) == 200


@pytest.mark.parametrize(("token", "status"), [("a", 405), ("b", 403)])
def test_a_whole_form_is_read_to_its_end(server: Server, token: str, status: int) -> None:
    """A page that takes no form says so when the token at the end of the body is the right one."""
    body = "rest=" + "x" * 400_000 + "&csrfmiddlewaretoken=" + token * 32
    head = begun_form(length=len(body), path="/robots.txt").removesuffix("email=")
    assert status_of(server.send(head, body)) == status


@pytest.mark.parametrize("path", ["/robots.txt", "/static/loftet/icon.svg", "/helse/nett/"])
def test_an_answer_to_head_is_that_to_get_without_its_body(server: Server, path: str) -> None:
    told: dict[str, bytes] = {}
    for method in ("GET", "HEAD", "GET", "HEAD"):  # the first two make the page, the others get the kept one
        connection = server.send(f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = b""
        while part := connection.recv(4096):
            answer += part
        head, _, body = answer.partition(b"\r\n\r\n")
        lines = sorted(line for line in head.split(b"\r\n") if not line.lower().startswith(VARIES))
        assert told.setdefault("", b"\n".join(lines)) == b"\n".join(lines)
        assert bool(body) == (method == "GET")
        assert f"content-length: {len(body)}".encode() in head.lower() or method == "HEAD"


def test_a_proxys_header_is_not_set_by_one_with_an_underscore(server: Server) -> None:
    head = "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nX_Forwarded_Host: evil.example\r\n\r\n"
    assert status_of(server.send(head)) == 200


@pytest.mark.parametrize("path", ["/%FF/", "/%00/", "/%E6", "/robots.txt?q=%FF", "//"])
def test_strange_bytes_in_an_address_are_no_fault_of_the_site(server: Server, path: str) -> None:
    assert status_of(server.send(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")) in (200, 404)


def test_a_worker_that_is_killed_is_started_again(tmp_path: Path) -> None:
    with served(tmp_path, workers=2) as server:
        before = server.workers()
        assert len(before) == 2
        os.kill(before[0], signal.SIGKILL)
        time.sleep(0.3)  # what it has taken ends with it; from now on
        until = time.monotonic() + 30
        while len(set(server.workers()) - set(before)) < 1 and time.monotonic() < until:
            assert server.ask().status == 200  # the other one answers
            time.sleep(0.1)
        assert len(server.workers()) == 2
        os.kill(before[1], signal.SIGKILL)
        time.sleep(0.3)
        server.until_it_answers()


def test_quick_kills_of_a_worker_do_not_end_the_server(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        for _time in range(3):
            (worker,) = server.workers()
            os.kill(worker, signal.SIGKILL)
            until = time.monotonic() + 30
            while server.workers() in ([], [worker]) and time.monotonic() < until:
                time.sleep(0.02)
        server.until_it_answers()
        assert server.process.poll() is None


def test_a_server_whose_workers_do_not_stay_alive_ends(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        until = time.monotonic() + 60
        while server.process.poll() is None and time.monotonic() < until:
            for worker in server.workers():
                os.kill(worker, signal.SIGKILL)
            time.sleep(0.1)
        assert server.process.poll() == 1


def test_a_stop_waits_for_answers_that_are_being_made(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        connection = server.send(begun_form(length=10))
        statuses: list[int] = []
        reader = Thread(target=lambda: statuses.append(status_of(connection)))
        reader.start()
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        connection.sendall(b"abcd")
        reader.join(10)
        assert (statuses, server.process.wait(20)) == ([403], 0)


def test_forty_bodies_that_drip_for_a_minute_hold_up_nobody(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        stop, waited, statuses = time.monotonic() + 60, [0.0], set()
        slow = [server.send(begun_form()) for _each in range(40)]
        while time.monotonic() < stop:
            for at, one in enumerate(slow):
                try:
                    one.sendall(b"a")
                except OSError:
                    statuses.add(status_of(one))
                    slow[at] = server.send(begun_form())
            waited.append(server.seconds_to_answer())
            time.sleep(0.2)
        assert (max(waited) < 2, statuses) == (True, {408})


SLOW = """
import sys, time
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from loftet.site.gateway import BodyLimits, Gateway

def slow(environ, start_response):
    with open(sys.argv[2], "a") as told:
        told.write(environ["PATH_INFO"] + "\\n")
    time.sleep(1)
    start_response("200 OK", [])
    return [b""]

Granian("x", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.ASGINL, http=HTTPModes.http1,
        websockets=False).serve(target_loader=lambda _target: Gateway(slow, threads=1, limits=BodyLimits()))
"""


def test_for_readers_who_have_gone_nothing_is_computed(tmp_path: Path) -> None:
    """granian tells the gateway that they have; what a thread answers already is answered to its end."""
    port, told = free_port(), tmp_path / "told"
    with subprocess.Popen([sys.executable, "-c", SLOW, str(port), str(told)], text=True) as process:
        server = Server(port, process, told)
        try:
            server.until_it_answers()
            first = server.send("GET /first HTTP/1.1\r\nHost: localhost\r\n\r\n")
            time.sleep(0.2)
            for number in range(5):
                server.send(f"GET /gone/{number} HTTP/1.1\r\nHost: localhost\r\n\r\n").close()
            time.sleep(0.2)
            stays = server.send("GET /stays HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert (status_of(first), status_of(stays)) == (200, 200)
        finally:
            server.close_connections()
            process.terminate()
    answered = told.read_text(encoding="utf-8").split()
    assert [one for one in answered if one.startswith("/gone")][1:] == []
    assert answered[-1] == "/stays"
