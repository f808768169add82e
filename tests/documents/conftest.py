"""A document made by hand for what writes files; the reports are those of the tests of their content."""

from datetime import date

from loftet.documents.blocks import (
    Bullets,
    Cell,
    Document,
    Figure,
    Note,
    Numbered,
    Paragraph,
    Section,
    Table,
)
from tests.report_content.conftest import report_of  # noqa: F401 - a fixture

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 664 60" width="664" height="60">'
    '<circle cx="50%" cy="30" r="20"/></svg>'
)


def made_by_hand(text: str = "Tekst", title: str = "Korleis står det til?") -> Document:
    """Return a document with one of every block."""
    rows = tuple((Cell(f"Måltal {at}", "https://l.example/a/?utgave=1"), Cell("30 %")) for at in range(60))
    return Document(
        title=title,
        language="nn",
        place="Åmdal",
        edition_id="2026-11-24-abc",
        built=date(2026, 11, 24),
        sections=(
            Section(
                "Saksopplysingar",
                (
                    Paragraph(text, "https://l.example/?utgave=1"),
                    Figure(DRAWING, "Åmdal: to sterke tal", "Profilen", "https://l.example/?utgave=1"),
                    Bullets(("éin", "to")),
                    Numbered(("Ta til orientering", "Prioriter vatn")),
                    Note("Fyll inn: timar"),
                ),
            ),
            Section(
                "Tala",
                (
                    Table(
                        "Alle tal",
                        ("Indikator", "Tal"),
                        rows,
                    ),
                ),
                2,
            ),
        ),
        lead="Åmdal gjer det godt på vatn.",
        footer="Åmdal · utgåve 1",
        citation="Løftet (2026)",
        link="https://l.example/?utgave=1",
        warning="Oppdikta tal",
    )
