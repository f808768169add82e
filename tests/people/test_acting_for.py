"""At the top of a page somebody chooses for whom they act first, and what they begin is for that one."""

import pytest
from django.test import Client

from loftet.people.access import ACTS_FOR
from loftet.people.models import RoleKind, User
from loftet.people.templatetags.people import initials
from tests.people.partnership import World, browser_of, hire


@pytest.fixture
def buyer(world: World) -> User:
    """Make somebody who buys for Gol, and by delegation for Ål."""
    person = hire("jonas@gol.example", world.gol, RoleKind.PROCUREMENT_OFFICER)
    hire("jonas@gol.example", world.al, RoleKind.PROCUREMENT_OFFICER, "25/88")
    return person


def test_what_is_chosen_at_the_top_stands_first_and_is_written_for_first(buyer: User) -> None:
    browser = browser_of(buyer)
    before = browser.get("/behov/?lang=nb").content.decode()
    assert "<strong>Gol</strong>" in before
    assert before.index("/organisasjoner/gol/behov/nytt/") < before.index("/organisasjoner/al/behov/nytt/")
    answer = browser.post("/organisasjoner/al/velg/", {"neste": "/behov/?lang=nb"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/behov/?lang=nb")
    after = browser.get("/behov/?lang=nb").content.decode()
    assert "<strong>Ål</strong>" in after
    assert after.index("/organisasjoner/al/behov/nytt/") < after.index("/organisasjoner/gol/behov/nytt/")


def test_the_way_back_stays_on_the_site(buyer: User) -> None:
    answer = browser_of(buyer).post("/organisasjoner/al/velg/", {"neste": "https://other.example/"})
    assert answer.headers["Location"] == "/min-side/"


def test_nobody_acts_for_an_organisation_in_which_they_have_no_role(buyer: User, world: World) -> None:
    browser = browser_of(buyer)
    assert browser.post("/organisasjoner/hallingdal/velg/").status_code in (403, 404)
    assert browser.post(f"/organisasjoner/{world.firm.slug}/velg/").status_code == 403
    assert ACTS_FOR not in browser.session
    assert Client().post("/organisasjoner/gol/velg/").headers["Location"] == "/logg-inn/"


def test_a_choice_that_is_no_longer_held_counts_for_nothing(buyer: User, world: World) -> None:
    browser = browser_of(buyer)
    browser.post("/organisasjoner/al/velg/")
    buyer.roles.filter(organisation=world.al).delete()
    page = browser.get("/behov/?lang=nb").content.decode()
    assert "<strong>Gol</strong>" in page
    assert "Hvem handler du for?" not in page  # there is nothing to choose among


@pytest.mark.parametrize(
    ("name", "letters"), [("Jonas Prøvestad", "JP"), ("Odd", "O"), ("kari.berg@gol.example", "KB")]
)
def test_initials_are_of_the_name_or_the_address(name: str, letters: str) -> None:
    assert initials(User(email=name) if "@" in name else User(name=name, email="x@y.example")) == letters
