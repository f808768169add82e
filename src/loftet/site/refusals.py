"""Answers where a rule refuses, a text has a character that none has, or the database is busy."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from loftet.core.actions import Gone
from loftet.core.database_faults import is_unavailable
from loftet.core.refusals import answering, log_refusal
from loftet.core.verdicts import NotAllowed

log = logging.getLogger(__name__)


class RefusalMiddleware:
    """Answer 403 with the reason where an action or a page was denied, and 404 where its record has gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, so that what is refused is logged as its refusal."""
        with answering(request):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Log a refusal and show its reason; other exceptions are not ours."""
        if isinstance(exception, Gone):
            return render(request, "site/pages/not_found.html", {"reason": str(exception)}, status=404)
        if not isinstance(exception, NotAllowed):
            return None
        log_refusal(exception.denied)
        return render(request, "site/pages/not_allowed.html", {"reason": exception.denied.reason}, status=403)


class NulMiddleware:
    """Turn away the character that ends a text in many programs, and that no database of ours keeps.

    Nobody can type it, and a page that looks for it finds nothing: so it is refused here, once for all pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        """Look at what is asked for and what is sent, when it is known where it goes."""
        if any("\0" in word for words in request.GET.lists() for word in (words[0], *words[1])):
            raise Http404
        if any("\0" in word for words in request.POST.lists() for word in (words[0], *words[1])):
            raise SuspiciousOperation("a form with a NUL")
        return None


class SessionMiddleware(DjangoSessionMiddleware):
    """Answer though a session could not be saved: when it was last seen, and what was to be said next."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session if that can be done; one that has just begun must be saved."""
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as error:  # Django makes the latter of the former
            same = request.COOKIES.get(settings.SESSION_COOKIE_NAME) == request.session.session_key
            if not (same and is_unavailable(error)):
                raise
            log.warning("a session was not saved: %s", type(error).__name__)
            request.session.modified = False
            return super().process_response(request, response)
