"""Every place that is known, found by code, slug or name on a date."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from loftet.geography.codes import ChangeTable, CodeStep
from loftet.geography.files import read_place_files
from loftet.geography.name_index import NameIndex
from loftet.geography.place import Kind, Place, RegionMember
from loftet.invalid_input import InvalidInput
from loftet.text_files.rows import nearest

COUNTRY = "NO"
CODE_DIGITS = 4  # of a municipality
# How statistical tables write the country where they write municipalities as codes.
COUNTRY_IN_TABLES = frozenset({"00", "0000"})


class Gazetteer:
    """Places with dated codes, the changes between codes, and who belongs to which region when."""

    def __init__(
        self, places: Iterable[Place], changes: Iterable[CodeStep], members: Iterable[RegionMember]
    ) -> None:
        self.places = tuple(places)
        self.changes = ChangeTable(changes)
        self.memberships = tuple(members)
        self._by_slug = {place.slug: place for place in self.places}
        self._by_code: dict[str, list[Place]] = {}
        for place in self.places:
            for code in {dated.code for dated in place.codes}:
                self._by_code.setdefault(code, []).append(place)
        self.known_from = min(dated.valid.start for place in self.places for dated in place.codes)
        self._names = NameIndex(self.places)
        self._named: dict[tuple[str, str, date], Place] = {}  # a table names the same place in many rows

    # -- by code ---------------------------------------------------------------------------------------------

    def resolve(self, code: str, on: date) -> Place:
        """Find the place whose code is valid on a day: four digits, two digits, NO, or a region's slug.

        Raises:
            InvalidInput: when the code is not text, not known, or not valid on that day; successors are
                named.
        """
        if not isinstance(code, str):
            raise InvalidInput.because(
                f"the code {code!r} is a number; codes are text of four digits, such as «0301»"
            )
        wanted = COUNTRY if code in COUNTRY_IN_TABLES else code
        for place in self._by_code.get(wanted, ()):
            if place.code(on) == wanted:
                return place
        raise InvalidInput.because(self._why_not(wanted, on))

    def is_known(self, code: str) -> bool:
        """Check whether a place has had a code on any day."""
        return code in self._by_code

    def _why_not(self, code: str, on: date) -> str:
        if code not in self._by_code:
            padded = f"0{code}"
            lost = f"; has it lost its leading zero («{padded}»)?" if padded in self._by_code else ""
            told = f"the code «{code}» is not known{lost or nearest(code, self._regions())}"
            older = len(code) == CODE_DIGITS and code.isdigit()
            return f"{told}; codes are known from {self.known_from} on" if older else told
        if on < self.known_from:
            return f"the code «{code}» is asked for on {on}, and codes are known from {self.known_from} on"
        told = f"the code «{code}» is not valid on {on}"
        if later := self.successors(code, on):
            return f"{told}; it became {self._listed(later, on)}"
        if earlier := self.predecessors(code, on):
            return f"{told}; before it came {self._listed(earlier, on)}"
        return told

    def _listed(self, codes: Iterable[str], on: date) -> str:
        return ", ".join(f"{code} {self.resolve(code, on).name}" for code in codes)

    def successors(self, code: str, on: date) -> tuple[str, ...]:
        """Return the codes valid on a day that a code has become; the code itself while it is valid."""
        return self._valid(self.changes.after(code, on), on)

    def predecessors(self, code: str, on: date) -> tuple[str, ...]:
        """Return the codes valid on a day from which a code came; the code itself where it was valid."""
        return self._valid(self.changes.before(code, on), on)

    def _valid(self, codes: Iterable[str], on: date) -> tuple[str, ...]:
        return tuple(
            code for code in codes if any(place.code(on) == code for place in self._by_code.get(code, ()))
        )

    def series_code(self, place: Place, year: int) -> str | None:
        """Return the code of a place on 1 January of a year; none when it did not exist then."""
        return place.code(date(year, 1, 1))

    # -- by slug and name ------------------------------------------------------------------------------------

    def by_slug(self, slug: str) -> Place:
        """Find a place by its slug.

        Raises:
            InvalidInput: when no place has it; the nearest slug is suggested.
        """
        if slug not in self._by_slug:
            raise InvalidInput.because(f"no place has the slug «{slug}»{nearest(slug, list(self._by_slug))}")
        return self._by_slug[slug]

    def by_name(self, name: str, scope: Place, on: date) -> Place:
        """Find the place that a name means inside a county, a region or the country on a day.

        The scope itself and the country that holds it may be named too. Of places that cover the same
        municipalities (Oslo the municipality and Oslo the county) the smallest kind is meant.

        Raises:
            InvalidInput: when no place in the scope has the name, or several have; these are listed with
                codes.
        """
        asked = (name, scope.slug, on)
        if asked not in self._named:
            self._named[asked] = self._by_name(name, scope, on)
        return self._named[asked]

    def _by_name(self, name: str, scope: Place, on: date) -> Place:
        if not scope.exists(on):
            raise InvalidInput.because(f"{scope.name} does not exist on {on}")
        inside = self._inside(scope, on)
        found = sorted(self._names.find(name, inside, on, self._counties_of), key=_size, reverse=True)
        ground = {self.members(place, on) or (place,): place for place in found}
        if len(ground) == 1:
            return ground.popitem()[1]
        where = f"in {scope.name} on {on}"
        if not found:
            raise InvalidInput.because(f"no place is called «{name}» {where}{self._names.hint(name, inside)}")
        listed = ", ".join(sorted(f"{place.code(on)} {place.name}" for place in ground.values()))
        raise InvalidInput.because(f"several places are called «{name}» {where}: {listed}")

    def _inside(self, scope: Place, on: date) -> tuple[Place, ...]:
        country = [place for place in self.places if place.kind is Kind.COUNTRY and place.exists(on)]
        if scope.kind is Kind.COUNTRY:
            return tuple(place for place in self.places if place.exists(on))
        return tuple({place.slug: place for place in (*self.members(scope, on), scope, *country)}.values())

    # -- what holds what -------------------------------------------------------------------------------------

    def members(self, place: Place, on: date) -> tuple[Place, ...]:
        """Return the municipalities of a county, a region or the country on a day, by code."""
        if not place.exists(on):
            return ()
        if place.kind is Kind.MUNICIPALITY:
            return (place,)
        if place.kind is Kind.REGION:
            slugs = [
                one.place for one in self.memberships if one.region == place.slug and one.valid.holds(on)
            ]
            return self._by_codes((self._by_slug[slug] for slug in slugs), on)
        municipalities = (one for one in self.places if one.kind is Kind.MUNICIPALITY)
        prefix = (place.code(on) or "") if place.kind is Kind.COUNTY else ""
        return self._by_codes((one for one in municipalities if (one.code(on) or "").startswith(prefix)), on)

    def counties(self, on: date) -> tuple[Place, ...]:
        """Return the counties of a day, in the order of their codes."""
        return self._by_codes((place for place in self.places if place.kind is Kind.COUNTY), on)

    def county_of(self, municipality: Place, on: date) -> Place | None:
        """Return the county in which a municipality lies on a day."""
        code = municipality.code(on) if municipality.kind is Kind.MUNICIPALITY else None
        return self.resolve(code[:2], on) if code else None

    def _counties_of(self, place: Place) -> tuple[Place, ...]:
        counties = (self.county_of(place, dated.valid.start) for dated in place.codes)
        return tuple(county for county in counties if county)

    def _regions(self) -> list[str]:
        return [place.slug for place in self.places if place.kind is Kind.REGION]

    @staticmethod
    def _by_codes(places: Iterable[Place], on: date) -> tuple[Place, ...]:
        coded = [(code, place) for place in places if (code := place.code(on))]
        return tuple(place for _, place in sorted(coded, key=lambda one: one[0]))


def load_gazetteer(folder: Path) -> Gazetteer:
    """Read the places of a folder such as `catalogue/places`.

    Raises:
        InvalidInput: when the files are wrong; every fault with file, line and column.
    """
    files = read_place_files(folder)
    return Gazetteer(files.places, files.changes, files.members)


def _size(place: Place) -> int:
    return list(Kind).index(place.kind)
