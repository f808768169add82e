"""The web server: granian, whose workers answer through `loftet.site.gateway`."""

import errno
import os
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from importlib import import_module
from typing import Any, cast

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from loftet.site.wsgi_bridge import Wsgi

THREADS, WORKERS = 16, 1
THREADS_SETTING = "LOFTET_THREADS"
HEADER_SECONDS = 10
LONGEST_HEADERS = 64 * 1024
# A stop waits so long for answers that are being made.
STOP_SECONDS = 20
# A server that has just ended may hold the port for a moment; one that runs keeps it.
PORT_SECONDS, PORT_AGAIN = 3.0, 0.2
# Connections that wait to be taken, and that one worker holds at once: slow ones cost it little.
BACKLOG, CONNECTIONS = 1024, 4096
# Workers that die are started again; the server ends when more have died within so many seconds.
DEATHS, DEATHS_WITHIN = 5, 60.0


def run(host: str, port: int, threads: int = THREADS, workers: int = WORKERS) -> None:
    """Serve the site until the process is told to end; a worker that dies is started again."""
    demand_free_port(host, port)
    os.environ[THREADS_SETTING] = str(threads)  # read by the workers
    server = Granian(
        "loftet.site.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=LONGEST_HEADERS
        ),
        websockets=False,
        backlog=BACKLOG,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    server.respawned_wrks = Respawned()
    server.serve(target_loader=load_in_worker)


class Respawned(dict[int, float]):
    """The times at which workers were started again: now where too many have died of late, else long ago.

    granian asks when a worker has died, and ends the server when that was started seconds ago: for two quick
    kills, or two pages that take too much memory, no site should be gone. A reload is no death, and granian
    asks nothing then.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._deaths = deque[float](maxlen=DEATHS + 1)

    def get(self, worker: int, default: float = 0) -> float:  # type: ignore[override]
        """Return now where the worker that has died is one too many, else the default."""
        now = self._clock()
        self._deaths.append(now)
        too_many = len(self._deaths) > DEATHS and now - self._deaths[0] < DEATHS_WITHIN
        return now if too_many else default


def demand_free_port(host: str, port: int, patience: float = PORT_SECONDS) -> None:
    """Check that no other server listens on the port.

    granian's workers share a port, so the system would also let two servers have it, and give each some of
    the readers.

    Raises:
        OSError: when another still has it after some seconds.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    until = time.monotonic() + patience
    while True:
        try:
            socket.create_server((host, port), family=family).close()
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE or time.monotonic() >= until:
                raise
            time.sleep(PORT_AGAIN)
        else:
            return


def load_in_worker(target: str) -> Any:
    """Load the application in a worker, which can be stopped meanwhile and does not outlive the server.

    granian sets the signals of a worker only once the application is loaded; until then a worker would
    have those of the server, and never be told to stop.
    """
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, signal.SIG_DFL)
    threading.Thread(target=stop_without, args=(os.getppid(),), name="server-watch", daemon=True).start()
    module, _, name = target.partition(":")
    application = getattr(import_module(module), name)
    from loftet.site.warming import start_warming  # only a worker loads the pages
    from loftet.site.wsgi import application as django

    start_warming(cast(Wsgi, django))
    return application


def stop_without(server: int) -> None:
    """Stop this worker when the server that started it has gone: else it would keep the port."""
    while os.getppid() == server:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
