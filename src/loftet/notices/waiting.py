"""«Dette venter på deg»: what an app knows to wait for somebody; it is computed, never stored.

What is stored could be forgotten to be taken away when it has been done.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from loftet.common.words import Words
from loftet.people.acting import Acting


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what is to be done, where, by which day, for whom, and why by you."""

    what: Words
    address: str
    organisation: str
    reason: Words
    due: date | None = None


Asks = Callable[[Acting, date], Iterable[Waiting]]
_ASKED: list[Asks] = []


def ask(asks: Asks) -> None:
    """Say that an app knows of things that wait; it is asked for each page, so it asks few questions."""
    if asks not in _ASKED:
        _ASKED.append(asks)


def waiting_for(acting: Acting, today: date) -> list[Waiting]:
    """Give what waits for somebody: what is due first, then what has no day."""
    found = [one for asks in _ASKED for one in asks(acting, today)]
    return sorted(found, key=lambda one: (one.due is None, one.due or today, one.organisation))
