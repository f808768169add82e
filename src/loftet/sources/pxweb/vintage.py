"""The edition of the figures that a source has printed: those of March are not those of June."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loftet.sources.jsonstat import CubeDimension, DimensionRole, TableNotes


class Stage(StrEnum):
    """The degree to which the newest figures are final."""

    PRELIMINARY = "preliminary"
    REVISED = "revised"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class RevisionRule:
    """Tables whose newest year is printed in spring and revised on a day later in the same year."""

    name: str
    region: re.Pattern[str]
    revised_from: tuple[int, int]  # month and day


# KOSTRA prints the year before in mid March and again, corrected, in mid June.
RULES = (RevisionRule("KOSTRA", re.compile(r"KOK\w*region\d*", re.IGNORECASE), (6, 1)),)


@dataclass(frozen=True, slots=True)
class Vintage:
    """The day a table was printed, and how final its newest year is."""

    published: date | None
    stage: Stage

    def __str__(self) -> str:
        stage = "" if self.stage is Stage.FINAL else f" {self.stage.value}"
        return f"{self.published or 'undated'}{stage}"

    def is_preliminary(self, year: int | None) -> bool:
        """Check whether the figures of a year may still be revised: only those of the year before may."""
        newest = self.published.year - 1 if self.published else None
        return self.stage is Stage.PRELIMINARY and year is not None and newest is not None and year >= newest


def vintage_of(about: TableNotes, dims: tuple[CubeDimension, ...]) -> Vintage:
    """Return the vintage of a table from the day on which it was updated.

    >>> from loftet.sources.jsonstat import Unit
    >>> role, code = DimensionRole.GEO, "KOKkommuneregion0000"
    >>> region = CubeDimension(code, "region", role, ("3324",), ("Gol",), (Unit(),))
    >>> str(vintage_of(TableNotes(updated="2026-03-16T07:00:00Z"), (region,)))
    '2026-03-16 preliminary'
    >>> str(vintage_of(TableNotes(updated="2026-06-15T06:00:00Z"), (region,)))
    '2026-06-15 revised'
    """
    published = _day(about.updated)
    names = [dim.id for dim in dims if dim.role is DimensionRole.GEO]
    for rule in RULES:
        if published and any(rule.region.fullmatch(name) for name in names):
            early = (published.month, published.day) < rule.revised_from
            return Vintage(published, Stage.PRELIMINARY if early else Stage.REVISED)
    return Vintage(published, Stage.FINAL)


def _day(updated: str) -> date | None:
    try:
        return date.fromisoformat(updated[:10])
    except ValueError:
        return None
