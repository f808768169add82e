"""The programme in a browser without scripts: a decision and hours are written by the keyboard alone."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from loftet.programme.models import HalfYear, HalfYearHours, ParticipationDecision
from tests.browser.conftest import reader
from tests.browser.work import KULL
from tests.people.partnership import browser_of
from tests.programme.conftest import joined, small_programme

pytestmark = pytest.mark.browser


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
