"""A page that people ring about ends, on paper, with its short address and a QR code that leads to it."""

import re

import pytest
import segno
from pytest_django import Settings

from loftet.core import testing
from loftet.people.actor import Actor
from tests.people.partnership import World, browser_of, named_person
from tests.status.conftest import small_root  # noqa: F401 - a fixture
from tests.test_access_matrix import few_places  # noqa: F401 - a fixture
from tests.test_registered_apps import WITH_EXAMPLE, author, example_of, world  # noqa: F401 - fixtures

pytestmark = pytest.mark.long
SITE, QUIET_ZONE, LONGEST = "https://loftet.example", 4, 24
PAGES = {
    "need": "needs",
    "pool": "pool_overview",
    "event": "meetings",
    "project": "projects",
    "solution": "solutions",
    "voices_question": "voices",
    "experience": "learning",
}
DRAWN = re.compile(
    r'<div class="qr-code" role="img" aria-label="([^"]+)"><svg[^>]*>.*?<path[^>]* d="([^"]+)"'
)
STEP = re.compile(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?")


def drawn_modules(path: str) -> set[tuple[int, int]]:
    """Return the dark modules of a path, by row and column."""
    x = y = 0.0
    dark: set[tuple[int, int]] = set()
    for kind, along, down in STEP.findall(path):
        if kind == "h":
            dark |= {(int(y), int(x) + number) for number in range(int(along))}
            x += float(along)
        else:
            x, y = (float(along) + (kind == "m") * x, float(down) + (kind == "m") * y)
    return dark


def modules_for(text: str) -> set[tuple[int, int]]:
    """Return the dark modules of the QR code of a text, inside its quiet zone."""
    return {
        (row + QUIET_ZONE, column + QUIET_ZONE)
        for row, modules in enumerate(segno.make_qr(text, error="m").matrix)
        for column, is_dark in enumerate(modules)
        if is_dark
    }


@pytest.mark.parametrize("page", PAGES)
def test_a_page_on_paper_has_an_address_to_say_and_a_code_that_leads_to_it(
    page: str,
    author: Actor,  # noqa: F811
    world: World,  # noqa: F811
    settings: Settings,
) -> None:
    settings.SITE_ADDRESS = SITE
    app = next(one for one in WITH_EXAMPLE if one.label == PAGES[page])
    example = example_of(app, author, world)
    address = testing.address_of(page, example)
    reader = next(one for one in example.let_in[page] if not one.startswith("other"))
    browser = browser_of(named_person(reader, world, world.al))
    said = f"loftet.example{address}"
    assert len(address) <= LONGEST
    for language, words in (("nb", "Siden slik den er nå:"), ("nn", "Sida slik ho er no:")):
        answer = browser.get(address, {"lang": language})
        shown = answer.content.decode()
        assert (answer.status_code, f"{words}<br><strong>{said}</strong>" in shown) == (200, True)
        ((alt, path),) = DRAWN.findall(shown)
        assert alt == f"QR-kode til {said}"
        assert drawn_modules(path) == modules_for(f"{SITE}{address}")
