"""What a story in a browser needs: people who sign in, pages that are looked at, pictures that are kept."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page

from tests.browser.barriers import FIRST_SEEN, RUN_AXE, begins_at
from tests.people.partnership import code_sent

WIDE, NARROW = 1280, 390
HEIGHT = 900
# What opens or folds moves for a moment, and axe would measure it on its way.
AT_REST = "Promise.allSettled(document.getAnimations().map(one => one.finished))"

# The pictures of docs/how-to/a-year-in-the-programme.md: from where the page is scrolled to, so high.
PICTURES = {
    "oversyn-ingen-har-avgjort": 720,
    "det-som-ventar-pa-direktoren": 640,
    "deltek-etter-fullmakt": 640,
    "for-inn-utfallet": 720,
    "kommentaren-ved-talet": 500,
    "pa-vegner-av-tre": 720,
    "naeringsutviklar-manglar": 720,
    "oversyn-til-slutt": 720,
}


def folder_named(variable: str) -> Path | None:
    """Return the folder that the environment names, made if it is not there."""
    if not (named := os.environ.get(variable)):
        return None
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass
class Story:
    """A story told by several people, each in a browser of their own, in nynorsk.

    Every address that is new is looked at for barriers, at both widths. With LOFTET_SCREENSHOTS=FOLDER each
    step leaves its pictures there, with LOFTET_PICTURES=FOLDER those that the documentation shows.
    """

    browser: Browser
    site: str
    axe: str
    folder: Path | None = field(default_factory=lambda: folder_named("LOFTET_SCREENSHOTS"))
    pictures: Path | None = field(default_factory=lambda: folder_named("LOFTET_PICTURES"))
    pages: dict[str, Page] = field(default_factory=dict)
    looked_at: set[str] = field(default_factory=set)
    steps: int = 0

    def somebody(self, email: str) -> Page:
        """Return the page of a person's browser, who signs in by a code the first time."""
        if email not in self.pages:
            self.pages[email] = self._signed_in(email)
        return self.pages[email]

    def anybody(self, name: str = "") -> Page:
        """Return the page of somebody who has not signed in, by a name where there are several."""
        if name not in self.pages:
            self.pages[name] = self._browser()
        return self.pages[name]

    def go(self, page: Page, address: str) -> None:
        """Go to an address of the site."""
        answer = page.goto(self.site + address)
        assert answer is not None
        assert answer.status == 200, address

    def seen(self, page: Page, name: str) -> None:
        """Check the page for barriers if its address is new, and save its pictures."""
        self.steps += 1
        if self.pictures is not None and name in PICTURES:
            screen: FloatRect = {"x": 0, "y": 0, "width": WIDE, "height": PICTURES[name]}
            page.screenshot(path=self.pictures / f"{name}.png", clip=screen)
        path = re.sub(r"/\d+/", "/0/", page.url.removeprefix(self.site).partition("?")[0].partition("#")[0])
        new = path not in self.looked_at
        self.looked_at.add(path)
        if not new and self.folder is None:
            return
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if new:
                self._no_barrier(page, width)
            if self.folder is not None:
                page.screenshot(path=self.folder / f"{self.steps:02}-{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": WIDE, "height": HEIGHT})

    def end(self) -> None:
        """Close every browser."""
        for page in self.pages.values():
            page.context.close()

    def _no_barrier(self, page: Page, width: int) -> None:
        page.evaluate(self.axe)
        page.evaluate(AT_REST)
        found = page.evaluate(RUN_AXE, False), page.evaluate("document.documentElement.scrollWidth")
        assert found == ([], width), (found, page.url, width)
        title = page.locator(".need-head h1")
        if width == NARROW and title.count():
            assert begins_at(title) <= FIRST_SEEN, page.url

    def _browser(self) -> Page:
        # The site's policy forbids scripts that are not its own; only for axe it is set aside.
        context = self.browser.new_context(viewport={"width": WIDE, "height": HEIGHT}, bypass_csp=True)
        page = context.new_page()
        self.go(page, "/?lang=nn")
        return page

    def _signed_in(self, email: str) -> Page:
        """Sign in through the pages, with the code that the letter holds."""
        page = self._browser()
        self.go(page, "/logg-inn/?lang=nn")
        page.get_by_label("E-postadressa di").fill(email)
        page.keyboard.press("Enter")
        page.get_by_label("Koden frå e-posten").wait_for()
        page.get_by_label("Koden frå e-posten").fill(code_sent(email))
        page.keyboard.press("Enter")
        page.get_by_role("banner").get_by_role("link", name="Logg inn").wait_for(state="detached")
        self.go(page, "/min-side/?lang=nn")  # one who was invited in bokmål reads that until they choose
        return page


def answer_of(page: Page) -> str:
    """Return the sentence by which a page answers its question."""
    return page.locator(".answer").first.inner_text()


def main_of(page: Page) -> str:
    """Return what a reader of a page's main part reads, in one line."""
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


def waiting_of(page: Page) -> list[str]:
    """Return what the own page lists as waiting."""
    section = page.locator("section", has=page.locator("#waiting"))
    return section.locator("h3").all_inner_texts()
