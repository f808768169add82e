"""The KOSTRA group that a municipality belonged to, and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loftet.geography.cells import read_date
from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.klass.answers import CODE, NOT_PLACES, Classification, Correspondence
from loftet.sources.klass.catalogue_file import CatalogueFile
from loftet.sources.klass.saved import Answers
from loftet.text_files.rows import read_rows

FILE = "kostra_groups.csv"
COLUMNS = ("group", "name", "place", "valid_from", "valid_to")
COUNTRY = "EAK"
PRINTED = {Classification.MUNICIPALITIES: "{}", Classification.COUNTIES: "EKA{}"}  # as KOSTRA prints them
REGROUPED = (date(2020, 1, 1),)  # from then on the same codes name other groups


@dataclass(frozen=True, slots=True)
class GroupMembership:
    """A municipality in a group, on one day."""

    group: str
    name: str
    place: str


def groups_on(folder: Path, on: date) -> Mapping[str, str]:
    """Return the name of each municipality's group on a day, by its slug; none when none were fetched.

    Raises:
        InvalidInput: when the file has not its columns, or a day in it is none.
    """
    if not (folder / FILE).exists():
        return {}
    problems: list[Problem] = []
    groups = {}
    for row in read_rows(folder / FILE, COLUMNS, problems):
        try:
            start, end = read_date(row.cells["valid_from"]), row.cells["valid_to"]
            if start <= on and (not end or on < read_date(end)):
                groups[row.cells["place"]] = row.cells["name"] or row.cells["group"]
        except ValueError as fault:
            problems.append(row.problem("valid_from", str(fault)))
    if problems:
        raise InvalidInput(problems)
    return groups


def work_in(file: CatalogueFile, groups: Mapping[date, Sequence[Correspondence]], places: Gazetteer) -> None:
    """Merge the groups of each day asked for into the file.

    A membership lasts from the first day it was seen on to the next day on which it was not. It ends and
    starts again where the grouping itself was changed. Rows that end before the first day stay.

    Raises:
        InvalidInput: when a code is no municipality on its day, or is in two groups.
    """
    days = sorted(groups)
    problems: list[Problem] = []
    seen = {day: _of_day(groups[day], day, places, problems) for day in days}
    if problems:
        raise InvalidInput(problems)
    kept = {(row["group"], row["place"]): row for row in file.rows if _reaches(row, days[0])}
    file.rows = [row for row in file.rows if row["valid_to"] and row["valid_to"] <= days[0].isoformat()]
    for place in sorted({one for members in seen.values() for one in members}):
        for member, start, end in _spells([(day, seen[day].get(place)) for day in days]):
            row = dict(kept.get((member.group, place), {})) if start == days[0] else {}
            told = {
                "group": member.group,
                "name": member.name,
                "place": place,
                "valid_from": row.get("valid_from", start.isoformat()),
                "valid_to": end.isoformat() if end else "",
            }
            file.add(**(row | told))
    file.sort(lambda row: (row["group"], row["place"], row["valid_from"]))


def doubts(answers: Answers) -> Iterator[str]:
    """Find where KOSTRA's own lists lack a group, or a region that its tables are asked for."""
    for day, codes in answers.codes.get(Classification.KOSTRA_GROUPS, {}).items():
        known = {one.code for one in codes}
        named = {_sides(item)[1] for item in answers.groups.get(day.replace(month=1, day=1), ())}
        if strange := sorted(named - known):
            yield f"KOSTRA groups of {day}: {', '.join(strange)} is not in the list of groups"
    for day, codes in answers.codes.get(Classification.KOSTRA_REGIONS, {}).items():
        known = {one.code for one in codes}
        asked = {
            form
            for kind, group in answers.codes.items()
            if kind in PRINTED
            for one in group.get(day, ())
            for form in (PRINTED[kind].format(one.code),)
        }
        if absent := sorted((asked | {COUNTRY}) - known if asked else ()):
            shown = ", ".join(absent[:5]) + (f" and {len(absent) - 5} more" if len(absent) > 5 else "")
            yield f"KOSTRA's regions of {day} do not have {shown}; its tables may not have them either"


def _reaches(row: Mapping[str, str], day: date) -> bool:
    """Check whether a row begins before the day and holds on it, in the same grouping."""
    same = not any(row["valid_from"] < turn.isoformat() <= day.isoformat() for turn in REGROUPED)
    return (
        same
        and row["valid_from"] <= day.isoformat()
        and (not row["valid_to"] or row["valid_to"] > day.isoformat())
    )


def _of_day(
    items: Sequence[Correspondence], day: date, places: Gazetteer, problems: list[Problem]
) -> dict[str, GroupMembership]:
    found: dict[str, GroupMembership] = {}
    for item in items:
        code, group, name = _sides(item)
        if code in NOT_PLACES:
            continue
        try:
            place = places.resolve(code, day).slug
        except InvalidInput as refused:
            problems += [Problem(f"KOSTRA groups of {day}: {one.cause}") for one in refused.problems]
            continue
        if place in found and found[place].group != group:
            cause = f"KOSTRA groups of {day}: {code} is in {found[place].group} and in {group}"
            problems.append(Problem(cause))
        found[place] = GroupMembership(group, name, place)
    return found


def _sides(item: Correspondence) -> tuple[str, str, str]:
    """Return municipality, group and the group's name, whichever of the two is the source."""
    pattern, _ = CODE[Classification.MUNICIPALITIES]
    if pattern.match(item.source_code):
        return item.source_code, item.target_code, item.target_name
    return item.target_code, item.source_code, item.source_name


def _spells(
    days: Sequence[tuple[date, GroupMembership | None]],
) -> list[tuple[GroupMembership, date, date | None]]:
    """Join the days on which a municipality stays in a group."""
    spells: list[tuple[GroupMembership, date, date | None]] = []
    for day, member in days:
        if spells and spells[-1][2] is None:
            current, start, _ = spells[-1]
            if member is not None and member.group == current.group and day not in REGROUPED:
                continue
            spells[-1] = (current, start, day)
        if member is not None:
            spells.append((member, day, None))
    return spells
