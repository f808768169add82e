"""Figures made up by the codes that they stand under: the same at every start, other ones for each place."""

from dataclasses import dataclass
from datetime import date
from zlib import crc32

from loftet.sources.jsonstat.validity import year_of
from loftet.sources.stand_in.answers import Codes, Value
from loftet.sources.stand_in.history import CodeHistory

FORMS = ("K_", "K-", "F_", "F-", "EKA")  # what tables print before a code
LEVELS = {"%": 30.0, "kr": 60_000.0, "år": 81.0, "poeng": 40.0, "per 1 000": 12.0, "kWh": 7_000.0}
WHOLE = ("TOT", "00-99", "0000")  # a category that stands for many, beside those of a few
SUPPRESSED = 0.98  # a chance above it hides a figure


def chance(*words: str) -> float:
    """Return a number from 0 to 1 that depends on words alone.

    >>> chance("3324", "2024") == chance("3324", "2024"), 0 <= chance("3324") < 1
    (True, True)
    """
    return crc32("|".join(words).encode()) / 2**32


def bare(printed: str) -> str:
    """Return the code of a place without what a table prints before it.

    >>> [bare(code) for code in ("K_3324", "EKA33", "0")]
    ['3324', '33', '0']
    """
    for form in FORMS:
        printed = printed.removeprefix(form)
    return printed


@dataclass(frozen=True, slots=True)
class MadeUp:
    """The figures of one table: counts of people, or numbers around the level that a unit has."""

    table: str
    region: str
    time: str
    history: CodeHistory
    units: dict[str, str]  # by contents; a count where none is known
    contents: str

    def value(self, codes: Codes) -> Value:
        """Return a figure or a sign; under a code that is not valid that year 0, or a dot."""
        code, year = bare(codes[self.region]), year_of(codes[self.time]) or 2020
        contents = codes[self.contents]
        if _is_place(code) and not self.history.valid(code, date(year, 1, 1)):
            return 0 if chance(code, self.table) < 0.5 else "."
        others = [one for name, one in codes.items() if name not in (self.region, self.time, self.contents)]
        luck = chance(self.table, code, contents, *others)
        if len(code) == 4 and luck > SUPPRESSED:
            return ":"
        drift = 1 + 0.01 * (year - 2020) * (chance(code, contents) - 0.4)
        people = self.history.people(code)
        if contents == "Folkemengde":
            return round(people * (1 + 0.005 * (year - 2024)))
        if unit := self.units.get(contents, ""):
            return round(
                LEVELS.get(unit.removesuffix(" per innbygger"), 50.0) * (0.6 + 0.8 * luck) * drift, 1
            )
        share = 0.6 if any(one in WHOLE for one in others) else 0.02
        return round(people * share * (0.8 + 0.4 * luck) * drift)


def _is_place(code: str) -> bool:
    return code.isdecimal() and len(code) in (2, 4) and code != "0000"
