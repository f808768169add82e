"""The actor: a user with the roles that are active today."""

from collections.abc import Callable
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from loftet.core.actor import Actor as CoreActor
from loftet.people.access import permissions_of
from loftet.people.models import User
from loftet.people.permissions import NOBODY, permissions_at
from loftet.people.permissions import Actor as Actor


def actor_at(user: User, now: datetime, today: date) -> Actor:
    """Build who acts outside of a request: in a command, in the demo, in a test. One query."""
    return CoreActor(user, now, today, permissions_at(user, today))


def nobody(today: date | None = None) -> Actor:
    """Build somebody who is not signed in, at this moment, or at this time on another day."""
    now = timezone.localtime()
    if today is not None:
        now = now.replace(year=today.year, month=today.month, day=today.day)
    return CoreActor(None, now, now.date(), NOBODY)


class ActorMiddleware:
    """Set `request.actor`: who acts, with roles that are read once, when they are first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the actor, and answer."""
        request.actor = SimpleLazyObject(lambda: _actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor_of(request: HttpRequest) -> Actor:
    user = request.user if isinstance(request.user, User) else None
    return CoreActor(user, timezone.now(), timezone.localdate(), permissions_of(request))
