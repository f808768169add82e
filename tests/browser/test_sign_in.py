"""Signing in as a person does it: by a code, and by a passkey of a machine that Chromium plays."""

import pytest
from playwright.sync_api import Browser, expect

from loftet.people.models import Passkey, RoleKind
from tests.letters import letters_sent
from tests.people.partnership import code_sent, hire, small_partnership

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.by_day
def test_a_code_without_scripts_then_a_passkey(browser: Browser, site: str) -> None:
    world = small_partnership()
    kari = hire("kari@gol.example", world.gol, RoleKind.EDITOR)
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = plain.new_page()
    page.goto(f"{site}/organisasjoner/gol/?lang=nn")
    page.get_by_label("E-postadressa di").fill(kari.email)
    page.get_by_role("button", name="Send meg ein kode").click()
    page.get_by_label("Koden frå e-posten").fill(code_sent())
    page.get_by_role("button", name="Logg inn").click()
    expect(page.locator("h1")).to_have_text("Gol kommune")
    page.locator("details.only-phone > summary").click()
    page.get_by_role("link", name="Mitt arbeid").first.click()
    expect(page.locator("h1")).to_have_text("Ingenting ventar på deg")
    expect(page.get_by_role("button", name="Legg til ein passnøkkel")).to_be_hidden()
    session = plain.cookies()
    plain.close()

    context = browser.new_context()
    context.add_cookies(session)  # type: ignore[arg-type]
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(f"{site}/min-side/konto/?lang=nn")
    page.get_by_label("Kva du kallar denne maskina").fill("Jobbmaskina")
    page.get_by_role("button", name="Legg til ein passnøkkel").click()
    page.get_by_role("heading", name="Jobbmaskina").wait_for()
    page.get_by_role("button", name="Logg ut", exact=True).click()
    page.locator("main").get_by_role("link", name="Logg inn").click()
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    page.get_by_role("heading", name="Ingenting ventar på deg").wait_for()
    assert Passkey.objects.get().used is not None
    assert len(letters_sent()) == 2  # the code, and that a passkey was added
    context.close()
