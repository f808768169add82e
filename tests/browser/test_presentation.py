"""Slides on a large screen: their size, their text, keys, links without a script, and one sheet for each."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.parameters import by_night

pytestmark = pytest.mark.browser
ADDRESSES = ("/kommuner/gol/storskjerm/", "/regioner/hallingdal/storskjerm/")
SMALLEST = 24  # pixels of text on a screen of 1920 × 1080, which is read from the back row
# The size of each text as it is seen, in a drawing after it is scaled; what only listeners meet is left out.
SIZES = """() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement;
    const heard = one.closest(".ds-sr-only, title, .only-small");
    if (!walk.currentNode.data.trim() || heard || !one.checkVisibility()) continue;
    const matrix = one.getScreenCTM?.();
    const size = parseFloat(getComputedStyle(one).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
    found.push([Math.round(size * 10) / 10, walk.currentNode.data.trim().slice(0, 40)]);
  }
  return found.sort((a, b) => a[0] - b[0]);
}"""
OVERFLOWS = """() => [...document.querySelectorAll(".slide")].flatMap(slide => {
  const body = slide.querySelector(".slide-body").getBoundingClientRect();
  const foot = slide.querySelector("footer").getBoundingClientRect();
  const inside = [...slide.querySelectorAll(".slide-body > *, .slide-body li, .slide-body tr")]
    .filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().bottom);
  return Math.max(...inside) > foot.top + 1 || body.bottom > foot.top + 1 ? [slide.id] : [];
})"""

NEAREST = """() => {
  const away = one => Math.abs(one.getBoundingClientRect().top);
  const slides = [...document.querySelectorAll(".slide")];
  return slides.reduce((best, one) => away(one) < away(best) ? one : best).id;
}"""


def at_slide(page: Page) -> str:
    """Return the id of the slide whose top is nearest to that of the screen."""
    found: str = page.evaluate(NEAREST)
    return found


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["nn", *by_night("nb", "en")])
def test_text_is_read_from_the_back_row_and_nothing_leaves_its_slide(
    browser: Browser, site: str, address: str, language: str
) -> None:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"{site}{address}?lang={language}")
    smallest = [text for text in page.evaluate(SIZES) if text[0] < SMALLEST - 0.1]
    assert smallest == []
    assert page.evaluate(OVERFLOWS) == []
    sizes = page.evaluate(
        "[...document.querySelectorAll('.slide')].map(s => [s.offsetWidth, s.offsetHeight])"
    )
    assert {tuple(size) for size in sizes} == {(1920, 1080)}
    page.close()


def test_keys_lead_through_the_slides_and_back(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page.goto(f"{site}/kommuner/gol/storskjerm/")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("location.hash") == "#bilde-2"
    assert at_slide(page) == "bilde-2"
    page.keyboard.press("End")
    last = page.locator(".slide").count()
    assert at_slide(page) == f"bilde-{last}"
    page.keyboard.press("ArrowRight")
    assert at_slide(page) == f"bilde-{last}"
    page.keyboard.press("Home")
    assert at_slide(page) == "bilde-1"
    page.keyboard.press("Escape")
    page.wait_for_url(f"{site}/kommuner/gol/")
    page.close()


def test_without_a_script_links_lead_through_the_slides(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(f"{site}/kommuner/gol/storskjerm/")
    page.locator("#bilde-1 a[rel=next]").click()
    assert page.url.endswith("#bilde-2")
    assert page.locator("#bilde-2 [data-print]").is_hidden()
    context.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_slide_is_one_sheet(browser: Browser, site: str, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}{address}")
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == page.locator(".slide").count()
    assert set(re.findall(rb"/MediaBox \[([^\]]*)\]", paper)) == {b"0 0 960 540"}
    page.close()
