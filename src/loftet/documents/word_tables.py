"""The rows of a table as Word keeps them, built at once: cell by cell a hundred rows take seconds."""

from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from loftet.charts.colours import LIGHT
from loftet.documents.blocks import Cell, Table

TWIPS = 635  # lengths of the library in a twentieth of a point
SPACE, TOGETHER = '<w:spacing w:before="40" w:after="40"/>', "<w:keepNext/>"
LINK = f'<w:color w:val="{LIGHT["accent"][1:]}"/>'
Relate = Callable[[str], str]  # from an address to the id of its relation


def table_rows(table: Table, widths: Sequence[int], size: float, relate: Relate) -> list[Any]:
    """Return the rows: the header is repeated on each page, and no row is cut by the end of one."""
    kept = len(table.rows) - 1 if table.is_together else 0  # rows that are on a page with the next one
    bold = [_run(text, size, "<w:b/>") for text in table.header]
    head = _row(bold, widths, "<w:tblHeader/>", together=True)
    body = (
        _row([_content(cell, size, relate) for cell in row], widths, together=at < kept)
        for at, row in enumerate(table.rows)
    )
    return list(parse_xml(f"<w:tbl {nsdecls('w', 'r')}>{head}{''.join(body)}</w:tbl>"))


def _row(cells: Sequence[str], widths: Sequence[int], more: str = "", *, together: bool) -> str:
    look = f"<w:pPr>{TOGETHER if together else ''}{SPACE}</w:pPr>"
    drawn = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width // TWIPS}" w:type="dxa"/></w:tcPr><w:p>{look}{cell}</w:p></w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{''.join(drawn)}</w:tr>"


def _content(cell: Cell, size: float, relate: Relate) -> str:
    if not cell.link:
        return _run(cell.text, size)
    run = _run(cell.text, size, LINK, '<w:u w:val="single"/>')
    return f"<w:hyperlink r:id={quoteattr(relate(cell.link))}>{run}</w:hyperlink>"


def _run(text: str, size: float, before: str = "", after: str = "") -> str:
    """Return a text in a size in points; its properties are in the order that Word wants."""
    look = f'{before}<w:sz w:val="{size * 2:g}"/>{after}'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
