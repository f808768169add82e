"""The panels of apps on the page of an organisation, each below its own heading."""

import re

from loftet.people.models import RoleKind
from tests.people.partnership import browser_of, hire, small_partnership


def test_each_panel_has_its_heading_and_says_where_there_is_nothing(db: None) -> None:
    world = small_partnership()
    chief = hire("kari@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    page = browser_of(chief).get("/organisasjoner/gol/?lang=nn").content.decode()
    headings = dict(re.findall(r'<h2 id="([^"]*)">([^<]*)</h2>', page))
    assert all(key and text.strip() for key, text in headings.items()), headings
    assert {"Felles innkjøp", "Anskaffingar", "Prosjekt"} <= set(headings.values())
    assert "<p></p>" not in page
