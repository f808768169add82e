"""The sheet of a municipality, as a printer takes it."""

import re

import pytest
from playwright.sync_api import Browser, PdfMargins

from tests.parameters import by_night

pytestmark = pytest.mark.browser
# Large and small, with long names, inland and by the sea, real and made up.
PLACES = ("gol", "oslo", "utsira", "indre-ostfold", "sor-varanger", "nore-og-uvdal", "ovre-demodal")
MARGIN: PdfMargins = {"top": "10mm", "right": "10mm", "bottom": "10mm", "left": "10mm"}


@pytest.mark.parametrize("language", ["nn", *by_night("nb", "en")])
def test_a_sheet_is_one_page_of_paper(browser: Browser, site: str, language: str) -> None:
    page = browser.new_page()
    pages = {}
    for place in PLACES:
        page.goto(f"{site}/kommuner/{place}/ark/?lang={language}")
        paper = page.pdf(format="A4", margin=MARGIN)
        pages[place] = len(re.findall(rb"/Type\s*/Page\b", paper))
    page.close()
    assert pages == dict.fromkeys(PLACES, 1)
