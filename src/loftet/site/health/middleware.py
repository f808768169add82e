"""The answer of `/helse/` to machines, before anything else: no session, no host name, no page.

The world reads names and states; the sentences are for those who run the site (`loftet check`). What was
found is kept for a second, so that many who ask cost no more than one.
"""

import threading
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from loftet.background.health import HealthResult, run_checks, state_of
from loftet.core.kinds import HealthState

# By address, the checks that are asked for: all, or whether pages can be answered at all.
ADDRESSES = {"/helse/": None, "/helse/nett/": frozenset({"database", "migrations"})}
KEPT_FOR = 1.0  # seconds
PATIENCE = 3.0  # seconds for another who is just checking
TEXT, JSON = "text/plain", "application/json"


class HealthMiddleware:
    """Answer 200 where nothing has failed, else 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, tuple[HealthResult, ...]]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or pass the request on."""
        if request.path_info not in ADDRESSES:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(("GET", "HEAD"))
        return _answer(request, self._results(request.path_info))

    def _results(self, address: str) -> tuple[HealthResult, ...]:
        if not self._lock.acquire(timeout=PATIENCE):
            return (HealthResult("database", HealthState.FAIL, "others wait for an answer already"),)
        try:
            known = self._known.get(address)
            if known is None or time.monotonic() - known[0] > KEPT_FOR:
                results = run_checks(timezone.now(), ADDRESSES[address])
                known = self._known[address] = time.monotonic(), results
            return known[1]
        finally:
            self._lock.release()


def _answer(request: HttpRequest, results: tuple[HealthResult, ...]) -> HttpResponse:
    state = state_of(results)
    status = 503 if state is HealthState.FAIL else 200
    if request.get_preferred_type([TEXT, JSON]) == JSON:
        told = {"state": state, "checks": {one.name: one.state for one in results}}
        response: HttpResponse = JsonResponse(told, status=status)
    else:
        lines = [str(state), "", *(f"{one.state} {one.name}" for one in results)]
        response = HttpResponse("\n".join(lines) + "\n", content_type=f"{TEXT}; charset=utf-8", status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["Vary"] = "Accept"
    return response
