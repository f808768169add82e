"""The map of real outlines, as a reader without JavaScript meets it."""

import re
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from django.test import Client

from loftet.geography.kept_outlines import FILE

PATHS = {
    "0301": "M0 0l9 0 0 9z",
    "3324": "M10 0l9 0 0 9z",
    "3326": "M20 0l9 0 0 9z",
    "3328": "M30 0l9 0 0 9z",
}


@pytest.fixture
def with_outlines(small_site: Path) -> Iterator[Path]:
    """Write outlines of four of the five municipalities, for as long as the test lasts."""
    kept = {"source": "Kartverket", "licence": "CC BY 4.0", "width": 40, "height": 10, "paths": PATHS}
    (small_site / FILE).write_bytes(orjson.dumps(kept))
    yield small_site
    (small_site / FILE).unlink()


def test_every_municipality_is_drawn_in_its_colour_with_its_words(
    with_outlines: Path, client: Client
) -> None:
    page = client.get("/indikatorer/leakage/kart/?sted=gol&lang=nb").content.decode()
    shapes = re.findall(r"<title>([^<]*)</title><path class=\"outline-([a-z_]+)\" d=\"([^\"]*)\"", page)
    assert sorted(shapes) == [
        ("Gol: 30\N{NO-BREAK SPACE}%, Langt igjen", "orange", "M10 0l9 0 0 9z"),
        ("Hemsedal: 20\N{NO-BREAK SPACE}%, Nær målet", "green", "M20 0l9 0 0 9z"),
        ("Oslo: Mangler", "missing", "M0 0l9 0 0 9z"),
        ("Ål: Skjult av hensyn til personvernet", "suppressed", "M30 0l9 0 0 9z"),
    ]
    assert '<path class="outline-ring" d="M10 0l9 0 0 9z"/>' in page
    assert "1 kommune har ikke noe omriss og står bare i tabellen." in page
    assert "Kartverket (CC BY 4.0)" in page


def test_before_outlines_are_fetched_the_page_says_so(small_site: Path, client: Client) -> None:
    answer = client.get("/indikatorer/leakage/kart/?lang=nb")
    assert answer.status_code == 404
    assert "Omrissene av kommunene er ikke hentet for dette nettstedet." in answer.content.decode()
