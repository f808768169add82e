"""A report as a Word document with plain styles, so that it pastes into Elements, Public 360 or WebSak."""

import struct
from datetime import datetime, time
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from loftet.charts.colours import LIGHT
from loftet.charts.png import pngs_of
from loftet.reports.content.blocks import Figure, Report
from loftet.reports.kinds import ReportKind
from loftet.reports.printable import printable
from loftet.reports.word_blocks import WordBlocks
from loftet.reports.word_template import open_template
from loftet.status.citation import PUBLISHER

LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
FONT = "Calibri"
A4 = (Cm(21.0), Cm(29.7))
MARGIN, SHEET_MARGIN = Cm(2.2), Cm(1.5)
SIZES = {"Title": 24, "Heading 1": 16, "Heading 2": 13, "Caption": 9}
SHEET_SIZES = {"Title": 18, "Heading 1": 11, "Heading 2": 10, "Caption": 8}
PRINTED = 1000  # pixels across a page: 150 in an inch
ZIP_DAY = b"\x00\x00\x21\x00"  # midnight on the first day that an archive can write, 1980-01-01


def write_word(report: Report, template: bytes | None = None) -> bytes:
    """Return a report as a Word document; the same report gives the same bytes.

    Of a template, which the municipality owns, styles, header and footer are used, and its text with the
    report's values filled in. The report stands where the template says `{{ report }}`, or at its end.

    Raises:
        InvalidInput: when the template cannot be used; where and why is said.
    """
    report = printable(report)
    if template is None:
        document, anchor = _plain_document(report), None
    else:
        document, anchor = open_template(template, values_of(report))
    _set_properties(document, report)
    _set_language(document, LOCALES[report.language])
    blocks = WordBlocks(document, anchor, _pictures(report), is_sheet=report.kind is ReportKind.ONE_PAGE)
    if template is None or anchor is None:
        blocks.title(report.title)
    if report.warning:
        blocks.strong(report.warning)
    if report.lead:
        blocks.lead(report.lead)
    for section in report.sections:
        blocks.section(section)
    if report.closing:
        blocks.small(report.closing)
    if anchor is not None:
        anchor.getparent().remove(anchor)
    return _same_bytes(document)


def values_of(report: Report) -> dict[str, str]:
    """Return what a template may name, as plain texts."""
    return {
        "title": report.title,
        "place": report.place,
        "lead": report.lead,
        "edition": report.edition_id,
        "date": report.built.isoformat(),
        "address": report.link,
        "citation": report.citation,
        "warning": report.warning,
    }


def _pictures(report: Report) -> dict[str, bytes]:
    """Return the drawings of a report as pictures, which Word needs, drawn in one run."""
    parts = (part for section in report.sections for part in section.blocks)
    drawings = list(dict.fromkeys(part.svg for part in parts if isinstance(part, Figure)))
    return dict(zip(drawings, pngs_of(drawings, width=PRINTED), strict=True))


def _plain_document(report: Report) -> Document:
    """Return our own empty document: A4, one font, headings in ink, a footer with the number of the page."""
    document, is_sheet = docx.Document(), report.kind is ReportKind.ONE_PAGE
    page, margin = document.sections[0], SHEET_MARGIN if is_sheet else MARGIN
    page.page_width, page.page_height = A4
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = margin
    page.footer_distance = Cm(0.8)
    _set_styles(document, is_sheet=is_sheet)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.LEFT
    footer.add_run(f"{report.footer} · ").font.size = Pt(8)
    _add_page_number(footer)
    return document


def _set_styles(document: Document, *, is_sheet: bool) -> None:
    sizes = SHEET_SIZES if is_sheet else SIZES
    normal = _style(document, "Normal")
    normal.font.name, normal.font.size = FONT, Pt(9 if is_sheet else 11)
    normal.paragraph_format.space_after = Pt(3 if is_sheet else 7)
    for name, size in sizes.items():
        style = _style(document, name)
        style.font.size, style.font.bold = Pt(size), name != "Caption"
        style.font.color.rgb = RGBColor.from_string(LIGHT["ink2" if name == "Caption" else "ink"][1:])
        _set_font(style)
        if name.startswith("Heading"):
            style.paragraph_format.space_before = Pt(6 if is_sheet else 16)
            style.paragraph_format.space_after = Pt(2 if is_sheet else 5)
    for name in ("List Bullet", "List Number"):
        _style(document, name).paragraph_format.space_after = Pt(1 if is_sheet else 4)


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
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


def _set_properties(document: Document, report: Report) -> None:
    told = document.core_properties
    told.title, told.author, told.subject = report.title[:255], PUBLISHER, report.footer[:255]
    told.language, told.comments, told.keywords = LOCALES[report.language], "", report.edition_id
    told.last_modified_by = PUBLISHER
    told.created = told.modified = datetime.combine(report.built, time.min)


def _set_language(document: Document, locale: str) -> None:
    """Set the language of the whole document, which readers aloud and spelling go by."""
    styles = document.styles.element
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is not None and not list(defaults.iter(qn("w:lang"))):
        for properties in defaults.iter(qn("w:rPr")):
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), locale)
            properties.append(language)


def _same_bytes(document: Document) -> bytes:
    """Return the file without the times at which its parts were written.

    They are set in the archive as it is: packing the parts again would take as long as the first time.
    """
    stream = BytesIO()
    document.save(stream)
    written = bytearray(stream.getvalue())
    with ZipFile(stream) as archive:
        parts, entry = archive.infolist(), archive.start_dir
    for part in parts:  # each stands twice: before its content, and in the list at the end of the archive
        for time_at in (part.header_offset + 10, entry + 12):
            written[time_at : time_at + 4] = ZIP_DAY
        name, extra, comment = struct.unpack_from("<HHH", written, entry + 28)
        entry += 46 + name + extra + comment
    return bytes(written)
