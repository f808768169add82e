"""What somebody sends after their session has ended is kept through sign-in, encrypted, for an hour."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from loftet.people.kept_forms import KEPT, KEPT_UNTIL, kept_form
from loftet.people.models import RoleKind
from loftet.site.sent_forms import as_sent
from tests.browser.work import PAGES, at_work
from tests.people.partnership import World, code_sent, hire

ADDRESS = "/organisasjoner/gol/inviter/"
SENT = {"email": "ny@gol.example", "kind": "editor", "csrfmiddlewaretoken": "x"}


def sign_in(browser: Client, where: str, email: str = "eli@gol.example") -> str:
    assert "kept for an hour" in browser.get(f"{where}&lang=en").content.decode()
    browser.post(where, {"email": email})
    code = "/logg-inn/kode/?" + where.partition("?")[2]
    return str(browser.post(code, {"code": code_sent()}).headers["Location"])


def test_what_was_sent_is_shown_after_signing_in_and_can_be_sent(world: World) -> None:
    hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    browser = Client()
    where = browser.post(ADDRESS, SENT).headers["Location"]
    assert where == "/logg-inn/?neste=%2Flogg-inn%2Ffortsett%2F"
    kept = Session.objects.get().get_decoded()
    assert (KEPT in kept, "ny@gol.example" in str(kept)) == (True, False)
    assert sign_in(browser, where) == "/logg-inn/fortsett/"
    page = browser.get("/logg-inn/fortsett/").content.decode()
    assert (f'action="{ADDRESS}"' in page, "ny@gol.example" in page) == (True, True)
    assert browser.post(ADDRESS, SENT).status_code == 302
    assert KEPT not in browser.session


def test_nobody_else_who_signs_in_there_is_shown_it(world: World) -> None:
    hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    hire("odd@gol.example", world.gol, RoleKind.EDITOR)
    browser = Client()
    sign_in(browser, browser.post(ADDRESS, SENT).headers["Location"])
    del browser.cookies["sessionid"]
    sign_in(browser, browser.post(ADDRESS, SENT).headers["Location"], "odd@gol.example")
    assert "ny@gol.example" not in browser.get("/logg-inn/fortsett/").content.decode()
    assert KEPT not in browser.session


def test_it_goes_after_an_hour(world: World) -> None:
    browser = Client()
    browser.post(ADDRESS, SENT)
    session = browser.session
    session[KEPT_UNTIL] = (timezone.now() - timedelta(minutes=1)).isoformat()
    session.save()
    browser.get("/logg-inn/")
    assert KEPT not in browser.session


def test_codes_are_not_kept_nor_more_than_a_few_from_one_machine(world: World) -> None:
    assert Client().post(ADDRESS, {"code": "123456"}).headers["Location"] == "/logg-inn/"
    kept = [Client().post(ADDRESS, SENT).headers["Location"] != "/logg-inn/" for _time in range(21)]
    assert kept == [True] * 20 + [False]


def test_a_form_whose_cookie_is_gone_is_shown_again_where_it_came_from_this_site(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    own = browser.post(ADDRESS, SENT, headers={"Sec-Fetch-Site": "same-origin"})
    foreign = browser.post(ADDRESS, SENT, headers={"Sec-Fetch-Site": "cross-site"})
    assert (own.status_code, foreign.status_code) == (403, 403)
    assert ["ny@gol.example" in one.content.decode() for one in (own, foreign)] == [True, False]


def test_what_was_chosen_is_told_before_it_is_sent_again(rf: RequestFactory) -> None:
    sent = [("outcome", "adopted"), ("day", "3. mars 2027"), ("version", "1"), ("wording", "Gol deltek.")]
    kept = as_sent(
        rf.get("/"), "/saker/1/behandlinger/ny/", [*sent, ("unanimous", "on"), ("votes_for", "12")]
    )
    assert kept is not None
    told = {one.name: str(one.told) for one in kept.fields if one.told}
    assert told == {
        "outcome": "vedtatt i samsvar med innstillingen",
        "day": "3. mars 2027",
        "unanimous": "ja",
        "votes_for": "12",
    }


TYPED = r'<(textarea|input)\b(?![^>]*type="(?:hidden|checkbox|radio|file|submit)")'
FIELD = re.compile(TYPED + r'[^>]*?\bname="([^"]+)"')
FORM = re.compile(r'<form\b(?=[^>]*method="post")(?=(?:[^>]*action="([^"]+)")?)[^>]*>(.*?)</form>', re.DOTALL)
LONG = "Kommunen har levert tal i tre år.\r\n" * 60


@pytest.mark.django_db
def test_no_form_of_decisions_and_the_programme_loses_what_was_written() -> None:
    made, lost = at_work(), []
    tried: set[str] = set()
    for name, one in PAGES.items():
        address = one.address.format_map(made.words)
        page = made.readers[one.by].get(address).content.decode()
        for action, form in FORM.findall(page):
            sent = {field: LONG if kind == "textarea" else "Skrive" for kind, field in FIELD.findall(form)}
            if not sent:
                continue
            browser, where = Client(REMOTE_ADDR=f"10.0.{len(tried)}.1"), action or address
            browser.post(where, sent)
            request = cast(HttpRequest, SimpleNamespace(session=browser.session))
            if kept_form(request) != (where, list(sent.items())):
                lost.append(where)
            tried.add(name)
    assert lost == []
    assert tried >= {"new_matter", "record_outcome", "decide_by_delegation", "set_day", "for_all", "hours"}
