"""Who acts: a user with the roles that are active today."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from loftet.core.actor import Actor as CoreActor
from loftet.people.access import acting_of
from loftet.people.acting import Acting
from loftet.people.models import User
from loftet.people.queries import acting

Actor: TypeAlias = CoreActor[User, Acting]


def actor_at(user: User, now: datetime, today: date) -> Actor:
    """Build who acts outside of a request: in a command, in the demo, in a test. One query."""
    return CoreActor(user, now, today, acting(user, today))


class ActorMiddleware:
    """Set `request.actor`: who acts, with roles that are read once, when they are first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let pages and actions ask who acts."""
        request.actor = SimpleLazyObject(lambda: _actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor_of(request: HttpRequest) -> Actor:
    user = request.user if isinstance(request.user, User) else None
    return CoreActor(user, timezone.now(), timezone.localdate(), acting_of(request))
