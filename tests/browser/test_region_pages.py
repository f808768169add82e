"""Regions and comparisons as a browser shows them: wide tables, and no script needed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

pytestmark = pytest.mark.browser
COMPARED = "/sammenlign/?sted=gol&sted=al&sted=hol&finn=hall"
PAGES = {
    "regions": "/regioner/?q=gol",
    "region": "/regioner/hallingdal/?maal=6",
    "fifty": "/regioner/viken/?maal=3",
    "comparison": COMPARED,
    "nothing chosen": "/sammenlign/?finn=",
}


def test_the_names_stay_while_the_table_of_goals_scrolls_by_keys(opened: Open) -> None:
    page = opened(PAGES["fifty"], width=390)
    region = page.locator('[role="region"][aria-labelledby="goals"]')
    name = region.get_by_role("rowheader", name="Bærum")
    before = name.bounding_box()
    region.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("node => node.scrollLeft > 50", arg=region.element_handle())  # it scrolls smoothly
    after = name.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["x"] - after["x"]) < 1
    assert region.evaluate("node => node.scrollWidth - node.clientWidth") < 600


def test_who_listens_hears_goals_and_statuses_in_words(opened: Open) -> None:
    page = opened("/regioner/hallingdal/?lang=nb")
    table = page.locator("table.matrix")
    heads = table.get_by_role("columnheader")
    assert heads.nth(6).inner_text().split() == ["6", ".", "Rent", "vann", "og", "gode", "sanitærforhold"]
    row = table.get_by_role("row").filter(has=page.get_by_role("link", name="Gol", exact=True))
    cells = row.get_by_role("cell").all_inner_texts()
    assert len(cells) == 17
    statuses = {"Nær målet", "Et stykke igjen", "Langt igjen", "Svært langt igjen", "For lite data"}
    statuses |= {"Bedre enn de fleste", "Litt bedre enn midten", "Litt svakere enn midten"}
    assert {text.strip() for text in cells} <= statuses | {"Svakere enn de fleste", "Gjelder ikke her"}


def test_places_are_chosen_and_removed_without_scripts(opened: Open) -> None:
    page = opened("/sammenlign/?lang=nb", scripts=False)
    page.get_by_label("Finn en kommune, et fylke eller en region").fill("hemse")
    page.get_by_role("button", name="Finn").click()
    page.get_by_role("link", name="Legg til Hemsedal").click()
    page.wait_for_url("**/sammenlign/?sted=hemsedal")
    page.get_by_label("Eller alle kommunene i").select_option("hallingdal")
    page.get_by_role("button", name="Legg til").click()
    expect(page.locator("h1")).to_have_text("Hemsedal, Flå, Gol, Hol, Nesbyen og Ål side om side")
    page.get_by_text("Legg til eller fjern steder").click()
    page.get_by_role("link", name="Fjern Hemsedal").first.click()
    expect(page.locator("h1")).to_have_text("Flå, Gol, Hol, Nesbyen og Ål side om side")
    page.get_by_label("Bærekraftsmål", exact=True).select_option("6")
    page.get_by_role("button", name="Vis").click()
    expect(page.locator("h2#figures")).to_contain_text("Bærekraftsmål 6, Rent vann")


def test_a_search_answers_while_one_types_and_the_map_adds(opened: Open) -> None:
    page = opened("/sammenlign/?lang=nb")
    page.get_by_role("searchbox").press_sequentially("aal", delay=20)
    hit = page.locator("#hits").get_by_role("link", name="Legg til Ål", exact=True)
    hit.wait_for()
    hit.click()
    page.wait_for_url("**/sammenlign/?sted=al")  # one place alone: the choosing stands open
    page.get_by_text("Velg på kartet").click()
    square = page.locator(".tile-map").get_by_role("link", name="Gol", exact=True)
    square.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sammenlign/?sted=al&sted=gol")


def test_paper_holds_every_dot_and_no_form(opened: Open) -> None:
    page = opened(PAGES["comparison"], width=700)
    page.emulate_media(media="print")
    assert page.locator("form:visible").count() == 0
    assert page.locator(".dot-scale:visible").count() > 30
    assert page.evaluate("document.documentElement.scrollWidth") == 700


def test_paper_holds_the_sources_of_a_region_and_no_button(opened: Open) -> None:
    page = opened("/regioner/hallingdal/", width=700)
    sources = page.locator("details.printed li")
    assert not sources.first.is_visible()
    page.emulate_media(media="print")
    assert sources.count() > 30
    assert sources.first.is_visible()
    assert page.locator("button:visible, summary:visible").count() == 1  # how many sources there are
    assert page.locator("nav:visible, .who:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 700
