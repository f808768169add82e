"""The taxonomy: schemes of values, and sets of indicators with their tags."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of values that indicators may be tagged with; `concepts` are full addresses."""

    uri: str
    title: str
    file: Path
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaggedIndicator:
    """One indicator as tagged; values are full addresses or texts exactly as published, sorted.

    `number` is the running number in the address, which gives the rows the order of the original sheet.
    """

    uri: str
    number: int
    line: int | None
    title: str
    language: str
    goals: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    evaluation: tuple[str, ...] = ()
    quality: tuple[str, ...] = ()
    geography: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    bottom_lines: tuple[str, ...] = ()
    notations: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    periodicity: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """A set of indicators, in the order of their numbers."""

    name: str
    file: Path
    indicators: tuple[TaggedIndicator, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All schemes and all sets."""

    schemes: tuple[Scheme, ...]
    sets: tuple[IndicatorSet, ...]

    @property
    def indicators(self) -> tuple[TaggedIndicator, ...]:
        """Return the indicators of all sets."""
        return tuple(one for group in self.sets for one in group.indicators)


def last_part(uri: str) -> str:
    """Return the last part of a value's address, which identifies it.

    >>> last_part("http://metadata.un.org/sdg/4.2")
    '4.2'
    >>> last_part("https://data.norge.no/vocabulary/indicator/Levelofgeography/Regional/county-level")
    'Regional/county-level'
    """
    for before in ("metadata.un.org/sdg/", "/vocabulary/indicator/"):
        _, found, rest = uri.partition(before)
        if found:
            return rest.partition("/")[2] or rest
    return uri.replace("#", "/").rpartition("/")[2]


def plain(title: str) -> str:
    """Write a title so that spaces, signs and case do not matter.

    >>> plain("Landareal  (km2)")
    'landareal km2'
    """
    return " ".join(re.findall(r"\w+", title.casefold()))
