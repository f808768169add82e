"""A hidden need, and a hidden budget, are nowhere for those who may not know: walked by role."""

from dataclasses import fields
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from loftet.core.registry import apps, tasks_for
from loftet.log.models import Entry
from loftet.needs.actions import change_need
from loftet.needs.models import Need
from loftet.notices.actions.digests import send_weekly_letters
from loftet.notices.actions.notifications import follow
from loftet.notices.models import Notice
from loftet.people.models import User
from loftet.people.permissions import Actor
from tests.found_by import documents
from tests.letters import letters_sent
from tests.needs.conftest import BASIS, SECRET, People, Share, browser_of
from tests.people.partnership import acting_as

# So long that no one-time word of a form holds it by chance.
BUDGET, BUDGET_IN_WORDS = "47114711", "47\N{NO-BREAK SPACE}114\N{NO-BREAK SPACE}711"
ROLES = ("nobody", *(one.name for one in fields(People)))
NIGHTLY = pytest.mark.nightly
ELSEWHERE = (
    *("/", "/organisasjoner/gol/", "/logg/gol/", "/felles-innkjop/", "/losninger/", "/min-side/"),
    *("/min-side/data.json", "/varsler/", "/varsler.csv"),
)
WHERE = ("", "?format=csv", "?q=hemmeleg", "?hvem=gol", "?hvem=gol&format=csv", "felles/", "avtaler/")


def person(people: People, role: str) -> User | None:
    return None if role == "nobody" else getattr(people, role)


def shown_to(browser: Client, need: Need, word: str) -> set[str]:
    """Return the addresses that show a word to somebody, the headers of the answers included."""
    found = {one for one in WHERE if word in browser.get(f"/behov/{one}").content.decode()}
    book = browser.get("/behov/?format=xlsx").content
    cells = [str(cell) for row in openpyxl.load_workbook(BytesIO(book)).worksheets[0].values for cell in row]
    found |= {"xlsx"} if any(word in cell for cell in cells) else set()
    for page in ("", "hva/", "mengde/", "merker/", "del/", "avslutt/", "steg/renew/"):
        answer = browser.get(f"/behov/{need.pk}/{page}")
        text = answer.content.decode() + str(answer.headers)
        found |= {f"need/{page}"} if word in text else set()
    found |= {"search"} if word in browser.get("/sok/?q=hemmeleg").content.decode() else set()
    new = browser.get(f"/organisasjoner/gol/behov/nytt/?behov={need.pk}").content.decode()
    return found | ({"new"} if word in new else set())


@pytest.mark.parametrize(
    "audience", [pytest.param(one, marks=NIGHTLY) for one in ("draft", "own", "public")] + ["region"]
)
def test_a_need_is_shown_to_its_readers_alone(
    people: People, draft: Need, share: Share, audience: str
) -> None:
    if audience != "draft":
        share(audience)
    readers = people.read_what_is_for("own" if audience == "draft" else audience)
    shown = {role for role in ROLES if shown_to(browser_of(person(people, role)), draft, SECRET)}
    assert shown == readers


@pytest.mark.parametrize("audience", ["own", "region"])
def test_what_is_hidden_is_not_counted_and_answers_as_what_is_not_there(
    people: People, draft: Need, share: Share, audience: str
) -> None:
    share(audience)
    far = browser_of(people.far)
    assert "0 behov" in far.get("/behov/?lang=nb").content.decode()
    assert "Gol kommune" not in far.get("/behov/").content.decode()
    assert {far.get(f"/behov/{key}/").status_code for key in (draft.pk, 999)} == {404}
    nobody = browser_of(None)
    answers = [nobody.get(f"/behov/{key}/") for key in (draft.pk, 999)]
    assert {one.headers["Location"].split("?")[0] for one in answers} == {"/logg-inn/"}


def test_a_draft_that_is_hidden_cannot_be_made_into_a_need(people: People, draft: Need) -> None:
    browser = browser_of(people.far)
    browser.post(f"/organisasjoner/oslo/behov/nytt/?behov={draft.pk}", {"title": "Vårt", "way": "purchase"})
    made = Need.objects.get(organisation__slug="oslo")
    assert (made.derived_from, made.effect) == (None, "")


@pytest.mark.parametrize(
    "role",
    ["nobody", "neighbour", "far"]
    + [pytest.param(one, marks=NIGHTLY) for one in ROLES if one not in ("nobody", "neighbour", "far")],
)
def test_a_hidden_budget_is_shown_to_its_own_organisation_alone(
    people: People, draft: Need, writer: Actor, share: Share, role: str
) -> None:
    hidden = {"budget": int(BUDGET), "budget_hidden": True, "budget_basis": BASIS}
    change_need(draft, hidden, actor=writer)
    need = share("public")
    change_need(need, {"budget": int(BUDGET) + 1}, actor=writer)
    change_need(Need.objects.get(), {"budget": int(BUDGET)}, actor=writer)
    browser = browser_of(person(people, role))
    seen = shown_to(browser, need, BUDGET) | shown_to(browser, need, BUDGET_IN_WORDS)
    assert bool(seen) == (role in people.read_what_is_for("own"))
    assert "§ 23" in browser.get(f"/behov/{need.pk}/").content.decode()


def test_the_log_names_a_need_by_its_title_only_where_everybody_reads_it(draft: Need, share: Share) -> None:
    share("region")
    labels = Entry.objects.values_list("subject_label", flat=True)
    assert [one for one in labels if SECRET in one] == []
    share("public")
    assert [one.action for one in Entry.objects.filter(subject_label=SECRET)] == ["need.shared"]


@pytest.mark.parametrize("audience", ["own", "region", "public"])
def test_a_notice_reaches_readers_alone(
    people: People, draft: Need, writer: Actor, share: Share, audience: str
) -> None:
    share(audience)
    users = [getattr(people, role) for role in ROLES[1:]]
    for user in users:
        follow(user, draft, f"/behov/{draft.pk}/", now=writer.now)
    draft.refresh_from_db()
    change_need(draft, {"effect": "Vi vil spare 20 %."}, actor=writer)
    told = set(Notice.objects.filter(kind="need.changed").values_list("user__email", flat=True))
    readers = people.read_what_is_for(audience) - {"writer", "nobody"}
    assert told == {getattr(people, role).email for role in readers}


@pytest.mark.parametrize(("audience", "found"), [("own", 0), ("region", 0), ("public", 1)])
def test_search_is_handed_what_everybody_reads(draft: Need, share: Share, audience: str, found: int) -> None:
    share(audience)
    assert len([one for one in documents() if one.kind == "need"]) == found


def test_nothing_waits_for_people_elsewhere(people: People, share: Share) -> None:
    need = share("own")
    Need.objects.filter(pk=need.pk).update(expires_on=acting_as(people.far).today)
    waiting = {
        role: [one for one in tasks_for(acting_as(getattr(people, role))) if "/behov/" in one.address]
        for role in ROLES[1:]
    }
    assert {role for role, tasks in waiting.items() if tasks} == {"writer"}


@pytest.mark.parametrize("audience", ["own", "region"])
def test_pages_of_other_apps_and_letters_do_not_name_what_is_hidden(
    people: People, draft: Need, writer: Actor, share: Share, audience: str
) -> None:
    share(audience)
    for user in (people.far, people.firm):
        follow(user, draft, f"/behov/{draft.pk}/", now=writer.now)
    draft.refresh_from_db()
    change_need(draft, {"effect": "Vi vil spare 20 %."}, actor=writer)
    send_weekly_letters(writer.today, writer.today.isoweekday())
    found = {
        (role, address)
        for role in ("nobody", "far", "firm")
        for address in ELSEWHERE
        if SECRET in browser_of(person(people, role)).get(address).content.decode()
    }
    assert found == set()
    assert SECRET not in str([(one.subject, one.body) for one in letters_sent()])


def test_needs_hand_nothing_to_the_api() -> None:
    assert next(one for one in apps() if one.label == "needs").api is None


@pytest.mark.parametrize("role", ROLES)
def test_open_contracting_data_hold_a_need_only_once_it_is_public(
    people: People, draft: Need, writer: Actor, share: Share, role: str
) -> None:
    hidden = {"budget": int(BUDGET), "budget_hidden": True, "budget_basis": BASIS, "contact": "Odd Hagen"}
    change_need(draft, hidden, actor=writer)
    browser, shown = browser_of(person(people, role)), {}
    for audience in ("draft", "own", "region", "public"):
        if audience != "draft":
            share(audience)
        shown[audience] = browser.get("/api/ocds/").content.decode()
    assert [audience for audience, text in shown.items() if SECRET in text] == ["public"]
    said = shown["public"]
    assert [one for one in (BUDGET, BASIS, "Odd", "Hagen", writer.person.email) if one in said] == []


def test_a_public_budget_is_in_the_open_contracting_data(draft: Need, writer: Actor, share: Share) -> None:
    change_need(draft, {"budget": int(BUDGET)}, actor=writer)
    share("public")
    [release] = browser_of(None).get("/api/ocds/").json()["releases"]
    assert release["planning"]["budget"] == {"amount": {"amount": int(BUDGET), "currency": "NOK"}}
