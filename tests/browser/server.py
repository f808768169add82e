"""The server of the tests in the browser: no request outlives a test, and a style sheet is fetched once."""

import socket
import threading
from contextlib import suppress
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.http import FileResponse, HttpRequest, HttpResponse

SECONDS_TO_END = 120  # stops what hangs, judges nothing


class WaitingServer(ThreadedWSGIServer):
    """A server that waits for its requests before it is closed.

    Django's leaves the threads of connections that a browser keeps open. One that ends after the server
    closes the connection to the database that it shared with the test, which is not allowed any more: the
    exception in its thread fails whatever test runs then.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._open: set[socket.socket] = set()
        self._ended = threading.Condition()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Note a connection before its thread begins."""
        with self._ended:
            self._open.add(request)
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer the requests of a connection, and note that its thread is about to end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._ended:
                self._open.discard(request)
                self._ended.notify_all()

    def end_requests(self) -> bool:
        """Let each connection answer what it has been asked, and end; return whether all did."""
        with self._ended:
            for one in self._open:
                with suppress(OSError):  # it is closed already
                    one.shutdown(socket.SHUT_RD)
            return self._ended.wait_for(lambda: not self._open, SECONDS_TO_END)

    def server_close(self) -> None:
        """Take no more connections, and wait for those that are open."""
        super().server_close()
        self.end_requests()


class KeptStaticFiles(StaticFilesHandler):
    """Static files that a browser keeps: none changes while tests run."""

    def serve(self, request: HttpRequest) -> HttpResponse | FileResponse:
        """Return a file that is fresh for a day."""
        response = super().serve(request)
        response["Cache-Control"] = "max-age=86400"
        return response
