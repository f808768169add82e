"""A document as a Word file with plain styles, so that it pastes into Elements, Public 360 or WebSak."""

import struct
from datetime import datetime, time
from io import BytesIO
from itertools import zip_longest
from zipfile import ZipFile

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from loftet.charts.colours import LIGHT
from loftet.charts.png import pngs_of
from loftet.documents.blocks import AUTHOR, Document, Figure
from loftet.documents.printable import printable
from loftet.documents.word_blocks import WordBlocks
from loftet.documents.word_template import open_template

LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
FONT = "Calibri"
A4 = (Cm(21.0), Cm(29.7))
MARGIN, SHEET_MARGIN = Cm(2.2), Cm(1.5)
SIZES = {"Title": 24, "Heading 1": 16, "Heading 2": 13, "Caption": 9}
SHEET_SIZES = {"Title": 18, "Heading 1": 11, "Heading 2": 10, "Caption": 8}
PRINTED = 1000  # pixels across a page: 150 in an inch
ZIP_DAY = b"\x00\x00\x21\x00"  # midnight on the first day that an archive can write, 1980-01-01


def write_word(document: Document, template: bytes | None = None) -> bytes:
    """Return a document as a Word file; the same document gives the same bytes.

    Of a template, which the municipality owns, styles, header and footer are used, and its text with the
    document's values filled in. The content stands where the template says `{{ report }}`, or at its end.

    Raises:
        InvalidInput: when the template cannot be used; where and why is said.
    """
    document = printable(document)
    if template is None:
        word, anchor = _plain_document(document), None
    else:
        word, anchor = open_template(template, values_of(document))
    _set_properties(word, document)
    _set_language(word, LOCALES[document.language])
    blocks = WordBlocks(word, anchor, _pictures(document), is_sheet=document.is_sheet)
    if template is None or anchor is None:
        blocks.title(document.title)
    if document.warning:
        blocks.strong(document.warning)
    if document.lead:
        blocks.lead(document.lead)
    for section, after in zip_longest(document.sections, document.sections[1:]):
        blocks.section(section, leads=after is not None and after.level > section.level)
    if document.closing:
        blocks.small(document.closing)
    if anchor is not None:
        anchor.getparent().remove(anchor)
    return _same_bytes(word)


def values_of(document: Document) -> dict[str, str]:
    """Return what a template may name, as plain texts."""
    return {
        "title": document.title,
        "place": document.place,
        "lead": document.lead,
        "edition": document.edition_id,
        "date": document.built.isoformat(),
        "address": document.link,
        "citation": document.citation,
        "warning": document.warning,
    }


def _pictures(document: Document) -> dict[str, bytes]:
    """Return the drawings of a document as pictures, which Word needs, drawn in one run."""
    parts = (part for section in document.sections for part in section.blocks)
    drawings = list(dict.fromkeys(part.svg for part in parts if isinstance(part, Figure)))
    return dict(zip(drawings, pngs_of(drawings, width=PRINTED), strict=True))


def _plain_document(document: Document) -> WordDocument:
    """Return our own empty document: A4, one font, headings in ink, a footer with the number of the page."""
    word, is_sheet = docx.Document(), document.is_sheet
    page, margin = word.sections[0], SHEET_MARGIN if is_sheet else MARGIN
    page.page_width, page.page_height = A4
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = margin
    page.footer_distance = Cm(0.8)
    _set_styles(word, is_sheet=is_sheet)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.LEFT
    footer.add_run(f"{document.footer} · ").font.size = Pt(8)
    _add_page_number(footer)
    return word


def _set_styles(word: WordDocument, *, is_sheet: bool) -> None:
    sizes = SHEET_SIZES if is_sheet else SIZES
    normal = _style(word, "Normal")
    normal.font.name, normal.font.size = FONT, Pt(9 if is_sheet else 11)
    normal.paragraph_format.space_after = Pt(3 if is_sheet else 7)
    for name, size in sizes.items():
        style = _style(word, name)
        style.font.size, style.font.bold = Pt(size), name != "Caption"
        style.font.color.rgb = RGBColor.from_string(LIGHT["ink2" if name == "Caption" else "ink"][1:])
        _set_font(style)
        if name.startswith("Heading"):
            style.paragraph_format.space_before = Pt(6 if is_sheet else 16)
            style.paragraph_format.space_after = Pt(2 if is_sheet else 5)
    for name in ("List Bullet", "List Number"):
        _style(word, name).paragraph_format.space_after = Pt(1 if is_sheet else 4)


def _style(word: WordDocument, name: str) -> ParagraphStyle:
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _set_font(style: ParagraphStyle) -> None:
    """Set a font by name, in place of that of the theme, which is another one in each program."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:  # the line below the title of the default template
        borders.getparent().remove(borders)


def _add_page_number(paragraph: WordParagraph) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(8)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run._r.addnext(field)
    field.append(run._r)


def _set_properties(word: WordDocument, document: Document) -> None:
    told = word.core_properties
    told.title, told.author, told.subject = document.title[:255], AUTHOR, document.footer[:255]
    told.language, told.comments, told.keywords = LOCALES[document.language], "", document.edition_id
    told.last_modified_by = AUTHOR
    told.created = told.modified = datetime.combine(document.built, time.min)


def _set_language(word: WordDocument, locale: str) -> None:
    """Set the language of the whole document, which readers aloud and spelling go by."""
    styles = word.styles.element
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is not None and not list(defaults.iter(qn("w:lang"))):
        for properties in defaults.iter(qn("w:rPr")):
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), locale)
            properties.append(language)


def _same_bytes(word: WordDocument) -> bytes:
    """Return the file without the times at which its parts were written.

    They are set in the archive as it is: packing the parts again would take as long as the first time.
    """
    stream = BytesIO()
    word.save(stream)
    written = bytearray(stream.getvalue())
    with ZipFile(stream) as archive:
        parts, entry = archive.infolist(), archive.start_dir
    for part in parts:  # each stands twice: before its content, and in the list at the end of the archive
        for time_at in (part.header_offset + 10, entry + 12):
            written[time_at : time_at + 4] = ZIP_DAY
        name, extra, comment = struct.unpack_from("<HHH", written, entry + 28)
        entry += 46 + name + extra + comment
    return bytes(written)
