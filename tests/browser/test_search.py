"""One box finds what people wrote, by keys, on wide and narrow screens, in every language."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import Settings

from loftet.needs.models import Need
from loftet.people.models import Organisation, User
from loftet.places.models import Place
from loftet.search.index import FILE
from loftet.search.jobs import rebuild
from tests.browser.barriers import LOW, RUN_AXE
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
TITLE = "Gravearbeid med utsleppsfrie anleggsmaskiner"
WORDS = {
    "nb": ("anlegsmaskiner", "treff", "Behov"),
    "nn": ("anleggsmaskin", "treff", "Behov"),
    "en": ("construction machine", "hit", "Needs"),
}


@pytest.fixture
def need(site: str, demo_site: Path, tmp_path: Path, settings: Settings) -> Need:
    """Share two needs, and write the index of a folder that is this test's own."""
    settings.DATA = tmp_path
    for name in ("editions", "findings"):
        if (demo_site / name).exists():
            (tmp_path / name).symlink_to(demo_site / name)
    user = User.objects.create_user("odd@gol.example")
    gol = Organisation.objects.create(
        slug="gol", name="Gol kommune", kind="municipality", place=Place.objects.get(slug="gol")
    )
    now, ends = timezone.now(), timezone.localdate() + timedelta(days=90)
    told = {"organisation": gol, "written": now, "written_by": user, "shared": now, "expires_on": ends}
    told |= {"state": "open", "audience": "public", "effect": "Ingen utslepp på byggeplassen."}
    Need.objects.create(title="Anleggsmaskiner på straum i massetaket", **told)
    need = Need.objects.create(title=TITLE, **told)
    rebuild()
    assert (tmp_path / FILE).exists()
    return need


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_need_is_found_by_keys(opened: Open, need: Need, axe: str, language: str, width: int) -> None:
    words, counted, kinds = WORDS[language]
    page = opened(f"/?lang={language}", width=width)
    field = page.get_by_role("searchbox").locator("visible=true").first
    field.press_sequentially(words, delay=10)
    hit = page.locator("#hits").get_by_role("link", name=TITLE)
    hit.wait_for()
    field.press("Escape")
    expect(page.locator("#hits a")).to_have_count(0)
    field.fill(words)  # the key has emptied the field
    field.press("Enter")
    page.wait_for_url("**/sok/?*")
    expect(page.locator("main").get_by_text(counted, exact=False).first).to_be_visible()
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE, False) == []
    assert page.evaluate(LOW) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if (kind := page.get_by_role("link", name=f"{kinds} (2)")).count():
        kind.press("Enter")
        page.wait_for_url("**vis=need*")
    found = page.locator("#hits").get_by_role("link", name=TITLE)
    assert found.get_attribute("lang") in ("nb", "nn")
    found.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/behov/{need.pk}/*")
