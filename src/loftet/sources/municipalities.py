"""The common parts of a study of all municipalities: places, rules, writing."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.geography.reach import centralities
from loftet.invalid_input import InvalidInput

COUNTRY = "NO"

METHOD = """# The rules of the product's own status; a key that is not named has its default.
[values]
max_age = 5

[aggregate]
min_coverage_indicator = 0.5
min_coverage_rank = 0.5

# A goal's word follows all of its indicators, as its dot does: with six of them, the two weakest would make
# two in three municipalities «weaker than most».
[colour]
goal = "mean"

[trend]
kind = "theil_sen"
target_year = 2030
toward = "green"
"""

FILES = frozenset({"about.toml", "method.toml", "places.csv", "indicators.csv", "observations.csv"})
# What an edition finds the peers of a municipality by, besides its population.
STRUCTURE_COLUMNS = ("area_km2", "centrality", "language")
PLACE_COLUMNS = ("place", "name", "group", "ranked", "tags", "population", *STRUCTURE_COLUMNS)

Row = tuple[str, ...]

NO_STRUCTURE: Row = ("",) * len(STRUCTURE_COLUMNS)


def write_rows(file: Path, columns: Row, rows: Iterable[Row]) -> None:
    """Write one table of a study."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def municipalities(places: Gazetteer, on: date) -> tuple[Place, ...]:
    """Return the municipalities of a day."""
    return places.members(places.resolve(COUNTRY, on), on)


def place_rows(places: Gazetteer, on: date, groups: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Return the country, the counties and the municipalities of a day, in the order of `PLACE_COLUMNS`.

    `groups` are those that municipalities are known to belong to, by slug; others are grouped by their size.
    """
    unranked: Sequence[Place] = (places.resolve(COUNTRY, on), *places.counties(on))
    for place in unranked:
        yield (code_of(place, on), place.name, "", "0", "", "", *NO_STRUCTURE)
    central = centralities(municipalities(places, on))
    for place in municipalities(places, on):
        people = people_of(place)
        group = (groups or {}).get(place.slug) or _size(people)
        yield (
            *(code_of(place, on), place.name, group, "1", "", str(people)),
            *structure_cells(place, central),
        )


def structure_cells(place: Place, central: Mapping[str, float]) -> Row:
    """Return what is known of a municipality's structure, in the order of `STRUCTURE_COLUMNS`."""
    area = "" if place.area_km2 is None else f"{place.area_km2:g}"
    centrality = f"{central[place.slug]:.3f}" if place.slug in central else ""
    return (area, centrality, place.language.value if place.language else "")


def code_of(place: Place, on: date) -> str:
    """Return the code of a place that exists on a day."""
    code = place.code(on)
    assert code is not None, f"{place.slug} was asked for on a day on which it does not exist"
    return code


def people_of(place: Place) -> int:
    """Return how many live in a place.

    Raises:
        InvalidInput: when the catalogue of places does not know.
    """
    if place.population is None:
        raise InvalidInput.because(f"{place.name} has no population in the catalogue of places")
    return place.population.people


def _size(people: int) -> str:
    """Return the group of municipalities of like size; figures only, so that it needs no language."""
    if people < 5_000:
        return "0–4 999"
    return "5 000–19 999" if people < 20_000 else "20 000+"
