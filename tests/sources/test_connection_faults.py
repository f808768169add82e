"""A connection that does not come about is told with its reason; what lasts is not tried again."""

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.connection_faults import ConnectionFault
from loftet.sources.web import Call, Caller


@pytest.fixture
def office_proxy(tmp_path: Path) -> Iterator[str]:
    """Return the address of a server whose certificate is its own, as that of a proxy which opens TLS."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes the certificate, is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    files = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*make, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign] # the refusal is what is wanted
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"https://localhost:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def refusal(base: str, http: httpx.Client) -> tuple[str, list[float]]:
    slept: list[float] = []
    with http, pytest.raises(InvalidInput) as refused:
        Caller(base, http=http, sleep=slept.append).send(Call("tables"))
    return refused.value.problems[0].cause, slept


def test_a_certificate_that_is_not_trusted_is_told_once_with_the_cure(office_proxy: str) -> None:
    cause, slept = refusal(office_proxy, httpx.Client(trust_env=False))
    assert cause.startswith("its certificate is not trusted (self")
    assert cause.endswith("SSL_CERT_FILE names the file that holds it")
    assert slept == []


def test_a_certificate_that_is_named_is_trusted(
    office_proxy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    cause, _ = refusal(office_proxy, httpx.Client())
    assert "501" in cause  # the connection came about, and the server answers


def test_a_proxy_that_refuses_is_told_in_its_words(stand_in: Any) -> None:
    cause, slept = refusal("https://office.example/", httpx.Client(proxy=stand_in.url))
    assert cause.startswith("the proxy refuses the connection (501 ")
    assert "HTTPS_PROXY" in cause
    assert slept == []


def test_a_name_that_is_not_found_is_tried_again_and_told_without_numbers() -> None:
    cause, slept = refusal("https://office.invalid/", httpx.Client(trust_env=False))
    assert cause == (
        "the interface does not answer (its name is not found; check the connection to the internet, "
        "or name the proxy in HTTPS_PROXY), in 4 tries"
    )
    assert slept == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(
    ("fault", "lasting"),
    [
        (httpx.ProxyError("407 Proxy Authentication Required"), True),
        (httpx.ProxyError("503 Service Unavailable"), False),
        (httpx.ReadTimeout("slow"), False),
        (httpx.ConnectError("refused"), False),
    ],
)
def test_only_what_stays_the_same_is_not_tried_again(fault: httpx.TransportError, lasting: bool) -> None:
    assert ConnectionFault.of(fault).lasting is lasting


def test_a_connection_that_breaks_off_is_tried_again() -> None:
    broken = httpx.ConnectError("EOF occurred")
    broken.__cause__ = ssl.SSLEOFError(8, "EOF occurred in violation of protocol")
    assert not ConnectionFault.of(broken).lasting
    broken.__cause__ = ssl.SSLError(1, "wrong version number")
    assert ConnectionFault.of(broken).lasting
