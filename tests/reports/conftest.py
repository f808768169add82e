"""Reports of the demo's municipalities, and one made by hand for what writes files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from loftet.challenges.choosing.queries import ChosenFigure
from loftet.places.models import Place
from loftet.reports.content import Report, build_report
from loftet.reports.content.blocks import (
    Bullets,
    Cell,
    Figure,
    Note,
    Numbered,
    Paragraph,
    Section,
    Table,
)
from loftet.reports.kinds import ReportKind
from loftet.status.edition import named_edition, store

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 664 60" width="664" height="60">'
    '<circle cx="50%" cy="30" r="20"/></svg>'
)
ReportOf = Callable[..., Report]


@pytest.fixture
def report_of(demo_site: Path) -> ReportOf:
    """Return a function that builds a report about a place of the demo."""

    def build(
        kind: ReportKind, slug: str, language: str = "nb", chosen: tuple[ChosenFigure, ...] = ()
    ) -> Report:
        place = Place.objects.get(slug=slug)
        return build_report(kind, place, store(), named_edition(None), language, chosen)

    return build


def made_by_hand(
    text: str = "Tekst", kind: ReportKind = ReportKind.CASE_PAPER, title: str = "Korleis står det til?"
) -> Report:
    """Return a report with one of every block."""
    rows = tuple((Cell(f"Måltal {at}", "https://l.example/a/?utgave=1"), Cell("30 %")) for at in range(60))
    return Report(
        kind=kind,
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
                        rows if kind is not ReportKind.ONE_PAGE else rows[:3],
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
