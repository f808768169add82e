"""The codes that official tables print, and when each was valid, back to before the reforms of 2018 and 2020.

From 2020 on it is what the catalogue knows; before, the real changes in `klass_changes.csv` (KLASS of
Statistics Norway, CC BY 4.0). They are a part: of other places nothing is told before 2020.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind, Place
from loftet.text_files.rows import read_whole

COLUMNS = ("kind", "old_code", "old_name", "new_code", "new_name", "date")
ALWAYS = date(2000, 1, 1)
# In these counties codes were the same before 2020, but for those that were made that year.
UNCHANGED = ("03", "11", "15", "18")
MADE_IN_2020 = frozenset({"1506", "1507", "1577", "1578", "1579", "1806", "1875"})
PEOPLE = 5_000  # in a municipality of which the catalogue knows no number
LARGE = 500_000  # in a county or the country


@dataclass(frozen=True, slots=True)
class Spell:
    """A code of a municipality or county from a day to another."""

    code: str
    name: str
    start: date
    end: date | None
    people: int = PEOPLE

    def holds(self, on: date) -> bool:
        """Check whether the code is valid on a day."""
        return self.start <= on and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class Change:
    """A line of what changed, as KLASS tells it."""

    kind: Kind
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    day: date


class CodeHistory:
    """Every code of municipalities and counties, and the changes between them."""

    def __init__(self, spells: Mapping[Kind, Sequence[Spell]], changes: Iterable[Change]) -> None:
        self.spells, self.changes = spells, tuple(changes)
        self._by_code: dict[str, list[Spell]] = {}
        for of_kind in spells.values():
            for spell in of_kind:
                self._by_code.setdefault(spell.code, []).append(spell)

    def on(self, kind: Kind, day: date) -> list[Spell]:
        """Return the codes that are valid on a day."""
        return [spell for spell in self.spells[kind] if spell.holds(day)]

    def codes(self, kind: Kind) -> list[str]:
        """Return every code that has been valid, in order."""
        return sorted({spell.code for spell in self.spells[kind]})

    def valid(self, code: str, day: date) -> bool:
        """Check whether a code is valid on a day."""
        return any(spell.holds(day) for spell in self._by_code.get(code, ()))

    def people(self, code: str) -> int:
        """Return how many live in a municipality, or in a place that is larger than any."""
        spells = self._by_code.get(code)
        return spells[-1].people if spells and len(code) == 4 else LARGE


def code_history(places: Gazetteer) -> CodeHistory:
    """Build the history of all codes."""
    before = list(_stored())
    return CodeHistory(
        {kind: tuple(_spells(places, kind, before)) for kind in (Kind.MUNICIPALITY, Kind.COUNTY)},
        (*before, *_known(places)),
    )


def _stored() -> Iterator[Change]:
    for row in read_whole(Path(__file__).with_name("klass_changes.csv"), COLUMNS):
        kind, old, old_name, new, new_name, day = (row.cells[name] for name in COLUMNS)
        of = Kind.MUNICIPALITY if kind == "131" else Kind.COUNTY
        yield Change(of, old, old_name, new, new_name, date.fromisoformat(day))


def _known(places: Gazetteer) -> Iterator[Change]:
    """Yield the changes that the catalogue has, but those of 2020, which the stored ones tell."""
    named: dict[tuple[str, Kind], str] = {
        (dated.code, place.kind): place.name
        for place in places.places
        for dated in place.codes
        if place.kind in (Kind.MUNICIPALITY, Kind.COUNTY)
    }
    for step in places.changes.changes:
        kind = Kind.MUNICIPALITY if len(step.old_code) == 4 else Kind.COUNTY
        if step.date > places.known_from:
            old, new = named.get((step.old_code, kind), ""), named.get((step.new_code, kind), "")
            yield Change(kind, step.old_code, old, step.new_code, new, step.date)


def _spells(places: Gazetteer, kind: Kind, before: list[Change]) -> Iterator[Spell]:
    ours = [place for place in places.places if place.kind is kind and not place.made_up]
    for place in ours:
        for dated in place.codes:
            start = _start(dated.code, dated.valid.start, places.known_from, before)
            yield Spell(dated.code, place.name, start, dated.valid.end, _people(place))
    later = {dated.code for place in ours for dated in place.codes}
    for change in {one.old_code: one for one in before if one.kind is kind}.values():
        if change.old_code not in later:
            made = [one.day for one in before if one.new_code == change.old_code]
            yield Spell(change.old_code, change.old_name, max(made, default=ALWAYS), change.day)


def _start(code: str, start: date, known_from: date, before: list[Change]) -> date:
    """Return since when a code is valid that the catalogue knows from its first day on."""
    if start > known_from:
        return start
    if made := [change.day for change in before if change.new_code == code and code not in MADE_IN_2020]:
        return ALWAYS if code.startswith(UNCHANGED) else max(made)
    return ALWAYS if code.startswith(UNCHANGED) and code not in MADE_IN_2020 else start


def _people(place: Place) -> int:
    return place.population.people if place.population else PEOPLE
