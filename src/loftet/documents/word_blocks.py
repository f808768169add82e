"""The blocks of a document as paragraphs, tables and pictures of a Word file."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Pt, RGBColor
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph as WordParagraph

from loftet.charts.colours import LIGHT
from loftet.documents.blocks import (
    Block,
    Bullets,
    Figure,
    Note,
    Numbered,
    Paragraph,
    Section,
    Table,
)
from loftet.documents.word_tables import table_rows

LINK = "loftetLink"  # no template names a relation so
SMALL, TINY = Pt(9), Pt(7.5)
MANY = 5  # columns of a table in small letters
SHOWN = (Figure, Table, Bullets)  # what a sentence before it is on one page with
SHEET_FIGURE = 0.86  # of the width of the text, so that one page is enough


class WordBlocks:
    """Writes blocks at the end of a document, or before the place that a template has for them.

    A style that a template lacks is done without: the text is there all the same.
    """

    def __init__(
        self, document: Document, anchor: Any, pictures: Mapping[str, bytes], *, is_sheet: bool
    ) -> None:
        self._document, self._anchor, self._is_sheet = document, anchor, is_sheet
        self._pictures = pictures  # by their drawing
        self._styles: dict[str, BaseStyle | None] = {}
        self._relations: dict[str, str] = {}
        page = document.sections[-1]
        width, left, right = page.page_width, page.left_margin, page.right_margin
        self._width = Emu((width or 0) - (left or 0) - (right or 0))

    def title(self, text: str) -> None:
        """Write the title."""
        self._paragraph(text, "Title")

    def strong(self, text: str) -> None:
        """Write a line in bold letters."""
        self._paragraph("").add_run(text).bold = True

    def lead(self, text: str) -> None:
        """Write the answer."""
        run = self._paragraph("").add_run(text)
        run.font.size = Pt(11 if self._is_sheet else 13)

    def small(self, text: str) -> None:
        """Write a line in small letters."""
        self._paragraph("").add_run(text).font.size = TINY if self._is_sheet else SMALL

    def section(self, section: Section, *, leads: bool = False) -> None:
        """Write a heading and its blocks; one that `leads` is followed by one that is inside it."""
        if section.heading:
            heading = self._paragraph(section.heading, f"Heading {section.level}")
            heading.paragraph_format.page_break_before = section.sheet or None
        for at, block in enumerate(section.blocks):
            written = self.block(block)
            shows = isinstance(next(iter(section.blocks[at + 1 :]), None), SHOWN)
            # A sentence alone below a heading leads to what is inside its section.
            if written is not None and (shows or (leads and len(section.blocks) == 1)):
                written.paragraph_format.keep_with_next = True

    def block(self, block: Block) -> WordParagraph | None:
        """Write one block; return the paragraph, where it is one."""
        if isinstance(block, Paragraph):
            paragraph = self._paragraph(f"{block.text} " if block.link else block.text)
            self._link(paragraph, block.link, block.link)
            return paragraph
        if isinstance(block, Bullets):
            self._list(block.items, "List Bullet")
        elif isinstance(block, Numbered):
            self._list(block.items, "List Number")
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Figure):
            self._figure(block)
        elif isinstance(block, Note):
            run = self._paragraph("").add_run(block.text)
            run.italic, run.font.size = block.open or None, None if block.open else SMALL
        return None

    # --- parts ------------------------------------------------------------------------------------

    def _paragraph(self, text: str, style: str = "") -> WordParagraph:
        paragraph = self._document.add_paragraph(text)
        if found := self._style(style):
            paragraph._p.style = found.style_id
        self._place(paragraph._p)
        return paragraph

    def _place(self, element: Any) -> None:
        if self._anchor is not None:
            self._anchor.addprevious(element)

    def _style(self, name: str) -> BaseStyle | None:
        if name and name not in self._styles:
            self._styles[name] = next((one for one in self._document.styles if one.name == name), None)
        return self._styles.get(name)

    def _list(self, items: Sequence[str], style: str) -> None:
        for at, item in enumerate(items, 1):
            sign = "" if self._style(style) else f"{at}. " if style == "List Number" else "• "
            self._paragraph(sign + item, style)

    def _figure(self, figure: Figure) -> None:
        paragraph = self._paragraph("")
        paragraph.paragraph_format.keep_with_next = True
        width = Length(int(self._width * SHEET_FIGURE)) if self._is_sheet else self._width
        picture = paragraph.add_run().add_picture(BytesIO(self._pictures[figure.svg]), width=width)
        for side in "TBLR":  # without them LibreOffice sets a picture apart from the edge of the text
            picture._inline.set(f"dist{side}", "0")
        about = picture._inline.docPr
        about.set("descr", figure.alt)
        about.set("title", figure.caption)
        self._link(self._paragraph("", "Caption"), figure.caption, figure.link)

    def _table(self, table: Table) -> None:
        if table.caption:
            self._paragraph(table.caption, "Caption").paragraph_format.keep_with_next = True
        drawn = self._document.add_table(rows=0, cols=len(table.header))
        if found := self._style("Table Grid"):
            drawn._tbl.tblStyle_val = found.style_id
        self._place(drawn._tbl)
        size = TINY if len(table.header) > MANY else SMALL
        widths = self._widths(table)
        for column, width in zip(drawn._tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.w = Emu(width)
        drawn._tbl.extend(table_rows(table, widths, size.pt, self._relation))
        self._paragraph("").paragraph_format.space_after = Pt(2)

    def _widths(self, table: Table) -> list[int]:
        shares = table.widths or [1.0] * len(table.header)
        return [int(self._width * one / sum(shares)) for one in shares]

    def _relation(self, address: str) -> str:
        if address not in self._relations:
            name = f"{LINK}{len(self._relations) + 1}"
            # To find a free name the library would look through all that there are, for each link.
            relations = self._document.part.rels
            relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
            self._relations[address] = name
        return self._relations[address]

    def _link(self, paragraph: WordParagraph, text: str, address: str) -> None:
        """Write a text that leads to an address; without an address there is the text alone."""
        if not address:
            if text:
                paragraph.add_run(text)
            return
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self._relation(address))
        run = paragraph.add_run(text)
        run.font.color.rgb, run.font.underline = RGBColor.from_string(LIGHT["accent"][1:]), True
        link.append(run._r)
        paragraph._p.append(link)
