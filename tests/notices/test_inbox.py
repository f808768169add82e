"""The inbox: newest first, why beside each, read when it is opened, and never by reading an address."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.core.filters import LONGEST_SEARCH
from loftet.notices.actions.notifications import News, notify
from loftet.notices.models import Notice, Reason
from loftet.notices.pages import NOTICES_ON_A_PAGE
from loftet.notices.queries import unread
from loftet.people.actions.roles import end_now
from loftet.people.models import RoleKind, User
from tests.notices.conftest import NOW, Tell
from tests.people.partnership import World, browser_of, hire


def read(user: User) -> list[bool]:
    return [one.read is not None for one in Notice.objects.filter(user=user).order_by("pk")]


def test_a_notice_says_what_for_whom_and_why_in_the_readers_language(kari: User, tell: Tell) -> None:
    tell(kari, kind="firm.opened")
    tell(kari, when=NOW + timedelta(hours=1), details={"where": {"nb": "Ål i Hallingdal", "nn": "Ål"}})
    browser = browser_of(kari)
    page = browser.get("/varsler/?lang=nn").content.decode()
    assert page.index("Varme AS has moved to Ål<") < page.index("Varme AS opens on 18. desember 2026<")
    assert page.count("Du får vite dette fordi du følgjer det.") == 2
    assert "Gol kommune." in page
    assert "To varsel er ulesne." in page
    assert "has moved to Ål i Hallingdal" in browser.get("/varsler/?lang=nb").content.decode()


def test_no_get_marks_anything_as_read(kari: User, tell: Tell) -> None:
    one = tell(kari)
    browser = browser_of(kari)
    answers = {
        address: browser.get(address).status_code
        for address in (
            "/varsler/",
            "/varsler.csv",
            "/varsler/innstillinger/",
            f"/varsler/{one.pk}/apne/",
            f"/varsler/{one.pk}/lest/",
            "/varsler/les-alle/",
            "/varsler/folg/",
        )
    }
    assert list(answers.values()) == [200, 200, 200, 405, 405, 405, 405]
    assert read(kari) == [False]


def test_opening_leads_to_the_thing_and_marks_that_one_alone(kari: User, tell: Tell) -> None:
    one, _other = tell(kari), tell(kari)
    answer = browser_of(kari).post(f"/varsler/{one.pk}/apne/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/organisasjoner/varme/")
    assert read(kari) == [True, False]


def test_one_or_all_are_marked_and_the_page_stays(kari: User, tell: Tell) -> None:
    one, _other, _third = tell(kari), tell(kari), tell(kari)
    browser = browser_of(kari)
    answer = browser.post(f"/varsler/{one.pk}/lest/?q=varme&side=2")
    assert answer.headers["Location"] == "/varsler/?q=varme&side=2#told"
    assert read(kari) == [True, False, False]
    assert "2 varsel er merkte som lesne." in browser.post("/varsler/les-alle/", follow=True).content.decode()
    assert read(kari) == [True, True, True]


def test_nobody_opens_or_marks_what_is_anothers(world: World, kari: User, tell: Tell) -> None:
    one = tell(kari)
    other = browser_of(hire("ola@al.example", world.al, RoleKind.TOP_MANAGEMENT))
    assert other.post(f"/varsler/{one.pk}/apne/").status_code == 404
    assert other.post(f"/varsler/{one.pk}/lest/").status_code == 404
    other.post("/varsler/les-alle/")
    assert read(kari) == [False]
    assert "Varme AS" not in other.get("/varsler/").content.decode()


def test_words_and_unread_are_asked_for_by_the_address_and_so_is_the_file(kari: User, tell: Tell) -> None:
    tell(kari, organisation="ÅMLI KOMMUNE")
    browser_of(kari).post("/varsler/les-alle/")
    tell(kari)
    browser = browser_of(kari)

    def found(query: str) -> list[str]:
        rows = browser.get(f"/varsler.csv?{query}").content.decode("utf-8-sig")
        page = browser.get(f"/varsler/?{query}").content.decode()
        listed = [row["organisation"] for row in csv.DictReader(StringIO(rows), delimiter=";")]
        assert page.count('class="opens"') == len(listed)
        return listed

    assert found("") == ["Gol kommune", "ÅMLI KOMMUNE"]
    assert found("q=åmli+kommune") == ["ÅMLI KOMMUNE"]
    assert found("vis=uleste") == ["Gol kommune"]
    assert found("q=åmli+kommune&vis=uleste") == []
    assert found(f"q={'x' * (LONGEST_SEARCH + 1)}") == []


def test_words_are_found_in_the_sentence_and_in_what_fills_it(kari: User, tell: Tell) -> None:
    tell(kari, details={"where": {"nb": "Øvre Årdal", "nn": "Årdalstangen"}})
    tell(kari, kind="firm.opened")
    browser = browser_of(kari)

    def found(words: str, language: str = "nb") -> int:
        page = browser.get("/varsler/", {"q": words, "lang": language}).content.decode()
        return page.count('class="opens"')

    assert [found(words) for words in ("varme", "MOVED to", "øvre årdal", "opening", "opens moved")] == [
        *(2, 1, 1, 1, 0)
    ]
    assert (found("årdalstangen", "nn"), found("nes")) == (1, 0)


def test_a_file_has_every_column_and_no_formula(kari: User, tell: Tell) -> None:
    one = tell(kari, organisation="=1+1")
    text = browser_of(kari).get("/varsler.csv?lang=nb").content.decode("utf-8-sig")
    assert list(csv.reader(StringIO(text), delimiter=";")) == [
        ["when", "read", "organisation", "notice", "reason", "address"],
        [
            one.when.isoformat(timespec="seconds"),
            "",
            "'=1+1",
            "Varme AS has moved to Ål",
            "fordi du følger det",
            "/organisasjoner/varme/",
        ],
    ]


def test_a_label_is_text_and_no_markup(kari: User, tell: Tell) -> None:
    tell(kari, details={"where": "<script>alert(1)</script>"}, organisation="<b>Gol</b>")
    page = browser_of(kari).get("/varsler/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>Gol" not in page


@pytest.mark.contract
def test_two_hundred_notices_are_paged_with_few_questions(
    kari: User, tell: Tell, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    one = tell(kari)
    Notice.objects.bulk_create(
        Notice(
            user=kari,
            kind=one.kind,
            subject_type=one.subject_type,
            subject_id=one.subject_id,
            label=f"Firma {number}",
            address="/",
            details=one.details,
            reason=Reason.OWN,
            when=NOW - timedelta(minutes=number),
        )
        for number in range(1, 200)
    )
    browser = browser_of(kari)
    browser.get("/varsler/")  # the kinds of content are known from now on
    with django_assert_max_num_queries(15):  # every package is asked what waits, however much there is
        first = browser.get("/varsler/").content.decode()
    assert first.count('class="opens"') == NOTICES_ON_A_PAGE
    assert "Side 1 av 25." in first
    last = browser.get("/varsler/?q=firma&side=99").content.decode()
    assert "Side 25 av 25." in last
    assert 'href="?q=firma&amp;side=24#told"' in last
    assert last.count('class="opens"') == 199 - 24 * NOTICES_ON_A_PAGE
    assert browser.get("/varsler/?side=%C2%B2").status_code == 200


def test_the_header_counts_by_one_question_and_asks_nothing_of_strangers(
    kari: User, tell: Tell, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(kari)
    tell(kari)
    with django_assert_num_queries(1):
        assert unread(kari.pk, timezone.localdate()) == 2
    page = browser_of(kari).get("/om/").content.decode()
    assert ('data-count="2"' in page, "2 ulesne" in page) == (True, True)
    with django_assert_num_queries(0):
        stranger = client.get("/om/").content.decode()
    assert "/varsler/" not in stranger


def test_who_did_it_is_erased_or_has_turned_it_off_is_not_notified(world: World, kari: User) -> None:
    news = News("firm.moved", world.firm, "/")
    gone = hire("gone@gol.example", world.gol, RoleKind.EDITOR)
    gone.is_active = False
    gone.save()
    browser_of(kari).post("/varsler/innstillinger/", {"weekly_letter": "on", "figures": "on"})
    doer = hire("doer@gol.example", world.gol, RoleKind.EDITOR)
    assert notify(news, [kari, gone, doer], reason=Reason.ROLE, by=doer, now=NOW) == set()
    opened = News("firm.opened", world.firm, "/")
    assert notify(opened, [kari, kari, doer], reason=Reason.ROLE, by=None, now=NOW) == {kari.pk, doer.pk}


def test_who_has_left_is_not_notified_and_no_longer_reads_what_was_for_the_organisation(
    world: World, kari: User, tell: Tell
) -> None:
    one = tell(kari, within=(world.al, world.gol))
    assert one.within == world.gol
    assert unread(kari.pk, timezone.localdate()) == 1
    end_now(kari.roles.get(), by=None, today=timezone.localdate())
    assert unread(kari.pk, timezone.localdate()) == 0
    browser = browser_of(kari)
    assert "Varme AS" not in browser.get("/varsler/").content.decode()
    assert browser.post(f"/varsler/{one.pk}/apne/").status_code == 404
    news = News("firm.moved", world.firm, "/", within=(world.gol,))
    assert notify(news, [kari], reason=Reason.FOLLOWS, by=None, now=timezone.now()) == set()
