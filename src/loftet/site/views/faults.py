"""Pages for something that is not there, not understood, or has failed.

The pages of faults on our side and of what cannot be understood ask for nothing: no context of a page, no
session, no database. Any of these may be what is wrong.
"""

import sys
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation

from loftet.core.database_faults import is_unavailable
from loftet.core.request_ids import current_request_id
from loftet.core.words import page_language
from loftet.site.language import preferred
from loftet.site.sent_forms import sent_form

DJANGOS_WORDS = "matches the given query."
STYLES = (
    "theme/loftet.css",
    "designsystemet/index.css",
    "loftet/tokens.css",
    "loftet/layout.css",
    "loftet/site.css",
)
RETRY_AFTER = 5  # seconds


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show that there is no such page, and where to look."""
    said = exception.args[0] if exception.args else ""
    # Where no address fits, Django gives its own record; where no row does, words that name the table.
    ours = isinstance(said, str) and not said.endswith(DJANGOS_WORDS)
    reason = said if ours else ""
    # Nobody cites a page that is not here; the search is on the page, and not in its head too.
    context = {"reason": reason, "is_cited": False, "permanent_address": "", "searching": True}
    return render(request, "site/pages/not_found.html", context, status=404)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show that the request could not be understood; what is wrong with it is not repeated."""
    return _alone(request, "site/pages/not_understood.html", {}, 400)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show that a form did not come from a page of ours, and how to send it once more.

    What was sent is shown only where the browser says that it came from this site: from elsewhere, somebody
    else could have written it.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    context = {"sent": sent_form(request) if is_ours else None}
    return render(request, "site/pages/form_refused.html", context, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Show that something failed, and what was sent: it was not saved, but it is not lost.

    A database that is locked, full, read-only or gone gives 503: it helps to try again.
    """
    is_busy = is_unavailable(sys.exc_info()[1])
    if (session := getattr(request, "session", None)) is not None:
        session.modified = False  # to save it would wait once more for the same database
    context = {"is_busy": is_busy, "sent": sent_form(request), "was_sent": request.method == "POST"}
    response = _alone(request, "site/pages/failed.html", context, 503 if is_busy else 500)
    if is_busy:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _alone(request: HttpRequest, template: str, context: Mapping[str, object], status: int) -> HttpResponse:
    """Render a page that stands alone, in the language of the reader as far as it is known."""
    active = page_language()
    with translation.override(preferred(request) or active):
        around = {
            "LANGUAGE_CODE": translation.get_language(),
            "styles": _styles(),
            "request_id": current_request_id(),
        }
        response = HttpResponse(render_to_string(template, {**context, **around}), status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _styles() -> list[str]:
    """Return the addresses of the style sheets; a page without them is better than none."""
    try:
        return [static(name) for name in STYLES]
    except ValueError:  # the static files have not been collected
        return []
