"""Events on an indicator's chart that later packages tell of, such as the start of a project."""

from collections.abc import Callable, Iterator

from loftet.charts.line import Event

Tells = Callable[[str, str], Iterator[Event]]
_TELLS: list[Tells] = []


def register_events(tells: Tells) -> None:
    """Register a function that yields the events of an indicator (its key) in a place (its slug)."""
    if tells not in _TELLS:
        _TELLS.append(tells)


def events_of(indicator: str, place: str) -> tuple[Event, ...]:
    """Return the events of an indicator in a place, the first year first."""
    found = {event for tells in _TELLS for event in tells(indicator, place)}
    return tuple(sorted(found, key=lambda one: (one.year, one.label)))
