"""The files of `catalogue/places`: read whole, or refused with every fault in them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from loftet.geography import cells
from loftet.geography.checks import check_changes, check_codes, check_members
from loftet.geography.codes import CodePeriod, CodeStep, DatedCode
from loftet.geography.place import Kind, Place, Population, RegionMember
from loftet.invalid_input import InvalidInput, Problem
from loftet.text_files.rows import Row, nearest, read_rows

NAMED = ("place", "name", "other_names")
MEASURED = ("language", "area_km2", "longitude", "latitude", "population", "population_date")
DATED = ("valid_from", "valid_to")
FILES = {
    "country.csv": Kind.COUNTRY,
    "counties.csv": Kind.COUNTY,
    "municipalities.csv": Kind.MUNICIPALITY,
    "regions.csv": Kind.REGION,
}
EXTRA_COLUMNS = {Kind.MUNICIPALITY: MEASURED, Kind.REGION: DATED}


@dataclass(frozen=True, slots=True)
class PlaceFiles:
    """All that the places files say."""

    places: tuple[Place, ...]
    changes: tuple[CodeStep, ...]
    members: tuple[RegionMember, ...]


def read_place_files(folder: Path) -> PlaceFiles:
    """Read and check the folder of places files.

    Raises:
        InvalidInput: with every fault found, each with file, line and column.
    """
    problems: list[Problem] = []
    rows = _place_rows(folder, problems)
    codes = _codes(folder / "codes.csv", rows, problems)
    places = [_place(row, kind, codes.get(slug, ()), problems) for slug, (kind, row) in rows.items()]
    changes = _changes(folder / "changes.csv", codes, problems)
    members = _members(folder / "region_members.csv", rows, problems)
    for kind, name in ((kind, name) for name, kind in FILES.items() if kind is not Kind.REGION):
        if not problems and not any(place.kind is kind for place in places):
            problems.append(Problem("the file has no rows", folder / name))
    if problems:
        raise InvalidInput(problems)
    return PlaceFiles(tuple(places), tuple(changes), tuple(members))


def _place_rows(folder: Path, problems: list[Problem]) -> dict[str, tuple[Kind, Row]]:
    found: dict[str, tuple[Kind, Row]] = {}
    for name, kind in FILES.items():
        for row in read_rows(folder / name, (*NAMED, *EXTRA_COLUMNS.get(kind, ())), problems):
            slug = row.take("place", cells.read_slug, problems)
            if slug in found:
                before = found[slug][1]
                cause = f"the place «{slug}» stands already in {before.file.name}, line {before.line}"
                problems.append(row.problem("place", cause))
            elif slug:
                found[slug] = (kind, row)
    return found


def _codes(
    file: Path, places: dict[str, tuple[Kind, Row]], problems: list[Problem]
) -> dict[str, tuple[DatedCode, ...]]:
    read: list[tuple[Row, str, DatedCode]] = []
    for row in read_rows(file, ("place", "code", *DATED), problems):
        slug = row.take("place", _known(places, (Kind.MUNICIPALITY, Kind.COUNTY, Kind.COUNTRY)), problems)
        code = row.take("code", cells.read_code, problems)
        valid = _period(row, problems)
        if slug and code and valid:
            read.append((row, slug, DatedCode(code, valid)))
    check_codes(read, {slug: kind for slug, (kind, _) in places.items()}, problems)
    codes: dict[str, list[DatedCode]] = {}
    for _, slug, dated in read:
        codes.setdefault(slug, []).append(dated)
    for slug, (kind, row) in places.items():
        if kind is Kind.REGION and (valid := _period(row, problems)):
            codes[slug] = [DatedCode(slug, valid)]
        elif kind is not Kind.REGION and slug not in codes and not problems:
            problems.append(row.problem("place", f"the place «{slug}» has no code in {file.name}"))
    return {slug: tuple(sorted(dated, key=lambda one: one.valid.start)) for slug, dated in codes.items()}


def _place(row: Row, kind: Kind, codes: Iterable[DatedCode], problems: list[Problem]) -> Place:
    measured = kind is Kind.MUNICIPALITY
    return Place(
        slug=row.cells["place"],
        kind=kind,
        name=row.take("name", cells.read_name, problems) or "",
        codes=tuple(codes),
        other_names=row.take("other_names", cells.read_names, problems) or (),
        language=row.take("language", cells.read_language, problems) if measured else None,
        area_km2=row.take("area_km2", cells.number_between(0, 500_000), problems) if measured else None,
        longitude=row.take("longitude", cells.number_between(-180, 180), problems) if measured else None,
        latitude=row.take("latitude", cells.number_between(-90, 90), problems) if measured else None,
        population=_population(row, problems) if measured else None,
    )


def _population(row: Row, problems: list[Problem]) -> Population | None:
    people = row.take("population", cells.read_people, problems)
    counted = row.take("population_date", cells.read_counted, problems)
    if (row.cells["population"] == "") != (row.cells["population_date"] == ""):
        problems.append(row.problem("population_date", "a population and the day of its count go together"))
    return Population(people, counted) if people is not None and counted is not None else None


def _changes(file: Path, codes: dict[str, tuple[DatedCode, ...]], problems: list[Problem]) -> list[CodeStep]:
    read: list[tuple[Row, CodeStep]] = []
    for row in read_rows(file, ("old_code", "new_code", "date", "kind"), problems):
        old = row.take("old_code", cells.read_code, problems)
        new = row.take("new_code", cells.read_code, problems)
        day = row.take("date", cells.read_date, problems)
        kind = row.take("kind", cells.read_change_kind, problems)
        if old and new and day and kind:
            read.append((row, CodeStep(old, new, day, kind)))
    if not problems:  # a fault in the codes would be told again for every change that uses them
        check_changes(file, read, codes, problems)
    return [change for _, change in read]


def _members(file: Path, places: dict[str, tuple[Kind, Row]], problems: list[Problem]) -> list[RegionMember]:
    read: list[tuple[Row, RegionMember]] = []
    for row in read_rows(file, ("region", "place", *DATED), problems):
        region = row.take("region", _known(places, (Kind.REGION,)), problems)
        place = row.take("place", _known(places, (Kind.MUNICIPALITY,)), problems)
        valid = _period(row, problems)
        if region and place and valid:
            read.append((row, RegionMember(region, place, valid)))
    check_members(read, problems)
    return [member for _, member in read]


def _known(places: dict[str, tuple[Kind, Row]], kinds: tuple[Kind, ...]) -> Callable[[str], str]:
    known = [slug for slug, (kind, _) in places.items() if kind in kinds]
    wanted = " or ".join(kind.value for kind in kinds)

    def read(cell: str) -> str:
        if cell not in places or places[cell][0] not in kinds:
            raise ValueError(f"«{cell}» is not a known {wanted}{nearest(cell, known)}")
        return cell

    return read


def _period(row: Row, problems: list[Problem]) -> CodePeriod | None:
    before = len(problems)
    start = row.take("valid_from", cells.read_date, problems)
    end = row.take("valid_to", cells.read_end, problems)
    if start and end and end <= start:
        problems.append(row.problem("valid_to", f"the end {end} is not after the start {start}"))
    return CodePeriod(start, end) if start and len(problems) == before else None
