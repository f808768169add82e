"""The pages of goals and figures as a browser shows them: keys, paper, without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

pytestmark = pytest.mark.browser
PAGES = {
    "municipality_goal": "/kommuner/gol/baerekraftsmal/6/?sted=al",
    "municipality_figures": "/kommuner/gol/tall/?sted=al&sted=hemsedal",
}


def test_a_reader_goes_from_the_goals_to_a_figure_without_scripts(opened: Open) -> None:
    page = opened("/baerekraftsmal/?lang=nb", scripts=False)
    page.locator(".goal-list").get_by_role("link", name="13. Stoppe klimaendringene").click()
    page.get_by_label("Vis bare (kommune eller fylke)").fill("gol")
    page.keyboard.press("Enter")
    page.wait_for_url("**/baerekraftsmal/13/?q=gol#all")
    page.locator("table.long").get_by_role("link", name="Gol", exact=True).click()
    expect(page.locator("h1")).to_have_text("13. Stoppe klimaendringene i Gol")
    page.get_by_label("Sammenlign med en annen kommune").select_option("hemsedal")
    page.get_by_role("button", name="Vis").click()
    page.wait_for_url("**/kommuner/gol/baerekraftsmal/13/?sted=hemsedal")
    row = page.locator("#greenhouse_gases")
    assert "Hemsedal" in row.locator("dt").all_inner_texts()
    row.get_by_text("Mer om dette tallet").click()
    expect(row.get_by_text("i Hallingdal med tall")).to_be_visible()


def test_the_table_of_figures_keeps_its_meaning_on_a_phone(opened: Open) -> None:
    page = opened(PAGES["municipality_figures"] + "&lang=nb", width=390)
    table = page.get_by_role("table")
    assert table.get_by_role("columnheader").all_inner_texts()[:3] == ["Indikator", "Gol", "År"]
    assert table.get_by_role("row").count() > 122
    assert table.evaluate("node => node.scrollWidth <= node.clientWidth")


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize(
    "address", ["/baerekraftsmal/6/", "/indikatorer/water_leakage/", "/datagrunnlag/?sted=gol"]
)
def test_the_word_of_a_status_is_read_without_sliding_the_table(
    opened: Open, address: str, width: int
) -> None:
    page = opened(address, width=width)
    room, words = page.locator("table.long").evaluate(
        """table => [table.closest(".scroll").getBoundingClientRect().right,
            [...table.querySelectorAll("tbody td:nth-child(2) .status")]
                .map(one => one.getBoundingClientRect().right)]"""
    )
    assert len(words) >= 15
    assert max(words) <= room


@pytest.mark.parametrize("address", ["/indikatorer/water_leakage/", "/indikatorer/median_income/"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_year_of_a_figure_is_whole_on_a_phone(opened: Open, address: str, language: str) -> None:
    page = opened(f"{address}?lang={language}", width=390)
    room, years = page.locator("table.long").evaluate(
        """table => [table.closest(".scroll").getBoundingClientRect().right,
            [...table.querySelectorAll("tbody td:nth-last-child(2)")].map(one => {
                const text = document.createRange();
                text.selectNodeContents(one);
                return text.getBoundingClientRect().right;
            })]"""
    )
    assert len(years) == 357
    assert max(years) <= room


def test_the_squares_of_a_goal_lead_to_it_in_each_municipality(opened: Open) -> None:
    page = opened("/baerekraftsmal/6/?lang=nb")
    squares = page.locator(".tile-map").get_by_role("link")
    assert squares.count() == 357
    page.locator(".tile-map").get_by_role("link", name="Gol: ").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommuner/gol/baerekraftsmal/6/")


def test_a_dot_lies_where_its_score_is(opened: Open) -> None:
    page = opened("/baerekraftsmal/6/?lang=nb&q=gol")
    placed = page.locator("table.long tbody tr").first.evaluate(
        """row => { const box = row.querySelector("svg").getBoundingClientRect();
            const dot = row.querySelector("circle").getBoundingClientRect();
            return [(dot.left + dot.right) / 2 - box.left, box.width, dot.height,
                row.querySelector("td.figure").textContent]; }"""
    )
    at, width, height, score = placed
    assert abs(100 * at / width - float(score)) < 1
    assert round(height) == 10


def test_paper_holds_the_rows_of_a_goal_and_no_form(opened: Open) -> None:
    page = opened(PAGES["municipality_goal"], width=700)
    page.emulate_media(media="print")
    assert page.locator("form:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 700
    assert page.locator(".rows .row:visible").count() == 8
