"""Rows of a list, the places that they belong to, and the sums of them by place and year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind, Place
from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import CellStatus
from loftet.sources.municipalities import COUNTRY
from loftet.sources.printed_codes import PrintedCodes

Amount = float | str  # a number, or the status that says why there is none
Where = tuple[str, str, str, int]
SHOWN = 3


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a list: numbers by name for a place and a year.

    The place is told by its code, or by its name, alone or in a county. Where both are told, they must agree.
    """

    year: int
    amounts: Mapping[str, Amount]
    code: str = ""
    name: str = ""
    county: str = ""

    @property
    def printed(self) -> str:
        """Return the place as it is printed."""
        return " ".join(filter(None, (self.code, self.name)))


@dataclass(slots=True)
class PlacedRows:
    """Sums by place, year and name.

    A `whole` list has every place that has anything of what it lists, so a place without a row has none; but
    not in a year with a row that belongs to no place of ours. `lost` are such places as printed, and why.
    Numbers that are `shares` are not added up to counties. Years of which no codes are known are left out.
    """

    places: Gazetteer
    whole: bool
    shares: bool = False
    years: set[int] = field(default_factory=set)
    lost: dict[str, str] = field(default_factory=dict)
    early: set[int] = field(default_factory=set)
    _doubtful: set[int] = field(default_factory=set)
    _sums: dict[tuple[str, int], dict[str, dict[str, Amount]]] = field(default_factory=dict)
    _found: dict[Where, Place | None] = field(default_factory=dict)
    _codes: PrintedCodes = field(init=False)

    def __post_init__(self) -> None:
        self._codes = PrintedCodes(self.places)

    def add(self, rows: Iterable[ListRow]) -> None:
        """Add rows up; one whose place is not known is counted as lost."""
        for row in rows:
            if date(row.year, 1, 1) < self.places.known_from:
                self.early.add(row.year)
                continue
            self.years.add(row.year)
            where = (row.code, row.name, row.county, row.year)
            if where not in self._found:
                self._found[where] = self._find(row)
            place = self._found[where]
            if place is None:
                self._doubtful.add(row.year)
            else:
                code = row.code if len(row.code) == 4 else place.code(date(row.year, 1, 1)) or ""
                sums = self._sums.setdefault((place.slug, row.year), {}).setdefault(code, {})
                for name, amount in row.amounts.items():
                    sums[name] = _added(sums.get(name, 0.0), amount)

    def printed(self, place: Place, year: int) -> str:
        """Return the code under which a place's rows of a year are counted, empty where it has none.

        A list that prints a year under the old code and the new one would count twice: the code of the year
        counts, else the newest.
        """
        codes = self._sums.get((place.slug, year), {})
        own = place.code(date(year, 1, 1)) or ""
        return own if own in codes else max(codes, default="")

    def amount(self, place: Place, year: int, names: Iterable[str]) -> Amount | None:
        """Return the sum of some numbers in a place; none where the list does not tell it.

        A county or the country has a sum only where every municipality in it is told.
        """
        if place.kind is Kind.MUNICIPALITY:
            return self._own(place, year, names)
        if self.shares:
            return None
        names = tuple(names)
        total: Amount = 0.0
        for member in self.places.members(place, date(year, 1, 1)):
            part = self._own(member, year, names)
            if part is None or isinstance(part, str):
                return None
            total = _added(total, part)
        return total

    def lines(self, about: str) -> list[str]:
        """Return notes on the rows that are left out, with the first reasons."""
        told = []
        if self.early:
            since = self.places.known_from
            years = f"years before {max(self.early) + 1} are left out"
            told.append(f"{about}: {years}: codes are known from {since} on (loftet places update)")
        if self.lost:
            shown = "; ".join(list(self.lost.values())[:SHOWN])
            more = f" and {len(self.lost) - SHOWN} more" if len(self.lost) > SHOWN else ""
            told.append(f"{about}: rows that belong to no place are left out: {shown}{more}")
        return told

    def _own(self, place: Place, year: int, names: Iterable[str]) -> Amount | None:
        sums = self._sums.get((place.slug, year), {}).get(self.printed(place, year))
        if sums is None:
            return 0.0 if self.whole and year not in self._doubtful else None
        total: Amount = 0.0
        for name in names:
            total = _added(total, sums.get(name, 0.0 if self.whole else CellStatus.MISSING.word))
        return total

    def _find(self, row: ListRow) -> Place | None:
        try:
            return self._place(row)
        except InvalidInput as refused:
            self.lost[row.printed] = refused.problems[0].cause
            return None

    def _place(self, row: ListRow) -> Place:
        on = date(row.year, 1, 1)
        if not row.code:
            country = self.places.resolve(COUNTRY, on)
            county = self.places.by_name(row.county, country, on) if row.county else country
            return self._municipality(self.places.by_name(row.name, county, on), row)
        place = self._municipality(self._codes.find(row.code, row.year), row)
        if row.name and not self._is_called(row.name, place, on):
            raise InvalidInput.because(f"«{row.printed}»: the code is that of {place.name}")
        return place

    def _municipality(self, place: Place, row: ListRow) -> Place:
        if place.kind is not Kind.MUNICIPALITY:
            raise InvalidInput.because(f"«{row.printed}» is no municipality")
        return place

    def _is_called(self, name: str, place: Place, on: date) -> bool:
        try:
            return self.places.by_name(name, place, on) == place
        except InvalidInput:
            return False


def _added(one: Amount, other: Amount) -> Amount:
    """Add two amounts; a sum lacks what one of its parts lacks."""
    if isinstance(one, str):
        return one
    return other if isinstance(other, str) else one + other
