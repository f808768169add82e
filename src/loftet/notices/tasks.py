"""«Dette venter på deg»: what an app knows to wait for somebody; it is computed, never stored.

What is stored could be forgotten to be taken away when it has been done.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils import timezone

from loftet.core import registry
from loftet.core.actor import Actor
from loftet.core.registry import Task
from loftet.people.permissions import Permissions

Asks = Callable[[Permissions, date], Iterable[Task]]
_ASKED: list[Asks] = []


def register_tasks(asks: Asks) -> None:
    """Say that an app knows of things that wait; it is asked for each page, so it asks few questions."""
    if asks not in _ASKED:
        _ASKED.append(asks)


def tasks_for(permissions: Permissions, today: date) -> list[Task]:
    """Return what waits for somebody: what is due first, then what has no day."""
    found = [one for asks in _ASKED for one in asks(permissions, today)]
    found += registry.tasks_for(Actor(None, timezone.now(), today, permissions))
    return sorted(found, key=lambda one: (one.due is None, one.due or today, one.organisation))
