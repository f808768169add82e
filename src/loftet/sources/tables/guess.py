"""Guesses about the cells of a raw file: places, periods, numbers. A person judges them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind, Place
from loftet.sources.tables.convert import SPACES, read_year
from loftet.sources.tables.place import CODE_FIRST, CODE_LAST
from loftet.sources.tables.read import Cell, text_of
from loftet.sources.tables.recipe import PeriodKind, PeriodPart, PlaceKind, Term

CODE_DAYS = (date(2024, 1, 1), date(2020, 1, 1))
PERIODS = (PeriodKind.YEAR, PeriodKind.DATE, PeriodKind.INTERVAL, PeriodKind.SCHOOL_YEAR)
NUMBER = re.compile(r"^[+]?[-−]?\d[\d .,]*\d*\s*[%*]?$", re.ASCII)
NOTE_SIGN = re.compile(r"(\s*\d\)|\s*\*+)$")
KNOWN_MARKS = {":": "suppressed", ".": "not_possible", "..": "missing", "…": "missing", "-": "zero"}
TOTAL = re.compile(r"^(sum\b|i alt|totalt?\b|alle\b|kilde|note|merk|\*)", re.IGNORECASE)
WHOLE = re.compile(r"samlet|begge|alle|i alt|totalt?", re.IGNORECASE)
MOST_CATEGORIES = 40
FEWEST_PLACES = 0.1  # of the cells of a column of places


Find = Callable[[str], Place]


@dataclass(frozen=True, slots=True)
class PlaceGuess:
    """The column that looks most like places, how they are written, and the cells that are none.

    `beside` are the codes of the country and of the scope itself, where the file has them too.
    """

    column: int
    kind: PlaceKind
    day: date
    rows: frozenset[int]
    unknown: tuple[str, ...]
    beside: tuple[str, ...]
    outside: bool


def guess_place(
    rows: Sequence[Sequence[Cell]], gazetteer: Gazetteer, scope: Place, codes_at: date
) -> PlaceGuess | None:
    """Return the best column of places, or none."""
    best: tuple[tuple[float, int], PlaceGuess] | None = None
    for column in range(max(map(len, rows), default=0)):
        filled = [(n, row[column]) for n, row in enumerate(rows) if column < len(row) and row[column] != ""]
        cells = {n: text_of(cell) for n, cell in filled}
        for kind, day, find in _finders(gazetteer, scope, codes_at):
            known = {text: place for text in set(cells.values()) if (place := _found(find, text))}
            found = frozenset(n for n, text in cells.items() if text in known)
            if len(found) < FEWEST_PLACES * len(cells) or not found:
                continue
            fit = (round(len(found) / len(cells), 1), len(known))
            if best is None or fit > best[0]:
                begin = min(found)
                unknown = dict.fromkeys(text for n, text in cells.items() if n >= begin and text not in known)
                beside, outside = _beside(gazetteer, scope, codes_at, known.values())
                best = fit, PlaceGuess(column, kind, day, found, tuple(unknown), beside, outside)
    return best[1] if best else None


def _beside(
    gazetteer: Gazetteer, scope: Place, codes_at: date, places: Iterable[Place]
) -> tuple[tuple[str, ...], bool]:
    """Return the codes of country and scope among the places, and whether others lie outside."""
    members = {place.slug for place in gazetteer.members(scope, codes_at)}
    others = {place.slug: place for place in places if place.slug not in members}
    shown = [place for place in others.values() if place.kind is Kind.COUNTRY or place.slug == scope.slug]
    codes = sorted(code for place in shown if (code := place.code(codes_at)))
    return tuple(codes), len(shown) < len(others)


def _finders(gazetteer: Gazetteer, scope: Place, codes_at: date) -> Iterable[tuple[PlaceKind, date, Find]]:
    for day in dict.fromkeys((codes_at, *CODE_DAYS)):
        yield PlaceKind.CODE, day, partial(_by_code, gazetteer, day)
        yield PlaceKind.CODE_AND_NAME, day, partial(_by_both, gazetteer, day)
    yield PlaceKind.NAME, codes_at, partial(_by_name, gazetteer, scope, codes_at)


def _by_code(gazetteer: Gazetteer, day: date, text: str) -> Place:
    return gazetteer.resolve(text, day)


def _by_both(gazetteer: Gazetteer, day: date, text: str) -> Place:
    both = CODE_FIRST.match(text) or CODE_LAST.match(text)
    if both is None:
        raise ValueError("there is no code")
    return gazetteer.resolve(both["code"], day)


def _by_name(gazetteer: Gazetteer, scope: Place, day: date, text: str) -> Place:
    return gazetteer.by_name(NOTE_SIGN.sub("", text), scope, day)


def _found(find: Find, text: str) -> Place | None:
    try:
        return find(text)
    except ValueError:
        return None


def guess_period(cells: Sequence[Cell]) -> PeriodKind | None:
    """Return the kind of period that all cells of a column are, or none."""
    filled = [cell for cell in dict.fromkeys(cells) if cell != ""]
    for kind in PERIODS:
        part = PeriodPart(kind, term=Term.AUTUMN if kind is PeriodKind.SCHOOL_YEAR else None)
        if filled and all(_reads(cell, part) for cell in filled):
            return kind
    return None


def _reads(cell: Cell, part: PeriodPart) -> bool:
    try:
        read_year(cell, part)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class NumberGuess:
    """The way a column writes its numbers, and the cells that are none."""

    share: float
    decimal: str
    thousands: str
    strip: tuple[str, ...]
    others: tuple[str, ...]


def guess_numbers(cells: Sequence[Cell]) -> NumberGuess:
    """Return how a column writes its numbers."""
    filled = [cell for cell in cells if cell != ""]
    texts = [cell.translate(SPACES) for cell in filled if isinstance(cell, str)]
    numbers = [text for text in texts if NUMBER.match(text)]
    others = tuple(dict.fromkeys(text for text in texts if not NUMBER.match(text)))
    commas = sum(bool(re.search(r",\d+\D*$", text)) for text in numbers)
    dots = sum(bool(re.search(r"\.\d+\D*$", text)) for text in numbers)
    strip = tuple(sign for sign in ("%", "*", "+") if any(sign in text for text in numbers))
    count = len(filled) - len(texts) + len(numbers)
    if count:
        count += sum(text in KNOWN_MARKS for text in texts)
    return NumberGuess(
        count / len(filled) if filled else 0.0,
        "," if commas > dots else ".",
        " " if any(re.search(r"\d \d{3}", text) for text in numbers) else "",
        strip,
        others,
    )


def guess_category(cells: Sequence[Cell]) -> tuple[str, tuple[str, ...]] | None:
    """Return the category of a column to begin with, the one for all where there is one, and the others."""
    seen = [text for text, _ in Counter(text_of(cell) for cell in cells).most_common() if text]
    if not 2 <= len(seen) <= MOST_CATEGORIES:
        return None
    whole = next((text for text in seen if WHOLE.search(text)), seen[0])
    return whole, tuple(text for text in seen if text != whole)
