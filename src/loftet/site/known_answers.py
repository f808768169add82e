"""Kept pages answered in the event loop, before a thread is taken.

When Django has answered from a kept page (`loftet.site.page_cache`), the gateway remembers the answer by all
of the request that such an answer may depend on. The same request gets the same bytes while the page is kept
and no other edition is published; only the id of the request is its own. Every other request goes to Django:
one of who is signed in, one with a header that is not named here, one for a page that is not packed.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from django.conf import settings
from django.http.cookie import parse_cookie

from loftet.site.access_log import HEADER, report_known
from loftet.site.wsgi_bridge import Environ, GatewayAnswer, Headers, Scope, header

# What an answer to everybody depends on, and what it does not. The same request has no other header.
DECIDING = (b"host", b"x-forwarded-proto", b"accept-language", b"accept-encoding", b"if-none-match")
COOKIE, PROPOSED = b"cookie", b"x-request-id"
UNREAD = frozenset(
    {b"accept", b"cache-control", b"connection", b"dnt", b"from", b"pragma", b"priority", b"referer", b"te"}
    | {b"save-data", b"sec-ch-ua", b"sec-ch-ua-mobile", b"sec-ch-ua-platform", b"sec-gpc", b"sec-purpose"}
    | {b"sec-fetch-dest", b"sec-fetch-mode", b"sec-fetch-site", b"sec-fetch-user", b"user-agent"}
    | {b"sec-fetch-storage-access", b"upgrade-insecure-requests", b"x-forwarded-for"}
)
KNOWN = UNREAD | {*DECIDING, COOKIE, PROPOSED}
MOST = 2_000  # answers that are remembered
LONGEST = 1_024  # bytes of an address, and of each header that decides
# A kept page is looked at by Django again after so long: it reads whether the edition is whole.
SECONDS = 5.0
SERVED = "loftet.served"  # in the environment of a request that was answered from a kept page

Key: TypeAlias = tuple[object, ...]


class Served(Protocol):
    """The kept page that a request was answered from, and how the log names the request."""

    path: str
    route: str

    def body(self) -> bytes | None:
        """Return the packed page while it would be answered from again, None afterwards."""


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """An answer without body and id of its request, the page that it is from, and when Django gave it.

    The body is the page's, so that a page that is kept no longer takes no room here.
    """

    status: int
    headers: Headers
    served: Served
    given: float


class KnownAnswers:
    """Answers that are given again without Django; used by the event loop alone."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._known: OrderedDict[Key, KnownAnswer] = OrderedDict()
        self._clock = clock

    def answer_to(self, scope: Scope) -> GatewayAnswer | None:
        """Return the answer to a request and write its line in the log; None where Django is to answer."""
        key = key_of(scope)
        if key is None or (known := self._known.get(key)) is None:
            return None
        served = known.served
        if self._clock() - known.given >= SECONDS or (page := served.body()) is None:
            del self._known[key]
            return None
        self._known.move_to_end(key)
        body = page if known.status == 200 else b""
        request_id = report_known(served.path, known.status, len(body), served.route, header(scope, PROPOSED))
        return GatewayAnswer(known.status, [*known.headers, (_ID, request_id.encode())], body)

    def remember(self, scope: Scope, environ: Environ, answer: GatewayAnswer) -> None:
        """Add an answer that Django gave from a kept page, and that takes no more room than the page."""
        served = environ.get(SERVED)
        key = key_of(scope) if served is not None else None
        if served is None or key is None or not is_light(scope, answer):
            return
        if answer.status == 200 and answer.body != served.body():
            return
        headers = [one for one in answer.headers if one[0] != _ID]
        self._known[key] = KnownAnswer(answer.status, headers, served, self._clock())
        self._known.move_to_end(key)
        if len(self._known) > MOST:
            self._known.popitem(last=False)

    def clear(self) -> None:
        """Remove all answers."""
        self._known.clear()

    def __len__(self) -> int:
        return len(self._known)


_ID = HEADER.lower().encode()


def key_of(scope: Scope) -> Key | None:
    """Return all of a request that an answer to everybody may depend on; None where Django is to answer."""
    sent = dict(scope["headers"])
    if scope["method"] != "GET" or len(sent) != len(scope["headers"]) or not sent.keys() <= KNOWN:
        return None
    if b"\\" in sent.get(COOKIE, b""):  # Python unquotes 60 KB of them for seconds; all readers would wait
        return None
    cookies = parse_cookie(sent[COOKIE].decode("utf-8", "replace")) if COOKIE in sent else {}
    if settings.SESSION_COOKIE_NAME in cookies:
        return None
    language = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    decides = (
        language,
        scope["raw_path"],
        scope["query_string"],
        *(sent.get(name, b"") for name in DECIDING),
    )
    if max(map(len, decides)) > LONGEST:
        return None
    return scope["scheme"], *decides


def is_light(scope: Scope, answer: GatewayAnswer) -> bool:
    """Check whether an answer is packed as the page is kept, or says that the reader has the page already.

    A tag that the reader has of another page is nothing that many ask with.
    """
    if any(name == b"if-none-match" for name, _value in scope["headers"]):
        return answer.status == 304
    return answer.status == 200 and (b"content-encoding", b"gzip") in answer.headers
