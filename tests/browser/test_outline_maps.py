"""The map of real outlines in a browser: drawn from one file, read by mouse, finger and keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.parameters import by_night

Open = Callable[..., Page]

pytestmark = pytest.mark.browser
MAP = "/indikatorer/greenhouse_gases/kart/?sted=gol&lang=nb"
BUSKERUD = f"{MAP}&region=buskerud-fylke"


def test_every_place_is_drawn_and_at_least_three_pixels(opened: Open) -> None:
    page = opened(MAP)
    small = page.locator(".map a use").evaluate_all(
        """all => all.map(one => one.getBoundingClientRect())
            .filter(box => Math.max(box.width, box.height) < 3).length"""
    )
    assert page.locator(".map a").count() == 357
    assert small == 0


def test_the_outlines_are_one_file_that_a_browser_keeps(opened: Open) -> None:
    page = opened(MAP)
    files = {
        use.split("#")[0]
        for use in page.locator(".map use").evaluate_all("all => all.map(u => u.href.baseVal)")
    }
    assert len(files) == 1


def test_name_and_value_stand_beside_the_mouse(opened: Open) -> None:
    page = opened(BUSKERUD)
    page.locator(".map").get_by_role("link", name="Hol: ").hover()
    expect(page.locator(".map-readout")).to_be_visible()
    expect(page.locator(".map-readout b")).to_have_text("Hol")
    assert page.locator(".map title").count() == 0


def test_keys_go_from_place_to_place_and_the_map_is_one_stop(opened: Open) -> None:
    page = opened(BUSKERUD)
    assert page.locator('.map a[tabindex="0"]').count() == 1
    page.locator(".map").get_by_role("link", name="Gol: ").focus()
    expect(page.locator(".map-readout b")).to_have_text("Gol")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".map-readout b")).to_have_text("Ål")
    page.keyboard.press("Escape")
    expect(page.locator(".map-readout")).to_be_hidden()


def test_a_finger_sees_the_value_first_and_then_opens_the_place(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{site}{BUSKERUD}")
    page.locator(".map").get_by_role("link", name="Hol: ").tap()
    expect(page.locator(".map-readout b")).to_have_text("Hol")
    page.locator(".map-readout a").tap()
    page.wait_for_url("**/kommuner/hol/")
    context.close()


def test_a_chip_of_the_legend_shows_its_class_alone_without_scripts(opened: Open) -> None:
    page = opened(MAP, scripts=False)
    page.locator(".map-legend label").first.click()
    opacity = "all => [...new Set(all.map(one => getComputedStyle(one).fillOpacity))]"
    assert page.locator(".map a .fill-v1").evaluate_all(opacity) == ["1"]
    assert page.locator(".map a .fill-v5").evaluate_all(opacity) == ["0.12"]


def test_without_scripts_each_place_has_its_title(opened: Open) -> None:
    page = opened(BUSKERUD, scripts=False)
    assert page.locator(".map a title").first.text_content()


@pytest.mark.parametrize("width", [320, *by_night(390, 1280)])
def test_chips_are_large_enough_and_nothing_scrolls_sideways(opened: Open, width: int) -> None:
    page = opened(BUSKERUD, width=width)
    sizes = page.locator(".map-legend label, .chips a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 43.9
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_names_are_not_smaller_than_fourteen_pixels(opened: Open) -> None:
    page = opened(BUSKERUD, width=390)
    size = page.locator(".map-names text").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 14
