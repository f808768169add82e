"""The way to 2030, peers, explanations and what is new in a browser: barriers, widths, scripts off."""

from collections.abc import Callable
from itertools import product
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

Open = Callable[..., Page]

pytestmark = pytest.mark.browser
PAGES = {
    "small municipality": "/kommuner/fla/",
    "goal": "/kommuner/fla/baerekraftsmal/8/",
    "indicator": "/indikatorer/neet/?sted=fla",
    "what is new": "/nytt/",
}
WAYS: tuple[tuple[str, Literal["light", "dark"], int], ...] = (
    ("nb", "light", 1280),
    ("nn", "dark", 390),
    ("nn", "light", 320),
)
RUN_AXE = "async () => (await axe.run()).violations.map(one => [one.id, one.nodes.map(node => node.html)])"
OPEN_ALL = "all => all.forEach(one => { one.open = true })"


@pytest.mark.parametrize("name", PAGES)
def test_there_is_no_barrier(browser: Browser, site: str, axe: str, name: str) -> None:
    found: dict[tuple[str, str, int], Any] = {}
    for way in WAYS:
        language, scheme, width = way
        # The site's policy forbids scripts that are not its own; only for axe it is set aside.
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        page = context.new_page()
        page.goto(f"{site}{PAGES[name]}{'&' if '?' in PAGES[name] else '?'}lang={language}")
        page.locator("details").evaluate_all(OPEN_ALL)
        page.evaluate(axe)
        found[way] = page.evaluate(RUN_AXE)
        context.close()
    assert {way: faults for way, faults in found.items() if faults} == {}
    assert len(found) == len(WAYS)


def test_nothing_scrolls_sideways_and_the_browser_has_nothing_to_complain_of(opened: Open) -> None:
    widths = {}
    for (name, address), width in product(PAGES.items(), (320, 390)):
        page = opened(address, width=width)  # `opened` fails on every refused script or style
        page.locator("details").evaluate_all(OPEN_ALL)
        widths[name, width] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == {(name, width): width for name, width in product(PAGES, (320, 390))}


def test_a_reader_goes_from_a_small_municipality_to_its_peers_without_scripts(opened: Open) -> None:
    page = opened("/kommuner/fla/?lang=nb", scripts=False)
    page.get_by_role("link", name="Sammenlign Flå med dem som ligner mest").click()
    page.wait_for_url("**/sammenlign/?sted=fla&sted=*")
    assert page.get_by_role("link", name="Fjern Flå").is_visible()
    page = opened("/kommuner/fla/baerekraftsmal/8/?lang=nb", scripts=False)
    page.get_by_text("Poeng for poeng", exact=True).first.click()
    assert page.get_by_role("table").get_by_text("I alt").is_visible()
