"""One line in the log for each refusal: which rule, which user by number, method and route.

Never an address, a title, a code or the reason: a reason may name somebody.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest

from loftet.core.verdicts import Denied

logger = logging.getLogger(__name__)
_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """Log refusals in this context as refusals of a request."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def log_refusal(denied: Denied) -> None:
    """Log that a rule denied what the current request asked for."""
    request = _request.get()
    match = request.resolver_match if request is not None else None
    user = getattr(request, "user", None)
    logger.info(
        "refused: rule=%s user=%s method=%s route=%s",
        denied.rule,
        getattr(user, "pk", None) or "-",
        request.method if request is not None else "-",
        (match.view_name if match is not None else "") or "-",
    )
