"""The parts of which a document is put together: sums, days, tables, what is still to be written."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.charts.numbers import number_text
from loftet.core.mail import whole
from loftet.core.words import page_language
from loftet.documents.blocks import Cell, Document, Note, Paragraph, Section, Table
from loftet.ui.numbers import number_style

Sections = tuple[Section, ...]
HALF = (0.45, 0.55)


def document_for(
    owner: str,
    title: str,
    sections: Iterable[Section],
    built: date,
    *,
    lead: str = "",
    link: str = "",
    footer: str = "",
    warning: str = "",
) -> Document:
    """Return a document of an organisation, whose name is its footer, in the language of the page."""
    return Document(
        title=title,
        language=page_language(),
        place=owner,
        built=built,
        sections=tuple(sections),
        lead=lead,
        footer=footer or owner,
        citation=link,
        link=link,
        warning=warning,
    )


def kroner(amount: Decimal) -> str:
    """Return a sum in whole kroner."""
    return f"{number_text(float(amount), 0, number_style())} kr"


def day(value: date | None) -> str:
    """Return a day as it is written out."""
    return date_format(value, "j. F Y") if value else "–"


def address_of(record: Any) -> str:
    """Return the whole address of a record's page."""
    return whole(record.get_absolute_url())


def text_section(heading: str, text: str) -> Section:
    """Return a text by its lines, or that it is to be written."""
    return Section(heading, paragraphs_of(text) or (to_fill_in(),))


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """Return the lines of a text, a paragraph each."""
    return tuple(Paragraph(one) for one in text.splitlines() if one.strip())


def to_fill_in(what: str = "") -> Note:
    """Return the note of what is still to be written."""
    return Note(_("To be written: %(what)s") % {"what": what} if what else _("To be written."), open=True)


def table_of(header: Iterable[str], rows: Iterable[Iterable[str]], widths: tuple[float, ...] = ()) -> Table:
    """Return a table of texts; one that has widths has long ones, and may go on on the next page."""
    cells = tuple(tuple(Cell(str(one)) for one in row) for row in rows)
    return Table("", tuple(header), cells, widths, may_part=bool(widths))


def blank_table(header: Iterable[str], names: Iterable[str]) -> Table:
    """Return a table whose second column is filled in by hand."""
    return Table("", tuple(header), tuple((Cell(one), Cell("")) for one in names), HALF)


def amount_text(amount: Decimal | None, unit: str) -> str:
    """Return an amount with its unit."""
    return "–" if amount is None else f"{number_text(float(amount), 0, number_style())} {unit}"
