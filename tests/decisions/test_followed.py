"""Whoever follows a matter sees its title while they may read it, and no longer."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from loftet.decisions.actions.departures import Journal
from loftet.decisions.actions.matters import publish_matter, revise_matter
from loftet.decisions.models import Matter
from loftet.notices.actions.notifications import follow
from loftet.notices.models import Follow
from loftet.openness.journal import Journalled
from loftet.people.actions.roles import end_now
from loftet.people.models import RoleKind, User
from tests.decisions.conftest import House, actor, draft, read_at, written
from tests.people.partnership import browser_of, hire

SETTINGS, FILE = "/varsler/innstillinger/?lang=nb", "/varsler/folger.csv?lang=nb"
NEW = "Skifte av leverandør"


@pytest.fixture
def matter(house: House) -> Matter:
    return written(house)


@pytest.fixture
def former(house: House) -> User:
    """Make a colleague whose role is about to end."""
    return hire("former@gol.example", house.world.gol, RoleKind.EDITOR)


def word_of(browser: Client, matter: Matter) -> str:
    found = re.search(r'name="thing" value="([^"]*)"', browser.get(f"/saker/{matter.pk}/").content.decode())
    assert found
    return found[1]


def leave_and_retitle(house: House, former: User, matter: Matter) -> None:
    end_now(former.roles.get(), by=None, today=timezone.localdate())
    revise_matter(read_at(matter, 1), draft(title=NEW), actor=actor(house.editor))


def listed(browser: Client) -> str:
    """Return what the list and the file say."""
    return browser.get(SETTINGS).content.decode() + browser.get(FILE).content.decode("utf-8-sig")


def test_an_old_word_does_not_follow_a_draft_that_is_no_longer_open(
    house: House, former: User, matter: Matter
) -> None:
    browser = browser_of(former)
    word = word_of(browser, matter)
    Follow.objects.all().delete()
    leave_and_retitle(house, former, matter)
    answer = browser.post("/varsler/folg/", {"thing": word})
    assert (answer.status_code, Follow.objects.filter(user=former).count()) == (403, 0)
    assert NEW not in answer.content.decode() + listed(browser)


def test_what_is_followed_and_no_longer_open_has_no_title(house: House, former: User, matter: Matter) -> None:
    browser = browser_of(former)
    browser.post("/varsler/folg/", {"thing": word_of(browser, matter)})
    assert "Gol kommune: Deltaking i Bærekraftsløftet" in listed(browser)
    leave_and_retitle(house, former, matter)
    Follow.objects.update(label=NEW)  # as those from before this rule may be
    assert NEW not in listed(browser)
    assert "Deltaking i Bærekraftsløftet" not in listed(browser)
    assert "Ikke lenger åpen for deg" in browser.get(SETTINGS).content.decode()
    assert "Ikkje lenger open for deg" in browser.get("/varsler/innstillinger/?lang=nn").content.decode()
    (line,) = browser.get(FILE).content.decode("utf-8-sig").splitlines()[1:]
    assert line.startswith(f"ikke lenger åpen for deg;/saker/{matter.pk}/;")


def test_a_search_does_not_tell_the_title_of_what_is_no_longer_open(
    house: House, former: User, matter: Matter
) -> None:
    follow(former, matter, f"/saker/{matter.pk}/", now=timezone.now())
    leave_and_retitle(house, former, matter)
    page = browser_of(former).get(f"{SETTINGS}&q=deltaking").content.decode()
    assert "Ingenting du følger, passer med «deltaking»." in page


def test_what_is_no_longer_open_can_be_stopped(house: House, former: User, matter: Matter) -> None:
    browser = browser_of(former)
    word = word_of(browser, matter)
    browser.post("/varsler/folg/", {"thing": word})
    leave_and_retitle(house, former, matter)
    answer = browser.post("/varsler/folg/", {"thing": word, "do": "stop"})
    assert answer.headers["Location"] == "/varsler/innstillinger/"
    assert Follow.objects.get(user=former).stopped is not None


def test_what_was_published_meanwhile_is_open_to_all(house: House, former: User, matter: Matter) -> None:
    follow(former, matter, f"/saker/{matter.pk}/", now=timezone.now())
    end_now(former.roles.get(), by=None, today=timezone.localdate())
    publish_matter(read_at(matter, 1), Journal(Journalled.WILL_BE), actor=actor(house.director))
    assert "Deltaking i Bærekraftsløftet" in listed(browser_of(former))


def test_the_list_asks_the_same_of_the_database_for_one_thing_and_for_ten(house: House, former: User) -> None:
    browser, asked = browser_of(former), []
    browser.get(SETTINGS)  # Django remembers the kinds of things
    for number in (1, 9):
        for _ in range(number):
            one = written(house)
            follow(former, one, f"/saker/{one.pk}/", now=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(SETTINGS).content.decode().count("Deltaking i Bærekraftsløftet</a>") in (1, 10)
        asked.append(len(queries))
    assert asked[0] == asked[1]
