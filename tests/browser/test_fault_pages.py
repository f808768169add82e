"""The page of a fault in a browser: what was written stands there, without barriers, and is sent again."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings

from loftet.people.models import RoleKind
from tests.browser.barriers import TELEPHONE, Found, quick_look, set_width
from tests.browser.conftest import reader
from tests.people.partnership import browser_of, hire, small_partnership

pytestmark = pytest.mark.browser
VIEW = "loftet.core.pages.forms.redirect"


@pytest.mark.by_day
def test_what_was_written_is_sent_again_from_the_page_of_a_fault_without_scripts(
    browser: Browser, site: str, axe: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    kari = hire("kari@gol.example", small_partnership().gol, RoleKind.EDITOR)
    context = reader(browser, site, browser_of(kari), "nn", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/organisasjoner/gol/saker/ny/")
    page.locator("[name=title]").fill("Straum")
    page.locator("[name=proposal]").fill("Første linje\nandre linje")
    with monkeypatch.context() as patched:
        patched.setattr(VIEW, lambda *_where: 1 / 0)
        page.locator("main form.report button").click()
    expect(page.locator("h1")).to_have_text("Noko gjekk gale")
    expect(page.locator("textarea[name=proposal]")).to_have_value("Første linje\nandre linje")
    look_without_barriers(browser, site, axe, page.content())
    page.get_by_role("button", name="Send igjen").click()
    expect(page.locator("h1")).to_have_text("Straum")
    context.close()


def look_without_barriers(browser: Browser, site: str, axe: str, source: str) -> None:
    """Check a page as it was answered, with its styles, in all widths."""
    context, found = browser.new_context(bypass_csp=True), Found()
    page = context.new_page()
    page.add_init_script(axe)
    set_width(page, TELEPHONE)
    page.route(f"{site}/looked-at/", lambda route: route.fulfill(body=source, content_type="text/html"))
    page.goto(f"{site}/looked-at/")
    found.check(page, "fault", quick_look(1))
    context.close()
    assert (found.barriers, found.sideways, found.low, found.axe_runs) == ({}, {}, {}, 1)
