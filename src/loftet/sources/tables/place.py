"""Places as a file writes them, found in the gazetteer and given the code that the study uses."""

import re
from dataclasses import dataclass, field
from datetime import date

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.invalid_input import InvalidInput
from loftet.sources.tables.faults import RecipeFault
from loftet.sources.tables.read import Cell, text_of, without_signs
from loftet.sources.tables.recipe import Outside, PlaceKind, PlacePart, StudyPart

CODE_FIRST = re.compile(r"^(?P<code>\d{4}|\d{2})[\s\u00a0\u202f,.:;_–-]+(?P<name>\D.*)$", re.ASCII)
# The years in which Statistics Norway's tables say that a code was valid: «3041 Gol (2020-2023)».
GENERATION = re.compile(r"\s*\((?:\d{4})?\s*[-–]\s*(?:\d{4})?\)$", re.ASCII)
NOTE_SIGN = re.compile(r"(\s*(?<!\d)\d\)|\s*[¹²³⁴-⁹]+\)?|\s*\*+)$")  # of a note behind a name
FIRST_DIGITS = re.compile(r"^\d{4}(?!\d)|^\d{2}(?!\d)", re.ASCII)
CODE_LAST = re.compile(r"^(?P<name>.*?\D)[\s,(\[–-]+(?P<code>\d{4}|\d{2})[)\]]?$", re.ASCII)


@dataclass(frozen=True, slots=True)
class StudyPlaces:
    """The places of a study: the ranked ones, then those that are only shown beside them."""

    gazetteer: Gazetteer
    codes_at: date
    ranked: tuple[Place, ...]
    also: tuple[Place, ...]

    @classmethod
    def of(cls, study: StudyPart, gazetteer: Gazetteer) -> "StudyPlaces":
        """Find the places that a study names; a code that is not valid is refused."""
        scope = gazetteer.resolve(study.scope, study.codes_at)
        also = tuple(gazetteer.resolve(code, study.codes_at) for code in study.also)
        return cls(gazetteer, study.codes_at, gazetteer.members(scope, study.codes_at), also)

    @property
    def codes(self) -> dict[str, Place]:
        """Return every place of the study by its code."""
        return {self.code(place): place for place in (*self.ranked, *self.also)}

    def code(self, place: Place) -> str:
        """Return the code of a place in the study.

        Raises:
            InvalidInput: when the place had no code on the study's day; what it became is named.
        """
        code = place.code(self.codes_at)
        if code is None:
            self.gazetteer.resolve(place.last_code, self.codes_at)  # says what became of it
            raise InvalidInput.because(f"{place.name} has no code on {self.codes_at}")
        return code

    def population(self, code: str, year: int) -> int:
        """Return the catalogue's population of a place on 1 January of a year.

        Raises:
            ValueError: when the catalogue does not know it for that year.
        """
        place = self.codes[code]
        people = 0
        for member in self.gazetteer.members(place, self.codes_at):
            if member.population is None or member.population.counted != date(year, 1, 1):
                raise ValueError(f"the catalogue has no population of {member.name} on 1 January {year}")
            people += member.population.people
        return people


@dataclass(slots=True)
class PlaceReader:
    """A reader of the places of one file; `left_out` has those that are known but no part of the study."""

    part: PlacePart
    study: StudyPlaces
    left_out: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[Cell, date], str | None] = field(default_factory=dict)

    def read(self, cell: Cell, year: int) -> str | None:
        """Return the study's code of a place, or none when the recipe leaves the place out.

        Raises:
            ValueError: when the place is not known, not certain, or not to be left out.
        """
        on = date(year, 1, 1) if self.part.codes_follow_year else self.part.codes_at
        assert on is not None  # the recipe has been checked
        if (cell, on) not in self._known:
            self._known[cell, on] = self._find(cell, on)
        return self._known[cell, on]

    def is_of_other_years(self, cell: Cell, year: int) -> bool:
        """Check whether a code, by itself or with its name, is not valid in a year; names always are."""
        if not self.part.codes_follow_year or self.part.kind is PlaceKind.NAME:
            return False
        code = self._first_digits(text_of(cell))
        if code is None or text_of(cell) in self.part.aliases:
            return False
        try:
            self.study.gazetteer.resolve(code[0], date(year, 1, 1))
        except InvalidInput:
            return True
        return False

    def _find(self, cell: Cell, on: date) -> str | None:
        printed = text_of(cell)
        if printed in self.part.aliases:
            return self.part.aliases[printed]
        try:
            place = self._place(cell, printed, on)
        except InvalidInput as fault:
            raise ValueError(f"{fault}{self._cure(printed, on)}") from None
        code = self.study.code(place)
        if code in self.study.codes:
            return code
        if self.part.outside is Outside.SKIP:
            self.left_out[printed] = place.name
            return None
        raise ValueError(
            f"«{printed}» is {code} {place.name}, which is no part of the study; "
            "outside = «skip» leaves it out"
        )

    def _cure(self, printed: str, on: date) -> str:
        """Return the key of the recipe with which a place would be found, where there is one."""
        if (match := NOTE_SIGN.search(printed)) and self.part.kind is not PlaceKind.CODE:
            sign = match[1].strip()
            return f'; if «{sign}» is the sign of a note, write strip_end = ["{sign}"]'
        if "Ã" in printed:
            return "; its letters were spoilt by a wrong encoding: get the file again, or correct the cell"
        code = self._first_digits(printed)
        known = self.study.gazetteer.known_from
        if code is None or self.part.kind is PlaceKind.NAME:
            return ""
        if self.study.gazetteer.is_known(code[0]):
            became = self.study.gazetteer.successors(code[0], on)
            told = "; where each year has its own codes, write codes_follow_year = true"
            return "" if self.part.codes_follow_year or len(became) > 1 else told  # a split is a split
        return f"; to leave earlier years out, write years = {{ first = {known.year} }}"

    def _place(self, cell: Cell, printed: str, on: date) -> Place:
        if self.part.kind is PlaceKind.NAME:
            return self._by_name(self._stripped(printed), on)
        if self.part.kind is PlaceKind.CODE_AND_NAME:
            return self._by_both(printed, on)
        return self._by_code(cell, on)

    def _first_digits(self, printed: str) -> re.Match[str] | None:
        """Return the code that a place begins with, if it begins with one."""
        return FIRST_DIGITS.match(self._stripped(printed).zfill(self.part.digits))

    def _stripped(self, printed: str) -> str:
        """Remove what stands before a place, and the marks of notes behind it."""
        return without_signs(printed, self.part.strip, self.part.strip_end)

    def _by_name(self, name: str, on: date) -> Place:
        try:
            scope = self.study.gazetteer.resolve(self.part.scope, on)
        except InvalidInput as fault:
            raise RecipeFault(str(fault), "place", "scope") from None
        return self.study.gazetteer.by_name(name, scope, on)

    def _by_both(self, printed: str, on: date) -> Place:
        """Find the place of «4003 Skien» or «Skien (4003)»; code and name must agree."""
        text = self._stripped(printed)
        both = CODE_FIRST.match(text) or CODE_LAST.match(text)
        if both is None:
            raise ValueError(f"«{printed}» is not a code and a name, such as «4003 Skien» or «Skien (4003)»")
        place = self.study.gazetteer.resolve(both["code"], on)
        name = GENERATION.sub("", both["name"].strip())
        try:
            same = self.study.gazetteer.by_name(name, place, on) == place
        except InvalidInput:
            same = False
        if not same:
            raise ValueError(f"«{printed}»: the code {both['code']} is {place.name}, and the name is another")
        return place

    def _by_code(self, cell: Cell, on: date) -> Place:
        if not isinstance(cell, str) and not self.part.digits:
            raise ValueError(
                f"the code {cell} is a number and may have lost a leading zero; "
                "write it as text, or set digits in the recipe"
            )
        code = self._stripped(text_of(cell)).removesuffix(".0")  # 3301.0 is how data frames write it
        return self.study.gazetteer.resolve(code.zfill(self.part.digits), on)
