"""The tile map in a reader's browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]
INDICATOR = "/indikatorer/water_leakage/kart/?kart=ruter&lang=nb&sted=gol"

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "smallest"), [(1280, 24), (390, 11), (320, 8.9)])
def test_a_square_is_large_enough_and_the_map_fits_its_column(
    opened: Open, width: int, smallest: float
) -> None:
    page = opened(INDICATOR, width=width)
    shown = page.locator(".tile-map").bounding_box()
    assert shown is not None
    assert round(shown["width"] / 32.2, 1) >= smallest
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= width


def test_a_square_says_what_it_shows_and_leads_to_its_municipality(opened: Open) -> None:
    page = opened(INDICATOR)
    squares = page.locator(".tile-map").get_by_role("link")
    assert squares.count() == 357
    gol = page.locator(".tile-map").get_by_role("group", name="Buskerud").get_by_role("link", name="Gol: ")
    gol.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommuner/gol/")


def test_the_square_with_the_focus_turns_and_no_other(opened: Open) -> None:
    page = opened("/indikatorer/water_leakage/kart/?kart=ruter&lang=nb")
    colour = """() => [...document.querySelectorAll(".tile-map a")].filter(
        one => getComputedStyle(one).getPropertyValue("--tile-edge")
    ).map(one => one.textContent.split(":")[0])"""
    assert page.evaluate(colour) == []
    page.keyboard.press("Tab")
    page.locator(".tile-map").get_by_role("link", name="Bykle: ").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(colour) == [page.evaluate("document.activeElement.textContent.split(':')[0]")]
    assert page.evaluate(colour) != ["Bykle"]


def test_the_legend_lies_in_the_open_sea_and_hides_no_square(opened: Open) -> None:
    page = opened(INDICATOR)
    covered = page.evaluate(
        """() => { const legend = document.querySelector(".tile-legend").getBoundingClientRect();
            return [...document.querySelectorAll(".tile-map a use")].map(one => one.getBoundingClientRect())
                .filter(one => one.left < legend.right && one.top < legend.bottom).length; }"""
    )
    assert covered == 0
