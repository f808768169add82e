"""The way to 2030 and peers in a browser: they are reached without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

pytestmark = pytest.mark.browser


def test_a_reader_goes_from_a_small_municipality_to_its_peers_without_scripts(opened: Open) -> None:
    page = opened("/kommuner/fla/?lang=nb", scripts=False)
    page.locator("#peers > summary").click()
    page.get_by_role("link", name="Sammenlign Flå med dem som ligner mest").click()
    page.wait_for_url("**/sammenlign/?sted=fla&sted=*")
    assert page.get_by_role("link", name="Fjern Flå").is_visible()
    page = opened("/kommuner/fla/baerekraftsmal/8/?lang=nb", scripts=False)
    page.locator("#about-figures > summary").click()
    page.get_by_text("Poeng for poeng", exact=True).first.click()
    expect(page.get_by_role("table").get_by_text("I alt")).to_be_visible()
