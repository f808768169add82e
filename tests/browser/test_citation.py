"""The citation of a page, in a browser: a button copies it, and without a script it can be marked."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_button_copies_the_citation_and_says_so(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/kommuner/gol/?lang=nb")
    page.locator(".cite > summary").click()
    page.locator('.cite [data-copies="cite-text"]').click()
    page.locator(".cite [role=status]").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#cite-text").input_value()
    assert "«Hvordan står det til i Gol?»" in copied
    context.close()


def test_without_a_script_the_citation_is_there_and_the_button_is_not(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/kommuner/gol/?lang=nb")
    page.locator(".cite > summary").click()
    assert page.locator("#cite-bibtex").input_value().startswith("@misc{loftet-")
    assert page.locator(".cite [data-copies]").first.is_hidden()
    context.close()
