"""Regions and comparisons as a browser shows them: wide tables, and no script needed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from loftet.status.region.shared import OPEN, SMALL

Open = Callable[..., Page]

pytestmark = pytest.mark.browser
COMPARED = "/sammenlign/?sted=gol&sted=al&sted=hol&finn=hall"
PAGES = {
    "regions": "/regioner/?q=gol",
    "region": "/regioner/hallingdal/",
    "fifty": "/regioner/viken/",
    "comparison": COMPARED,
    "nothing chosen": "/sammenlign/?finn=",
}


def test_the_names_stay_while_the_table_of_goals_scrolls_by_keys(opened: Open) -> None:
    page = opened(PAGES["fifty"] + "?lang=nb", width=390)
    page.locator("details", has=page.locator("table.heat-many")).locator("summary").click()
    region = page.locator('.scroll[role="region"]', has=page.locator("table.heat-many"))
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


def test_who_listens_hears_goals_counts_and_words(opened: Open) -> None:
    page = opened("/regioner/hallingdal/?lang=nb")
    table = page.locator("table.heat-table")
    row = table.get_by_role("row").nth(6)
    assert row.get_by_role("rowheader").inner_text().endswith("6. Rent vann og gode sanitærforhold")
    cells = row.get_by_role("cell").all_text_contents()
    assert len(cells) == 6
    words = {"Mest sterkt", "Blandet", "Mest svakt", "For få måltall"}
    assert {text.partition(" ")[2].strip() for text in cells} <= words


def test_the_six_stand_on_one_phone_screen_side_by_side(opened: Open) -> None:
    page = opened("/regioner/hallingdal/", width=390)
    box = page.locator("table.heat-table").bounding_box()
    assert box is not None
    assert box["width"] <= 374
    assert box["height"] < 844
    assert page.evaluate("document.documentElement.scrollHeight") <= 5 * 844


def test_the_page_of_a_region_has_at_most_one_filled_button(opened: Open) -> None:
    page = opened("/regioner/hallingdal/")
    assert page.locator("main .ds-button:not([data-variant]):visible").count() <= 1


@pytest.mark.parametrize("width", [1280, 390])
def test_one_shared_challenge_is_told_and_the_next_are_pictures_that_open(opened: Open, width: int) -> None:
    page = opened("/regioner/hallingdal/?lang=nn", width=width, scripts=False)
    shared = page.locator("section", has=page.locator("#shared"))
    assert shared.locator(".strip:visible").count() == OPEN + SMALL
    assert shared.locator(".shared-list p:visible").count() == 2 * OPEN
    small = shared.locator(".shared-small").first
    small.locator("summary").click()
    small.get_by_role("link", name="Sjå tala").click()
    page.wait_for_url("**/indikatorer/**")


def test_places_are_chosen_and_removed_without_scripts(opened: Open) -> None:
    page = opened("/sammenlign/?lang=nb", scripts=False)
    page.get_by_label("Kommune, fylke eller region").fill("hemse")
    page.get_by_role("button", name="Finn").click()
    page.locator("#hits").get_by_role("link", name="Hemsedal").click()
    page.wait_for_url("**/sammenlign/?sted=hemsedal")
    page.locator("#add-place").click()
    page.get_by_label("Eller alle kommunene i").select_option("hallingdal")
    page.get_by_role("button", name="Legg til").click()
    expect(page.locator("h1")).to_have_text("Hemsedal, Flå, Gol, Hol, Nesbyen og Ål side om side")
    page.get_by_role("link", name="Fjern Hemsedal").click()
    expect(page.locator("h1")).to_have_text("Flå, Gol, Hol, Nesbyen og Ål side om side")
    page.get_by_label("Tema", exact=True).select_option("6")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.locator("h2#figures")).to_contain_text("6. Rent vann")


def test_a_place_is_added_while_one_types_and_without_leaving_the_page(opened: Open) -> None:
    page = opened("/sammenlign/?lang=nb&sted=gol")
    page.evaluate("window.stayed = true")
    page.locator("#add-place").click()
    page.get_by_label("Kommune, fylke eller region").press_sequentially("aal", delay=20)
    page.locator("#hits").get_by_role("link", name="Ål", exact=True).click()
    expect(page.locator("h1")).to_have_text("Gol og Ål side om side")
    assert page.url.endswith("/sammenlign/?sted=gol&sted=al")
    page.get_by_label("Tema", exact=True).select_option("13")
    expect(page.locator("h2#figures")).to_contain_text("13.")
    assert page.evaluate("window.stayed")


def test_the_theme_is_in_the_first_screens_of_a_telephone(opened: Open) -> None:
    page = opened("/sammenlign/?lang=nn&sted=gol&sted=al&sted=hol&maal=13", width=390)
    assert page.locator("#figures").evaluate("node => node.getBoundingClientRect().top") < 844


def test_paper_holds_every_dot_and_no_form(opened: Open) -> None:
    page = opened(PAGES["comparison"], width=700)
    page.emulate_media(media="print")
    assert page.locator("form:visible").count() == 0
    assert page.locator(".strip:visible").count() > 3
    assert page.evaluate("document.documentElement.scrollWidth") == 700


def test_a_region_is_printed_on_three_sheets(opened: Open) -> None:
    page = opened("/regioner/hallingdal/?lang=nb")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 3


def test_a_phone_folds_the_figures_of_a_municipality_by_goal(opened: Open) -> None:
    page = opened("/kommuner/gol/tall/?lang=nn", width=390)
    assert page.evaluate("document.documentElement.scrollHeight") <= 6 * 844
    row = page.get_by_role("rowheader", name="Nedbygd dyrka jord")
    expect(row).to_be_hidden()
    page.locator('a.unfold[href="#goal-2"]').click()
    expect(row).to_be_visible()


def test_paper_holds_a_region_without_buttons(opened: Open) -> None:
    page = opened("/regioner/hallingdal/", width=700)
    page.emulate_media(media="print")
    assert page.locator(".page-actions:visible, nav.path:visible").count() == 0
    assert page.locator(".strip:visible").count() >= 17 + OPEN + SMALL
    assert page.evaluate("document.documentElement.scrollWidth") == 700
