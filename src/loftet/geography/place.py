"""A place: a municipality, a county, a region or the country, with its codes over time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loftet.geography.codes import CodePeriod, DatedCode


class Kind(StrEnum):
    """The kind of a place; the order is that of size."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"
    REGION = "region"
    COUNTRY = "country"


class Language(StrEnum):
    """The form of Norwegian that a municipality has decided to be written to in."""

    BOKMAL = "nb"
    NYNORSK = "nn"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Population:
    """The population of a place, and the day it was counted."""

    people: int
    counted: date


@dataclass(frozen=True, slots=True)
class Place:
    """A place that keeps its identity while its codes change.

    `slug` is its key everywhere; `other_names` are Sámi, Kven and colloquial ones.
    The code of a region is its slug. Area is in km², the position in degrees (WGS 84).
    A place that is `made_up` is one of the demo's: it lies in no county, and in no official list.
    """

    slug: str
    kind: Kind
    name: str
    codes: tuple[DatedCode, ...]
    other_names: tuple[str, ...] = ()
    language: Language | None = None
    area_km2: float | None = None
    longitude: float | None = None
    latitude: float | None = None
    population: Population | None = None
    made_up: bool = False

    def code(self, on: date) -> str | None:
        """Return the code that is valid on a day; none when the place did not exist or is not known then."""
        return next((dated.code for dated in self.codes if dated.valid.holds(on)), None)

    def exists(self, on: date) -> bool:
        """Check whether the place has a valid code on a day."""
        return self.code(on) is not None

    @property
    def last_code(self) -> str:
        """Return the newest code that the place has had."""
        return max(self.codes, key=lambda dated: dated.valid.start).code


@dataclass(frozen=True, slots=True)
class RegionMember:
    """A place that belongs to a region for a time."""

    region: str
    place: str
    valid: CodePeriod
