"""A recipe: which files, how each is written, and how its cells become a series of observations.

Each dataclass is a table of the recipe's TOML and each field a key in it; `docs/how-to/recipe.md`
explains them one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum


class PlaceKind(Enum):
    """The way a file writes its places."""

    CODE = "code"
    NAME = "name"
    CODE_AND_NAME = "code_and_name"


class PeriodKind(Enum):
    """The way a file writes its periods."""

    YEAR = "year"
    DATE = "date"
    INTERVAL = "interval"
    SCHOOL_YEAR = "school_year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    FIXED = "fixed"
    FILE_NAME = "file_name"
    SHEET_NAME = "sheet_name"

    @property
    def has_column(self) -> bool:
        """Check whether the period has a column, and not once for a whole file or sheet."""
        return self not in (PeriodKind.FIXED, PeriodKind.FILE_NAME, PeriodKind.SHEET_NAME)

    @property
    def parts(self) -> int:
        """Return how many of the period make a year: two halves, four quarters, twelve months, else one."""
        return {PeriodKind.HALF_YEAR: 2, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12}.get(self, 1)

    @property
    def words(self) -> str:
        """Return what the period is called in English."""
        return self.value.replace("_", " ")


class Kept(Enum):
    """The figure of a year of which the file has one for each quarter or month."""

    LAST = "last"
    MEAN = "mean"
    SUM = "sum"


class Term(Enum):
    """The calendar year that a school year is counted as."""

    AUTUMN = "autumn"
    SPRING = "spring"


class MissingMark(Enum):
    """Why a cell has no number; the words are those of a study's `status`."""

    MISSING = "missing"
    NOT_POSSIBLE = "not_possible"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"


class Conversion(Enum):
    """From one unit to another."""

    NONE = "none"
    SHARE_TO_PERCENT = "share_to_percent"
    PERCENT_TO_SHARE = "percent_to_share"


class PercentCells(Enum):
    """The number that counts of an Excel cell that holds 0.16 and is shown as 16 %."""

    SHOWN = "shown"
    STORED = "stored"


class Outside(Enum):
    """The treatment of a place that is known but is not part of the study."""

    REFUSE = "refuse"
    SKIP = "skip"


class AbsentPart(Enum):
    """The meaning of a category without a row in a sum."""

    REFUSE = "refuse"
    MISSING = "missing"
    ZERO = "zero"


class AbsentDenominator(Enum):
    """The meaning of a place and year without a denominator."""

    REFUSE = "refuse"
    MISSING = "missing"


class ZeroDenominator(Enum):
    """The meaning of a denominator of zero."""

    REFUSE = "refuse"
    NOT_POSSIBLE = "not_possible"


@dataclass(frozen=True, slots=True)
class StudyPart:
    """The study that the recipe makes."""

    title: str
    publisher: str
    licence: str
    codes_at: date
    scope: str
    indicators: str
    method: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacePart:
    """The column of the place and how it is written."""

    column: str
    kind: PlaceKind
    codes_at: date | None = None
    codes_follow_year: bool = False
    scope: str = ""
    strip: str = ""
    strip_end: tuple[str, ...] = ()
    digits: int = 0
    aliases: Mapping[str, str] = field(default_factory=dict)
    outside: Outside = Outside.REFUSE


@dataclass(frozen=True, slots=True)
class PeriodPart:
    """The column of the period and how it is written."""

    kind: PeriodKind
    column: str = ""
    strip: str = ""
    strip_end: tuple[str, ...] = ()
    term: Term | None = None
    keep: Kept | None = None
    part: str = ""  # the column of the half year, quarter or month where the year has one of its own
    cumulated: bool | None = None  # whether each figure is the sum of the year so far
    year: int = 0
    month: int = 0  # of a fixed period that is one month of its year


@dataclass(frozen=True, slots=True)
class WidePart:
    """A file with a column for each value: the names of its header rows, and the columns without values."""

    id_columns: tuple[str, ...]
    names: tuple[str, ...]
    fill: bool = False


@dataclass(frozen=True, slots=True)
class FilePart:
    """A raw file, or several that are written alike, and how they are written."""

    path: tuple[str, ...]
    source: str
    blank: MissingMark
    place: PlacePart
    period: PeriodPart
    table: str = ""
    vintage: str = ""
    encoding: str = "utf-8"
    separator: str = ","
    sheet: tuple[str, ...] = ()
    skip_rows: int = 0
    header_rows: int = 1
    turned: bool = False
    sheet_column: str = ""
    until_blank_row: bool = False
    leave_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leave_out_starting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fill_down: tuple[str, ...] = ()
    decimal: str = "."
    thousands: str = ""
    strip_value: tuple[str, ...] = ()
    percent_cells: PercentCells | None = None
    zero: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    not_possible: tuple[str, ...] = ()
    suppressed: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    wide: WidePart | None = None

    @property
    def marks(self) -> dict[str, MissingMark]:
        """Return what each mark means, the empty cell among them."""
        kinds = {
            MissingMark.MISSING: self.missing,
            MissingMark.NOT_POSSIBLE: self.not_possible,
            MissingMark.SUPPRESSED: self.suppressed,
            MissingMark.NOT_APPLICABLE: self.not_applicable,
        }
        return {mark: kind for kind, marks in kinds.items() for mark in marks} | {"": self.blank}


@dataclass(frozen=True, slots=True)
class SumPart:
    """The categories that are added, and the meaning of an absent one."""

    over: tuple[str, ...]
    absent: AbsentPart = AbsentPart.REFUSE
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class SharePart:
    """The answers that are counted, and the others: the value is the share of the first, in per cent."""

    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellSelection:
    """Some cells of a file or several, one for each place and year once they are added."""

    file: tuple[str, ...]
    value: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts_with: Mapping[str, str] = field(default_factory=dict)
    sum: SumPart | None = None
    share: SharePart | None = None


@dataclass(frozen=True, slots=True)
class DividePart:
    """The divisor of a series: the catalogue's population of a year, or other cells."""

    population: int = 0
    by: CellSelection | None = None
    year: int = 0
    per: Decimal = Decimal(1)
    zero: ZeroDenominator = ZeroDenominator.REFUSE
    absent: AbsentDenominator = AbsentDenominator.REFUSE


@dataclass(frozen=True, slots=True)
class YearsPart:
    """The years that are kept, both ends included; 0 = no limit."""

    first: int = 0
    last: int = 0

    def holds(self, year: int) -> bool:
        """Check whether a year is kept."""
        return self.first <= year <= (self.last or year)


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """One indicator and the cells that it is made of."""

    indicator: str
    file: tuple[str, ...]
    value: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts_with: Mapping[str, str] = field(default_factory=dict)
    sum: SumPart | None = None
    share: SharePart | None = None
    years: YearsPart = YearsPart()
    convert: Conversion = Conversion.NONE
    scale: Decimal = Decimal(1)
    divide: DividePart | None = None

    @property
    def selection(self) -> CellSelection:
        """Return the cells alone, without what is done with them."""
        return CellSelection(self.file, self.value, self.where, self.starts_with, self.sum, self.share)


@dataclass(frozen=True, slots=True)
class UnusedPart:
    """A file that is deliberately not used, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """A whole recipe."""

    study: StudyPart
    files: Mapping[str, FilePart]
    series: tuple[SeriesPart, ...]
    unused: tuple[UnusedPart, ...] = ()
