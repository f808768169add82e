"""A plan of meetings as those write it who use no mouse and no scripts."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import reader
from tests.decisions.conftest import small_house
from tests.people.partnership import browser_of

pytestmark = pytest.mark.browser


@pytest.mark.by_day
def test_a_plan_is_pasted_by_keys_alone_and_without_scripts(browser: Browser, site: str) -> None:
    house = small_house()
    context = reader(browser, site, browser_of(house.director), "nn", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/organer/{house.council.pk}/moter/")
    page.get_by_label("Møtedagar").focus()
    page.keyboard.type("18.12.2099 kl. 10, 22.1.2100")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    read = page.locator("main")
    expect(read).to_contain_text("To møte blir lagde til")
    page.get_by_role("button", name="Lagre 2 møte").press("Enter")
    expect(read).to_contain_text("2 møte er lagde i planen.")
    expect(read).to_contain_text("fredag 18. desember 2099 kl. 10:00")
    context.close()
