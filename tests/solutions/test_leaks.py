"""What is hidden of a solution or a supplier is nowhere for others: walked by role and by kind of hiding."""

from dataclasses import fields
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from loftet.core.registry import apps, tasks_for
from loftet.log.models import Entry
from loftet.matches.finding import find_all
from loftet.needs.actions import share_need, write_need
from loftet.needs.models import Need
from loftet.notices.models import Notice
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.solutions.access import answers_of
from loftet.solutions.actions.solutions import publish_solution, withdraw_solution
from loftet.solutions.models import Solution
from loftet.suppliers.actions.suppliers import close_supplier, confirm_supplier, doubt_supplier
from loftet.suppliers.models import Supplier
from tests.found_by import documents
from tests.people.partnership import World, acting_as, browser_of
from tests.solutions.drafts import SECRET, Publish
from tests.suppliers.conftest import People

ROLES = ("nobody", *(one.name for one in fields(People)))
OWN = {"boss", "writer"}
WHERE = (
    *("/losninger/", "/losninger/?format=csv", "/losninger/?q=lytting", "/losninger/?hvem=varme"),
    *("/losninger/?cpv=4523", "/losninger/?tilstand=open", "/leverandorer/varme/", "/sok/?q=lytting"),
    *("/leverandorer/?format=csv", "/varsler/", "/min-side/", "/organisasjoner/varme/"),
)


def nightly(*words: str) -> list[Any]:
    return [pytest.param(one, marks=pytest.mark.nightly) for one in words]


def person(people: People, role: str) -> User | None:
    return None if role == "nobody" else getattr(people, role)


def shown_to(browser: Client, solution: Solution, need: Need) -> set[str]:
    """Return the addresses that show the solution's title to somebody; headers of answers count."""
    addresses = [*WHERE, need.get_absolute_url()]
    own = ("", "hva/", "merker/", "vilkar/", "bruk/ny/", "steg/publish/", "steg/withdraw/")
    addresses += [f"{solution.get_absolute_url()}{page}" for page in own]
    found = set()
    for address in addresses:
        answer = browser.get(address)
        if SECRET in answer.content.decode() + str(answer.headers):
            found.add(address)
    book = openpyxl.load_workbook(BytesIO(browser.get("/losninger/?format=xlsx").content))
    cells = [str(cell) for row in book.worksheets[0].values for cell in row]
    return found | ({"xlsx"} if any(SECRET in cell for cell in cells) else set())


@pytest.fixture
def need(world: World, people: People) -> Need:
    """Return a public need of Gol that the solution answers by its code."""
    buyer = acting_as(people.buyer)
    made = write_need(
        world.gol, {"title": "Mindre lekkasje", "cpv": "45232", "targets": ["6.4"]}, actor=buyer
    )
    day = timezone.localdate() + timedelta(days=60)
    shared = {"audience": "public", "expires_on": day, "journal": "not_needed", "journal_case": ""}
    return share_need(made, shared, actor=buyer)


@pytest.fixture
def hidden(
    request: pytest.FixtureRequest, people: People, supplier: Supplier, draft: Solution, boss: Actor
) -> Solution:
    """Return the solution, hidden in the way that the test names."""
    way, facilitator = request.param, acting_as(people.facilitator)
    if way == "unconfirmed":
        return draft
    sure = confirm_supplier(supplier, "Ja.", actor=facilitator)
    if way == "draft":
        return draft
    solution = publish_solution(draft, actor=boss)
    if way == "withdrawn":
        return withdraw_solution(solution, actor=boss)
    if way == "expired":
        Solution.objects.update(expires_on=boss.today - timedelta(days=1))
    elif way == "doubted":
        doubt_supplier(sure, "To seier at dei er firmaet.", actor=facilitator)
    elif way == "closed":
        close_supplier(sure, actor=boss)
    else:
        Supplier.objects.update(trouble="bankrupt")
    return Solution.objects.get()


WAYS = ("unconfirmed", "draft", "withdrawn", "expired", "doubted", "closed", "bankrupt")
SOME = ("nobody", "rival", "facilitator", "writer")


@pytest.mark.parametrize("hidden", ["unconfirmed"], indirect=True)
def test_a_draft_of_an_unconfirmed_firm_is_shown_to_its_own_organisation_alone(
    people: People, need: Need, hidden: Solution
) -> None:
    shown = {role for role in SOME if shown_to(browser_of(person(people, role)), hidden, need)}
    assert shown == OWN & {*SOME}


@pytest.mark.nightly
@pytest.mark.parametrize("hidden", WAYS, indirect=True)
def test_what_is_hidden_is_shown_to_its_own_organisation_alone(
    people: People, need: Need, hidden: Solution
) -> None:
    shown = {role for role in ROLES if shown_to(browser_of(person(people, role)), hidden, need)}
    assert shown == OWN


@pytest.mark.parametrize("hidden", WAYS, indirect=True)
def test_what_is_hidden_is_handed_to_no_search_and_not_counted(people: People, hidden: Solution) -> None:
    assert [one for one in documents() if one.kind == "solution"] == []
    far = browser_of(people.far)
    page = far.get("/losninger/?lang=nb").content.decode()
    assert ("0 løsninger" in page, "Varme AS" in page) == (True, False)
    assert {far.get(f"/losninger/{key}/").status_code for key in (hidden.pk, 999)} == {404}
    answers = [browser_of(None).get(f"/losninger/{key}/") for key in (hidden.pk, 999)]
    assert {one.headers["Location"].split("?")[0] for one in answers} == {"/logg-inn/"}


@pytest.mark.parametrize("hidden", ["unconfirmed", "bankrupt", *nightly("doubted", "closed")], indirect=True)
def test_a_supplier_that_is_hidden_is_there_for_its_people_and_its_facilitators(
    people: People, hidden: Solution
) -> None:
    seen = {
        role
        for role in ROLES
        if browser_of(person(people, role)).get("/leverandorer/varme/").status_code == 200
    }
    assert seen == {"boss", "writer", "facilitator", "partner"}
    listed = browser_of(people.rival).get("/leverandorer/").content.decode()
    assert "Varme AS" not in listed


@pytest.mark.parametrize("role", ["nobody", *nightly("far", "rival")])
def test_what_is_published_is_read_by_everybody(
    people: People, need: Need, draft: Solution, supplier: Supplier, boss: Actor, role: str
) -> None:
    confirm_supplier(supplier, "Ja.", actor=acting_as(people.facilitator))
    publish_solution(draft, actor=boss)
    find_all(boss.today, boss.now)
    shown = shown_to(browser_of(person(people, role)), draft, need)
    read = {"/losninger/", "/losninger/?format=csv", "xlsx", "/leverandorer/varme/"}
    assert shown >= read | {draft.get_absolute_url(), need.get_absolute_url()}
    assert [one.title for one in documents() if one.kind == "solution"] == [SECRET]


def test_the_log_names_a_solution_by_its_title_once_it_is_published(
    people: People, draft: Solution, supplier: Supplier, boss: Actor
) -> None:
    assert not Entry.objects.filter(subject_label__contains=SECRET).exists()
    confirm_supplier(supplier, "Ja.", actor=acting_as(people.facilitator))
    publish_solution(draft, actor=boss)
    assert [one.action for one in Entry.objects.filter(subject_label=SECRET)] == ["solution.published"]


def test_the_address_of_the_register_is_shown_to_nobody(people: People, supplier: Supplier) -> None:
    confirm_supplier(supplier, "Ja.", actor=acting_as(people.facilitator))
    addresses = ("/leverandorer/varme/", "/leverandorer/?format=csv", "/losninger/?format=csv")
    found = {
        (role, address)
        for role in ("nobody", "boss", "rival")
        for address in addresses
        if "post@varme.example" in browser_of(person(people, role)).get(address).content.decode()
    }
    assert found == set()


def test_nothing_is_told_of_a_draft(people: People, draft: Solution) -> None:
    assert not Notice.objects.exists()
    lines = {
        role: [one for one in tasks_for(acting_as(getattr(people, role))) if "/losninger/" in one.address]
        for role in ROLES[1:]
    }
    assert {role for role, tasks in lines.items() if tasks} == set()


def test_solutions_hand_nothing_to_the_api_or_to_ocds() -> None:
    app = next(one for one in apps() if one.label == "solutions")
    assert (app.api, app.ocds) == (None, ())


def test_a_need_is_handed_out_with_the_solutions_that_everybody_reads(
    people: People, need: Need, publish: Publish, draft: Solution
) -> None:
    Solution.objects.filter(pk=draft.pk).update(need=need)
    assert answers_of(need).lines == []
    shown = publish()
    assert [(one.name, one.value) for one in answers_of(need).lines] == [
        (f"Varme AS: {shown.title}", shown.published)
    ]
    sent = {"journalled": "yes"}
    answer = browser_of(people.buyer).post(f"{need.get_absolute_url()}innsyn/?lang=nb", sent)
    with ZipFile(BytesIO(answer.content)) as whole:
        texts = [whole.read(name).decode() for name in whole.namelist()]
    assert [SECRET in one for one in texts] == [True, True]
