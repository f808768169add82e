"""Events on an indicator's chart that later packages tell of, such as the start of a project."""

from collections.abc import Callable, Iterator
from itertools import chain

from loftet.charts.line import Event
from loftet.core.hooks import Hook
from loftet.core.registry import call_all

Tells = Callable[[str, str], Iterator[Event]]
# The events of an indicator (its key) in a place (its slug).
INDICATOR_EVENTS: Hook[Tells] = Hook("the events on the chart of an indicator")


def events_of(indicator: str, place: str) -> tuple[Event, ...]:
    """Return the events of an indicator in a place, the first year first."""
    told = call_all(INDICATOR_EVENTS, indicator, place)
    found = set(chain.from_iterable(told))
    return tuple(sorted(found, key=lambda one: (one.year, one.label)))
