"""Checks that codes, changes and memberships agree with each other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from loftet.geography.codes import ChangeKind, CodePeriod, CodeStep, DatedCode
from loftet.geography.place import Kind, RegionMember
from loftet.invalid_input import Problem
from loftet.text_files.rows import Row

DatedRow = tuple[Row, str, DatedCode]


def check_codes(read: Sequence[DatedRow], kinds: Mapping[str, Kind], problems: list[Problem]) -> None:
    """Check that a code names one place and a place has one code on any day, in a county that exists."""
    lengths = {Kind.MUNICIPALITY: (4, "four digits"), Kind.COUNTY: (2, "two digits")}
    for row, slug, dated in read:
        length, words = lengths.get(kinds[slug], (2, "NO"))
        if len(dated.code) != length or (dated.code == "NO") != (kinds[slug] is Kind.COUNTRY):
            problems.append(
                row.problem("code", f"«{dated.code}»: the code of a {kinds[slug].value} is {words}")
            )
    _check_overlaps([(row, dated.code, dated.valid) for row, _, dated in read], "code", problems)
    _check_overlaps([(row, slug, dated.valid) for row, slug, dated in read], "place", problems)
    if not problems:
        _check_counties(read, kinds, problems)


def _check_overlaps(
    read: Iterable[tuple[Row, str, CodePeriod]], column: str, problems: list[Problem]
) -> None:
    ordered = sorted(read, key=lambda one: (one[1], one[2].start))
    for (before, word, earlier), (row, again, later) in pairwise(ordered):
        if word == again and earlier.overlaps(later):
            cause = f"the time of «{word}» overlaps that of line {before.line}"
            problems.append(row.problem(column, cause))


def _check_counties(read: Sequence[DatedRow], kinds: Mapping[str, Kind], problems: list[Problem]) -> None:
    counties = [dated for _, slug, dated in read if kinds[slug] is Kind.COUNTY]
    for row, slug, dated in read:
        if kinds[slug] is Kind.MUNICIPALITY and not any(_covers(county, dated) for county in counties):
            cause = f"«{dated.code}»: no county {dated.code[:2]} exists for all of its time"
            problems.append(row.problem("code", cause))


def _covers(county: DatedCode, dated: DatedCode) -> bool:
    longer = county.valid.end is None or (dated.valid.end is not None and dated.valid.end <= county.valid.end)
    return county.code == dated.code[:2] and county.valid.start <= dated.valid.start and longer


def check_changes(
    file: Path,
    read: Sequence[tuple[Row, CodeStep]],
    codes: Mapping[str, Sequence[DatedCode]],
    problems: list[Problem],
) -> None:
    """Check that each change ends a code and begins one, that its kind is true, and that none is missing."""
    dated = [(slug, one) for slug, all_ in codes.items() for one in all_ if one.code != slug]
    ends = {(one.code, one.valid.end): slug for slug, one in dated if one.valid.end}
    starts = {(one.code, one.valid.start): slug for slug, one in dated}
    for row, change in read:
        old, new = ends.get((change.old_code, change.date)), starts.get((change.new_code, change.date))
        if old is None:
            problems.append(row.problem("old_code", f"no code {change.old_code} ends on {change.date}"))
        if new is None:
            problems.append(row.problem("new_code", f"no code {change.new_code} begins on {change.date}"))
        if old and new and (old == new) != (change.kind is ChangeKind.RENUMBERED):
            same = "the same place" if old == new else f"two places, {old} and {new}"
            cause = f"«{change.kind.value}»: {change.old_code} and {change.new_code} are {same}"
            problems.append(row.problem("kind", cause))
    told = {(change.old_code, change.date) for _, change in read}
    for code, day in sorted(ends.keys() - told, key=str):
        problems.append(Problem(f"the code {code} ends on {day}, and no change tells what it became", file))
    _check_twice(read, problems)
    _check_counts(read, problems)


def _check_twice(read: Sequence[tuple[Row, CodeStep]], problems: list[Problem]) -> None:
    first: dict[tuple[str, str, date], Row] = {}
    for row, change in read:
        before = first.setdefault((change.old_code, change.new_code, change.date), row)
        if before is not row:
            problems.append(row.problem("old_code", f"the change stands already in line {before.line}"))


def _check_counts(read: Sequence[tuple[Row, CodeStep]], problems: list[Problem]) -> None:
    """Check that a split has two ends and a merger two beginnings; a part of a split may be one of these."""
    parts = (ChangeKind.MERGED, ChangeKind.SPLIT)
    for kind, column, counted in ((parts[1], "old_code", parts[1:]), (parts[0], "new_code", parts)):
        standing = Counter((row.cells[column], change.date) for row, change in read if change.kind in counted)
        for row, change in read:
            code = row.cells[column]
            if change.kind is kind and standing[code, change.date] < 2:
                cause = f"«{kind.value}»: {code} is in one change only; it takes at least two"
                problems.append(row.problem(column, cause))


def check_members(read: Sequence[tuple[Row, RegionMember]], problems: list[Problem]) -> None:
    """Check that no place is twice in a region at a time."""
    named = [(row, f"{member.place} in {member.region}", member.valid) for row, member in read]
    _check_overlaps(named, "place", problems)
