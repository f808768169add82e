"""The lists, what is known, the method, and the pages about the site, as a browser shows them."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]

pytestmark = pytest.mark.browser
PAGES = {
    "municipalities": "/kommuner/?q=hallingdal",
    "indicators": "/indikatorer/?maal=6&paavirkning=much",
    "coverage": "/datagrunnlag/?maal=17",
    "coverage of a place": "/datagrunnlag/?sted=gol",
    "method": "/metode/?x=1",
    "about": "/om/?x=1",
    "privacy": "/personvern/?x=1",
    "accessibility": "/tilgjengelighet/?x=1",
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def test_nothing_scrolls_sideways_and_what_is_pressed_is_large_enough(opened: Open) -> None:
    widths, small = {}, {}
    for name, address in PAGES.items():
        page = opened(address, width=320)
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
        small[name] = page.locator(
            "main button, main select, main input:not([type=hidden]), main summary, .rooms a, "
            ".bottom .actions a"
        ).evaluate_all(
            "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)"
            ".map(one => one.outerHTML.slice(0, 80))"
        )
    assert widths == dict.fromkeys(PAGES, 320)
    assert {name: elements for name, elements in small.items() if elements} == {}


def test_indicators_are_narrowed_down_without_scripts(opened: Open) -> None:
    page = opened("/indikatorer/?lang=nb", scripts=False)
    page.get_by_text("Se disse").click()
    page.wait_for_url("**/indikatorer/?paavirkning=much&kvalitet=1&dekning=mest#all")
    said = page.get_by_role("status").inner_text()
    shown = page.locator("tbody tr").count()
    assert f"Viser {shown} av 108 indikatorer: som kommunen kan påvirke mye" in said
    assert 10 <= shown <= 35
    page.get_by_label("Bærekraftsmål", exact=True).select_option("6")
    page.get_by_role("button", name="Vis").first.click()
    page.wait_for_url("**maal=6*")
    assert 0 < page.locator("tbody tr").count() < shown
    page.locator("tbody tr a").first.click()
    page.get_by_role("navigation", name="Sti").get_by_role("link", name="Indikatorer").click()
    assert page.locator("h1").inner_text() == "Indikatorene"


def test_the_table_of_indicators_keeps_its_meaning_on_a_phone(opened: Open) -> None:
    page = opened("/indikatorer/?maal=6&lang=nb", width=390)
    table = page.get_by_role("table")
    assert table.get_by_role("columnheader").all_inner_texts()[:3] == [
        "Indikator",
        "Nyeste år",
        "Holdes mot",
    ]
    assert table.get_by_role("row").count() == 8
    assert table.evaluate("node => node.scrollWidth <= node.clientWidth")
