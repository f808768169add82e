"""Guesses about the cells of a raw file: places, periods, numbers. A person judges them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import partial

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind, Place
from loftet.sources.region_codes import COUNTRY, COUNTRY_LABEL, printed_forms, stands_for_a_place
from loftet.sources.tables.convert import AMBIGUOUS, KNOWN_MARKS, SPACES
from loftet.sources.tables.period import read_day, read_year
from loftet.sources.tables.place import CODE_FIRST, CODE_LAST, GENERATION, NOTE_SIGN
from loftet.sources.tables.read import Cell, text_of, without_signs
from loftet.sources.tables.recipe import PeriodKind, PeriodPart, PlaceKind, Term
from loftet.sources.tables.units import units_behind

CODE_DAYS = (date(2024, 1, 1), date(2020, 1, 1))
PERIODS = (
    *(PeriodKind.YEAR, PeriodKind.DATE, PeriodKind.INTERVAL, PeriodKind.SCHOOL_YEAR),
    *(PeriodKind.HALF_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH),
)
NUMBER = re.compile(r"^[+]?[-−–]?\d[\d .,]*\d*\s*[%*¹²³⁴-⁹]*$", re.ASCII)
RAISED = re.compile(r"(?<=\d)[¹²³⁴-⁹]$")  # of a note behind a number
DOTTED = re.compile(r"^[-−]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?\s*[%*]?$", re.ASCII)  # 1.234 or 1.234,5
ENGLISH = re.compile(r"^[-−–]?\d{1,3}(,\d{3})+\.\d+\s*[%*]?$", re.ASCII)  # 1,234.5
DOT_BEFORE_DECIMALS = re.compile(r"\.(\d{1,2}|\d{4,})\D*$|(^|\D)0\.", re.ASCII)
PREFIXED = re.compile(r"^([A-Za-zÆØÅæøå]{1,10}[-_.: ]?)\d{4}(?!\d)")  # a code of a municipality
BEFORE_YEAR = re.compile(r"^(\D{1,60}|.{1,60}\D)\d{4}(?!\d)")
SIGN_OF_YEAR = (
    r"\*+|[¹²³⁴-⁹]+|\d\)|\((?:forel|førebels|prelim)[^)]*\)"  # of a note, or of what is provisional
)
NOTES_OF_YEAR = re.compile(
    r"(?<=\w)(?:\s*(?:\*+|[¹²³⁴-⁹]+|\((?:forel|førebels|prelim)[^)]*\))|(?:\s+|(?<=\d\d)|(?<=\)))\d\))+$",
    re.ASCII | re.IGNORECASE,
)
YES, NO = frozenset({"ja", "yes", "true", "sann"}), frozenset({"nei", "no", "false", "usann"})
FEWEST_ANSWERS = 0.5  # of the cells of a column
SHORT_CODE = re.compile(r"^\d{3}$", re.ASCII)  # one that has lost its zero
OLD_CODE = re.compile(r"^\D{0,12}\d{4}(?!\d)", re.ASCII)
TOTAL = re.compile(r"^(alle\b|kilde|note|merk|\*)|\b(sum|i alt|totalt?|gjennomsnitt|snitt)\b", re.IGNORECASE)
COUNTY_LABEL = re.compile(r"(hele |heile )?fylket", re.IGNORECASE)
LIKE_A_CODE = re.compile(r"\W*[a-zæøå]{0,10}[-_. ]?\d{4}(?!\d)|\d+$", re.IGNORECASE)
ALIKE = 0.8  # names that are so alike may be one name and a slip of the pen
WHOLE = re.compile(r"samlet|samla|begge|alle|i alt|totalt?|^sum$", re.IGNORECASE)
MUNICIPALITY_DIGITS = 4
MOST_CATEGORIES = 40
FEWEST_PLACES = 0.1  # of the cells of a column of places


Find = Callable[[str], Place]


@dataclass(frozen=True, slots=True)
class PlaceGuess:
    """The column that looks most like places, and how they are written; `known` are its cells that are some.

    `beside` are the codes of the country and of the scope itself, where the file has them too; `strip` is
    what stands before each code and is no part of it. `follows_year` is true where the codes of several
    years stand in the file, each valid in its own; `names` are those of the known cells.
    """

    column: int
    kind: PlaceKind
    day: date
    rows: frozenset[int]
    known: frozenset[str]
    beside: tuple[str, ...]
    outside: bool
    strip: str = ""
    follows_year: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


def guess_place(
    rows: Sequence[Sequence[Cell]], gazetteer: Gazetteer, scope: Place, codes_at: date
) -> PlaceGuess | None:
    """Return the best column of places, or none."""
    best: tuple[tuple[bool, float, bool, int], PlaceGuess] | None = None
    tried: dict[
        tuple[PlaceKind, date | None, str, str], Place | None
    ] = {}  # the same cells stand in many columns
    for column in range(max(map(len, rows), default=0)):
        filled = [(n, row[column]) for n, row in enumerate(rows) if column < len(row) and row[column] != ""]
        cells = {n: text_of(cell) for n, cell in filled}
        for kind, day, strip, find in _finders(gazetteer, scope, codes_at, _prefix(cells.values())):
            for text in set(cells.values()):
                if (kind, day, strip, text) not in tried:
                    tried[kind, day, strip, text] = _found(find, text)
            known = {text: place for text in cells.values() if (place := tried[kind, day, strip, text])}
            found = frozenset(n for n, text in cells.items() if text in known)
            if len(found) < FEWEST_PLACES * len(cells) or not found:
                continue
            # Codes of before those that are known are no sign against a column of codes.
            judged = sum(text in known or not OLD_CODE.match(text) for text in cells.values())
            whole = len(cells) if kind is PlaceKind.NAME or len(found) * 2 < len(cells) else judged
            # A column that only says in which county the others lie is the last one to be taken.
            is_ranked = any(place.kind is Kind.MUNICIPALITY for place in known.values())
            fit = (is_ranked, round(len(found) / whole, 1), kind is not PlaceKind.NAME, len(known))
            if best is None or fit > best[0]:
                beside, outside = _beside(gazetteer, scope, codes_at, known.values())
                of_all = (column, kind, day or codes_at, found, frozenset(known), beside, outside, strip)
                best = (
                    fit,
                    PlaceGuess(
                        *of_all,
                        follows_year=day is None,
                        names={text: place.name for text, place in known.items()},
                    ),
                )
    return best[1] if best else None


@dataclass(frozen=True, slots=True)
class Strangers:
    """Cells of a column of places that are none as they are written: what each is most likely to be."""

    aliases: dict[str, str]
    totals: tuple[str, ...]
    others: tuple[str, ...]
    doubtful: tuple[str, ...]

    @classmethod
    def of(
        cls, texts: Iterable[str], guess: PlaceGuess, gazetteer: Gazetteer, scope: Place, codes_at: date
    ) -> "Strangers":
        """Sort cells into country and county, totals, other rows, and what may be a place written wrongly."""
        names = [place.name for place in gazetteer.members(scope, codes_at)]
        aliases, totals, others, doubtful = dict[str, str](), list[str](), list[str](), list[str]()
        for text in dict.fromkeys(texts):
            if place := _larger(text, guess.kind, scope, codes_at):
                aliases[text] = place
            elif TOTAL.search(text):
                totals.append(text)
            elif guess.follows_year and OLD_CODE.match(text):
                continue  # a code of before those that are known
            elif (
                text.isdecimal()
                and len(text) > MUNICIPALITY_DIGITS
                and text[:MUNICIPALITY_DIGITS] in guess.known
            ):
                others.append(text)  # a part of a municipality
            elif LIKE_A_CODE.match(text) or _is_like_one(text, names):
                doubtful.append(text)
            else:
                others.append(text)
        return cls(aliases, tuple(totals), tuple(others), tuple(doubtful))


def _is_like_one(text: str, names: Sequence[str]) -> bool:
    """Check whether a text may be a name that is shortened, misspelt or spoilt by a wrong encoding."""
    if "Ã" in text or get_close_matches(text, names, n=1, cutoff=ALIKE):
        return True
    words = text.casefold().split()
    return "." in text and any(
        len(words) == len(name.split())
        and all(
            one.startswith(word.rstrip(".")) for one, word in zip(name.casefold().split(), words, strict=True)
        )
        for name in names
    )


def _larger(text: str, kind: PlaceKind, scope: Place, codes_at: date) -> str:
    """Return the code of the country or of the county itself, where a cell names it in a way of its own."""
    code, _space, label = text.partition(" ")
    county = (scope.code(codes_at) or "") if scope.kind is Kind.COUNTY else ""
    if kind is not PlaceKind.NAME and county and code in printed_forms(scope, county):
        return county
    if kind is not PlaceKind.NAME and code in COUNTRY and stands_for_a_place(code, label):
        return "NO"
    if COUNTRY_LABEL.fullmatch(text) and not TOTAL.search(text):
        return "NO"
    return county if COUNTY_LABEL.fullmatch(text) else ""


def _beside(
    gazetteer: Gazetteer, scope: Place, codes_at: date, places: Iterable[Place]
) -> tuple[tuple[str, ...], bool]:
    """Return the codes of country and scope among the places, and whether others lie outside."""
    members = {place.slug for place in gazetteer.members(scope, codes_at)}
    others = {place.slug: place for place in places if place.slug not in members}
    shown = [place for place in others.values() if place.kind is Kind.COUNTRY or place.slug == scope.slug]
    codes = sorted(code for place in shown if (code := place.code(codes_at)))
    return tuple(codes), len(shown) < len(others)


def _finders(
    gazetteer: Gazetteer, scope: Place, codes_at: date, prefix: str
) -> Iterable[tuple[PlaceKind, date | None, str, Find]]:
    """Yield the ways of finding a place; without a day its code is one of any year."""
    days = tuple(dict.fromkeys((codes_at, *CODE_DAYS)))
    ways = ((PlaceKind.CODE, _by_code), (PlaceKind.CODE_AND_NAME, _by_both))
    for day in (*days, None):
        for strip in dict.fromkeys(("", prefix)):
            for kind, find in ways:
                on = days if day is None else (day,)
                yield kind, day, strip, partial(_on_one_of, on, partial(find, gazetteer, strip))
    yield PlaceKind.NAME, codes_at, "", partial(_by_name, gazetteer, scope, codes_at)


def _prefix(texts: Iterable[str]) -> str:
    """Return the letters and signs that stand before most codes of a column, such as K or K-.

    >>> _prefix(["K-4001", "K-4003", "F-40", "Uoppgitt"])
    'K-'
    """
    found = Counter(match[1] for text in set(texts) if (match := PREFIXED.match(text)))
    return found.most_common(1)[0][0] if found else ""


def _on_one_of(days: Sequence[date], find: Callable[[str, date], Place], text: str) -> Place:
    """Return the place that a text means on the first day on which it means one."""
    for day in days[:-1]:
        with suppress(ValueError):
            return find(text, day)
    return find(text, days[-1])


def _by_code(gazetteer: Gazetteer, strip: str, text: str, day: date) -> Place:
    code = text.removeprefix(strip).strip().removesuffix(".0")
    return gazetteer.resolve(code.zfill(4) if SHORT_CODE.match(code) else code, day)


def _by_both(gazetteer: Gazetteer, strip: str, text: str, day: date) -> Place:
    text = text.removeprefix(strip).strip()
    both = CODE_FIRST.match(text) or CODE_LAST.match(text)
    if both is None:
        raise ValueError("there is no code")
    place = gazetteer.resolve(both["code"], day)
    name = GENERATION.sub("", NOTE_SIGN.sub("", both["name"].strip()))
    if gazetteer.by_name(name, place, day) != place:
        raise ValueError("the name is another")
    return place


def _by_name(gazetteer: Gazetteer, scope: Place, day: date, text: str) -> Place:
    return gazetteer.by_name(NOTE_SIGN.sub("", text), scope, day)


def _found(find: Find, text: str) -> Place | None:
    try:
        return find(text)
    except ValueError:
        return None


def guess_period(cells: Sequence[Cell]) -> PeriodKind | None:
    """Return the kind of period that all cells of a column are, or none."""
    filled = [NOTES_OF_YEAR.sub("", cell) if isinstance(cell, str) else cell for cell in dict.fromkeys(cells)]
    filled = [cell for cell in filled if cell != ""]

    def is_all(kind: PeriodKind) -> bool:
        return bool(filled) and all(_reads(cell, kind) for cell in filled)

    kind = next((kind for kind in kinds_of(filled) if is_all(kind)), None)
    # «januar 2023» is the day of a date, and a month where there are several.
    is_month = kind is PeriodKind.DATE and (is_all(PeriodKind.MONTH) or _is_monthly(filled))
    return PeriodKind.MONTH if is_month else kind


def _is_monthly(cells: Sequence[Cell]) -> bool:
    """Check whether days are one of each month, of several in a year."""
    days = [read_day(text_of(cell)) for cell in cells]
    months = {(day.year, day.month) for day in days}
    return len(months) == len(days) > len({day.year for day in days})


def kinds_of(cells: Iterable[Cell]) -> tuple[PeriodKind, ...]:
    """Return the kinds of period, the likeliest first: 2021/22 is a school year, 2021-2022 an interval.

    >>> kinds_of(["2021/22"])[0].value, kinds_of(["2021-22"])[0].value
    ('school_year', 'year')
    """
    school = PeriodKind.SCHOOL_YEAR
    if any("/" in text_of(cell) and _reads(cell, school) for cell in cells):
        return tuple(dict.fromkeys((school, *PERIODS)))
    return PERIODS


def guess_prefixed_period(cells: Sequence[Cell]) -> tuple[PeriodKind, str] | None:
    """Return the kind of period that all cells are, and what stands before each («År: 2022»); or none."""
    if (kind := guess_period(cells)) is not None:
        return kind, ""
    texts = [text_of(cell) for cell in cells if cell != ""]
    before = {match[1] if (match := BEFORE_YEAR.match(text)) else "" for text in texts}
    if len(before) != 1 or not (strip := before.pop()):
        return None
    kind = guess_period([text.removeprefix(strip) for text in texts])
    return None if kind is None else (kind, strip)


def _reads(cell: Cell, kind: PeriodKind) -> bool:
    part = PeriodPart(kind, term=Term.AUTUMN if kind is PeriodKind.SCHOOL_YEAR else None, cumulated=True)
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
    is_mixed: bool = False  # whether some decimals stand behind a comma and some behind a dot
    ambiguous: str = ""  # a number such as 1,234, where none has another count of digits behind its comma
    units: tuple[str, ...] = ()  # the unit behind the numbers, as it is printed
    bare: int = 0  # numbers without it, where others have it


def guess_numbers(cells: Sequence[Cell]) -> NumberGuess:
    """Return how a column writes its numbers."""
    filled = [cell for cell in cells if cell != ""]
    texts = [cell.translate(SPACES) for cell in filled if isinstance(cell, str)]
    printed, units = len(texts), units_behind(texts)
    with_unit = sum(text.endswith(units) for text in texts) if units else 0
    texts = [
        without_signs(text, "", units) if text[:1].isdigit() or text[:1] in "+-−–" else text for text in texts
    ]
    numbers = [text for text in texts if NUMBER.match(text)]
    others = tuple(dict.fromkeys(text for text in texts if not NUMBER.match(text)))
    commas = sum(bool(re.search(r",\d+\D*$", text)) for text in numbers)
    dots = sum(bool(re.search(r"\.\d+\D*$", text)) for text in numbers)
    strip = tuple(sign for sign in ("%", "*", "+") if any(sign in text for text in numbers))
    strip += tuple(sorted({match[0] for text in numbers if (match := RAISED.search(text))}))
    english = any(ENGLISH.match(text) for text in numbers)
    dotted = any(DOTTED.match(text) for text in numbers) and not any(
        DOT_BEFORE_DECIMALS.search(text) for text in numbers
    )
    texts_with_comma = [text for text in numbers if "," in text]
    count = len(filled) - printed + len(numbers)
    if count:
        count += sum(text in KNOWN_MARKS for text in texts)
    return NumberGuess(
        count / len(filled) if filled else 0.0,
        "." if english else "," if dotted or commas > dots else ".",
        ","
        if english
        else "."
        if dotted
        else " "
        if any(re.search(r"\d \d{3}", text) for text in numbers)
        else "",
        (*strip, *units),
        others,
        bool(commas and dots and not english and not any(DOTTED.match(text) for text in numbers)),
        next(iter(texts_with_comma), "") if all(map(AMBIGUOUS.match, texts_with_comma)) else "",
        units,
        len(filled) - printed + len(numbers) - with_unit if units else 0,
    )


def guess_answers(cells: Sequence[Cell]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return how a column writes yes and no, where most of its cells are one of them.

    >>> guess_answers(["Ja", "Nei", "ja", ""])
    (('Ja', 'ja'), ('Nei',))
    """
    texts = [text_of(cell) for cell in cells if cell != ""]
    yes = tuple(text for text in dict.fromkeys(texts) if text.casefold() in YES)
    no = tuple(text for text in dict.fromkeys(texts) if text.casefold() in NO)
    count = sum(text in yes or text in no for text in texts)
    return (yes, no) if count > len(texts) * FEWEST_ANSWERS else None


def guess_category(cells: Sequence[Cell]) -> tuple[str, tuple[str, ...]] | None:
    """Return the category of a column to begin with, the one for all where there is one, and the others."""
    seen = [text for text, _ in Counter(text_of(cell) for cell in cells).most_common() if text]
    if not 2 <= len(seen) <= MOST_CATEGORIES:
        return None
    whole = next((text for text in seen if WHOLE.search(text)), seen[0])
    return whole, tuple(text for text in seen if text != whole)
