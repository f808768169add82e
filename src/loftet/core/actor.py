"""The actor of a request, with the time and permissions: read once per request and passed down.

Who acts is set as `request.actor` by a middleware of `people`, which knows users and roles.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

U = TypeVar("U")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Actor(Generic[U, P]):
    """A person at a moment; `user` is None where nobody is signed in or the site itself acts.

    `permissions` holds the active roles. `loftet.people.actor` names the concrete type and reads them.
    """

    user: U | None
    now: datetime
    today: date
    permissions: P

    @property
    def person(self) -> U:
        """Return the signed-in user; to be asked where a rule has already demanded one.

        Raises:
            ValueError: when nobody is signed in.
        """
        if self.user is None:
            raise ValueError("nobody is signed in")
        return self.user


AnyActor = Actor[Any, Any]


def actor_of(request: HttpRequest) -> AnyActor:
    """Return the actor of a request; roles are read from the database once, on first use."""
    actor: AnyActor = request.actor  # type: ignore[attr-defined]
    return actor
