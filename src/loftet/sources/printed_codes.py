"""The place that a source means by a code in a year, where old years are printed under new codes too."""

from datetime import date

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place


class PrintedCodes:
    """A finder of places by the codes of a source that prints a series under one code, whatever the year.

    The code that was valid on 1 January of the year counts first, then any other code of a place that
    existed then. A place that did not exist in a year has no figure: nothing is cast back over a split or
    a merger, and a zero printed for such a year is none.
    """

    def __init__(self, places: Gazetteer) -> None:
        self.places = places
        self._bearing: dict[str, list[Place]] = {}
        for place in places.places:
            for code in {dated.code for dated in place.codes}:
                self._bearing.setdefault(code, []).append(place)

    def find(self, code: str, year: int) -> Place:
        """Find the place.

        Raises:
            InvalidInput: when no place of that year is meant by the code.
        """
        on = date(year, 1, 1)
        bearing = self._bearing.get(code, [])
        valid = [place for place in bearing if place.code(on) == code]
        existing = [place for place in bearing if place.exists(on)]
        if found := valid or existing:
            return found[0]
        return self.places.resolve(code, on)  # which says why not
