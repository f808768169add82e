"""An office to ask, and a polite caller of it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from loftet.sources.pxweb import PxWebClient
from loftet.sources.raw_copies import RawCache
from tests.sources.pxweb_server import Office, open_office


@contextmanager
def opened(office: Office) -> Iterator[str]:
    """Keep an office open, and give its address."""
    server = open_office(office)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    with opened(office) as base:
        yield base


@pytest.fixture
def client(address: str) -> Iterator[PxWebClient]:
    caller = PxWebClient(address)
    yield caller
    caller.close()


@pytest.fixture
def cache(tmp_path: Path) -> RawCache:
    return RawCache(tmp_path, "pxweb")
