"""Places without data: what is not there has its own word, and is never a number."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from loftet.documents.blocks import Document, Figure, Table
from loftet.documents.pdf import write_pdf
from loftet.documents.word import write_word
from loftet.editions.folder import build_edition, publish
from loftet.invalid_input import InvalidInput
from loftet.places.models import Place
from loftet.report_content.build import build_report
from loftet.report_content.kinds import ReportKind
from loftet.status.edition import named_edition, store
from tests.status.conftest import write


@pytest.fixture
def small_report(tmp_path: Path, serve: Callable[[Path], None]) -> Callable[[ReportKind, str], Document]:
    """Return a function that builds a report from the small study, whose gaps are known."""
    root = tmp_path / "data"
    hol = ("places.csv", "4003,Skien,,1,coast\n", "4003,Skien,,1,coast\n3330,Hol,,1,\n")  # without a figure
    publish(root, build_edition(write(tmp_path / "study", hol), root, date(2026, 11, 24)))
    serve(root)

    def build(kind: ReportKind, slug: str) -> Document:
        return build_report(kind, Place.objects.get(slug=slug), store(), named_edition(None), "nb")

    return build


def test_each_kind_of_gap_has_its_own_word(small_report: Callable[[ReportKind, str], Document]) -> None:
    report = small_report(ReportKind.KNOWLEDGE, "gol")
    tables = [
        block for one in report.sections if one.level == 2 for block in one.blocks if isinstance(block, Table)
    ]
    told = {row[0].text: (row[1].text, row[-1].text) for table in tables for row in table.rows}
    assert {name: told[name] for name in ("Fattigdom", "Poeng", "Fedrekvote", "Havn")} == {
        "Fattigdom": ("Skjult av hensyn til personvernet", "–"),
        "Poeng": ("Mangler", "–"),
        "Fedrekvote": ("Kan ikke beregnes", "–"),
        "Havn": ("Gjelder ikke her", "–"),
    }


@pytest.mark.parametrize("kind", list(ReportKind))
def test_a_municipality_without_figures_has_a_report(
    small_report: Callable[[ReportKind, str], Document], kind: ReportKind
) -> None:
    report = small_report(kind, "hol")
    assert write_pdf(report).startswith(b"%PDF")
    assert write_word(report).startswith(b"PK")


def test_a_chart_of_nothing_is_a_profile_with_no_strong_or_weak_side(
    small_report: Callable[[ReportKind, str], Document],
) -> None:
    report = small_report(ReportKind.ONE_PAGE, "hol")
    (figure,) = [block for one in report.sections for block in one.blocks if isinstance(block, Figure)]
    assert figure.alt.startswith("Profilen til Hol: 0 tall på sterk side, 0 på svak side")
    assert write_pdf(report).startswith(b"%PDF")


def test_a_municipality_that_the_edition_does_not_hold_is_refused(
    small_report: Callable[[ReportKind, str], Document],
) -> None:
    with translation.override("en"), pytest.raises(InvalidInput, match="has no figures for Trondheim"):
        small_report(ReportKind.ONE_PAGE, "trondheim")
