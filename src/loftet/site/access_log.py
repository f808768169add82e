"""One line in the log for each request, by which it can be found again and nobody be recognised.

A line holds time, id of the request, method, path, status, bytes, milliseconds and route. It holds no query,
no address of a client, no name, and of a path no word that opens something.
"""

import logging
import re
import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from loftet.core.request_ids import new_request_id, request_id_set

HEADER = "X-Request-ID"
MASK = "…"
LONGEST_PATH = 200
NOTHING = "-"
# Signed words hold a colon, addresses an @; numbers and random words of this length identify somebody.
SECRET = re.compile(r"[:@%]|\d{7}|^(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9_-]{16,}$")
ROUTE = "loftet_route"
UNLOGGED = "loftet.unlogged"  # in the environment of a request that nobody has sent; no header has this name

log = logging.getLogger("loftet.access")


class AccessLogMiddleware:
    """Return each request an id, and write its line; stands outside of everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and write the line; the header lets a reader quote the id."""
        began = time.perf_counter()
        with request_id_set(request_id_for(request.META.get("HTTP_X_REQUEST_ID", ""))) as request_id:
            vars(request)["request_id"] = request_id
            response = self.get_response(request)
            response.headers[HEADER] = request_id
            if settings.ACCESS_LOG and UNLOGGED not in request.META:
                write_line(
                    request.method or "",
                    request.path,
                    status=response.status_code,
                    size=size_of(response),
                    milliseconds=1000 * (time.perf_counter() - began),
                    route=route_of(request),
                )
        return response


def request_id_for(proposed: str) -> str:
    """Return the id of a new request; one that is proposed counts only where a proxy has set it."""
    return new_request_id(proposed if settings.BEHIND_PROXY else "")


def report_refusal(method: str, path: str, status: HTTPStatus, proposed: str) -> str:
    """Write the line of a request that never reached Django, and return its id."""
    with request_id_set(request_id_for(proposed)) as request_id:
        if settings.ACCESS_LOG:
            write_line(method, path, status=status.value, size=NOTHING, milliseconds=0, route="refused")
    return request_id


def report_known(path: str, status: int, size: int, route: str, proposed: str) -> str:
    """Write the line of a request that is answered without Django, as Django's would be; return its id."""
    with request_id_set(request_id_for(proposed)) as request_id:
        if settings.ACCESS_LOG:
            write_line("GET", path, status=status, size=str(size), milliseconds=0, route=route)
    return request_id


def write_line(method: str, path: str, *, status: int, size: str, milliseconds: float, route: str) -> None:
    """Write the line of a request."""
    log.info("%s %s %d %s %.0f %s", method[:10], masked(path), status, size, milliseconds, route)


def size_of(response: HttpResponseBase) -> str:
    """Return the bytes of an answer, or «-» where they are not known before they are sent."""
    if isinstance(response, HttpResponse):
        return str(len(response.content))
    return response.headers.get("Content-Length", NOTHING)


def route_of(request: HttpRequest) -> str:
    """Return the name of the address, also of a page that came from the cache."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name or NOTHING
    return str(vars(request).get(ROUTE, NOTHING))


def masked(path: str) -> str:
    """Return a path without anything that looks like a signed word, address, long number or random word.

    >>> masked("/varsler/avmelding/7:sV3x_q/"), masked("/saker/12/"), masked("/x/ola@example.no/")
    ('/varsler/avmelding/…/', '/saker/12/', '/x/…/')
    """
    parts = (MASK if SECRET.search(part) else part for part in path[:LONGEST_PATH].split("/"))
    return "".join(sign if sign.isprintable() and sign != " " else MASK for sign in "/".join(parts))


class MaskedPathFilter(logging.Filter):
    """Mask the paths in Django's own lines about requests, which it writes with each refusal."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask what begins as a path does, and let the record pass."""
        if record.name.startswith("django.") and isinstance(record.args, tuple):
            record.args = tuple(
                masked(one) if isinstance(one, str) and one.startswith("/") else one for one in record.args
            )
        return True
