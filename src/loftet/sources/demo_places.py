"""Demodalen: a made-up region of six made-up municipalities, of whom anything may be told in the demo.

What is told of people, needs and firms is told of them, so that nothing is ever attributed to a real
council. They are not among the catalogue's places: no official list knows them, nothing is ranked or
compared by them, and only the demo loads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loftet.geography import cells
from loftet.geography.codes import CodePeriod, DatedCode
from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind, Place, Population, RegionMember
from loftet.invalid_input import InvalidInput, Problem
from loftet.text_files.rows import Row, read_rows

FOLDER = "demo_places"
REGION, MUNICIPALITIES = "region.csv", "municipalities.csv"
REGION_COLUMNS = ("place", "name", "valid_from", "tags")
MUNICIPALITY_COLUMNS = (
    *("place", "code", "name", "language", "area_km2", "population", "population_date", "centrality"),
)


CENTRALITY = cells.number_between(0, 10)


@dataclass(frozen=True, slots=True)
class DemoPlaces:
    """The made-up region and its municipalities, the tags of all of these, and how central each is."""

    region: Place
    municipalities: tuple[Place, ...]
    tags: frozenset[str]
    central: Mapping[str, float]


def read_demo_places(catalogue: Path) -> DemoPlaces:
    """Read the made-up places of a catalogue.

    Raises:
        InvalidInput: with file, line and column of every cell that cannot be used.
    """
    problems: list[Problem] = []
    folder = catalogue / FOLDER
    regions = read_rows(folder / REGION, REGION_COLUMNS, problems)
    rows = read_rows(folder / MUNICIPALITIES, MUNICIPALITY_COLUMNS, problems)
    if not problems and len(regions) != 1:
        problems.append(
            Problem(f"the file has {len(regions)} rows, and the demo has one region", folder / REGION)
        )
    if problems:
        raise InvalidInput(problems)
    start = regions[0].take("valid_from", cells.read_date, problems)
    if start is None:
        raise InvalidInput(problems)
    valid = CodePeriod(start)
    region = _region(regions[0], valid, problems)
    municipalities = tuple(_municipality(row, valid, problems) for row in rows)
    near = {row.cells["place"]: row.take("centrality", CENTRALITY, problems) for row in rows}
    central = {place: number for place, number in near.items() if number is not None}
    if problems:
        raise InvalidInput(problems)
    return DemoPlaces(region, municipalities, frozenset(regions[0].cells["tags"].split()), central)


def with_demo_places(places: Gazetteer, demo: DemoPlaces) -> Gazetteer:
    """Return the places of the catalogue and the made-up ones, to be loaded into the demo's database.

    Raises:
        InvalidInput: when a made-up place has the slug, the code or the name of a real one.
    """
    made_up = (demo.region, *demo.municipalities)
    slugs = {place.slug for place in places.places}
    codes = {dated.code for place in places.places for dated in place.codes}
    names = {name for place in places.places for name in (place.name, *place.other_names)}
    cause = "is made up, but there is a real place of that name, slug or code"
    problems = [
        Problem(f"«{place.name}» {cause}")
        for place in made_up
        if place.slug in slugs or place.last_code in codes or place.name in names
    ]
    if problems:
        raise InvalidInput(problems)
    valid = demo.region.codes[0].valid
    members = (RegionMember(demo.region.slug, one.slug, valid) for one in demo.municipalities)
    return Gazetteer((*places.places, *made_up), places.changes.changes, (*places.memberships, *members))


def _region(row: Row, valid: CodePeriod, problems: list[Problem]) -> Place:
    slug = row.take("place", cells.read_slug, problems) or ""
    name = row.take("name", cells.read_name, problems) or ""
    return Place(slug, Kind.REGION, name, (DatedCode(slug, valid),), made_up=True)


def _municipality(row: Row, valid: CodePeriod, problems: list[Problem]) -> Place:
    people = row.take("population", cells.read_people, problems)
    counted = row.take("population_date", cells.read_counted, problems)
    return Place(
        slug=row.take("place", cells.read_slug, problems) or "",
        kind=Kind.MUNICIPALITY,
        name=row.take("name", cells.read_name, problems) or "",
        codes=(DatedCode(row.take("code", cells.read_code, problems) or "", valid),),
        language=row.take("language", cells.read_language, problems),
        area_km2=row.take("area_km2", cells.number_between(0, 500_000), problems),
        population=Population(people, counted) if people is not None and counted is not None else None,
        made_up=True,
    )
