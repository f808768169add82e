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


def test_who_listens_hears_how_far_behind_in_words(opened: Open) -> None:
    page = opened("/regioner/hallingdal/utfordringer/?lang=nb", scripts=False)
    table = page.locator("table.matrix")
    assert table.get_by_role("columnheader").nth(1).inner_text().split()[0] == "1.2"
    cells = (
        table.get_by_role("row")
        .filter(has=page.get_by_role("link", name="Gol", exact=True))
        .get_by_role("cell")
    )
    words = {" ".join(text.split()[:2]) for text in cells.all_inner_texts()}
    assert words <= {"bak på", "ingen tall"}
    assert cells.count() > 40
