"""One printed cell as a number, a mark, or a year; what cannot be read raises ValueError with the cause."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from loftet.sources.tables.read import Cell, ShownAsPercent, text_of
from loftet.sources.tables.recipe import (
    Conversion,
    FilePart,
    MissingMark,
    PercentCells,
)
from loftet.sources.tables.units import words_behind

KNOWN_MARKS = {":": "suppressed", ".": "not_possible", "..": "missing", "…": "missing"}
KNOWN_MARKS |= dict.fromkeys("-–—−", "zero") | {"*": "suppressed"}
KNOWN_MARKS |= dict.fromkeys(("NA", "N/A", "n/a", "n.a.", "i.t.", "i/t", "NaN", "null"), "missing")
BELOW = re.compile(
    r"^(?:[<≤]|under|færre enn|mindre enn)\s*\d+$", re.ASCII | re.IGNORECASE
)  # «<4»: so few that the number is not shown
AMBIGUOUS = re.compile(r"^-?[1-9]\d{0,2}[.,]\d{3}$", re.ASCII)  # 1.234: decimals or thousands
EN_DASH_AS_MINUS = re.compile(r"^–(?=\d)")
# A number with a sign on one side: «+16», «12.5 %», «16*»; «<5» is no number and no such sign.
SIGNS = re.compile(r"^([^\w\s.,<>=~≤≥-]?)\s*(-?\d[\d.,]*)\s*([^\w\s.,<>=~≤≥-]?)$", re.ASCII)
NOTE_BEHIND = re.compile(r"\d\s+\d\)$", re.ASCII)  # «13,0 1)»
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
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()

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
        if text in self.yes:
            return ConvertedValue(Decimal(100))
        if text in self.zero or text in self.no:
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
        if plain.startswith("(") and plain.endswith(")"):  # as accountants write what is below zero
            return "; if brackets mean that it is below zero, write it with a minus in the file"
        if NOTE_BEHIND.search(plain):
            return "; if a note stands behind it, remove its sign from the cell in the file"
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
