"""Enlarged four times, with text twice as large, and by keys alone: nothing is lost on the main pages."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser import work
from tests.browser.barriers import OPEN_ALL, Made
from tests.browser.conftest import Open, reader

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/kommuner/gol/",
    "/kommuner/gol/baerekraftsmal/6/",
    "/indikatorer/water_leakage/?sted=al",
    "/regioner/hallingdal/",
    "/sammenlign/?sted=gol&sted=al",
)
# Of those who decide and work together one page of each kind: a list, a thing, a form, a matrix of figures.
AT_WORK = (
    *("notices of a director", "wishes of a director"),
    *("matters", "matter", "plan_meetings", "record_outcome"),
    *("cohort", "overview", "participation", "hours", "cohort_year", "cohort_measures"),
)
ENLARGED, TEXT_ALONE = ViewportSize(width=320, height=256), ViewportSize(width=1280, height=1024)
# Words that lie on each other, and words that a box cuts off; not drawings, nor what is for listeners.
LOST = """() => {
    const boxes = [], cut = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const of = node.parentElement, words = node.textContent.trim();
        if (!words || of.closest("svg, script, option, textarea, .ds-skip-link")) continue;
        if (!of.checkVisibility()) continue;
        let hidden = false, cuts = false;
        for (let box = of; box; box = box.parentElement) {
            const style = getComputedStyle(box);
            const unseen = style.clipPath !== "none" || box.offsetWidth === 1;
            if (unseen || style.position === "sticky") hidden = true;
            if (style.overflowX === "hidden" && box.scrollWidth > box.clientWidth + 1) cuts = true;
        }
        if (hidden) continue;
        if (cuts) cut.push(words.slice(0, 60));
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const {left, right, top, bottom} of range.getClientRects()) {
            const quarter = (bottom - top) / 4;
            boxes.push({left, right, top: top + quarter, bottom: bottom - quarter, words, node});
        }
    }
    boxes.sort((one, other) => one.top - other.top);
    const lost = cut.map(words => ["cut", words]);
    boxes.forEach((one, at) => {
        for (let next = at + 1; next < boxes.length && boxes[next].top < one.bottom; next++) {
            const other = boxes[next];
            const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            if (other.node !== one.node && width > 2)
                lost.push([one.words.slice(0, 60), other.words.slice(0, 60)]);
        }
    });
    return lost;
}"""


# What has the focus: its words, whether it is marked and in the window, and whether it stands after the last.
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const last = window.lastFocused;
    window.lastFocused = one;
    return {
        words: (one.getAttribute("aria-label") || one.textContent).trim().replace(/\\s+/g, " "),
        marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
            || style.getPropertyValue("--tile-edge") !== "" || style.boxShadow !== "none",
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
            && box.width > 1 && box.height > 1,
        after: !last || !last.isConnected
            || Boolean(last.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING),
    };
}"""


def enlarged(browser: Browser) -> BrowserContext:
    """Return a browser on a screen of 1280 x 1024 pixels, enlarged four times."""
    return browser.new_context(viewport=ENLARGED, bypass_csp=True, locale="nb")


def test_nothing_is_lost_when_the_page_is_enlarged_four_times(browser: Browser, site: str) -> None:
    lost = {}
    context = enlarged(browser)
    page = context.new_page()
    for address in PAGES:
        page.goto(site + address)
        lost[address] = (page.evaluate("document.documentElement.scrollWidth"), page.evaluate(LOST))
    context.close()
    assert lost == dict.fromkeys(PAGES, (320, []))


def test_nothing_is_lost_when_text_alone_is_twice_as_large(browser: Browser, site: str) -> None:
    lost = {}
    context = browser.new_context(viewport=TEXT_ALONE, bypass_csp=True)
    page = context.new_page()
    for address in PAGES:
        page.goto(site + address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        lost[address] = (page.evaluate("document.documentElement.scrollWidth"), page.evaluate(LOST))
    context.close()
    assert lost == dict.fromkeys(PAGES, (1280, []))


def lost_at_work(
    browser: Browser, site: str, made: Made, viewport: ViewportSize, size: str
) -> dict[str, tuple[int, list[object]]]:
    """Return how wide each page of those who work is, and what is lost on it, with all of it open."""
    lost = {}
    pages = work.PAGES | work.FACES
    for by in sorted({pages[name].by for name in AT_WORK}):
        context = reader(
            browser, site, made.readers[by], viewport=viewport, bypass_csp=True, reduced_motion="reduce"
        )
        page = context.new_page()
        for name in (name for name in AT_WORK if pages[name].by == by):
            page.goto(site + pages[name].address.format_map(made.words))
            page.evaluate(OPEN_ALL)
            page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            lost[name] = (page.evaluate("document.documentElement.scrollWidth"), page.evaluate(LOST))
        context.close()
    return lost


def test_nothing_is_lost_at_work_when_enlarged_or_with_text_twice_as_large(
    browser: Browser, site: str
) -> None:
    made = work.at_work()
    four_times = lost_at_work(browser, site, made, ENLARGED, "100%")
    assert four_times == dict.fromkeys(AT_WORK, (320, []))
    text_alone = lost_at_work(browser, site, made, TEXT_ALONE, "200%")
    assert text_alone == dict.fromkeys(AT_WORK, (1280, []))


@pytest.mark.by_day
def test_what_would_be_lost_is_found(browser: Browser) -> None:
    context = browser.new_context(viewport=ENLARGED)
    page = context.new_page()
    page.set_content(
        "<p style='margin:0'>Her står det</p><p style='margin:-1em 0 0'>og oppå det</p>"
        "<p style='width:3em;overflow:hidden;white-space:nowrap'>kuttet av en boks</p>"
    )
    assert page.evaluate(LOST) == [["cut", "kuttet av en boks"], ["Her står det", "og oppå det"]]
    context.close()


def press_to(page: Page, words: str) -> None:
    """Press the tabulator until what has these words has the focus; each stop is marked, seen, in order."""
    faults, words_met = [], []
    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        words_met.append(stop["words"])
        faults += [] if stop["marked"] and stop["seen"] and stop["after"] else [stop]
        if stop["words"] == words:
            break
    assert faults == []
    assert words_met[-1] == words
    page.evaluate("() => new Promise(requestAnimationFrame)")


def test_keys_alone_lead_from_the_front_page_to_a_goal_and_to_a_comparison(opened: Open) -> None:
    page = opened("/?lang=nb")
    page.wait_for_load_state("networkidle")
    press_to(page, "Hopp til innholdet")
    page.keyboard.press("Enter")
    page.locator("#content:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.type("gol")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommuner/gol/")
    press_to(page, "6. Rent vann og gode sanitærforhold")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommuner/gol/baerekraftsmal/6/")
    assert page.locator("h1").inner_text() == "6. Rent vann og gode sanitærforhold i Gol"
    press_to(page, "Sammenlign")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sammenlign/**", wait_until="networkidle")
    page.locator("body").evaluate("() => { window.lastFocused = null }")
    press_to(page, "Legg til sted")
    page.keyboard.press("Enter")
    page.locator("#finn:focus").wait_for()
    page.keyboard.type("hemse")
    page.keyboard.press("Enter")
    page.wait_for_url("**finn=hemse*", wait_until="networkidle")
    press_to(page, "Hemsedal")
    page.keyboard.press("Enter")
    page.wait_for_url("**sted=hemsedal*")


def test_keys_alone_lead_from_a_notice_to_a_matter_and_from_the_rooms_to_hours(
    browser: Browser, site: str
) -> None:
    made = work.at_work()
    context = reader(browser, site, made.readers["director"])
    page = context.new_page()
    page.goto(f"{site}/varsler/")
    press_to(page, "Dette venter på deg")
    page.keyboard.press("Enter")  # it is folded beside what the reader came for
    page.get_by_role("link", name="Telje lekkasjane").first.wait_for()  # it is open when the next key comes
    press_to(page, "Telje lekkasjane")
    page.goto(f"{site}/min-side/")
    press_to(page, "Ta stilling til «Gol kommune deltek», som Regionrådet for Hallingdal har forberedt")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/saker/{made.words['waits']}/")
    press_to(page, "Programmet")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kull/")
    press_to(page, "Bærekraftsløftet, kull 1")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{work.KULL}")
    press_to(page, "Hva det har ført til")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{work.KULL}maling/")
    page.goto(f"{site}{work.GOL_IN_KULL}")
    press_to(page, "Før timer")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{work.GOL_IN_KULL}timer/")
    context.close()
