"""Needs and solutions as CSV files, and the matches between them: the command `loftet match`."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Place
from loftet.invalid_input import InvalidInput, Problem
from loftet.methods.match_text import clean
from loftet.methods.match_words import Lexicon
from loftet.methods.matching import COUNTRY, Knowledge, Match, Need, Solution, rank
from loftet.sources.municipalities import municipalities as all_municipalities
from loftet.sources.whole_file import write_whole
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import Row, read_rows

TEXT = ("id", "language", "title", "text", "targets", "cpv")
NEED, SOLUTION = (*TEXT, "place"), (*TEXT, "delivers_to")
OUT = ("need", "rank", "solution", "score", "reason")
CODES_AT = date(2024, 1, 1)
_TARGET = re.compile(r"(?:[1-9]|1[0-7])(?:\.(?:[1-9][0-9]?|[a-d]))?")
_CPV = re.compile(r"[0-9]{1,8}")


def match_files(
    needs: Path, solutions: Path, out: Path, knowledge: Knowledge, places: Gazetteer, top: int
) -> tuple[int, int, int]:
    """Write the best solutions of each need, and return how many needs, solutions and rows there are.

    Raises:
        InvalidInput: when a file cannot be used, with every fault that was found; nothing is written then.
    """
    problems: list[Problem] = []
    municipalities = _codes_of(all_municipalities(places, CODES_AT))
    areas = municipalities | _codes_of(places.counties(CODES_AT))
    asked = _read(needs, NEED, lambda row, faults: _need(row, faults, municipalities), problems)
    offered = _read(solutions, SOLUTION, lambda row, faults: _solution(row, faults, areas), problems)
    if problems:
        raise InvalidInput(problems)
    if out.is_dir():
        raise InvalidInput.because("it is a folder; name a file", file=out)
    if not out.parent.is_dir():
        raise InvalidInput.because("the folder that it shall be written to is not there", file=out)
    found = rank(asked, offered, knowledge, top)
    write_whole(out, _as_csv(found, {one.id: one.language for one in asked}, knowledge.lexicon).encode())
    return len(asked), len(offered), len(found)


def _codes_of(places: Iterable[Place]) -> frozenset[str]:
    return frozenset(code for place in places if (code := place.code(CODES_AT)))


def _as_csv(found: Iterable[Match], languages: Mapping[str, str], lexicon: Lexicon) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(OUT)
    for one in found:
        reason = one.reason.sentence(languages[one.need], lexicon)
        writer.writerow((one.need, one.rank, one.solution, f"{one.score:.4f}", reason))
    return stream.getvalue()


Kind = TypeVar("Kind", Need, Solution)


def _read(
    file: Path, columns: tuple[str, ...], build: Callable[[Row, list[Problem]], Kind], problems: list[Problem]
) -> list[Kind]:
    """Read a file of needs or solutions; faults are noted."""
    seen: dict[str, int] = {}
    found = []
    for row in read_rows(file, columns, problems):
        known = len(problems)
        key = row.cells["id"]
        if not key:
            problems.append(row.problem("id", "the id is empty"))
        elif key in seen:
            problems.append(row.problem("id", f"«{key}» is also in line {seen[key]}"))
        seen.setdefault(key, row.line)
        if row.cells["language"] not in LANGUAGES:
            cause = f"«{row.cells['language']}» is none of {', '.join(LANGUAGES)}"
            problems.append(row.problem("language", cause))
        if not clean(row.cells["title"]) and not clean(row.cells["text"]):
            problems.append(row.problem("text", "both title and text are empty"))
        one = build(row, problems)
        if len(problems) == known:
            found.append(one)
    return found


def _codes(
    row: Row, column: str, fits: Callable[[str], bool], what: str, problems: list[Problem]
) -> frozenset[str]:
    codes = frozenset(row.cells[column].split())
    wrong = sorted(code for code in codes if not fits(code))
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        problems.append(row.problem(column, f"«{wrong[0][:40]}»{more} is no {what}"))
    return codes


def _targets(row: Row, problems: list[Problem]) -> frozenset[str]:
    return _codes(row, "targets", lambda code: bool(_TARGET.fullmatch(code)), "target such as 7.3", problems)


def _cpv(row: Row, problems: list[Problem]) -> frozenset[str]:
    return _codes(
        row, "cpv", lambda code: bool(_CPV.fullmatch(code)), "CPV code of at most 8 digits", problems
    )


def _is_code(code: str, known: frozenset[str]) -> bool:
    return code == COUNTRY or code in known


def _need(row: Row, problems: list[Problem], municipalities: frozenset[str]) -> Need:
    place = row.cells["place"]
    if place and place not in municipalities:
        problems.append(row.problem("place", f"«{place[:40]}» is no code of a municipality of 2024"))
    text = (row.cells["id"], row.cells["language"], row.cells["title"], row.cells["text"])
    return Need(*text, _targets(row, problems), _cpv(row, problems), place)


def _solution(row: Row, problems: list[Problem], areas: frozenset[str]) -> Solution:
    text = (row.cells["id"], row.cells["language"], row.cells["title"], row.cells["text"])
    what = f"code of a municipality or county of 2024, or {COUNTRY}"
    area = _codes(row, "delivers_to", lambda code: _is_code(code, areas), what, problems)
    return Solution(*text, _targets(row, problems), _cpv(row, problems), area)
