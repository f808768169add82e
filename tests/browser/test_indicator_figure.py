"""The chart of an indicator in a reader's browser: where it stands, and what a script adds to it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]

pytestmark = pytest.mark.browser

ADDRESS = "/indikatorer/greenhouse_gases/?lang=nn&sted=gol&sted=al"
SCREEN = 844
HEADS = "[...document.querySelector('[data-values]').tHead.rows[0].cells].map(one => one.textContent)"


@pytest.mark.parametrize(("width", "most"), [(1280, 330), (390, 420)])
def test_the_chart_stands_in_the_first_screen(opened: Open, width: int, most: int) -> None:
    page = opened(f"{ADDRESS}&sted=hol", width=width)
    assert page.locator(".readout").is_visible()
    assert page.locator(".chart:visible").evaluate("drawing => drawing.getBoundingClientRect().top") < most


@pytest.mark.parametrize("width", [1280, 390])
def test_the_drawing_does_not_move_while_years_are_read(opened: Open, width: int) -> None:
    page = opened(f"{ADDRESS}&sted=hol&sted=nore-og-uvdal&sted=nord-aurdal", width=width)
    page.get_by_role("slider").focus()
    tops = set()
    for _year in range(11):
        tops.add(page.locator(".chart:visible").evaluate("drawing => drawing.getBoundingClientRect().top"))
        page.keyboard.press("ArrowLeft")
    assert len(tops) == 1


def test_the_page_is_at_most_eight_screens_of_a_telephone(opened: Open) -> None:
    page = opened(ADDRESS, width=390)
    assert page.evaluate("document.documentElement.scrollHeight") <= 8 * SCREEN


def test_the_page_prints_on_three_sheets(opened: Open) -> None:
    pdf = opened(ADDRESS).pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 3


def test_arrow_keys_read_one_year_after_the_other(opened: Open) -> None:
    page = opened(ADDRESS)
    slider = page.get_by_role("slider")
    assert slider.get_attribute("aria-valuenow") == "2025"
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".readout-year").inner_text() == "2024"
    said = slider.get_attribute("aria-valuetext") or ""
    assert said.startswith("2024: Gol 9,3, Ål ")
    assert page.locator(".chart-wide .chart-point").count() == 3
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuenow") == "2016"
    page.keyboard.press("End")
    assert slider.get_attribute("aria-valuenow") == "2030"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_nearest_year_is_read_under_the_pointer_and_not_over_the_data(opened: Open, width: int) -> None:
    page = opened(ADDRESS, width=width)
    box = page.get_by_role("slider").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    year = page.locator(".readout-year").inner_text()
    assert 2016 < int(year) < 2025
    readout = page.locator(".readout").bounding_box()
    assert readout is not None
    assert readout["y"] + readout["height"] <= box["y"] + 1


def test_a_place_is_added_and_removed_without_leaving_the_page(opened: Open) -> None:
    page = opened(ADDRESS)
    page.evaluate("window.stayed = true")
    page.locator("#add-place").click()
    page.get_by_label("Kommune, fylke eller region").fill("hemse")
    page.locator("#chart-hits").get_by_role("link", name="Hemsedal").click()
    page.locator("#chip-hemsedal").wait_for()
    assert page.url.endswith("sted=gol&sted=al&sted=hemsedal")
    assert "Hemsedal" in page.evaluate(HEADS)
    page.locator("#chip-al").click()
    page.locator("#chip-al").wait_for(state="detached")
    assert page.evaluate("window.stayed")
    assert page.url.endswith("sted=gol&sted=hemsedal")
    assert page.get_by_role("slider").is_visible()


def test_the_years_are_chosen_without_leaving_the_page(opened: Open) -> None:
    page = opened(ADDRESS)
    page.evaluate("window.stayed = true")
    page.get_by_label("År", exact=True).select_option("2020")
    page.wait_for_url("**fra=2020**")
    assert page.evaluate("window.stayed")
    assert page.locator("[data-values] tbody tr").count() == 7  # six years, and the one that is expected


def test_without_a_script_places_and_years_are_chosen_by_links_and_forms(opened: Open) -> None:
    page = opened(ADDRESS, scripts=False)
    page.locator("#add-place").click()
    page.get_by_label("Kommune, fylke eller region").fill("hemsedal")
    page.get_by_role("button", name="Finn").click()
    assert page.locator("#chip-hemsedal").is_visible()
    page.get_by_label("År", exact=True).select_option("2020")
    page.get_by_role("button", name="Vis", exact=True).first.click()
    page.wait_for_url("**fra=2020**")
    assert page.locator(".chart-wide").is_visible()


def test_the_table_is_one_tab_stop_from_the_chart(opened: Open) -> None:
    page = opened(ADDRESS)
    page.get_by_role("slider").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText.trim()") == "Figuren som tabell"


@pytest.mark.parametrize("width", [390, 320])
def test_no_table_is_wider_than_a_telephone(opened: Open, width: int) -> None:
    page = opened(ADDRESS, width=width)
    page.locator("#all > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator(".every-table tbody tr").count() >= 357


@pytest.mark.parametrize("size", [(900, 620), (480, 600), (360, 620)])
def test_a_framed_figure_fits_its_frame(opened: Open, size: tuple[int, int]) -> None:
    address = "/indikatorer/greenhouse_gases/figur/?lang=nn&sted=gol&sted=al"
    page = opened(address, width=size[0], height=size[1])
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate("document.documentElement.scrollHeight") <= size[1]
    chart = page.locator(".chart:visible").bounding_box()
    assert chart is not None
    assert chart["height"] > 120


def test_what_is_to_be_copied_is_copied(opened: Open) -> None:
    page = opened(ADDRESS)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Bygg inn", exact=True).click()
    page.locator(".figure-action[open]").get_by_role("button", name="Kopier").click()
    page.get_by_role("status").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("<iframe src=")
