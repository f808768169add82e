"""Shared challenges as a browser shows them: words for who listens, and picking without scripts."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from loftet.challenges.models import Challenge
from loftet.people.models import Organisation, Role, RoleKind, User
from loftet.places.models import Place
from tests.browser.conftest import reader

Open = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture
def speaker(site: str) -> Client:
    """Sign in somebody who speaks for Demodalen, where one challenge is picked."""
    place = Place.objects.get(slug="demodalen")
    council = Organisation.objects.create(
        slug="demodalen", name="Regionrådet for Demodalen", kind="regional_council", place=place
    )
    user = User.objects.create_user("kari@example.no")
    Role.objects.create(
        user=user, organisation=council, kind=RoleKind.FACILITATOR, valid_from=date(2020, 1, 1)
    )
    client = Client()
    client.force_login(user)
    client.post("/regioner/demodalen/utfordringer/velg/", {"about": "indicator", "key": "water_leakage"})
    return client


@pytest.mark.by_day
def test_a_challenge_is_picked_without_scripts(browser: Browser, site: str, speaker: Client) -> None:
    context = reader(browser, site, speaker, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/regioner/demodalen/utfordringer/?lang=nb")
    page.get_by_role(
        "button", name=re.compile("Velg denne utfordringen ?: Energibruk i kommunale bygg")
    ).click()
    expect(page.locator("h1")).to_have_text("Energibruk i kommunale bygg")
    page.get_by_label("Hva handler det om?").fill("Symjehallane.")
    page.get_by_role("button", name="Lagre teksten").click()
    expect(page.get_by_role("heading", name="Det regionen sier")).to_be_visible()
    context.close()
    assert Challenge.objects.get(key="energy_in_buildings").text == "Symjehallane."


def test_at_most_ten_targets_are_said_in_words(opened: Open) -> None:
    page = opened("/regioner/hallingdal/utfordringer/?lang=nb", scripts=False)
    page.locator("details", has=page.locator("table.target-table")).locator("summary").click()
    rows = page.locator("table.target-table tbody").get_by_role("row")
    assert 0 < rows.count() <= 10
    assert all("ligger bak" in text for text in rows.all_inner_texts())
