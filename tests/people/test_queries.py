"""Pages about people ask the database so many questions, however many the people are."""

import pytest
from pytest_django import DjangoAssertNumQueries

from loftet.core.filters import LONGEST_SEARCH
from loftet.core.registry import personal_data
from loftet.log.actions import record
from loftet.people.models import Role, RoleKind, User
from loftet.people.pages.organisation import ON_A_PAGE
from tests.people.partnership import LONG_AGO, World, browser_of, hire

pytestmark = [pytest.mark.contract, pytest.mark.both_databases]


@pytest.fixture
def crowded(world: World) -> User:
    """Make five hundred people take part for Gol, each with a line in the log."""
    director = hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    people = User.objects.bulk_create(User(email=f"p{n}@gol.example", name=f"Person {n}") for n in range(500))
    Role.objects.bulk_create(
        Role(user=one, organisation=world.gol, kind=RoleKind.EDITOR, valid_from=LONG_AGO) for one in people
    )
    for role in Role.objects.filter(organisation=world.gol):
        about = {"person": role.user_id, "kind": role.kind}
        record("role.began", role, by=director, scope="gol", details=about)
    browser = browser_of(director)
    for n in range(50):
        browser.post("/organisasjoner/gol/inviter/", {"email": f"n{n}@gol.example", "kind": "planner"})
    return director


def test_five_hundred_people_take_as_many_questions_as_one(
    crowded: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(crowded)
    browser.get("/min-side/")  # the session is marked as seen
    # Needs, solutions, purchases, meetings, projects ask two or three each on an organisation's page, on
    # the own page what waits; on what is kept each table asks one, beside the seven of every page.
    for address, most, told in (
        ("/organisasjoner/gol/?lang=nb", 31, "501 roller er besatt. 50 invitasjoner venter på svar."),
        ("/organisasjoner/gol/?lang=nb&q=person 499", 30, "Person 499"),
        ("/organisasjoner/gol/folk.csv", 8, "p499@gol.example"),
        ("/logg/gol/?lang=nb", 10, "Side 1 av "),
        ("/min-side/?lang=nb", 24, "Rollene mine"),
        ("/min-side/opplysninger/?lang=nb", len(personal_data()) + 7, "opplysninger om deg er lagret."),
    ):
        browser.get("/om/")  # counts what waits for the menu, once a minute
        with django_assert_max_num_queries(most):
            page = browser.get(address).content.decode()
        assert told in page, address


def test_people_are_found_by_what_their_role_is_called_and_paged(crowded: User) -> None:
    browser = browser_of(crowded)
    page = browser.get("/organisasjoner/gol/?lang=nb&q=toppledelse").content.decode()
    assert page.count("mailto:") + page.count("<h3>eli@gol.example") == 1
    first = browser.get("/organisasjoner/gol/?lang=nb&q=person").content.decode()
    assert (first.count("mailto:"), "Side 1 av 10." in first) == (ON_A_PAGE, True)
    assert len(browser.get("/organisasjoner/gol/folk.csv?q=person").content.splitlines()) == 501


def test_words_that_are_too_long_find_nobody_rather_than_everybody(crowded: User) -> None:
    browser, words = browser_of(crowded), "x" * (LONGEST_SEARCH + 1)
    page = browser.get(f"/organisasjoner/gol/?lang=nb&q={words}").content.decode()
    assert "mailto:" not in page
    assert "501 roller er besatt." in page
    assert f"Ingen treff på «{words}»." in page
    assert len(browser.get(f"/organisasjoner/gol/folk.csv?q={words}").content.splitlines()) == 1
