"""Following a thing by the button on its page, and no longer."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.core.filters import LONGEST_SEARCH
from loftet.core.registry import Topic
from loftet.notices.actions.notifications import News, follow, follow_all, followers, notify
from loftet.notices.models import Follow, Mute, Notice, Reason
from loftet.notices.pages import ON_A_PAGE
from loftet.notices.signed import Thing, letter_word, read_letter_word, read_thing_word, thing_word
from loftet.people.actions.roles import end_now
from loftet.people.models import Organisation, RoleKind, User
from tests.notices.conftest import NOW, follow_firms
from tests.people.partnership import World, browser_of, hire

ADDRESS = "/organisasjoner/varme/"


def button(world: World, user: object) -> str:
    request = RequestFactory().get("/")
    request.user = user  # type: ignore[assignment]
    template = Template("{% load notices %}{% follow_button thing address %}")
    return template.render(Context({"request": request, "thing": world.firm, "address": ADDRESS}))


def word_of(html: str) -> str:
    found = re.search(r'name="thing" value="([^"]*)"', html)
    assert found
    return found[1]


def test_the_button_follows_and_stops(world: World, kari: User) -> None:
    browser = browser_of(kari)
    before = button(world, kari)
    assert "Følg dette" in before
    answer = browser.post("/varsler/folg/", {"thing": word_of(before), "do": "follow"})
    assert answer.headers["Location"] == ADDRESS
    assert followers(world.firm) == [kari]
    after = button(world, kari)
    assert "Slutt å følge dette" in after
    browser.post("/varsler/folg/", {"thing": word_of(after), "do": "stop"})
    assert followers(world.firm) == []
    assert "Følg dette" in button(world, kari)


def test_a_stranger_has_no_button(world: World) -> None:
    assert button(world, None).strip() == ""


@pytest.mark.parametrize("word", ["", "made-up", "a:b:c"])
def test_a_word_that_was_not_made_here_is_refused(kari: User, word: str) -> None:
    assert browser_of(kari).post("/varsler/folg/", {"thing": word}).status_code == 403
    assert Follow.objects.count() == 0


def test_a_word_is_for_one_person_and_for_nothing_else(world: World, kari: User) -> None:
    word = word_of(button(world, kari))
    other = hire("ola@al.example", world.al, RoleKind.EDITOR)
    assert browser_of(other).post("/varsler/folg/", {"thing": word}).status_code == 403
    assert read_letter_word(word) is None
    assert read_thing_word(letter_word(kari.pk)) is None
    changed = word.replace(word[5], "A" if word[5] != "A" else "B", 1)
    assert browser_of(kari).post("/varsler/folg/", {"thing": changed}).status_code == 403
    assert Follow.objects.count() == 0


def test_what_is_gone_cannot_be_followed(world: World, kari: User) -> None:
    from_page = read_thing_word(word_of(button(world, kari)))
    assert from_page is not None
    gone = thing_word(Thing(kari.pk, from_page.kind, 10**9, ADDRESS))
    assert browser_of(kari).post("/varsler/folg/", {"thing": gone}).status_code == 404


def test_what_no_app_lets_be_followed_is_not(world: World, kari: User) -> None:
    kind = ContentType.objects.get_for_model(User)
    word = thing_word(Thing(kari.pk, kind.pk, kari.pk, ADDRESS))
    assert browser_of(kari).post("/varsler/folg/", {"thing": word}).status_code == 403
    assert Follow.objects.count() == 0


def test_ones_own_is_followed_by_itself_until_it_is_stopped(world: World, kari: User) -> None:
    follow_all([(kari, world.firm, ADDRESS)], now=NOW)
    row = Follow.objects.get()
    browser = browser_of(kari)
    page = browser.get("/varsler/innstillinger/?lang=nb").content.decode()
    assert "Det er ditt eget, og du følger det uten å ha bedt om det." in page
    browser.post(f"/varsler/folger/{row.pk}/stopp/")
    follow_all([(kari, world.firm, ADDRESS)], now=NOW)
    assert followers(world.firm) == []
    follow(kari, world.firm, ADDRESS, now=NOW)
    assert followers(world.firm) == [kari]
    assert Follow.objects.get().automatic is False


def test_what_began_with_a_role_tells_nothing_when_the_last_has_ended(world: World, kari: User) -> None:
    follow_all([(kari, world.firm, ADDRESS)], now=NOW)
    assert followers(world.firm) == [kari]
    end_now(kari.roles.get(), by=None, today=timezone.localdate())
    assert followers(world.firm) == []
    news = News("firm.moved", world.firm, ADDRESS)
    assert notify(news, followers(world.firm), reason=Reason.FOLLOWS, by=None, now=NOW) == set()
    assert Notice.objects.count() == 0


def test_nobody_stops_what_another_follows(world: World, kari: User) -> None:
    row = follow(kari, world.firm, ADDRESS, now=NOW)
    other = hire("ola@al.example", world.al, RoleKind.EDITOR)
    assert browser_of(other).post(f"/varsler/folger/{row.pk}/stopp/").status_code == 404
    assert followers(world.firm) == [kari]


def test_what_is_followed_is_found_by_words_and_taken_home(world: World, kari: User) -> None:
    follow(kari, world.firm, ADDRESS, now=NOW)
    follow_all([(kari, world.al, "/organisasjoner/al/")], now=NOW)
    browser = browser_of(kari)
    page = browser.get("/varsler/innstillinger/?q=ÅL").content.decode()
    assert ("Ål kommune" in page, "Varme AS" in page) == (True, False)
    file = browser.get("/varsler/folger.csv?q=varme").content.decode("utf-8-sig").splitlines()
    assert file == ["what;address;since;automatic", f"Varme AS;{ADDRESS};{NOW.isoformat()};False"]


def test_what_is_followed_is_paged_with_few_queries(
    world: World, kari: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    firms = Organisation.objects.bulk_create(
        Organisation(slug=f"f{number}", name=f"Firma {number}", kind="supplier") for number in range(90)
    )
    follow_all([(kari, firm, "/") for firm in firms], now=NOW)
    browser = browser_of(kari)
    browser.get("/varsler/innstillinger/")  # the session is marked as seen
    with django_assert_max_num_queries(12):
        first = browser.get("/varsler/innstillinger/?lang=nb&q=firma").content.decode()
    assert (first.count("/stopp/"), "Side 1 av 3." in first) == (ON_A_PAGE, True)
    assert "q=firma&amp;side=2#follows" in first
    last = browser.get("/varsler/innstillinger/?q=firma&side=3").content.decode()
    assert last.count("/stopp/") == 90 - 2 * ON_A_PAGE
    assert len(browser.get("/varsler/folger.csv").content.splitlines()) == 91


def test_a_search_does_not_show_what_is_no_longer_open(
    world: World, kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(kari, world.firm, ADDRESS, now=NOW)
    follow_firms(monkeypatch, Q(pk__in=()))
    browser = browser_of(kari)
    everything = browser.get("/varsler/innstillinger/?lang=nb").content.decode()
    assert ("Varme AS" in everything, everything.count("/stopp/")) == (False, 1)
    assert browser.get("/varsler/innstillinger/?q=varme").content.decode().count("/stopp/") == 0
    assert len(browser.get("/varsler/folger.csv?q=varme").content.splitlines()) == 1


def test_a_search_counts_only_what_is_open(world: World, kari: User, monkeypatch: pytest.MonkeyPatch) -> None:
    firms = Organisation.objects.bulk_create(
        Organisation(slug=f"f{number}", name=f"Firma {number}", kind="supplier")
        for number in range(ON_A_PAGE + 1)
    )
    follow_all([(kari, firm, "/") for firm in firms], now=NOW)
    last = firms[-1]  # the newest, so first in the list
    follow_firms(monkeypatch, ~Q(pk=last.pk))
    page = browser_of(kari).get("/varsler/innstillinger/?lang=nb&q=firma").content.decode()
    assert (page.count("/stopp/"), "Side 1 av" in page) == (ON_A_PAGE, False)


def test_what_a_person_wants_is_kept_by_topic_and_what_was_off_before_stays_off(kari: User) -> None:
    browser = browser_of(kari)
    browser.post("/varsler/innstillinger/", {"trade": "on"})
    off = set(kari.mutes.values_list("kind", flat=True))
    assert "firm.opened" in off
    assert "firm.moved" not in off
    assert kari.notice_wishes.weekly_letter is False
    page = browser.get("/varsler/innstillinger/?lang=nn").content.decode()
    assert "Du får ingen brev. Varsla dine står i innboksen." in page
    assert re.findall(r'name="(\w+)"[^>]*checked', page) == ["trade"]
    assert page.count('type="checkbox"') == 1 + len(Topic)
    Mute.objects.create(user=kari, kind="firm.moved", since=NOW)
    browser.post("/varsler/innstillinger/", {"trade": "on"})
    assert kari.mutes.filter(kind="firm.moved").exists()
    Mute.objects.filter(user=kari, kind="firm.moved").delete()
    browser.post("/varsler/innstillinger/", {"weekly_letter": "on", "figures": "on", "trade": "on"})
    kari.refresh_from_db()
    assert set(kari.mutes.values_list("kind", flat=True)) & {"firm.opened", "firm.moved"} == set()
    assert kari.notice_wishes.weekly_letter is True


def test_words_that_are_too_long_find_nothing_that_is_followed(world: World, kari: User) -> None:
    follow(kari, world.firm, ADDRESS, now=NOW)
    browser, words = browser_of(kari), "x" * (LONGEST_SEARCH + 1)
    assert str(world.firm) in browser.get("/varsler/folger.csv").content.decode()
    assert str(world.firm) not in browser.get(f"/varsler/folger.csv?q={words}").content.decode()


def test_a_follow_that_is_gone_when_its_button_is_pressed_is_not_found(
    world: World, kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = follow(kari, world.firm, ADDRESS, now=NOW)
    monkeypatch.setattr("loftet.notices.pages.get_object_or_404", found_and_removed)
    answer = browser_of(kari).post(f"/varsler/folger/{row.pk}/stopp/?lang=nb")
    assert answer.status_code == 404
    assert "Dette finnes ikke lenger. Noen andre har fjernet det." in answer.content.decode()


def found_and_removed(rows: QuerySet[Follow], **named: object) -> Follow:
    """Return a row that somebody removes in the moment after it was found."""
    row = rows.get(**named)
    Follow.objects.filter(pk=row.pk).delete()
    return row
