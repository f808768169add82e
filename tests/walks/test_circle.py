"""The circle of Demodalen from the front page, signed out: every step is a link of the page before it."""

import html
import re

import pytest
from django.test import Client

from loftet.core.demo import Demo
from tests.walks.test_story import answer

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.xdist_group("demo story")]

NEED = "Finne og tette lekkasjar utan å grave opp vegen"
POOL = "Finne og tette lekkasjar i vassleidningane"
PROJECT = "Finne og tette lekkasjar i lag"
LINK = re.compile(r'href="([^"]+)"')
FIRM, LEARNT = "Demorør AS (oppdikta)", "Lyttere i kummene fant lekkasjene før vi gravde"
TO_CONTRACT = (("behov", NEED), ("felles-innkjop", POOL), ("anskaffelser", POOL), ("anskaffelser", FIRM))
FORTH = (*TO_CONTRACT, ("prosjekt", PROJECT), ("erfaringer", LEARNT))
TO_POOL = (("prosjekt", PROJECT), ("anskaffelser", FIRM), ("anskaffelser", POOL), ("felles-innkjop", POOL))
BACK = (*TO_POOL, ("behov", NEED), ("utfordringer", "Lekkasje frå vassleidningar"))


def press(page: str, folder: str, words: str) -> str:
    """Return where a link of a page leads, or fail with the links that it has."""
    main = page.partition("<main")[2].partition("</main>")[0].replace("\N{SOFT HYPHEN}", "")
    pattern = rf'<a [^>]*href="([^"?]*/{folder}/[^"?]*)"[^>]*>\s*{re.escape(html.escape(words))}\s*</a>'
    found = re.search(pattern, main)
    assert found, f"«{words}» in {folder} is no link of {LINK.findall(main)}"
    return html.unescape(found[1])


def test_the_circle_is_walked_from_the_need_to_the_experience_and_back(demo: Demo) -> None:
    client, clicks = Client(), 1  # to the list of needs, from the front page
    page = answer(client, "/", "nn")
    assert 'href="/behov/' in page
    page = answer(client, "/behov/", "nn")
    for folder, words in (*FORTH, *BACK):
        page = answer(client, press(page, folder, words), "nn")
        clicks += 1
        if words == LEARNT:
            assert clicks == 7
    assert clicks == 13
