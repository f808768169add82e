"""One script walks the whole story of Demodalen, from the first row to what waits on the day it is made."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from loftet.core.demo import Demo
from loftet.geography.gazetteer import Gazetteer
from loftet.people.demo import make_demo_people
from loftet.people.models import User
from loftet.site.demo import editions_in, make_editions, tell_the_story
from loftet.sources.demo_places import read_demo_places
from tests.kept_places import KeptPlaces
from tests.walks.story import STORY, Look, Row, filled

pytestmark = [pytest.mark.django_db, pytest.mark.nightly, pytest.mark.xdist_group("demo story")]


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None,
    kept_demo_places: KeptPlaces,
    django_db_blocker: DjangoDbBlocker,
    gazetteer: Gazetteer,
    catalogue: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demo]:
    """Make the demo today, with both of its editions; the walk reads it and changes nothing."""
    root, today = tmp_path_factory.mktemp("demo"), timezone.localdate()
    with django_db_blocker.unblock(), override_settings(DATA=root), transaction.atomic():
        kept_demo_places.copy()
        make_editions(gazetteer, read_demo_places(catalogue), Demo(catalogue, today), say=lambda _line: None)
        make_demo_people(catalogue, today)
        made = Demo(catalogue, today, editions_in(root))
        assert tell_the_story(made)
        yield made
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", STORY, ids=lambda row: f"{row.when}: {row.what}")
def test_each_row_is_read_where_it_is_to_be_seen(demo: Demo, row: Row) -> None:
    for look in row.looks:
        page = read(look, demo)
        at = 0
        for words in look.reads:
            wanted = filled(words, demo, look.language)
            found = page.find(wanted, at)
            assert found >= 0, f"{look.who} {look.address}: «{wanted}» is not read in «{page[at:]}»"
            at = found + len(wanted)
        for words in look.lacks:
            assert filled(words, demo, look.language) not in page, f"{look.who} {look.address}: «{words}»"


def read(look: Look, demo: Demo) -> str:
    """Return what somebody reads, in one line; follow the link that the address ends with."""
    client = Client()
    if look.who:
        client.force_login(User.objects.get(email__startswith=f"{look.who}@"))
    address, _follows, link = look.address.partition(" > ")
    page = answer(client, address, look.language)
    if link:
        to, words = (re.escape(html.escape(part)) for part in link.split(": ", 1))
        leads = re.search(rf'<a [^>]*href="({to}[^"]+)"[^>]*>\s*{words}\s*</a>', page)
        assert leads, f"«{link}» is no link of {address}"
        page = answer(client, html.unescape(leads[1]), look.language)
    main = page.partition("<main")[2].partition("</main>")[0]
    text = html.unescape(re.sub(r"<[^>]*>", " ", f"<main{main}")).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+([.,:;»)])", r"\1", re.sub(r"\s+", " ", text))


def answer(client: Client, address: str, language: str) -> str:
    """Return a page in a language."""
    separator = "&" if "?" in address else "?"
    response = client.get(f"{address}{separator}lang={language}", follow=True)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return response.content.decode()


def test_the_council_of_tjernli_meets_in_nine_days_or_on_the_monday_after(demo: Demo) -> None:
    ahead = demo.day("in 9 days") - demo.today
    assert timedelta(9) <= ahead <= timedelta(11)
