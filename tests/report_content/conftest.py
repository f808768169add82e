"""Reports of the demo's municipalities."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loftet.challenges.choosing.queries import ChosenFigure
from loftet.documents.blocks import Document
from loftet.places.models import Place
from loftet.report_content.build import build_report
from loftet.report_content.kinds import ReportKind
from loftet.status.edition import named_edition, store

ReportOf = Callable[..., Document]


@pytest.fixture
def report_of(demo_site: Path) -> ReportOf:
    """Return a function that builds a report about a place of the demo."""

    def build(
        kind: ReportKind, slug: str, language: str = "nb", chosen: tuple[ChosenFigure, ...] = ()
    ) -> Document:
        place = Place.objects.get(slug=slug)
        return build_report(kind, place, store(), named_edition(None), language, chosen)

    return build
