"""The page of a municipality as a browser shows it: on a phone, on a wide screen, on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.parameters import by_night

Open = Callable[..., Page]

pytestmark = pytest.mark.browser
GOL = "/kommuner/gol/?lang=nb"
SCREEN = 844

# Pairs of names in the wide profile that lie on each other, and names outside of it.
FAULTS = """svg => {
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll(".profile-name")].map(one => one.getBoundingClientRect());
    const over = (a, b) => a.left < b.right && b.left < a.right
        && a.top < b.bottom - 3 && b.top < a.bottom - 3;
    return boxes.filter((box, i) => box.left < frame.left - 1 || box.right > frame.right + 1
        || boxes.some((other, j) => j > i && over(box, other))).length;
}"""


@pytest.mark.parametrize("place", ["gol", *by_night("bergen", "utsira", "nore-og-uvdal", "ovre-demodal")])
def test_a_phone_shows_all_before_about_the_figures_in_four_screens(opened: Open, place: str) -> None:
    for language in ("nb", "nn"):
        page = opened(f"/kommuner/{place}/?lang={language}", width=390)
        top = page.locator("#about-figures").evaluate("node => node.getBoundingClientRect().top")
        assert top <= 4 * SCREEN, language


@pytest.mark.parametrize(("width", "shown"), [(1280, "wide"), (390, "narrow"), (320, "narrow")])
def test_one_drawing_of_the_profile_is_shown_and_fits(opened: Open, width: int, shown: str) -> None:
    page = opened(GOL, width=width)
    drawn = page.locator(".profile:visible")
    expect(drawn).to_have_class(f"profile profile-{shown}")
    box = drawn.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("place", ["nore-og-uvdal", *by_night("gol", "oslo", "utsira")])
@pytest.mark.parametrize("width", [1280, 1024])
def test_the_names_in_the_profile_lie_apart(opened: Open, place: str, width: int) -> None:
    page = opened(f"/kommuner/{place}/?lang=nn", width=width)
    assert page.locator(".profile-wide").evaluate(FAULTS) == 0


def test_a_column_of_the_profile_leads_to_its_goal(opened: Open) -> None:
    page = opened(GOL)
    page.get_by_role("link", name=re.compile(r"^6\. Rent vann og gode sanitærforhold: ")).click()
    page.wait_for_url("**/kommuner/gol/baerekraftsmal/6/")


def test_what_can_be_done_is_open_on_a_wide_screen_and_the_first_on_a_phone(opened: Open) -> None:
    assert opened(GOL).locator(".what-now ul:visible").count() == 3
    phone = opened(GOL, width=390)
    assert phone.locator(".what-now ul:visible").count() == 1
    phone.locator("details.what-now summary").first.click()
    assert phone.locator(".what-now ul:visible").count() == 2


def test_a_phone_folds_the_goals_by_their_words(opened: Open) -> None:
    page = opened(GOL, width=390)
    expect(page.locator(".goal-grid")).to_be_hidden()
    page.locator(".goal-fold summary").first.click()
    expect(page.locator(".goal-fold .goal-card:visible").first).to_be_visible()


def test_the_first_strong_figure_reads_the_same_in_profile_sentence_and_card(opened: Open) -> None:
    page = opened(GOL)
    names = page.locator(".profile-wide .profile-name").all_text_contents()
    answer = page.locator(".answer").inner_text().lower()
    assert len(names) == 6
    assert [name for name in names if name.lower().replace(" ", "") not in answer.replace(" ", "")] == []


def test_paper_opens_what_is_folded_and_leaves_out_what_is_pressed(opened: Open) -> None:
    page = opened(GOL, width=700)
    page.emulate_media(media="print")
    assert page.locator(".what-now ul:visible").count() == 3
    assert page.locator(".goal-grid .goal-card:visible").count() == 17
    assert page.locator(".page-actions:visible, .onward:visible").count() == 0
