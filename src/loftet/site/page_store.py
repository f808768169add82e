"""The store of cached pages: compressed, within a limit of bytes, in each process."""

import gzip
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.http import HttpResponse

# What a page takes beside its body: headers, key, and the records that hold them.
OVERHEAD = 2048
SAID_ANEW = frozenset({"content-encoding", "content-length"})


@dataclass(frozen=True, slots=True, weakref_slot=True)
class KeptPage:
    """A whole answer, its body compressed, and the name of the address that it answers."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    route: str

    @property
    def size(self) -> int:
        """Return the bytes that the page takes."""
        return len(self.body) + OVERHEAD

    def response(self, *, compressed: bool) -> HttpResponse:
        """Build the answer, compressed or not."""
        body = self.body if compressed else gzip.decompress(self.body)
        response = HttpResponse(body, headers=dict(self.headers))
        response.headers["Content-Length"] = str(len(body))
        if compressed:
            response.headers["Content-Encoding"] = "gzip"
        return response


def kept_from(response: HttpResponse, route: str) -> KeptPage:
    """Build what is kept of an answer, which may be compressed already."""
    is_compressed = response.headers.get("Content-Encoding") == "gzip"
    body = response.content if is_compressed else gzip.compress(response.content, 6, mtime=0)
    headers = ((name, value) for name, value in response.items() if name.lower() not in SAID_ANEW)
    return KeptPage(tuple(headers), body, route)


class PageStore:
    """Pages by a key, until they are too old or others need the space; safe to share between threads."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, tuple[float, KeptPage]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str, seconds: float) -> KeptPage | None:
        """Return a page that is not older than so many seconds."""
        with self._lock:
            made, page = self._pages.get(key, (0.0, None))
            if page is None:
                return None
            if time.monotonic() - made >= seconds:
                self._remove(key)
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: KeptPage, most: int) -> None:
        """Store a page; those not read for the longest time are removed until all fit into the limit."""
        with self._lock:
            if key in self._pages:
                self._remove(key)
            self._pages[key] = (time.monotonic(), page)
            self._bytes += page.size
            while self._bytes > most:
                self._remove(next(iter(self._pages)))

    def clear(self) -> None:
        """Remove all pages."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    @property
    def size(self) -> int:
        """Return the bytes that all pages take."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._pages)

    def _remove(self, key: str) -> None:
        _made, page = self._pages.pop(key)
        self._bytes -= page.size
