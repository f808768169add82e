"""The server of the tests in the browser."""

import threading
from http.client import HTTPConnection
from typing import Any

import pytest
from django.test.testcases import QuietWSGIRequestHandler

from tests.browser.server import WaitingServer


def hello(_environ: Any, start_response: Any) -> list[bytes]:
    """Answer as a site does, so that the connection is kept open."""
    start_response("200 OK", [("Content-Length", "5")])
    return [b"hello"]


def test_a_connection_that_a_browser_keeps_open_ends_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    server = WaitingServer(("localhost", 0), QuietWSGIRequestHandler)
    monkeypatch.setattr(server, "_close_connections", lambda: closed.append("the database"))
    server.set_app(hello)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    browser = HTTPConnection("localhost", server.server_port)
    browser.request("GET", "/")
    assert (browser.getresponse().read(), closed) == (b"hello", [])
    server.shutdown()
    server.server_close()
    assert closed == ["the database"]
    thread.join()
    browser.close()
