"""One entry of the menu leads to the lists of needs, joint purchases, solutions and suppliers."""

import re

import pytest
from django.test import Client

from loftet.people.models import User
from tests.needs.conftest import (  # noqa: F401 - fixtures
    People,
    Share,
    browser_of,
    draft,
    people,
    share,
    world,
    world_and_people,
    writer,
)

LISTS = ("/behov/", "/losninger/", "/leverandorer/", "/felles-innkjop/")
MATCHES, PROCUREMENTS = "/treff/", "/anskaffelser/"
PROJECTS = ("/prosjekt/", "/erfaringer/", "/kurs/", "/fatt-til/")
MEETINGS = ("/moteplasser/", "/medvirkning/")


def links_beside(page: str) -> list[tuple[str, str]]:
    """Return the links between the pages of an entry, each with its mark of the page that is open."""
    beside = page.partition('<nav class="section-menu"')[2].partition("</nav>")[0]
    return re.findall(r'href="([^"?]+)[^"]*"( aria-current="page")?', " ".join(beside.split()))


@pytest.mark.parametrize("address", LISTS)
def test_needs_purchases_solutions_and_suppliers_link_to_each_other_under_one_entry(
    db: None, address: str
) -> None:
    page = Client().get(f"{address}?lang=nn").content.decode()
    assert links_beside(page) == [
        (one, ' aria-current="page"' if one == address else "") for one in (*LISTS, PROCUREMENTS)
    ]
    as_what = "page" if address == "/behov/" else "true"
    assert f'aria-current="{as_what}">Behov</a>' in page


@pytest.mark.parametrize("lists", [PROJECTS, MEETINGS])
def test_an_entry_is_the_first_link_between_its_pages_and_each_page_is_one_link(
    db: None, lists: tuple[str, ...]
) -> None:
    for address in lists:
        page = Client().get(address).content.decode()
        assert links_beside(page) == [
            (one, ' aria-current="page"' if one == address else "") for one in lists
        ]


@pytest.mark.parametrize(
    ("who", "is_shown"), [("writer", True), ("firm", True), ("nobody", False), ("guest", False)]
)
def test_matches_are_a_link_for_those_who_take_part_alone(
    people: People,  # noqa: F811
    who: str,
    is_shown: bool,
) -> None:
    user = (
        None if who == "nobody" else getattr(people, who, None) or User.objects.create_user("g@guest.example")
    )
    browser = browser_of(user)
    links = [address for address, _mark in links_beside(browser.get("/behov/").content.decode())]
    assert links == [*LISTS, *([MATCHES] if is_shown else []), PROCUREMENTS]
    assert (browser.get(MATCHES).status_code == 200) == is_shown
    assert (MATCHES in browser.get("/sok/?q=treff").content.decode()) is False


def test_a_page_below_a_list_has_no_links_to_the_other_lists(share: Share) -> None:  # noqa: F811
    page = Client().get(f"{share().get_absolute_url()}?lang=nn").content.decode()
    assert ("section-menu" in page, 'aria-current="true">Behov</a>' in page) == (False, True)


def test_the_menu_of_a_phone_begins_with_my_work_and_ends_with_the_account(people: People) -> None:  # noqa: F811
    page = browser_of(people.writer).get("/behov/?lang=nn").content.decode()
    menu = page.partition('<details class="drop only-phone">')[2].partition("</ul>")[0]
    links = re.findall(r'href="([^"]+)"', menu)
    assert (links[0], links[-1]) == ("/min-side/", "/min-side/konto/")
    assert re.search(r">Mitt arbeid\b", menu)
