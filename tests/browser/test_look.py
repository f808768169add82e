"""The frame of a page: one line, one row, the name near, and hits under the field and over the keyboard."""

import pytest
from playwright.sync_api import Browser, Page

from loftet.people.models import Organisation, RoleKind
from loftet.places.models import Place
from tests.browser.conftest import Open, reader
from tests.people.partnership import browser_of, hire, small_partnership

pytestmark = pytest.mark.browser
LAST_LINE = 256 - 40  # a line of the name fits under it
NEXT_HEIGHT = """one => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(one.offsetHeight))))"""
ENDS = (
    *("/kommuner/gol/?lang=nn", "/kommuner/gol/baerekraftsmal/6/?lang=nn", "/kommuner/gol/tall/?lang=nn"),
    *("/regioner/hallingdal/?lang=nn", "/baerekraftsmal/?lang=nn", "/baerekraftsmal/6/?lang=nn&sted=gol"),
    *("/indikatorer/greenhouse_gases/?lang=nn&sted=gol", "/sammenlign/?lang=nn&sted=gol&sted=al"),
    "/utforsk/?lang=nn",
)
# How far below the last fold the last link of a page ends.
AFTER = """fold => {
    const last = [...document.querySelectorAll("main .about-figures")].at(-1).getBoundingClientRect().bottom;
    const ends = [...document.querySelectorAll("main a")].filter(one => one.checkVisibility())
        .map(one => one.getBoundingClientRect().bottom);
    return Math.max(...ends, last) - last;
}"""
ROW = 90
ROWS = "items => new Set(items.map(one => one.getBoundingClientRect().top)).size"
TWO_LINES = 45
KEYBOARD = 844 - 300  # a telephone's keyboard takes the lower 300 px of its screen


def height(page: Page, selector: str) -> float:
    return float(page.locator(selector).evaluate("one => one.getBoundingClientRect().height"))


@pytest.mark.parametrize(("width", "row"), [(1280, 68), (1100, 68), (1074, 68), (390, 56), (320, 56)])
def test_the_header_is_one_line_and_one_row(opened: Open, width: int, row: int) -> None:
    page = opened("/om/?lang=nn", width=width)
    assert (height(page, ".made-up"), height(page, ".top")) == (32, row)


@pytest.mark.parametrize(("language", "width"), [("nb", 1280), ("nn", 1280), ("en", 1280), ("nb", 1074)])
def test_the_header_of_somebody_who_acts_for_several_is_one_row(
    browser: Browser, site: str, language: str, width: int
) -> None:
    world = small_partnership()
    name = {"kind": "municipality", "name": "Midtre Gauldal", "language": "nb", "sort_key": "midtre gauldal"}
    place, _new = Place.objects.get_or_create(slug="midtre-gauldal", defaults=name)
    first = Organisation.objects.create(
        slug="midtre-gauldal", name="Midtre Gauldal kommune", kind="municipality", place=place
    )
    who = hire("jonas@gauldal.example", first, RoleKind.PROCUREMENT_OFFICER)
    hire("jonas@gauldal.example", world.al, RoleKind.PROCUREMENT_OFFICER)
    viewport = {"width": width, "height": 800}
    context = reader(browser, site, browser_of(who, language=language), language, viewport=viewport)
    page = context.new_page()
    page.goto(f"{site}/om/")
    assert page.locator(".acts-for strong").inner_text() == "Midtre Gauldal"
    assert height(page, ".top") == 68
    assert height(page, ".acts-for strong") < TWO_LINES
    page.locator(".menu .drop > summary").click()
    assert page.locator(".menu .drop-menu a").first.is_visible()
    assert height(page, ".top") == 68
    assert page.locator(".menu > ul > li").evaluate_all(ROWS) == 1
    context.close()


def test_enlarged_four_times_the_name_of_a_page_is_on_its_first_screen(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    tops = {}
    for address in ("/", "/om/", "/kommuner/gol/", "/baerekraftsmal/6/", "/regioner/hallingdal/"):
        page.goto(site + address)
        tops[address] = page.locator("h1").evaluate("one => one.getBoundingClientRect().top")
    context.close()
    assert {address: top for address, top in tops.items() if top > LAST_LINE} == {}


@pytest.mark.parametrize("address", ENDS)
def test_a_page_of_status_ends_with_about_the_figures_and_one_row(opened: Open, address: str) -> None:
    page = opened(address)
    assert page.locator("#about-figures").evaluate(AFTER) <= ROW


@pytest.mark.parametrize(("width", "most", "name"), [(1280, 12, "q"), (390, 4, "/sok/")])
def test_the_search_is_few_stops_of_the_keyboard_away(opened: Open, width: int, most: int, name: str) -> None:
    page = opened("/kommuner/gol/?lang=nn", width=width)
    stops: list[str] = []
    while name not in stops and len(stops) < most:
        page.keyboard.press("Tab")
        stops.append(page.evaluate("(one => one.name || one.pathname)(document.activeElement)"))
    assert name in stops


def test_the_menu_of_a_phone_opens_without_a_script(opened: Open) -> None:
    page = opened("/om/?lang=nb", width=390, scripts=False)
    menu = page.locator("details.only-phone")
    menu.locator("summary").click()
    assert menu.get_by_role("link", name="Kommuner").is_visible()
    assert menu.get_by_role("link", name="Nynorsk").is_visible()


def test_hits_on_a_phone_stand_under_the_field_and_over_the_keyboard(opened: Open) -> None:
    page = opened("/?lang=nb", width=390)
    field = page.get_by_role("searchbox")
    field.press_sequentially("mobbing", delay=10)
    hit = page.locator("#hits a").first
    hit.wait_for()
    under, over = field.bounding_box(), hit.bounding_box()
    assert under is not None
    assert over is not None
    assert under["y"] + under["height"] <= over["y"] < KEYBOARD


def test_what_folds_is_open_at_once(opened: Open) -> None:
    page = opened("/data/?lang=nb")
    fold = page.locator("main details.ds-details").first
    fold.evaluate("one => { one.open = true }")
    first = fold.evaluate(NEXT_HEIGHT)
    page.wait_for_timeout(600)
    assert fold.evaluate("one => one.offsetHeight") == first


def test_where_somebody_is_stays_in_the_browser(browser: Browser, site: str) -> None:
    context = browser.new_context(
        geolocation={"latitude": 60.7, "longitude": 8.95}, permissions=["geolocation"]
    )
    page = context.new_page()
    page.goto(f"{site}/?lang=nb", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Bruk der jeg er").click()
    page.locator(".near-found a").first.wait_for()
    assert page.locator(".near-found a").first.inner_text() == "Gol"
    assert [one for one in asked if "/static/" not in one] == [f"{site}/kommuner/midtpunkt.json"]
    assert not [one for one in asked if "60.7" in one or "8.95" in one]
    context.close()
