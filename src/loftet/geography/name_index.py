"""An index of the places that a name may mean."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from loftet.geography.names import WrittenName, key, read_name
from loftet.geography.place import Place

Counties = Callable[[Place], Iterable[Place]]


class NameIndex:
    """All names of all places, compared without regard to case and to how accents are typed."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._names = {place.slug: _names(place) for place in places}

    def find(self, name: str, inside: Sequence[Place], on: date, counties: Counties) -> list[Place]:
        """Return the places among some that bear a name, as far as its notes allow on a day."""
        written = read_name(name)
        if not all(period.holds(on) for period in written.periods):
            return []
        return [
            place for place in self._bearing(key(name), written, inside) if _allowed(place, written, counties)
        ]

    def _bearing(self, whole: str, written: WrittenName, inside: Sequence[Place]) -> list[Place]:
        """Find the name as a whole first, since the name of one municipality may look like two names."""
        exact = [place for place in inside if whole in self._names[place.slug]]
        if exact:
            return exact
        return [place for place in inside if self._names[place.slug] & set(written.parts)]

    def hint(self, name: str, inside: Sequence[Place]) -> str:
        """Return why a name is not found: its note does not fit, or it is spelt like others."""
        written = read_name(name)
        if bearing := self._bearing(key(name), written, inside):
            return f"; the note in brackets does not fit «{bearing[0].name}»"
        shown = {one: place.name for place in inside for one in self._names[place.slug]}
        near = get_close_matches(written.parts[0] if written.parts else "", list(shown), n=3, cutoff=0.7)
        found = dict.fromkeys(f"«{shown[one]}»" for one in near)
        return f"; did you mean {' or '.join(found)}?" if found else ""


def _names(place: Place) -> frozenset[str]:
    plain = {part for name in (place.name, *place.other_names) for part in read_name(name).parts}
    return frozenset(plain | {key(name) for name in (place.name, *place.other_names)})


def _allowed(place: Place, written: WrittenName, counties: Counties) -> bool:
    """Check whether the notes in brackets fit: a kind, and counties in which the place lies or has lain."""
    if written.kind is not None and place.kind is not written.kind:
        return False
    lain_in = {name for county in counties(place) for name in _names(county)}
    return all(note in lain_in for note in written.counties)
