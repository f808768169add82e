"""How a page is checked: in which languages, schemes and widths; and which pages a reader has.

By day axe runs once on each page, at the width of a telephone, in the language and the scheme that its name
gives, and leaves out what follows after eight rows of a table; by night, and by day on a few pages that have
changed, it runs in all languages and schemes there, and once at other widths; in the second language eight
rows are enough. A page is loaded once in each language; schemes and widths change while it is open. The
site's own policy holds, and what the browser complains of is kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.client import responses
from typing import Literal
from zlib import crc32

from django.test import Client
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from tests.browser.conftest import Scheme, reader

LANGUAGES = ("nb", "nn")
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
TELEPHONE = 390
WIDTHS = (1280, 320, TELEPHONE)  # a page is loaded at the last of them, and axe runs there at last
SCREEN = 844  # pixels from top to bottom of a telephone
FIRST_SEEN = 120  # pixels from the top of a page, on a telephone
Answer = Literal[200, 404, 422]
SAID_OF = {
    one: f"Failed to load resource: the server responded with a status of {one} ({responses[one]})"
    for one in (404, 422)  # the words of 422 are others from Python 3.13 on
}

# Menus lie over the page while they are open.
OPEN_ALL = "document.querySelectorAll('details:not(.drop)').forEach(one => { one.open = true })"
# All of axe's rules, and that a target is 24 px. A scheme changes colours alone, which
# tests/charts/test_colours.py checks: in the second scheme at a width axe runs its rules of colour.
RUN_AXE = """async colours => (await axe.run({
    resultTypes: ["violations"], preload: false,
    ...(colours ? {runOnly: ["color-contrast", "link-in-text-block"]}
        : {rules: {"target-size": {enabled: true}}})
})).violations.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 200))])"""
AT_REST = """async () => {
    await document.fonts.ready;
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
# What repeats itself in a page that is not looked at whole: axe needs seconds for hundreds of rows.
SHORTEN = """() => document.querySelectorAll(
    "tbody tr:nth-child(n+9), svg a:nth-child(n+9), option:nth-child(n+9)").forEach(one => one.remove())"""
TALL = "document.documentElement.scrollHeight"
# The name of a page; on the front page what waits comes first, under a heading of its own.
HEAD = "document.querySelector('h1, main.front h2').getBoundingClientRect().top"
LOW = """() => [...document.querySelectorAll("button, select, textarea, summary, "
    + "input:not([type=hidden], [type=checkbox], [type=radio], [tabindex]), .ds-button, .menu a, "
    + ".hits a, .languages a, .path a, h3 a, .matrix thead a, .actions a")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)
    .map(one => one.outerHTML.slice(0, 120))"""
TWICE = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
    return [...new Set(ids.filter((one, at) => ids.indexOf(one) < at))];
}"""
# Text in a column of a few letters: another column has taken its place.
SQUEEZED = """() => [...document.querySelectorAll("main *")].filter(one => {
    const box = one.getBoundingClientRect();
    return 1 < box.width && box.width < 36 && box.height > 100 && one.checkVisibility()
        && !one.closest(".for-machines")
        && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim().length > 8);
}).map(one => one.outerHTML.slice(0, 120))"""
WIDE_LOW_AND_SQUEEZED = f"() => [document.documentElement.scrollWidth, ({LOW})(), ({SQUEEZED})()]"


def begins_at(heading: Locator) -> float:
    """Return the pixels above a heading; the line that says figures are made up is left out."""
    top: float = heading.evaluate(
        """one => one.getBoundingClientRect().top + scrollY
          - (document.querySelector('.made-up')?.offsetHeight || 0)"""
    )
    return top


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, by whom it is read and how it answers; in braces stands what was made for it."""

    by: str
    address: str
    answer: Answer = 200


def shown_to(by: str, pages: Mapping[str, str]) -> dict[str, Shown]:
    """Return pages, by name, as one reader is shown them."""
    return {name: Shown(by, address) for name, address in pages.items()}


@dataclass(frozen=True, slots=True)
class Made:
    """What stands in the tables: who reads, and what their addresses name."""

    readers: Mapping[str, Client]
    words: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of some apps by name, what makes all that they show, and how many parts processes share.

    A page's part follows from its name, and from that its language and scheme by day: a new page changes the
    look of no other.
    """

    shown: Mapping[str, Shown]
    make: Callable[[], Made]
    parts: int

    def part(self, number: int, one_of: int = 1, turn: int = 0) -> Mapping[str, Shown]:
        """Return the pages of a part, or those whose turn it is; those of a reader follow each other."""
        ordered = sorted(self.shown.items(), key=lambda item: item[1].by)
        turns = {name: divmod(crc32(name.encode()), self.parts) for name in self.shown}
        return {
            name: one for name, one in ordered if turns[name][1] == number and turns[name][0] % one_of == turn
        }


@dataclass(frozen=True, slots=True)
class Look:
    """A language, the schemes in which axe runs at each width, whether on whole tables."""

    language: str
    schemes: Mapping[int, tuple[Scheme, ...]]
    whole: bool = True


def quick_look(part: int) -> Look:
    """Return the language and the scheme whose turn it is in a part of the pages, at one width."""
    return Look(LANGUAGES[part % 2], {TELEPHONE: (SCHEMES[part // 2 % 2],)}, whole=False)


def thorough_look(language: str) -> Look:
    """Return all schemes at one width; in the first language whole tables, and at other widths, too."""
    others = SCHEMES[:1] if language == LANGUAGES[0] else ()
    schemes = {width: SCHEMES if width == TELEPHONE else others for width in WIDTHS}
    return Look(language, schemes, whole=language == LANGUAGES[0])


@dataclass
class Found:
    """What stood in the way, by page and look; ids that come twice; what the browser said, each answer."""

    barriers: dict[tuple[object, ...], object] = field(default_factory=dict)
    sideways: dict[tuple[object, ...], int] = field(default_factory=dict)
    low: dict[tuple[object, ...], list[str]] = field(default_factory=dict)
    squeezed: dict[tuple[object, ...], list[str]] = field(default_factory=dict)
    screens: dict[str, float] = field(default_factory=dict)
    heads: dict[str, float] = field(default_factory=dict)
    twice: dict[str, list[str]] = field(default_factory=dict)
    said: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, tuple[str, int, str | None]] = field(default_factory=dict)
    axe_runs: int = 0

    def check(self, page: Page, name: str, look: Look) -> None:
        """Check a page with axe in it, open as on a telephone: in all widths, and as a look says."""
        self.screens[name] = round(page.evaluate(TALL) / SCREEN, 1)
        self.heads[name] = page.evaluate(HEAD)
        if twice := page.evaluate(TWICE):
            self.twice[name] = twice
        page.evaluate(OPEN_ALL)
        for width in WIDTHS:
            set_width(page, width)
            wide, low, squeezed = page.evaluate(WIDE_LOW_AND_SQUEEZED)
            if wide > width:
                self.sideways[name, look.language, width] = wide
            if low:
                self.low[name, look.language, width] = low
            if squeezed:
                self.squeezed[name, look.language, width] = squeezed
        if not look.whole:
            page.evaluate(SHORTEN)
        for width, schemes in look.schemes.items():
            for number, scheme in enumerate(schemes):
                set_width(page, width)
                page.emulate_media(color_scheme=scheme)
                if faults := barriers_of(page, colours_alone=number > 0):
                    self.barriers[name, look.language, scheme, width] = faults
                self.axe_runs += 1


def barriers_of(page: Page, *, colours_alone: bool) -> object:
    """Return what axe finds; a second time where it finds something, for the layout may have moved meanwhile.

    What a late font moves lies for a moment over something else. A barrier is there both times.
    """
    if page.evaluate(RUN_AXE, colours_alone):
        page.evaluate(AT_REST)
        return page.evaluate(RUN_AXE, colours_alone)
    return []


def set_width(page: Page, width: int) -> None:
    """Give a page a width, unless it has that."""
    wanted: ViewportSize = {"width": width, "height": SCREEN}
    if page.viewport_size != wanted:
        page.set_viewport_size(wanted)


def look_at(
    browser: Browser, site: str, axe: str, look: Look, made: Made, pages: Mapping[str, Shown]
) -> Found:
    """Load each page once, as its reader, and return what was found."""
    found = Found()
    for by in sorted({one.by for one in pages.values()}):
        mine = {name: one for name, one in pages.items() if one.by == by}
        look_as(browser, site, axe, look, made, mine, found)
    return found


def look_as(
    browser: Browser,
    site: str,
    axe: str,
    look: Look,
    made: Made,
    pages: Mapping[str, Shown],
    found: Found,
) -> None:
    """Load the pages of one reader, in one window."""
    (by,) = {one.by for one in pages.values()}
    # What opens slowly covers for a while what follows it, which is no barrier.
    context = reader(
        browser,
        site,
        made.readers[by],
        look.language,
        reduced_motion="reduce",
        viewport={"width": TELEPHONE, "height": SCREEN},
    )
    context.add_init_script(axe)
    page, name = context.new_page(), ""
    page.on("console", lambda message: found.said.append((name, message.text)))
    page.on("pageerror", lambda error: found.said.append((name, str(error))))
    for name, one in pages.items():
        path = one.address.format_map(made.words)
        set_width(page, TELEPHONE)
        answer = page.goto(site + path)
        assert answer is not None
        spoken = page.locator("html").get_attribute("lang")
        found.answers[name] = (page.url.removeprefix(site), answer.status, spoken)
        found.check(page, name, look)
    context.close()


def names_twice(tables: Iterable[Mapping[str, Shown]]) -> set[str]:
    """Return the names that stand in more than one table."""
    names = [name for table in tables for name in table]
    return {name for name in names if names.count(name) > 1}
