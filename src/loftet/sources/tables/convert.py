"""One printed cell as a number, a mark, or a year; what cannot be read raises ValueError with the cause."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loftet.sources.tables.read import Cell, ShownAsPercent, text_of, without_signs
from loftet.sources.tables.recipe import (
    Conversion,
    FilePart,
    MissingMark,
    PercentCells,
    PeriodKind,
    PeriodPart,
    Term,
)
from loftet.sources.tables.units import words_behind

KNOWN_MARKS = {":": "suppressed", ".": "not_possible", "..": "missing", "…": "missing"}
KNOWN_MARKS |= dict.fromkeys("-–—−", "zero")
BELOW = re.compile(r"^[<≤]\s*\d+$", re.ASCII)  # «<4»: so few that the number is not shown
AMBIGUOUS = re.compile(r"^-?[1-9]\d{0,2}[.,]\d{3}$", re.ASCII)  # 1.234: decimals or thousands
EN_DASH_AS_MINUS = re.compile(r"^–(?=\d)")
FIRST_YEAR, LAST_YEAR = 1800, 2100
AS_PRINTED = (PeriodKind.YEAR, PeriodKind.DATE)
YEAR = re.compile(r"^\d{4}$", re.ASCII)
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
MONTH_NUMBERS = (
    re.compile(r"^(?P<year>\d{4})\s*[-.]?\s*M\s*(?P<part>\d{1,2})$", re.ASCII | re.IGNORECASE),
    re.compile(r"^(?P<year>\d{4})[-./](?P<part>\d{2})$", re.ASCII),
    re.compile(r"^(?P<part>\d{1,2})[-./](?P<year>\d{4})$", re.ASCII),
)
# A number with a sign on one side: «+16», «12.5 %», «16*»; «<5» is no number and no such sign.
SIGNS = re.compile(r"^([^\w\s.,<>=~≤≥-]?)\s*(-?\d[\d.,]*)\s*([^\w\s.,<>=~≤≥-]?)$", re.ASCII)
SPACES = str.maketrans("\u00a0\u202f\u2009", "   ")  # the spaces that Norwegian tables put between thousands

FACTORS = {
    Conversion.NONE: Decimal(1),
    Conversion.SHARE_TO_PERCENT: Decimal(100),
    Conversion.PERCENT_TO_SHARE: Decimal("0.01"),
}


@dataclass(frozen=True, slots=True)
class ConvertedValue:
    """A number, or the reason why there is none."""

    number: Decimal | None
    mark: MissingMark | None = None

    def times(self, factor: Decimal) -> "ConvertedValue":
        """Multiply the number; a mark stays a mark.

        >>> ConvertedValue(None, MissingMark.SUPPRESSED).times(Decimal(100)).mark
        <MissingMark.SUPPRESSED: 'suppressed'>
        """
        return self if self.number is None else ConvertedValue(self.number * factor)


@dataclass(frozen=True, slots=True)
class FileNumberStyle:
    """The way a file writes its numbers and its marks."""

    decimal: str
    thousands: str
    marks: Mapping[str, MissingMark]
    zero: frozenset[str] = frozenset()
    strip: tuple[str, ...] = ()
    percent: PercentCells | None = None

    @classmethod
    def of(cls, part: FilePart) -> "FileNumberStyle":
        """Read the style from a file's part of the recipe."""
        thousands, zero = part.thousands.translate(SPACES), frozenset(part.zero)
        return cls(part.decimal, thousands, part.marks, zero, part.strip_value, part.percent_cells)

    def read(self, cell: Cell) -> ConvertedValue:
        """Read a cell.

        >>> style = FileNumberStyle(",", " ", {"": MissingMark.MISSING, ":": MissingMark.SUPPRESSED})
        >>> style.read("−1 234,5").number, style.read("").mark
        (Decimal('-1234.5'), <MissingMark.MISSING: 'missing'>)
        """
        if isinstance(cell, ShownAsPercent) and self.percent is PercentCells.SHOWN:
            return ConvertedValue(Decimal(repr(cell)).scaleb(2))  # 0.81 becomes 81, not 81.00
        if isinstance(cell, int | float):
            return ConvertedValue(Decimal(repr(cell)))
        text = text_of(cell)
        if text in self.marks:
            return ConvertedValue(None, self.marks[text])
        if text in self.zero:
            return ConvertedValue(Decimal(0))
        plain = self._stripped(text.translate(SPACES)).replace("−", "-")
        plain = EN_DASH_AS_MINUS.sub("-", plain)
        if not self._pattern().match(plain):
            raise ValueError(f"«{text}» is not a number{self._cure(plain)}")
        whole = plain.replace(self.thousands, "") if self.thousands else plain
        return ConvertedValue(Decimal(whole.replace(self.decimal, ".")))

    def _stripped(self, text: str) -> str:
        """Remove the signs around a number that the recipe names, in whatever order they stand."""
        before = ""
        while self.strip and before != text:
            before = text
            for sign in self.strip:
                text = text.removeprefix(sign).removesuffix(sign).strip()
        return text

    def _cure(self, plain: str) -> str:
        """Return the key of the recipe with which a cell would be a number, where there is one."""
        if around := SIGNS.match(plain):
            sign = around[1] or around[3]
            if sign == ")":  # «69,51)» is 69,5 and the note 1)
                return "; is its last digit the number of a note? Then correct the cell in the file"
            if self._pattern().match(around[2]):
                return f'; write strip_value = ["{sign}"]'
        if words := words_behind(plain):
            return f'; if «{words}» is the unit, write strip_value = ["{words}"]'
        other = "," if self.decimal == "." else "."
        if AMBIGUOUS.match(plain) and other in plain:
            return f'; write decimal = "{other}", or thousands = "{other}" if it stands between thousands'
        for decimal, thousands, cure in (
            (other, self.thousands, f'decimal = "{other}"'),
            (self.decimal, " ", 'thousands = " "'),
            (other, " ", f'decimal = "{other}" and thousands = " "'),
            (self.decimal, other, f'thousands = "{other}"'),
            (other, self.decimal, f'decimal = "{other}" and thousands = "{self.decimal}"'),
        ):
            if decimal != thousands and FileNumberStyle(decimal, thousands, {})._pattern().match(plain):
                return f"; write {cure}"
        key = "suppressed" if BELOW.match(plain) else KNOWN_MARKS.get(plain, "missing")
        is_word = BELOW.match(plain) or (plain and not any(sign.isdigit() for sign in plain))
        return f'; if it says why there is none, write {key} = ["{plain}"]' if is_word else ""

    def _pattern(self) -> re.Pattern[str]:
        whole = r"\d+"
        if self.thousands:
            whole = rf"(?:\d{{1,3}}(?:{re.escape(self.thousands)}\d{{3}})+|\d+)"
        return re.compile(rf"^-?{whole}(?:{re.escape(self.decimal)}\d+)?(?:[eE][-+]?\d+)?$", re.ASCII)


# --- periods --------------------------------------------------------------------------------------


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
        return _possible(_year_and_part(text, part.kind, part.year)[0])
    return _possible(YEAR_READERS[part.kind](text))


def read_part(cell: Cell, part: PeriodPart) -> int:
    """Return the quarter or the month of a period; 0 where a period is a year.

    >>> read_part("2023K4", PeriodPart(PeriodKind.QUARTER))
    4
    """
    if part.kind.parts == 1:
        return 0
    text = without_signs(text_of(cell), part.strip, part.strip_end)
    return _year_and_part(text, part.kind, part.year)[1]


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
    year, number = _year_and_part(text, part.kind, part.year)
    return f"{year}K{number}" if part.kind is PeriodKind.QUARTER else f"{year}M{number:02}"


def _year_and_part(text: str, kind: PeriodKind, named: int = 0) -> tuple[int, int]:
    """Return a year and its quarter or month; `named` is the year of months that are written without one."""
    patterns = QUARTERS if kind is PeriodKind.QUARTER else MONTH_NUMBERS
    found = next((match for one in patterns if (match := one.match(text))), None)
    if found is not None and 1 <= int(found["part"]) <= kind.parts:
        return int(found["year"]), int(found["part"])
    words = DATE_IN_WORDS.match(text)
    if kind is PeriodKind.MONTH and words and not words[1] and (month := _month(words[2])):
        return int(words[3]), month
    if kind is PeriodKind.MONTH and (month := month_named(text)):
        if named:
            return named, month
        raise ValueError(f"«{text}» is a month of no year; write year, or have it in the name of the file")
    example = "2023K4" if kind is PeriodKind.QUARTER else "2023M12"
    raise ValueError(f"«{text}» is not a {kind.value} such as {example}")


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
    return int(text)


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
