"""The three pages as a browser shows them: keyboard, with and without scripts."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

pytestmark = pytest.mark.browser
PAGES = {
    "front": "/",
    "municipality": "/kommuner/gol/?sted=hemsedal&sted=al",
    "indicator": "/indikatorer/water_leakage/?sted=hemsedal&q=buskerud",
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def test_the_browser_has_nothing_to_complain_of(opened: Open) -> None:
    titles = [opened(address, scheme=scheme).title() for address in PAGES.values() for scheme in SCHEMES]
    assert len(set(titles)) == 3  # `opened` fails on every refused script or style


def test_the_first_key_leads_past_the_top(opened: Open) -> None:
    page = opened(PAGES["municipality"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ds-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_wide_table_is_reached_and_scrolled_by_keys(opened: Open) -> None:
    eight = ("gol", "al", "hol", "hemsedal", "fla", "nesbyen", "oslo", "bergen")
    page = opened("/sammenlign/?lang=nb&" + "&".join(f"sted={slug}" for slug in eight), width=390)
    region = page.locator('[aria-labelledby="figures"]')
    page.get_by_text("Tallene som tabell").press("Tab")
    assert region.evaluate("node => node === document.activeElement")
    assert region.evaluate("node => getComputedStyle(node).outlineStyle") != "none"
    page.keyboard.press("ArrowRight")
    page.wait_for_function("node => node.scrollLeft > 0", arg=region.element_handle())  # it scrolls smoothly


@pytest.mark.by_day
def test_a_search_answers_while_one_types(opened: Open) -> None:
    page = opened("/?lang=nb")
    page.get_by_role("searchbox").press_sequentially("hemse", delay=20)
    hit = page.locator("#hits").get_by_role("link", name="Hemsedal")
    hit.wait_for()
    assert page.locator("#hits").get_attribute("aria-live") == "polite"
    hit.click()
    page.wait_for_url("**/kommuner/hemsedal/")


@pytest.mark.by_day
def test_all_works_without_scripts(opened: Open) -> None:
    page = opened("/?lang=nb", scripts=False)
    page.get_by_role("searchbox").fill("klima gol")
    page.keyboard.press("Enter")
    page.locator("#hits").get_by_role("link", name="Gol", exact=True).click()
    expect(page.locator("h1")).to_have_text("Hvordan står det til i Gol?")
    page.get_by_role("link", name="Se alle").click()
    page.get_by_label("Sammenlign med en annen kommune").select_option("hemsedal")
    page.get_by_role("button", name="Vis").first.click()
    page.wait_for_url("**/kommuner/gol/tall/?sted=hemsedal")
    assert "Hemsedal" in page.get_by_role("table").get_by_role("columnheader").all_inner_texts()
    page.get_by_role("link", name="Fjern Hemsedal").click()
    expect(page.locator(".chosen")).to_have_count(0)


@pytest.mark.by_day
def test_a_list_is_filtered_by_a_form_that_keeps_what_was_chosen(opened: Open) -> None:
    page = opened("/indikatorer/water_leakage/?sted=hemsedal&lang=nb")
    page.locator("#all > summary").click()
    page.get_by_label("Vis bare (kommune eller fylke)").fill("hallingdal eller")
    page.keyboard.press("Enter")
    page.wait_for_url("**/indikatorer/water_leakage/?sted=hemsedal&q=hallingdal+eller#all")
    assert page.get_by_text("Ingen kommune og ikke noe fylke heter «hallingdal eller».").is_visible()
    page.get_by_label("Vis bare (kommune eller fylke)").fill("buskerud")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=buskerud*")
    assert page.locator("table.long tbody tr").count() == 18


def test_paper_holds_every_column_and_no_form(opened: Open) -> None:
    page = opened(PAGES["municipality"], width=700, scheme="light")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") == 700
    assert page.locator(".goal-grid .goal-card:visible").count() == 17
    page.goto(page.url.replace("/gol/", "/gol/tall/"))
    assert page.locator("form:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 700
    assert page.get_by_role("table").locator("thead").evaluate("node => getComputedStyle(node).display") == (
        "table-header-group"
    )
