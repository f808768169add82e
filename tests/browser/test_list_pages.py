"""The list of indicators as a browser shows it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import FIRST_SEEN, begins_at

Open = Callable[..., Page]


pytestmark = pytest.mark.browser


def test_indicators_are_narrowed_down_without_scripts(opened: Open) -> None:
    page = opened("/indikatorer/?lang=nb", scripts=False)
    page.get_by_text("Se disse").click()
    page.wait_for_url("**/indikatorer/?paavirkning=much&kvalitet=1&dekning=mest#all")
    said = page.get_by_role("status").inner_text()
    shown = page.locator("tbody tr").count()
    assert f"Viser {shown} av 122 indikatorer: som kommunen kan påvirke mye" in said
    assert 10 <= shown <= 35
    page.get_by_label("Bærekraftsmål", exact=True).select_option("6")
    page.get_by_role("button", name="Vis").first.click()
    page.wait_for_url("**maal=6*")
    assert 0 < page.locator("tbody tr").count() < shown
    page.locator("tbody tr a").first.click()
    page.get_by_role("navigation", name="Sti").get_by_role("link", name="Indikatorer").click()
    expect(page.locator("h1")).to_have_text("Indikatorene")


def test_the_table_of_indicators_keeps_its_meaning_on_a_phone(opened: Open) -> None:
    page = opened("/indikatorer/?maal=6&lang=nb", width=390)
    table = page.get_by_role("table")
    assert table.get_by_role("columnheader").all_inner_texts()[:3] == [
        "Indikator",
        "Nyeste år",
        "Måles mot",
    ]
    assert table.get_by_role("row").count() == 9
    assert table.evaluate("node => node.scrollWidth <= node.clientWidth")


WORDS_APART = 2  # pixels between the words of the row of pages and those of the heading


@pytest.mark.parametrize("address", ["/behov/", "/felles-innkjop/", "/losninger/", "/leverandorer/"])
def test_the_heading_of_a_list_begins_within_120_pixels_on_a_phone(opened: Open, address: str) -> None:
    page = opened(f"{address}?lang=nn", width=390)
    assert begins_at(page.locator("h1")) <= FIRST_SEEN
    gap = page.evaluate(
        """() => {
          const [above, heading] = ['.section-menu a', 'h1'].map(one => {
            const words = document.createRange()
            words.selectNodeContents(document.querySelector(one))
            return words.getBoundingClientRect()
          })
          return heading.top - above.bottom
        }"""
    )
    assert gap >= WORDS_APART
    links = page.locator(".section-menu a").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(links) >= 44


def test_a_sentence_in_a_table_breaks_and_a_day_does_not(opened: Open) -> None:
    breaks, height = (
        opened("/moteplasser/?lang=nn")
        .locator("main")
        .evaluate(
            """one => {
              one.innerHTML = `<table class="figures">
                  <tr><td class="said" data-of="X">Ho verka.</td></tr></table>
                <ol class="event-items"><li><span class="when">30. april</span></li></ol>`
              const cell = one.querySelector('td')
              return [getComputedStyle(cell).whiteSpace, one.querySelector('.when').offsetHeight]
            }"""
        )
    )
    assert breaks == "normal"
    assert height < 40
