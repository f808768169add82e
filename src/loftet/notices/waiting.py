"""The things that wait for the person of a request: read once for a page, and counted for the menu.

The number of the menu is kept for a minute, and counted again at once when the person has sent something, or
sees «Mitt arbeid»: what others do is seen within the minute, and most pages ask nothing.
"""

from collections.abc import Callable, Sequence

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from loftet.core.actor import AnyActor
from loftet.core.registry import Task
from loftet.notices.tasks import asked, tasks_for

KEPT_FOR = 60  # seconds
READS = ("GET", "HEAD", "OPTIONS")
SHOW_IT = ("front", "my_page", "inbox")  # pages that read all that waits: their menu says the same


def tasks_of(request: HttpRequest) -> Sequence[Task]:
    """Return all that waits for the person of a request, read once; the number of the menu is that of it."""
    found: Sequence[Task] | None = getattr(request, "tasks", None)
    if found is None:
        actor: AnyActor = request.actor  # type: ignore[attr-defined]
        found = tasks_for(actor)
        request.tasks = found  # type: ignore[attr-defined]
        cache.set(_kept_as(request, actor), len(asked(found)), KEPT_FOR)
    return found


def count_waiting(request: HttpRequest) -> int:
    """Count what waits for the signed-in person, at most once a minute; 0 for others."""
    actor: AnyActor | None = getattr(request, "actor", None)
    if actor is None or actor.user is None:
        return 0
    shows_it = request.resolver_match is not None and request.resolver_match.url_name in SHOW_IT
    kept = None if shows_it else cache.get(_kept_as(request, actor))
    return len(asked(tasks_of(request))) if kept is None else int(kept)


def count_again(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Build the middleware that forgets the number of a person who has sent something."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        actor: AnyActor | None = getattr(request, "actor", None)
        if request.method not in READS and actor is not None and actor.user is not None:
            cache.delete(_kept_as(request, actor))
        return response

    return middleware


def _kept_as(request: HttpRequest, actor: AnyActor) -> str:
    """Return the name of the kept number: of a person in a session, on a day."""
    session = salted_hmac("waiting", request.session.session_key or "", algorithm="sha256").hexdigest()
    return f"waiting:{actor.person.pk}:{session}:{actor.today}"
