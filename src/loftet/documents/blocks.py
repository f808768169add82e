"""A document and its parts as plain values: nothing of a database, a page or a file format."""

from dataclasses import dataclass
from datetime import date

AUTHOR = "Løftet"  # of every file, in its properties
SHORT = 10  # rows of a table that is not parted by the end of a page


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text, and the address that it ends with, where it has one."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list whose order and numbers matter, such as the proposals of a case paper."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `link` is the permanent address of what it shows."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, unless a heading says it, a header, and rows of as many cells.

    The first cell of a row names it. One that is `whole` is on one page, as short ones are, but for a short
    one of long texts that `may_part`.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    whole: bool = False
    may_part: bool = False

    @property
    def is_together(self) -> bool:
        """Check whether the table is on one page: a header with one row below it is hard to read."""
        return self.whole or (len(self.rows) <= SHORT and not self.may_part)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG: its words for those who do not see it, its caption, its address."""

    svg: str
    alt: str
    caption: str
    link: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark apart from the text; one that is `open` is what the municipality fills in itself."""

    text: str
    open: bool = False


Block = Paragraph | Bullets | Numbered | Table | Figure | Note


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it; a `level` of 2 is inside the section before.

    One that is a `sheet` begins on a page of its own.
    """

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1
    sheet: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready to be written: every sentence and number as it stands on paper.

    `place` is whose it is, `lead` is the answer in a sentence or two, `citation` says how it is cited, `link`
    is the permanent address, and `warning` says that it is a draft, or that its figures are made up. One of
    figures names their edition. One that `is_sheet` is on one page.
    """

    title: str
    language: str
    place: str
    built: date
    sections: tuple[Section, ...]
    lead: str
    footer: str
    citation: str
    link: str
    warning: str = ""
    edition_id: str = ""
    is_sheet: bool = False

    @property
    def closing(self) -> str:
        """Return what stands last: on one page, how it is cited; the others say it with their sources."""
        return self.citation if self.is_sheet else ""
