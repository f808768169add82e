"""The page of exploring in a browser: choices that stay on it, dots read by pointer and keys, no scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

pytestmark = pytest.mark.browser


def test_a_choice_changes_the_page_and_its_address(opened: Open) -> None:
    page = opened("/utforsk/?opp=greenhouse_gases&lang=nb")
    expect(page.locator("h1")).to_contain_text("Jo flere innbyggere")
    page.get_by_label("Opp og ned").select_option("bullying")
    page.wait_for_url("**opp=bullying**")
    page.get_by_label("Bortover").select_option("electric_cars")
    page.wait_for_url("**opp=bullying&bort=electric_cars**")
    expect(page.locator("h1")).to_contain_text("Ingen sikker sammenheng")
    expect(page.get_by_role("status").first).to_contain_text("Ingen sikker sammenheng")
    page.get_by_role("link", name="Fordeling").click()
    page.wait_for_url("**vis=fordeling**")
    expect(page.locator("h1")).to_contain_text("Halvparten av kommunene")


def test_dots_are_read_by_keys(opened: Open) -> None:
    page = opened("/utforsk/?opp=greenhouse_gases&lang=nb")
    slider = page.get_by_role("slider").first
    slider.focus()
    first = slider.get_attribute("aria-valuetext")
    assert first is not None
    assert "Innbyggere" in first
    page.keyboard.press("ArrowRight")
    second = slider.get_attribute("aria-valuetext")
    assert second != first
    page.keyboard.press("End")
    expect(page.locator(".dot-readout").first).to_contain_text("Oslo")
    page.keyboard.press("Escape")
    expect(page.locator(".dot-readout").first).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_dot_says_what_the_table_says_of_it(opened: Open, width: int) -> None:
    page = opened("/utforsk/?opp=greenhouse_gases&sted=oslo&lang=nb", width=width)
    drawing = page.locator("svg.chart:visible").first
    dot = drawing.locator("circle").last.bounding_box()
    assert dot is not None
    page.locator(".chart-slider").first.scroll_into_view_if_needed()
    dot = drawing.locator("circle").last.bounding_box()
    assert dot is not None
    page.mouse.move(dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)
    expect(page.locator(".dot-readout").first).to_contain_text("Oslo")


def test_the_page_is_whole_without_scripts(opened: Open) -> None:
    page = opened("/utforsk/?lang=nb", scripts=False)
    expect(page.locator("svg.chart:visible")).to_have_count(2)
    page.get_by_label("Framhev").select_option("gol")
    page.get_by_role("button", name="Vis", exact=True).click()
    page.wait_for_url("**sted=gol**")
    expect(page.get_by_role("heading", name="Gol og de andre")).to_be_visible()
    page.get_by_text("Figuren som tabell").click()
    expect(page.get_by_role("rowheader", name="Aurskog-Høland")).to_be_visible()


def test_the_chart_begins_soon_after_its_finding(opened: Open) -> None:
    page = opened("/utforsk/?lang=nn")
    card = page.locator(".figure-card").first.bounding_box()
    assert card is not None
    assert card["y"] < 330
