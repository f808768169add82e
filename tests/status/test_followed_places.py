"""Following a place: a line when an edition with new figures is published, and «What is new» counts it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from pytest_django import Settings

from loftet.background.work import do_all
from loftet.core.models import WorkItem, WorkState
from loftet.editions.folder import publish
from loftet.notices.actions import notifications
from loftet.notices.actions.digests import send_weekly_letters
from loftet.notices.actions.notifications import follow
from loftet.notices.models import Follow, Mute, Notice
from loftet.notices.queries.texts import text_of as notice_text
from loftet.people.actions.own import erase
from loftet.people.models import RoleKind, User
from loftet.places.models import Place
from loftet.status.edition import current, store
from loftet.status.whats_new.news import PUBLISHED, WORK, ask_for_published
from loftet.status.whats_new.queries import new_figures, read_between
from tests.letters import letters_sent
from tests.people.partnership import browser_of, hire, small_partnership
from tests.status.test_whats_new import BUS, LEAKAGE

Read = Callable[[str], str]
Publish = Callable[..., str]
NEXT = date(2026, 12, 24)
NOW = datetime(2026, 12, 28, 7, tzinfo=UTC)  # a Monday
MONDAY = 1
SAID = {
    "nb": "Gol: 3 tall er nye eller rettet i utgaven fra 24. desember 2026",
    "nn": "Gol: 3 tal er nye eller retta i utgåva frå 24. desember 2026",
    "en": "Gol: 3 figures are new or corrected in the edition of 24. December 2026",
}


@pytest.fixture
def two_editions(published_as: Publish) -> tuple[str, str]:
    """Publish an edition, and then one in which three figures of Gol are new or corrected."""
    return published_as(), published_as(LEAKAGE, BUS, day=NEXT)


@pytest.fixture
def kari(db: None, serve: object) -> User:
    return User.objects.create_user("kari@gol.example")


def follow_place(user: User, slug: str) -> Follow:
    return follow(user, Place.objects.get(slug=slug), f"/kommune/{slug}/", now=NOW)


def announce() -> int:
    """Do what the worker does after an edition is published; return how many were told."""
    before = Notice.objects.count()
    ask_for_published(timezone.now())
    do_all(timezone.now())
    return Notice.objects.count() - before


def sentences(user: User, language: str = "nb") -> list[str]:
    with translation.override(language):
        return [notice_text(one).sentence for one in Notice.objects.filter(user=user).order_by("pk")]


@pytest.mark.parametrize(
    ("address", "slug"), [("/kommuner/gol/", "gol"), ("/regioner/hallingdal/", "hallingdal")]
)
def test_who_is_signed_in_follows_a_place_by_the_button_on_its_page(
    small_site: Path, kari: User, client: Client, address: str, slug: str
) -> None:
    browser = browser_of(kari)
    page = browser.get(f"{address}?lang=nb").content.decode()
    word = page.partition('name="thing" value="')[2].partition('"')[0]
    assert browser.post("/varsler/folg/", {"thing": word, "do": "follow"}).headers["Location"] == address
    assert Follow.objects.get(user=kari).subject_id == Place.objects.get(slug=slug).pk
    after = browser.get(f"{address}?lang=nb").content.decode()
    assert f"Slutt å følge {slug.title()}" in after
    assert "Du følger dette." in after
    assert "Du følger dette." not in browser.get(address).content.decode()
    assert 'class="follow"' not in client.get(address).content.decode()


def test_followers_are_told_once_with_the_number_that_the_page_counts(
    two_editions: tuple[str, str], kari: User, read: Read
) -> None:
    follow_place(kari, "gol")
    assert (announce(), announce()) == (1, 0)
    notice = Notice.objects.get(user=kari)
    for language, said in SAID.items():
        assert sentences(kari, language) == [said]
    assert notice.address == f"/nytt/?sted=gol&utgave={two_editions[1]}#place"
    page = read(f"/nytt/?sted=gol&utgave={two_editions[1]}&lang=nn")
    assert "Kva er nytt i Gol Gol: 3 tal er nye eller retta." in page


def test_a_region_has_the_figures_of_its_municipalities(
    two_editions: tuple[str, str], kari: User, read: Read
) -> None:
    follow_place(kari, "hallingdal")
    announce()
    (said,) = sentences(kari)
    assert said.startswith("Hallingdal: 3 tall er nye eller rettet i utgaven fra ")
    page = read("/nytt/?sted=hallingdal&lang=nb")
    assert "Hva er nytt i Hallingdal Hallingdal: 3 tall er nye eller rettet." in page


def test_the_places_add_up_to_what_is_counted_in_all(two_editions: tuple[str, str]) -> None:
    reader = store()
    after, before = reader.editions()
    found = read_between(reader.root, reader.scope(before), reader.scope(after))
    assert sum(found.by_place.values()) == found.added + found.revised == 3
    told = new_figures(reader, before, after)
    assert [told[slug] for slug in ("gol", "hallingdal", "buskerud-fylke", "oslo")] == [3, 3, 3, 0]


def test_nobody_is_told_of_a_place_without_new_figures(
    two_editions: tuple[str, str], kari: User, read: Read
) -> None:
    follow_place(kari, "oslo")
    assert (announce(), Notice.objects.count()) == (0, 0)
    assert "Oslo: ingen tall er nye eller rettet." in read("/nytt/?sted=oslo&lang=nb")


def test_an_older_edition_that_is_published_again_is_no_news(
    two_editions: tuple[str, str], kari: User, settings: Settings
) -> None:
    follow_place(kari, "gol")
    announce()
    for edition in two_editions:
        publish(settings.DATA, edition)
        assert announce() == 0
    assert Notice.objects.count() == 1


def test_what_fails_tells_nobody_and_is_tried_again(
    two_editions: tuple[str, str], kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow_place(kari, "gol")
    with monkeypatch.context() as broken:
        broken.setattr(Notice.objects, "bulk_create", None)
        assert announce() == 0
    assert WorkItem.objects.get(kind=WORK).state == WorkState.READY
    WorkItem.objects.update(due=timezone.now())
    assert (announce(), announce()) == (1, 0)


def test_the_first_edition_and_one_that_is_damaged_tell_nothing(
    published_as: Publish, kari: User, settings: Settings
) -> None:
    assert announce() == 0
    published_as()
    follow_place(kari, "gol")
    assert announce() == 0
    damaged = published_as(LEAKAGE, day=NEXT)
    (settings.DATA / "editions" / damaged / "places.parquet").write_bytes(b"")
    assert current().reason
    assert (announce(), Notice.objects.count()) == (0, 0)


def test_who_has_left_is_erased_stopped_or_wants_no_such_notices_is_not_told(
    two_editions: tuple[str, str], kari: User
) -> None:
    gone, erased, deaf, stopped = (User.objects.create_user(f"{one}@gol.example") for one in "abcd")
    for one in (kari, gone, erased, deaf, stopped):
        follow_place(one, "gol")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    erase(erased, now=NOW, today=NOW.date())
    Mute.objects.create(user=deaf, kind=PUBLISHED, since=NOW)
    Follow.objects.filter(user=stopped).update(stopped=NOW)
    assert announce() == 1
    assert list(Notice.objects.values_list("user", flat=True)) == [kari.pk]


def test_it_is_a_line_of_the_weekly_letter_in_the_language_of_the_reader_and_never_in_july(
    two_editions: tuple[str, str], settings: Settings
) -> None:
    settings.SITE_ADDRESS = "https://loftet.example"
    editor = hire("kari@gol.example", small_partnership().gol, RoleKind.EDITOR)
    follow_place(editor, "gol")
    announce()
    assert letters_sent() == []
    send_weekly_letters(date(2027, 7, 5), MONDAY)
    assert letters_sent() == []
    send_weekly_letters(date(2027, 8, 2), MONDAY)
    (letter,) = letters_sent()
    assert letter.body.count(SAID["nn"]) == 1
    assert f"https://loftet.example/nytt/?sted=gol&utgave={two_editions[1]}#place" in letter.body


def test_many_followers_take_as_many_queries_a_batch_as_few(
    two_editions: tuple[str, str], kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifications, "BATCH", 50)
    people = User.objects.bulk_create(User(email=f"p{number}@gol.example") for number in range(99))
    asked = []
    for some in ([kari], people[:49], people):
        Notice.objects.all().delete()
        for one in some:
            follow_place(one, "gol")
        WorkItem.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            announce()
        asked.append(len(queries))
    one_batch, full_batch, two_batches = asked
    assert Notice.objects.count() == 100
    assert one_batch == full_batch < two_batches <= full_batch + 4
