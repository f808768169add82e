"""The pages of goals and figures as a browser shows them: keys, paper, without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.parameters import by_night

Open = Callable[..., Page]

pytestmark = pytest.mark.browser
PAGES = {
    "municipality_goal": "/kommuner/gol/baerekraftsmal/6/?sted=al",
    "municipality_figures": "/kommuner/gol/tall/?sted=al&sted=hemsedal",
}


def test_a_reader_goes_from_the_goals_to_a_figure_without_scripts(opened: Open) -> None:
    page = opened("/baerekraftsmal/?lang=nb", scripts=False)
    page.locator(".goal-cards").get_by_role("link", name="13. Stoppe klimaendringene").click()
    page.get_by_label("Kommune", exact=True).select_option("gol")
    page.get_by_role("button", name="Vis her").click()
    page.wait_for_url("**/baerekraftsmal/13/?sted=gol")
    page.locator("table.goal-table").first.get_by_role("link", name="Gol", exact=True).click()
    expect(page.locator("h1")).to_have_text("13. Stoppe klimaendringene i Gol")
    page.get_by_text("Sammenlign med en annen kommune").first.click()
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
    assert table.locator("tr").count() > 122  # those of a goal that is folded, too
    assert table.evaluate("node => node.scrollWidth <= node.clientWidth")


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("address", ["/datagrunnlag/?sted=gol"])
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


def test_the_map_of_a_goal_leads_to_it_in_each_municipality(opened: Open) -> None:
    page = opened("/baerekraftsmal/6/?lang=nb&sted=gol")
    places = page.locator(".map").get_by_role("link")
    assert places.count() == 357
    page.locator(".map").get_by_role("link", name="Gol: ").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommuner/gol/baerekraftsmal/6/")


@pytest.mark.parametrize("goal", ["3", *by_night("8", "13")])
def test_a_goal_is_at_most_eight_phone_screens(opened: Open, goal: str) -> None:
    page = opened(f"/baerekraftsmal/{goal}/?sted=gol", width=390)
    assert page.evaluate("document.documentElement.scrollHeight") <= 8 * 844
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_seventeen_goals_are_at_most_five_phone_screens(opened: Open) -> None:
    page = opened("/baerekraftsmal/", width=390)
    assert page.evaluate("document.documentElement.scrollHeight") <= 5 * 844


@pytest.mark.parametrize("address", ["/baerekraftsmal/", "/baerekraftsmal/3/?sted=gol"])
def test_paper_holds_at_most_three_pages(opened: Open, address: str) -> None:
    page = opened(f"{address}", width=1280)
    edge = "12mm"
    document = page.pdf(format="A4", margin={"top": edge, "right": edge, "bottom": edge, "left": edge})
    assert len(re.findall(rb"/Type\s*/Page[^s]", document)) <= 3


def test_paper_holds_the_rows_of_a_goal_and_no_form(opened: Open) -> None:
    page = opened(PAGES["municipality_goal"], width=700)
    page.emulate_media(media="print")
    assert page.locator("form:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 700
    assert page.locator(".figure-rows .figure-row:visible").count() == 8
