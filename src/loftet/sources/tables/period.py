"""One printed period as a year, and the quarter or month of it; what cannot be read raises ValueError."""

import re
from collections.abc import Iterable
from datetime import date

from loftet.sources.tables.read import Cell, text_of, without_signs
from loftet.sources.tables.recipe import PeriodKind, PeriodPart, Term

FIRST_YEAR, LAST_YEAR = 1800, 2100
AS_PRINTED = (PeriodKind.YEAR, PeriodKind.DATE)
YEAR = re.compile(r"^\d{4}(?:\.0)?$", re.ASCII)  # 2023.0 is how data frames write it
DATES = (  # the year, month and day of each
    (re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$", re.ASCII), (1, 2, 3)),
    (re.compile(r"^(\d{4})[./](\d{1,2})[./](\d{1,2})$", re.ASCII), (1, 2, 3)),
    (re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$", re.ASCII), (4, 3, 1)),
)
DATE_IN_WORDS = re.compile(r"^(?:(\d{1,2})\.?\s+)?([a-z]{3})[a-z]*\.?\s+(\d{4})$", re.ASCII | re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
MONTH_NAMES = (
    *("januar", "februar", "mars", "april", "mai", "juni", "juli", "august"),
    *("september", "oktober", "november", "desember"),
)
NAMES_IN_ENGLISH = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
MONTHS_IN_ENGLISH = {"may": "mai", "oct": "okt", "dec": "des"}
INTERVAL = re.compile(r"^(\d{4})\s*(?:[-–—‑_/]|til)\s*(\d{4}|\d{2})$", re.ASCII)
SCHOOL_YEAR = re.compile(r"^(\d{4})\s*[/–-]\s*(\d{4}|\d{2})$", re.ASCII)
# Quarters: 2023K1, 2023 Q1, K1 2023, 1. kvartal 2023. Months: 2023M01, 2023-01, 01.2023, januar 2023.
QUARTERS = (
    re.compile(r"^(?P<year>\d{4})\s*[-.]?\s*[KQ]\s*(?P<part>[1-4])$", re.ASCII | re.IGNORECASE),
    re.compile(r"^[KQ]\s*(?P<part>[1-4])\s*[-.]?\s*(?P<year>\d{4})$", re.ASCII | re.IGNORECASE),
    re.compile(r"^(?P<part>[1-4])\.?\s*k(?:varta[lr]|v)\.?\s*(?P<year>\d{4})$", re.ASCII | re.IGNORECASE),
    re.compile(
        r"^(?P<year>\d{4})\s*[-.]?\s*(?P<part>[1-4])\.\s*k(?:varta[lr]|v)\.?$", re.ASCII | re.IGNORECASE
    ),
)
HALVES = (  # 2023H1, H1 2023, 1. halvår 2023, 2023 1. halvår
    re.compile(r"^(?P<year>\d{4})\s*[-.]?\s*H\s*(?P<part>[12])$", re.ASCII | re.IGNORECASE),
    re.compile(r"^H\s*(?P<part>[12])\s*[-.]?\s*(?P<year>\d{4})$", re.ASCII | re.IGNORECASE),
    re.compile(r"^(?P<part>[12])\.?\s*halv[åa]r,?\s*(?P<year>\d{4})$", re.ASCII | re.IGNORECASE),
    re.compile(r"^(?P<year>\d{4})\s*[-.,]?\s*(?P<part>[12])\.?\s*halv[åa]r$", re.ASCII | re.IGNORECASE),
)
MONTH_NUMBERS = (
    re.compile(r"^(?P<year>\d{4})\s*[-.]?\s*M\s*(?P<part>\d{1,2})$", re.ASCII | re.IGNORECASE),
    re.compile(r"^(?P<year>\d{4})[-./](?P<part>\d{2})$", re.ASCII),
    re.compile(r"^(?P<part>\d{1,2})[-./](?P<year>\d{4})$", re.ASCII),
)

PATTERNS = {PeriodKind.HALF_YEAR: HALVES, PeriodKind.QUARTER: QUARTERS, PeriodKind.MONTH: MONTH_NUMBERS}
LETTERS = {PeriodKind.HALF_YEAR: "H", PeriodKind.QUARTER: "K", PeriodKind.MONTH: "M"}
SHORT_YEAR = re.compile(
    r"^([a-z]{3,9})[.\s-]+'?(\d{2})$", re.ASCII | re.IGNORECASE
)  # jan.23, as Excel shows it
# The year so far: «1.-3. kvartal 2023», «Januar–juni 2023».
QUARTERS_SO_FAR = re.compile(
    r"^1\.?\s*(?:[-–]|til)\s*(?P<part>[1-4])\.?\s*k(?:varta[lr]|v)\.?\s*(?P<year>\d{4})$",
    re.ASCII | re.IGNORECASE,
)
MONTHS_SO_FAR = re.compile(
    r"^jan(?:uar|uary)?\.?\s*(?:[-–]|til)\s*(?P<month>[a-z]{3,9})\.?\s+(?P<year>\d{4})$",
    re.ASCII | re.IGNORECASE,
)
PART_ALONE = re.compile(
    r"^[KQHM]?\s*(\d{1,2})\.?\s*(?:k(?:varta[lr]|v)|halv[åa]r|m(?:[åa]ned|nd))?\.?$", re.ASCII | re.IGNORECASE
)

PART_WORDS = {
    PeriodKind.HALF_YEAR: re.compile(r"halv|^H\d", re.IGNORECASE),
    PeriodKind.QUARTER: re.compile(r"\d\.?\s*kv|^[KQ]\s*\d", re.IGNORECASE),
    PeriodKind.MONTH: re.compile(r"m[åa]n|mnd|^M\d|^[a-z]{3}", re.IGNORECASE),
}


def read_year(cell: Cell, part: PeriodPart) -> int:
    """Return the year of a period: the last year of an interval.

    >>> read_year("2011-2015", PeriodPart(PeriodKind.INTERVAL))
    2015
    >>> read_year("2016/17-2018/19", PeriodPart(PeriodKind.SCHOOL_YEAR, term=Term.AUTUMN))
    2018
    """
    if not part.kind.has_column:
        return _possible(part.year)
    text = without_signs(text_of(cell), part.strip, part.strip_end)
    if part.kind is PeriodKind.SCHOOL_YEAR:
        return _possible(_school_year(text, part.term or Term.SPRING))
    if part.kind.parts > 1:
        return _possible(_year_and_part(text, part)[0])
    return _possible(YEAR_READERS[part.kind](text))


def read_part(cell: Cell, part: PeriodPart) -> int:
    """Return the quarter or the month of a period; 0 where a period is a year.

    >>> read_part("2023K4", PeriodPart(PeriodKind.QUARTER))
    4
    """
    if part.kind.parts == 1:
        return 0
    text = without_signs(text_of(cell), part.strip, part.strip_end)
    return _year_and_part(text, part)[1]


def written_period(cell: Cell, part: PeriodPart) -> str:
    """Return a period as studies write it, whatever the file prints; years and dates stay as printed.

    >>> written_period("2021 til 23", PeriodPart(PeriodKind.INTERVAL))
    '2021-2023'
    >>> written_period("4. kvartal 2023", PeriodPart(PeriodKind.QUARTER))
    '2023K4'
    """
    if part.kind in AS_PRINTED:
        return text_of(cell)
    if not part.kind.has_column:
        return f"{part.year}M{part.month:02}" if part.month else str(part.year)
    text = without_signs(text_of(cell), part.strip, part.strip_end)
    if part.kind is PeriodKind.INTERVAL:
        return "{}-{}".format(*_interval(text))
    if part.kind is PeriodKind.SCHOOL_YEAR and text.count("/") < 2:
        begins = _one_school_year(text)
        return f"{begins}/{(begins + 1) % 100:02}"
    if part.kind is PeriodKind.SCHOOL_YEAR:
        return text
    year, number = _year_and_part(text, part)
    if part.cumulated and number == part.kind.parts:
        return str(year)
    return f"{year}{LETTERS[part.kind]}{number:0{2 if part.kind is PeriodKind.MONTH else 1}}"


def with_part(year: Cell, printed: Cell, kind: PeriodKind) -> str:
    """Return a period whose year and whose quarter or month stand in cells of their own, as one text.

    >>> with_part(2023, "1. kvartal", PeriodKind.QUARTER), with_part("2023", "mars", PeriodKind.MONTH)
    ('2023K1', '2023M3')
    """
    text = text_of(printed)
    match = PART_ALONE.match(text)
    number = int(match[1]) if match else month_named(text) if kind is PeriodKind.MONTH else 0
    if not 1 <= number <= kind.parts:
        raise ValueError(f"«{text}» is not a {kind.words} of 1 to {kind.parts}")
    return f"{text_of(year).removesuffix('.0')}{LETTERS[kind]}{number}"


def kind_of_parts(cells: Iterable[Cell]) -> PeriodKind | None:
    """Return what cells without a year are by their words: halves, quarters or months; or none.

    >>> kind_of_parts(["1. kv.", "2. kv."]).value, kind_of_parts(["Jan", "Feb"]).value, kind_of_parts([1, 2])
    ('quarter', 'month', None)
    """
    filled = [cell for cell in cells if cell != ""]
    for kind, words in PART_WORDS.items():
        if filled and all(words.search(text_of(cell)) and is_part(cell, kind) for cell in filled):
            return kind
    return None


def is_part(cell: Cell, kind: PeriodKind) -> bool:
    """Check whether a cell is a half, a quarter or a month of a year that stands elsewhere."""
    try:
        with_part(LAST_YEAR, cell, kind)
    except ValueError:
        return False
    return True


def is_so_far(cell: Cell) -> bool:
    """Check whether a period is several quarters or months from the first of its year on.

    >>> is_so_far("1.-3. kvartal 2023"), is_so_far("Januar–juni 2023"), is_so_far("3. kvartal 2023")
    (True, True, False)
    """
    text = text_of(cell)
    months = MONTHS_SO_FAR.match(text)
    return bool(QUARTERS_SO_FAR.match(text) or (months and month_named(months["month"])))


def _year_and_part(text: str, part: PeriodPart) -> tuple[int, int]:
    """Return a year and its half, quarter or month; months may be written without their year."""
    kind = part.kind
    found = next((match for one in PATTERNS[kind] if (match := one.match(text))), None)
    if found is None and kind is PeriodKind.QUARTER and part.cumulated:
        found = QUARTERS_SO_FAR.match(text)
    if found is not None and 1 <= int(found["part"]) <= kind.parts:
        return int(found["year"]), int(found["part"])
    if kind is PeriodKind.MONTH and (month := _year_and_month(text, part)):
        return month
    if is_so_far(text):
        raise ValueError(f"«{text}» is the year so far; write cumulated = true")
    raise ValueError(f"«{text}» is not a {kind.words} such as 2023{LETTERS[kind]}{kind.parts}")


def _year_and_month(text: str, part: PeriodPart) -> tuple[int, int] | None:
    """Return the year and the month that are written in words, or as a day of that month; or none."""
    words = DATE_IN_WORDS.match(text)
    if words and not words[1] and (month := _month(words[2])):
        return int(words[3]), month
    if (so_far := MONTHS_SO_FAR.match(text)) and part.cumulated and (month := month_named(so_far["month"])):
        return int(so_far["year"]), month
    if (short := SHORT_YEAR.match(text)) and (month := month_named(short[1])):
        return 2000 + int(short[2]), month
    if part.keep and any(pattern.match(text) for pattern, _groups in DATES):
        day = read_day(text)
        return day.year, day.month
    if month := month_named(text):
        if part.year:
            return part.year, month
        raise ValueError(f"«{text}» is a month of no year; write year, or have it in the name of the file")
    return None


def month_named(text: str) -> int:
    """Return the number of the month that a text is the name of; 0 for none.

    >>> [month_named(text) for text in ("Mars", "des.", "sept", "Marsvin", "May")]
    [3, 12, 9, 0, 5]
    """
    word = text.strip().lower().removesuffix(".")
    is_name = any(
        word in (name, name[:3], name[:4]) for name in (*MONTH_NAMES, *NAMES_IN_ENGLISH) if len(word) > 2
    )
    return _month(word[:3]) if is_name else 0


def _month(word: str) -> int:
    """Return the number of a month by its first three letters, in Norwegian or English; 0 for none."""
    name = MONTHS_IN_ENGLISH.get(word.lower(), word.lower())
    return MONTHS.index(name) + 1 if name in MONTHS else 0


def _possible(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year {year} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return year


def _plain_year(text: str) -> int:
    if not YEAR.match(text):
        raise ValueError(f"«{text}» is not a year{_other_kind(text)}")
    return int(text.removesuffix(".0"))


def _other_kind(text: str) -> str:
    """Return the kind of period that a text is, where it is no year."""
    for kind, read in (("date", _year_of_date), ("interval", _last_year), ("school_year", _one_school_year)):
        try:
            read(text)
        except ValueError:
            continue
        article = "an" if kind == "interval" else "a"
        return f'; if it is {article} {kind.replace("_", " ")}, write kind = "{kind}"'
    return ""


def _year_of_date(text: str) -> int:
    return read_day(text).year


def read_day(text: str) -> date:
    """Return the day that a text is; a month in words is its first day.

    >>> read_day("1. januar 2020"), read_day("31.12.2023")
    (datetime.date(2020, 1, 1), datetime.date(2023, 12, 31))

    Raises:
        ValueError: when it is none.
    """
    for pattern, groups in DATES:
        if (match := pattern.match(text)) and (day := _day(*(int(match[n]) for n in groups))):
            return day
    words = DATE_IN_WORDS.match(text)
    if words and (day := _day(int(words[3]), _month(words[2]), int(words[1] or 1))):
        return day
    raise ValueError(f"«{text}» is not a date (YYYY-MM-DD)")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_year(text: str) -> int:
    return _interval(text)[1]


def _interval(text: str) -> tuple[int, int]:
    """Return the first and the last year of an interval."""
    match = INTERVAL.match(text)
    if not match:
        raise ValueError(f"«{text}» is not an interval of years such as 2011-2015")
    first, last = int(match[1]), int(match[2])
    if last < 100:  # 2013-15
        last += first // 100 * 100
    if first > last:
        raise ValueError(f"the interval «{text}» ends before it begins")
    return first, last


YEAR_READERS = {
    PeriodKind.YEAR: _plain_year,
    PeriodKind.DATE: _year_of_date,
    PeriodKind.INTERVAL: _last_year,
}


def _school_year(text: str, term: Term) -> int:
    """Read «2018/19», or an interval of such; its last school year counts."""
    first, _, last = text.partition("-") if text.count("/") == 2 else (text, "", text)
    begins, ends = _one_school_year(first), _one_school_year(last)
    if begins > ends:
        raise ValueError(f"the interval «{text}» ends before it begins")
    return ends if term is Term.AUTUMN else ends + 1


def _one_school_year(text: str) -> int:
    match = SCHOOL_YEAR.match(text.strip())
    if match and (int(match[1]) + 1) % 100 == int(match[2]) % 100:
        return int(match[1])
    raise ValueError(f"«{text.strip()}» is not a school year such as 2018/19")
