"""A report as PDF, by Typst: one file that is PDF/UA-1, for listeners, and PDF/A-2a, for archives."""

import json
import re
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from loftet.charts.png import typst_fonts
from loftet.invalid_input import InvalidInput
from loftet.reports.content.blocks import Block, Report, Table
from loftet.reports.printable import printable
from loftet.status.citation import PUBLISHER

if TYPE_CHECKING:
    import typst

STANDARDS: "list[typst.PDFStandard]" = ["ua-1", "a-2a"]
REGIONS = {"nb": "NO", "nn": "NO", "en": "GB"}
REPLACED = "\N{REPLACEMENT CHARACTER}"
MOST_UNKNOWN_SIGNS = 20
NOT_WRITTEN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


def write_pdf(report: Report) -> bytes:
    """Return a report as PDF; the same report gives the same bytes.

    A sign that no font here can write becomes a replacement character: an archive allows no empty boxes.

    Raises:
        InvalidInput: when the texts are in a script that the fonts do not have.
    """
    # The typesetter is loaded for the first report, not at the start of the web.
    import typst

    content = json.dumps(document_of(printable(report)), ensure_ascii=False)
    replaced = ""
    while len(replaced) < MOST_UNKNOWN_SIGNS:
        try:
            return _compiled(content, report)
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


def _compiled(told: str, report: Report) -> bytes:
    import typst

    return bytes(
        typst.compile(
            _template(),
            format="pdf",
            pdf_standards=STANDARDS,
            font_paths=typst_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"report": told},
            timestamp=_noon(report),
        )
    )


def document_of(report: Report) -> dict[str, Any]:
    """Return a report as values that JSON knows."""
    built = report.built
    return {
        "kind": str(report.kind),
        "title": report.title,
        "publisher": PUBLISHER,
        "built": {"year": built.year, "month": built.month, "day": built.day},
        "lang": report.language,
        "region": REGIONS[report.language],
        "lead": report.lead,
        "footer": report.footer,
        "closing": report.closing,
        "warning": report.warning,
        "sections": [
            {"heading": one.heading, "level": one.level, "sheet": one.sheet}
            | {"blocks": [_block(part) for part in one.blocks]}
            for one in report.sections
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    told = asdict(block) | {"type": type(block).__name__.lower()}
    if isinstance(block, Table):
        told["widths"] = block.widths or (1.0,) * len(block.header)
        told["together"] = block.is_together
    return told


def _noon(report: Report) -> int:
    """Return the time that the file says it was made: its edition's day."""
    return (report.built.toordinal() - 719_163) * 86_400 + 43_200


@cache
def _template() -> bytes:
    return (files("loftet.reports") / "report.typ").read_bytes()
