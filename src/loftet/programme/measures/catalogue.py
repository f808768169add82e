"""The measures of the programme: `catalogue/programme/measures.csv`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.conf import settings

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.catalogue.cells import one_of, read_direction, read_key, read_name, read_text
from loftet.sources.catalogue.fields import Fields, read_records
from loftet.sources.catalogue.record import Words

MEASURES = "measures.csv"
MEASURE_COLUMNS = ("measure", "counted", "direction", "decimals")


class Counted(StrEnum):
    """The origin of a value: counted from what is written here, or told by those who run a cohort."""

    HERE = "here"
    TOLD = "told"


# What can be counted here; a measure that is to be counted otherwise is refused.
COUNTED_HERE = ("participation", "hours", "outcomes")


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that the programme measures of itself; `direction` is 1 where more is better, 0 neither."""

    key: str
    counted: Counted
    direction: int
    decimals: int
    unit: Words
    name: Words
    why: Words


def measures() -> tuple[Measure, ...]:
    """Return what is measured, in the order of the catalogue."""
    return read_measures(settings.CATALOGUE / "programme" / MEASURES)


def measure_of(key: str) -> Measure | None:
    """Return a measure by its key; one that has left the catalogue is not found."""
    return next((one for one in measures() if one.key == key), None)


@cache
def read_measures(file: Path) -> tuple[Measure, ...]:
    """Read what is measured.

    Raises:
        InvalidInput: with file, line and column of every cell that cannot be used.
    """
    problems: list[Problem] = []
    texts = ("unit", "name", "why")
    found = read_records(file, MEASURE_COLUMNS, texts, _measure, problems, once=("measure",))
    if problems:
        raise InvalidInput(problems)
    return tuple(found)


def _measure(fields: Fields) -> Measure | None:
    counted: Mapping[str, Counted] = {one.value: one for one in Counted}
    measure = Measure(
        key=fields.take("measure", read_key),
        counted=fields.take("counted", lambda cell: counted[one_of(list(counted))(cell)]),
        direction=fields.take("direction", read_direction),
        decimals=fields.take("decimals", lambda cell: int(one_of(("0", "1", "2"))(cell))),
        unit=fields.words("unit", read_text),
        name=fields.words("name", read_name),
        why=fields.words("why", read_text),
    )
    if fields.whole and measure.counted is Counted.HERE and measure.key not in COUNTED_HERE:
        fields.refuse("counted", f"«{measure.key}» cannot be counted here ({', '.join(COUNTED_HERE)})")
    return measure if fields.whole else None
