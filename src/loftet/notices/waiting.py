"""«Dette venter på deg»: what an app knows to wait for somebody; it is computed, never stored.

What is stored could be forgotten to be taken away when it has been done.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils import timezone

from loftet.core import registry
from loftet.core.actor import Actor
from loftet.core.registry import Task
from loftet.people.acting import Acting

Waiting = Task
Asks = Callable[[Acting, date], Iterable[Waiting]]
_ASKED: list[Asks] = []


def ask(asks: Asks) -> None:
    """Say that an app knows of things that wait; it is asked for each page, so it asks few questions."""
    if asks not in _ASKED:
        _ASKED.append(asks)


def waiting_for(acting: Acting, today: date) -> list[Waiting]:
    """Return what waits for somebody: what is due first, then what has no day."""
    found = [one for asks in _ASKED for one in asks(acting, today)]
    found += registry.tasks_for(Actor(None, timezone.now(), today, acting))
    return sorted(found, key=lambda one: (one.due is None, one.due or today, one.organisation))
