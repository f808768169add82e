"""The content of a report: `build_report` reads an edition and returns plain values."""

from loftet.reports.content.blocks import (
    Block,
    Bullets,
    Cell,
    Figure,
    Note,
    Numbered,
    Paragraph,
    Report,
    Section,
    Table,
)
from loftet.reports.content.build import build_report

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "Figure",
    "Note",
    "Numbered",
    "Paragraph",
    "Report",
    "Section",
    "Table",
    "build_report",
]
