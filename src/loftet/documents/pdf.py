"""A document as PDF, by Typst: one file that is PDF/UA-1, for listeners, and PDF/A-2a, for archives."""

import json
import re
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from loftet.charts.png import typst_fonts
from loftet.documents.blocks import AUTHOR, Block, Document, Table
from loftet.documents.printable import printable
from loftet.invalid_input import InvalidInput

if TYPE_CHECKING:
    import typst

STANDARDS: "list[typst.PDFStandard]" = ["ua-1", "a-2a"]
REGIONS = {"nb": "NO", "nn": "NO", "en": "GB"}
REPLACED = "\N{REPLACEMENT CHARACTER}"
MOST_UNKNOWN_SIGNS = 20
NOT_WRITTEN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


def write_pdf(document: Document) -> bytes:
    """Return a document as PDF; the same document gives the same bytes.

    A sign that no font here can write becomes a replacement character: an archive allows no empty boxes.

    Raises:
        InvalidInput: when the texts are in a script that the fonts do not have.
    """
    # The typesetter is loaded for the first document, not at the start of the web.
    import typst

    content = json.dumps(json_values(printable(document)), ensure_ascii=False)
    replaced = ""
    while len(replaced) < MOST_UNKNOWN_SIGNS:
        try:
            return _compiled(content, document)
        except typst.TypstError as fault:
            unknown = NOT_WRITTEN.search(fault.message)
            signs = "".join(sign for sign in unknown[1] if not sign.isascii()) if unknown else ""
            if not signs:
                raise
            replaced += signs
            content = content.translate(dict.fromkeys(map(ord, signs), REPLACED))
    told = {"number": MOST_UNKNOWN_SIGNS, "sign": replaced[-1]}
    said = _("The fonts of the PDF lack %(number)d signs of its texts or more, such as «%(sign)s».")
    raise InvalidInput.because(said % told)


def _compiled(told: str, document: Document) -> bytes:
    import typst

    return bytes(
        typst.compile(
            _template(),
            format="pdf",
            pdf_standards=STANDARDS,
            font_paths=typst_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"told": told},
            timestamp=_noon(document),
        )
    )


def json_values(document: Document) -> dict[str, Any]:
    """Return a document as values that JSON knows."""
    built = document.built
    return {
        "is_sheet": document.is_sheet,
        "title": document.title,
        "publisher": AUTHOR,
        "built": {"year": built.year, "month": built.month, "day": built.day},
        "lang": document.language,
        "region": REGIONS[document.language],
        "lead": document.lead,
        "footer": document.footer,
        "closing": document.closing,
        "warning": document.warning,
        "sections": [
            {"heading": one.heading, "level": one.level, "sheet": one.sheet}
            | {"blocks": [_block(part) for part in one.blocks]}
            for one in document.sections
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    told = asdict(block) | {"type": type(block).__name__.lower()}
    if isinstance(block, Table):
        told["widths"] = block.widths or (1.0,) * len(block.header)
        told["together"] = block.is_together
    return told


def _noon(document: Document) -> int:
    """Return the time that the file says it was made: its edition's day."""
    return (document.built.toordinal() - 719_163) * 86_400 + 43_200


@cache
def _template() -> bytes:
    return (files("loftet.documents") / "document.typ").read_bytes()
