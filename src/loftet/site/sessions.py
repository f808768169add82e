"""Sessions that do not stop a page when the database cannot be written to."""

import logging

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from loftet.core.database_faults import is_unavailable

log = logging.getLogger(__name__)


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
