"""The programme in a browser: what decisions cost in presses and fields; without scripts, by keys alone."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from loftet.programme.models import HalfYear, HalfYearHours, ParticipationDecision
from tests.browser.conftest import reader
from tests.browser.work import KULL
from tests.people.partnership import browser_of
from tests.programme.conftest import Programme, joined, small_programme

pytestmark = pytest.mark.browser
MOST_PRESSED, MOST_TYPED = 3, 2  # a decision by delegation, from «Mitt arbeid»
MOST_PRESSED_OF_A_COUNCIL = 6


class Counted:
    """A phone's page, with how often a link or a button is pressed and a field is typed in."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed, self.typed = page, 0, 0

    def press(self, name: str) -> None:
        """Press a link or a button of the page by its words."""
        main = self.page.locator("main")
        named = re.compile(rf"^{re.escape(name)}")
        main.get_by_role("link", name=named).or_(main.get_by_role("button", name=named)).first.click()
        self.page.wait_for_load_state()
        self.pressed += 1

    def type(self, label: str, text: str) -> None:
        """Type in a field."""
        self.page.get_by_label(label).fill(text)
        self.typed += 1


@pytest.fixture
def director(browser: Browser, site: str) -> Iterator[tuple[Programme, Counted]]:
    """Return a cohort that prepared its matter for Gol, whose director opens «Mitt arbeid» on a phone."""
    programme = small_programme("join")
    phone = {"width": 390, "height": 844}
    context = reader(browser, site, browser_of(programme.house.director), "nn", viewport=phone)
    page = context.new_page()
    page.goto(f"{site}/min-side/")
    yield programme, Counted(page)
    context.close()


def test_a_decision_by_delegation_is_three_presses_and_two_fields(
    director: tuple[Programme, Counted],
) -> None:
    programme, hand = director
    hand.press("Gå til oppgåva")
    hand.press("Før inn eit vedtak etter fullmakt")
    hand.type("Kva fullmakt byggjer det på?", "delegeringsreglementet § 4")
    hand.type("Saksnummer", "14/27")
    hand.press("Før inn vedtaket")
    hand.page.get_by_text("Gol deltek i Bærekraftsløftet, kull 1").first.wait_for()
    assert (hand.pressed <= MOST_PRESSED, hand.typed <= MOST_TYPED) == (True, True)
    assert ParticipationDecision.objects.get(participation=programme.gol).state == "takes_part"


def test_the_decision_of_a_council_that_has_met_is_six_presses_at_most(
    director: tuple[Programme, Counted],
) -> None:
    programme, hand = director
    meeting = programme.house.meeting(0)
    hand.press("Gå til oppgåva")
    hand.press("Planlegg ei handsaming")
    hand.page.get_by_label("Av kven, og når?").select_option(f"{meeting.body_id}:{meeting.pk}")
    hand.press("Lagre planen")
    hand.press("Før inn utfallet")
    hand.page.get_by_label("Vedteke i samsvar med innstillinga").check()
    hand.type("Saksnummer i møteboka", "31/26")
    hand.press("Før det inn")
    hand.page.get_by_text("Gol deltek i Bærekraftsløftet, kull 1").first.wait_for()
    assert hand.pressed <= MOST_PRESSED_OF_A_COUNCIL
    assert ParticipationDecision.objects.get(participation=programme.gol).state == "takes_part"


def test_a_decision_is_recorded_without_scripts_by_the_keyboard(browser: Browser, site: str) -> None:
    programme = small_programme()
    context = reader(browser, site, browser_of(programme.house.neighbour), "nn", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{KULL}deltakere/al/")
    page.get_by_role("link", name="Før inn eit vedtak etter fullmakt").press("Enter")
    page.get_by_label("Kommunen deltek", exact=True).check()
    page.get_by_label("Kva fullmakt byggjer det på?").fill("delegeringsreglementet § 4")
    page.get_by_label("Ordlyden i vedtaket").fill("Ål kommune deltek.")
    page.get_by_label("Saksnummer").fill("14/27")
    page.get_by_role("button", name="Før inn vedtaket").press("Enter")
    expect(page.locator(".answer")).to_have_text(
        re.compile(r"^\s*Ål deltek i Bærekraftsløftet, kull 1, frå .+ \(sak 14/27\)\.\s*$")
    )
    context.close()
    assert ParticipationDecision.objects.get(participation=programme.al).state == "takes_part"


def test_hours_are_written_on_a_phone_without_scripts_by_the_keyboard(browser: Browser, site: str) -> None:
    programme = small_programme()
    joined(programme)
    options = {"java_script_enabled": False, "viewport": {"width": 390, "height": 800}}
    context = reader(browser, site, browser_of(programme.house.editor), "nn", **options)
    page = context.new_page()
    page.goto(f"{site}{KULL}deltakere/gol/timer/")
    page.get_by_label("Timar, alle til saman").fill("12,5")
    page.get_by_role("button", name="Lagre timane").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Timane er lagra.")
    context.close()
    assert HalfYearHours.objects.get(hours=Decimal("12.5")).of == HalfYear.of(timezone.localdate())
